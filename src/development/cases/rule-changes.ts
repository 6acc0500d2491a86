import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transactions.js';

/** Called in the transaction in which an overlay is adopted or its end is confirmed; it may enqueue jobs. */
export type RuleChangeListener = (tx: Tx) => Promise<void>;

/** The port through which other parts learn that other rules will be in force. */
@Injectable()
export class RuleChanges {
  private readonly listeners: RuleChangeListener[] = [];

  register(listener: RuleChangeListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Tx): Promise<void> {
    for (const listener of this.listeners) await listener(tx);
  }
}
