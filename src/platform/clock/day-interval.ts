import type { LocalDate } from './local-date.js';

/** A dated fact that holds from its first day up to, but not including, `endsOn`; null means that no end is known. */
export interface DayInterval {
  startsOn: LocalDate;
  /** The first day on which it no longer holds; equal to `startsOn` for a fact that was taken back at once. */
  endsOn: LocalDate | null;
}

/** True when the fact holds on the day. */
export function holdsOn(interval: DayInterval, day: LocalDate): boolean {
  return interval.startsOn <= day && (interval.endsOn === null || day < interval.endsOn);
}

/** True when there is no day on which the fact holds. */
export function isEmpty({ startsOn, endsOn }: DayInterval): boolean {
  return endsOn !== null && endsOn <= startsOn;
}

/** True when there is a day on which both hold. Where one ends the other may begin. */
export function overlap(left: DayInterval, right: DayInterval): boolean {
  if (isEmpty(left) || isEmpty(right)) return false;
  return (right.endsOn === null || left.startsOn < right.endsOn) && (left.endsOn === null || right.startsOn < left.endsOn);
}

/** The most intervals that hold on one and the same day within a window. */
export function mostAtOnce(intervals: readonly DayInterval[], window: DayInterval): number {
  const within = intervals.filter((interval) => overlap(interval, window));
  const days = [window.startsOn, ...within.map(({ startsOn }) => startsOn).filter((day) => holdsOn(window, day))];
  return Math.max(0, ...days.map((day) => within.filter((interval) => holdsOn(interval, day)).length));
}
