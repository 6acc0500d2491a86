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
import type { SessionStatus, SessionType } from './broadcast-session-states.js';

/** Longest title in characters. */
export const SESSION_TITLE_MAX = 100;

/** 直播场次: one planned or held broadcast. */
@Entity('broadcast_session')
@Index('ux_broadcast_session_number', ['parkId', 'sessionNumber'], { unique: true })
@Index('ix_broadcast_session_start', ['parkId', 'startOn', 'status'])
@Index('ix_broadcast_session_planned', ['parkId', 'plannedStartAt', 'id'])
@Index('ix_broadcast_session_due', ['status', 'plannedStartAt'])
export class BroadcastSession {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  /** 场次号 such as 20261127-003: the day of the first plan and a running number. It stays when the session moves. */
  @TextColumn(20) sessionNumber: string;
  @TextColumn(SESSION_TITLE_MAX) title: string;
  @TextColumn(20) type: SessionType;
  @BooleanColumn() isFarmAid: boolean;
  @TextColumn(20) status: SessionStatus;
  @IdColumn({ nullable: true }) roomId: string | null;
  @IdColumn({ nullable: true }) accountId: string | null;
  @IdColumn({ nullable: true }) sampleSetId: string | null;
  @InstantColumn() plannedStartAt: Date;
  @InstantColumn() plannedEndAt: Date;
  @InstantColumn({ nullable: true }) actualStartAt: Date | null;
  @InstantColumn({ nullable: true }) actualEndAt: Date | null;
  /** Local day of the actual start, else of the planned one: the day and month to which the session belongs (INV-27). */
  @LocalDateColumn() startOn: LocalDate;
  /** When the hosts' verified identity was reported to the platform for this broadcast (C03). */
  @InstantColumn({ nullable: true }) hostReportedAt: Date | null;
  @BooleanColumn() aiAvatar: boolean;
  @BooleanColumn() aiLabelConfirmed: boolean;
  @TextColumn(60, { nullable: true }) dutyPersonName: string | null;
  @BooleanColumn() recordedAfterwards: boolean;
  @TextColumn(20, { nullable: true }) recordedSource: string | null;
  /** Why it was cancelled, postponed, broken off, sent back or recorded afterwards: the newest reason. */
  @TextColumn(500, { nullable: true }) reason: string | null;
  @InstantColumn() createdAt: Date;
  @IdColumn() createdBy: string;
  @VersionColumn() version: number;
}

/** 主播时段: the part of a session that one host owns. */
@Entity('host_segment')
@Index('ux_host_segment_position', ['parkId', 'sessionId', 'position'], { unique: true })
@Index('ix_host_segment_streamer', ['parkId', 'streamerId', 'plannedStartAt'])
export class HostSegment {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @IdColumn() streamerId: string;
  /** Counts from 1 in the order of time. */
  @IntegerColumn() position: number;
  @InstantColumn() plannedStartAt: Date;
  @InstantColumn() plannedEndAt: Date;
  @InstantColumn({ nullable: true }) actualStartAt: Date | null;
  @InstantColumn({ nullable: true }) actualEndAt: Date | null;
}

/** A mentor who is present in a session, beside or behind its hosts. */
@Entity('session_mentor')
@Index('ux_session_mentor', ['parkId', 'sessionId', 'streamerId'], { unique: true })
@Index('ix_session_mentor_streamer', ['parkId', 'streamerId'])
export class SessionMentor {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @IdColumn() streamerId: string;
}

/** A beneficiary of a farm-aid session and its part of the net sales (INV-26). */
@Entity('session_beneficiary')
@Index('ux_session_beneficiary', ['parkId', 'sessionId', 'beneficiaryId'], { unique: true })
export class SessionBeneficiary {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @IdColumn() beneficiaryId: string;
  @IntegerColumn() shareBasisPoints: number;
}

/** A product that a session offers. */
@Entity('session_product')
@Index('ux_session_product', ['parkId', 'sessionId', 'productId'], { unique: true })
export class SessionProduct {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() sessionId: string;
  @IdColumn() productId: string;
}
