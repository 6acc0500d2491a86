import { Injectable } from '@nestjs/common';
import { organizationSummaryListing } from '../../organizations/organizations.queries.js';
import type { OrganizationSummaryView } from '../../organizations/organization.objects.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Clock } from '../../platform/clock/clock.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { Listings, type Selection, where } from '../../platform/database/listing.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { badInput, notFound } from '../../platform/errors/faults.js';
import { selectionBelow } from '../../platform/graphql/selection.js';
import { DevelopmentStage } from '../cases/case-states.js';
import type { CaseStage } from '../machine/case-facts.js';
import { OrganizationSubtrees } from './organization-subtrees.js';
import { type CellNode, totalsOf, withheldCells } from './small-cells.rules.js';
import { groupOf, StageGroup } from './stage-groups.js';
import type { DevelopmentStatisticsView, GroupFiguresView, StageFiguresView } from './statistics.objects.js';
import { isEndedQuarter, medianMonths, type StayCount } from './statistics.rules.js';

/** What is to be counted. */
export interface StatisticsQuestion {
  organizationId: string;
  from: LocalDate;
  to: LocalDate;
}

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
    private readonly subtrees: OrganizationSubtrees,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Throws NOT_FOUND outside the caller's subtrees, and BAD_USER_INPUT for a period that is none or that is too fine for the caller. */
  async statistics(caller: Caller, question: StatisticsQuestion, selection: Selection): Promise<DevelopmentStatisticsView> {
    const { organizationId, from, to } = question;
    const rootId = await this.subtrees.highestRoot(caller, 'development.statistics', organizationId);
    const isExact = await this.subtrees.covers(caller, 'development.read', organizationId);
    requirePeriod(question, isExact, localDateOf(this.clock.now()));
    const figures = isExact ? await this.exact(question) : { stages: [], groups: await this.coarse(question, rootId) };
    const conditions = [where('{t}.id = ?', organizationId)];
    const organization = await this.listings.one<OrganizationSummaryView>(
      organizationSummaryListing,
      selectionBelow(selection, 'organization'),
      conditions,
    );
    if (!organization) throw notFound('organizationId');
    return { organization, from, to, isExact, ...figures };
  }

  private exact(question: StatisticsQuestion): Promise<Pick<DevelopmentStatisticsView, 'groups' | 'stages'>> {
    return this.transactions.run(async (tx) => {
      const rows = await stageRows(tx, question.organizationId, question);
      const left = await leftRows(tx, question);
      const groups = Object.values(StageGroup).map((group) => {
        const within = rows.filter(({ stage }) => groupOf(stage) === group);
        return { group, stockCount: sum(within, 'stockCount'), enteredCount: sum(within, 'groupEnteredCount') };
      });
      return { groups, stages: Object.values(DevelopmentStage).map((stage) => stageFigures(stage, rows, left)) };
    });
  }

  /** Group by group: the cells of the whole tree that the caller may count decide what is shown of one organization. */
  private coarse({ organizationId, ...period }: StatisticsQuestion, rootId: string): Promise<GroupFiguresView[]> {
    return this.transactions.run(async (tx) => {
      const nodes = await tx.rows<CellNode>(
        `SELECT o.id AS id, o.adminParentId AS parentId FROM organization o
         JOIN organization_closure c ON c.descendantId = o.id WHERE c.scopeId = ? AND c.ancestorId = ?`,
        [INSTALLATION_SCOPE, rootId],
      );
      const rows = await stageRows(tx, rootId, period);
      const shown = (within: readonly StageRow[], name: 'stockCount' | 'groupEnteredCount'): number | null => {
        const own = new Map<string, number>();
        for (const row of within) own.set(row.organizationId, (own.get(row.organizationId) ?? 0) + row[name]);
        return withheldCells(nodes, own).has(organizationId) ? null : totalsOf(nodes, own).get(organizationId)!;
      };
      return Object.values(StageGroup).map((group) => {
        const within = rows.filter(({ stage }) => groupOf(stage) === group);
        return { group, stockCount: shown(within, 'stockCount'), enteredCount: shown(within, 'groupEnteredCount') };
      });
    });
  }
}

function requirePeriod({ from, to }: StatisticsQuestion, isExact: boolean, todayOn: LocalDate): void {
  if (from > to) {
    throw badInput(['to'], 'OUT_OF_RANGE', { zh: '最后一天不能早于第一天', en: 'the last day must not lie before the first' });
  }
  if (!isExact && !isEndedQuarter(from, to, todayOn)) {
    throw badInput(['from'], 'NOT_A_QUARTER', {
      zh: '没有党务角色时只提供已结束的整季度的数字,避免由相近时段的差额认出个人(INV-38)',
      en: 'without a party role figures are given for whole quarters that have ended, so that no difference tells a person apart (INV-38)',
    });
  }
}

function sum<Name extends 'stockCount' | 'enteredCount' | 'groupEnteredCount'>(rows: readonly StageRow[], name: Name): number {
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

async function stageRows(tx: Tx, rootId: string, { from, to }: Omit<StatisticsQuestion, 'organizationId'>): Promise<StageRow[]> {
  const subtree = [INSTALLATION_SCOPE, INSTALLATION_SCOPE, rootId];
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

async function leftRows(tx: Tx, { organizationId, from, to }: StatisticsQuestion): Promise<LeftRow[]> {
  const rows = await tx.rows<{ stage: CaseStage; stayedDays: number; total: number | string }>(
    `SELECT stage, stayedDays, COUNT(*) AS total FROM development_stage_interval
     WHERE scopeId = ? AND ${SUBTREE} AND toOn >= ? AND toOn <= ? AND stayedDays IS NOT NULL GROUP BY stage, stayedDays`,
    [INSTALLATION_SCOPE, INSTALLATION_SCOPE, organizationId, from, to],
  );
  return rows.map(({ stage, stayedDays, total }) => ({ stage, stayedDays, count: Number(total) }));
}
