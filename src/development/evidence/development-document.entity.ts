import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, IntegerColumn, PrimaryId, TextColumn, VersionColumn } from '../../platform/database/columns.js';

/** Lengths in characters of what is written down about a paper. */
export const PAPER_LENGTH_MAX = { paperKind: 40, title: 120, reference: 200, heldBy: 120, reason: 500 } as const;

/**
 * A paper of a case as it lies in the file: what it is, where it is, and the digest of a scan. The paper itself is not stored (PR-6). A row never
 * changes in content; a correction is a new row that takes its place, and nothing is deleted.
 */
@Entity('development_document')
@Index('ix_development_document_case', ['scopeId', 'caseId', 'attachedAt'])
@Index('ix_development_document_fact', ['scopeId', 'factId'])
export class DevelopmentDocument {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  /** The fact that it proves; null for a paper about the case as a whole. */
  @IdColumn({ nullable: true }) factId: string | null;
  /** The organization that handled the case when it was attached. */
  @IdColumn() organizationId: string;
  /** Code of the paper as the steps of the plan name it, such as APPLICATION_LETTER. */
  @TextColumn(PAPER_LENGTH_MAX.paperKind) paperKind: string;
  @TextColumn(PAPER_LENGTH_MAX.title) title: string;
  /** Document number or the place in the file. */
  @TextColumn(PAPER_LENGTH_MAX.reference) reference: string;
  /** Digest of the scan, 64 lower-case hexadecimal digits. */
  @TextColumn(64, { nullable: true }) sha256: string | null;
  @IntegerColumn() pagesCount: number;
  /** Who keeps the paper. */
  @TextColumn(PAPER_LENGTH_MAX.heldBy) heldBy: string;
  @IdColumn() attachedBy: string;
  @InstantColumn() attachedAt: Date;
  /** The row that it corrects. */
  @IdColumn({ nullable: true }) supersedesId: string | null;
  /** Why it corrects that row. */
  @TextColumn(PAPER_LENGTH_MAX.reason, { nullable: true }) correctionReason: string | null;
  /** The row that corrects this one; null while this one stands. */
  @IdColumn({ nullable: true }) supersededById: string | null;
  /** When it was withdrawn, for a paper that does not belong to the case at all. */
  @InstantColumn({ nullable: true }) withdrawnAt: Date | null;
  @IdColumn({ nullable: true }) withdrawnBy: string | null;
  @TextColumn(PAPER_LENGTH_MAX.reason, { nullable: true }) withdrawnReason: string | null;
  @VersionColumn() version: number;
}
