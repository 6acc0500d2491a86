import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PledgeNotices } from './pledge-notices.js';
import { PledgeStepListeners } from './pledge-step-listeners.js';

/** Tells a host in good time that the pledge is about to end. */
@Injectable()
export class ExpiryNotices implements OnModuleInit {
  constructor(
    private readonly listeners: PledgeStepListeners,
    private readonly notices: PledgeNotices,
  ) {}

  onModuleInit(): void {
    this.listeners.register(async (tx, _caller, { verb, pledge }) => {
      if (verb === 'beginExpiry' && pledge.renewedById === null) await this.notices.expiring(tx, [pledge]);
    });
  }
}
