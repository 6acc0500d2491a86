import { daysBetween, type LocalDate } from '../../platform/clock/local-date.js';
import { EMPTY_CASE } from '../machine/case-fold.js';
import type { CaseFact, CaseStage } from '../machine/case-facts.js';
import type { CaseWorld } from '../machine/case-world.js';
import { nextView } from '../machine/judge-fact.js';
import { groupOf } from './stage-groups.js';

/** A stretch of days in one stage and with one organization. A stretch that began and ended on one day is empty and still an entry. */
export interface StageInterval {
  stage: CaseStage;
  organizationId: string;
  fromOn: LocalDate;
  toOn: LocalDate | null;
  stageFromOn: LocalDate;
  isEntry: boolean;
  isGroupEntry: boolean;
  stayedDays: number | null;
}

/** When and where a case was opened. */
export interface CaseBeginning {
  openedOn: LocalDate;
  openedOrganizationId: string;
}

/**
 * The stretches that confirmed facts lead to, in their order and without gaps. A case that was opened before its first fact has expressed a wish
 * from that day on; one that was opened to enter what had happened before begins with its first fact. A day is counted by when a thing happened, not by when it was
 * entered: a fact that is confirmed late changes the past. A fact that is dated before the one it follows, as in a takeover, counts from that
 * one's day, so that time never runs backwards.
 */
export function stageIntervalsOf(facts: readonly CaseFact[], world: CaseWorld, beginning: CaseBeginning): StageInterval[] {
  const ordered = facts.toSorted((left, right) => left.sequence - right.sequence);
  const intervals = firstWish(ordered[0], beginning);
  let view = EMPTY_CASE;
  let reachedOn = intervals[0]?.fromOn ?? null;
  for (const fact of ordered) {
    view = nextView(view, fact, world);
    const { stage, organizationId } = view;
    const last = intervals.at(-1);
    if (organizationId === null || (last?.stage === stage && last.organizationId === organizationId)) continue;
    const on: LocalDate = reachedOn !== null && reachedOn > fact.occurredOn ? reachedOn : fact.occurredOn;
    reachedOn = on;
    const isNewStage = last?.stage !== stage;
    if (last) {
      last.toOn = on;
      last.stayedDays = isNewStage ? daysBetween(last.stageFromOn, on) : null;
    }
    const isEntry = !intervals.some((earlier) => earlier.stage === stage);
    const isGroupEntry = !intervals.some((earlier) => groupOf(earlier.stage) === groupOf(stage));
    const stageFromOn = isNewStage ? on : last.stageFromOn;
    intervals.push({ stage, organizationId, fromOn: on, toOn: null, stageFromOn, isEntry, isGroupEntry, stayedDays: null });
  }
  return intervals;
}

/** The days between the opening and the first fact. */
function firstWish(first: CaseFact | undefined, { openedOn, openedOrganizationId }: CaseBeginning): StageInterval[] {
  if (first !== undefined && first.occurredOn <= openedOn) return [];
  const entry = { isEntry: true, isGroupEntry: true, stayedDays: null };
  return [{ stage: 'EXPRESSED', organizationId: openedOrganizationId, fromOn: openedOn, toOn: null, stageFromOn: openedOn, ...entry }];
}
