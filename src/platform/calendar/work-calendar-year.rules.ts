import { createHash } from 'node:crypto';
import { addDays, type LocalDate } from '../clock/local-date.js';
import type { Refusal } from '../errors/refusals.js';
import type { AnnouncedYear } from './shipped-years.js';
import type { SpecialDayKind } from './work-calendar-states.js';
import {
  CALENDAR_DAY_OUTSIDE_YEAR,
  CALENDAR_DAY_REPEATED,
  CALENDAR_HOLIDAYS_MISSING,
  MAKE_UP_DAY_ON_WEEKDAY,
  STATUTORY_HOLIDAY_MISSING,
} from './work-calendar.errors.js';
import { isWeekend } from './work-calendar.js';

/** Longest holiday that an announcement may name, in days. */
const HOLIDAY_DAYS_MAX = 31;

/** Statutory holidays whose day never moves (全国年节及纪念日放假办法, since 2008). */
const FIXED_HOLIDAYS = ['01-01', '05-01', '10-01', '10-02', '10-03'] as const;

/** A day with its name, as it is entered. */
export interface NamedDay {
  onDay: LocalDate;
  name: string;
}

/** All special days of a year, as they are entered. */
export interface YearContent {
  year: number;
  holidays: readonly NamedDay[];
  makeUpDays: readonly NamedDay[];
}

/** A special day as it is kept. */
export interface SpecialDay extends NamedDay {
  kind: SpecialDayKind;
}

/** One day that an import would change. */
export interface ChangedDay {
  onDay: LocalDate;
  kindBefore: SpecialDayKind | null;
  kindAfter: SpecialDayKind | null;
  nameBefore: string | null;
  nameAfter: string | null;
  isWorkdayBefore: boolean;
  isWorkdayAfter: boolean;
}

/** The special days of a content in the order of the calendar. */
export function specialDaysOf({ holidays, makeUpDays }: YearContent): SpecialDay[] {
  const days: SpecialDay[] = [
    ...holidays.map(({ onDay, name }) => ({ onDay, name, kind: 'HOLIDAY' as const })),
    ...makeUpDays.map(({ onDay, name }) => ({ onDay, name, kind: 'MAKE_UP_WORKDAY' as const })),
  ];
  return days.sort((left, right) => (left.onDay < right.onDay ? -1 : 1));
}

/** The single days of an announcement. */
export function contentOf({ year, holidays }: AnnouncedYear): YearContent {
  const daysOff: NamedDay[] = [];
  for (const { name, firstDay, lastDay } of holidays) {
    let onDay = firstDay;
    for (let count = 0; onDay <= lastDay; count++, onDay = addDays(onDay, 1)) {
      if (count >= HOLIDAY_DAYS_MAX) throw new RangeError(`${name} ${year} is longer than ${HOLIDAY_DAYS_MAX} days`);
      daysOff.push({ onDay, name });
    }
  }
  const makeUpDays = holidays.flatMap(({ name, makeUpDays: days }) => days.map((onDay) => ({ onDay, name })));
  return { year, holidays: daysOff, makeUpDays };
}

/** SHA-256 of the days in base64url, whatever their order: calendars of one hash give the same answers. */
export function daysHashOf(days: readonly SpecialDay[]): string {
  const lines = days.map(({ onDay, kind, name }) => `${onDay} ${kind} ${name}`).sort();
  return createHash('sha256').update(lines.join('\n')).digest('base64url');
}

/** Why the days cannot be those of the year: every reason, each at its field below `input`. */
export function refusalsOfContent({ year, holidays, makeUpDays }: YearContent): Refusal[] {
  const seen = new Set<LocalDate>();
  const refusals: Refusal[] = [];
  const look = (list: 'holidays' | 'makeUpDays', { onDay }: NamedDay, index: number): void => {
    const field = ['input', list, index, 'onDay'];
    if (Number(onDay.slice(0, 4)) !== year) refusals.push(CALENDAR_DAY_OUTSIDE_YEAR({ onDay, year }, ...field));
    if (seen.has(onDay)) refusals.push(CALENDAR_DAY_REPEATED({ onDay }, ...field));
    seen.add(onDay);
    if (list === 'makeUpDays' && !isWeekend(onDay)) refusals.push(MAKE_UP_DAY_ON_WEEKDAY({ onDay }, ...field));
  };
  if (holidays.length === 0) refusals.push(CALENDAR_HOLIDAYS_MISSING({ year }, 'input', 'holidays'));
  holidays.forEach((day, index) => look('holidays', day, index));
  makeUpDays.forEach((day, index) => look('makeUpDays', day, index));
  return refusals;
}

/** What is unusual about the days and does not stand in the way: statutory holidays of a fixed day that are not among the days off. */
export function warningsOfContent({ year, holidays }: YearContent): Refusal[] {
  if (holidays.length === 0) return [];
  const daysOff = new Set(holidays.map(({ onDay }) => onDay));
  return FIXED_HOLIDAYS.map((day) => `${year}-${day}`)
    .filter((onDay) => !daysOff.has(onDay))
    .map((onDay) => STATUTORY_HOLIDAY_MISSING({ onDay }, 'input', 'holidays'));
}

function isWorkdayAs(onDay: LocalDate, day: SpecialDay | undefined): boolean {
  return day ? day.kind === 'MAKE_UP_WORKDAY' : !isWeekend(onDay);
}

/** Days whose kind or name differs, in the order of the calendar. */
export function changedDays(before: readonly SpecialDay[], after: readonly SpecialDay[]): ChangedDay[] {
  const [old, fresh] = [before, after].map((days) => new Map(days.map((day) => [day.onDay, day]))) as [
    Map<LocalDate, SpecialDay>,
    Map<LocalDate, SpecialDay>,
  ];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .sort()
    .map((onDay) => ({ onDay, was: old.get(onDay), is: fresh.get(onDay) }))
    .filter(({ was, is }) => was?.kind !== is?.kind || was?.name !== is?.name)
    .map(({ onDay, was, is }) => ({
      onDay,
      ...{ kindBefore: was?.kind ?? null, kindAfter: is?.kind ?? null, nameBefore: was?.name ?? null, nameAfter: is?.name ?? null },
      ...{ isWorkdayBefore: isWorkdayAs(onDay, was), isWorkdayAfter: isWorkdayAs(onDay, is) },
    }));
}
