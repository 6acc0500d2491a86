import { Entity, Index } from 'typeorm';
import { IdColumn, PrimaryId, TextColumn } from '../../platform/database/columns.js';
import { DEVELOPMENT_LENGTH_MAX } from '../cases/development-case.entity.js';

/** Which case an application form (入党志愿书) belongs to, by its number: the digest lets no second case have it (R15). */
@Entity('development_form_number')
@Index('ux_development_form_number', ['scopeId', 'numberDigest'], { unique: true })
@Index('ix_development_form_number_case', ['scopeId', 'caseId'])
export class DevelopmentFormNumber {
  @PrimaryId() id: string;
  /** Always the installation: forms are numbered beyond a branch. */
  @IdColumn() scopeId: string;
  @IdColumn() caseId: string;
  /** The organization that handled the case when the form was filled in. */
  @IdColumn() organizationId: string;
  /** The same however the number is written; `numberDigestOf`. */
  @TextColumn(43) numberDigest: string;
  /** As it was written. */
  @TextColumn(DEVELOPMENT_LENGTH_MAX.documentNumber) formNumber: string;
}
