import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { requireVersion } from '../platform/database/versioned-rows.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { MembershipEntryNotices } from './membership-entry-notices.js';
import { MembershipHolds } from './membership-holds.js';
import { MembershipLedger, membershipInScope, movePersonOn } from './membership-ledger.js';
import { refusalsOfEntry } from './membership-entry-checks.js';
import type { MembershipKind, MembershipStanding } from './organization-kinds.js';
import { organizationInScope } from './organization-records.js';
import { serializeOnOrganizations } from './organization-tree.js';
import { MEMBERSHIP_ENTRY_WAITS } from './organizations.errors.js';
import { MembershipEntry } from './person.entity.js';
import { type NamedPerson, Persons } from './persons.service.js';

/** A person is entered as a member. */
export interface Admission extends NamedPerson {
  organizationId: string;
  kind: MembershipKind;
  standing: MembershipStanding;
  startsOn: LocalDate;
  endsOn?: LocalDate | null;
  documentNumber: string;
  idempotencyKey: string;
}

/** A member's standing is entered as changed. */
export interface StandingChange {
  membershipId: string;
  expectedVersion: number;
  standing: MembershipStanding;
  changesOn: LocalDate;
  documentNumber: string;
}

/** What an entry says, before anybody confirmed it. */
export type EntryFacts = Pick<
  MembershipEntry,
  'entryKind' | 'membershipId' | 'personId' | 'organizationId' | 'kind' | 'standing' | 'startsOn' | 'endsOn' | 'documentNumber'
>;

/**
 * First half of a membership by hand: somebody enters it with the paper that proves it. It stands apart from the register until another person
 * has confirmed it, so no rule, list of voters or badge can believe it before (INV-05, INV-21).
 */
@Injectable()
export class MembershipEntries {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly persons: Persons,
    private readonly holds: MembershipHolds,
    private readonly ledger: MembershipLedger,
    private readonly notices: MembershipEntryNotices,
  ) {}

  /**
   * Enters a membership and returns the entry's id. Refuses HOME_MEMBERSHIP_OVERLAPS when the person is at home elsewhere on one of the days,
   * MEMBER_TOO_YOUNG, MEMBERSHIP_IN_FUTURE, and MEMBERSHIP_ENTRY_WAITS, also of two at once.
   */
  async admitMember(caller: Caller, admission: Admission): Promise<string> {
    const scope = await this.access.organizations(caller, 'memberships.manage');
    const requireVisible = await this.persons.visibleTo(caller, 'persons.manage');
    const { organizationId, kind, standing, startsOn, endsOn = null, documentNumber } = admission;
    const request = { scopeId: INSTALLATION_SCOPE, key: admission.idempotencyKey, operation: 'admitMember', input: admission };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnOrganizations(tx, [organizationId]);
      const organization = await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      /* In the installation's trail: in the organization's, auditors without a party role would see who becomes a member (PR-7). */
      const personId = await this.persons.named(tx, caller, admission, requireVisible, INSTALLATION_SCOPE);
      const facts = { entryKind: 'ADMISSION' as const, membershipId: null, personId, organizationId, kind, standing, startsOn, endsOn };
      return this.enter(tx, caller, 'admitMember', { ...facts, documentNumber }, [
        ...(await refusalsOfEntry(tx, facts, organization, null)),
        ...(await this.holds.refusalsToAdmit(tx, personId, kind)),
      ]);
    });
    return ref;
  }

  /** Enters that the member has the other standing from a day on, and returns the entry's id. */
  async changeStanding(caller: Caller, change: StandingChange & { idempotencyKey: string }): Promise<string> {
    const scope = await this.access.organizations(caller, 'memberships.manage');
    const { membershipId, standing, changesOn: startsOn, documentNumber } = change;
    const request = { scopeId: INSTALLATION_SCOPE, key: change.idempotencyKey, operation: 'changeMembershipStanding', input: change };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const row = await membershipInScope(tx, scope, membershipId);
      requireVersion(row, change.expectedVersion);
      const { personId, organizationId, kind, endsOn } = row;
      const facts = { entryKind: 'STANDING' as const, membershipId, personId, organizationId, kind, standing, startsOn, endsOn };
      return this.enter(tx, caller, 'changeMembershipStanding', { ...facts, documentNumber }, [
        ...(await refusalsOfEntry(tx, facts, null, row)),
        ...(await this.holds.refusalsToChange(tx, row)),
      ]);
    });
    return ref;
  }

  private async enter(tx: Tx, caller: Caller, action: string, facts: EntryFacts, refusals: readonly Refusal[]): Promise<string> {
    refuseIfAny([...refusals, ...(await refusalsOfWaiting(tx, facts))]);
    await movePersonOn(tx, facts.personId);
    const id = newId();
    const entry = {
      id,
      scopeId: INSTALLATION_SCOPE,
      ...facts,
      status: 'WAITING' as const,
      recordedBy: caller.accountId,
      recordedAt: tx.at,
    };
    await tx.insert(MembershipEntry, [{ ...entry, decidedBy: null, decidedAt: null, decisionReason: null, version: 1 }]);
    await this.ledger.recordEntry(tx, caller, action, entry, facts);
    await this.notices.waits(tx, entry);
    return id;
  }
}

/** Two entries about one person in one organization would each be judged without the other. */
async function refusalsOfWaiting(tx: Tx, { personId, organizationId }: EntryFacts): Promise<Refusal[]> {
  const rows = await tx.rows<{ recordedAt: number | string }>(
    "SELECT recordedAt FROM membership_entry WHERE scopeId = ? AND personId = ? AND organizationId = ? AND status = 'WAITING'",
    [INSTALLATION_SCOPE, personId, organizationId],
  );
  return rows.map(({ recordedAt }) =>
    MEMBERSHIP_ENTRY_WAITS({ recordedOn: localDateOf(new Date(Number(recordedAt))) }, 'input', 'personId'),
  );
}
