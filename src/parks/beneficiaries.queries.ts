import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { type ListingDefinition, Listings, type Page, type Selection, where, whereIn } from '../platform/database/listing.js';
import { startsWith } from '../platform/database/text-search.js';
import type { PageArgs } from '../platform/graphql/connection.js';
import type { BeneficiariesArgs } from './beneficiaries.inputs.js';
import type { BeneficiaryView } from './beneficiaries.objects.js';

/** How beneficiaries are read; other modules join it to their rows. */
export const beneficiaryListing: ListingDefinition = {
  table: 'beneficiary',
  fields: {
    id: 'id',
    parkId: 'parkId',
    kind: 'kind',
    name: 'name',
    place: 'place',
    status: 'status',
    statusReason: 'statusReason',
    createdAt: 'createdAt',
    version: 'version',
  },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' } },
};

/** Reads of beneficiaries within the caller's parks, and of the beneficiaries that the caller is. */
@Injectable()
export class BeneficiaryQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
  ) {}

  /** A page of beneficiaries. */
  async beneficiaries(caller: Caller, args: BeneficiariesArgs, selection: Selection): Promise<Page<BeneficiaryView>> {
    const scope = await this.access.parks(caller, 'parks.read');
    const conditions = [scope.condition()];
    for (const name of ['parkId', 'kind', 'status'] as const) {
      if (args.filter?.[name]) conditions.push(where(`{t}.${name} = ?`, args.filter[name]));
    }
    if (args.filter?.search) conditions.push(startsWith('{t}.name', args.filter.search));
    const { first, after, order } = args;
    return this.listings.page<BeneficiaryView>(beneficiaryListing, { selection, conditions, order, first, after });
  }

  /** One beneficiary, or null when there is none in scope. */
  async beneficiary(caller: Caller, id: string, selection: Selection): Promise<BeneficiaryView | null> {
    const scope = await this.access.parks(caller, 'parks.read');
    return this.listings.one<BeneficiaryView>(beneficiaryListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  /** The beneficiaries that the caller is, in whatever park (INV-26). */
  myBeneficiaries(caller: Caller, { first, after }: PageArgs, selection: Selection): Promise<Page<BeneficiaryView>> {
    const conditions = [whereIn('{t}.id', this.access.ownIds(caller, 'own.sales', 'BENEFICIARY'))];
    return this.listings.page<BeneficiaryView>(beneficiaryListing, { selection, conditions, order: 'NAME', first, after });
  }
}
