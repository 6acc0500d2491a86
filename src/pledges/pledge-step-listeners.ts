import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { IntegrityPledge } from './pledge.entity.js';
import type { PledgeVerb } from './pledge-states.js';

/** A step that a pledge has just taken. */
export interface PledgeStepTaken {
  verb: PledgeVerb;
  /** The pledge after the step. */
  pledge: IntegrityPledge;
  reason: string | null;
}

/** Called in the transaction of the step; it may write, and a throw undoes the step. */
export type PledgeStepListener = (tx: Tx, caller: Caller, step: PledgeStepTaken) => Promise<void>;

/** How plates and cases learn what becomes of the pledge that they hang on. */
@Injectable()
export class PledgeStepListeners {
  private readonly listeners: PledgeStepListener[] = [];

  /** Adds a listener; called once while the application starts. */
  register(listener: PledgeStepListener): void {
    this.listeners.push(listener);
  }

  /** Tells every listener in the order of registration. */
  async tell(tx: Tx, caller: Caller, step: PledgeStepTaken): Promise<void> {
    for (const listener of this.listeners) await listener(tx, caller, step);
  }
}
