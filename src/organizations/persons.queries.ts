import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../platform/database/listing.js';
import { startsWith } from '../platform/database/text-search.js';
import { inList, Transactions } from '../platform/database/transactions.js';
import { organizationSummaryListing } from './organizations.queries.js';
import { PersonVisibility } from './person-visibility.js';
import type { MembershipEntriesArgs, PersonRecordFilter, PersonRecordsArgs, PersonsArgs } from './person.inputs.js';
import type { MembershipEntryView, MembershipView, OfficerView, PersonView } from './person.objects.js';

/** A person as lists show it: numbers masked. */
const personListing: ListingDefinition = {
  table: 'person',
  fields: { id: 'id', fullName: 'fullName', idCardMasked: 'idCardMasked', phoneMasked: 'phoneMasked', createdAt: 'createdAt' },
  orders: { NAME: { by: ['{t}.fullName'], direction: 'ASC' }, NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' } },
};

const DATED = { startsOn: 'startsOn', endsOn: 'endsOn', version: 'version' };
const NEIGHBORS: ListingDefinition['one'] = {
  person: { listing: () => personListing, key: 'personId' },
  organization: { listing: () => organizationSummaryListing, key: 'organizationId' },
};
const DATED_ORDERS: ListingDefinition['orders'] = {
  STARTED_LAST: { by: ['{t}.startsOn'], direction: 'DESC' },
  STARTED_FIRST: { by: ['{t}.startsOn'], direction: 'ASC' },
};

const officerListing: ListingDefinition = {
  table: 'organization_officer',
  fields: { id: 'id', office: 'office', ...DATED },
  one: NEIGHBORS,
  orders: DATED_ORDERS,
};

const membershipListing: ListingDefinition = {
  table: 'membership',
  fields: {
    id: 'id',
    organizationId: 'organizationId',
    kind: 'kind',
    standing: 'standing',
    rightsRestrictedFrom: 'rightsRestrictedFrom',
    rightsRestrictedTo: 'rightsRestrictedTo',
    ...DATED,
  },
  always: ['organizationId'],
  one: NEIGHBORS,
  orders: DATED_ORDERS,
};

const entryListing: ListingDefinition = {
  table: 'membership_entry',
  fields: {
    id: 'id',
    organizationId: 'organizationId',
    entryKind: 'entryKind',
    membershipId: 'membershipId',
    kind: 'kind',
    standing: 'standing',
    documentNumber: 'documentNumber',
    status: 'status',
    decisionReason: 'decisionReason',
    recordedAt: 'recordedAt',
    decidedAt: 'decidedAt',
    ...DATED,
  },
  always: ['organizationId', 'status', 'membershipId'],
  one: NEIGHBORS,
  orders: { NEWEST_FIRST: { by: ['{t}.recordedAt'], direction: 'DESC' } },
};

type ReadEntry = MembershipEntryView & { organizationId: string };
type ReadMembership = MembershipView & { organizationId: string };

function recordConditions(scope: OrganizationScope, filter: PersonRecordFilter): Condition[] {
  const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), scope.condition()];
  if (filter.organizationId) conditions.push(where('{t}.organizationId = ?', filter.organizationId));
  if (filter.personId) conditions.push(where('{t}.personId = ?', filter.personId));
  if (filter.holdsOn)
    conditions.push(where('{t}.startsOn <= ? AND ({t}.endsOn IS NULL OR {t}.endsOn > ?)', filter.holdsOn, filter.holdsOn));
  return conditions;
}

/** Persons, offices and memberships that the caller may see. Each membership that is shown leaves a record of the reading (PR-7). */
@Injectable()
export class PersonQueries {
  constructor(
    private readonly listings: Listings,
    private readonly access: Access,
    private readonly visibility: PersonVisibility,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  async persons(caller: Caller, args: PersonsArgs, selection: Selection): Promise<Page<PersonView>> {
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), await this.visibility.condition(caller, 'persons.read')];
    if (args.filter?.search) conditions.push(startsWith('{t}.fullName', args.filter.search));
    const page = await this.listings.page<PersonView>(personListing, { ...args, selection, conditions });
    await this.hidePhonesWithoutConsent(caller, page.nodes);
    return page;
  }

  /** Null when no tie makes the person visible to the caller. */
  async person(caller: Caller, id: string, selection: Selection): Promise<PersonView | null> {
    const visible = await this.visibility.condition(caller, 'persons.read');
    const person = await this.listings.one<PersonView>(personListing, selection, [where('{t}.id = ?', id), visible]);
    await this.hidePhonesWithoutConsent(caller, person ? [person] : []);
    return person;
  }

  async officers(caller: Caller, args: PersonRecordsArgs, selection: Selection): Promise<Page<OfficerView>> {
    const scope = await this.access.organizations(caller, 'persons.read');
    return this.listings.page<OfficerView>(officerListing, { ...args, selection, conditions: recordConditions(scope, args.filter ?? {}) });
  }

  async officer(caller: Caller, id: string, selection: Selection): Promise<OfficerView | null> {
    const scope = await this.access.organizations(caller, 'persons.read');
    return this.listings.one<OfficerView>(officerListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  async memberships(caller: Caller, args: PersonRecordsArgs, selection: Selection): Promise<Page<MembershipView>> {
    const scope = await this.access.organizations(caller, 'memberships.read');
    const conditions = recordConditions(scope, args.filter ?? {});
    const page = await this.listings.page<ReadMembership>(membershipListing, { ...args, selection, conditions });
    await this.recordReading(caller, page.nodes);
    return page;
  }

  /** Null when the membership lies outside the caller's subtrees. */
  async membership(caller: Caller, id: string, selection: Selection): Promise<MembershipView | null> {
    const scope = await this.access.organizations(caller, 'memberships.read');
    const found = await this.listings.one<ReadMembership>(membershipListing, selection, [where('{t}.id = ?', id), scope.condition()]);
    await this.recordReading(caller, found ? [found] : []);
    return found;
  }

  async membershipEntries(caller: Caller, args: MembershipEntriesArgs, selection: Selection): Promise<Page<MembershipEntryView>> {
    const scope = await this.access.organizations(caller, 'memberships.read');
    const { organizationId, status } = args.filter ?? {};
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), scope.condition()];
    if (organizationId) conditions.push(where('{t}.organizationId = ?', organizationId));
    if (status) conditions.push(where('{t}.status = ?', status));
    const { first, after } = args;
    const page = await this.listings.page<ReadEntry>(entryListing, { first, after, order: 'NEWEST_FIRST', selection, conditions });
    await this.recordReading(caller, page.nodes, 'MembershipEntry');
    return page;
  }

  /** An entry after its verb, with the membership that its confirmation made. */
  async entryWithMembership(
    caller: Caller,
    entryId: string,
    selection: { entry: Selection; membership: Selection },
  ): Promise<{ entry: MembershipEntryView | null; membership: MembershipView | null }> {
    const entry = await this.listings.one<ReadEntry>(entryListing, selection.entry, [where('{t}.id = ?', entryId)]);
    await this.recordReading(caller, entry ? [entry] : [], 'MembershipEntry');
    const isConfirmed = entry?.status === 'CONFIRMED' && entry.membershipId !== null;
    return { entry, membership: isConfirmed ? await this.membership(caller, entry.membershipId!, selection.membership) : null };
  }

  /** A phone that others recorded is shown, masked, while the person's consent stands where the caller sees that person (PR-2). */
  private async hidePhonesWithoutConsent(caller: Caller, shown: readonly PersonView[]): Promise<void> {
    const withPhone = shown.filter(({ phoneMasked }) => phoneMasked);
    if (withPhone.length === 0) return;
    const ids = withPhone.map(({ id }) => id);
    const inFull = await this.visibility.condition(caller, 'persons.read', 'person', { isInFull: true });
    const rows = await this.transactions.run((tx) =>
      tx.rows<{ id: string }>(`SELECT id FROM person WHERE id IN ${inList(ids)} AND ${inFull.sql}`, [...ids, ...inFull.parameters]),
    );
    const disclosed = new Set(rows.map(({ id }) => id));
    for (const person of withPhone) if (!disclosed.has(person.id)) person.phoneMasked = null;
  }

  private async recordReading(
    caller: Caller,
    shown: readonly { id: string; organizationId: string }[],
    recordKind: 'Membership' | 'MembershipEntry' = 'Membership',
  ): Promise<void> {
    if (shown.length === 0) return;
    const organizationIds = new Set(shown.map(({ organizationId }) => organizationId));
    await this.transactions.run(async (tx) => {
      for (const scopeId of organizationIds) {
        const recordIds = shown.filter(({ organizationId }) => organizationId === scopeId).map(({ id }) => id);
        await this.audit.recordRead(tx, caller, { scopeId, recordKind, recordIds, fields: ['kind', 'standing'] });
      }
    });
  }
}
