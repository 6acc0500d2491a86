import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { daysOfMonth, type LocalMonth } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../../platform/database/listing.js';
import { Transactions } from '../../platform/database/transactions.js';
import { badInput } from '../../platform/errors/faults.js';
import { CaseScope, showsCases } from '../cases/case-scope.js';
import { caseListing } from '../cases/case.queries.js';
import type { FactKind } from '../machine/case-facts.js';
import type { ForecastArgs, ForecastMonthsArgs } from './forecast.inputs.js';
import type { ForecastEntryView, ForecastMonthView } from './forecast.objects.js';
import { OrganizationSubtrees } from './organization-subtrees.js';

/** Months of one forecast. */
const MONTHS_MAX = 36;
const MONTHS_PER_YEAR = 12;

const outlookListing: ListingDefinition = {
  table: 'development_outlook',
  fields: {
    ...{ id: 'id', caseId: 'caseId', organizationId: 'organizationId', kind: 'kind', stepNumber: 'stepNumber' },
    ...{ earliestOn: 'earliestOn', latestOn: 'latestOn', isWaitingEnough: 'isWaitingEnough', isProvisional: 'isProvisional' },
  },
  always: ['caseId', 'organizationId'],
  derive: (row) => {
    for (const name of ['isWaitingEnough', 'isProvisional']) if (row[name] !== undefined) row[name] = Boolean(row[name]);
  },
  one: { case: { listing: () => caseListing, key: 'caseId' } },
  orders: { EARLIEST_FIRST: { by: ['{t}.earliestOn'], direction: 'ASC' }, LATEST_FIRST: { by: ['{t}.earliestOn'], direction: 'DESC' } },
};

type OutlookRow = ForecastEntryView & { caseId: string; organizationId: string };

/** From when on whose case may take which step. Party roles only; every case that is shown by name leaves its reading (PR-7). */
@Injectable()
export class ForecastQueries {
  constructor(
    private readonly subtrees: OrganizationSubtrees,
    private readonly scope: CaseScope,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
  ) {}

  /** The steps whose first day lies in the months, case by case. */
  async forecast(caller: Caller, args: ForecastArgs, selection: Selection): Promise<Page<ForecastEntryView>> {
    const { kinds, order, first, after, purpose } = args;
    const conditions = await this.conditions(caller, args);
    if (kinds) conditions.push(whereIn('{t}.kind', kinds));
    const page = await this.listings.page<OutlookRow>(outlookListing, { selection, conditions, order, first, after });
    if (page.nodes.length > 0 && showsCases(selection)) {
      const shown = [...new Map(page.nodes.map((row) => [row.caseId, { id: row.caseId, organizationId: row.organizationId }])).values()];
      await this.transactions.run((tx) =>
        this.scope.recordReading(tx, caller, shown, { purpose, fields: ['person', 'stage', 'nextSteps'] }),
      );
    }
    return page;
  }

  /** How many may take which step from which month on. */
  async months(caller: Caller, args: ForecastMonthsArgs): Promise<ForecastMonthView[]> {
    const conditions = await this.conditions(caller, args);
    const filter = conditions.map(({ sql }) => `(${sql.replaceAll('{t}', 'f')})`).join(' AND ');
    const rows = await this.transactions.run((tx) =>
      tx.rows<{ month: LocalMonth; kind: FactKind; total: number | string }>(
        `SELECT SUBSTR(f.earliestOn, 1, 7) AS month, f.kind AS kind, COUNT(DISTINCT f.caseId) AS total FROM development_outlook f
         WHERE ${filter} GROUP BY SUBSTR(f.earliestOn, 1, 7), f.kind ORDER BY SUBSTR(f.earliestOn, 1, 7), f.kind`,
        conditions.flatMap(({ parameters }) => [...parameters]),
      ),
    );
    return rows.map(({ month, kind, total }) => ({ month, kind, casesCount: Number(total) }));
  }

  private async conditions(caller: Caller, { organizationId, fromMonth, toMonth }: ForecastMonthsArgs): Promise<Condition[]> {
    const within = await this.subtrees.within(caller, 'development.read', organizationId);
    const count = monthNumber(toMonth) - monthNumber(fromMonth) + 1;
    if (count < 1 || count > MONTHS_MAX) {
      throw badInput(['toMonth'], 'OUT_OF_RANGE', {
        zh: `须在 fromMonth 起的 ${MONTHS_MAX} 个月之内`,
        en: `must lie within ${MONTHS_MAX} months of fromMonth`,
      });
    }
    const days = [daysOfMonth(fromMonth).first, daysOfMonth(toMonth).last];
    return [where('{t}.scopeId = ?', INSTALLATION_SCOPE), within, where('{t}.earliestOn >= ? AND {t}.earliestOn <= ?', ...days)];
  }
}

function monthNumber(month: LocalMonth): number {
  const [year, inYear] = month.split('-').map(Number) as [number, number];
  return year * MONTHS_PER_YEAR + inYear;
}
