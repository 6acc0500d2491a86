import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';

/** Why a storefront may not be closed yet, as a later module sees it; empty when it does not mind. */
export type StorefrontUse = (tx: Tx, storefrontId: string) => Promise<readonly Refusal[]>;

/** What a later module does when a storefront has closed, in the same transaction. */
export type StorefrontClosing = (tx: Tx, caller: Caller, storefrontId: string) => Promise<void>;

/** Port for what still hangs at a storefront: a plate, for example. */
@Injectable()
export class StorefrontUses {
  private readonly uses: StorefrontUse[] = [];

  private readonly closings: StorefrontClosing[] = [];

  register(use: StorefrontUse): void {
    this.uses.push(use);
  }

  registerClosing(closing: StorefrontClosing): void {
    this.closings.push(closing);
  }

  /** Tells every module that the storefront has closed. */
  async tellClosed(tx: Tx, caller: Caller, storefrontId: string): Promise<void> {
    for (const closing of this.closings) await closing(tx, caller, storefrontId);
  }

  /** The reasons of all modules together. */
  async refusalsToClose(tx: Tx, storefrontId: string): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const use of this.uses) refusals.push(...(await use(tx, storefrontId)));
    return refusals;
  }
}
