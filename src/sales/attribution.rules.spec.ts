import fc from 'fast-check';
import { basisPointsOf, beneficiaryAmount, divide } from './attribution.rules.js';

describe('dividing a session among its hosts', () => {
  it('gives shares that sum to 10000 for any weights (INV-36)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ streamerId: fc.constantFrom('a', 'b', 'c', 'd'), weight: fc.nat(720) }), { minLength: 1, maxLength: 8 }),
        (hosts) => {
          const shares = basisPointsOf(hosts);
          expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBe(10_000);
          expect([...shares.values()].every((share) => share >= 0)).toBe(true);
        },
      ),
    );
  });

  it('gives parts that sum to the amount exactly, negative ones too (INV-36)', () => {
    const weights = fc.array(fc.record({ streamerId: fc.constantFrom('a', 'b', 'c'), weight: fc.nat(720) }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }), weights, (amount, hosts) => {
        const parts = divide(amount, basisPointsOf(hosts));
        expect([...parts.values()].reduce((sum, part) => sum + part, 0n)).toBe(amount);
      }),
    );
  });

  it('gives the remainder to the largest share, on a tie to the earlier segment (INV-36)', () => {
    expect(
      basisPointsOf([
        { streamerId: 'a', weight: 60 },
        { streamerId: 'b', weight: 60 },
        { streamerId: 'c', weight: 60 },
      ]),
    ).toEqual(
      new Map([
        ['a', 3334],
        ['b', 3333],
        ['c', 3333],
      ]),
    );
    expect(
      divide(
        100n,
        new Map([
          ['a', 3333],
          ['b', 3334],
          ['c', 3333],
        ]),
      ),
    ).toEqual(
      new Map([
        ['a', 33n],
        ['b', 34n],
        ['c', 33n],
      ]),
    );
  });

  it('divides evenly when nobody has a length, and not at all without hosts', () => {
    expect(
      basisPointsOf([
        { streamerId: 'a', weight: 0 },
        { streamerId: 'b', weight: 0 },
      ]),
    ).toEqual(
      new Map([
        ['a', 5000],
        ['b', 5000],
      ]),
    );
    expect(basisPointsOf([]).size).toBe(0);
  });
});

describe('the share of a beneficiary', () => {
  it('is rounded toward zero per session (INV-26)', () => {
    expect(beneficiaryAmount(9_999n, 3_333)).toBe(3_332n);
    expect(beneficiaryAmount(-9_999n, 3_333)).toBe(-3_332n);
    expect(beneficiaryAmount(100n, 10_000)).toBe(100n);
  });
});
