import { numberDigestOf } from '../evidence/form-numbers.js';
import { headerOf } from './takeover-columns.js';
import { type CellFinding, cellFinding } from './takeover-findings.js';

/** A row as far as its application form is concerned. */
export interface FormRow {
  rowNumber: number;
  /** Normalized; empty when the cell is no number. */
  idCardNumber: string;
  formNumber: string | undefined;
  /** True when the row adds no case, so that the sheet does not record its form. */
  isLeftOut: boolean;
}

/** For each row what speaks against its form number: an earlier row of somebody else has it (R15). Where the same person stands twice, that is said of the person. */
export function formFindingsOf(rows: readonly FormRow[]): CellFinding[][] {
  const first = new Map<string, FormRow>();
  return rows.map((row) => {
    if (row.formNumber === undefined || row.isLeftOut) return [];
    const digest = numberDigestOf(row.formNumber);
    const earlier = first.get(digest);
    if (!earlier) first.set(digest, row);
    if (!earlier || (row.idCardNumber !== '' && row.idCardNumber === earlier.idCardNumber)) return [];
    return [cellFinding('FORM_NUMBER_REPEATED', headerOf('formNumber'), { detail: `${earlier.rowNumber}`, ruleId: 'R15' })];
  });
}
