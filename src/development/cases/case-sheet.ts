import type { CaseFact, FactKind, FactOf } from '../machine/case-facts.js';
import type { CaseView, HistoricBreach } from '../machine/case-state.js';
import { deriveCase } from '../machine/case-view.js';
import type { CaseWorld } from '../machine/case-world.js';
import { deadlinesOf } from '../machine/deadlines.js';
import { nextSteps } from '../machine/next-steps.js';
import type { BreachView, DevelopmentCaseSheetView, MilestoneView } from './case.objects.js';
import { checkView } from './check-views.js';

/** What is derived of a case for its sheet. */
export type DerivedSheet = Omit<DevelopmentCaseSheetView, 'case' | 'waitingFacts'>;

/** Everything that follows from the confirmed facts today: nothing of it is stored. */
export function caseSheet(facts: readonly CaseFact[], world: CaseWorld): DerivedSheet {
  const view = deriveCase(facts, world);
  return {
    milestones: milestonesOf(view, facts),
    nextSteps: nextSteps(facts, world).map((step) => ({ ...step, reasons: step.reasons.map(checkView) })),
    deadlines: deadlinesOf(facts, world),
    breaches: view.breaches.map(breachView),
    attempts: view.attempts.map(({ what, factId, on, documentNumber }) => ({ what, factId, endedOn: on, documentNumber })),
  };
}

/** Kinds that happen several times on one way; of every other kind a later fact takes the place of an earlier one. */
const REPEATED: readonly FactKind[] = [
  'CULTIVATION_INSPECTED',
  'PROBATION_INSPECTED',
  'MOBILITY_NOTED',
  'PUBLICITY_OBJECTED',
  'OBJECTION_RESOLVED',
  'TRANSFER_STARTED',
  'TRANSFER_ACKNOWLEDGED',
  'TRANSFER_DECLINED',
  'BREACH_DECIDED',
  'EXTRA_STEP_DONE',
];

type Milestone = Pick<CaseFact, 'id' | 'kind' | 'sequence' | 'occurredOn' | 'documentNumber'>;

/** The facts that stand, by day and then in the order of recording. What happened several times is listed each time. */
export function milestonesOf({ milestones }: CaseView, facts: readonly CaseFact[]): MilestoneView[] {
  const standing: Milestone[] = Object.values(milestones as Record<FactKind, FactOf<FactKind>>);
  const kinds = new Set(standing.map(({ kind }) => kind));
  const repeated: Milestone[] = facts.filter(({ kind }) => kinds.has(kind) && REPEATED.includes(kind));
  return [...standing.filter(({ kind }) => !REPEATED.includes(kind)), ...repeated]
    .sort((left, right) => left.occurredOn.localeCompare(right.occurredOn) || left.sequence - right.sequence)
    .map(({ id, kind, occurredOn, documentNumber }) => ({ factId: id, kind, occurredOn, documentNumber }));
}

function breachView({ factId, kind, ruleId, occurredOn, reason, decision }: HistoricBreach): BreachView {
  return { factId, kind, ruleId, occurredOn, reason, isAccepted: decision?.isAccepted ?? false, decidedOn: decision?.on ?? null };
}
