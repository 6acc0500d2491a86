import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  BooleanColumn,
  CountColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';

/**
 * One immutable line of the ledger (INV-30). Rows are inserted, never changed or removed; a mistake is mended by a CORRECTION or a REVERSAL.
 * Only two secondary indexes: the table grows to tens of millions of rows.
 */
@Entity('sales_entry')
@Index('ix_sales_entry_session', ['parkId', 'sessionId'])
@Index('ix_sales_entry_day', ['parkId', 'occurredOn'])
export class SalesEntry {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @IdColumn({ nullable: true }) lineId: string | null;
  @IdColumn({ nullable: true }) productId: string | null;
  /** The platform's product code while no product is known for it. */
  @TextColumn(100, { nullable: true }) productCode: string | null;
  /** SALE, REFUND, CORRECTION or REVERSAL. */
  @TextColumn(10) kind: string;
  /** SALE or REFUND: the metric in which a correction or reversal counts. */
  @TextColumn(10) ofKind: string;
  /** SESSION, ORDER or SKU. */
  @TextColumn(10) grain: string;
  /** Fen; positive for a sale, negative for a refund. */
  @BigIntColumn() amountFen: bigint;
  /** Pieces. */
  @IntegerColumn() quantity: number;
  /** Orders at SESSION or ORDER grain, order lines at SKU grain. */
  @IntegerColumn() orderCount: number;
  /** Local day on which it happened. */
  @LocalDateColumn() occurredOn: string;
  /** Month in which it is posted, YYYY-MM. */
  @TextColumn(7) postingPeriod: string;
  /** Closed month that it adjusts, YYYY-MM (INV-32). */
  @TextColumn(7, { nullable: true }) adjustsPeriod: string | null;
  @TextColumn(60) basis: string;
  /** IMPORT or MANUAL. */
  @TextColumn(10) source: string;
  @IdColumn({ nullable: true }) batchId: string | null;
  /** The entry that a REVERSAL takes back. */
  @IdColumn({ nullable: true }) reversesId: string | null;
  @TextColumn(500, { nullable: true }) reason: string | null;
  @IdColumn() recordedBy: string;
  @InstantColumn() recordedAt: Date;
}

/**
 * What a platform reported under one natural key (INV-34), and how much of it is booked. For a sub-order it is also the balance row that
 * keeps refunds within sales (INV-31). A line of another grain than the session's is an observation: reported, but not booked.
 */
@Entity('sales_line')
@Index('ux_sales_line', ['parkId', 'platform', 'accountId', 'liveExportId', 'grain', 'lineRef', 'basis'], { unique: true })
@Index('ix_sales_line_session', ['parkId', 'sessionId', 'grain'])
export class SalesLine {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(20) platform: string;
  @IdColumn() accountId: string;
  @TextColumn(100) liveExportId: string;
  @TextColumn(10) grain: string;
  /** Sub-order number at SKU grain, order number at ORDER grain, empty at SESSION grain. */
  @TextColumn(80) lineRef: string;
  @TextColumn(60) basis: string;
  @TextColumn(80, { nullable: true }) orderRef: string | null;
  @IdColumn() sessionId: string;
  /** The import that made the line; null when it was entered by hand. */
  @IdColumn({ nullable: true }) batchId: string | null;
  @IdColumn({ nullable: true }) productId: string | null;
  @TextColumn(100, { nullable: true }) productCode: string | null;
  @TextColumn(200, { nullable: true }) productName: string | null;
  @BigIntColumn() saleFen: bigint;
  @IntegerColumn() quantity: number;
  @IntegerColumn() orderCount: number;
  @LocalDateColumn() saleOn: string;
  /** Digest of the reported sale; empty when none is reported (any more). */
  @TextColumn(43) saleHash: string;
  /** Reported refund as a positive amount. */
  @BigIntColumn() refundFen: bigint;
  @LocalDateColumn({ nullable: true }) refundOn: string | null;
  @TextColumn(43) refundHash: string;
  /** Sum of this line's SALE amounts in the ledger, corrections and reversals included. */
  @BigIntColumn() bookedSaleFen: bigint;
  /** The same of its refunds, as a positive amount. */
  @BigIntColumn() bookedRefundFen: bigint;
  @VersionColumn() version: number;
}

/** Sales state of one session: which grain counts, and the totals that the job computed. */
@Entity('session_tally')
@Index('ux_session_tally', ['parkId', 'sessionId'], { unique: true })
export class SessionTally {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  /** The one grain that is booked (INV-34); null while nothing is. */
  @TextColumn(10, { nullable: true }) grainOfRecord: string | null;
  @BigIntColumn() gmvPaidFen: bigint;
  @BigIntColumn() refundFen: bigint;
  @CountColumn() unitsSold: number;
  @CountColumn() orderCount: number;
  /** Instant of the newest entry that the totals contain; null before the first. */
  @InstantColumn({ nullable: true }) watermarkAt: Date | null;
  @InstantColumn({ nullable: true }) computedAt: Date | null;
}

/** A live of a platform that is known to belong to a session. */
@Entity('session_live')
@Index('ux_session_live', ['parkId', 'platform', 'liveExportId'], { unique: true })
@Index('ix_session_live_session', ['parkId', 'sessionId'])
export class SessionLive {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(20) platform: string;
  @TextColumn(100) liveExportId: string;
  @IdColumn() accountId: string;
  @IdColumn() sessionId: string;
  /** True when a person attached it, false when it was matched. */
  @BooleanColumn() isAttachedByHand: boolean;
  @InstantColumn() createdAt: Date;
}

/** A change of the grain of record, so that a reversed import can take its own switch back. */
@Entity('grain_switch')
@Index('ix_grain_switch_session', ['parkId', 'sessionId', 'switchedAt'])
export class GrainSwitch {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @TextColumn(10) fromGrain: string;
  @TextColumn(10) toGrain: string;
  @IdColumn({ nullable: true }) batchId: string | null;
  @TextColumn(500) reason: string;
  @IdColumn() switchedBy: string;
  @InstantColumn() switchedAt: Date;
}

/** A figure that a platform reports about a session, other than money. */
@Entity('metric_observation')
@Index('ux_metric_observation', ['parkId', 'sessionId', 'metric', 'batchId', 'liveExportId'], { unique: true })
export class MetricObservation {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  /** Name of the metric catalogue, such as peakOnline. */
  @TextColumn(30) metric: string;
  @BigIntColumn() value: bigint;
  /** The platform rounded it ("1.2w"). */
  @BooleanColumn() isApproximate: boolean;
  @TextColumn(100) liveExportId: string;
  @IdColumn() batchId: string;
  @InstantColumn() asOf: Date;
}
