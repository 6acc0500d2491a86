import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';

/** Counts the open breach cases against a streamer of the park. */
export type BreachSource = (tx: Tx, parkId: string, streamerId: string) => Promise<number>;

/** Port to breach cases. Until a module registers its source the answer is "unknown", which is told and never taken for "none". */
@Injectable()
export class OpenBreaches {
  private source: BreachSource | null = null;

  /** Sets the source, once. Throws when there is one already. */
  register(source: BreachSource): void {
    if (this.source) throw new Error('A source of open breaches is registered twice');
    this.source = source;
  }

  /** Open cases against the streamer; null when nobody keeps them. */
  async count(tx: Tx, parkId: string, streamerId: string): Promise<number | null> {
    return this.source ? this.source(tx, parkId, streamerId) : null;
  }
}
