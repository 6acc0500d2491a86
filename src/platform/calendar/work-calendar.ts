import type { LocalDate } from '../clock/local-date.js';
import type { PostingDay } from './work-calendar-states.js';

export type { PostingDay } from './work-calendar-states.js';

const DAY_MS = 86_400_000;
/** 1970-01-01, the day with the number 0, was a Thursday. */
const WEEKDAY_OF_DAY_ZERO = 4;
const DAYS_PER_WEEK = 7;
const FIRST_WEEKEND_DAY = 6;

/** Most working days that one span may ask for. */
const WORKDAYS_MAX = 1_000;
/** Most calendar days that one computation walks through: a century. */
const DAYS_WALKED_MAX = 36_600;

/** The special days of one year, as the State Council announces them. */
export interface WorkCalendarYearFacts {
  year: number;
  /** Days off. Days of the weekend within a holiday may be among them. */
  holidays: readonly LocalDate[];
  /** 调休上班: days of the weekend on which people work. */
  makeUpDays: readonly LocalDate[];
}

/** 工作日历: which days are working days. In a year without data Monday to Friday are, and every answer about it is provisional. */
export interface WorkCalendar {
  /** True when the year's holidays and make-up days are known. */
  hasYear(year: number): boolean;
  isWorkday(day: LocalDate): boolean;
}

/** What an answer in working days rests on. */
export interface WorkdayBasis {
  /** True when a day that was looked at lies in a year without data: the announcement may still change the answer. */
  isProvisional: boolean;
  /** Those years, ascending. */
  missingYears: number[];
}

/** The last day of a number of working days. */
export interface WorkdaySpan extends WorkdayBasis {
  endsOn: LocalDate;
}

/** How many working days lie in a span. */
export interface WorkdayCount extends WorkdayBasis {
  count: number;
}

function numberOf(day: LocalDate): number {
  return Date.parse(day) / DAY_MS;
}

function dayOf(number: number): LocalDate {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

function yearOf(day: LocalDate): number {
  return Number(day.slice(0, 4));
}

/** True on a Saturday or Sunday. */
export function isWeekend(day: LocalDate): boolean {
  const weekday = (((numberOf(day) + WEEKDAY_OF_DAY_ZERO) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK;
  return weekday === 0 || weekday >= FIRST_WEEKEND_DAY;
}

/** The calendar of the given years. A year that is named twice is an error of the program. */
export function workCalendarOf(years: readonly WorkCalendarYearFacts[]): WorkCalendar {
  const known = new Set(years.map(({ year }) => year));
  if (known.size !== years.length) throw new Error('A year occurs twice in a work calendar');
  const holidays = new Set(years.flatMap((year) => year.holidays));
  const makeUpDays = new Set(years.flatMap((year) => year.makeUpDays));
  return {
    hasYear: (year) => known.has(year),
    isWorkday: (day) => makeUpDays.has(day) || (!holidays.has(day) && !isWeekend(day)),
  };
}

/** Looks at days in order and remembers the years without data among them. */
class Walk {
  private readonly missing = new Set<number>();
  private walked = 0;

  constructor(private readonly calendar: WorkCalendar) {}

  isWorkday(day: LocalDate): boolean {
    if (++this.walked > DAYS_WALKED_MAX) throw new RangeError(`A span of working days covers more than ${DAYS_WALKED_MAX} days`);
    if (!this.calendar.hasYear(yearOf(day))) this.missing.add(yearOf(day));
    return this.calendar.isWorkday(day);
  }

  basis(): WorkdayBasis {
    return { isProvisional: this.missing.size > 0, missingYears: [...this.missing] };
  }
}

function firstNumber(postedOn: LocalDate, postingDay: PostingDay): number {
  return numberOf(postedOn) + (postingDay === 'INCLUDE' ? 0 : 1);
}

/**
 * Last of `count` working days that follow (EXCLUDE, the default) or begin with (INCLUDE) the posting day (R10). Only days that are looked
 * at decide whether the answer is provisional. Throws RangeError when `count` is not a whole number from 1 to 1,000.
 */
export function lastOfWorkdays(
  calendar: WorkCalendar,
  postedOn: LocalDate,
  count: number,
  postingDay: PostingDay = 'EXCLUDE',
): WorkdaySpan {
  if (!Number.isInteger(count) || count < 1 || count > WORKDAYS_MAX) throw new RangeError(`${count} is not a number of working days`);
  const walk = new Walk(calendar);
  let number = firstNumber(postedOn, postingDay);
  for (let found = 0; ; number++) {
    const day = dayOf(number);
    if (walk.isWorkday(day)) found++;
    if (found === count) return { endsOn: day, ...walk.basis() };
  }
}

/**
 * Working days from the posting day, in or out, to `endsOn`, which counts (R10). An end before the beginning holds none. Throws RangeError
 * for a span of more than a century.
 */
export function workdaysWithin(
  calendar: WorkCalendar,
  postedOn: LocalDate,
  endsOn: LocalDate,
  postingDay: PostingDay = 'EXCLUDE',
): WorkdayCount {
  const walk = new Walk(calendar);
  const last = numberOf(endsOn);
  let count = 0;
  for (let number = firstNumber(postedOn, postingDay); number <= last; number++) {
    if (walk.isWorkday(dayOf(number))) count++;
  }
  return { count, ...walk.basis() };
}
