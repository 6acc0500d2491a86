import { addDays, type LocalDate } from '../../platform/clock/local-date.js';
import type { RuleSet } from '../rule-sets/rule-set.js';
import type { CaseWorld } from './case-world.js';

type RulesOverTime = Pick<CaseWorld, 'ruleSetOn' | 'ruleChanges'>;

/** Days on which the same rules are in force; the last stretch has no end. */
interface Stretch {
  from: LocalDate;
  to: LocalDate | null;
  set: RuleSet;
}

function stretchesSince({ ruleSetOn, ruleChanges }: RulesOverTime, since: LocalDate): Stretch[] {
  const starts = [since, ...ruleChanges.filter((day) => day > since)];
  return starts.map((from, index) => {
    const next = starts[index + 1];
    return { from, to: next === undefined ? null : addDays(next, -1), set: ruleSetOn(from) };
  });
}

function laterOf(one: LocalDate, other: LocalDate): LocalDate {
  return one > other ? one : other;
}

/**
 * The last day in time of what has been due since a day, by the rules of the days themselves: rules that begin meanwhile and leave less time end
 * it with the day before they begin, unless they leave some of their own. What was missed stays missed when the rules loosen again. `dueOf` is
 * null for rules that set no limit, and so is the answer when those in force on the last day do not. Rules that began after it was met are not asked.
 */
export function lastDayInTime<Due extends LocalDate | null>(
  world: RulesOverTime,
  since: LocalDate,
  dueOf: (set: RuleSet) => Due,
  metOn: LocalDate | null = null,
): Due {
  const [first, ...later] = stretchesSince(world, since);
  let { to } = first!;
  let dueOn = dueOf(first!.set);
  for (const stretch of later) {
    const isSettled = dueOn !== null && to !== null && dueOn <= to;
    if (isSettled || (metOn !== null && stretch.from > metOn)) break;
    const dueOnNow = dueOf(stretch.set);
    if (dueOnNow !== null && dueOnNow < stretch.from) return addDays(stretch.from, -1) as Due;
    dueOn = dueOnNow;
    to = stretch.to;
  }
  return dueOn;
}

/**
 * The first day, as seen from a day, on which the rules of that very day allow what each set of rules allows from `fromOf` on, with these rules.
 * It lies in the past when the step is possible on the day itself.
 */
export function firstDayAllowed(
  world: RulesOverTime,
  day: LocalDate,
  fromOf: (set: RuleSet) => LocalDate,
): { on: LocalDate; set: RuleSet } {
  const stretches = stretchesSince(world, day);
  const allowing = stretches.find(({ from, to, set }) => to === null || laterOf(fromOf(set), from) <= to)!;
  const on = fromOf(allowing.set);
  return { on: allowing.from === day ? on : laterOf(on, allowing.from), set: allowing.set };
}
