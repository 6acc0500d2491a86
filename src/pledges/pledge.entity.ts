import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../platform/clock/local-date.js';
import {
  BooleanColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';
import type { PledgeStatus, SignerKind, SigningChannel } from './pledge-states.js';
import type { PledgeAudience } from './template-states.js';

/** 诚信承诺: one party's pledge, bound to one version of a text by its hash (INV-39). */
@Entity('integrity_pledge')
@Index('ux_integrity_pledge_pending', ['parkId', 'pendingKey'], { unique: true })
@Index('ix_integrity_pledge_signatory', ['parkId', 'signatoryId', 'code'])
@Index('ix_integrity_pledge_template', ['parkId', 'templateId', 'status'])
@Index('ix_integrity_pledge_until', ['parkId', 'audience', 'validUntil'])
@Index('ix_integrity_pledge_due', ['status', 'dueOn'])
export class IntegrityPledge {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() templateId: string;
  /** Series and edition of the template when it was offered. */
  @TextColumn(40) code: string;
  @IntegerColumn() edition: number;
  @TextColumn(64) contentHash: string;
  /** What the signatory is. */
  @TextColumn(20) audience: PledgeAudience;
  /** The streamer, enterprise, storefront or organization. */
  @IdColumn() signatoryId: string;
  /** Its name when the pledge was offered: the name on the paper. A host goes by the stage name. */
  @TextColumn(120) signatoryName: string;
  @TextColumn(20) status: PledgeStatus;
  /** Where a pledge under review came from, and a revoked one that had been taken back before. */
  @TextColumn(20, { nullable: true }) reviewedFrom: PledgeStatus | null;
  /** Why the party has gone while the pledge is under review: it binds nobody from then on, also where the party comes back, and the decision ends it. */
  @TextColumn(300, { nullable: true }) goneReason: string | null;
  /** Signatory and series while it is offered or signed, else the own id: one at a time waits. */
  @TextColumn(70) pendingKey: string;
  @LocalDateColumn({ nullable: true }) validFrom: LocalDate | null;
  /** Last day on which it holds. */
  @LocalDateColumn({ nullable: true }) validUntil: LocalDate | null;
  @LocalDateColumn({ nullable: true }) expiringFrom: LocalDate | null;
  /** The next day on which the passing of time changes the status; null when none will. */
  @LocalDateColumn({ nullable: true }) dueOn: LocalDate | null;
  @BooleanColumn() awaitsGuardian: boolean;
  @IdColumn({ nullable: true }) renewedById: string | null;
  /** Last day for an appeal against its revocation. */
  @LocalDateColumn({ nullable: true }) appealUntil: LocalDate | null;
  @BooleanColumn() isAppealed: boolean;
  @IdColumn({ nullable: true }) batchId: string | null;
  @IdColumn({ nullable: true }) signingEventId: string | null;
  @InstantColumn() offeredAt: Date;
  @IdColumn() offeredBy: string;
  @InstantColumn({ nullable: true }) signedAt: Date | null;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @VersionColumn() version: number;
}

/** One step of a pledge; written with it. */
@Entity('pledge_history')
@Index('ix_pledge_history', ['parkId', 'pledgeId', 'at'])
export class PledgeHistory {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() pledgeId: string;
  @TextColumn(40) verb: string;
  @TextColumn(20, { nullable: true }) fromStatus: PledgeStatus | null;
  @TextColumn(20) toStatus: PledgeStatus;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @InstantColumn() at: Date;
  @IdColumn() byAccountId: string;
}

/** That a text was put before somebody to be read: which version, which hash, when (INV-39). */
@Entity('pledge_reading')
@Index('ix_pledge_reading', ['parkId', 'pledgeId', 'readAt'])
export class PledgeReading {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() pledgeId: string;
  @IdColumn() templateId: string;
  @TextColumn(64) contentHash: string;
  @TextColumn(20) reader: SignerKind;
  @TextColumn(20) channel: SigningChannel;
  @InstantColumn() readAt: Date;
  /** The account that read, or that put the text before the reader. */
  @IdColumn() recordedBy: string;
}

/** One signature under a pledge, bound to version and hash (INV-39). */
@Entity('pledge_signature')
@Index('ux_pledge_signature', ['parkId', 'pledgeId', 'signer'], { unique: true })
export class PledgeSignature {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() pledgeId: string;
  @IdColumn() templateId: string;
  @TextColumn(64) contentHash: string;
  @IdColumn() readingId: string;
  @TextColumn(20) signer: SignerKind;
  @TextColumn(20) channel: SigningChannel;
  /** Reference of the paper; it stays with the park. */
  @TextColumn(100, { nullable: true }) reference: string | null;
  @InstantColumn() signedAt: Date;
  @IdColumn() recordedBy: string;
}

/** 签署活动: a day on which many sign together. */
@Entity('signing_event')
@Index('ix_signing_event', ['parkId', 'heldOn', 'id'])
export class SigningEvent {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(100) name: string;
  @TextColumn(200) place: string;
  @LocalDateColumn() heldOn: LocalDate;
  @BooleanColumn() isClosed: boolean;
  @InstantColumn() createdAt: Date;
  @VersionColumn() version: number;
}

/** What a park decides about its pledges; a park without a row has the defaults. */
@Entity('pledge_setting')
@Index('ux_pledge_setting', ['parkId'], { unique: true })
export class PledgeSetting {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  /** First session day on which a host needs a pledge in force; null while the park requires none. */
  @LocalDateColumn({ nullable: true }) requiresPledgeFrom: LocalDate | null;
  /** Days of the window for an appeal against a revocation. */
  @IntegerColumn() appealDays: number;
  /** Days within which a recalled plate must be back. */
  @IntegerColumn() recallDays: number;
  @VersionColumn() version: number;
}
