import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  LocalDateColumn,
  LongTextColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { StreamerKind, StreamerStatus, VerificationMethod } from './streamer-states.js';

/** 主播: a host enrolled in one park. Name and ID-card number live with the person; here stands only what broadcasting needs (PR-1). */
@Entity('streamer')
@Index('ux_streamer_person', ['parkId', 'personId'], { unique: true })
@Index('ux_streamer_stageName', ['parkId', 'stageName'], { unique: true })
export class Streamer {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() personId: string;
  /** 达人昵称: how the platforms' exports name the host. */
  @TextColumn(60) stageName: string;
  @TextColumn(20) kind: StreamerKind;
  @TextColumn(20) status: StreamerStatus;
  @TextColumn(100, { nullable: true }) agency: string | null;
  @InstantColumn() enrolledAt: Date;
  @InstantColumn({ nullable: true }) verifiedAt: Date | null;
  @IdColumn({ nullable: true }) verifiedBy: string | null;
  @TextColumn(30, { nullable: true }) verificationMethod: VerificationMethod | null;
  /** First day on which the separate consent is in force (PR-2). */
  @LocalDateColumn({ nullable: true }) consentGivenOn: LocalDate | null;
  /** First day on which it is no longer in force. */
  @LocalDateColumn({ nullable: true }) consentWithdrawnOn: LocalDate | null;
  @VersionColumn() version: number;
}

/** One real-name verification (C02, Art. 28). Rows are added, never changed: the newest is current, the older ones are the evidence. */
@Entity('streamer_verification')
@Index('ix_streamer_verification', ['parkId', 'streamerId', 'verifiedAt'])
export class StreamerVerification {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() streamerId: string;
  @TextColumn(30) method: VerificationMethod;
  /** Encrypted; shown only by `revealStreamerResidence`. */
  @LongTextColumn({ nullable: true }) residenceSealed: string | null;
  @TextColumn(100, { nullable: true }) agency: string | null;
  /** Licences and certificates that the topics need (C15). */
  @TextColumn(500, { nullable: true }) qualifications: string | null;
  @TextColumn(60) post: string;
  @InstantColumn() verifiedAt: Date;
  @IdColumn() verifiedBy: string;
}

/** A guardian's written consent for a host under 18 (C01, INV-08). The paper stays with the park; here stands its reference. */
@Entity('guardian_consent')
@Index('ix_guardian_consent', ['parkId', 'streamerId', 'validFrom'])
export class GuardianConsent {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() streamerId: string;
  @LocalDateColumn() validFrom: LocalDate;
  /** Last day on which it is valid. */
  @LocalDateColumn() validUntil: LocalDate;
  /** First day on which the guardian's withdrawal counts. */
  @LocalDateColumn({ nullable: true }) withdrawnOn: LocalDate | null;
  @TextColumn(200) reference: string;
  @InstantColumn() recordedAt: Date;
  @IdColumn() recordedBy: string;
}
