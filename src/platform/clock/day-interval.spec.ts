import { refusalsOfDays, refusalsToEnd } from './day-interval.rules.js';
import { holdsOn, isEmpty, mostAtOnce, overlap } from './day-interval.js';

const span = (startsOn: string, endsOn: string | null = null) => ({ startsOn, endsOn });

describe('a dated fact', () => {
  it('holds from its first day to the day before its end (INV-05)', () => {
    const fact = span('2026-03-01', '2026-03-10');
    expect(['2026-02-28', '2026-03-01', '2026-03-09', '2026-03-10'].map((day) => holdsOn(fact, day))).toEqual([false, true, true, false]);
    expect(holdsOn(span('2026-03-01'), '2199-01-01')).toBe(true);
  });

  it('may begin on the day on which another ends, and not a day earlier (INV-05)', () => {
    const first = span('2026-01-01', '2026-02-01');
    expect(overlap(first, span('2026-02-01'))).toBe(false);
    expect(overlap(first, span('2026-01-31'))).toBe(true);
    expect(overlap(span('2026-01-31'), first)).toBe(true);
    expect(overlap(first, span('2025-01-01', '2026-01-01'))).toBe(false);
    expect(overlap(span('2026-05-01'), span('2027-01-01'))).toBe(true);
  });

  it('that was taken back on its first day meets nothing', () => {
    const taken = span('2026-01-01', '2026-01-01');
    expect([isEmpty(taken), overlap(taken, span('2025-01-01')), holdsOn(taken, '2026-01-01')]).toEqual([true, false, false]);
  });

  it('is counted where most of them meet within the window (INV-01)', () => {
    const facts = [span('2026-01-01', '2026-03-01'), span('2026-02-01', '2026-04-01'), span('2026-03-01')];
    expect(mostAtOnce(facts, span('2026-01-01'))).toBe(2);
    expect(mostAtOnce(facts, span('2026-01-01', '2026-02-01'))).toBe(1);
    expect(mostAtOnce(facts, span('2025-01-01', '2026-01-01'))).toBe(0);
    expect(mostAtOnce([...facts, span('2026-03-15', '2026-03-16')], span('2026-02-15'))).toBe(3);
  });
});

describe('the end of a dated fact', () => {
  const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);

  it('may fall on its first day and not before it', () => {
    expect(refusalsOfDays(span('2026-02-01', '2026-02-01'))).toEqual([]);
    expect(refusalsOfDays(span('2026-02-01'))).toEqual([]);
    expect(codes(refusalsOfDays(span('2026-02-01', '2026-01-31')))).toEqual(['DAYS_REVERSED']);
  });

  it('is set once, and later only brought forward (INV-05)', () => {
    expect(refusalsToEnd(span('2026-01-01'), '2026-01-01')).toEqual([]);
    expect(codes(refusalsToEnd(span('2026-01-01'), '2025-12-31'))).toEqual(['DAYS_REVERSED']);
    expect(refusalsToEnd(span('2026-01-01', '2026-05-01'), '2026-04-30')).toEqual([]);
    expect(codes(refusalsToEnd(span('2026-01-01', '2026-05-01'), '2026-05-01'))).toEqual(['ALREADY_ENDED']);
  });
});
