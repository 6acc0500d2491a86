import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BreachCases } from '../pledges/breaches/breach-cases.service.js';
import { BreachRecords } from './breach-records.js';

/** Lets `pledges`, which keeps the cases, answer which are open against a streamer and which found a breach (INV-12). */
@Injectable()
export class BreachSourceOfPledges implements OnModuleInit {
  constructor(
    private readonly port: BreachRecords,
    private readonly cases: BreachCases,
  ) {}

  onModuleInit(): void {
    this.port.register({
      countOpen: (tx, parkId, streamerId) => this.cases.openBreachesOf(tx, parkId, streamerId),
      isEstablished: (tx, parkId, streamerId, breachCaseId) => this.cases.isEstablished(tx, parkId, streamerId, breachCaseId),
    });
  }
}
