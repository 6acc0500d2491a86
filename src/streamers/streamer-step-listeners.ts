import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Streamer } from './streamer.entity.js';
import type { StreamerVerb } from './streamer-states.js';

/** A step that a streamer has just taken. */
export interface StreamerStepTaken {
  verb: StreamerVerb;
  /** The streamer after the step. */
  streamer: Streamer;
}

/** Called in the transaction of the step; it may write, and a throw undoes the step. */
export type StreamerStepListener = (tx: Tx, caller: Caller, step: StreamerStepTaken) => Promise<void>;

/** How later modules learn what becomes of a host: `pledges` and `broadcasts` listen. */
@Injectable()
export class StreamerStepListeners {
  private readonly listeners: StreamerStepListener[] = [];

  /** Adds a listener; called once while the application starts. */
  register(listener: StreamerStepListener): void {
    this.listeners.push(listener);
  }

  /** Tells every listener in the order of registration. */
  async tell(tx: Tx, caller: Caller, step: StreamerStepTaken): Promise<void> {
    for (const listener of this.listeners) await listener(tx, caller, step);
  }
}
