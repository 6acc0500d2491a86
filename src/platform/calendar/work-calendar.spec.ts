import { addDays, type LocalDate } from '../clock/local-date.js';
import { SHIPPED_YEARS } from './shipped-years.js';
import { contentOf } from './work-calendar-year.rules.js';
import { isWeekend, lastOfWorkdays, type PostingDay, workCalendarOf, workdaysWithin } from './work-calendar.js';

const shipped = workCalendarOf(
  SHIPPED_YEARS.map((announced) => {
    const { year, holidays, makeUpDays } = contentOf(announced);
    return { year, holidays: holidays.map(({ onDay }) => onDay), makeUpDays: makeUpDays.map(({ onDay }) => onDay) };
  }),
);
const nothing = workCalendarOf([]);

describe('the work calendar', () => {
  it.each<[LocalDate, boolean, string]>([
    ['2026-01-01', false, 'New Year, a Thursday'],
    ['2026-01-03', false, 'the last day off of New Year, a Saturday'],
    ['2026-01-04', true, 'a Sunday that is worked for New Year'],
    ['2026-02-14', true, 'a Saturday that is worked for the Spring Festival'],
    ['2026-02-15', false, 'first day of the Spring Festival'],
    ['2026-02-23', false, 'its ninth day, a Monday'],
    ['2026-02-24', true, 'the Tuesday after it'],
    ['2026-02-28', true, 'a Saturday that is worked for it'],
    ['2026-03-07', false, 'an ordinary Saturday'],
    ['2026-09-20', true, 'a Sunday that is worked for National Day'],
    ['2026-09-26', false, 'the Saturday of Mid-Autumn'],
    ['2026-10-07', false, 'last day of National Day'],
    ['2026-10-10', true, 'a Saturday that is worked for it'],
    ['2027-01-01', true, 'a Friday of a year without data'],
    ['2027-01-02', false, 'a Saturday of a year without data'],
  ])('says of %s: working day %s, for it is %s (R10)', (day, expected) => {
    expect(shipped.isWorkday(day)).toBe(expected);
  });

  it('counts Monday to Friday in a year without data, whatever the day (R10)', () => {
    expect([nothing.hasYear(2026), nothing.isWorkday('2026-10-01'), nothing.isWorkday('2026-10-10')]).toEqual([false, true, false]);
  });

  it('knows the weekend of every day, also before 1970 and on leap days', () => {
    const weekends = ['1949-10-01', '1969-12-28', '1970-01-03', '2000-02-27', '2024-02-25', '2199-12-29'];
    const others = ['1949-09-30', '1969-12-31', '1970-01-01', '2000-02-29', '2024-02-29', '2199-12-31'];
    expect(weekends.map(isWeekend)).toEqual(weekends.map(() => true));
    expect(others.map(isWeekend)).toEqual(others.map(() => false));
  });

  it('takes every year once', () => {
    const year = { year: 2026, holidays: [], makeUpDays: [] };
    expect(() => workCalendarOf([year, year])).toThrow('twice');
  });
});

describe('a number of working days', () => {
  it.each<[LocalDate, number, PostingDay, LocalDate, number[]]>([
    // An ordinary week: posted on Monday, the fifth day after is next Monday.
    ['2026-03-02', 5, 'EXCLUDE', '2026-03-09', []],
    ['2026-03-02', 5, 'INCLUDE', '2026-03-06', []],
    ['2026-03-02', 1, 'EXCLUDE', '2026-03-03', []],
    ['2026-03-02', 1, 'INCLUDE', '2026-03-02', []],
    // Posted on a Saturday, which counts in neither reading.
    ['2026-03-07', 5, 'EXCLUDE', '2026-03-13', []],
    ['2026-03-07', 5, 'INCLUDE', '2026-03-13', []],
    // National Day: 29 and 30 September, 8 and 9 October, and Saturday the 10th, which is worked.
    ['2026-09-28', 5, 'EXCLUDE', '2026-10-10', []],
    ['2026-09-28', 5, 'INCLUDE', '2026-10-09', []],
    ['2026-09-30', 5, 'EXCLUDE', '2026-10-13', []],
    // Mid-Autumn and National Day together, with the Sunday that is worked before them.
    ['2026-09-18', 7, 'EXCLUDE', '2026-09-29', []],
    ['2026-09-20', 1, 'INCLUDE', '2026-09-20', []],
    // Spring Festival: posted on the Friday before, the next working day is Saturday the 14th.
    ['2026-02-13', 1, 'EXCLUDE', '2026-02-14', []],
    ['2026-02-13', 5, 'EXCLUDE', '2026-02-27', []],
    ['2026-02-13', 6, 'EXCLUDE', '2026-02-28', []],
    ['2026-02-14', 5, 'INCLUDE', '2026-02-27', []],
    // Posted within the holiday.
    ['2026-02-17', 5, 'EXCLUDE', '2026-02-28', []],
    ['2026-02-17', 5, 'INCLUDE', '2026-02-28', []],
    // Across New Year into a year that is known …
    ['2025-12-29', 5, 'EXCLUDE', '2026-01-06', []],
    ['2025-12-29', 5, 'INCLUDE', '2026-01-05', []],
    // … and into one that is not.
    ['2026-12-28', 5, 'EXCLUDE', '2027-01-04', [2027]],
    ['2026-12-28', 3, 'EXCLUDE', '2026-12-31', []],
    ['2026-12-25', 5, 'INCLUDE', '2026-12-31', []],
    ['2026-12-31', 1, 'INCLUDE', '2026-12-31', []],
    ['2026-12-31', 1, 'EXCLUDE', '2027-01-01', [2027]],
    // Out of a year that is not known into one that is; the posting day alone does not make it provisional.
    ['2023-12-29', 1, 'EXCLUDE', '2024-01-02', [2023]],
    ['2023-12-31', 5, 'EXCLUDE', '2024-01-08', []],
    // Leap day, and years without any data.
    ['2024-02-28', 1, 'EXCLUDE', '2024-02-29', []],
    ['2027-12-31', 5, 'EXCLUDE', '2028-01-07', [2028]],
    ['2027-12-31', 5, 'INCLUDE', '2028-01-06', [2027, 2028]],
  ])('posted on %s, %i of them (%s) end on %s, missing %j (R10, INV-20)', (postedOn, count, postingDay, endsOn, missingYears) => {
    expect(lastOfWorkdays(shipped, postedOn, count, postingDay)).toEqual({ endsOn, isProvisional: missingYears.length > 0, missingYears });
  });

  it('leaves the posting day out unless told otherwise (R10)', () => {
    expect(lastOfWorkdays(shipped, '2026-03-02', 5)).toEqual(lastOfWorkdays(shipped, '2026-03-02', 5, 'EXCLUDE'));
    expect(workdaysWithin(shipped, '2026-03-02', '2026-03-09')).toEqual(workdaysWithin(shipped, '2026-03-02', '2026-03-09', 'EXCLUDE'));
  });

  it('is a whole number from 1 to 1,000', () => {
    for (const count of [0, -1, 1.5, 1_001, Number.NaN]) expect(() => lastOfWorkdays(shipped, '2026-03-02', count)).toThrow(RangeError);
    expect(lastOfWorkdays(nothing, '2026-01-01', 1_000).endsOn).toBe('2029-11-01');
  });

  it('ends a computation that finds none', () => {
    const never = { hasYear: () => true, isWorkday: () => false };
    expect(() => lastOfWorkdays(never, '2026-01-01', 1)).toThrow(RangeError);
    expect(() => workdaysWithin(never, '1900-01-01', '2199-12-31')).toThrow(RangeError);
  });
});

describe('the working days of a span', () => {
  it.each<[LocalDate, LocalDate, PostingDay, number, number[]]>([
    ['2026-09-28', '2026-10-10', 'EXCLUDE', 5, []],
    ['2026-09-28', '2026-10-10', 'INCLUDE', 6, []],
    ['2026-09-28', '2026-10-07', 'EXCLUDE', 2, []],
    ['2026-10-01', '2026-10-07', 'INCLUDE', 0, []],
    ['2026-03-02', '2026-03-02', 'EXCLUDE', 0, []],
    ['2026-03-02', '2026-03-02', 'INCLUDE', 1, []],
    ['2026-03-02', '2026-02-27', 'INCLUDE', 0, []],
    ['2026-12-31', '2027-01-04', 'EXCLUDE', 2, [2027]],
    ['2026-12-28', '2026-12-31', 'EXCLUDE', 3, []],
    ['2025-12-29', '2026-01-06', 'EXCLUDE', 5, []],
  ])('posted on %s until %s (%s) are %i, missing %j (R10)', (postedOn, endsOn, postingDay, count, missingYears) => {
    expect(workdaysWithin(shipped, postedOn, endsOn, postingDay)).toEqual({ count, isProvisional: missingYears.length > 0, missingYears });
  });

  it('are as many as were asked for, on the last day and not a day earlier, from any day of two years (R10)', () => {
    for (let day = '2025-06-01', step = 0; step < 730; step++, day = addDays(day, 1)) {
      for (const postingDay of ['EXCLUDE', 'INCLUDE'] as const) {
        const { endsOn } = lastOfWorkdays(shipped, day, 5, postingDay);
        expect(workdaysWithin(shipped, day, endsOn, postingDay).count).toBe(5);
        expect(workdaysWithin(shipped, day, addDays(endsOn, -1), postingDay).count).toBe(4);
      }
    }
  });
});
