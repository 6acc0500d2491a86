import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';
import { DEVELOPMENT_LENGTH_MAX } from '../cases/development-case.entity.js';
import type { PoolAnalysisStatus } from './pool-analysis-states.js';

/** A grass-roots committee's yearly analysis of its pool of activists (R07). It counts once a second person has confirmed it. */
@Entity('development_pool_analysis')
@Index('ux_development_pool_analysis', ['scopeId', 'organizationId', 'year', 'onceKey'], { unique: true })
@Index('ix_development_pool_analysis_status', ['scopeId', 'status', 'organizationId'])
export class PoolAnalysis {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() organizationId: string;
  @IntegerColumn() year: number;
  /** STANDING while it waits or is confirmed, then the row's own id: one stands for a year. */
  @IdColumn() onceKey: string;
  @LocalDateColumn() analyzedOn: LocalDate;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.documentNumber) documentNumber: string;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.note) conclusion: string;
  /** Applicants and activists below the committee on that day, as the cases had it when the analysis was recorded. */
  @IntegerColumn() applicantsCount: number;
  @IntegerColumn() activistsCount: number;
  @TextColumn(12) status: PoolAnalysisStatus;
  @IdColumn() recordedBy: string;
  @InstantColumn() recordedAt: Date;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  @TextColumn(DEVELOPMENT_LENGTH_MAX.reason, { nullable: true }) reason: string | null;
  @VersionColumn() version: number;
}
