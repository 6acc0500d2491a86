import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { refusalsOfDays, refusalsToEnd } from '../platform/clock/day-interval.rules.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { MembershipHolds } from './membership-holds.js';
import { refusalsToAdmit, refusalsToChangeStanding } from './membership.rules.js';
import type { MembershipKind, MembershipStanding } from './organization-kinds.js';
import { organizationInScope } from './organization-records.js';
import { serializeOnOrganizations } from './organization-tree.js';
import { refusalsUnlessWorking } from './organization.rules.js';
import { Membership } from './person.entity.js';
import { type NamedPerson, Persons } from './persons.service.js';

/** A person becomes a member. */
export interface Admission extends NamedPerson {
  organizationId: string;
  kind: MembershipKind;
  standing: MembershipStanding;
  startsOn: string;
  endsOn?: string | null;
  idempotencyKey: string;
}

/** A change of one membership. */
export interface MembershipEdit {
  membershipId: string;
  expectedVersion: number;
}

type MembershipRow = Omit<Membership, 'createdAt' | 'scopeId'>;

const COLUMNS = 'id, personId, organizationId, kind, standing, startsOn, endsOn, rightsRestrictedFrom, rightsRestrictedTo, version';

/**
 * Memberships as people enter and change them; `MembershipAlignment` is the only other writer (INV-05). It is for holders of a party role; no
 * park role reaches it (PR-7).
 */
@Injectable()
export class Memberships {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly audit: AuditTrail,
    private readonly persons: Persons,
    private readonly holds: MembershipHolds,
  ) {}

  /** Throws HOME_MEMBERSHIP_OVERLAPS when the person is at home elsewhere on one of the days; of two at once one is refused. */
  async admitMember(caller: Caller, admission: Admission): Promise<string> {
    const scope = await this.access.organizations(caller, 'memberships.manage');
    const requireVisible = await this.persons.visibleTo(caller, 'persons.manage');
    const { organizationId, kind, standing, startsOn, endsOn = null } = admission;
    const request = { scopeId: INSTALLATION_SCOPE, key: admission.idempotencyKey, operation: 'admitMember', input: admission };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnOrganizations(tx, [organizationId]);
      const organization = await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      /* In the installation's trail: in the organization's, auditors without a party role would see who becomes a member (PR-7). */
      const personId = await this.persons.named(tx, caller, admission, requireVisible, INSTALLATION_SCOPE);
      const added = { personId, organizationId, kind, standing, startsOn, endsOn };
      refuseIfAny([
        ...refusalsUnlessWorking(organization, 'input', 'organizationId'),
        ...refusalsToAdmit(await this.ofPerson(tx, personId), added),
        ...(await this.holds.refusalsToAdmit(tx, personId, kind)),
      ]);
      await this.movePersonOn(tx, personId);
      return this.insert(tx, caller, 'admitMember', { ...added, rightsRestrictedFrom: null, rightsRestrictedTo: null });
    });
    return ref;
  }

  /** Ends a membership; `endsOn` is the first day on which it no longer holds. */
  async endMembership(caller: Caller, edit: MembershipEdit & { endsOn: string; reason: string }): Promise<string> {
    return this.edit(caller, edit, async (tx, row) => {
      refuseIfAny([...refusalsToEnd(row, edit.endsOn), ...(await this.holds.refusalsToChange(tx, row))]);
      await this.change(tx, caller, 'endMembership', row, { endsOn: edit.endsOn }, edit.reason);
      return row.id;
    });
  }

  /** From the day on the member has the other standing: the row ends and a new one goes on, so every day keeps what was true on it. */
  async changeStanding(caller: Caller, edit: MembershipEdit & { standing: MembershipStanding; changesOn: string }): Promise<string> {
    return this.edit(caller, edit, async (tx, row) => {
      const { standing, changesOn } = edit;
      refuseIfAny([...refusalsToChangeStanding(row, standing, changesOn), ...(await this.holds.refusalsToChange(tx, row))]);
      const { id: _id, version: _version, ...facts } = row;
      await this.change(tx, caller, 'changeMembershipStanding', row, { endsOn: changesOn });
      return this.insert(tx, caller, 'changeMembershipStanding', { ...facts, standing, startsOn: changesOn });
    });
  }

  /** Restricts a member's rights from a day, up to but not including another; both null lifts it. */
  async restrictRights(caller: Caller, edit: MembershipEdit & { from: string | null; to: string | null; reason: string }): Promise<string> {
    return this.edit(caller, edit, async (tx, row) => {
      const { from, to } = edit;
      if (from !== null) refuseIfAny(refusalsOfDays({ startsOn: from, endsOn: to }));
      const after = { rightsRestrictedFrom: from, rightsRestrictedTo: from === null ? null : to };
      await this.change(tx, caller, 'restrictMemberRights', row, after, edit.reason);
      return row.id;
    });
  }

  private async edit(caller: Caller, edit: MembershipEdit, work: (tx: Tx, row: MembershipRow) => Promise<string>): Promise<string> {
    const scope = await this.access.organizations(caller, 'memberships.manage');
    return this.transactions.run(async (tx) => {
      const condition = scope.condition('membership.organizationId');
      const [row] = await tx.rows<MembershipRow>(`SELECT ${COLUMNS} FROM membership WHERE id = ? AND ${condition.sql}`, [
        edit.membershipId,
        ...condition.parameters,
      ]);
      if (!row) throw notFound('input', 'membershipId');
      requireVersion(row, edit.expectedVersion);
      await this.movePersonOn(tx, row.personId);
      return work(tx, row);
    });
  }

  /** The person's version is the guard of INV-05: of two transactions on the same person one runs again and sees the other's row. */
  private async movePersonOn(tx: Tx, personId: string): Promise<void> {
    const [person] = await tx.rows<{ id: string; version: number }>('SELECT id, version FROM person WHERE id = ?', [personId]);
    await updateVersioned(tx, 'person', person!, {});
  }

  private ofPerson(tx: Tx, personId: string): Promise<MembershipRow[]> {
    return tx.rows<MembershipRow>(`SELECT ${COLUMNS} FROM membership WHERE scopeId = ? AND personId = ?`, [INSTALLATION_SCOPE, personId]);
  }

  private async insert(tx: Tx, caller: Caller, action: string, facts: Omit<MembershipRow, 'id' | 'version'>): Promise<string> {
    const id = newId();
    await tx.insert(Membership, [{ id, scopeId: INSTALLATION_SCOPE, ...facts, createdAt: tx.at, version: 1 }]);
    await this.audit.record(tx, caller, {
      scopeId: facts.organizationId,
      action,
      recordKind: 'Membership',
      recordId: id,
      changes: changesBetween(null, facts),
    });
    return id;
  }

  private async change(
    tx: Tx,
    caller: Caller,
    action: string,
    row: MembershipRow,
    after: Partial<Pick<MembershipRow, 'endsOn' | 'rightsRestrictedFrom' | 'rightsRestrictedTo'>>,
    reason?: string,
  ): Promise<void> {
    await updateVersioned(tx, 'membership', row, after as Record<string, string | null>);
    await this.audit.record(tx, caller, {
      scopeId: row.organizationId,
      action,
      recordKind: 'Membership',
      recordId: row.id,
      changes: changesBetween(row, after),
      ...(reason === undefined ? {} : { reason }),
    });
  }
}
