import { addMonths } from '../../platform/clock/local-date.js';
import { numberOf } from '../rule-sets/rule-set.js';
import type { CaseFact } from './case-facts.js';
import type { CaseView } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { backToProspect } from './fold-of-candidacy.js';
import { attemptEndedBy } from './fold-of-publicity.js';

type Voted = Extract<CaseFact, { kind: 'CONVERSION_VOTED' }>;
type Decided = Extract<CaseFact, { kind: 'CONVERSION_DECIDED' }>;

const NOTHING_HEARD = { partyGroup: false, members: false, masses: false };

/** A failed vote or a refusal leads back to where the branch can discuss again; the application and the opinions stay (6.3). */
function backToDiscussion(view: CaseView, fact: CaseFact): CaseView {
  const { CONVERSION_EXAMINED: _examined, CONVERSION_VOTED: _voted, ...milestones } = view.milestones;
  const base = view.extensionMonths === null ? 'PROBATIONARY' : 'EXTENDED';
  return {
    ...view,
    stage: milestones.CONVERSION_APPLIED ? 'CONVERSION_APPLIED' : base,
    milestones,
    attempts: [...view.attempts, attemptEndedBy('CONVERSION', fact)],
  };
}

/** The extension runs from the original expiry; the second round begins with a new application (R27, INV-17). */
function extended(view: CaseView, { data }: Voted): CaseView {
  const {
    CONVERSION_APPLIED: _applied,
    CONVERSION_OPINIONS_HEARD: _heard,
    CONVERSION_EXAMINED: _examined,
    CONVERSION_POSTPONED: _postponed,
    CONVERSION_VOTED: _voted,
    ...milestones
  } = view.milestones;
  const extensionMonths = data.extensionMonths ?? 0;
  const probationEndsOn = view.originalProbationEndsOn === null ? null : addMonths(view.originalProbationEndsOn, extensionMonths);
  return { ...view, stage: 'EXTENDED', milestones, extensionMonths, probationEndsOn, conversionOpinions: NOTHING_HEARD };
}

function foldConversion(view: CaseView, fact: Decided): CaseView {
  const voted = view.milestones.CONVERSION_VOTED;
  if (!voted || !fact.data.isApproved) return backToDiscussion(view, fact);
  if (voted.data.decision === 'EXTEND') return extended(view, voted);
  if (voted.data.decision === 'DISQUALIFY') return { ...view, stage: 'DISQUALIFIED', membershipEndedOn: fact.occurredOn };
  return { ...view, stage: 'FULL', partyAgeFrom: view.probationEndsOn };
}

/** From the admission vote to the end of probation (R17 to R29). */
export function foldMembership(view: CaseView, fact: CaseFact, world: CaseWorld): CaseView {
  switch (fact.kind) {
    case 'ADMISSION_VOTED': {
      if (!fact.data.isAccepted) return backToProspect(view, fact);
      const endsOn = addMonths(fact.occurredOn, numberOf(world.ruleSetOn(fact.occurredOn), 'R24', 'probationMonths'));
      return {
        ...view,
        stage: 'BRANCH_ACCEPTED',
        probationFrom: fact.occurredOn,
        originalProbationEndsOn: endsOn,
        probationEndsOn: endsOn,
      };
    }
    case 'ADMISSION_DECIDED':
      return fact.data.isApproved
        ? { ...view, stage: 'PROBATIONARY', memberFrom: view.probationFrom }
        : { ...backToProspect(view, fact), probationFrom: null, originalProbationEndsOn: null, probationEndsOn: null };
    case 'PROBATION_INSPECTED':
      return { ...view, inspections: [...view.inspections, fact] };
    case 'CONVERSION_APPLIED':
      return { ...view, stage: 'CONVERSION_APPLIED' };
    case 'CONVERSION_OPINIONS_HEARD': {
      const { partyGroup, members, masses } = view.conversionOpinions;
      const { data } = fact;
      const heard = { partyGroup: partyGroup || data.partyGroup, members: members || data.members, masses: masses || data.masses };
      return { ...view, conversionOpinions: heard };
    }
    case 'CONVERSION_VOTED':
      return fact.data.isAccepted ? { ...view, stage: 'CONVERSION_VOTED' } : backToDiscussion(view, fact);
    case 'CONVERSION_DECIDED':
      return foldConversion(view, fact);
    default:
      return view;
  }
}
