import { addDays, daysBetween, type LocalDate } from '../../platform/clock/local-date.js';
import type { ReminderPlan } from './reminder-plans.js';

/** One reminder of a deadline. */
export interface ReminderOccurrence {
  /** Days from the deadline, negative before it. */
  offsetDays: number;
  /** The day on which it is sent. */
  on: LocalDate;
}

/** Offsets of a plan up to a day: the leads and the repetitions after the deadline, ascending. */
function offsetsUpTo({ leadDays, overdueEveryDays }: ReminderPlan, offsetMax: number): number[] {
  const offsets = leadDays.map((days) => (days === 0 ? 0 : -days)).filter((offset) => offset <= offsetMax);
  for (let offset = overdueEveryDays; offset <= offsetMax; offset += overdueEveryDays) offsets.push(offset);
  return offsets.sort((left, right) => left - right);
}

/** Day of the first reminder of a deadline. */
export function firstReminderOn(plan: ReminderPlan, dueOn: LocalDate): LocalDate {
  const earliest = Math.max(...plan.leadDays);
  return addDays(dueOn, -earliest);
}

/** The latest reminder whose day has come: after an outage one is sent, not all that were missed. Null before the first. */
export function latestReminder(plan: ReminderPlan, dueOn: LocalDate, todayOn: LocalDate): ReminderOccurrence | null {
  const offsetDays = offsetsUpTo(plan, daysBetween(dueOn, todayOn)).at(-1);
  return offsetDays === undefined ? null : { offsetDays, on: addDays(dueOn, offsetDays) };
}

/** Day of the first reminder that comes after today. */
export function nextReminderOn(plan: ReminderPlan, dueOn: LocalDate, todayOn: LocalDate): LocalDate {
  const elapsed = daysBetween(dueOn, todayOn);
  const next = offsetsUpTo(plan, Math.max(0, elapsed) + plan.overdueEveryDays).find((offset) => offset > elapsed)!;
  return addDays(dueOn, next);
}

/** Offsets of the reminders before one. */
export function earlierOffsets(plan: ReminderPlan, offsetDays: number): number[] {
  return offsetsUpTo(plan, offsetDays - 1);
}
