import { Injectable } from '@nestjs/common';
import { organizationSummaryListing } from '../../organizations/organizations.queries.js';
import type { OrganizationSummaryView } from '../../organizations/organization.objects.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { Listings, type Selection, where } from '../../platform/database/listing.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { selectionBelow } from '../../platform/graphql/selection.js';
import { DevelopmentStage } from '../cases/case-states.js';
import type { CaseStage } from '../machine/case-facts.js';
import { type CellView, type CountedPeriod, OrganizationCells } from './organization-cells.js';
import { groupOf, StageGroup } from './stage-groups.js';
import type { DevelopmentStatisticsView, StageFiguresView } from './statistics.objects.js';
import { medianMonths, type StayCount } from './statistics.rules.js';

/** Figures of one stage in one organization. */
interface StageRow {
  organizationId: string;
  stage: CaseStage;
  stockCount: number;
  enteredCount: number;
  groupEnteredCount: number;
  oldestSince: LocalDate | null;
}

interface LeftRow extends StayCount {
  stage: CaseStage;
}

const SUBTREE = 'organizationId IN (SELECT descendantId FROM organization_closure WHERE scopeId = ? AND ancestorId = ?)';

/**
 * Stock on a day, flow in a period, and how long stays last, from the stretches that are kept of each case: no fact is read. Whoever reads
 * cases of the organization sees exact figures; others see those that tell no person apart (INV-38).
 */
@Injectable()
export class StatisticsQueries {
  constructor(
    private readonly cells: OrganizationCells,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
  ) {}

  /** Throws as `OrganizationCells.viewFor` does. */
  async statistics(caller: Caller, period: CountedPeriod, selection: Selection): Promise<DevelopmentStatisticsView> {
    const { organizationId, from, to } = period;
    const viewIn = await this.cells.viewFor(caller, period);
    const figures = await this.transactions.run(async (tx) => this.figures(tx, await viewIn(tx), period));
    const conditions = [where('{t}.id = ?', organizationId)];
    const organization = await this.listings.one<OrganizationSummaryView>(
      organizationSummaryListing,
      selectionBelow(selection, 'organization'),
      conditions,
    );
    return { organization: organization!, from, to, ...figures };
  }

  private async figures(
    tx: Tx,
    view: CellView,
    period: CountedPeriod,
  ): Promise<Pick<DevelopmentStatisticsView, 'isExact' | 'groups' | 'stages'>> {
    const { isExact } = view;
    const rows = await stageRows(tx, period);
    const groups = Object.values(StageGroup).map((group) => {
      const within = rows.filter(({ stage }) => groupOf(stage) === group);
      const by = (name: 'stockCount' | 'groupEnteredCount') => byOrganization(within, name);
      return { group, stockCount: view.showStock(by('stockCount')), enteredCount: view.showFlow(by('groupEnteredCount')) };
    });
    if (!isExact) return { isExact, groups, stages: [] };
    const left = await leftRows(tx, period);
    return { isExact, groups, stages: Object.values(DevelopmentStage).map((stage) => stageFigures(stage, rows, left)) };
  }
}

function byOrganization(rows: readonly StageRow[], name: 'stockCount' | 'groupEnteredCount'): Map<string, number> {
  const own = new Map<string, number>();
  for (const row of rows) own.set(row.organizationId, (own.get(row.organizationId) ?? 0) + row[name]);
  return own;
}

function sum<Name extends 'stockCount' | 'enteredCount'>(rows: readonly StageRow[], name: Name): number {
  return rows.reduce((total, row) => total + row[name], 0);
}

function stageFigures(stage: keyof typeof DevelopmentStage, rows: readonly StageRow[], left: readonly LeftRow[]): StageFiguresView {
  const within = rows.filter((row) => row.stage === stage);
  const stays = left.filter((row) => row.stage === stage);
  const since = within.flatMap(({ oldestSince }) => oldestSince ?? []).sort();
  return {
    stage,
    stockCount: sum(within, 'stockCount'),
    enteredCount: sum(within, 'enteredCount'),
    leftCount: stays.reduce((total, { count }) => total + count, 0),
    medianMonths: medianMonths(stays),
    oldestSince: since[0] ?? null,
  };
}

async function stageRows(tx: Tx, { organizationId, from, to }: CountedPeriod): Promise<StageRow[]> {
  const subtree = [INSTALLATION_SCOPE, INSTALLATION_SCOPE, organizationId];
  const stock = await tx.rows<Record<string, unknown>>(
    `SELECT organizationId, stage, COUNT(*) AS stockCount, MIN(stageFromOn) AS oldestSince FROM development_stage_interval
     WHERE scopeId = ? AND ${SUBTREE} AND fromOn <= ? AND (toOn IS NULL OR toOn > ?) GROUP BY organizationId, stage`,
    [...subtree, to, to],
  );
  const entered = await tx.rows<Record<string, unknown>>(
    `SELECT organizationId, stage, SUM(CASE WHEN isEntry THEN 1 ELSE 0 END) AS enteredCount,
       SUM(CASE WHEN isGroupEntry THEN 1 ELSE 0 END) AS groupEnteredCount FROM development_stage_interval
     WHERE scopeId = ? AND ${SUBTREE} AND fromOn >= ? AND fromOn <= ? GROUP BY organizationId, stage`,
    [...subtree, from, to],
  );
  return [...stock, ...entered].map((row) => ({
    organizationId: row.organizationId as string,
    stage: row.stage as CaseStage,
    stockCount: Number(row.stockCount ?? 0),
    enteredCount: Number(row.enteredCount ?? 0),
    groupEnteredCount: Number(row.groupEnteredCount ?? 0),
    oldestSince: (row.oldestSince as LocalDate | null | undefined) ?? null,
  }));
}

async function leftRows(tx: Tx, { organizationId, from, to }: CountedPeriod): Promise<LeftRow[]> {
  const rows = await tx.rows<{ stage: CaseStage; stayedDays: number; total: number | string }>(
    `SELECT stage, stayedDays, COUNT(*) AS total FROM development_stage_interval
     WHERE scopeId = ? AND ${SUBTREE} AND toOn >= ? AND toOn <= ? AND stayedDays IS NOT NULL GROUP BY stage, stayedDays`,
    [INSTALLATION_SCOPE, INSTALLATION_SCOPE, organizationId, from, to],
  );
  return rows.map(({ stage, stayedDays, total }) => ({ stage, stayedDays, count: Number(total) }));
}
