import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { alignmentOf, type HeldMembership, isPlanHeld, type PlannedMembership } from './membership-alignment.rules.js';
import { MembershipLedger, type MembershipRow, membershipsOfPerson, movePersonOn } from './membership-ledger.js';
import { MembershipKind } from './organization-kinds.js';
import { knownOrganization } from './organization-records.js';
import { refusalsUnlessWorking } from './organization.rules.js';

/** What a record elsewhere wants of a person's memberships. */
export interface Alignment {
  personId: string;
  /** What it held so far, as `align` returned it. */
  held: readonly HeldMembership[];
  /** What it implies now. */
  plan: readonly PlannedMembership[];
  /** The verb in whose name the rows change. */
  action: string;
}

/**
 * The way in which a record of a later module, a development case, changes memberships: it says what they should be, and this changes the rows
 * that belong to the record (INV-05). It works inside the transaction of the record, whose rights were asked there.
 */
@Injectable()
export class MembershipAlignment {
  constructor(private readonly ledger: MembershipLedger) {}

  /**
   * Makes the held rows say what the plan says and returns them. A plan that has not changed changes nothing, whatever was done to the rows by
   * hand since. The caller holds `organizationLock` of every organization in the plan.
   * Refuses HOME_MEMBERSHIP_OVERLAPS, MEMBERSHIP_MOVED_ON and ORGANIZATION_NOT_WORKING, all at once.
   */
  async align(tx: Tx, caller: Caller, alignment: Alignment): Promise<HeldMembership[]> {
    const { personId, held, plan, action } = alignment;
    if (isPlanHeld(held, plan)) return [...held];
    const stored = await membershipsOfPerson(tx, personId);
    const steps = alignmentOf(held, plan, stored);
    const added = plan.filter((_, index) => steps.rows[index] === null);
    refuseIfAny([...steps.refusals, ...(await this.refusalsOfOrganizations(tx, added))]);
    if (steps.ends.length === 0 && added.length === 0)
      return plan.map((stretch, index) => ({ ...stretch, membershipId: steps.rows[index]! }));
    await movePersonOn(tx, personId);
    for (const { membershipId, endsOn } of steps.ends) {
      const row = stored.find(({ id }) => id === membershipId)!;
      await this.ledger.change(tx, caller, action, row, { endsOn });
    }
    const restrictions = newestRestriction(stored, held);
    const aligned: HeldMembership[] = [];
    for (const [index, stretch] of plan.entries()) {
      const facts = { personId, kind: MembershipKind.HOME, ...stretch, ...restrictions };
      const membershipId = steps.rows[index] ?? (await this.ledger.insert(tx, caller, action, facts));
      aligned.push({ ...stretch, membershipId });
    }
    return aligned;
  }

  private async refusalsOfOrganizations(tx: Tx, added: readonly PlannedMembership[]) {
    const ids = new Set(added.filter(({ endsOn }) => endsOn === null).map(({ organizationId }) => organizationId));
    const refusals = [];
    for (const id of ids) refusals.push(...refusalsUnlessWorking(await knownOrganization(tx, id), 'input'));
    return refusals;
  }
}

/** A restriction of rights goes with the person into the next stretch, as it does when a standing is changed by hand. */
function newestRestriction(
  stored: readonly MembershipRow[],
  held: readonly HeldMembership[],
): Pick<MembershipRow, 'rightsRestrictedFrom' | 'rightsRestrictedTo'> {
  const last = held.at(-1);
  const row = last && stored.find(({ id }) => id === last.membershipId);
  return { rightsRestrictedFrom: row?.rightsRestrictedFrom ?? null, rightsRestrictedTo: row?.rightsRestrictedTo ?? null };
}
