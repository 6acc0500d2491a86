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
import type { PledgeAudience } from '../template-states.js';
import type { AffectedDecision, AllegationOutcome, AllegationSource, BreachStatus } from './breach-states.js';

/** 失信/违诺个案: what is alleged about one pledge, how the party was heard, and what was decided (INV-42). */
@Entity('breach_case')
@Index('ux_breach_case_open', ['parkId', 'openKey'], { unique: true })
@Index('ix_breach_case_signatory', ['parkId', 'signatoryId', 'status'])
@Index('ix_breach_case_pledge', ['parkId', 'pledgeId'])
@Index('ix_breach_case_opened', ['parkId', 'openedOn', 'id'])
export class BreachCase {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() pledgeId: string;
  /** The text under which the clauses were alleged: of the pledge at the opening, also when a renewed one with another text is under review now. */
  @IdColumn() templateId: string;
  @TextColumn(20) audience: PledgeAudience;
  @IdColumn() signatoryId: string;
  @TextColumn(120) signatoryName: string;
  @TextColumn(20) status: BreachStatus;
  /** Signatory and series while it is undecided, else the own id: one case at a time. */
  @TextColumn(70) openKey: string;
  /** Numbers of the clauses that are said to be broken. */
  @JsonColumn() clauseNumbers: number[];
  @LocalDateColumn() openedOn: LocalDate;
  @LocalDateColumn({ nullable: true }) noticeGivenOn: LocalDate | null;
  @TextColumn(100, { nullable: true }) noticeReference: string | null;
  /** What the notice tells the party of what is alleged, without who said it; encrypted. */
  @LongTextColumn({ nullable: true }) noticeSummarySealed: string | null;
  @LocalDateColumn({ nullable: true }) heardOn: LocalDate | null;
  /** The party's statement, encrypted. */
  @LongTextColumn({ nullable: true }) statementSealed: string | null;
  @LocalDateColumn({ nullable: true }) decidedOn: LocalDate | null;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @TextColumn(100, { nullable: true }) decisionReference: string | null;
  /** What the park itself has established; a complaint is none. */
  @TextColumn(300, { nullable: true }) findingsReference: string | null;
  @TextColumn(300, { nullable: true }) decisionReason: string | null;
  @LocalDateColumn({ nullable: true }) appealUntil: LocalDate | null;
  @LocalDateColumn({ nullable: true }) appealedOn: LocalDate | null;
  /** The grounds of the appeal, encrypted. */
  @LongTextColumn({ nullable: true }) appealSealed: string | null;
  @LocalDateColumn({ nullable: true }) appealDecidedOn: LocalDate | null;
  @TextColumn(100, { nullable: true }) appealReference: string | null;
  @TextColumn(300, { nullable: true }) appealReason: string | null;
  @VersionColumn() version: number;
}

/** One allegation in a case. Its text is encrypted and shown only on a reasoned, audited request (PR-7). */
@Entity('breach_allegation')
@Index('ix_breach_allegation', ['parkId', 'caseId', 'receivedOn'])
export class BreachAllegation {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() caseId: string;
  @TextColumn(20) source: AllegationSource;
  @LongTextColumn() textSealed: string;
  @LocalDateColumn() receivedOn: LocalDate;
  /** The day of what is said to have happened; null where it is not known. */
  @LocalDateColumn({ nullable: true }) happenedOn: LocalDate | null;
  @TextColumn(20) outcome: AllegationOutcome;
  @IdColumn() recordedBy: string;
}

/** One step of a case; written with it. */
@Entity('breach_history')
@Index('ix_breach_history', ['parkId', 'caseId', 'at'])
export class BreachHistory {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() caseId: string;
  @TextColumn(40) verb: string;
  @TextColumn(20, { nullable: true }) fromStatus: BreachStatus | null;
  @TextColumn(20) toStatus: BreachStatus;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @InstantColumn() at: Date;
  @IdColumn() byAccountId: string;
}

/** A session that was confirmed with the host when the pledge was revoked; somebody decides about each (INV-41). */
@Entity('breach_affected_session')
@Index('ux_breach_affected_session', ['parkId', 'caseId', 'sessionId'], { unique: true })
@Index('ix_breach_affected_session', ['parkId', 'sessionId', 'streamerId'])
@Index('ix_breach_affected_start', ['parkId', 'plannedStartAt', 'id'])
export class BreachAffectedSession {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() caseId: string;
  @IdColumn() streamerId: string;
  @IdColumn() sessionId: string;
  @TextColumn(20) sessionNumber: string;
  @TextColumn(100) title: string;
  @InstantColumn() plannedStartAt: Date;
  @TextColumn(20) decision: AffectedDecision;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @VersionColumn() version: number;
}
