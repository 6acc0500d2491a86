import { Injectable } from '@nestjs/common';
import { organizationSummaryListing } from '../../organizations/organizations.queries.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { addMonths, daysBetween, isLocalDate, type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../../platform/database/listing.js';
import { Transactions } from '../../platform/database/transactions.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { requestContext } from '../../platform/operations/request-context.js';
import { CaseScope, showsCases } from '../cases/case-scope.js';
import { caseListing } from '../cases/case.queries.js';
import type { RuleSetId } from '../rule-sets/rule-set.js';
import type { DueListArgs, InspectionsArgs } from './due-list.inputs.js';
import type { DueItemView, InspectionsView } from './due-list.objects.js';
import { OrganizationSubtrees } from './organization-subtrees.js';
import { citationOf, DevelopmentDeadlineCode } from './reminder-texts.js';

const deadlineListing: ListingDefinition = {
  table: 'development_deadline',
  fields: {
    id: 'id',
    caseId: 'caseId',
    organizationId: 'organizationId',
    code: 'code',
    ruleId: 'ruleId',
    ruleSetId: 'ruleSetId',
    dueOn: 'dueOn',
    isProvisional: 'isProvisional',
  },
  always: ['caseId', 'organizationId', 'code', 'ruleId', 'ruleSetId', 'dueOn'],
  one: { case: { listing: () => caseListing, key: 'caseId' } },
  orders: { DUE_FIRST: { by: ['{t}.dueOn'], direction: 'ASC' }, DUE_LAST: { by: ['{t}.dueOn'], direction: 'DESC' } },
};

/** Without the person's consent nothing can be recorded, so nothing is due either (PR-2). */
const CONSENTED = `NOT EXISTS (SELECT 1 FROM development_case w WHERE w.id = {t}.caseId AND w.consentWithdrawnOn IS NOT NULL)`;

type DueRow = DueItemView & { caseId: string; organizationId: string };

/** What is due, and what is late, in an organization and below it. */
@Injectable()
export class DueListQueries {
  constructor(
    private readonly subtrees: OrganizationSubtrees,
    private readonly scope: CaseScope,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Deadlines that are not met, the longest overdue first. Every case that is shown leaves its reading in the audit trail (PR-7). */
  async dueList(caller: Caller, args: DueListArgs, selection: Selection): Promise<Page<DueItemView>> {
    const { organizationId, code, order, first, after, purpose } = args;
    const within = await this.subtrees.within(caller, 'development.read', organizationId);
    const conditions = [where('{t}.scopeId = ? AND {t}.metOn IS NULL', INSTALLATION_SCOPE), within, where(CONSENTED)];
    if (code) conditions.push(where('{t}.code = ?', code));
    const page = await this.listings.page<DueRow>(deadlineListing, { selection, conditions, order, first, after });
    if (page.nodes.length > 0 && showsCases(selection)) {
      const shown = [...new Map(page.nodes.map((row) => [row.caseId, { id: row.caseId, organizationId: row.organizationId }])).values()];
      await this.transactions.run((tx) =>
        this.scope.recordReading(tx, caller, shown, { purpose, fields: ['person', 'stage', 'deadlines'] }),
      );
    }
    const day = args.asOfDay ?? localDateOf(this.clock.now());
    for (const row of page.nodes) complete(row, day);
    return page;
  }

  /** Half-yearly inspections by organization: how many are due within a month and how many are late (R07). Who they are is in the due list. */
  async inspections(caller: Caller, args: InspectionsArgs, selection: Selection): Promise<Page<InspectionsView>> {
    const { organizationId, order, first, after } = args;
    const within = await this.subtrees.within(caller, 'development.read', organizationId, '{t}.id');
    const listing = inspectionListing(args.asOfDay ?? localDateOf(this.clock.now()));
    return this.listings.page<InspectionsView>(listing, { selection, conditions: [within, where(HAS_INSPECTIONS)], order, first, after });
  }
}

function complete(row: DueRow, day: LocalDate): void {
  const { locale } = requestContext();
  const article = citationOf(row.ruleId, row.ruleSetId as RuleSetId);
  row.what = wordOf(DevelopmentDeadlineCode, row.code)[locale];
  row.article = article[locale];
  row.isSecondHand = article.isSecondHand;
  row.isProvisional = Boolean(row.isProvisional);
  row.overdueDays = Math.max(0, daysBetween(row.dueOn, day));
  row.isOverdue = row.dueOn < day;
}

const OPEN_INSPECTIONS = `FROM development_deadline d WHERE d.scopeId = '${INSTALLATION_SCOPE}' AND d.organizationId = {t}.id AND d.metOn IS NULL AND d.code = 'INSPECTION'`;
const HAS_INSPECTIONS = `EXISTS (SELECT 1 ${OPEN_INSPECTIONS})`;
const ACTIVISTS = `FROM development_case c WHERE c.scopeId = '${INSTALLATION_SCOPE}' AND c.organizationId = {t}.id AND c.stage IN ('ACTIVIST', 'IN_PUBLICITY')`;

/** Rows of organizations with counts of their inspections as of a day. */
function inspectionListing(day: LocalDate): ListingDefinition {
  if (!isLocalDate(day)) throw new Error(`${day} is not a day`);
  const late = `(SELECT COUNT(DISTINCT d.caseId) ${OPEN_INSPECTIONS} AND d.dueOn < '${day}')`;
  return {
    table: 'organization',
    fields: {
      id: 'id',
      activistsCount: `(SELECT COUNT(*) ${ACTIVISTS})`,
      dueCount: `(SELECT COUNT(DISTINCT d.caseId) ${OPEN_INSPECTIONS} AND d.dueOn >= '${day}' AND d.dueOn <= '${addMonths(day, 1)}')`,
      lateCount: late,
      nextDueOn: `(SELECT MIN(d.dueOn) ${OPEN_INSPECTIONS} AND d.dueOn >= '${day}')`,
    },
    derive: (row) => {
      for (const name of ['activistsCount', 'dueCount', 'lateCount']) if (row[name] !== undefined) row[name] = Number(row[name]);
    },
    one: { organization: { listing: () => organizationSummaryListing, key: 'id' } },
    orders: {
      LATE_FIRST: { by: [`0 - ${late}`, '{t}.name'], direction: 'ASC' },
      NAME: { by: ['{t}.name'], direction: 'ASC' },
    },
  };
}
