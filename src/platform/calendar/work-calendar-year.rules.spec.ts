import { SHIPPED_YEARS } from './shipped-years.js';
import {
  changedDays,
  contentOf,
  daysHashOf,
  refusalsOfContent,
  specialDaysOf,
  warningsOfContent,
  type YearContent,
} from './work-calendar-year.rules.js';

const day = (onDay: string, name = '节日') => ({ onDay, name });
const holidays = ['2027-01-01', '2027-05-01', '2027-10-01', '2027-10-02', '2027-10-03'].map((onDay) => day(onDay));
const content = (more: Partial<YearContent> = {}): YearContent => ({ year: 2027, holidays, makeUpDays: [day('2027-10-09')], ...more });
const reasons = (entered: YearContent) => refusalsOfContent(entered).map(({ code, field }) => `${code} ${field.join('.')}`);

describe('the days of a year', () => {
  it('are accepted as announced, with weekends among the days off (R10)', () => {
    expect(refusalsOfContent(content())).toEqual([]);
    expect(warningsOfContent(content())).toEqual([]);
    for (const announced of SHIPPED_YEARS) {
      expect([refusalsOfContent(contentOf(announced)), warningsOfContent(contentOf(announced))]).toEqual([[], []]);
    }
  });

  it('are refused with every reason at its field: outside the year, twice, both kinds at once, a make-up day on a weekday (R10)', () => {
    const entered = content({
      holidays: [...holidays, day('2026-12-31'), day('2027-05-01'), day('2028-01-01')],
      makeUpDays: [day('2027-10-03'), day('2027-10-08'), day('2026-12-30')],
    });
    expect(reasons(entered)).toEqual([
      'CALENDAR_DAY_OUTSIDE_YEAR input.holidays.5.onDay',
      'CALENDAR_DAY_REPEATED input.holidays.6.onDay',
      'CALENDAR_DAY_OUTSIDE_YEAR input.holidays.7.onDay',
      'CALENDAR_DAY_REPEATED input.makeUpDays.0.onDay',
      'MAKE_UP_DAY_ON_WEEKDAY input.makeUpDays.1.onDay',
      'CALENDAR_DAY_OUTSIDE_YEAR input.makeUpDays.2.onDay',
      'MAKE_UP_DAY_ON_WEEKDAY input.makeUpDays.2.onDay',
    ]);
  });

  it('are not none (R10)', () => {
    expect(reasons(content({ holidays: [], makeUpDays: [] }))).toEqual(['CALENDAR_HOLIDAYS_MISSING input.holidays']);
    expect(warningsOfContent(content({ holidays: [] }))).toEqual([]);
  });

  it('are found unusual where a statutory holiday of a fixed day is missing, without a refusal (R10)', () => {
    const entered = content({ holidays: holidays.slice(1) });
    expect(refusalsOfContent(entered)).toEqual([]);
    expect(warningsOfContent(entered).map(({ code, details }) => [code, details.onDay])).toEqual([
      ['STATUTORY_HOLIDAY_MISSING', '2027-01-01'],
    ]);
  });

  it('have one hash whatever their order, and another for any other kind, name or day', () => {
    const days = specialDaysOf(content());
    const hash = daysHashOf(days);
    expect(daysHashOf([...days].reverse())).toBe(hash);
    const first = days[0]!;
    const others = [
      { ...first, name: '元旦' },
      { ...first, kind: 'MAKE_UP_WORKDAY' as const },
      { ...first, onDay: '2027-01-02' },
    ];
    expect(new Set([hash, daysHashOf([]), ...others.map((other) => daysHashOf([other, ...days.slice(1)]))]).size).toBe(5);
  });
});

describe('what an import changes', () => {
  it('is every day whose kind or name differs, and what that means for work', () => {
    const before = specialDaysOf(content({ makeUpDays: [day('2027-10-09')] }));
    const after = specialDaysOf(content({ holidays: [...holidays.slice(1), day('2027-10-09'), day('2027-10-04')], makeUpDays: [] }));
    expect(
      changedDays(before, after).map((change) => [
        change.onDay,
        change.kindBefore,
        change.kindAfter,
        change.isWorkdayBefore,
        change.isWorkdayAfter,
      ]),
    ).toEqual([
      ['2027-01-01', 'HOLIDAY', null, false, true],
      ['2027-10-04', null, 'HOLIDAY', true, false],
      ['2027-10-09', 'MAKE_UP_WORKDAY', 'HOLIDAY', true, false],
    ]);
  });

  it('is nothing for the same days, and the name alone for another name', () => {
    const before = specialDaysOf(content());
    expect(changedDays(before, specialDaysOf(content()))).toEqual([]);
    const renamed = specialDaysOf(content({ makeUpDays: [day('2027-10-09', '国庆节')] }));
    expect(changedDays(before, renamed)).toEqual([
      {
        ...{ onDay: '2027-10-09', kindBefore: 'MAKE_UP_WORKDAY', kindAfter: 'MAKE_UP_WORKDAY', nameBefore: '节日', nameAfter: '国庆节' },
        ...{ isWorkdayBefore: true, isWorkdayAfter: true },
      },
    ]);
  });
});

describe('an announcement', () => {
  it('names holidays by their first and last day', () => {
    const spring = { name: '春节', firstDay: '2026-02-27', lastDay: '2026-03-01', makeUpDays: ['2026-03-07'] };
    expect(contentOf({ year: 2026, source: '通知', holidays: [spring] })).toEqual({
      year: 2026,
      holidays: [day('2026-02-27', '春节'), day('2026-02-28', '春节'), day('2026-03-01', '春节')],
      makeUpDays: [day('2026-03-07', '春节')],
    });
  });

  it('with a holiday of more than a month is a mistake of the program', () => {
    const endless = { name: '春节', firstDay: '2026-02-01', lastDay: '2026-03-31', makeUpDays: [] };
    expect(() => contentOf({ year: 2026, source: '通知', holidays: [endless] })).toThrow(RangeError);
  });
});
