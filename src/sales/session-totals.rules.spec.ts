import { findingsOfTotals } from './session-totals.rules.js';

describe('the totals of a session', () => {
  it('are worth a look when refunds exceed sales, on either side of the fen (INV-33)', () => {
    expect(findingsOfTotals({ saleFen: 100n, refundFen: 100n })).toEqual([]);
    expect(findingsOfTotals({ saleFen: 0n, refundFen: 0n })).toEqual([]);
    expect(findingsOfTotals({ saleFen: 100n, refundFen: 101n })).toMatchObject([{ code: 'REFUND_ABOVE_SALES', severity: 'WARNING' }]);
  });
});
