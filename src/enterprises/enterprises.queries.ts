import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { organizationSummaryListing } from '../organizations/organizations.queries.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../platform/database/listing.js';
import { startsWith } from '../platform/database/text-search.js';
import type { EnterpriseFilter, EnterprisesArgs } from './enterprise.inputs.js';
import type { EnterpriseView } from './enterprise.objects.js';

const statusChangeListing: ListingDefinition = {
  table: 'enterprise_status_change',
  fields: { id: 'id', verb: 'verb', fromStatus: 'fromStatus', toStatus: 'toStatus', reason: 'reason', changedAt: 'changedAt' },
};

/** How enterprises are read; other modules join it to their rows. */
export const enterpriseListing: ListingDefinition = {
  table: 'enterprise',
  fields: {
    id: 'id',
    scopeId: 'scopeId',
    name: 'name',
    creditCode: 'creditCode',
    kind: 'kind',
    status: 'status',
    statusReason: 'statusReason',
    trade: 'trade',
    address: 'address',
    createdAt: 'createdAt',
    version: 'version',
  },
  one: { responsibleOrganization: { listing: () => organizationSummaryListing, key: 'responsibleOrganizationId' } },
  many: {
    ownOrganizations: { listing: () => organizationSummaryListing, ownerKey: '{t}.enterpriseId', orderBy: '{t}.id', scope: 'scopeId' },
    statusChanges: { listing: () => statusChangeListing, ownerKey: '{t}.enterpriseId', orderBy: '{t}.changedAt, {t}.id', scope: 'scopeId' },
  },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' }, NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' } },
};

function filterConditions(filter: EnterpriseFilter): Condition[] {
  const conditions: Condition[] = [];
  for (const name of ['status', 'kind', 'responsibleOrganizationId'] as const) {
    if (filter[name]) conditions.push(where(`{t}.${name} = ?`, filter[name]));
  }
  if (filter.search) {
    const [byName, byCode] = [startsWith('{t}.name', filter.search), startsWith('{t}.creditCode', filter.search.toUpperCase())];
    conditions.push(where(`(${byName.sql}) OR (${byCode.sql})`, ...byName.parameters, ...byCode.parameters));
  }
  return conditions;
}

/** The register within the caller's scope: an entry is seen by whoever sees its responsible organization. */
@Injectable()
export class EnterpriseQueries {
  constructor(
    private readonly listings: Listings,
    private readonly access: Access,
  ) {}

  async page(caller: Caller, args: EnterprisesArgs, selection: Selection): Promise<Page<EnterpriseView>> {
    const scope = (await this.access.organizations(caller, 'enterprises.read')).condition('{t}.responsibleOrganizationId');
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), scope, ...filterConditions(args.filter ?? {})];
    return this.listings.page<EnterpriseView>(enterpriseListing, { ...args, selection, conditions });
  }

  /** Null when the enterprise lies outside the caller's scope. */
  async one(caller: Caller, id: string, selection: Selection): Promise<EnterpriseView | null> {
    const scope = (await this.access.organizations(caller, 'enterprises.read')).condition('{t}.responsibleOrganizationId');
    return this.listings.one<EnterpriseView>(enterpriseListing, selection, [where('{t}.id = ?', id), scope]);
  }
}
