import {
  addDays,
  addMonths,
  daysBetween,
  daysOfMonth,
  type LocalDate,
  type LocalMonth,
  localMonthOf,
} from '../platform/clock/local-date.js';

/** Days of a period, both included. */
export interface Period {
  from: LocalDate;
  to: LocalDate;
}

/** Which rollup rows add up to a period: whole months, and the days at its edges. */
export interface PeriodSpans {
  months: LocalMonth[];
  days: LocalDate[];
}

/** Longest period of a dashboard in days: three years with a leap day. */
export const PERIOD_DAYS_MAX = 1_096;

/** Splits a period into whole months and single days at its edges, so that a long range reads few rows. */
export function spansOf(period: Period): PeriodSpans {
  const spans: PeriodSpans = { months: [], days: [] };
  if (!(daysBetween(period.from, period.to) < PERIOD_DAYS_MAX)) throw new RangeError('the period is longer than a dashboard may be');
  let day = period.from;
  while (day <= period.to) {
    const { first, last } = daysOfMonth(localMonthOf(day));
    if (day === first && last <= period.to) {
      spans.months.push(localMonthOf(day));
      day = addDays(last, 1);
    } else {
      spans.days.push(day);
      day = addDays(day, 1);
    }
  }
  return spans;
}

/**
 * The period that comes before and is compared: as many whole months when the period consists of whole months, else as many days.
 */
export function previousPeriod(period: Period): Period {
  const to = addDays(period.from, -1);
  const { months, days } = spansOf(period);
  if (days.length === 0) return { from: addMonths(period.from, -months.length), to };
  return { from: addDays(to, -daysBetween(period.from, period.to)), to };
}
