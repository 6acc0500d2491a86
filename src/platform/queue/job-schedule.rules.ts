import { CronExpressionParser } from 'cron-parser';
import { BUSINESS_ZONE } from '../clock/local-date.js';

/** The first tick of a cron pattern after an instant (milliseconds), in the business time zone. */
export function tickAfter(cron: string, instant: number): number {
  return CronExpressionParser.parse(cron, { currentDate: instant, tz: BUSINESS_ZONE }).next().getTime();
}

/** The last tick of a cron pattern at or before an instant (milliseconds), in the business time zone. */
export function tickUpTo(cron: string, instant: number): number {
  return CronExpressionParser.parse(cron, { currentDate: instant + 1, tz: BUSINESS_ZONE })
    .prev()
    .getTime();
}

/** Names one tick, so that several processes together fire it once. */
export function tickKey(schedule: string, tick: number): string {
  return `${schedule}@${new Date(tick).toISOString().slice(0, 19)}`;
}
