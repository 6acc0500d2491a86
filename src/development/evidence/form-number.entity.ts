import { Entity, Index } from 'typeorm';
import { IdColumn, PrimaryId, PrimaryText } from '../../platform/database/columns.js';
import { DEVELOPMENT_LENGTH_MAX } from '../cases/development-case.entity.js';

/** Which case an application form (入党志愿书) belongs to, by its number: the key lets no second case have it (R15). */
@Entity('development_form_number')
@Index('ix_development_form_number_case', ['scopeId', 'caseId'])
export class DevelopmentFormNumber {
  /** Always the installation: forms are numbered beyond a branch. */
  @PrimaryId() scopeId: string;
  /** Without blanks and in capitals, however it was written. */
  @PrimaryText(DEVELOPMENT_LENGTH_MAX.documentNumber) formNumber: string;
  @IdColumn() caseId: string;
}
