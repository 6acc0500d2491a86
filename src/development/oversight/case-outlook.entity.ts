import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { BooleanColumn, IdColumn, IntegerColumn, LocalDateColumn, PrimaryId, TextColumn } from '../../platform/database/columns.js';
import type { CaseStage, FactKind } from '../machine/case-facts.js';
import type { DeadlineCode } from '../machine/deadlines.js';
import type { RuleSetId } from '../rule-sets/rule-set.js';

/*
 * Derived from the confirmed facts of a case, and rewritten in the transaction that confirms or voids one. A nightly job derives every case
 * anew, because days pass and because calendars, overlays and rule sets change. Nobody edits these rows.
 */

/** A deadline of a case (`deadlinesOf`). */
@Entity('development_deadline')
@Index('ux_development_deadline', ['scopeId', 'caseId', 'code', 'fromFactId', 'dueOn'], { unique: true })
@Index('ix_development_deadline_due', ['scopeId', 'organizationId', 'metOn', 'dueOn'])
@Index('ix_development_deadline_remind', ['scopeId', 'nextRemindOn', 'organizationId', 'caseId'])
export class DevelopmentDeadline {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  /** The organization that handles the case. */
  @IdColumn() organizationId: string;
  @TextColumn(30) code: DeadlineCode;
  @TextColumn(10) ruleId: string;
  /** The set in force on the day of the fact from which it runs. */
  @TextColumn(30) ruleSetId: RuleSetId;
  @IdColumn() fromFactId: string;
  /** Last day in time. */
  @LocalDateColumn() dueOn: LocalDate;
  /** A year of the work calendar is missing. */
  @BooleanColumn() isProvisional: boolean;
  @LocalDateColumn({ nullable: true }) metOn: LocalDate | null;
  /** Day of the next reminder that was not sent yet; null when it is met. The only column that does not follow from the facts. */
  @LocalDateColumn({ nullable: true }) nextRemindOn: LocalDate | null;
}

/** A next step for which the rules set a first day (`nextSteps`). */
@Entity('development_outlook')
@Index('ux_development_outlook', ['scopeId', 'caseId', 'position'], { unique: true })
@Index('ix_development_outlook_earliest', ['scopeId', 'organizationId', 'earliestOn'])
export class DevelopmentOutlook {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  @IdColumn() organizationId: string;
  /** 1, 2, 3 … within the case. */
  @IntegerColumn() position: number;
  @TextColumn(40) kind: FactKind;
  @IntegerColumn({ nullable: true }) stepNumber: number | null;
  @TextColumn(60, { nullable: true }) stepCode: string | null;
  @LocalDateColumn() earliestOn: LocalDate;
  @LocalDateColumn({ nullable: true }) latestOn: LocalDate | null;
  /** True when nothing blocks it but the days that have yet to pass. */
  @BooleanColumn() isWaitingEnough: boolean;
  @BooleanColumn() isProvisional: boolean;
}

/** How long a case was in one stage and with one organization. */
@Entity('development_stage_interval')
@Index('ux_development_stage_interval', ['scopeId', 'caseId', 'position'], { unique: true })
@Index('ix_development_stage_interval_from', ['scopeId', 'organizationId', 'fromOn'])
@Index('ix_development_stage_interval_to', ['scopeId', 'organizationId', 'toOn'])
export class DevelopmentStageInterval {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  @IdColumn() organizationId: string;
  /** 1, 2, 3 … within the case. */
  @IntegerColumn() position: number;
  @TextColumn(30) stage: CaseStage;
  /** First day in this stage and with this organization. */
  @LocalDateColumn() fromOn: LocalDate;
  /** First day on which it is no longer there; null while it is. */
  @LocalDateColumn({ nullable: true }) toOn: LocalDate | null;
  /** First day in this stage, with whichever organization. */
  @LocalDateColumn() stageFromOn: LocalDate;
  /** True when the case reaches the stage for the first time: a return after a failed attempt, or a new organization, is no new entry. */
  @BooleanColumn() isEntry: boolean;
  /** The same for the stage's group. */
  @BooleanColumn() isGroupEntry: boolean;
  /** Days in the stage when it was left from here; null while it lasts and where only the organization changed. */
  @IntegerColumn({ nullable: true }) stayedDays: number | null;
}
