import { Entity, Index } from 'typeorm';
import { BigIntColumn, CountColumn, InstantColumn, IdColumn, PrimaryId, TextColumn } from '../platform/database/columns.js';

/** By what a rollup is divided. */
export const RollupDimension = { PARK: 'PARK', STREAMER: 'STREAMER', PRODUCT: 'PRODUCT', BENEFICIARY: 'BENEFICIARY' } as const;
export type RollupDimension = (typeof RollupDimension)[keyof typeof RollupDimension];

/** Member id of what could not be assigned (未分配). */
export const UNASSIGNED_MEMBER = '00000000000000000000000000';

/**
 * A derived total of one park, span and member. It can be thrown away and computed again from ledger and observations (INV-37);
 * a month row is the combination of its day rows.
 */
@Entity('sales_rollup')
@Index('ux_sales_rollup', ['parkId', 'spanKind', 'dimension', 'span', 'memberId'], { unique: true })
export class SalesRollup {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  /** DAY or MONTH. */
  @TextColumn(5) spanKind: string;
  @TextColumn(12) dimension: string;
  /** YYYY-MM-DD or YYYY-MM. */
  @TextColumn(10) span: string;
  @IdColumn() memberId: string;
  @BigIntColumn() gmvPaidFen: bigint;
  /** Positive. */
  @BigIntColumn() refundFen: bigint;
  @BigIntColumn() netFen: bigint;
  @CountColumn() unitsSold: number;
  /** Orders of sessions whose grain is SESSION; grains are never added together. */
  @CountColumn() sessionGrainOrders: number;
  @CountColumn() orderGrainOrders: number;
  @CountColumn() skuGrainLines: number;
  @CountColumn() sessionsHeld: number;
  @CountColumn() sessionsReported: number;
  @BigIntColumn() durationSeconds: bigint;
  /** Highest peak of any one session; null when no session reported one. */
  @CountColumn({ nullable: true }) peakOnline: number | null;
  /** Sum of views; null when no session reported any. */
  @BigIntColumn({ nullable: true }) views: bigint | null;
  @CountColumn({ nullable: true }) newFollowers: number | null;
  /** Instant of the newest ledger entry contained; null when there is none. */
  @InstantColumn({ nullable: true }) watermarkAt: Date | null;
  @InstantColumn() computedAt: Date;
}
