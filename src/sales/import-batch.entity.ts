import { Entity, Index } from 'typeorm';
import {
  BooleanColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';

/** What the operator decided in the preview; fixed when the batch is committed. */
export interface ImportChoices {
  /** Account of the file's lives when the file names none. */
  accountId: string | null;
  /** Hosts of sessions that are recorded afterwards when the file names none that is known. */
  hostStreamerIds: string[];
  recordMissingSessions: boolean;
  acceptCorrections: boolean;
  switchGrain: boolean;
  /** Beneficiaries of the sessions that are recorded afterwards; empty means that they are no farm-aid sessions. */
  beneficiaries: { beneficiaryId: string; shareBasisPoints: number }[];
}

/** One uploaded file: staged, previewed, committed as a job, reversible. Its bytes are not kept, only their digest. */
@Entity('import_batch')
@Index('ix_import_batch_created', ['parkId', 'createdAt'])
@Index('ix_import_batch_digest', ['parkId', 'sha256'])
export class ImportBatch {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(200) fileName: string;
  @TextColumn(64) sha256: string;
  @IntegerColumn() sizeBytes: number;
  @TextColumn(10) fileFormat: string;
  /** Name of the header mapping that fitted. */
  @TextColumn(40) mappingName: string;
  @TextColumn(20) platform: string;
  @TextColumn(10) grain: string;
  @TextColumn(60) basis: string;
  @TextColumn(20) status: string;
  @IntegerColumn() rowCount: number;
  /** Headers that were left out: buyers' data and unknown columns. Names only, no content. */
  @JsonColumn() droppedHeaders: string[];
  /** Findings about the file as a whole, such as a total row that differs. */
  @JsonColumn() fileFindings: unknown[];
  @JsonColumn({ nullable: true }) choices: ImportChoices | null;
  @IdColumn({ nullable: true }) jobId: string | null;
  @IntegerColumn() progressDone: number;
  @BooleanColumn() isDemo: boolean;
  @LongTextColumn({ nullable: true }) reason: string | null;
  @IdColumn() createdBy: string;
  @InstantColumn() createdAt: Date;
  @InstantColumn({ nullable: true }) committedAt: Date | null;
  @InstantColumn({ nullable: true }) reversedAt: Date | null;
  @VersionColumn() version: number;
}

/** One row of a staged file, with what became of it. */
@Entity('import_row')
@Index('ux_import_row', ['parkId', 'batchId', 'rowNumber'], { unique: true })
@Index('ix_import_row_session', ['parkId', 'sessionId', 'batchId'])
export class ImportRow {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() batchId: string;
  /** Row number in the sheet, counted from 1 as the spreadsheet program shows it. */
  @IntegerColumn() rowNumber: number;
  /** VALID, REFUSED or SKIPPED when staged. */
  @TextColumn(10) state: string;
  @TextColumn(100) liveExportId: string;
  /** The typed row without buyer columns; null when it was refused. */
  @JsonColumn({ nullable: true }) content: unknown;
  @JsonColumn() findings: unknown[];
  /** What the commit did; empty until then. */
  @TextColumn(24) outcome: string;
  @IdColumn({ nullable: true }) sessionId: string | null;
  @IdColumn({ nullable: true }) lineId: string | null;
  /** The line as it was before this row changed it, so that the batch can be reversed; null when the row made the line. */
  @JsonColumn({ nullable: true }) previousLine: unknown;
}
