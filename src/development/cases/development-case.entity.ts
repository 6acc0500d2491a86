import { Entity, Index } from 'typeorm';
import type { HeldMembership } from '../../organizations/membership-alignment.rules.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LocalDateColumn,
  PrimaryId,
  PrimaryInteger,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';
import type { CaseStage, FactKind, RuleOverride, SideState } from '../machine/case-facts.js';
import type { CheckMoment, FactStatus } from './case-states.js';

/** Lengths in characters of what people enter. */
export const DEVELOPMENT_LENGTH_MAX = { documentNumber: 80, reference: 200, reason: 500, note: 1_000 } as const;

/**
 * 发展党员个案: one person's way into the Party. Stage, side state, days and the handling organization are the projection of the confirmed
 * facts, written with them in one transaction; nobody sets them (5-domain-model 6.3).
 */
@Entity('development_case')
@Index('ux_development_case_number', ['scopeId', 'caseNumber'], { unique: true })
@Index('ux_development_case_open', ['scopeId', 'openKey'], { unique: true })
@Index('ix_development_case_organization', ['scopeId', 'organizationId', 'stage'])
@Index('ix_development_case_receiver', ['scopeId', 'pendingOrganizationId'])
@Index('ix_development_case_person', ['scopeId', 'personId', 'openedAt'])
export class DevelopmentCase {
  @PrimaryId() id: string;
  /** Always the installation: a person has one open case nationwide (INV-13). */
  @IdColumn() scopeId: string;
  /** Such as 2026-0001. */
  @TextColumn(20) caseNumber: string;
  @IdColumn() personId: string;
  /** The organization that handles the case. */
  @IdColumn() organizationId: string;
  /** The organization to which the case is on its way; null unless a transfer waits for its acknowledgement (INV-14). */
  @IdColumn({ nullable: true }) pendingOrganizationId: string | null;
  /** The person's id while the case is open, then the case's own id: a second open case meets the unique key (INV-13). */
  @IdColumn() openKey: string;
  /** The closed case that this one follows; no time is inherited from it (INV-13). */
  @IdColumn({ nullable: true }) previousCaseId: string | null;
  /** The first organization that handled it. */
  @IdColumn() openedOrganizationId: string;
  @TextColumn(30) stage: CaseStage;
  @TextColumn(30, { nullable: true }) side: SideState | null;
  @LocalDateColumn({ nullable: true }) stageSinceOn: LocalDate | null;
  /** Day on which the probation ends, extension included (R24, R27). */
  @LocalDateColumn({ nullable: true }) probationEndsOn: LocalDate | null;
  /** First day that counts as party age (R29). */
  @LocalDateColumn({ nullable: true }) partyAgeFrom: LocalDate | null;
  /** The earliest deadline that is not met yet, as of the last change of the case. */
  @LocalDateColumn({ nullable: true }) nextDueOn: LocalDate | null;
  /** Facts dated earlier are recorded as they happened (INV-13a); fixed when the case is opened. */
  @LocalDateColumn({ nullable: true }) cutOverOn: LocalDate | null;
  /** Day of the person's separate consent (PR-2). */
  @LocalDateColumn() consentOn: LocalDate;
  @TextColumn(200) consentReference: string;
  /** First day on which the consent is no longer in force. */
  @LocalDateColumn({ nullable: true }) consentWithdrawnOn: LocalDate | null;
  /** Day of the fact that ended it; null while it is open. */
  @LocalDateColumn({ nullable: true }) closedOn: LocalDate | null;
  /** The memberships that the case made, in the order of their days. */
  @JsonColumn() memberships: HeldMembership[];
  @IdColumn() openedBy: string;
  @InstantColumn() openedAt: Date;
  @VersionColumn() version: number;
}

/** The last case number given in a year. */
@Entity('development_case_series')
export class DevelopmentCaseSeries {
  /** Always the installation. */
  @PrimaryId() scopeId: string;
  @PrimaryInteger() year: number;
  @IntegerColumn() lastNumber: number;
}

/** One recorded fact of a case. It counts when a second person has confirmed it; it is never deleted (INV-21, R36). */
@Entity('development_fact')
@Index('ux_development_fact_sequence', ['scopeId', 'caseId', 'sequence'], { unique: true })
@Index('ix_development_fact_kind', ['scopeId', 'organizationId', 'kind', 'occurredOn'])
@Index('ix_development_fact_status', ['scopeId', 'status', 'organizationId', 'recordedAt'])
export class DevelopmentFact {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  /** 1, 2, 3 … in the order of recording. */
  @IntegerColumn() sequence: number;
  @TextColumn(40) kind: FactKind;
  /** The day on which it happened, entered by a person (R36). */
  @LocalDateColumn() occurredOn: LocalDate;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.documentNumber, { nullable: true }) documentNumber: string | null;
  /** The organization that recorded it. */
  @IdColumn() organizationId: string;
  /** `FactData[kind]`. */
  @JsonColumn() data: object;
  /** Warnings that the recorder passed, each with the reason (INV-19). */
  @JsonColumn() overrides: RuleOverride[];
  @TextColumn(12) status: FactStatus;
  @IdColumn() recordedBy: string;
  @InstantColumn() recordedAt: Date;
  /** Who confirmed, rejected or took it back. */
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  /** Why it was rejected or taken back. */
  @TextColumn(DEVELOPMENT_LENGTH_MAX.reason, { nullable: true }) reason: string | null;
  /** Who asked for a confirmed fact to be voided; null when nobody does. */
  @IdColumn({ nullable: true }) voidAskedBy: string | null;
  @InstantColumn({ nullable: true }) voidAskedAt: Date | null;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.reason, { nullable: true }) voidReason: string | null;
  @IdColumn({ nullable: true }) voidedBy: string | null;
  @InstantColumn({ nullable: true }) voidedAt: Date | null;
  @VersionColumn() version: number;
}

/** What one rule said about a fact at one moment; never changed, also not when a newer rule set would say otherwise (INV-18). */
@Entity('development_check')
@Index('ix_development_check_fact', ['scopeId', 'caseId', 'factId', 'checkedAt'])
@Index('ix_development_check_breach', ['scopeId', 'caseId', 'moment', 'outcome'])
export class DevelopmentCheck {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  @IdColumn() factId: string;
  /** The organization that handled the case at that moment. */
  @IdColumn() organizationId: string;
  @TextColumn(12) moment: CheckMoment;
  @TextColumn(20) ruleId: string;
  @TextColumn(30) ruleSetId: string;
  @TextColumn(10) severity: string;
  @TextColumn(20) outcome: string;
  /** Article, facts looked at, reason and cure, in both languages where they are sentences. */
  @JsonColumn() content: CheckContent;
  @LocalDateColumn({ nullable: true }) curedOn: LocalDate | null;
  @InstantColumn() checkedAt: Date;
}

/** The part of a check that people read. */
export interface CheckContent {
  /** What was looked at, such as CULTIVATION_SHORT. */
  code: string;
  article: { zh: string; en: string };
  facts: Readonly<Record<string, string | number | boolean | null>>;
  reason: { zh: string; en: string } | null;
  cure: { zh: string; en: string } | null;
  /** True when it is about what was typed in; missing in the oldest checks. */
  isAboutEntry?: boolean;
}

/** That an organization once handled a case: all that it keeps after the case has moved on. */
@Entity('development_handover')
@Index('ix_development_handover', ['scopeId', 'organizationId', 'handedOverOn'])
@Index('ix_development_handover_case', ['scopeId', 'caseId'])
export class DevelopmentHandover {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  /** The fact TRANSFER_ACKNOWLEDGED with which it moved. */
  @IdColumn() factId: string;
  /** The organization that handled it before. */
  @IdColumn() organizationId: string;
  @IdColumn() toOrganizationId: string;
  @LocalDateColumn() handedOverOn: LocalDate;
}
