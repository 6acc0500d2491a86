import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { refusalsOfDays, refusalsToEnd } from '../platform/clock/day-interval.rules.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion } from '../platform/database/versioned-rows.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { MembershipHolds } from './membership-holds.js';
import { MembershipLedger, membershipInScope, type MembershipRow, movePersonOn } from './membership-ledger.js';

/** A change of one membership. */
export interface MembershipEdit {
  membershipId: string;
  expectedVersion: number;
}

/**
 * What takes from a membership and therefore one person may enter: its end, and a restriction of rights. What gives one takes two, see
 * `MembershipEntries`. It is for holders of a party role; no park role reaches it (INV-05, PR-7).
 */
@Injectable()
export class Memberships {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: Access,
    private readonly holds: MembershipHolds,
    private readonly ledger: MembershipLedger,
  ) {}

  /** Ends a membership; `endsOn` is the first day on which it no longer holds. */
  async endMembership(caller: Caller, edit: MembershipEdit & { endsOn: string; reason: string }): Promise<string> {
    return this.edit(caller, edit, async (tx, row) => {
      refuseIfAny([...refusalsToEnd(row, edit.endsOn), ...(await this.holds.refusalsToChange(tx, row))]);
      await this.ledger.change(tx, caller, 'endMembership', row, { endsOn: edit.endsOn }, edit.reason);
      return row.id;
    });
  }

  /** Restricts a member's rights from a day, up to but not including another; both null lifts it. */
  async restrictRights(caller: Caller, edit: MembershipEdit & { from: string | null; to: string | null; reason: string }): Promise<string> {
    return this.edit(caller, edit, async (tx, row) => {
      const { from, to } = edit;
      if (from !== null) refuseIfAny(refusalsOfDays({ startsOn: from, endsOn: to }));
      const after = { rightsRestrictedFrom: from, rightsRestrictedTo: from === null ? null : to };
      await this.ledger.change(tx, caller, 'restrictMemberRights', row, after, edit.reason);
      return row.id;
    });
  }

  private async edit(caller: Caller, edit: MembershipEdit, work: (tx: Tx, row: MembershipRow) => Promise<string>): Promise<string> {
    const scope = await this.access.organizations(caller, 'memberships.manage');
    return this.transactions.run(async (tx) => {
      const row = await membershipInScope(tx, scope, edit.membershipId);
      requireVersion(row, edit.expectedVersion);
      await movePersonOn(tx, row.personId);
      return work(tx, row);
    });
  }
}
