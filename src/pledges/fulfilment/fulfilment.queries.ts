import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access } from '../../access/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { type ListingDefinition, Listings, type Page, type Selection, where, whereIn } from '../../platform/database/listing.js';
import type { PageArgs } from '../../platform/graphql/connection.js';
import { CommitmentKind } from './fulfilment-states.js';
import type { CommitmentsArgs } from './fulfilment.inputs.js';
import type { FulfilmentCommitmentView, FulfilmentCountView } from './fulfilment.objects.js';

const evidenceListing: ListingDefinition = {
  table: 'fulfilment_evidence',
  fields: { id: 'id', reference: 'reference', notedOn: 'notedOn' },
};
const commitmentListing: ListingDefinition = {
  table: 'fulfilment_commitment',
  fields: Object.fromEntries(
    [
      ...['id', 'parkId', 'pledgeId', 'audience', 'signatoryName', 'kind', 'text', 'dueOn', 'status', 'reason', 'fulfilledAt', 'version'],
    ].map((name) => [name, name]),
  ),
  always: ['parkId'],
  many: { evidence: { listing: () => evidenceListing, ownerKey: 'commitmentId', orderBy: '{t}.notedOn, {t}.id', scope: 'parkId' } },
  orders: {
    DUE_FIRST: { by: ['{t}.dueOn'], direction: 'ASC' },
    NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' },
  },
};

/** Reads of commitments within the caller's parks. */
@Injectable()
export class FulfilmentQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  async page(caller: Caller, args: CommitmentsArgs, selection: Selection): Promise<Page<FulfilmentCommitmentView>> {
    const conditions = [(await this.access.parks(caller, 'pledges.read')).condition()];
    for (const name of ['parkId', 'signatoryId', 'status'] as const) {
      if (args.filter?.[name]) conditions.push(where(`{t}.${name} = ?`, args.filter[name]));
    }
    return this.listings.page<FulfilmentCommitmentView>(commitmentListing, { ...args, selection, conditions });
  }

  /** Commitments of the hosts that the caller is. */
  mine(caller: Caller, { first, after }: PageArgs, selection: Selection): Promise<Page<FulfilmentCommitmentView>> {
    const ownIds = this.access.ownIds(caller, 'own.pledges', 'STREAMER');
    const conditions = [where(`{t}.audience = 'STREAMER'`), whereIn('{t}.signatoryId', ownIds)];
    return this.listings.page<FulfilmentCommitmentView>(commitmentListing, { selection, conditions, order: 'DUE_FIRST', first, after });
  }

  async one(caller: Caller, id: string, selection: Selection): Promise<FulfilmentCommitmentView | null> {
    const scope = (await this.access.parks(caller, 'pledges.read')).condition();
    return this.listings.one<FulfilmentCommitmentView>(commitmentListing, selection, [where('{t}.id = ?', id), scope]);
  }

  /** Counts of a park by kind; empty when the park is not the caller's. */
  async counts(caller: Caller, parkId: string): Promise<FulfilmentCountView[]> {
    const scope = await this.access.parks(caller, 'pledges.read');
    if (!scope.includes(parkId)) return [];
    const today = localDateOf(this.clock.now());
    const rows = await this.dataSource.query<{ kind: CommitmentKind; status: string; late: number | string; total: number | string }[]>(
      `SELECT kind, status, CASE WHEN dueOn < ? THEN 1 ELSE 0 END AS late, COUNT(*) AS total
       FROM fulfilment_commitment WHERE parkId = ? AND status <> 'DROPPED' GROUP BY kind, status, CASE WHEN dueOn < ? THEN 1 ELSE 0 END`,
      [today, parkId, today],
    );
    const sum = (kind: string, matches: (row: (typeof rows)[0]) => boolean) =>
      rows.filter((row) => row.kind === kind && matches(row)).reduce((total, row) => total + Number(row.total), 0);
    return Object.values(CommitmentKind).map((kind) => ({
      kind,
      madeCount: sum(kind, () => true),
      fulfilledCount: sum(kind, ({ status }) => status === 'FULFILLED'),
      overdueCount: sum(kind, ({ status, late }) => status === 'OPEN' && Number(late) === 1),
    }));
  }
}
