import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { Clock } from '../platform/clock/clock.js';
import { isLocalDate, type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../platform/database/listing.js';
import type { PageArgs } from '../platform/graphql/connection.js';
import { IN_FORCE_STATUSES, type PledgeStatus } from './pledge-states.js';
import { IntegrityPledge, PledgeSignature } from './pledge.entity.js';
import type { PledgesArgs } from './pledges.inputs.js';
import type { IntegrityPledgeView, PledgeContentCheckView } from './pledges.objects.js';
import { contentHashOf } from './template-content.js';
import { PledgeTemplate } from './template.entity.js';
import { templateListing } from './templates.queries.js';

const historyListing: ListingDefinition = {
  table: 'pledge_history',
  fields: { id: 'id', verb: 'verb', fromStatus: 'fromStatus', toStatus: 'toStatus', reason: 'reason', at: 'at' },
};
const signatureListing: ListingDefinition = {
  table: 'pledge_signature',
  fields: { id: 'id', signer: 'signer', channel: 'channel', contentHash: 'contentHash', reference: 'reference', signedAt: 'signedAt' },
};
const readingListing: ListingDefinition = {
  table: 'pledge_reading',
  fields: { id: 'id', reader: 'reader', channel: 'channel', contentHash: 'contentHash', readAt: 'readAt' },
};

/** A day as it stands in SQL. The text is a checked day, so it cannot carry anything else. */
function dayLiteral(day: LocalDate): string {
  if (!isLocalDate(day)) throw new Error(`${day} is not a day`);
  return `'${day}'`;
}

/** `statusOn` as an expression of SQL over the row `{t}`; a test holds both to the same answers. */
export function statusSql(today: LocalDate): string {
  const day = dayLiteral(today);
  const over = `CASE WHEN {t}.renewedById IS NULL THEN 'LAPSED' ELSE 'RENEWED' END`;
  return `CASE
    WHEN {t}.status IN ('IN_FORCE', 'EXPIRING') OR ({t}.status = 'SIGNED' AND {t}.awaitsGuardian = 0 AND {t}.validFrom <= ${day}) THEN
      CASE WHEN {t}.validUntil < ${day} THEN ${over} WHEN {t}.status = 'EXPIRING' OR {t}.expiringFrom <= ${day} THEN 'EXPIRING' ELSE 'IN_FORCE' END
    WHEN {t}.status IN ('WARNED', 'REINSTATED') AND {t}.validUntil < ${day} THEN ${over}
    WHEN {t}.status = 'REVOKED' AND {t}.appealUntil < ${day} AND {t}.isAppealed = 0 THEN 'FINAL'
    ELSE {t}.status END`;
}

/** How pledges are read on a day; plates and cases join it. */
export function pledgeListing(today: LocalDate): ListingDefinition {
  const needsRenewal = `CASE WHEN EXISTS (SELECT 1 FROM pledge_template n WHERE n.parkId = {t}.parkId AND n.code = {t}.code
    AND n.status = 'PUBLISHED' AND n.edition > {t}.edition) THEN 1 ELSE 0 END`;
  return {
    table: 'integrity_pledge',
    fields: {
      ...Object.fromEntries(
        [
          ...['id', 'parkId', 'contentHash', 'audience', 'signatoryId', 'signatoryName', 'validFrom', 'validUntil', 'awaitsGuardian'],
          ...['appealUntil', 'reason', 'offeredAt', 'signedAt', 'version'],
        ].map((name) => [name, name]),
      ),
      status: statusSql(today),
      needsRenewal,
    },
    always: ['parkId', 'status', 'validFrom', 'validUntil'],
    derive: (row) => {
      const isWithin = row.validFrom !== null && String(row.validFrom) <= today && today <= String(row.validUntil);
      row.isInForce = isWithin && IN_FORCE_STATUSES.includes(row.status as PledgeStatus);
      for (const name of ['awaitsGuardian', 'needsRenewal']) if (row[name] !== undefined) row[name] = Number(row[name]) === 1;
    },
    one: { template: { listing: () => templateListing, key: 'templateId' } },
    many: {
      history: { listing: () => historyListing, ownerKey: 'pledgeId', orderBy: '{t}.at, {t}.id', scope: 'parkId' },
      signatures: { listing: () => signatureListing, ownerKey: 'pledgeId', orderBy: '{t}.signedAt, {t}.id', scope: 'parkId' },
      readings: { listing: () => readingListing, ownerKey: 'pledgeId', orderBy: '{t}.readAt, {t}.id', scope: 'parkId' },
    },
    orders: {
      NEWEST_FIRST: { by: ['{t}.offeredAt'], direction: 'DESC' },
      ENDING_FIRST: { by: [`COALESCE({t}.validUntil, '2199-12-31')`], direction: 'ASC' },
      SIGNATORY: { by: ['{t}.signatoryName'], direction: 'ASC' },
    },
  };
}

/** Reads of pledges within the caller's parks, and of the host's own. */
@Injectable()
export class PledgeQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  /** A page of pledges with their status of today. */
  async page(caller: Caller, args: PledgesArgs, selection: Selection): Promise<Page<IntegrityPledgeView>> {
    const today = this.today();
    const conditions = [(await this.access.parks(caller, 'pledges.read')).condition(), ...conditionsOf(args, today)];
    return this.listings.page<IntegrityPledgeView>(pledgeListing(today), { ...args, selection, conditions });
  }

  /** One pledge, or null when there is none in scope. */
  async one(caller: Caller, id: string, selection: Selection): Promise<IntegrityPledgeView | null> {
    const scope = (await this.access.parks(caller, 'pledges.read')).condition();
    return this.listings.one<IntegrityPledgeView>(pledgeListing(this.today()), selection, [where('{t}.id = ?', id), scope]);
  }

  /** The pledges of the hosts that the caller is. */
  myPledges(caller: Caller, { first, after }: PageArgs, selection: Selection): Promise<Page<IntegrityPledgeView>> {
    const request = { selection, conditions: this.own(caller), order: 'NEWEST_FIRST', first, after };
    return this.listings.page<IntegrityPledgeView>(pledgeListing(this.today()), request);
  }

  /** One of them. */
  myPledge(caller: Caller, id: string, selection: Selection): Promise<IntegrityPledgeView | null> {
    const conditions = [where('{t}.id = ?', id), ...this.own(caller)];
    return this.listings.one<IntegrityPledgeView>(pledgeListing(this.today()), selection, conditions);
  }

  /** Compares the text that was signed with the one that is stored now; one altered character shows (INV-39). */
  async contentCheck(caller: Caller, pledgeId: string): Promise<PledgeContentCheckView | null> {
    const scope = await this.access.parks(caller, 'pledges.read');
    const { manager } = this.dataSource;
    const pledge = await manager.findOneBy(IntegrityPledge, { id: pledgeId });
    if (!pledge || !scope.includes(pledge.parkId)) return null;
    const template = await manager.findOneByOrFail(PledgeTemplate, { id: pledge.templateId });
    const signatures = await manager.findBy(PledgeSignature, { parkId: pledge.parkId, pledgeId });
    const computedHash = contentHashOf(template);
    const signedHashes = signatures.map(({ contentHash }) => contentHash);
    const isIntact = [pledge.contentHash, template.contentHash, ...signedHashes].every((hash) => hash === computedHash);
    return { isIntact, offeredHash: pledge.contentHash, computedHash, signedHashes };
  }

  private own(caller: Caller): Condition[] {
    const ownIds = this.access.ownIds(caller, 'own.pledges', 'STREAMER');
    return [where(`{t}.audience = 'STREAMER'`), whereIn('{t}.signatoryId', ownIds)];
  }

  private today(): LocalDate {
    return localDateOf(this.clock.now());
  }
}

function conditionsOf({ filter }: PledgesArgs, today: LocalDate): Condition[] {
  const conditions: Condition[] = [];
  if (!filter) return conditions;
  for (const name of ['parkId', 'audience', 'templateId', 'signatoryId'] as const) {
    if (filter[name]) conditions.push(where(`{t}.${name} = ?`, filter[name]));
  }
  if (filter.offerBatchId) conditions.push(where('{t}.batchId = ?', filter.offerBatchId));
  if (filter.status) conditions.push(whereIn(`(${statusSql(today)})`, filter.status));
  if (filter.endingUntil) conditions.push(where('{t}.validUntil <= ?', filter.endingUntil));
  if (filter.needsRenewal !== undefined && filter.needsRenewal !== null) {
    const newer = `EXISTS (SELECT 1 FROM pledge_template n WHERE n.parkId = {t}.parkId AND n.code = {t}.code AND n.status = 'PUBLISHED' AND n.edition > {t}.edition)`;
    conditions.push(where(filter.needsRenewal ? newer : `NOT ${newer}`));
  }
  return conditions;
}
