import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';

/** Why an enterprise may not leave the register yet, as a later module sees it; empty when it does not mind. */
export type EnterpriseUse = (tx: Tx, enterpriseId: string) => Promise<readonly Refusal[]>;

/** Port for what still needs an enterprise: a place in a park's structure, for example. */
@Injectable()
export class EnterpriseUses {
  private readonly uses: EnterpriseUse[] = [];

  register(use: EnterpriseUse): void {
    this.uses.push(use);
  }

  /** The reasons of all modules together. */
  async refusalsToLeave(tx: Tx, enterpriseId: string): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const use of this.uses) refusals.push(...(await use(tx, enterpriseId)));
    return refusals;
  }
}
