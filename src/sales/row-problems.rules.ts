import type { Finding, FindingCode } from './intake/findings.js';
import { FINDING_TEXTS } from './intake/findings.js';
import type { RowOutcome } from './line-booking.rules.js';
import { UNPLACED } from './live-placing.rules.js';

/** What people must know about a row: a finding of the intake, or what its outcome means. */
export type RowProblem = Omit<Finding, 'code'> & { code: FindingCode | RowOutcome };

/** A row with what was read of it and what became of it, or would. */
export interface JudgedRow {
  rowNumber: number;
  /** VALID, REFUSED or SKIPPED when the file was read. */
  state: string;
  /** Empty while nobody has decided. */
  outcome: string;
  findings: readonly Finding[];
}

/** Outcomes of rows that are not booked until somebody acts. */
export const LEFT_OUTCOMES = ['UNMATCHED', 'REFUND_EXCEEDS_SALE', 'CORRECTION_PROPOSED'] as const;

/** Outcomes of rows whose figures stand in the books, or will as far as anybody knows. */
export const STANDING_OUTCOMES: readonly string[] = ['', 'BOOKED', 'CORRECTED', 'DUPLICATE'];

const OUTCOME_MESSAGES: Readonly<Record<(typeof LEFT_OUTCOMES)[number], { zh: string; en: string }>> = {
  UNMATCHED: FINDING_TEXTS.UNMATCHED,
  REFUND_EXCEEDS_SALE: {
    zh: '这笔订单的退款会超过已入账的销售额,没有入账;请核对文件里的金额,以及这笔订单有没有被手工更正或冲销。',
    en: 'The refunds of the order would exceed its booked sales; not booked. Check the amounts in the file, and whether the order was corrected or reversed by hand.',
  },
  CORRECTION_PROPOSED: {
    zh: '与已入账的数字不同;再次入账并接受更正后按差额更正。',
    en: 'Differs from what is booked: commit again and accept corrections to book the difference.',
  },
};

/**
 * What a preview and an import name of a row, the same for both: why it is not booked, or what to check about its figures in the books. Empty for
 * a row without either. That refunds are booked although they exceed the sales is said only of a row that is (INV-33).
 */
export function problemsOfRow({ rowNumber, state, outcome, findings }: JudgedRow): RowProblem[] {
  const isStanding = state === 'VALID' && STANDING_OUTCOMES.includes(outcome);
  const shown: RowProblem[] = findings.filter(({ code, severity }) => {
    if (severity === 'ERROR') return state === 'REFUSED' || outcome === 'UNMATCHED';
    return code === 'SESSION_KEPT' || (code === 'REFUND_ABOVE_SALES' && isStanding);
  });
  if (shown.some(({ code }) => UNPLACED.some((unplaced) => unplaced === code))) return shown;
  const left = LEFT_OUTCOMES.find((one) => one === outcome);
  return left ? [...shown, { row: rowNumber, column: null, code: left, severity: 'ERROR', message: OUTCOME_MESSAGES[left] }] : shown;
}
