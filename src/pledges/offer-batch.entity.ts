import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';
import type { OfferBatchKind, OfferBatchStatus, OfferSkipReason } from './offer-batch-states.js';
import type { PledgeAudience } from './template-states.js';

/** An offer to many at once: to everybody in the park, or to those whose pledge must be renewed. */
@Entity('pledge_offer_batch')
@Index('ix_pledge_offer_batch', ['parkId', 'createdAt'])
export class PledgeOfferBatch {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() templateId: string;
  @TextColumn(20) audience: PledgeAudience;
  @TextColumn(20) kind: OfferBatchKind;
  /** A renewal campaign reaches pledges that end on or before this day, and those of an earlier edition. */
  @LocalDateColumn({ nullable: true }) endingUntil: LocalDate | null;
  @TextColumn(20) status: OfferBatchStatus;
  /** The last signatory that was looked at; the next run goes on after it. */
  @IdColumn() lastSignatoryId: string;
  @IntegerColumn() lookedAtCount: number;
  @IntegerColumn() offeredCount: number;
  /** How many were left out for each reason; null for a batch of before reasons were kept. */
  @JsonColumn({ nullable: true }) skippedCounts: Partial<Record<OfferSkipReason, number>> | null;
  @IdColumn({ nullable: true }) jobId: string | null;
  @InstantColumn() createdAt: Date;
  @IdColumn() createdBy: string;
  @InstantColumn({ nullable: true }) doneAt: Date | null;
  @VersionColumn() version: number;
}
