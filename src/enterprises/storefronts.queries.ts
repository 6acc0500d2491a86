import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../platform/database/listing.js';
import { startsWith } from '../platform/database/text-search.js';
import { enterpriseListing } from './enterprises.queries.js';
import type { StorefrontsArgs } from './storefront.inputs.js';
import type { StorefrontView } from './storefront.objects.js';

/** How storefronts are read; other modules join it to their rows. */
export const storefrontListing: ListingDefinition = {
  table: 'storefront',
  fields: {
    id: 'id',
    name: 'name',
    place: 'place',
    status: 'status',
    statusReason: 'statusReason',
    createdAt: 'createdAt',
    version: 'version',
  },
  one: { enterprise: { listing: () => enterpriseListing, key: 'enterpriseId' } },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' }, NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' } },
};

/** Storefronts within the caller's scope: one is seen by whoever sees its enterprise. */
@Injectable()
export class StorefrontQueries {
  constructor(
    private readonly listings: Listings,
    private readonly access: Access,
  ) {}

  async page(caller: Caller, args: StorefrontsArgs, selection: Selection): Promise<Page<StorefrontView>> {
    const { enterpriseId, status, search } = args.filter ?? {};
    const conditions = await this.visible(caller);
    if (enterpriseId) conditions.push(where('{t}.enterpriseId = ?', enterpriseId));
    if (status) conditions.push(where('{t}.status = ?', status));
    if (search) conditions.push(startsWith('{t}.name', search));
    return this.listings.page<StorefrontView>(storefrontListing, { ...args, selection, conditions });
  }

  /** Null when the storefront lies outside the caller's scope. */
  async one(caller: Caller, id: string, selection: Selection): Promise<StorefrontView | null> {
    const conditions = [where('{t}.id = ?', id), ...(await this.visible(caller))];
    return this.listings.one<StorefrontView>(storefrontListing, selection, conditions);
  }

  private async visible(caller: Caller): Promise<Condition[]> {
    const scope = (await this.access.organizations(caller, 'enterprises.read')).condition('owner.responsibleOrganizationId');
    const visible = where(
      `EXISTS (SELECT 1 FROM enterprise owner WHERE owner.id = {t}.enterpriseId AND ${scope.sql})`,
      ...scope.parameters,
    );
    return [where('{t}.scopeId = ?', INSTALLATION_SCOPE), visible];
  }
}
