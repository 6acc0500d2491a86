import type { DeadlineCode } from '../machine/deadlines.js';

/** When somebody is reminded of a deadline that is not met. */
export interface ReminderPlan {
  /** Days before the deadline, the farthest first; 0 is the day itself. */
  leadDays: readonly number[];
  /** After the deadline again and again, every so many days. */
  overdueEveryDays: number;
}

const WEEKLY = 7;

/** Lead times by kind of deadline: the longer the preparation, the earlier. */
export const REMINDER_PLANS: Readonly<Record<DeadlineCode, ReminderPlan>> = {
  TALK: { leadDays: [7, 0], overdueEveryDays: WEEKLY },
  INSPECTION: { leadDays: [14, 0], overdueEveryDays: WEEKLY },
  PUBLICITY_END: { leadDays: [0], overdueEveryDays: WEEKLY },
  MEETING: { leadDays: [7, 0], overdueEveryDays: WEEKLY },
  APPROVAL: { leadDays: [14, 0], overdueEveryDays: WEEKLY },
  APPROVAL_LIMIT: { leadDays: [30, 14, 7, 0], overdueEveryDays: WEEKLY },
  FILING: { leadDays: [7, 0], overdueEveryDays: WEEKLY },
  OATH: { leadDays: [7, 0], overdueEveryDays: WEEKLY },
  CONVERSION: { leadDays: [30, 7, 0], overdueEveryDays: WEEKLY },
  CONVERSION_APPROVAL: { leadDays: [14, 0], overdueEveryDays: WEEKLY },
  EXTENSION_END: { leadDays: [30, 7, 0], overdueEveryDays: WEEKLY },
  LETTER: { leadDays: [14, 7, 0], overdueEveryDays: WEEKLY },
  MOBILITY: { leadDays: [14, 0], overdueEveryDays: WEEKLY },
  ARCHIVE: { leadDays: [7, 0], overdueEveryDays: WEEKLY },
};

/** The yearly analysis of the pool of activists, which is due on the last day of the year (R07). */
export const POOL_ANALYSIS_PLAN: ReminderPlan = { leadDays: [60, 30, 7, 0], overdueEveryDays: 30 };
