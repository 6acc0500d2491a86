import type { CaseFact, PublicityPurpose } from './case-facts.js';
import type { CaseView, ClosedAttempt, Publicity } from './case-state.js';
import { standingPublicity } from './fact-places.js';

/** The attempt that a fact ends. */
export function attemptEndedBy(what: ClosedAttempt['what'], { id, kind, occurredOn, documentNumber }: CaseFact): ClosedAttempt {
  return { what, factId: id, kind, on: occurredOn, documentNumber };
}

/** The listing begins anew: opinions and agreement are asked for again; the cultivation time stays (6.3, INV-20). */
function withoutListing(view: CaseView, fact: CaseFact): CaseView {
  const { LISTING_OPINIONS_HEARD: _heard, LISTING_AGREED: _agreed, LISTING_DECIDED: _decided, ...milestones } = view.milestones;
  return {
    ...view,
    stage: 'ACTIVIST',
    milestones,
    listingOpinions: { partyGroup: false, contacts: false, members: false, masses: false },
    attempts: [...view.attempts, attemptEndedBy('LISTING', fact)],
  };
}

/** The branch or the upper committee said no: the attempt ends, and its notice with it, also one that still hangs (R10, R11). */
export function withListingRefused(view: CaseView, fact: CaseFact): CaseView {
  const notice = standingPublicity(view, 'LISTING');
  const refused = { voidedBy: 'LISTING_REFUSED', endedOn: notice?.endedOn ?? fact.occurredOn } as const;
  return withoutListing(notice ? withPublicity(view, 'LISTING', refused) : view, fact);
}

/** The view with the newest notice for a purpose changed. */
function withPublicity(view: CaseView, purpose: PublicityPurpose, change: Partial<Publicity>): CaseView {
  const index = view.publicities.findLastIndex((publicity) => publicity.purpose === purpose);
  if (index < 0) return view;
  return { ...view, publicities: view.publicities.with(index, { ...view.publicities[index]!, ...change }) };
}

/** Notices and objections (R10, R26, INV-20). */
export function foldPublicity(view: CaseView, fact: CaseFact): CaseView {
  switch (fact.kind) {
    case 'PUBLICITY_STARTED': {
      const publicity = { factId: fact.id, purpose: fact.data.purpose, startedOn: fact.occurredOn, endedOn: null, voidedBy: null };
      const stage = fact.data.purpose === 'LISTING' ? 'IN_PUBLICITY' : view.stage;
      return { ...view, stage, publicities: [...view.publicities, publicity] };
    }
    case 'PUBLICITY_ENDED': {
      const { purpose, isTakenDownEarly } = fact.data;
      const voidedBy = isTakenDownEarly ? 'TAKEN_DOWN_EARLY' : null;
      const ended = withPublicity(view, purpose, { endedOn: fact.occurredOn, voidedBy });
      return isTakenDownEarly && ended.stage === 'IN_PUBLICITY' ? { ...ended, stage: 'ACTIVIST' } : ended;
    }
    case 'PUBLICITY_OBJECTED': {
      const objection = { factId: fact.id, purpose: fact.data.purpose, since: fact.occurredOn };
      return { ...view, openObjections: [...view.openObjections, objection] };
    }
    case 'OBJECTION_RESOLVED':
      return foldResolution(view, fact);
    default:
      return view;
  }
}

function foldResolution(view: CaseView, fact: Extract<CaseFact, { kind: 'OBJECTION_RESOLVED' }>): CaseView {
  const { objectionFactId, isUpheld } = fact.data;
  const objection = view.openObjections.find(({ factId }) => factId === objectionFactId)!;
  const resolved = { ...view, openObjections: view.openObjections.filter((open) => open !== objection) };
  if (!isUpheld) return resolved;
  const voided = withPublicity(resolved, objection.purpose, { voidedBy: 'OBJECTION_UPHELD' });
  return voided.stage === 'IN_PUBLICITY' && objection.purpose === 'LISTING' ? withoutListing(voided, fact) : voided;
}
