import { Injectable } from '@nestjs/common';
import type { OrganizationScope } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { Membership, type MembershipEntry } from './person.entity.js';

/** A membership as a verb loads it. */
export type MembershipRow = Omit<Membership, 'createdAt' | 'scopeId'>;

const COLUMNS = 'id, personId, organizationId, kind, standing, startsOn, endsOn, rightsRestrictedFrom, rightsRestrictedTo, version';

/** Audited fields from which somebody could be told for a member: the trail keeps their fingerprints alone (PR-7). */
const MEMBERSHIP_PERSONAL_FIELDS = [
  'personId',
  'kind',
  'standing',
  'startsOn',
  'endsOn',
  'rightsRestrictedFrom',
  'rightsRestrictedTo',
  'documentNumber',
];

/** The membership, provided that it lies in the scope; otherwise throws NOT_FOUND. */
export async function membershipInScope(tx: Tx, scope: OrganizationScope, membershipId: string): Promise<MembershipRow> {
  const condition = scope.condition('membership.organizationId');
  const [row] = await tx.rows<MembershipRow>(`SELECT ${COLUMNS} FROM membership WHERE id = ? AND ${condition.sql}`, [
    membershipId,
    ...condition.parameters,
  ]);
  if (!row) throw notFound('input', 'membershipId');
  return row;
}

/** Every membership of the person, those that ended or were taken back as well. */
export function membershipsOfPerson(tx: Tx, personId: string): Promise<MembershipRow[]> {
  return tx.rows<MembershipRow>(`SELECT ${COLUMNS} FROM membership WHERE scopeId = ? AND personId = ?`, [INSTALLATION_SCOPE, personId]);
}

/** The person's version is the guard of INV-05: of two transactions on the same person one runs again and sees the other's row. */
export async function movePersonOn(tx: Tx, personId: string): Promise<void> {
  const [person] = await tx.rows<{ id: string; version: number }>('SELECT id, version FROM person WHERE id = ?', [personId]);
  await updateVersioned(tx, 'person', person!, {});
}

/** Writes memberships together with what the audit trail says of them. */
@Injectable()
export class MembershipLedger {
  constructor(private readonly audit: AuditTrail) {}

  async insert(tx: Tx, caller: Caller, action: string, facts: Omit<MembershipRow, 'id' | 'version'>): Promise<string> {
    const id = newId();
    await tx.insert(Membership, [{ id, scopeId: INSTALLATION_SCOPE, ...facts, createdAt: tx.at, version: 1 }]);
    const act = { scopeId: facts.organizationId, action, recordKind: 'Membership', recordId: id };
    await this.audit.record(tx, caller, { ...act, changes: changesBetween(null, facts), personal: MEMBERSHIP_PERSONAL_FIELDS });
    return id;
  }

  async change(
    tx: Tx,
    caller: Caller,
    action: string,
    row: MembershipRow,
    after: Partial<Pick<MembershipRow, 'endsOn' | 'rightsRestrictedFrom' | 'rightsRestrictedTo'>>,
    reason?: string,
  ): Promise<void> {
    await updateVersioned(tx, 'membership', row, after as Record<string, string | null>);
    const act = { scopeId: row.organizationId, action, recordKind: 'Membership', recordId: row.id };
    const changes = { changes: changesBetween(row, after), personal: MEMBERSHIP_PERSONAL_FIELDS };
    await this.audit.record(tx, caller, { ...act, ...changes, ...(reason === undefined ? {} : { reason }) });
  }

  /** What happened to an entry that waits for its confirmation. */
  async recordEntry(
    tx: Tx,
    caller: Caller,
    action: string,
    entry: Pick<MembershipEntry, 'id' | 'organizationId'>,
    facts: object,
    reason?: string,
  ): Promise<void> {
    const act = { scopeId: entry.organizationId, action, recordKind: 'MembershipEntry', recordId: entry.id };
    const changes = { changes: changesBetween(null, facts), personal: MEMBERSHIP_PERSONAL_FIELDS };
    await this.audit.record(tx, caller, { ...act, ...changes, ...(reason === undefined ? {} : { reason }) });
  }
}
