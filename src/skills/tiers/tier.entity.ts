import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LocalDateColumn,
  LongTextColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';
import type { DemotionGround, StreamerTier, TierAppealStatus, TierChangeKind } from './tier-kinds.js';

/** The figures on which a decision rested; amounts as text, for JSON knows no 64-bit integers. */
export interface StoredTierFigures {
  from: LocalDate;
  to: LocalDate;
  sessionsHeld: number;
  gmvPaidFen: string;
  refundFen: string;
  netFen: string;
  mentored: number;
}

/** A decision on a tier. Rows are added, never changed or deleted (INV-12). */
@Entity('skill_tier_change')
@Index('ux_skill_tier_change', ['parkId', 'streamerId', 'sequenceNumber'], { unique: true })
@Index('ix_skill_tier_change_decided', ['parkId', 'decidedOn', 'id'])
export class SkillTierChange {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() streamerId: string;
  /** Counts from 1 for one streamer: of two decisions at once one is refused. */
  @IntegerColumn() sequenceNumber: number;
  @TextColumn(20) kind: TierChangeKind;
  @TextColumn(20) fromTier: StreamerTier;
  @TextColumn(20) toTier: StreamerTier;
  /** Of a demotion. */
  @TextColumn(30, { nullable: true }) ground: DemotionGround | null;
  /** The case that found the breach, where that is the ground, or that fell, in a reinstatement; null also in older decisions, which name only a paper. */
  @IdColumn({ nullable: true }) breachCaseId: string | null;
  /** As a person wrote it. A reinstatement speaks for itself: here it has the reference of the decision about the appeal. */
  @TextColumn(500) reason: string;
  @TextColumn(200, { nullable: true }) reference: string | null;
  @JsonColumn({ nullable: true }) figures: StoredTierFigures | null;
  /** Codes of what was known to be uncertain. */
  @JsonColumn() findings: string[];
  @IntegerColumn() standardVersion: number;
  @LocalDateColumn() decidedOn: LocalDate;
  /** Last day on which it may be appealed. */
  @LocalDateColumn() appealUntil: LocalDate;
  @InstantColumn() decidedAt: Date;
  @IdColumn() decidedBy: string;
}

/** An appeal against a demotion, with its outcome. */
@Entity('skill_tier_appeal')
@Index('ux_skill_tier_appeal', ['parkId', 'tierChangeId'], { unique: true })
@Index('ix_skill_tier_appeal_filed', ['parkId', 'filedOn', 'id'])
export class SkillTierAppeal {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() tierChangeId: string;
  @IdColumn() streamerId: string;
  @TextColumn(20) status: TierAppealStatus;
  @LongTextColumn() statement: string;
  @LocalDateColumn() filedOn: LocalDate;
  @IdColumn() filedBy: string;
  @TextColumn(500, { nullable: true }) decisionReason: string | null;
  @LocalDateColumn({ nullable: true }) decidedOn: LocalDate | null;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @VersionColumn() version: number;
}
