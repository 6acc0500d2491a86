import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { IdColumn, InstantColumn, LocalDateColumn, PrimaryId, TextColumn } from '../../platform/database/columns.js';
import { DEVELOPMENT_LENGTH_MAX } from './development-case.entity.js';

/** What became of the person's separate consent (PR-2). */
export type ConsentStep = 'GIVEN' | 'WITHDRAWN' | 'RENEWED';

/** One consent, withdrawal or renewal, never changed; the case's row has what holds today. */
@Entity('development_consent')
@Index('ix_development_consent_case', ['scopeId', 'caseId', 'recordedAt'])
export class DevelopmentConsent {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  /** The organization that handled the case. */
  @IdColumn() organizationId: string;
  @TextColumn(12) step: ConsentStep;
  /** The day on which the person consented, or from which the consent is withdrawn. */
  @LocalDateColumn() occurredOn: LocalDate;
  /** Reference of the paper; a withdrawal needs none. */
  @TextColumn(DEVELOPMENT_LENGTH_MAX.reference, { nullable: true }) reference: string | null;
  @IdColumn() recordedBy: string;
  @InstantColumn() recordedAt: Date;
}
