import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
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
import { inList } from '../platform/database/transactions.js';
import type { PageArgs } from '../platform/graphql/connection.js';
import { beneficiaryListing } from './beneficiaries.queries.js';
import type { ProductFilter, ProductsArgs } from './products.inputs.js';
import type { BrandProductView } from './products.objects.js';

const evidenceListing: ListingDefinition = {
  table: 'product_evidence',
  fields: {
    id: 'id',
    kind: 'kind',
    reference: 'reference',
    documentSha256: 'documentSha256',
    validFrom: 'validFrom',
    validUntil: 'validUntil',
    addedAt: 'addedAt',
    withdrawnAt: 'withdrawnAt',
    withdrawnReason: 'withdrawnReason',
  },
};
const platformCodeListing: ListingDefinition = {
  table: 'product_platform_code',
  fields: { id: 'id', platform: 'platform', code: 'code', mappedAt: 'mappedAt' },
};
const statusChangeListing: ListingDefinition = {
  table: 'product_status_change',
  fields: { id: 'id', verb: 'verb', fromStatus: 'fromStatus', toStatus: 'toStatus', reason: 'reason', changedAt: 'changedAt' },
};

/** How products are read; other modules join it to their rows. */
const productListing: ListingDefinition = {
  table: 'brand_product',
  fields: {
    id: 'id',
    parkId: 'parkId',
    name: 'name',
    code: 'code',
    category: 'category',
    origin: 'origin',
    description: 'description',
    status: 'status',
    statusReason: 'statusReason',
    createdAt: 'createdAt',
    version: 'version',
  },
  one: { beneficiary: { listing: () => beneficiaryListing, key: 'beneficiaryId' } },
  many: {
    evidence: { listing: () => evidenceListing, ownerKey: 'productId', orderBy: '{t}.addedAt DESC, {t}.id DESC', scope: 'parkId' },
    platformCodes: { listing: () => platformCodeListing, ownerKey: 'productId', orderBy: '{t}.platform, {t}.code', scope: 'parkId' },
    statusChanges: { listing: () => statusChangeListing, ownerKey: 'productId', orderBy: '{t}.changedAt, {t}.id', scope: 'parkId' },
  },
  orders: {
    NAME: { by: ['{t}.name'], direction: 'ASC' },
    CODE: { by: ['{t}.code'], direction: 'ASC' },
    NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' },
  },
};

/** Reads of products within the caller's parks, and of the products of the beneficiaries that the caller is. */
@Injectable()
export class ProductQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
  ) {}

  /** A page of products. */
  async products(caller: Caller, args: ProductsArgs, selection: Selection): Promise<Page<BrandProductView>> {
    const scope = await this.access.parks(caller, 'products.read');
    const conditions = [scope.condition(), ...conditionsOf(args.filter ?? {})];
    const { first, after, order } = args;
    return this.listings.page<BrandProductView>(productListing, { selection, conditions, order, first, after });
  }

  /** One product, or null when there is none in scope. */
  async product(caller: Caller, id: string, selection: Selection): Promise<BrandProductView | null> {
    const scope = await this.access.parks(caller, 'products.read');
    return this.listings.one<BrandProductView>(productListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  /** The products that name a beneficiary that the caller is (INV-26). */
  myProducts(caller: Caller, { first, after }: PageArgs, selection: Selection): Promise<Page<BrandProductView>> {
    const ownIds = this.access.ownIds(caller, 'own.sales', 'BENEFICIARY');
    const conditions = [whereIn('{t}.beneficiaryId', ownIds)];
    if (ownIds.length > 0) {
      conditions.unshift(where(`{t}.parkId IN (SELECT own.parkId FROM beneficiary own WHERE own.id IN ${inList(ownIds)})`, ...ownIds));
    }
    return this.listings.page<BrandProductView>(productListing, { selection, conditions, order: 'NAME', first, after });
  }
}

function conditionsOf(filter: ProductFilter): Condition[] {
  const conditions: Condition[] = [];
  for (const name of ['parkId', 'category', 'beneficiaryId'] as const) {
    if (filter[name]) conditions.push(where(`{t}.${name} = ?`, filter[name]));
  }
  if (filter.status) conditions.push(whereIn('{t}.status', filter.status));
  if (filter.search) {
    const [byName, byCode] = [startsWith('{t}.name', filter.search), startsWith('{t}.code', filter.search)];
    conditions.push(where(`(${byName.sql}) OR (${byCode.sql})`, ...byName.parameters, ...byCode.parameters));
  }
  return conditions;
}
