import { findingOf } from './intake/findings.js';
import { LEFT_OUTCOMES, problemsOfRow, STANDING_OUTCOMES } from './row-problems.rules.js';

const ABOVE = findingOf('REFUND_ABOVE_SALES', { row: 2 });

function codes(state: string, outcome: string, findings = [ABOVE]): string[] {
  return problemsOfRow({ rowNumber: 2, state, outcome, findings }).map(({ code }) => code);
}

describe('what is said of a row', () => {
  it('is that its refunds are booked above the sales when they are, and only then (INV-33)', () => {
    for (const outcome of STANDING_OUTCOMES) expect(codes('VALID', outcome)).toEqual(['REFUND_ABOVE_SALES']);
    for (const outcome of LEFT_OUTCOMES) expect(codes('VALID', outcome)).toEqual([outcome]);
    for (const outcome of ['OBSERVED', 'REVERSED']) expect(codes('VALID', outcome)).toEqual([]);
    expect(codes('REFUSED', '')).toEqual([]);
  });

  it('is why it was refused when it was read, and where it has no place, each once (INV-34)', () => {
    expect(codes('REFUSED', '', [ABOVE, findingOf('AMBIGUOUS_MONEY', { row: 2 })])).toEqual(['AMBIGUOUS_MONEY']);
    expect(codes('VALID', 'UNMATCHED', [ABOVE, findingOf('ACCOUNT_NOT_CHOSEN', { row: 2 })])).toEqual(['ACCOUNT_NOT_CHOSEN']);
    expect(codes('SKIPPED', '', [findingOf('NOTHING_PAID', { row: 2 })])).toEqual([]);
  });

  it('is that its session stayed, also after the row was taken back (INV-23)', () => {
    expect(codes('VALID', 'REVERSED', [ABOVE, findingOf('SESSION_KEPT', { row: 2 })])).toEqual(['SESSION_KEPT']);
  });
});
