import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';

/** Why an enterprise may not leave the register yet, as a later module sees it; empty when it does not mind. */
export type EnterpriseUse = (tx: Tx, enterpriseId: string) => Promise<readonly Refusal[]>;

/** What a later module does when an enterprise has left, in the same transaction. */
export type EnterpriseLeaving = (tx: Tx, caller: Caller, enterpriseId: string) => Promise<void>;

/** Port for what still needs an enterprise: a place in a park's structure, for example. */
@Injectable()
export class EnterpriseUses {
  private readonly uses: EnterpriseUse[] = [];

  private readonly leavings: EnterpriseLeaving[] = [];

  register(use: EnterpriseUse): void {
    this.uses.push(use);
  }

  registerLeaving(leaving: EnterpriseLeaving): void {
    this.leavings.push(leaving);
  }

  /** Tells every module that the enterprise has left. */
  async tellLeft(tx: Tx, caller: Caller, enterpriseId: string): Promise<void> {
    for (const leaving of this.leavings) await leaving(tx, caller, enterpriseId);
  }

  /** The reasons of all modules together. */
  async refusalsToLeave(tx: Tx, enterpriseId: string): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const use of this.uses) refusals.push(...(await use(tx, enterpriseId)));
    return refusals;
  }
}
