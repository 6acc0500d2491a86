import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';

/** Why an organization may not be merged or dissolved, as a later module sees it; empty when it does not mind. */
export type OrganizationUse = (tx: Tx, organizationId: string) => Promise<readonly Refusal[]>;

/** Port for what still needs an organization: a park that it leads, for example. */
@Injectable()
export class OrganizationUses {
  private readonly uses: OrganizationUse[] = [];

  register(use: OrganizationUse): void {
    this.uses.push(use);
  }

  /** The reasons of all modules together. */
  async refusalsToEnd(tx: Tx, organizationId: string): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const use of this.uses) refusals.push(...(await use(tx, organizationId)));
    return refusals;
  }
}
