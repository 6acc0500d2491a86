import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';

/** Who keeps the breach cases; `pledges` does. */
export interface BreachSource {
  /** Cases against the streamer that are not at their end. */
  countOpen(tx: Tx, parkId: string, streamerId: string): Promise<number>;
  /** Whether the case found a breach and that decision stands; null when the park has no such case about the streamer. */
  isEstablished(tx: Tx, parkId: string, streamerId: string, breachCaseId: string): Promise<boolean | null>;
}

/** Port to breach cases. Until a module registers its source the answer is "unknown", which is told and never taken for "none". */
@Injectable()
export class BreachRecords {
  private source: BreachSource | null = null;

  /** Sets the source, once. Throws when there is one already. */
  register(source: BreachSource): void {
    if (this.source) throw new Error('A source of breach cases is registered twice');
    this.source = source;
  }

  /** Open cases against the streamer; null when nobody keeps them. */
  async countOpen(tx: Tx, parkId: string, streamerId: string): Promise<number | null> {
    return this.source ? this.source.countOpen(tx, parkId, streamerId) : null;
  }

  /** As `BreachSource.isEstablished`; where nobody keeps cases there is none. */
  async isEstablished(tx: Tx, parkId: string, streamerId: string, breachCaseId: string): Promise<boolean | null> {
    return this.source ? this.source.isEstablished(tx, parkId, streamerId, breachCaseId) : null;
  }
}
