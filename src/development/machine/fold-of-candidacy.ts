import type { CaseFact } from './case-facts.js';
import type { CaseView, Milestones } from './case-state.js';
import { attemptEndedBy, withListingRefused } from './fold-of-publicity.js';

/** True when introducers, passed review and training are all there: CLEARED (R12, R13, R14). */
function isCleared({ INTRODUCERS_DETERMINED, POLITICAL_REVIEWED, TRAINING_COMPLETED, TRAINING_EXEMPTED }: Milestones): boolean {
  const isTrained = TRAINING_COMPLETED !== undefined || TRAINING_EXEMPTED !== undefined;
  return INTRODUCERS_DETERMINED !== undefined && POLITICAL_REVIEWED?.data.isPassed === true && isTrained;
}

/** Back to PROSPECT with the number of the decision; introducers, review, training and all time stay (6.3). */
export function backToProspect(view: CaseView, fact: CaseFact): CaseView {
  const {
    COMMITTEE_EXAMINED: _examined,
    PRE_REVIEWED: _reviewed,
    FORM_FILLED: _form,
    ADMISSION_VOTED: _voted,
    ADMISSION_TALKED: _talked,
    ADMISSION_DECIDED: _decided,
    ...milestones
  } = view.milestones;
  return { ...view, stage: 'PROSPECT', milestones, attempts: [...view.attempts, attemptEndedBy('ADMISSION', fact)] };
}

function withClearance(view: CaseView): CaseView {
  return view.stage === 'PROSPECT' && isCleared(view.milestones) ? { ...view, stage: 'CLEARED' } : view;
}

function foldReview(view: CaseView, fact: Extract<CaseFact, { kind: 'POLITICAL_REVIEWED' }>): CaseView {
  if (fact.data.isPassed) return withClearance(view);
  if (view.stage === 'EXAMINED' || view.stage === 'PRE_REVIEWED') return backToProspect(view, fact);
  return { ...view, stage: 'PROSPECT' };
}

/** From the application to the passed pre-review (R01 to R15). */
export function foldCandidacy(view: CaseView, fact: CaseFact): CaseView {
  switch (fact.kind) {
    case 'APPLICATION_RECEIVED':
      return { ...view, stage: 'APPLIED' };
    case 'APPLICANT_TALKED':
      return { ...view, stage: 'TALKED' };
    case 'ACTIVIST_DETERMINED':
      return { ...view, stage: 'ACTIVIST' };
    case 'CULTIVATION_INSPECTED':
      return { ...view, inspections: [...view.inspections, fact] };
    case 'LISTING_OPINIONS_HEARD': {
      const { partyGroup, contacts, members, masses } = view.listingOpinions;
      const { data } = fact;
      return {
        ...view,
        listingOpinions: {
          partyGroup: partyGroup || data.partyGroup,
          contacts: contacts || data.contacts,
          members: members || data.members,
          masses: masses || data.masses,
        },
      };
    }
    case 'LISTING_AGREED':
      return fact.data.isAgreed ? view : withListingRefused(view, fact);
    case 'LISTING_DECIDED':
      return fact.data.isAgreed ? { ...view, stage: 'PROSPECT' } : withListingRefused(view, fact);
    case 'INTRODUCERS_DETERMINED':
    case 'TRAINING_COMPLETED':
    case 'TRAINING_EXEMPTED':
      return withClearance(view);
    case 'POLITICAL_REVIEWED':
      return foldReview(view, fact);
    case 'COMMITTEE_EXAMINED':
      return fact.data.isPassed ? { ...view, stage: 'EXAMINED' } : backToProspect(view, fact);
    case 'PRE_REVIEWED':
      return fact.data.isPassed ? { ...view, stage: 'PRE_REVIEWED' } : backToProspect(view, fact);
    default:
      return view;
  }
}
