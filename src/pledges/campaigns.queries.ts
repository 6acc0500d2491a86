import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { type Condition, type ListingDefinition, Listings, type Page, type Selection, where } from '../platform/database/listing.js';
import type { OfParkArgs } from './campaigns.inputs.js';
import type { PledgeOfferBatchView, SigningEventView } from './campaigns.objects.js';
import { templateListing } from './templates.queries.js';

const batchListing: ListingDefinition = {
  table: 'pledge_offer_batch',
  fields: {
    ...Object.fromEntries(
      ['id', 'parkId', 'kind', 'endingUntil', 'status', 'lookedAtCount', 'offeredCount', 'createdAt', 'doneAt', 'version'].map((name) => [
        name,
        name,
      ]),
    ),
    skipped: 'skippedCounts',
    signedCount: `(SELECT COUNT(*) FROM integrity_pledge g WHERE g.parkId = {t}.parkId AND g.templateId = {t}.templateId
      AND g.batchId = {t}.id AND g.signedAt IS NOT NULL)`,
  },
  derive: (row) => {
    if (row.signedCount !== undefined) row.signedCount = Number(row.signedCount);
    if (row.skipped !== undefined)
      row.skipped = Object.entries(row.skipped ?? {}).map(([reason, count]) => ({ reason, count: Number(count) }));
  },
  json: ['skipped'],
  one: { template: { listing: () => templateListing, key: 'templateId' } },
  orders: { NEWEST_FIRST: { by: ['{t}.createdAt'], direction: 'DESC' } },
};

const eventListing: ListingDefinition = {
  table: 'signing_event',
  fields: {
    ...Object.fromEntries(['id', 'parkId', 'name', 'place', 'heldOn', 'isClosed', 'version'].map((name) => [name, name])),
    signedCount: `(SELECT COUNT(*) FROM integrity_pledge g WHERE g.parkId = {t}.parkId AND g.signingEventId = {t}.id)`,
  },
  derive: (row) => {
    if (row.signedCount !== undefined) row.signedCount = Number(row.signedCount);
    if (row.isClosed !== undefined) row.isClosed = Boolean(row.isClosed);
  },
  orders: { NEWEST_FIRST: { by: ['{t}.heldOn'], direction: 'DESC' } },
};

/** Reads of batches and signing events within the caller's parks. */
@Injectable()
export class CampaignQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
  ) {}

  async batches(caller: Caller, args: OfParkArgs, selection: Selection): Promise<Page<PledgeOfferBatchView>> {
    return this.listings.page<PledgeOfferBatchView>(batchListing, await this.request(caller, args, selection));
  }

  async batch(caller: Caller, id: string, selection: Selection): Promise<PledgeOfferBatchView | null> {
    return this.listings.one<PledgeOfferBatchView>(batchListing, selection, await this.single(caller, id));
  }

  async events(caller: Caller, args: OfParkArgs, selection: Selection): Promise<Page<SigningEventView>> {
    return this.listings.page<SigningEventView>(eventListing, await this.request(caller, args, selection));
  }

  async event(caller: Caller, id: string, selection: Selection): Promise<SigningEventView | null> {
    return this.listings.one<SigningEventView>(eventListing, selection, await this.single(caller, id));
  }

  private async request(caller: Caller, { first, after, parkId }: OfParkArgs, selection: Selection) {
    const conditions = [(await this.access.parks(caller, 'pledges.read')).condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    return { selection, conditions, order: 'NEWEST_FIRST', first, after };
  }

  private async single(caller: Caller, id: string): Promise<Condition[]> {
    return [where('{t}.id = ?', id), (await this.access.parks(caller, 'pledges.read')).condition()];
  }
}
