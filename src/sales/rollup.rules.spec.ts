import fc from 'fast-check';
import { UNASSIGNED_MEMBER } from './rollup.entity.js';
import { combine, type DayFacts, emptyFigures, type HeldSession, type LedgerSum, rollupsOfDay } from './rollup.rules.js';

function sum(change: Partial<LedgerSum> = {}): LedgerSum {
  return { sessionId: 's1', productId: null, grain: 'SESSION', ofKind: 'SALE', amountFen: 1000n, quantity: 3, orderCount: 2, ...change };
}

function session(change: Partial<HeldSession> = {}): HeldSession {
  const figures = { durationSeconds: 3600, peakOnline: 100, views: 5000n, newFollowers: 7, netFen: 1000n };
  return { sessionId: 's1', isReported: true, ...figures, beneficiaries: [], ...change };
}

function facts(change: Partial<DayFacts> = {}): DayFacts {
  return { sums: [], sessions: [], hosts: new Map(), watermarkAt: null, ...change };
}

describe('the rollups of a day', () => {
  it('keep paid amount, refunds and net apart, negative net included (INV-33)', () => {
    const [park] = rollupsOfDay(facts({ sums: [sum(), sum({ ofKind: 'REFUND', amountFen: -1500n, quantity: 0, orderCount: 0 })] })).filter(
      (row) => row.dimension === 'PARK',
    );
    expect(park).toMatchObject({ gmvPaidFen: 1000n, refundFen: 1500n, netFen: -500n, unitsSold: 3, sessionGrainOrders: 2 });
  });

  it('never add orders of different grains', () => {
    const [park] = rollupsOfDay(facts({ sums: [sum(), sum({ sessionId: 's2', grain: 'SKU', orderCount: 5 })] })).filter(
      (row) => row.dimension === 'PARK',
    );
    expect(park).toMatchObject({ sessionGrainOrders: 2, skuGrainLines: 5, orderGrainOrders: 0 });
  });

  it('take the maximum of peaks and the sum of views; missing is null, not zero', () => {
    const rows = rollupsOfDay(
      facts({
        sessions: [
          session({ peakOnline: 100 }),
          session({ sessionId: 's2', peakOnline: 250, views: null }),
          session({ sessionId: 's3', peakOnline: null, views: null, newFollowers: null }),
        ],
      }),
    );
    expect(rows.find((row) => row.dimension === 'PARK')).toMatchObject({
      peakOnline: 250,
      views: 5000n,
      sessionsHeld: 3,
      durationSeconds: 10_800n,
    });
    expect(rollupsOfDay(facts({ sessions: [session({ views: null, peakOnline: null })] }))[0]).toMatchObject({
      views: null,
      peakOnline: null,
    });
  });

  it('put what has no product or no host under 未分配 (INV-26a)', () => {
    const rows = rollupsOfDay(facts({ sums: [sum()], sessions: [session()] }));
    expect(
      rows
        .filter((row) => row.memberId === UNASSIGNED_MEMBER)
        .map((row) => row.dimension)
        .sort(),
    ).toEqual(['PARK', 'PRODUCT', 'STREAMER']);
  });

  it('give beneficiaries their share of the whole session, rounded per session (INV-26)', () => {
    const sessions = [
      session({ netFen: 999n, beneficiaries: [{ beneficiaryId: 'v', shareBasisPoints: 5000 }] }),
      session({ sessionId: 's2', netFen: 999n, beneficiaries: [{ beneficiaryId: 'v', shareBasisPoints: 5000 }] }),
    ];
    expect(rollupsOfDay(facts({ sessions })).find((row) => row.dimension === 'BENEFICIARY')).toMatchObject({
      memberId: 'v',
      netFen: 998n,
      sessionsHeld: 2,
    });
  });

  it('sum to the park by host and by product, whatever the facts (INV-36)', () => {
    const sums = fc.array(
      fc.record({
        sessionId: fc.constantFrom('s1', 's2', 's3'),
        productId: fc.constantFrom(null, 'p1', 'p2'),
        grain: fc.constantFrom('SESSION' as const, 'SKU' as const),
        ofKind: fc.constantFrom('SALE' as const, 'REFUND' as const),
        amountFen: fc.bigInt({ min: -1_000_000n, max: 1_000_000n }),
        quantity: fc.integer({ min: -50, max: 50 }),
        orderCount: fc.integer({ min: -50, max: 50 }),
      }),
      { maxLength: 20 },
    );
    const hosts = new Map([
      [
        's1',
        [
          { streamerId: 'a', weight: 61 },
          { streamerId: 'b', weight: 59 },
          { streamerId: 'c', weight: 7 },
        ],
      ],
      ['s2', [{ streamerId: 'a', weight: 120 }]],
    ]);
    fc.assert(
      fc.property(sums, (generated) => {
        const rows = rollupsOfDay(facts({ sums: generated, hosts }));
        const of = (dimension: string) => combine(rows.filter((row) => row.dimension === dimension));
        expect(of('STREAMER')).toEqual(of('PARK'));
        expect(of('PRODUCT')).toEqual(of('PARK'));
      }),
    );
  });

  it('combine to the same month in any order', () => {
    const days = [session(), session({ peakOnline: 7 })].map((one) => rollupsOfDay(facts({ sessions: [one] }))[0]!);
    expect(combine(days)).toEqual(combine([...days].reverse()));
    expect(combine([])).toEqual(emptyFigures());
  });
});
