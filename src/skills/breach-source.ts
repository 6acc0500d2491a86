import { Injectable, type OnModuleInit } from '@nestjs/common';
import { BreachCases } from '../pledges/breaches/breach-cases.service.js';
import { OpenBreaches } from './open-breaches.js';

/** Lets `pledges`, which keeps the cases, answer how many are open against a streamer (INV-12). */
@Injectable()
export class BreachSourceOfPledges implements OnModuleInit {
  constructor(
    private readonly port: OpenBreaches,
    private readonly cases: BreachCases,
  ) {}

  onModuleInit(): void {
    this.port.register((tx, parkId, streamerId) => this.cases.openBreachesOf(tx, parkId, streamerId));
  }
}
