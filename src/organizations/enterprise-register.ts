import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';

/** Throws NOT_FOUND with the path when the record is unknown or outside the scope that was found beforehand. */
export type VisibilityCheck = (tx: Tx, id: string, ...path: (string | number)[]) => Promise<void>;

/** Finds out what the caller may see, before a transaction opens, and returns the check for use inside it. */
export type EnterpriseCheck = (caller: Caller) => Promise<VisibilityCheck>;

/** Port to the register of enterprises, which is kept further down; `enterprises` registers the check when it starts. */
@Injectable()
export class EnterpriseRegister {
  private check: EnterpriseCheck | null = null;

  register(check: EnterpriseCheck): void {
    if (this.check) throw new Error('The register of enterprises is registered twice');
    this.check = check;
  }

  /** The check for one caller; it is asked for before the transaction opens. */
  visibleTo(caller: Caller): Promise<VisibilityCheck> {
    if (!this.check) throw new Error('No register of enterprises is registered');
    return this.check(caller);
  }
}
