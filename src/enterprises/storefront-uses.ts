import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';

/** Why a storefront may not be closed yet, as a later module sees it; empty when it does not mind. */
export type StorefrontUse = (tx: Tx, storefrontId: string) => Promise<readonly Refusal[]>;

/** Port for what still hangs at a storefront: a plate, for example. */
@Injectable()
export class StorefrontUses {
  private readonly uses: StorefrontUse[] = [];

  register(use: StorefrontUse): void {
    this.uses.push(use);
  }

  /** The reasons of all modules together. */
  async refusalsToClose(tx: Tx, storefrontId: string): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const use of this.uses) refusals.push(...(await use(tx, storefrontId)));
    return refusals;
  }
}
