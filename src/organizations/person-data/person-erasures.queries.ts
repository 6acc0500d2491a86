import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import { Transactions } from '../../platform/database/transactions.js';
import { PersonVisibility } from '../person-visibility.js';
import { ErasurePlanSight } from './erasure-plan-sight.js';
import { OwnPersons } from './own-persons.js';
import type { PersonErasuresArgs } from './person-data.inputs.js';
import type { StoredErasure } from './person-data.views.js';

const FIELDS = ['id', 'status', 'requestReference', 'requestedAt', 'decidedAt', 'decisionReason', 'retainedUntil', 'finishedAt', 'version'];

const erasureListing: ListingDefinition = {
  table: 'person_erasure',
  fields: {
    ...Object.fromEntries(FIELDS.map((field) => [field, field])),
    plan: 'plan',
    isOwnRequest: 'CASE WHEN {t}.requestReference IS NULL THEN 1 ELSE 0 END',
  },
  json: ['plan'],
  always: ['plan'],
  derive: (row) => {
    if ('isOwnRequest' in row) row.isOwnRequest = Number(row.isOwnRequest) === 1;
  },
  orders: { NEWEST_FIRST: { by: ['{t}.requestedAt'], direction: 'DESC' } },
};

/** Requests of erasure about persons whom the caller can see, each with as much of its plan as the caller may read. */
@Injectable()
export class PersonErasureQueries {
  constructor(
    private readonly listings: Listings,
    private readonly visibility: PersonVisibility,
    private readonly transactions: Transactions,
    private readonly ownPersons: OwnPersons,
    private readonly planSight: ErasurePlanSight,
  ) {}

  async erasures(caller: Caller, { first, after, status }: PersonErasuresArgs, selection: Selection): Promise<Page<StoredErasure>> {
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), await this.visible(caller)];
    if (status) conditions.push(where('{t}.status = ?', status));
    const page = await this.listings.page<StoredErasure>(erasureListing, { selection, conditions, order: 'NEWEST_FIRST', first, after });
    const nodes = await this.planSight.limited(caller, page.nodes);
    return { ...page, nodes, edges: page.edges.map((edge, index) => ({ ...edge, node: nodes[index]! })) };
  }

  /** Null outside the caller's reach. */
  async erasure(caller: Caller, id: string, selection: Selection): Promise<StoredErasure | null> {
    const conditions = [where('{t}.id = ?', id), await this.visible(caller)];
    const erasure = await this.listings.one<StoredErasure>(erasureListing, selection, conditions);
    return erasure && (await this.planSight.limited(caller, [erasure]))[0]!;
  }

  /** The caller's own request, the newest, with the whole plan; null when there is none. */
  async own(caller: Caller, selection: Selection): Promise<StoredErasure | null> {
    const personId = await this.transactions.run((tx) => this.ownPersons.require(tx, caller));
    const conditions = [where('{t}.scopeId = ?', INSTALLATION_SCOPE), where('{t}.personId = ?', personId)];
    const [newest] = await this.listings.list<StoredErasure>(erasureListing, selection, conditions, '{t}.id DESC', 1);
    return newest ?? null;
  }

  /** The records that are kept tie the identity under which they stand to a park; before that, the person. */
  private async visible(caller: Caller): Promise<Condition> {
    const person = await this.visibility.condition(caller, 'erasures.read', 'p');
    return where(
      `EXISTS (SELECT 1 FROM person p WHERE p.id = COALESCE({t}.retainedPersonId, {t}.personId) AND ${person.sql})`,
      ...person.parameters,
    );
  }
}
