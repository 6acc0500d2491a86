import { fateOf, nextErasedOn, retainedUntil } from './erasure.rules.js';

const TODAY = '2026-11-30';

describe('the fate of records', () => {
  it('is to be kept up to and including the last day of retention, and to go on the next (INV-28)', () => {
    expect(fateOf({ endsWith: 'DAY', keptUntil: TODAY }, TODAY)).toEqual({ fate: 'LATER', keptUntil: TODAY });
    expect(fateOf({ endsWith: 'DAY', keptUntil: '2026-11-29' }, TODAY)).toEqual({ fate: 'NOW', keptUntil: null });
    expect(fateOf({ endsWith: 'DAY', keptUntil: null }, TODAY)).toEqual({ fate: 'NOW', keptUntil: null });
  });

  it('is to go at once where only the person decides, and never where the law keeps it (PR-3)', () => {
    expect(fateOf({ endsWith: 'ERASURE', keptUntil: null }, TODAY).fate).toBe('NOW');
    expect(fateOf({ endsWith: 'NEVER', keptUntil: null }, TODAY).fate).toBe('KEPT');
  });

  it('keeps something until the latest day of all records that wait', () => {
    const later = (keptUntil: string) => ({ fate: 'LATER', keptUntil }) as const;
    expect(retainedUntil([later('2027-01-01'), { fate: 'NOW', keptUntil: null }, later('2029-01-01')])).toBe('2029-01-01');
    expect(nextErasedOn([later('2027-12-31'), later('2029-01-01')])).toBe('2028-01-01');
    expect(nextErasedOn([])).toBeNull();
    expect(retainedUntil([{ fate: 'KEPT', keptUntil: null }])).toBeNull();
  });
});
