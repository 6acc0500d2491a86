import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import type { MembershipKind } from './organization-kinds.js';

/** What a later module says against a change of memberships by hand; empty when it does not mind. */
export interface MembershipHold {
  /** Somebody is to be admitted by hand. */
  refusalsToAdmit(tx: Tx, personId: string, kind: MembershipKind): Promise<readonly Refusal[]>;
  /** A membership is to be ended by hand, or its standing changed. */
  refusalsToChange(tx: Tx, membership: { id: string; personId: string }): Promise<readonly Refusal[]>;
  /** The caller is to confirm or reject what another account entered: the persons behind the accounts may be known. */
  refusalsToConfirm(tx: Tx, caller: Caller, entry: { personId: string; recordedBy: string }): Promise<readonly Refusal[]>;
}

/** Port for modules whose records decide about memberships, so that none is changed past them (INV-05, INV-16). */
@Injectable()
export class MembershipHolds {
  private readonly holds: MembershipHold[] = [];

  /** Adds a hold; a module does so once, when it starts. */
  register(hold: MembershipHold): void {
    this.holds.push(hold);
  }

  async refusalsToAdmit(tx: Tx, personId: string, kind: MembershipKind): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const hold of this.holds) refusals.push(...(await hold.refusalsToAdmit(tx, personId, kind)));
    return refusals;
  }

  async refusalsToChange(tx: Tx, membership: { id: string; personId: string }): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const hold of this.holds) refusals.push(...(await hold.refusalsToChange(tx, membership)));
    return refusals;
  }

  async refusalsToConfirm(tx: Tx, caller: Caller, entry: { personId: string; recordedBy: string }): Promise<Refusal[]> {
    const refusals: Refusal[] = [];
    for (const hold of this.holds) refusals.push(...(await hold.refusalsToConfirm(tx, caller, entry)));
    return refusals;
  }
}
