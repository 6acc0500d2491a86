import fc from 'fast-check';
import { addDays, daysBetween } from '../platform/clock/local-date.js';
import { previousPeriod, spansOf } from './period.rules.js';

describe('splitting a period into months and days', () => {
  it('takes whole months where it can', () => {
    expect(spansOf({ from: '2026-09-29', to: '2026-12-02' })).toEqual({
      months: ['2026-10', '2026-11'],
      days: ['2026-09-29', '2026-09-30', '2026-12-01', '2026-12-02'],
    });
    expect(spansOf({ from: '2028-02-01', to: '2028-02-29' })).toEqual({ months: ['2028-02'], days: [] });
  });

  it('covers every day exactly once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 400 }), (offset, length) => {
        const from = addDays('2026-01-01', offset);
        const to = addDays(from, length);
        const { months, days } = spansOf({ from, to });
        const inMonths = months.reduce(
          (sum, month) => sum + daysBetween(`${month}-01`, addDays(`${month}-28`, 4)) - (Number(addDays(`${month}-28`, 4).slice(8)) - 1),
          0,
        );
        expect(inMonths + days.length).toBe(length + 1);
      }),
    );
  });

  it('compares whole months with as many whole months, else as many days', () => {
    expect(previousPeriod({ from: '2026-10-01', to: '2026-10-31' })).toEqual({ from: '2026-09-01', to: '2026-09-30' });
    expect(previousPeriod({ from: '2026-01-01', to: '2026-03-31' })).toEqual({ from: '2025-10-01', to: '2025-12-31' });
    expect(previousPeriod({ from: '2026-10-05', to: '2026-10-11' })).toEqual({ from: '2026-09-28', to: '2026-10-04' });
  });
});
