import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access } from '../../access/access.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { WorkCalendar } from '../../platform/calendar/work-calendar.js';
import { WorkCalendars } from '../../platform/calendar/work-calendars.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { type ListingDefinition, Listings, type Page, type Selection, where, whereIn } from '../../platform/database/listing.js';
import { badInput } from '../../platform/errors/faults.js';
import { Transactions } from '../../platform/database/transactions.js';
import type { PageArgs } from '../../platform/graphql/connection.js';
import { showReason } from '../../platform/reasons/program-reasons.js';
import { pledgeListing } from '../pledges.queries.js';
import type { PledgeClauseView } from '../templates.objects.js';
import { templateListing } from '../templates.queries.js';
import { AllegationOutcome, type BreachDecision, BreachStatus } from './breach-states.js';
import { BreachTextKeeper, type CaseText } from './breach-texts.js';
import { hearingSpan, shownCount } from './breach.rules.js';
import type { AffectedSessionsArgs } from './affected.inputs.js';
import type { AffectedSessionView, MyBreachCaseView } from './affected.objects.js';
import type { BreachCasesArgs, BreachStatisticsArgs } from './breaches.inputs.js';
import type { BreachCaseView, BreachCountView } from './breaches.objects.js';

/** Fields of a case whose showing is audited. */
const SHOWN_FIELDS = ['signatoryName', 'status', 'decisionReason'];

const DECISION_OF: Partial<Record<BreachStatus, BreachDecision>> = {
  CLEARED: 'CLEARED',
  WARNED: 'WARNED',
  REVOKED: 'REVOKED',
  APPEALED: 'REVOKED',
  REINSTATED: 'REVOKED',
  FINAL: 'REVOKED',
};

const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
const allegationListing: ListingDefinition = {
  table: 'breach_allegation',
  fields: named(['id', 'source', 'receivedOn', 'happenedOn', 'outcome']),
};
const historyListing: ListingDefinition = {
  table: 'breach_history',
  fields: named(['id', 'verb', 'fromStatus', 'toStatus', 'reason', 'at']),
};
const affectedListing: ListingDefinition = {
  table: 'breach_affected_session',
  fields: named(['id', 'parkId', 'sessionId', 'sessionNumber', 'title', 'plannedStartAt', 'decision', 'reason', 'version']),
  derive: showReason,
  orders: { STARTING_FIRST: { by: ['{t}.plannedStartAt'], direction: 'ASC' } },
};

function caseListing(today: string, calendar: WorkCalendar): ListingDefinition {
  return {
    table: 'breach_case',
    fields: {
      ...named([
        ...[
          'id',
          'parkId',
          'audience',
          'signatoryName',
          'status',
          'clauseNumbers',
          'openedOn',
          'noticeGivenOn',
          'noticeReference',
          'heardOn',
        ],
        ...['decidedOn', 'decisionReference', 'findingsReference', 'decisionReason', 'appealUntil', 'appealedOn', 'appealDecidedOn'],
        ...['appealReference', 'appealReason', 'version'],
      ]),
      /* Of the text under which they were alleged, which stays when the pledge is renewed under another one (INV-39). */
      clauses: '(SELECT w.clauses FROM pledge_template w WHERE w.id = {t}.templateId)',
      hasStatement: 'CASE WHEN {t}.statementSealed IS NULL THEN 0 ELSE 1 END',
    },
    json: ['clauseNumbers', 'clauses'],
    always: ['parkId', 'status', 'noticeGivenOn', 'clauseNumbers'],
    derive: (row) => {
      const span = row.noticeGivenOn === null ? null : hearingSpan(calendar, String(row.noticeGivenOn));
      row.hearingUntil = span?.endsOn ?? null;
      row.isHearingProvisional = span?.isProvisional ?? false;
      row.decision = DECISION_OF[row.status as BreachStatus] ?? null;
      if (row.clauses) row.clauses = allegedAmong(row.clauses as PledgeClauseView[], row.clauseNumbers as number[]);
      if (row.hasStatement !== undefined) row.hasStatement = Number(row.hasStatement) === 1;
    },
    one: {
      pledge: { listing: () => pledgeListing(today), key: 'pledgeId' },
      template: { listing: () => templateListing, key: 'templateId' },
    },
    many: {
      allegations: { listing: () => allegationListing, ownerKey: 'caseId', orderBy: '{t}.receivedOn, {t}.id', scope: 'parkId' },
      affectedSessions: { listing: () => affectedListing, ownerKey: 'caseId', orderBy: '{t}.plannedStartAt, {t}.id', scope: 'parkId' },
      history: { listing: () => historyListing, ownerKey: 'caseId', orderBy: '{t}.at, {t}.id', scope: 'parkId' },
    },
    orders: {
      NEWEST_FIRST: { by: ['{t}.openedOn'], direction: 'DESC' },
      OLDEST_FIRST: { by: ['{t}.openedOn'], direction: 'ASC' },
    },
  };
}

function allegedAmong(clauses: readonly PledgeClauseView[], numbers: readonly number[]): PledgeClauseView[] {
  return clauses.filter(({ number }) => numbers.includes(number));
}

/** How cases are read on a day, with the days of the hearing by the calendar of that moment. */
@Injectable()
export class HearingDays {
  constructor(
    private readonly calendars: WorkCalendars,
    private readonly clock: Clock,
    private readonly texts: BreachTextKeeper,
  ) {}

  async listing(): Promise<ListingDefinition> {
    return caseListing(localDateOf(this.clock.now()), await this.calendars.load());
  }

  /** The same for the party itself, which sees the notice and its own words in clear. */
  async ownListing(): Promise<ListingDefinition> {
    const listing = await this.listing();
    const texts: Record<CaseText, string> = { noticeSummary: 'noticeSummarySealed', statement: 'statementSealed', appeal: 'appealSealed' };
    return {
      ...listing,
      fields: { ...listing.fields, ...texts },
      derive: (row) => {
        listing.derive?.(row);
        for (const name of Object.keys(texts) as CaseText[]) {
          if (row[name] !== undefined) row[name] = this.texts.opened(String(row.id), name, row[name] as string | null);
        }
      },
    };
  }
}

/** Reads of cases. Each is audited; none shows what was alleged or by whom. */
@Injectable()
export class BreachQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly dataSource: DataSource,
    private readonly days: HearingDays,
  ) {}

  /** A page of cases of the caller's parks. */
  async page(caller: Caller, args: BreachCasesArgs, selection: Selection): Promise<Page<BreachCaseView>> {
    const conditions = [(await this.access.parks(caller, 'breaches.read')).condition()];
    const { parkId, status, pledgeId } = args.filter ?? {};
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (pledgeId) conditions.push(where('{t}.pledgeId = ?', pledgeId));
    if (status) conditions.push(whereIn('{t}.status', status));
    const page = await this.listings.page<BreachCaseView>(await this.days.listing(), { ...args, selection, conditions });
    await this.auditShown(caller, page.nodes);
    return page;
  }

  /** One case, or null when there is none in scope. */
  async one(caller: Caller, id: string, selection: Selection): Promise<BreachCaseView | null> {
    const scope = (await this.access.parks(caller, 'breaches.read')).condition();
    const found = await this.listings.one<BreachCaseView>(await this.days.listing(), selection, [where('{t}.id = ?', id), scope]);
    await this.auditShown(caller, found ? [found] : []);
    return found;
  }

  /** The cases about the pledges of the hosts that the caller is, once they were given notice. */
  async mine(caller: Caller, { first, after }: PageArgs, selection: Selection): Promise<Page<MyBreachCaseView>> {
    const request = { selection, conditions: this.own(caller), order: 'NEWEST_FIRST', first, after };
    return this.listings.page<MyBreachCaseView>(await this.days.ownListing(), request);
  }

  /** One of them. */
  async myOne(caller: Caller, id: string, selection: Selection): Promise<MyBreachCaseView | null> {
    const conditions = [where('{t}.id = ?', id), ...this.own(caller)];
    return this.listings.one<MyBreachCaseView>(await this.days.ownListing(), selection, conditions);
  }

  /** Sessions that wait for a decision or had one; without anything about the case. */
  async affected(caller: Caller, args: AffectedSessionsArgs, selection: Selection): Promise<Page<AffectedSessionView>> {
    const conditions = [(await this.access.parks(caller, 'pledges.read')).condition()];
    const { parkId, decision } = args.filter ?? {};
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (decision) conditions.push(where('{t}.decision = ?', decision));
    return this.listings.page<AffectedSessionView>(affectedListing, { ...args, selection, conditions });
  }

  async affectedOne(caller: Caller, id: string, selection: Selection): Promise<AffectedSessionView | null> {
    const scope = (await this.access.parks(caller, 'pledges.read')).condition();
    return this.listings.one<AffectedSessionView>(affectedListing, selection, [where('{t}.id = ?', id), scope]);
  }

  /** Counts of cases by status and of allegations by outcome, without names; small numbers only for those who handle cases (INV-38). */
  async statistics(caller: Caller, { parkId, from, to }: BreachStatisticsArgs): Promise<BreachCountView[]> {
    if (from > to)
      throw badInput(['to'], 'OUT_OF_RANGE', { zh: '最后一天不能早于第一天', en: 'the last day must not lie before the first' });
    if (!(await this.access.parks(caller, 'pledges.read')).includes(parkId)) return [];
    const isExact = (await this.access.parks(caller, 'breaches.read')).includes(parkId);
    const period = [parkId, from, to];
    type Row = { kind: string; total: number | string };
    const cases = await this.dataSource.query<Row[]>(
      'SELECT status AS kind, COUNT(*) AS total FROM breach_case WHERE parkId = ? AND openedOn >= ? AND openedOn <= ? GROUP BY status',
      period,
    );
    const allegations = await this.dataSource.query<Row[]>(
      `SELECT a.outcome AS kind, COUNT(*) AS total FROM breach_case c JOIN breach_allegation a ON a.parkId = c.parkId AND a.caseId = c.id
       WHERE c.parkId = ? AND c.openedOn >= ? AND c.openedOn <= ? GROUP BY a.outcome`,
      period,
    );
    const counted = (prefix: string, kinds: readonly string[], rows: readonly Row[]) =>
      kinds.map((kind) => ({
        kind: `${prefix}.${kind}`,
        ...shownCount(Number(rows.find((row) => row.kind === kind)?.total ?? 0), isExact),
      }));
    return [
      ...counted('CASE', Object.values(BreachStatus), cases),
      ...counted('ALLEGATION', Object.values(AllegationOutcome), allegations),
    ];
  }

  private own(caller: Caller) {
    const ownIds = this.access.ownIds(caller, 'own.pledges', 'STREAMER');
    const wasNoticed = `EXISTS (SELECT 1 FROM breach_history h WHERE h.parkId = {t}.parkId AND h.caseId = {t}.id AND h.verb = 'giveBreachNotice')`;
    return [where(`{t}.audience = 'STREAMER' AND ${wasNoticed}`), whereIn('{t}.signatoryId', ownIds)];
  }

  private async auditShown(caller: Caller, shown: readonly BreachCaseView[]): Promise<void> {
    if (shown.length === 0) return;
    await this.transactions.run(async (tx) => {
      for (const parkId of new Set(shown.map((breach) => breach.parkId))) {
        const recordIds = shown.filter((breach) => breach.parkId === parkId).map(({ id }) => id);
        await this.audit.recordRead(tx, caller, { scopeId: parkId, recordKind: 'BreachCase', recordIds, fields: SHOWN_FIELDS });
      }
    });
  }
}
