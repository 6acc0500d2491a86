import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionChangeListeners } from '../broadcasts/session-change-listeners.js';
import { Ledger } from './ledger.service.js';
import { HELD_STATUSES } from './rollup.service.js';

/** Asks for the day totals again when a session is held, ended or moved to another day: sessions and their length are counted there. */
@Injectable()
export class SessionChanges implements OnModuleInit {
  constructor(
    private readonly listeners: SessionChangeListeners,
    private readonly ledger: Ledger,
  ) {}

  onModuleInit(): void {
    this.listeners.register(async (tx, change) => {
      if (!isHeld(change.statusBefore) && !isHeld(change.statusAfter)) return;
      const days = change.startOnBefore ? [change.startOnBefore, change.startOnAfter] : [change.startOnAfter];
      await this.ledger.requestRecomputation(tx, change.parkId, [change.sessionId], days);
    });
  }
}

function isHeld(status: string | null): boolean {
  return (HELD_STATUSES as readonly (string | null)[]).includes(status);
}
