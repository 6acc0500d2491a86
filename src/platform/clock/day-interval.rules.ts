import type { Refusal } from '../errors/refusals.js';
import { ALREADY_ENDED, DAYS_REVERSED } from './day-interval.errors.js';
import type { DayInterval } from './day-interval.js';
import type { LocalDate } from './local-date.js';

/** Refuses an end before its beginning; both on one day is a fact that was taken back at once. */
export function refusalsOfDays({ startsOn, endsOn }: DayInterval): Refusal[] {
  return endsOn !== null && endsOn < startsOn ? [DAYS_REVERSED({ startsOn, endsOn }, 'input', 'endsOn')] : [];
}

/** Refuses an end before its beginning, and one that is not earlier than the recorded end. */
export function refusalsToEnd(interval: DayInterval, endsOn: LocalDate): Refusal[] {
  const reversed = refusalsOfDays({ startsOn: interval.startsOn, endsOn });
  const isPutOff = interval.endsOn !== null && interval.endsOn <= endsOn;
  return isPutOff ? [...reversed, ALREADY_ENDED({ endsOn: interval.endsOn! }, 'input', 'endsOn')] : reversed;
}
