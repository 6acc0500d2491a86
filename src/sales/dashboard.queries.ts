import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Selection } from '../platform/database/listing.js';
import { inList } from '../platform/database/transactions.js';
import { type Period, type PeriodSpans, previousPeriod, spansOf } from './period.rules.js';
import { RollupDimension, UNASSIGNED_MEMBER } from './rollup.entity.js';
import { combine, type RollupFigures } from './rollup.rules.js';
import { figuresOf } from './rollup.service.js';

type Row = Record<keyof RollupFigures, number | string | null> & { memberId: string; span: string; watermarkAt: number | null };

/** One member's figures in a period. */
export interface MemberFigures extends RollupFigures {
  /** Null for what could not be assigned (未分配). */
  memberId: string | null;
  name: string | null;
}

/** A dashboard in the shape of its GraphQL type; parts that were not selected are left out. */
export interface Dashboard {
  parkId: string;
  period: Period;
  totals: RollupFigures;
  previous?: { period: Period; totals: RollupFigures };
  days?: (RollupFigures & { day: string })[];
  streamers?: MemberFigures[];
  products?: MemberFigures[];
  beneficiaries?: MemberFigures[];
  watermarkAt: Date | null;
  isCatchingUp?: boolean;
}

const SUMS = [
  'gmvPaidFen',
  'refundFen',
  'netFen',
  'unitsSold',
  'sessionGrainOrders',
  'orderGrainOrders',
  'skuGrainLines',
  'sessionsHeld',
  'sessionsReported',
  'durationSeconds',
  'views',
  'newFollowers',
] as const;
const COMBINED = [...SUMS.map((name) => `SUM(${name}) AS ${name}`), 'MAX(peakOnline) AS peakOnline'].join(', ');
const MEMBERS_MAX = 5_000;
const NAME_SOURCES = {
  STREAMER: { table: 'streamer', name: 'stageName' },
  PRODUCT: { table: 'brand_product', name: 'name' },
  BENEFICIARY: { table: 'beneficiary', name: 'name' },
} as const;

/** Reads dashboards from rollup rows alone: whole months and the days at the edges, so their cost does not grow with the ledger. */
@Injectable()
export class Dashboards {
  constructor(private readonly dataSource: DataSource) {}

  /** One park's dashboard; only the selected parts are read. */
  async read(parkId: string, period: Period, top: number, selection: Selection): Promise<Dashboard> {
    const spans = spansOf(period);
    const total = await this.total(parkId, spans);
    const dashboard: Dashboard = { parkId, period, totals: total.figures, watermarkAt: total.watermarkAt };
    if (selection.previous) {
      const before = previousPeriod(period);
      dashboard.previous = { period: before, totals: (await this.total(parkId, spansOf(before))).figures };
    }
    if (selection.days) dashboard.days = await this.days(parkId, period);
    if (selection.streamers) dashboard.streamers = await this.members(parkId, spans, 'STREAMER', top);
    if (selection.products) dashboard.products = await this.members(parkId, spans, 'PRODUCT', top);
    if (selection.beneficiaries) dashboard.beneficiaries = await this.members(parkId, spans, 'BENEFICIARY', MEMBERS_MAX);
    if (selection.isCatchingUp) dashboard.isCatchingUp = await this.isCatchingUp(parkId);
    return dashboard;
  }

  /** Net sales of one beneficiary in a period, per day on which sessions started (INV-26). */
  async beneficiaryDays(
    beneficiaryIds: readonly string[],
    period: Period,
  ): Promise<{ beneficiaryId: string; name: string; day: string; netFen: bigint; sessionsHeld: number }[]> {
    if (beneficiaryIds.length === 0) return [];
    const rows = await this.dataSource.query<
      { beneficiaryId: string; name: string; day: string; netFen: number | string; sessionsHeld: number }[]
    >(
      `SELECT r.memberId AS beneficiaryId, b.name AS name, r.span AS day, r.netFen AS netFen, r.sessionsHeld AS sessionsHeld
       FROM beneficiary b JOIN sales_rollup r ON r.parkId = b.parkId AND r.spanKind = 'DAY' AND r.dimension = 'BENEFICIARY' AND r.memberId = b.id
       WHERE b.id IN ${inList(beneficiaryIds)} AND r.span BETWEEN ? AND ? ORDER BY r.span, r.memberId`,
      [...beneficiaryIds, period.from, period.to],
    );
    return rows.map((row) => ({ ...row, netFen: BigInt(row.netFen), sessionsHeld: Number(row.sessionsHeld) }));
  }

  private async total(parkId: string, spans: PeriodSpans): Promise<{ figures: RollupFigures; watermarkAt: Date | null }> {
    const rows = await this.rollups(parkId, spans, 'PARK', '', '');
    const watermarks = rows.flatMap((row) => (row.watermarkAt === null ? [] : [Number(row.watermarkAt)]));
    return { figures: combine(rows.map(figuresOf)), watermarkAt: watermarks.length === 0 ? null : new Date(Math.max(...watermarks)) };
  }

  private async days(parkId: string, period: Period): Promise<(RollupFigures & { day: string })[]> {
    const rows = await this.dataSource.query<Row[]>(
      `SELECT span, ${SUMS.join(', ')}, peakOnline FROM sales_rollup
       WHERE parkId = ? AND spanKind = 'DAY' AND dimension = 'PARK' AND span BETWEEN ? AND ? AND memberId = ? ORDER BY span`,
      [parkId, period.from, period.to, UNASSIGNED_MEMBER],
    );
    return rows.map((row) => ({ ...figuresOf(row), day: row.span }));
  }

  /** The members with the highest net, and what is not assigned (未分配) as a row of its own, last. */
  private async members(parkId: string, spans: PeriodSpans, dimension: keyof typeof NAME_SOURCES, top: number): Promise<MemberFigures[]> {
    const source = NAME_SOURCES[dimension];
    const rows = await this.rollups(parkId, spans, dimension, 'memberId', ' GROUP BY memberId');
    const byMember = new Map<string, RollupFigures[]>();
    for (const row of rows) byMember.set(row.memberId, [...(byMember.get(row.memberId) ?? []), figuresOf(row)]);
    const members = [...byMember].map(([memberId, figures]) => ({ memberId, figures: combine(figures) }));
    const assigned = members.filter((member) => member.memberId !== UNASSIGNED_MEMBER).sort((left, right) => compareNet(left, right));
    const shown = [...assigned.slice(0, top), ...members.filter((member) => member.memberId === UNASSIGNED_MEMBER)];
    const names = await this.names(
      parkId,
      source,
      shown.map((member) => member.memberId),
    );
    return shown.map(({ memberId, figures }) => ({
      ...figures,
      memberId: memberId === UNASSIGNED_MEMBER ? null : memberId,
      name: names.get(memberId) ?? null,
    }));
  }

  private async names(parkId: string, source: { table: string; name: string }, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.dataSource.query<{ id: string; name: string }[]>(
      `SELECT id, ${source.name} AS name FROM ${source.table} WHERE parkId = ? AND id IN ${inList(ids)}`,
      [parkId, ...ids],
    );
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  private async rollups(parkId: string, spans: PeriodSpans, dimension: RollupDimension, columns: string, group: string): Promise<Row[]> {
    const read = (spanKind: string, keys: readonly string[]) =>
      keys.length === 0
        ? Promise.resolve<Row[]>([])
        : this.dataSource.query<Row[]>(
            `SELECT ${columns ? `${columns}, ` : ''}MAX(watermarkAt) AS watermarkAt, ${COMBINED} FROM sales_rollup
             WHERE parkId = ? AND spanKind = ? AND dimension = ? AND span IN ${inList(keys)}${group}`,
            [parkId, spanKind, dimension, ...keys],
          );
    return [...(await read('MONTH', spans.months)), ...(await read('DAY', spans.days))];
  }

  private async isCatchingUp(parkId: string): Promise<boolean> {
    const open = await this.dataSource.query<unknown[]>(
      `SELECT id FROM job WHERE scopeId = ? AND name IN ('sales.recompute-session', 'sales.recompute-day') AND status NOT IN ('DONE', 'DEAD') LIMIT 1`,
      [parkId],
    );
    return open.length > 0;
  }
}

function compareNet(left: { memberId: string; figures: RollupFigures }, right: { memberId: string; figures: RollupFigures }): number {
  if (left.figures.netFen !== right.figures.netFen) return left.figures.netFen > right.figures.netFen ? -1 : 1;
  return left.memberId < right.memberId ? -1 : 1;
}
