import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';

/** Why a record may not end yet, as a later module sees it; empty when it does not mind. */
export type RecordUse = (tx: Tx, recordId: string) => Promise<readonly Refusal[]>;

/** What a later module does when a record has ended, in the same transaction. */
export type RecordEnding = (tx: Tx, caller: Caller, recordId: string) => Promise<void>;

/** A register's port for later modules: what still needs one of its records, and what follows when it ends. Each register has its own. */
export abstract class RecordUses {
  private readonly uses: RecordUse[] = [];
  private readonly endings: RecordEnding[] = [];

  register(use: RecordUse): void {
    this.uses.push(use);
  }

  registerEnding(ending: RecordEnding): void {
    this.endings.push(ending);
  }

  /** The reasons of all modules together. */
  async refusalsToEnd(tx: Tx, recordId: string): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const use of this.uses) refusals.push(...(await use(tx, recordId)));
    return refusals;
  }

  /** Tells every module that the record has ended. */
  async tellEnded(tx: Tx, caller: Caller, recordId: string): Promise<void> {
    for (const ending of this.endings) await ending(tx, caller, recordId);
  }
}
