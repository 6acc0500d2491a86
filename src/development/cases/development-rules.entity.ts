import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  JsonColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';
import { DEVELOPMENT_LENGTH_MAX } from './development-case.entity.js';

/** Where an organization's cut-over, or the withdrawal of an overlay, stands. */
export type CutOverStatus = 'PENDING' | 'CONFIRMED' | 'REJECTED';

/** The day from which an organization's facts obey every rule; earlier ones are taken over as they happened (INV-13a). */
@Entity('organization_cut_over')
@Index('ux_organization_cut_over', ['scopeId', 'onceKey'], { unique: true })
@Index('ix_organization_cut_over', ['scopeId', 'organizationId', 'status'])
export class OrganizationCutOver {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() organizationId: string;
  /** The organization's id while it is pending or confirmed, then the row's own: there is one cut-over only. */
  @IdColumn() onceKey: string;
  @LocalDateColumn() cutOverOn: LocalDate;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.documentNumber) documentNumber: string;
  @TextColumn(12) status: CutOverStatus;
  @IdColumn() recordedBy: string;
  @InstantColumn() recordedAt: Date;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.reason, { nullable: true }) reason: string | null;
  @VersionColumn() version: number;
}

/** What an organization tightens in a rule set for itself and everything below it. Rows are added, never changed. */
@Entity('rule_overlay')
@Index('ix_rule_overlay', ['scopeId', 'organizationId', 'effectiveFrom'])
export class RuleOverlayRow {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() organizationId: string;
  @TextColumn(30) ruleSetId: string;
  /** First day of the facts that it judges. */
  @LocalDateColumn() effectiveFrom: LocalDate;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.documentNumber) documentNumber: string;
  /** Parameters, extra steps and extra forms. */
  @JsonColumn() content: object;
  @IdColumn() adoptedBy: string;
  @InstantColumn() adoptedAt: Date;
}

/** That an overlay ends on a day; it counts when a second person has confirmed it. */
@Entity('rule_overlay_withdrawal')
@Index('ux_rule_overlay_withdrawal', ['scopeId', 'onceKey'], { unique: true })
export class RuleOverlayWithdrawal {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() overlayId: string;
  /** That of the overlay. */
  @IdColumn() organizationId: string;
  /** The overlay's id while it is pending or confirmed, then the row's own: one withdrawal stands at a time. */
  @IdColumn() onceKey: string;
  /** First day of the facts that the overlay does not judge. */
  @LocalDateColumn() endsOn: LocalDate;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.documentNumber) documentNumber: string;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.reason) reason: string;
  @TextColumn(12) status: CutOverStatus;
  @IdColumn() recordedBy: string;
  @InstantColumn() recordedAt: Date;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  /** Why it was rejected. */
  @TextColumn(DEVELOPMENT_LENGTH_MAX.reason, { nullable: true }) decisionReason: string | null;
  @VersionColumn() version: number;
}

/** 个人信息保护影响评估: without one nobody's case is opened in the organization or below it (PR-4). */
@Entity('impact_assessment')
@Index('ix_impact_assessment', ['scopeId', 'organizationId', 'assessedOn'])
export class ImpactAssessment {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() organizationId: string;
  @LocalDateColumn() assessedOn: LocalDate;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.documentNumber) documentNumber: string;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.note) conclusion: string;
  /** The record is kept at least until this day: three years after the assessment (PR-4). */
  @LocalDateColumn() keptUntil: LocalDate;
  @IdColumn() recordedBy: string;
  @InstantColumn() recordedAt: Date;
}
