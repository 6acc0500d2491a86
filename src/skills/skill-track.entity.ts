import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../platform/clock/local-date.js';
import {
  BooleanColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LocalDateColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryText,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';
import type { RubricScores } from './evidence.rules.js';
import type { SkillGate, SkillLevel, SkillTrade } from './skill-kinds.js';

/**
 * 主播培养个案: one attempt of a streamer on the way to the certificate. The columns from `passedGate` to `certificateUntil` follow from the
 * evidence and are rewritten from it in every transaction that changes it; no verb takes them as input.
 */
@Entity('skill_track')
@Index('ux_skill_track_attempt', ['parkId', 'streamerId', 'attempt'], { unique: true })
@Index('ix_skill_track_enrolled', ['parkId', 'enrolledOn', 'id'])
@Index('ix_skill_track_certificate', ['parkId', 'certificateUntil'])
export class SkillTrack {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() streamerId: string;
  /** The person behind the streamer: who assesses is compared with this, not with the enrollment (INV-10). */
  @IdColumn() personId: string;
  /** Counts from 1; a further one begins after a withdrawal and inherits nothing. */
  @IntegerColumn() attempt: number;
  @TextColumn(20) trade: SkillTrade;
  /** Whose class hours G2 asks for. */
  @TextColumn(2) targetLevel: SkillLevel;
  /** The contract between host and enterprise (C13). */
  @TextColumn(200) contractReference: string;
  @LocalDateColumn() enrolledOn: LocalDate;
  @LocalDateColumn({ nullable: true }) withdrawnOn: LocalDate | null;
  @TextColumn(500, { nullable: true }) withdrawnReason: string | null;
  @TextColumn(2) passedGate: SkillGate;
  @LocalDateColumn({ nullable: true }) retryFromOn: LocalDate | null;
  @LocalDateColumn({ nullable: true }) lessonUntil: LocalDate | null;
  /** Last valid day of the newest certificate. */
  @LocalDateColumn({ nullable: true }) certificateUntil: LocalDate | null;
  @VersionColumn() version: number;
}

/** What was seen at a gate: by whom, when, with which result. Rows are added; a wrong one is marked as withdrawn with its reason. */
@Entity('skill_evidence')
@Index('ix_skill_evidence_track', ['parkId', 'trackId', 'heldOn'])
@Index('ix_skill_evidence_held', ['parkId', 'heldOn'])
export class SkillEvidence {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() trackId: string;
  @TextColumn(2) gate: SkillGate;
  @LocalDateColumn() heldOn: LocalDate;
  /** Version of the standard in force on that day, by which it was judged. */
  @IntegerColumn() standardVersion: number;
  @BooleanColumn() isPassed: boolean;
  /** Class hours of a training; 0 elsewhere. */
  @IntegerColumn() classHours: number;
  @IdColumn({ nullable: true }) roomId: string | null;
  @IdColumn({ nullable: true }) sessionId: string | null;
  /** Entry of the register: the trainer or assessor who judged. */
  @IdColumn() assessorId: string;
  @JsonColumn({ nullable: true }) scores: RubricScores | null;
  /** Weighted total in hundredths of a point. */
  @IntegerColumn({ nullable: true }) scoreHundredths: number | null;
  @TextColumn(200) reference: string;
  /** Corrections on air, advice, why an assessment failed. */
  @LongTextColumn({ nullable: true }) note: string | null;
  @InstantColumn() recordedAt: Date;
  @IdColumn() recordedBy: string;
  @InstantColumn({ nullable: true }) withdrawnAt: Date | null;
  @IdColumn({ nullable: true }) withdrawnBy: string | null;
  @TextColumn(500, { nullable: true }) withdrawnReason: string | null;
}

/** 主播证书: given at G6 by an assessor. It is never changed but for its revocation. */
@Entity('skill_certificate')
@Index('ux_skill_certificate_number', ['parkId', 'certificateNumber'], { unique: true })
@Index('ux_skill_certificate_evidence', ['parkId', 'evidenceId'], { unique: true })
@Index('ix_skill_certificate_streamer', ['parkId', 'streamerId', 'issuedOn'])
@Index('ix_skill_certificate_until', ['parkId', 'validUntil', 'id'])
export class SkillCertificate {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() trackId: string;
  @IdColumn() streamerId: string;
  @IdColumn() evidenceId: string;
  /** 证书编号 such as ZB-2026-0007. */
  @TextColumn(30) certificateNumber: string;
  @LocalDateColumn() issuedOn: LocalDate;
  /** Last day on which it is valid. */
  @LocalDateColumn() validUntil: LocalDate;
  /** First day on which it no longer counts. */
  @LocalDateColumn({ nullable: true }) revokedOn: LocalDate | null;
  @TextColumn(500, { nullable: true }) revokedReason: string | null;
  @IdColumn() assessorId: string;
  @InstantColumn() issuedAt: Date;
  @IdColumn() issuedBy: string;
}

/** The last running number of a park's certificates of one year. */
@Entity('skill_number_series')
export class SkillNumberSeries {
  @PrimaryText(26) parkId: string;
  /** `YYYY`. */
  @PrimaryText(4) yearCode: string;
  @IntegerColumn() lastNumber: number;
}

/** A level of the national standard that a streamer holds: a paper of the state, kept apart from the park's certificate. */
@Entity('state_skill_level')
@Index('ux_state_skill_level', ['parkId', 'streamerId', 'trade', 'level'], { unique: true })
export class StateSkillLevel {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() streamerId: string;
  @TextColumn(20) trade: SkillTrade;
  @TextColumn(2) level: SkillLevel;
  @TextColumn(100) certificateReference: string;
  @TextColumn(100) authority: string;
  @LocalDateColumn() issuedOn: LocalDate;
  @InstantColumn() recordedAt: Date;
  @IdColumn() recordedBy: string;
}
