import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  JsonColumn,
  LocalDateColumn,
  LongTextColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';
import type { GuidanceSubject, PairingActivityKind, PairingKind, PairingStatus } from './pairing-states.js';

/** 结对帮扶: a mentor and a mentee with goals. What came of it is computed, never entered (INV-11). */
@Entity('mentor_pairing')
@Index('ix_mentor_pairing_mentor', ['parkId', 'mentorStreamerId', 'status'])
@Index('ix_mentor_pairing_mentee', ['parkId', 'menteeStreamerId', 'status'])
@Index('ix_mentor_pairing_proposed', ['parkId', 'proposedOn', 'id'])
@Index('ix_mentor_pairing_person', ['mentorPersonId', 'status'])
export class MentorPairing {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(20) kind: PairingKind;
  @TextColumn(20) status: PairingStatus;
  @IdColumn() mentorStreamerId: string;
  @IdColumn() menteeStreamerId: string;
  /** The persons behind the two, who must differ. */
  @IdColumn() mentorPersonId: string;
  @IdColumn() menteePersonId: string;
  @JsonColumn() goals: string[];
  @LocalDateColumn() proposedOn: LocalDate;
  @LocalDateColumn({ nullable: true }) mentorAcceptedOn: LocalDate | null;
  @LocalDateColumn({ nullable: true }) menteeAcceptedOn: LocalDate | null;
  @LocalDateColumn({ nullable: true }) activatedOn: LocalDate | null;
  @LocalDateColumn({ nullable: true }) plannedEndOn: LocalDate | null;
  @LocalDateColumn({ nullable: true }) endedOn: LocalDate | null;
  /** Summary of a completed pairing, reason of one that ended early. */
  @TextColumn(500, { nullable: true }) endReason: string | null;
  @IdColumn() proposedBy: string;
  @VersionColumn() version: number;
}

/** Something that mentor and mentee did together. Rows are added. */
@Entity('pairing_activity')
@Index('ix_pairing_activity', ['parkId', 'pairingId', 'heldOn'])
export class PairingActivity {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() pairingId: string;
  @TextColumn(20) kind: PairingActivityKind;
  @LocalDateColumn() heldOn: LocalDate;
  @TextColumn(100) topic: string;
  @LongTextColumn({ nullable: true }) note: string | null;
  @InstantColumn() recordedAt: Date;
  @IdColumn() recordedBy: string;
}

/** 育苗队走访指导: a visit of the seedling team to an enterprise. Rows are added. */
@Entity('guidance_visit')
@Index('ix_guidance_visit', ['parkId', 'visitedOn', 'id'])
export class GuidanceVisit {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() enterpriseId: string;
  @TextColumn(30) subject: GuidanceSubject;
  @LocalDateColumn() visitedOn: LocalDate;
  @LongTextColumn({ nullable: true }) note: string | null;
  @InstantColumn() recordedAt: Date;
  @IdColumn() recordedBy: string;
}

/** A streamer who took part in a visit. */
@Entity('guidance_visitor')
@Index('ux_guidance_visitor', ['parkId', 'visitId', 'streamerId'], { unique: true })
export class GuidanceVisitor {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() visitId: string;
  @IdColumn() streamerId: string;
}
