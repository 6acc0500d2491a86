import { isEndedQuarter, medianMonths } from './statistics.rules.js';

describe('the median of stays', () => {
  it.each([
    [[], null],
    [[{ stayedDays: 365, count: 1 }], 12],
    [
      [
        { stayedDays: 10, count: 1 },
        { stayedDays: 30, count: 1 },
        { stayedDays: 400, count: 1 },
      ],
      1,
    ],
    [
      [
        { stayedDays: 731, count: 2 },
        { stayedDays: 365, count: 2 },
      ],
      18,
    ],
    [
      [
        { stayedDays: 0, count: 3 },
        { stayedDays: 900, count: 2 },
      ],
      0,
    ],
  ])('of %j is %p months', (stays, months) => {
    expect(medianMonths(stays)).toBe(months);
  });
});

describe('a period for counts without cases', () => {
  it.each([
    ['2026-04-01', '2026-06-30', true],
    ['2026-01-01', '2026-03-31', true],
    ['2025-10-01', '2025-12-31', true],
    ['2026-07-01', '2026-09-30', false],
    ['2026-04-01', '2026-06-29', false],
    ['2026-05-01', '2026-07-31', false],
    ['2026-04-02', '2026-06-30', false],
    ['2026-01-01', '2026-06-30', false],
  ])('%s to %s is a quarter that has ended: %s (INV-38)', (from, to, isOne) => {
    expect(isEndedQuarter(from, to, '2026-09-30')).toBe(isOne);
  });
});
