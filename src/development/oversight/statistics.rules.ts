import { addDays, addMonths, type LocalDate } from '../../platform/clock/local-date.js';

const MONTHS_PER_QUARTER = 3;
/** Mean length of a month of the Gregorian calendar. */
const DAYS_PER_MONTH = 30.436_875;
const TENTHS = 10;

/** How many stays lasted how many days. */
export interface StayCount {
  stayedDays: number;
  count: number;
}

/** Median length of the stays in months, to a tenth; of an even number the mean of the two in the middle. Null when there is none. */
export function medianMonths(stays: readonly StayCount[]): number | null {
  const ordered = stays.toSorted((left, right) => left.stayedDays - right.stayedDays);
  const total = ordered.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const at = (place: number): number => {
    let seen = 0;
    return ordered.find(({ count }) => (seen += count) > place)!.stayedDays;
  };
  const days = (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
  return Math.round((days / DAYS_PER_MONTH) * TENTHS) / TENTHS;
}

/**
 * True when the period is one calendar quarter that has ended. Counts without cases are given for such periods alone: of two periods that
 * overlap the difference would tell a single person apart (INV-38).
 */
export function isEndedQuarter(from: LocalDate, to: LocalDate, todayOn: LocalDate): boolean {
  const month = Number(from.slice(5, 7));
  const isFirstDay = from.endsWith('-01') && month % MONTHS_PER_QUARTER === 1;
  return isFirstDay && to === addDays(addMonths(from, MONTHS_PER_QUARTER), -1) && to < todayOn;
}
