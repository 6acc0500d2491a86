import { UNASSIGNED_MEMBER, type RollupDimension } from './rollup.entity.js';
import { basisPointsOf, beneficiaryAmount, divide, type HostShare } from './attribution.rules.js';
import type { SalesGrain } from './line-booking.rules.js';

/** Sum of one session's ledger entries of one day, product, grain and metric. */
export interface LedgerSum {
  sessionId: string;
  productId: string | null;
  grain: SalesGrain;
  ofKind: 'SALE' | 'REFUND';
  amountFen: bigint;
  quantity: number;
  orderCount: number;
}

/** A held session that started on the day. */
export interface HeldSession {
  sessionId: string;
  isReported: boolean;
  durationSeconds: number;
  /** Newest reported figures; null when the platform gave none. */
  peakOnline: number | null;
  views: bigint | null;
  newFollowers: number | null;
  /** Net of the whole session on all days, for its beneficiaries. */
  netFen: bigint;
  beneficiaries: readonly { beneficiaryId: string; shareBasisPoints: number }[];
}

/** Everything that a day's rollups are made of. */
export interface DayFacts {
  sums: readonly LedgerSum[];
  sessions: readonly HeldSession[];
  /** Hosts of every session that occurs in `sums` or `sessions`, in the order of their segments. */
  hosts: ReadonlyMap<string, readonly HostShare[]>;
  watermarkAt: Date | null;
}

/** The figures of a rollup row. */
export interface RollupFigures {
  gmvPaidFen: bigint;
  refundFen: bigint;
  netFen: bigint;
  unitsSold: number;
  sessionGrainOrders: number;
  orderGrainOrders: number;
  skuGrainLines: number;
  sessionsHeld: number;
  sessionsReported: number;
  durationSeconds: bigint;
  peakOnline: number | null;
  views: bigint | null;
  newFollowers: number | null;
}

/** A rollup row before it has an id and a span. */
export interface RollupDraft extends RollupFigures {
  dimension: RollupDimension;
  memberId: string;
}

/** Figures of nothing. */
export function emptyFigures(): RollupFigures {
  return {
    gmvPaidFen: 0n,
    refundFen: 0n,
    netFen: 0n,
    unitsSold: 0,
    sessionGrainOrders: 0,
    orderGrainOrders: 0,
    skuGrainLines: 0,
    sessionsHeld: 0,
    sessionsReported: 0,
    durationSeconds: 0n,
    peakOnline: null,
    views: null,
    newFollowers: null,
  };
}

const ORDER_FIELD = { SESSION: 'sessionGrainOrders', ORDER: 'orderGrainOrders', SKU: 'skuGrainLines' } as const;

class DayRollups {
  private readonly rows = new Map<string, RollupDraft>();

  row(dimension: RollupDimension, memberId: string): RollupDraft {
    const key = `${dimension}/${memberId}`;
    const row = this.rows.get(key) ?? { dimension, memberId, ...emptyFigures() };
    this.rows.set(key, row);
    return row;
  }

  drafts(): RollupDraft[] {
    return [...this.rows.values()];
  }
}

function addMoney(row: RollupFigures, ofKind: 'SALE' | 'REFUND', amountFen: bigint): void {
  if (ofKind === 'SALE') row.gmvPaidFen += amountFen;
  else row.refundFen -= amountFen;
  row.netFen += amountFen;
}

function addSum(row: RollupFigures, sum: LedgerSum): void {
  addMoney(row, sum.ofKind, sum.amountFen);
  row.unitsSold += sum.quantity;
  row[ORDER_FIELD[sum.grain]] += sum.orderCount;
}

function addDividedSum(rollups: DayRollups, sum: LedgerSum, shares: ReadonlyMap<string, number>): void {
  const quantities = divide(BigInt(sum.quantity), shares);
  const orders = divide(BigInt(sum.orderCount), shares);
  for (const [streamerId, amountFen] of divide(sum.amountFen, shares)) {
    addSum(rollups.row('STREAMER', streamerId), {
      ...sum,
      amountFen,
      quantity: Number(quantities.get(streamerId)),
      orderCount: Number(orders.get(streamerId)),
    });
  }
}

function addSession(row: RollupFigures, session: HeldSession): void {
  row.sessionsHeld += 1;
  row.sessionsReported += session.isReported ? 1 : 0;
  row.durationSeconds += BigInt(session.durationSeconds);
  row.peakOnline = larger(row.peakOnline, session.peakOnline);
  row.views = sumOrNull(row.views, session.views);
  row.newFollowers = addOrNull(row.newFollowers, session.newFollowers);
}

/**
 * The rollups of one park and day, by park, streamer, product and beneficiary: a pure function of its facts, so that a second run gives
 * the same rows (INV-37). Sums of hosts and of products, 未分配 included, equal the park (INV-36). A session counts once for the park and
 * once for each of its hosts. Beneficiary rows belong to the day on which the session started (INV-26, INV-27).
 */
export function rollupsOfDay(facts: DayFacts): RollupDraft[] {
  const rollups = new DayRollups();
  const sharesOf = new Map<string, Map<string, number>>();
  const shares = (sessionId: string) => {
    const known = sharesOf.get(sessionId) ?? basisPointsOf(facts.hosts.get(sessionId) ?? []);
    sharesOf.set(sessionId, known);
    return known;
  };
  for (const sum of mergedByProduct(facts.sums)) addSum(rollups.row('PRODUCT', sum.productId ?? UNASSIGNED_MEMBER), sum);
  for (const sum of mergedBySession(facts.sums)) {
    addSum(rollups.row('PARK', UNASSIGNED_MEMBER), sum);
    const hosts = shares(sum.sessionId);
    if (hosts.size === 0) addSum(rollups.row('STREAMER', UNASSIGNED_MEMBER), sum);
    else addDividedSum(rollups, sum, hosts);
  }
  for (const session of facts.sessions) {
    addSession(rollups.row('PARK', UNASSIGNED_MEMBER), session);
    const hosts = [...shares(session.sessionId).keys()];
    for (const streamerId of hosts.length === 0 ? [UNASSIGNED_MEMBER] : hosts) addSession(rollups.row('STREAMER', streamerId), session);
    for (const { beneficiaryId, shareBasisPoints } of session.beneficiaries) {
      const row = rollups.row('BENEFICIARY', beneficiaryId);
      row.netFen += beneficiaryAmount(session.netFen, shareBasisPoints);
      row.sessionsHeld += 1;
      row.sessionsReported += session.isReported ? 1 : 0;
    }
  }
  return rollups.drafts();
}

/* Amounts are divided per session, not per product, so that the rounding of a session's day happens once. */
function mergedBySession(sums: readonly LedgerSum[]): LedgerSum[] {
  return merged(
    sums,
    (sum) => `${sum.sessionId}/${sum.grain}/${sum.ofKind}`,
    (sum) => ({ ...sum, productId: null }),
  );
}

function mergedByProduct(sums: readonly LedgerSum[]): LedgerSum[] {
  return merged(
    sums,
    (sum) => `${sum.productId ?? ''}/${sum.grain}/${sum.ofKind}`,
    (sum) => ({ ...sum }),
  );
}

function merged(sums: readonly LedgerSum[], keyOf: (sum: LedgerSum) => string, copy: (sum: LedgerSum) => LedgerSum): LedgerSum[] {
  const groups = new Map<string, LedgerSum>();
  for (const sum of sums) {
    const known = groups.get(keyOf(sum));
    if (!known) {
      groups.set(keyOf(sum), copy(sum));
      continue;
    }
    known.amountFen += sum.amountFen;
    known.quantity += sum.quantity;
    known.orderCount += sum.orderCount;
  }
  return [...groups.values()];
}

/** Combines rows of several days or months into one: sums, and the maximum for peaks (metric catalogue 3.2). */
export function combine(rows: readonly RollupFigures[]): RollupFigures {
  const total = emptyFigures();
  for (const row of rows) {
    total.gmvPaidFen += row.gmvPaidFen;
    total.refundFen += row.refundFen;
    total.netFen += row.netFen;
    total.unitsSold += row.unitsSold;
    total.sessionGrainOrders += row.sessionGrainOrders;
    total.orderGrainOrders += row.orderGrainOrders;
    total.skuGrainLines += row.skuGrainLines;
    total.sessionsHeld += row.sessionsHeld;
    total.sessionsReported += row.sessionsReported;
    total.durationSeconds += row.durationSeconds;
    total.peakOnline = larger(total.peakOnline, row.peakOnline);
    total.views = sumOrNull(total.views, row.views);
    total.newFollowers = addOrNull(total.newFollowers, row.newFollowers);
  }
  return total;
}

function larger(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.max(left, right);
}

/* A missing figure is not zero: a sum is null only when no part is known. */
function sumOrNull(left: bigint | null, right: bigint | null): bigint | null {
  return left === null || right === null ? (left ?? right) : left + right;
}

function addOrNull(left: number | null, right: number | null): number | null {
  return left === null || right === null ? (left ?? right) : left + right;
}
