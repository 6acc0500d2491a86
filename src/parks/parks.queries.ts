import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access } from '../access/access.js';
import { organizationSummaryListing } from '../organizations/organizations.queries.js';
import type { Caller } from '../platform/auth/caller.js';
import { Clock } from '../platform/clock/clock.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../platform/database/listing.js';
import { startsWith } from '../platform/database/text-search.js';
import { selectionBelow } from '../platform/graphql/selection.js';
import type { ParkFilter, ParksArgs, StructureTemplatesArgs } from './park.inputs.js';
import type { ParkView, SlotHolderView, StructureTemplateView } from './park.objects.js';
import { localizedSlots, readStructures, type StructuredPark } from './structure-views.js';
import type { RowReader } from './structures.js';

const templateListing: ListingDefinition = {
  table: 'park_structure_template',
  fields: { id: 'id', code: 'code', templateVersion: 'templateVersion', name: 'name', slots: 'slots' },
  json: ['slots'],
  derive: localizedSlots,
  orders: { CODE: { by: ['{t}.code', '{t}.templateVersion'], direction: 'ASC' } },
};

const slotHolderListing: ListingDefinition = {
  table: 'park_slot_holder',
  fields: {
    id: 'id',
    slotRole: 'slotRole',
    holderKind: 'holderKind',
    holderId: 'holderId',
    holderName: 'holderName',
    startsOn: 'startsOn',
    endsOn: 'endsOn',
    version: 'version',
  },
};

const statusChangeListing: ListingDefinition = {
  table: 'park_status_change',
  fields: { id: 'id', verb: 'verb', fromStatus: 'fromStatus', toStatus: 'toStatus', reason: 'reason', changedAt: 'changedAt' },
};

const parkListing: ListingDefinition = {
  table: 'park',
  fields: {
    id: 'id',
    name: 'name',
    status: 'status',
    statusReason: 'statusReason',
    structureTemplateId: 'structureTemplateId',
    createdAt: 'createdAt',
    version: 'version',
  },
  always: ['structureTemplateId'],
  one: {
    leadingOrganization: { listing: () => organizationSummaryListing, key: 'leadingOrganizationId' },
    structureTemplate: { listing: () => templateListing, key: 'structureTemplateId' },
  },
  many: {
    slotHolders: { listing: () => slotHolderListing, ownerKey: '{t}.parkId', orderBy: '{t}.startsOn, {t}.id' },
    statusChanges: { listing: () => statusChangeListing, ownerKey: '{t}.parkId', orderBy: '{t}.changedAt, {t}.id' },
  },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' }, NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' } },
};

function filterConditions(filter: ParkFilter): Condition[] {
  const conditions: Condition[] = [];
  for (const name of ['status', 'leadingOrganizationId'] as const) {
    if (filter[name]) conditions.push(where(`{t}.${name} = ?`, filter[name]));
  }
  if (filter.search) conditions.push(startsWith('{t}.name', filter.search));
  return conditions;
}

/** Parks within the caller's scope, with their structures of today when they are asked for. */
@Injectable()
export class ParkQueries {
  constructor(
    private readonly listings: Listings,
    private readonly access: Access,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async page(caller: Caller, args: ParksArgs, selection: Selection): Promise<Page<ParkView>> {
    const scope = (await this.access.parks(caller, 'parks.read')).condition('{t}.id');
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), scope, ...filterConditions(args.filter ?? {})];
    const page = await this.listings.page<ParkView & StructuredPark>(parkListing, { ...args, selection, conditions });
    const nodes = [selectionBelow(selection, 'nodes'), selectionBelow(selectionBelow(selection, 'edges'), 'node')];
    if (nodes.some((node) => node.structure !== undefined)) await this.attachStructures(page.nodes);
    return page;
  }

  /** Null when the park lies outside the caller's scope. */
  async one(caller: Caller, id: string, selection: Selection): Promise<ParkView | null> {
    const scope = (await this.access.parks(caller, 'parks.read')).condition('{t}.id');
    return this.find(selection, [where('{t}.id = ?', id), scope]);
  }

  /** The park that the caller has just founded; the scopes of this request were found before it existed. */
  founded(id: string, selection: Selection): Promise<ParkView | null> {
    return this.find(selection, [where('{t}.id = ?', id)]);
  }

  async slotHolder(caller: Caller, id: string, selection: Selection): Promise<SlotHolderView | null> {
    const scope = (await this.access.parks(caller, 'parks.read')).condition();
    return this.listings.one<SlotHolderView>(slotHolderListing, selection, [where('{t}.id = ?', id), scope]);
  }

  /** The patterns of the installation; they are nobody's secret. */
  templates(args: StructureTemplatesArgs, selection: Selection): Promise<Page<StructureTemplateView>> {
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE)];
    return this.listings.page<StructureTemplateView>(templateListing, { ...args, selection, conditions });
  }

  private async find(selection: Selection, conditions: readonly Condition[]): Promise<ParkView | null> {
    const park = await this.listings.one<ParkView & StructuredPark>(parkListing, selection, conditions);
    if (park && selection.structure !== undefined) await this.attachStructures([park]);
    return park;
  }

  private async attachStructures(parks: readonly (ParkView & StructuredPark)[]): Promise<void> {
    const read: RowReader = (sql, parameters) => this.dataSource.query(sql, [...parameters]);
    const structures = await readStructures(read, parks, localDateOf(this.clock.now()));
    for (const park of parks) park.structure = structures.get(park.id)!;
  }
}
