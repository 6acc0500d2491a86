import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../platform/database/listing.js';
import { startsWith } from '../platform/database/text-search.js';
import { OrganizationType } from './organization-kinds.js';
import { WORKING_STATUSES } from './organization-states.js';
import type { OrganizationDirectoryArgs, OrganizationFilter, OrganizationsArgs } from './organization.inputs.js';
import type { OrganizationDirectoryEntryView, OrganizationView } from './organization.objects.js';

const SUMMARY = { id: 'id', name: 'name', shortName: 'shortName', type: 'type', tier: 'tier', status: 'status' };

/** An organization as other records show it: nothing below it and nothing that leads further. */
export const organizationSummaryListing: ListingDefinition = { table: 'organization', fields: SUMMARY };

const linkListing: ListingDefinition = {
  table: 'organization_link',
  fields: { id: 'id', relation: 'relation', startsOn: 'startsOn', endsOn: 'endsOn', version: 'version' },
  one: { upperOrganization: { listing: () => organizationSummaryListing, key: 'upperOrganizationId' } },
};

const coverageListing: ListingDefinition = {
  table: 'organization_coverage',
  fields: { id: 'id', enterpriseId: 'enterpriseId', startsOn: 'startsOn', endsOn: 'endsOn', version: 'version' },
};

const statusChangeListing: ListingDefinition = {
  table: 'organization_status_change',
  fields: { id: 'id', verb: 'verb', fromStatus: 'fromStatus', toStatus: 'toStatus', reason: 'reason', changedAt: 'changedAt' },
};

const organizationListing: ListingDefinition = {
  table: 'organization',
  fields: {
    ...SUMMARY,
    scopeId: 'scopeId',
    kind: 'kind',
    statusReason: 'statusReason',
    enterpriseId: 'enterpriseId',
    leadAgency: 'leadAgency',
    createdAt: 'createdAt',
    version: 'version',
  },
  one: { adminParent: { listing: () => organizationSummaryListing, key: 'adminParentId' } },
  many: {
    links: { listing: () => linkListing, ownerKey: '{t}.organizationId', orderBy: '{t}.startsOn, {t}.id', scope: 'scopeId' },
    coverages: { listing: () => coverageListing, ownerKey: '{t}.organizationId', orderBy: '{t}.startsOn, {t}.id', scope: 'scopeId' },
    statusChanges: {
      listing: () => statusChangeListing,
      ownerKey: '{t}.organizationId',
      orderBy: '{t}.changedAt, {t}.id',
      scope: 'scopeId',
    },
  },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' }, NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' } },
};

/** What a recorder may know of organizations elsewhere, to which a member moves: the same that any record of theirs shows. */
const directoryListing: ListingDefinition = {
  table: 'organization',
  fields: SUMMARY,
  one: { adminParent: { listing: () => organizationSummaryListing, key: 'adminParentId' } },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' } },
};

function filterConditions(filter: OrganizationFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.withinOrganizationId) {
    const subtree = 'SELECT descendantId FROM organization_closure WHERE scopeId = ? AND ancestorId = ?';
    conditions.push(where(`{t}.id IN (${subtree})`, INSTALLATION_SCOPE, filter.withinOrganizationId));
  }
  for (const name of ['adminParentId', 'status', 'type', 'tier'] as const) {
    if (filter[name]) conditions.push(where(`{t}.${name} = ?`, filter[name]));
  }
  if (filter.search) {
    const [byName, byShortName] = [startsWith('{t}.name', filter.search), startsWith('{t}.shortName', filter.search)];
    conditions.push(where(`(${byName.sql}) OR (${byShortName.sql})`, ...byName.parameters, ...byShortName.parameters));
  }
  return conditions;
}

/** Organizations within the caller's subtrees. */
@Injectable()
export class OrganizationQueries {
  constructor(
    private readonly listings: Listings,
    private readonly access: Access,
  ) {}

  async page(caller: Caller, args: OrganizationsArgs, selection: Selection): Promise<Page<OrganizationView>> {
    const scope = await this.access.organizations(caller, 'organizations.read');
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), scope.condition('{t}.id'), ...filterConditions(args.filter ?? {})];
    return this.listings.page<OrganizationView>(organizationListing, { ...args, selection, conditions });
  }

  /** Organizations at work in the whole installation that may receive a member or a case, by a part of their name. */
  async directory(
    { search, first, after }: OrganizationDirectoryArgs,
    selection: Selection,
  ): Promise<Page<OrganizationDirectoryEntryView>> {
    const text = search.trim();
    const conditions = [
      where('{t}.scopeId = ?', INSTALLATION_SCOPE),
      whereIn('{t}.status', WORKING_STATUSES),
      where('{t}.type <> ?', OrganizationType.MASS_ORG),
      where('INSTR({t}.name, ?) > 0 OR INSTR({t}.shortName, ?) > 0', text, text),
    ];
    return this.listings.page<OrganizationDirectoryEntryView>(directoryListing, { selection, conditions, order: 'NAME', first, after });
  }

  /** Null when the organization lies outside the caller's subtrees. */
  async one(caller: Caller, id: string, selection: Selection): Promise<OrganizationView | null> {
    const scope = await this.access.organizations(caller, 'organizations.read');
    return this.listings.one<OrganizationView>(organizationListing, selection, [where('{t}.id = ?', id), scope.condition('{t}.id')]);
  }
}
