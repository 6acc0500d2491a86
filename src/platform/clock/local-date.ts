import { DateTime } from 'luxon';

/** The business time zone: every day, month and deadline is computed in it, whatever the server's own zone. */
export const BUSINESS_ZONE = 'Asia/Shanghai';

/** A calendar day `YYYY-MM-DD` in the business zone; it carries no time and never shifts. */
export type LocalDate = string;

/** A calendar month `YYYY-MM`. */
export type LocalMonth = string;

const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEAR_MIN = 1900;
const YEAR_MAX = 2199;
const DAY_MS = 86_400_000;

/** True when the text is a day that exists, between the years 1900 and 2199. */
export function isLocalDate(text: string): boolean {
  const match = DAY_PATTERN.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day that was asked for last and the instants between which it lies: nearly every question is about the same day as the one before. */
let known = { day: '', from: Infinity, until: -Infinity };

/** The local day on which an instant falls. */
export function localDateOf(instant: Date): LocalDate {
  const at = instant.getTime();
  if (!(at >= known.from && at < known.until)) {
    const start = DateTime.fromJSDate(instant, { zone: BUSINESS_ZONE }).startOf('day');
    known = { day: start.toFormat('yyyy-MM-dd'), from: start.toMillis(), until: start.plus({ days: 1 }).toMillis() };
  }
  return known.day;
}

/** The month of a day. */
export function localMonthOf(day: LocalDate): LocalMonth {
  return day.slice(0, 7);
}

/** The instant at which a local day begins. */
export function startOfLocalDate(day: LocalDate): Date {
  return DateTime.fromISO(day, { zone: BUSINESS_ZONE }).startOf('day').toJSDate();
}

/** A day moved by whole days. */
export function addDays(day: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A day moved by whole months; it clamps to the end of a shorter month (01-31 + 1 month = 02-28 or 02-29). */
export function addMonths(day: LocalDate, months: number): LocalDate {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toFormat('yyyy-MM-dd');
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** First and last day of a month. */
export function daysOfMonth(month: LocalMonth): { first: LocalDate; last: LocalDate } {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return { first: `${month}-01`, last: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) };
}

/** Completed years of age on a day; a person born on 29 February turns older on 1 March of a common year. */
export function ageOn(bornOn: LocalDate, day: LocalDate): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) >= bornOn.slice(5) ? years : years - 1;
}

/** An instant read from a platform export's local text such as `2026-10-01 09:30:00`; null when it is not a time that exists. */
export function instantFromLocalText(text: string): Date | null {
  const normalized = text.trim().replace(/[/.]/g, '-').replace('T', ' ');
  for (const format of ['yyyy-M-d H:mm:ss', 'yyyy-M-d H:mm', 'yyyy-M-d']) {
    const parsed = DateTime.fromFormat(normalized, format, { zone: BUSINESS_ZONE });
    if (parsed.isValid) return parsed.toJSDate();
  }
  return null;
}

/** An instant written as local text for people, to the minute. */
export function localTextOf(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: BUSINESS_ZONE }).toFormat('yyyy-MM-dd HH:mm');
}
