import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';
import type { TakeoverStatus, TakeoverOutcome, TakeoverRowState } from './takeover-states.js';
import type { CellFinding } from './takeover-findings.js';
import type { TakeoverContent } from './takeover-sheet.js';

/**
 * A sheet with existing cases (INV-13a): staged, looked at, committed by its importer, confirmed by a second person. Its bytes are not kept.
 * Until it is confirmed no case and no fact exists, so that taking it back leaves nothing behind.
 */
@Entity('takeover_batch')
@Index('ix_takeover_batch_uploaded', ['scopeId', 'organizationId', 'uploadedAt'])
@Index('ix_takeover_batch_status', ['scopeId', 'status', 'uploadedAt'])
export class TakeoverBatch {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  /** The organization whose subtree the cases belong to. */
  @IdColumn() organizationId: string;
  @TextColumn(200) fileName: string;
  @TextColumn(64) sha256: string;
  @IntegerColumn() sizeBytes: number;
  @TextColumn(10) fileFormat: string;
  @TextColumn(20) status: TakeoverStatus;
  @IntegerColumn() rowsCount: number;
  /** Names of columns that were not understood and left out. */
  @JsonColumn() droppedHeaders: string[];
  @JsonColumn() fileFindings: CellFinding[];
  @IdColumn({ nullable: true }) jobId: string | null;
  /** Why it was taken back. */
  @TextColumn(500, { nullable: true }) reason: string | null;
  @IdColumn() uploadedBy: string;
  @InstantColumn() uploadedAt: Date;
  /** The recorder of all its facts. */
  @IdColumn({ nullable: true }) committedBy: string | null;
  @InstantColumn({ nullable: true }) committedAt: Date | null;
  /** The second person (INV-21). */
  @IdColumn({ nullable: true }) confirmedBy: string | null;
  @InstantColumn({ nullable: true }) confirmedAt: Date | null;
  @IdColumn({ nullable: true }) endedBy: string | null;
  @InstantColumn({ nullable: true }) endedAt: Date | null;
  @VersionColumn() version: number;
}

/** One row of such a sheet: one person's case. */
@Entity('takeover_row')
@Index('ux_takeover_row', ['scopeId', 'batchId', 'rowNumber'], { unique: true })
@Index('ux_takeover_row_once', ['scopeId', 'onceKey'], { unique: true })
@Index('ix_takeover_row_outcome', ['scopeId', 'batchId', 'outcome', 'rowNumber'])
export class TakeoverRow {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() batchId: string;
  /** Counted from 1 as the spreadsheet program shows it. */
  @IntegerColumn() rowNumber: number;
  @TextColumn(10) state: TakeoverRowState;
  /** What became of it; empty until the commit. */
  @TextColumn(20) outcome: TakeoverOutcome;
  /** The row's hash while it is taken or taken over, else the row's id: equal rows are taken once. */
  @TextColumn(43) onceKey: string;
  /** Keyed fingerprint of person and facts. */
  @TextColumn(43) rowHash: string;
  /** Name and ID-card number until the row is committed or taken back, then null. */
  @TextColumn(500, { nullable: true }) identityEncrypted: string | null;
  @TextColumn(18) idCardMasked: string;
  /** The person, once the row is committed. */
  @IdColumn({ nullable: true }) personId: string | null;
  @IdColumn({ nullable: true }) organizationId: string | null;
  /** The facts that were read; null for a row that was refused or taken back. */
  @JsonColumn({ nullable: true }) content: TakeoverContent | null;
  @JsonColumn() findings: CellFinding[];
  /** The case that it became. */
  @IdColumn({ nullable: true }) caseId: string | null;
  @VersionColumn() version: number;
}
