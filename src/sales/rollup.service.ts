import { Injectable } from '@nestjs/common';
import { daysOfMonth, type LocalDate, localMonthOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { SalesRollup } from './rollup.entity.js';
import {
  combine,
  type DayFacts,
  type HeldSession,
  type LedgerSum,
  type RollupDraft,
  type RollupFigures,
  rollupsOfDay,
} from './rollup.rules.js';
import type { HostShare } from './attribution.rules.js';

/** Statuses of sessions that took place. */
export const HELD_STATUSES = ['ENDED', 'ABORTED', 'TALLIED', 'CLOSED'] as const;
/** Ids in one IN list. */
const IDS_PER_STATEMENT_MAX = 500;
/** Metrics that a rollup carries; the others are read per session. */
const ROLLED_METRICS = ['peakOnline', 'views', 'newFollowers'] as const;

interface SessionRow {
  id: string;
  actualStartAt: number | null;
  actualEndAt: number | null;
  grainOfRecord: string | null;
}

const FIGURE_COLUMNS =
  'gmvPaidFen, refundFen, netFen, unitsSold, sessionGrainOrders, orderGrainOrders, skuGrainLines, sessionsHeld, sessionsReported, durationSeconds, peakOnline, views, newFollowers';

type RawFigures = Record<keyof RollupFigures, number | string | null>;

function asBigInt(value: number | string | null): bigint {
  return BigInt(value ?? 0);
}

/** Figures as the driver gives them (numbers or texts), made exact. */
export function figuresOf(row: RawFigures): RollupFigures {
  return {
    gmvPaidFen: asBigInt(row.gmvPaidFen),
    refundFen: asBigInt(row.refundFen),
    netFen: asBigInt(row.netFen),
    unitsSold: Number(row.unitsSold),
    sessionGrainOrders: Number(row.sessionGrainOrders),
    orderGrainOrders: Number(row.orderGrainOrders),
    skuGrainLines: Number(row.skuGrainLines),
    sessionsHeld: Number(row.sessionsHeld),
    sessionsReported: Number(row.sessionsReported),
    durationSeconds: asBigInt(row.durationSeconds),
    peakOnline: row.peakOnline === null ? null : Number(row.peakOnline),
    views: row.views === null ? null : asBigInt(row.views),
    newFollowers: row.newFollowers === null ? null : Number(row.newFollowers),
  };
}

/**
 * Computes rollups from ledger and observations. Everything is recomputed, nothing is added to: running twice changes nothing (INV-37).
 * The caller serializes the runs of one park and month.
 */
@Injectable()
export class Rollups {
  /** Recomputes one park's day and the month that contains it. */
  async recomputeDay(tx: Tx, parkId: string, day: LocalDate): Promise<void> {
    const facts = await this.factsOf(tx, parkId, day);
    await this.replace(tx, parkId, 'DAY', day, rollupsOfDay(facts), facts.watermarkAt);
    await this.recomputeMonth(tx, parkId, localMonthOf(day));
  }

  /** Recomputes the totals of one session from its entries. */
  async recomputeSession(tx: Tx, parkId: string, sessionId: string): Promise<void> {
    const rows = await tx.rows<{
      ofKind: string;
      amountFen: number | string;
      quantity: number | string;
      orderCount: number | string;
      watermarkAt: number | string;
    }>(
      `SELECT ofKind, SUM(amountFen) AS amountFen, SUM(quantity) AS quantity, SUM(orderCount) AS orderCount, MAX(recordedAt) AS watermarkAt
       FROM sales_entry WHERE parkId = ? AND sessionId = ? GROUP BY ofKind`,
      [parkId, sessionId],
    );
    const sale = rows.find((row) => row.ofKind === 'SALE');
    const refund = rows.find((row) => row.ofKind === 'REFUND');
    const watermark = rows.length === 0 ? null : Math.max(...rows.map((row) => Number(row.watermarkAt)));
    await tx.execute(
      'UPDATE session_tally SET gmvPaidFen = ?, refundFen = ?, unitsSold = ?, orderCount = ?, watermarkAt = ?, computedAt = ? WHERE parkId = ? AND sessionId = ?',
      [
        asBigInt(sale?.amountFen ?? 0).toString(),
        (-asBigInt(refund?.amountFen ?? 0)).toString(),
        Number(sale?.quantity ?? 0) + Number(refund?.quantity ?? 0),
        Number(sale?.orderCount ?? 0) + Number(refund?.orderCount ?? 0),
        watermark,
        tx.at.getTime(),
        parkId,
        sessionId,
      ],
    );
  }

  private async recomputeMonth(tx: Tx, parkId: string, month: string): Promise<void> {
    const { first, last } = daysOfMonth(month);
    const days = await tx.rows<RawFigures & { dimension: RollupDraft['dimension']; memberId: string; watermarkAt: number | null }>(
      `SELECT dimension, memberId, watermarkAt, ${FIGURE_COLUMNS} FROM sales_rollup
       WHERE parkId = ? AND spanKind = 'DAY' AND dimension IN ('PARK', 'STREAMER', 'PRODUCT', 'BENEFICIARY') AND span BETWEEN ? AND ?`,
      [parkId, first, last],
    );
    const members = new Map<string, { dimension: RollupDraft['dimension']; memberId: string; rows: RollupFigures[] }>();
    let watermark: number | null = null;
    for (const day of days) {
      const key = `${day.dimension}/${day.memberId}`;
      const member = members.get(key) ?? { dimension: day.dimension, memberId: day.memberId, rows: [] };
      member.rows.push(figuresOf(day));
      members.set(key, member);
      if (day.watermarkAt !== null) watermark = Math.max(watermark ?? 0, Number(day.watermarkAt));
    }
    const drafts = [...members.values()].map(({ dimension, memberId, rows }) => ({ dimension, memberId, ...combine(rows) }));
    await this.replace(tx, parkId, 'MONTH', month, drafts, watermark === null ? null : new Date(watermark));
  }

  private async replace(
    tx: Tx,
    parkId: string,
    spanKind: string,
    span: string,
    drafts: readonly RollupDraft[],
    watermarkAt: Date | null,
  ): Promise<void> {
    await tx.execute(
      `DELETE FROM sales_rollup WHERE parkId = ? AND spanKind = ? AND dimension IN ('PARK', 'STREAMER', 'PRODUCT', 'BENEFICIARY') AND span = ?`,
      [parkId, spanKind, span],
    );
    await tx.insert(
      SalesRollup,
      drafts.map((draft) => ({ id: newId(), parkId, spanKind, span, ...draft, watermarkAt, computedAt: tx.at })),
    );
  }

  private async factsOf(tx: Tx, parkId: string, day: LocalDate): Promise<DayFacts> {
    const { sums, watermarkAt } = await this.ledgerSums(tx, parkId, day);
    const sessions = await this.heldSessions(tx, parkId, day);
    const sessionIds = [...new Set([...sums.map((sum) => sum.sessionId), ...sessions.map((session) => session.sessionId)])];
    return { sums, sessions, watermarkAt, hosts: await this.hostsOf(tx, parkId, sessionIds) };
  }

  /* A product code that was mapped after booking counts for its product from then on; the ledger itself stays as it is. */
  private async ledgerSums(tx: Tx, parkId: string, day: LocalDate): Promise<{ sums: LedgerSum[]; watermarkAt: Date | null }> {
    const rows = await tx.rows<
      Record<'sessionId' | 'grain' | 'ofKind', string> &
        Record<'amountFen' | 'quantity' | 'orderCount' | 'watermarkAt', number | string> & { productId: string | null }
    >(
      `SELECT e.sessionId AS sessionId, COALESCE(e.productId, c.productId) AS productId, e.grain AS grain, e.ofKind AS ofKind,
              SUM(e.amountFen) AS amountFen, SUM(e.quantity) AS quantity, SUM(e.orderCount) AS orderCount, MAX(e.recordedAt) AS watermarkAt
       FROM sales_entry e
       LEFT JOIN sales_line l ON l.id = e.lineId
       LEFT JOIN product_platform_code c ON c.parkId = e.parkId AND c.platform = l.platform AND c.code = e.productCode
       WHERE e.parkId = ? AND e.occurredOn = ?
       GROUP BY e.sessionId, COALESCE(e.productId, c.productId), e.grain, e.ofKind`,
      [parkId, day],
    );
    const watermark = rows.reduce((newest, row) => Math.max(newest, Number(row.watermarkAt)), 0);
    const sums = rows.map((row) => ({
      sessionId: row.sessionId,
      productId: row.productId,
      grain: row.grain as LedgerSum['grain'],
      ofKind: row.ofKind as LedgerSum['ofKind'],
      amountFen: BigInt(row.amountFen),
      quantity: Number(row.quantity),
      orderCount: Number(row.orderCount),
    }));
    return { sums, watermarkAt: rows.length === 0 ? null : new Date(watermark) };
  }

  private async heldSessions(tx: Tx, parkId: string, day: LocalDate): Promise<HeldSession[]> {
    const rows = await tx.rows<SessionRow>(
      `SELECT s.id AS id, s.actualStartAt AS actualStartAt, s.actualEndAt AS actualEndAt, t.grainOfRecord AS grainOfRecord
       FROM broadcast_session s LEFT JOIN session_tally t ON t.parkId = s.parkId AND t.sessionId = s.id
       WHERE s.parkId = ? AND s.startOn = ? AND s.status IN ${inList(HELD_STATUSES)}`,
      [parkId, day, ...HELD_STATUSES],
    );
    const sessions: HeldSession[] = [];
    for (const chunk of chunked(rows)) sessions.push(...(await this.completed(tx, parkId, chunk)));
    return sessions;
  }

  private async completed(tx: Tx, parkId: string, rows: readonly SessionRow[]): Promise<HeldSession[]> {
    const ids = rows.map((row) => row.id);
    const nets = await tx.rows<{ sessionId: string; netFen: number | string }>(
      `SELECT sessionId, SUM(amountFen) AS netFen FROM sales_entry WHERE parkId = ? AND sessionId IN ${inList(ids)} GROUP BY sessionId`,
      [parkId, ...ids],
    );
    const beneficiaries = await tx.rows<{ sessionId: string; beneficiaryId: string; shareBasisPoints: number }>(
      `SELECT sessionId, beneficiaryId, shareBasisPoints FROM session_beneficiary WHERE parkId = ? AND sessionId IN ${inList(ids)}`,
      [parkId, ...ids],
    );
    const metrics = await newestMetrics(tx, parkId, ids);
    return rows.map((row) => ({
      sessionId: row.id,
      isReported: row.grainOfRecord !== null,
      durationSeconds: Math.max(0, Math.round((Number(row.actualEndAt ?? 0) - Number(row.actualStartAt ?? 0)) / 1000)),
      ...metrics(row.id),
      netFen: BigInt(nets.find((net) => net.sessionId === row.id)?.netFen ?? 0),
      beneficiaries: beneficiaries.filter((entry) => entry.sessionId === row.id),
    }));
  }

  private async hostsOf(tx: Tx, parkId: string, sessionIds: readonly string[]): Promise<Map<string, HostShare[]>> {
    const hosts = new Map<string, HostShare[]>();
    for (const chunk of chunked(sessionIds)) {
      const segments = await tx.rows<{ sessionId: string; streamerId: string; startAt: number | null; endAt: number | null }>(
        `SELECT sessionId, streamerId, COALESCE(actualStartAt, plannedStartAt) AS startAt, COALESCE(actualEndAt, plannedEndAt) AS endAt
         FROM host_segment WHERE parkId = ? AND sessionId IN ${inList(chunk)} ORDER BY sessionId, position`,
        [parkId, ...chunk],
      );
      for (const segment of segments) {
        const list = hosts.get(segment.sessionId) ?? [];
        list.push({
          streamerId: segment.streamerId,
          weight: Math.max(0, Math.round((Number(segment.endAt ?? 0) - Number(segment.startAt ?? 0)) / 60_000)),
        });
        hosts.set(segment.sessionId, list);
      }
    }
    return hosts;
  }
}

function chunked<Item>(items: readonly Item[]): Item[][] {
  const chunks: Item[][] = [];
  for (let start = 0; start < items.length; start += IDS_PER_STATEMENT_MAX) chunks.push(items.slice(start, start + IDS_PER_STATEMENT_MAX));
  return chunks;
}

type RolledMetrics = Pick<HeldSession, 'peakOnline' | 'views' | 'newFollowers'>;

/* Per live the newest observation counts, unless its import was taken back; lives of one session combine by each metric's own rule. */
async function newestMetrics(tx: Tx, parkId: string, sessionIds: readonly string[]): Promise<(sessionId: string) => RolledMetrics> {
  const rows = await tx.rows<{ sessionId: string; metric: string; liveExportId: string; value: number | string }>(
    `SELECT o.sessionId AS sessionId, o.metric AS metric, o.liveExportId AS liveExportId, o.value AS value
     FROM metric_observation o JOIN import_batch b ON b.id = o.batchId AND b.status NOT IN ('REVERSING', 'REVERSED')
     WHERE o.parkId = ? AND o.sessionId IN ${inList(sessionIds)} AND o.metric IN ${inList(ROLLED_METRICS)} ORDER BY o.asOf, o.id`,
    [parkId, ...sessionIds, ...ROLLED_METRICS],
  );
  const newest = new Map<string, { sessionId: string; metric: string; value: bigint }>();
  for (const row of rows) newest.set(`${row.sessionId}/${row.metric}/${row.liveExportId}`, { ...row, value: BigInt(row.value) });
  return (sessionId) => {
    const values = (metric: string) =>
      [...newest.values()].filter((entry) => entry.sessionId === sessionId && entry.metric === metric).map((entry) => entry.value);
    const sum = (metric: string) => (values(metric).length === 0 ? null : values(metric).reduce((total, value) => total + value, 0n));
    const peaks = values('peakOnline').map(Number);
    const followers = sum('newFollowers');
    return {
      peakOnline: peaks.length === 0 ? null : Math.max(...peaks),
      views: sum('views'),
      newFollowers: followers === null ? null : Number(followers),
    };
  };
}
