import type { CaseFact } from './case-facts.js';
import type { CaseView, Milestones, Transfer } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { BEFORE_LISTING_STAGES, ENDED_STAGES } from './fact-table.js';
import { foldCandidacy } from './fold-of-candidacy.js';
import { foldMembership } from './fold-of-membership.js';
import { foldPublicity } from './fold-of-publicity.js';
import { foldSide } from './fold-of-side.js';
import { problemsOfPlace } from './fact-places.js';

const NOTHING_HEARD = { partyGroup: false, contacts: false, members: false, masses: false };

/** A case before its first fact. */
export const EMPTY_CASE: CaseView = {
  stage: 'EXPRESSED',
  side: null,
  isOpen: true,
  isTransferPending: false,
  isPaused: false,
  stageSince: null,
  organizationId: null,
  milestones: {},
  cultivationFrom: null,
  inspections: [],
  listingOpinions: NOTHING_HEARD,
  conversionOpinions: { partyGroup: false, members: false, masses: false },
  publicities: [],
  openObjections: [],
  history: [],
  attempts: [],
  transfers: [],
  breaches: [],
  contradictions: [],
  probationFrom: null,
  originalProbationEndsOn: null,
  probationEndsOn: null,
  extensionMonths: null,
  memberFrom: null,
  partyAgeFrom: null,
  membershipEndedOn: null,
};

/**
 * The case after one more fact. A fact that the machine cannot hold where it stands is listed as a contradiction and changes nothing else,
 * so that any list of facts has a view.
 */
export function foldFact(view: CaseView, fact: CaseFact, world: CaseWorld): CaseView {
  const [problem] = problemsOfPlace(view, fact);
  if (problem) return { ...view, contradictions: [...view.contradictions, { factId: fact.id, kind: fact.kind, code: problem.code }] };
  const kept: CaseView = {
    ...view,
    organizationId: view.organizationId ?? fact.organizationId,
    milestones: { ...view.milestones, [fact.kind]: fact } as Milestones,
    history: [...view.history, fact],
  };
  const folded = foldSide(foldMembership(foldPublicity(foldCandidacy(kept, fact), fact), fact, world), fact);
  return settled(folded, view, fact);
}

/** What follows from the rest: the side state, whether the case is open, and from when cultivation counts. */
function settled(folded: CaseView, before: CaseView, fact: CaseFact): CaseView {
  const isOpen = !ENDED_STAGES.includes(folded.stage);
  return {
    ...folded,
    isOpen,
    stageSince: folded.stage === before.stage ? (before.stageSince ?? fact.occurredOn) : fact.occurredOn,
    side: folded.stage === 'CLOSED' ? folded.side : folded.isTransferPending ? 'TRANSFER_PENDING' : folded.isPaused ? 'PAUSED' : null,
    cultivationFrom: cultivationFromOf(folded),
  };
}

/** Cultivation counts from the determination, or from the arrival in a unit that has not examined the file (R08, INV-14). */
function cultivationFromOf({ milestones, transfers }: CaseView): CaseView['cultivationFrom'] {
  const from = milestones.ACTIVIST_DETERMINED?.occurredOn ?? null;
  const restart = transfers.findLast(isRestart);
  return restart ? restart.acknowledgedOn : from;
}

function isRestart({ acknowledgedOn, isFileExamined, stage }: Transfer): boolean {
  return acknowledgedOn !== null && !isFileExamined && BEFORE_LISTING_STAGES.includes(stage);
}
