import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { updateVersioned } from '../platform/database/versioned-rows.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { alignmentOf, type HeldMembership, isPlanHeld, type PlannedMembership } from './membership-alignment.rules.js';
import { knownOrganization } from './organization-records.js';
import { refusalsUnlessWorking } from './organization.rules.js';
import { Membership } from './person.entity.js';

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

type Row = Omit<Membership, 'createdAt' | 'scopeId'>;

const COLUMNS = 'id, personId, organizationId, kind, standing, startsOn, endsOn, rightsRestrictedFrom, rightsRestrictedTo, version';

/**
 * The way in which a record of a later module, a development case, changes memberships: it says what they should be, and this changes the rows
 * that belong to the record (INV-05). It works inside the transaction of the record, whose rights were asked there.
 */
@Injectable()
export class MembershipAlignment {
  constructor(private readonly audit: AuditTrail) {}

  /**
   * Makes the held rows say what the plan says and returns them. A plan that has not changed changes nothing, whatever was done to the rows by
   * hand since. The caller holds `organizationLock` of every organization in the plan.
   * Refuses HOME_MEMBERSHIP_OVERLAPS, MEMBERSHIP_MOVED_ON and ORGANIZATION_NOT_WORKING, all at once.
   */
  async align(tx: Tx, caller: Caller, alignment: Alignment): Promise<HeldMembership[]> {
    const { personId, held, plan, action } = alignment;
    if (isPlanHeld(held, plan)) return [...held];
    const [person] = await tx.rows<{ id: string; version: number }>('SELECT id, version FROM person WHERE id = ?', [personId]);
    const stored = await tx.rows<Row>(`SELECT ${COLUMNS} FROM membership WHERE scopeId = ? AND personId = ?`, [
      INSTALLATION_SCOPE,
      personId,
    ]);
    const steps = alignmentOf(held, plan, stored);
    const added = plan.filter((_, index) => steps.rows[index] === null);
    refuseIfAny([...steps.refusals, ...(await this.refusalsOfOrganizations(tx, added))]);
    if (steps.ends.length === 0 && added.length === 0)
      return plan.map((stretch, index) => ({ ...stretch, membershipId: steps.rows[index]! }));
    /* The person's version is the guard of INV-05, as in `Memberships`. */
    await updateVersioned(tx, 'person', person!, {});
    for (const { membershipId, endsOn } of steps.ends)
      await this.end(
        tx,
        caller,
        action,
        stored.find(({ id }) => id === membershipId)!,
        endsOn,
      );
    const restrictions = newestRestriction(stored, held);
    const aligned: HeldMembership[] = [];
    for (const [index, stretch] of plan.entries()) {
      const membershipId = steps.rows[index] ?? (await this.add(tx, caller, action, { personId, ...stretch, ...restrictions }));
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

  private async end(tx: Tx, caller: Caller, action: string, row: Row, endsOn: LocalDate): Promise<void> {
    await updateVersioned(tx, 'membership', row, { endsOn });
    await this.audit.record(tx, caller, {
      scopeId: row.organizationId,
      action,
      recordKind: 'Membership',
      recordId: row.id,
      changes: changesBetween(row, { endsOn }),
    });
  }

  private async add(
    tx: Tx,
    caller: Caller,
    action: string,
    facts: PlannedMembership & Pick<Row, 'personId' | 'rightsRestrictedFrom' | 'rightsRestrictedTo'>,
  ): Promise<string> {
    const id = newId();
    const row = { ...facts, kind: 'HOME' as const };
    await tx.insert(Membership, [{ id, scopeId: INSTALLATION_SCOPE, ...row, createdAt: tx.at, version: 1 }]);
    await this.audit.record(tx, caller, {
      scopeId: facts.organizationId,
      action,
      recordKind: 'Membership',
      recordId: id,
      changes: changesBetween(null, row),
    });
    return id;
  }
}

/** A restriction of rights goes with the person into the next stretch, as it does when a standing is changed by hand. */
function newestRestriction(
  stored: readonly Row[],
  held: readonly HeldMembership[],
): Pick<Row, 'rightsRestrictedFrom' | 'rightsRestrictedTo'> {
  const last = held.at(-1);
  const row = last && stored.find(({ id }) => id === last.membershipId);
  return { rightsRestrictedFrom: row?.rightsRestrictedFrom ?? null, rightsRestrictedTo: row?.rightsRestrictedTo ?? null };
}
