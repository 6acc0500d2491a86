import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access, type ParkScope } from '../access/access.js';
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
import { inList } from '../platform/database/transactions.js';
import { shownReason, showReason } from '../platform/reasons/program-reasons.js';
import type { PageArgs } from '../platform/graphql/connection.js';
import { IN_FORCE_STATUSES, type PledgeStatus } from './pledge-states.js';
import { IntegrityPledge, PledgeSignature } from './pledge.entity.js';
import type { PledgesArgs } from './pledges.inputs.js';
import type { IntegrityPledgeView, PledgeContentCheckView } from './pledges.objects.js';
import { contentHashOf } from './template-content.js';
import { PledgeTemplate } from './template.entity.js';
import { CARRIED_OVER } from './pledge-writer.js';
import { GONE_REASON_SQL, veiledStatusSql, veilReview } from './review-veil.js';
import { templateListing } from './templates.queries.js';

const historyListing: ListingDefinition = {
  table: 'pledge_history',
  fields: { id: 'id', verb: 'verb', fromStatus: 'fromStatus', toStatus: 'toStatus', reason: 'reason', at: 'at' },
  always: ['verb', 'fromStatus', 'reason'],
  derive: showVeilableReason,
};
const signatureListing: ListingDefinition = {
  table: 'pledge_signature',
  fields: { id: 'id', signer: 'signer', channel: 'channel', contentHash: 'contentHash', reference: 'reference', signedAt: 'signedAt' },
};
const readingListing: ListingDefinition = {
  table: 'pledge_reading',
  fields: { id: 'id', reader: 'reader', channel: 'channel', contentHash: 'contentHash', readAt: 'readAt' },
};

/** Says a reason; the veil knows a review that only went on with another pledge by its mark, whatever the language. */
function showVeilableReason(row: Record<string, unknown>): void {
  row.isCarriedOver = row.reason === CARRIED_OVER();
  showReason(row);
}

/** A day as it stands in SQL. The text is a checked day, so it cannot carry anything else. */
function dayLiteral(day: LocalDate): string {
  if (!isLocalDate(day)) throw new Error(`${day} is not a day`);
  return `'${day}'`;
}

/** What a pledge is whose last day has passed. */
const OVER_SQL = `CASE WHEN {t}.renewedById IS NULL THEN 'LAPSED' ELSE 'RENEWED' END`;

/** `statusOn` as an expression of SQL over the row `{t}`; a test holds both to the same answers. */
export function statusSql(today: LocalDate): string {
  const day = dayLiteral(today);
  const over = OVER_SQL;
  return `CASE
    WHEN {t}.status IN ('IN_FORCE', 'EXPIRING') OR ({t}.status = 'SIGNED' AND {t}.awaitsGuardian = 0 AND {t}.validFrom <= ${day}) THEN
      CASE WHEN {t}.validUntil < ${day} THEN ${over} WHEN {t}.status = 'EXPIRING' OR {t}.expiringFrom <= ${day} THEN 'EXPIRING' ELSE 'IN_FORCE' END
    WHEN {t}.status IN ('WARNED', 'REINSTATED') AND {t}.validUntil < ${day} THEN ${over}
    WHEN {t}.status = 'REVOKED' AND {t}.appealUntil < ${day} AND {t}.isAppealed = 0 THEN 'FINAL'
    ELSE {t}.status END`;
}

/** Whether a text with a material change waits to be signed instead: only what binds today needs a renewal (INV-39). */
function needsRenewalSql(today: LocalDate): string {
  const binding = [...IN_FORCE_STATUSES, 'SIGNED'].map((status) => `'${status}'`).join(', ');
  return `((${statusSql(today)}) IN (${binding}) AND EXISTS (SELECT 1 FROM pledge_template n WHERE n.parkId = {t}.parkId
    AND n.code = {t}.code AND n.audience = {t}.audience AND n.status = 'PUBLISHED' AND n.edition > {t}.edition)
    AND ${GONE_REASON_SQL} IS NULL)`;
}

/** How pledges are read on a day; plates and cases join it. */
export function pledgeListing(today: LocalDate): ListingDefinition {
  const needsRenewal = `CASE WHEN ${needsRenewalSql(today)} THEN 1 ELSE 0 END`;
  return {
    table: 'integrity_pledge',
    fields: {
      ...Object.fromEntries(
        [
          ...['id', 'parkId', 'contentHash', 'audience', 'signatoryId', 'signatoryName', 'validFrom', 'validUntil', 'awaitsGuardian'],
          ...['appealUntil', 'reason', 'offeredAt', 'signedAt', 'reviewedFrom', 'expiringFrom', 'version'],
        ].map((name) => [name, name]),
      ),
      status: statusSql(today),
      goneReason: GONE_REASON_SQL,
      needsRenewal,
    },
    always: ['parkId', 'status', 'validFrom', 'validUntil', 'reviewedFrom', 'expiringFrom', 'goneReason'],
    derive: (row) => {
      showVeilableReason(row);
      if (typeof row.goneReason === 'string') row.goneReason = shownReason(row.goneReason);
      const isWithin = row.validFrom !== null && String(row.validFrom) <= today && today <= String(row.validUntil);
      row.isInForce = isWithin && IN_FORCE_STATUSES.includes(row.status as PledgeStatus) && row.goneReason === null;
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
    const cases = await this.access.parks(caller, 'breaches.read');
    const conditions = [(await this.access.parks(caller, 'pledges.read')).condition(), ...conditionsOf(args, today, cases)];
    const page = await this.listings.page<IntegrityPledgeView>(pledgeListing(today), { ...args, selection, conditions });
    for (const pledge of page.nodes) if (!cases.includes(pledge.parkId)) veilReview(pledge, today);
    return page;
  }

  /** One pledge, or null when there is none in scope. */
  async one(caller: Caller, id: string, selection: Selection): Promise<IntegrityPledgeView | null> {
    const scope = (await this.access.parks(caller, 'pledges.read')).condition();
    const pledge = await this.listings.one<IntegrityPledgeView>(pledgeListing(this.today()), selection, [where('{t}.id = ?', id), scope]);
    const cases = await this.access.parks(caller, 'breaches.read');
    if (pledge && !cases.includes(pledge.parkId)) veilReview(pledge, this.today());
    return pledge;
  }

  /** The pledges of the hosts that the caller is. */
  async myPledges(caller: Caller, { first, after }: PageArgs, selection: Selection): Promise<Page<IntegrityPledgeView>> {
    const request = { selection, conditions: this.own(caller), order: 'NEWEST_FIRST', first, after };
    const page = await this.listings.page<IntegrityPledgeView>(pledgeListing(this.today()), request);
    await this.veilUnnoticed(page.nodes);
    return page;
  }

  /** One of them. */
  async myPledge(caller: Caller, id: string, selection: Selection): Promise<IntegrityPledgeView | null> {
    const conditions = [where('{t}.id = ?', id), ...this.own(caller)];
    const pledge = await this.listings.one<IntegrityPledgeView>(pledgeListing(this.today()), selection, conditions);
    await this.veilUnnoticed(pledge ? [pledge] : []);
    return pledge;
  }

  /** A host learns of a review by the notice of it (INV-42), and then knows of it here as well. */
  private async veilUnnoticed(pledges: readonly IntegrityPledgeView[]): Promise<void> {
    const ids = pledges.map(({ id }) => id);
    if (ids.length === 0) return;
    const noticed = await this.dataSource.query<{ pledgeId: string }[]>(
      `SELECT c.pledgeId AS pledgeId FROM breach_case c WHERE c.parkId IN ${inList(ids)} AND c.pledgeId IN ${inList(ids)}
         AND EXISTS (SELECT 1 FROM breach_history h WHERE h.parkId = c.parkId AND h.caseId = c.id AND h.verb = 'giveBreachNotice')`,
      [...pledges.map(({ parkId }) => parkId), ...ids],
    );
    const known = new Set(noticed.map(({ pledgeId }) => pledgeId));
    for (const pledge of pledges) if (!known.has(pledge.id)) veilReview(pledge, this.today());
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

function conditionsOf({ filter }: PledgesArgs, today: LocalDate, cases: ParkScope): Condition[] {
  const conditions: Condition[] = [];
  if (!filter) return conditions;
  for (const name of ['parkId', 'audience', 'templateId', 'signatoryId'] as const) {
    if (filter[name]) conditions.push(where(`{t}.${name} = ?`, filter[name]));
  }
  if (filter.offerBatchId) conditions.push(where('{t}.batchId = ?', filter.offerBatchId));
  if (filter.status) conditions.push(ofStatus(filter.status, today, cases));
  if (filter.endingUntil) conditions.push(where('{t}.validUntil <= ?', filter.endingUntil));
  if (filter.needsRenewal !== undefined && filter.needsRenewal !== null) {
    conditions.push(where(filter.needsRenewal ? needsRenewalSql(today) : `NOT ${needsRenewalSql(today)}`));
  }
  return conditions;
}

/** Of one of the statuses, as the caller may see them: who does not handle cases finds nothing by an undecided review. */
function ofStatus(statuses: readonly string[], today: LocalDate, cases: ParkScope): Condition {
  const handled = cases.condition();
  const known = whereIn(`(${statusSql(today)})`, statuses);
  const veiled = whereIn(`(${veiledStatusSql(dayLiteral(today), statusSql(today), OVER_SQL)})`, statuses);
  return where(
    `((${handled.sql}) AND ${known.sql}) OR (NOT (${handled.sql}) AND ${veiled.sql})`,
    ...handled.parameters,
    ...known.parameters,
    ...handled.parameters,
    ...veiled.parameters,
  );
}
