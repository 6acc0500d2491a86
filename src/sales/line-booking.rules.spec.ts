import { bookingOf, decideLine, type LineState, type ReportedLine } from './line-booking.rules.js';

const OPTIONS = { isGrainOfRecord: true, acceptCorrections: false, isOrderLine: true };

function reported(change: Partial<ReportedLine> = {}): ReportedLine {
  return {
    saleFen: 7160n,
    quantity: 2,
    orderCount: 1,
    saleOn: '2026-10-01',
    saleHash: 's1',
    refundFen: 0n,
    refundOn: null,
    refundHash: '',
    ...change,
  };
}

function booked(line: ReportedLine): LineState {
  return { ...line, bookedSaleFen: line.saleFen, bookedRefundFen: line.refundFen };
}

describe('deciding what a reported row does to its line', () => {
  it('books a new sale with its refund on their own days (INV-34)', () => {
    const row = reported({ refundFen: 7160n, refundOn: '2026-10-03', refundHash: 'r1' });
    const decision = decideLine(null, row, OPTIONS);
    expect(decision.outcome).toBe('BOOKED');
    expect(decision.entries).toEqual([
      { kind: 'SALE', ofKind: 'SALE', amountFen: 7160n, quantity: 2, orderCount: 1, occurredOn: '2026-10-01' },
      { kind: 'REFUND', ofKind: 'REFUND', amountFen: -7160n, quantity: 0, orderCount: 0, occurredOn: '2026-10-03' },
    ]);
    expect(decision.next).toMatchObject({ bookedSaleFen: 7160n, bookedRefundFen: 7160n });
  });

  it('adds nothing for the same content (INV-34)', () => {
    const known = booked(reported({ refundFen: 100n, refundOn: '2026-10-03', refundHash: 'r1' }));
    expect(decideLine(known, reported({ refundFen: 100n, refundOn: '2026-10-03', refundHash: 'r1' }), OPTIONS)).toEqual({
      outcome: 'DUPLICATE',
      entries: [],
      next: known,
    });
  });

  it('books a refund that appears in a later export as a refund, not as a correction (INV-34)', () => {
    const decision = decideLine(booked(reported()), reported({ refundFen: 500n, refundOn: '2026-10-20', refundHash: 'r1' }), OPTIONS);
    expect(decision.outcome).toBe('BOOKED');
    expect(decision.entries).toEqual([
      { kind: 'REFUND', ofKind: 'REFUND', amountFen: -500n, quantity: 0, orderCount: 0, occurredOn: '2026-10-20' },
    ]);
  });

  it('treats a refund after a reported refund of zero as a refund (INV-34)', () => {
    const known = booked(reported({ refundHash: 'zero' }));
    expect(decideLine(known, reported({ refundFen: 500n, refundOn: '2026-10-20', refundHash: 'r1' }), OPTIONS).entries[0]).toMatchObject({
      kind: 'REFUND',
    });
  });

  it('books nothing for a changed amount until corrections are accepted (INV-34)', () => {
    const changed = reported({ saleFen: 8000n, quantity: 3, saleHash: 's2' });
    const proposal = decideLine(booked(reported()), changed, OPTIONS);
    expect(proposal).toMatchObject({ outcome: 'CORRECTION_PROPOSED', entries: [], next: { saleFen: 7160n } });
    const accepted = decideLine(booked(reported()), changed, { ...OPTIONS, acceptCorrections: true });
    expect(accepted.outcome).toBe('CORRECTED');
    expect(accepted.entries).toEqual([
      { kind: 'CORRECTION', ofKind: 'SALE', amountFen: 840n, quantity: 1, orderCount: 0, occurredOn: '2026-10-01' },
    ]);
    expect(accepted.next.bookedSaleFen).toBe(8000n);
  });

  it('moves a changed day by taking back the old and booking the new (INV-34)', () => {
    const accepted = decideLine(booked(reported()), reported({ saleOn: '2026-10-02', saleHash: 's2' }), {
      ...OPTIONS,
      acceptCorrections: true,
    });
    expect(accepted.entries.map((entry) => [entry.occurredOn, entry.amountFen])).toEqual([
      ['2026-10-01', -7160n],
      ['2026-10-02', 7160n],
    ]);
  });

  it('refuses refunds above the sale of an order line, and allows them for a whole session (INV-31, INV-33)', () => {
    const row = reported({ refundFen: 7161n, refundOn: '2026-10-03', refundHash: 'r1' });
    expect(decideLine(null, row, OPTIONS)).toMatchObject({ outcome: 'REFUND_EXCEEDS_SALE', entries: [] });
    expect(decideLine(null, { ...row, refundFen: 7160n }, OPTIONS).outcome).toBe('BOOKED');
    expect(decideLine(null, row, { ...OPTIONS, isOrderLine: false }).outcome).toBe('BOOKED');
  });

  it('refuses a refund above what is still booked after a person reversed the sale (INV-31)', () => {
    const row = reported({ refundFen: 500n, refundOn: '2026-10-20', refundHash: 'r1' });
    const known = { ...booked(reported()), bookedSaleFen: 499n };
    expect(decideLine(known, row, OPTIONS)).toEqual({ outcome: 'REFUND_EXCEEDS_SALE', entries: [], next: known });
    expect(decideLine({ ...known, bookedSaleFen: 500n }, row, OPTIONS).outcome).toBe('BOOKED');
  });

  it('books the pieces of a live whose first report had no amount, once it has one (INV-30)', () => {
    const known = { ...booked(reported({ saleFen: 0n, quantity: 5, orderCount: 2 })) };
    const accepted = { ...OPTIONS, acceptCorrections: true };
    expect(decideLine(known, reported({ quantity: 5, orderCount: 2, saleHash: 's2' }), accepted).entries).toEqual([
      { kind: 'CORRECTION', ofKind: 'SALE', amountFen: 7160n, quantity: 5, orderCount: 2, occurredOn: '2026-10-01' },
    ]);
  });

  it('keeps a line of another grain without booking it (INV-34)', () => {
    const decision = decideLine(null, reported(), { ...OPTIONS, isGrainOfRecord: false });
    expect(decision).toMatchObject({ outcome: 'OBSERVED', entries: [], next: { saleFen: 7160n, bookedSaleFen: 0n } });
    expect(bookingOf(decision.next)).toHaveLength(1);
  });

  it('books an emptied line again as if it were new', () => {
    const emptied: LineState = {
      ...reported({ saleFen: 0n, quantity: 0, orderCount: 0, saleHash: '' }),
      bookedSaleFen: 0n,
      bookedRefundFen: 0n,
    };
    expect(decideLine(emptied, reported(), OPTIONS)).toMatchObject({ outcome: 'BOOKED', next: { bookedSaleFen: 7160n } });
  });
});
