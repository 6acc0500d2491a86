import type { LocalDate } from '../../platform/clock/local-date.js';
import type { LiveMetric } from './header-mappings.js';

/** One observed metric; missing ones are absent, never 0. */
export interface MetricValue {
  metric: LiveMetric;
  /** Times in seconds; `avgOnline` and `avgWatch` may have two decimals, all others are whole. */
  value: number;
  /** The platform gave a rounded number or a range ("2.4w"). */
  approximate: boolean;
}

/** A row that stands for a whole live (SESSION grain). */
export interface LiveRow {
  kind: 'LIVE';
  liveExportId: string;
  accountName: string | null;
  hostName: string | null;
  title: string | null;
  startAt: Date;
  endAt: Date;
  saleFen: bigint;
  /** Positive; null when the file reports no refund. */
  refundFen: bigint | null;
  orderCount: number | null;
  unitCount: number | null;
  metrics: MetricValue[];
}

/** A row that stands for one SKU line of an order (SKU grain). */
export interface LineRow {
  kind: 'LINE';
  /** Empty when the order came from no live; nothing will match it then. */
  liveExportId: string;
  orderRef: string;
  subOrderRef: string;
  productCode: string | null;
  productName: string | null;
  quantity: number;
  saleFen: bigint;
  paidOn: LocalDate;
  /** Positive; null when the file reports no completed refund. */
  refundFen: bigint | null;
  /** Day on which the refund succeeded; set exactly when `refundFen` is above 0. */
  refundedOn: LocalDate | null;
  status: string | null;
}

/** A row as it is understood, whatever the file called its columns. */
export type CanonicalRow = LiveRow | LineRow;

/** A value as JSON carries it: money as a string of fen, instants as ISO text. */
type Staged<T> = T extends bigint | Date ? string : T;

/** A canonical row as it is staged in the database. */
export type StagedRow = { [K in keyof LiveRow]: Staged<LiveRow[K]> } | { [K in keyof LineRow]: Staged<LineRow[K]> };

/** The row as JSON can carry it. */
export function stagedRow(row: CanonicalRow): StagedRow {
  const money = { saleFen: String(row.saleFen), refundFen: row.refundFen === null ? null : String(row.refundFen) };
  if (row.kind === 'LINE') return { ...row, ...money };
  return { ...row, ...money, startAt: row.startAt.toISOString(), endAt: row.endAt.toISOString() };
}
