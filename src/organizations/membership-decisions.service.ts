import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../access/access.js';
import type { PermissionName } from '../access/roles.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { refusalsOfEntry } from './membership-entry-checks.js';
import { MembershipEntryNotices } from './membership-entry-notices.js';
import type { MembershipEntryStatus } from './membership-entry-states.js';
import { MembershipHolds } from './membership-holds.js';
import { MembershipLedger, membershipsOfPerson, movePersonOn } from './membership-ledger.js';
import { knownOrganization } from './organization-records.js';
import { serializeOnOrganizations } from './organization-tree.js';
import { MEMBERSHIP_ENTRY_DECIDED, MEMBERSHIP_ENTRY_OF_ANOTHER, MEMBERSHIP_ENTRY_OF_ONESELF } from './organizations.errors.js';
import type { MembershipEntry } from './person.entity.js';

/** Which entry, as the caller saw it. */
export interface EntryTarget {
  membershipEntryId: string;
  expectedVersion: number;
}

type EntryRow = Omit<MembershipEntry, 'scopeId' | 'recordedAt' | 'decidedAt' | 'decisionReason' | 'decidedBy'>;

const COLUMNS = `id, personId, organizationId, entryKind, membershipId, kind, standing, startsOn, endsOn, documentNumber, status, recordedBy, version`;

/** Second half of a membership by hand: another person confirms or rejects the entry, or its recorder takes it back (INV-21). */
@Injectable()
export class MembershipDecisions {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: Access,
    private readonly holds: MembershipHolds,
    private readonly ledger: MembershipLedger,
    private readonly notices: MembershipEntryNotices,
  ) {}

  /** The entry counts from now on: the membership is written. The register judges it again, for it may have changed since. */
  confirmEntry(caller: Caller, target: EntryTarget): Promise<string> {
    return this.decide(caller, 'memberships.confirm', target, async (tx, entry) => {
      refuseIfAny(await this.refusalsOfPerson(tx, caller, entry));
      await movePersonOn(tx, entry.personId);
      const isAdmission = entry.entryKind === 'ADMISSION';
      const membershipId = isAdmission ? await this.admit(tx, caller, entry) : await this.changeStanding(tx, caller, entry);
      await this.settle(tx, caller, 'confirmMembershipEntry', entry, 'CONFIRMED', { membershipId });
    });
  }

  /** The entry is wrong; nothing of it counts. */
  rejectEntry(caller: Caller, target: EntryTarget & { reason: string }): Promise<string> {
    return this.decide(caller, 'memberships.confirm', target, async (tx, entry) => {
      refuseIfAny(await this.refusalsOfPerson(tx, caller, entry));
      await this.settle(tx, caller, 'rejectMembershipEntry', entry, 'REJECTED', { decisionReason: target.reason });
      await this.notices.wasRejected(tx, entry);
    });
  }

  /** Its recorder takes the entry back. */
  withdrawEntry(caller: Caller, target: EntryTarget & { reason: string }): Promise<string> {
    return this.decide(caller, 'memberships.manage', target, async (tx, entry) => {
      refuseIfAny(entry.recordedBy === caller.accountId ? [] : [MEMBERSHIP_ENTRY_OF_ANOTHER({}, 'input', 'membershipEntryId')]);
      await this.settle(tx, caller, 'withdrawMembershipEntry', entry, 'WITHDRAWN', { decisionReason: target.reason });
    });
  }

  private async decide(
    caller: Caller,
    permission: PermissionName,
    target: EntryTarget,
    work: (tx: Tx, entry: EntryRow) => Promise<void>,
  ): Promise<string> {
    const scope = await this.access.organizations(caller, permission);
    const known = await this.transactions.run((tx) => entryInScope(tx, scope, target.membershipEntryId));
    await this.transactions.run(async (tx) => {
      await serializeOnOrganizations(tx, [known.organizationId]);
      const entry = await entryInScope(tx, scope, target.membershipEntryId);
      refuseIfAny(entry.status === 'WAITING' ? [] : [MEMBERSHIP_ENTRY_DECIDED({ status: entry.status }, 'input', 'membershipEntryId')]);
      requireVersion(entry, target.expectedVersion);
      await work(tx, entry);
    });
    return target.membershipEntryId;
  }

  private async admit(tx: Tx, caller: Caller, entry: EntryRow): Promise<string> {
    const { personId, organizationId, kind, standing, startsOn, endsOn } = entry;
    refuseIfAny([
      ...(await refusalsOfEntry(tx, entry, await knownOrganization(tx, organizationId), null)),
      ...(await this.holds.refusalsToAdmit(tx, personId, kind)),
    ]);
    const facts = { personId, organizationId, kind, standing, startsOn, endsOn, rightsRestrictedFrom: null, rightsRestrictedTo: null };
    return this.ledger.insert(tx, caller, 'admitMember', facts);
  }

  /** The row ends and a new one goes on, so every day keeps what was true on it. */
  private async changeStanding(tx: Tx, caller: Caller, entry: EntryRow): Promise<string> {
    const row = (await membershipsOfPerson(tx, entry.personId)).find(({ id }) => id === entry.membershipId)!;
    refuseIfAny([...(await refusalsOfEntry(tx, entry, null, row)), ...(await this.holds.refusalsToChange(tx, row))]);
    const { id: _id, version: _version, ...facts } = row;
    await this.ledger.change(tx, caller, 'changeMembershipStanding', row, { endsOn: entry.startsOn });
    return this.ledger.insert(tx, caller, 'changeMembershipStanding', { ...facts, standing: entry.standing, startsOn: entry.startsOn });
  }

  private async refusalsOfPerson(tx: Tx, caller: Caller, entry: EntryRow): Promise<Refusal[]> {
    if (entry.recordedBy === caller.accountId) return [MEMBERSHIP_ENTRY_OF_ONESELF({}, 'input', 'membershipEntryId')];
    return this.holds.refusalsToConfirm(tx, caller, entry);
  }

  private async settle(
    tx: Tx,
    caller: Caller,
    action: string,
    entry: EntryRow,
    status: MembershipEntryStatus,
    more: { membershipId?: string; decisionReason?: string },
  ): Promise<void> {
    const after = { status, decidedBy: caller.accountId, decidedAt: tx.at, ...more };
    await updateVersioned(tx, 'membership_entry', { id: entry.id, version: entry.version }, after);
    await this.ledger.recordEntry(tx, caller, action, entry, { status }, more.decisionReason);
    await this.notices.isSettled(tx, entry.id);
  }
}

async function entryInScope(tx: Tx, scope: OrganizationScope, membershipEntryId: string): Promise<EntryRow> {
  const condition = scope.condition('membership_entry.organizationId');
  const [row] = await tx.rows<EntryRow>(`SELECT ${COLUMNS} FROM membership_entry WHERE scopeId = ? AND id = ? AND ${condition.sql}`, [
    INSTALLATION_SCOPE,
    membershipEntryId,
    ...condition.parameters,
  ]);
  if (!row) throw notFound('input', 'membershipEntryId');
  return row;
}
