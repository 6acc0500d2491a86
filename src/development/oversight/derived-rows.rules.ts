import type { CaseFact } from '../machine/case-facts.js';
import type { CaseWorld } from '../machine/case-world.js';
import { deadlinesOf } from '../machine/deadlines.js';
import { type NextStep, nextSteps } from '../machine/next-steps.js';
import type { DevelopmentDeadline, DevelopmentOutlook, DevelopmentStageInterval } from './case-outlook.entity.js';
import { REMINDER_PLANS } from './reminder-plans.js';
import { firstReminderOn } from './reminders.rules.js';
import { type CaseBeginning, stageIntervalsOf } from './stage-intervals.rules.js';

/** A row before it has an id. */
export type Derived<Row> = Omit<Row, 'id' | 'scopeId'>;

/** A case whose rows are derived. */
export interface DerivedCase extends CaseBeginning {
  caseId: string;
  /** The organization that handles it. */
  organizationId: string;
  facts: readonly CaseFact[];
  world: CaseWorld;
}

/** Everything that is kept of a case besides its facts. */
export interface DerivedRows {
  deadlines: Derived<DevelopmentDeadline>[];
  outlook: Derived<DevelopmentOutlook>[];
  intervals: Derived<DevelopmentStageInterval>[];
}

/** The rows that the facts of a case lead to, as of the world's today. Reminders of a deadline begin with its first. */
export function derivedRowsOf({ caseId, organizationId, facts, world, ...beginning }: DerivedCase): DerivedRows {
  const owner = { caseId, organizationId };
  return {
    deadlines: deadlinesOf(facts, world).map(({ code, ruleId, fromFactId, dueOn, ruledOn, isProvisional, metOn }) => ({
      ...{ ...owner, code, ruleId, ruleSetId: world.ruleSetOn(ruledOn).id },
      ...{ fromFactId, dueOn, isProvisional, metOn },
      nextRemindOn: metOn === null ? firstReminderOn(REMINDER_PLANS[code], dueOn) : null,
    })),
    outlook: nextSteps(facts, world)
      .flatMap((step) => datedStep(step))
      .map((step, index) => ({ ...owner, position: index + 1, ...step })),
    intervals: stageIntervalsOf(facts, world, beginning).map((interval, index) => ({ caseId, position: index + 1, ...interval })),
  };
}

/** Nothing for a step without a first day. Waiting is enough when each reason that blocks it passes with a day. */
function datedStep({ kind, stepNumber, stepCode, earliestOn, latestOn, reasons }: NextStep) {
  if (earliestOn === null) return [];
  const isWaitingEnough = reasons.every(({ outcome, curedOn }) => outcome !== 'BLOCKED' || curedOn !== null);
  const isProvisional = reasons.some(({ outcome }) => outcome === 'PROVISIONAL');
  return [{ kind, stepNumber, stepCode, earliestOn, latestOn, isWaitingEnough, isProvisional }];
}
