import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/transactions.js';
import { Fault } from '../../platform/errors/faults.js';

/** Which person an account is, as a later module knows it; null when it knows none. */
export type OwnPerson = (tx: Tx, caller: Caller) => Promise<string | null>;

/** Port for who a signed-in account is. Persons do not sign in; hosts of a park do, and a host is somebody. */
@Injectable()
export class OwnPersons {
  private readonly sources: OwnPerson[] = [];

  register(source: OwnPerson): void {
    this.sources.push(source);
  }

  /** The caller's own person. Throws NOT_FOUND when the account is nobody's. */
  async require(tx: Tx, caller: Caller): Promise<string> {
    for (const source of this.sources) {
      const personId = await source(tx, caller);
      if (personId !== null) return personId;
    }
    throw new Fault('NOT_FOUND');
  }
}
