import type { CaseFact } from './case-facts.js';
import type { CaseView, Publicity, Transfer } from './case-state.js';
import { ENDED_STAGES, FACT_PLACES } from './fact-table.js';

/** Why the machine cannot hold a fact where it stands, whatever the day (6.3). */
export interface PlaceProblem {
  ruleId: 'R27' | 'R35' | 'INV-13' | 'INV-13a' | 'INV-14' | 'INV-20';
  code:
    | 'CASE_CLOSED'
    | 'WRONG_STAGE'
    | 'DONE_BEFORE'
    | 'TRANSFER_PENDING'
    | 'CASE_PAUSED'
    | 'PAUSED_ALREADY'
    | 'NOT_PAUSED'
    | 'NO_TRANSFER'
    | 'PUBLICITY_RUNNING'
    | 'NO_PUBLICITY'
    | 'NO_OBJECTION'
    | 'NO_BREACH'
    | 'SECOND_EXTENSION';
}

const STAGES_OF_PUBLICITY = {
  LISTING: ['ACTIVIST', 'IN_PUBLICITY'],
  ADMISSION: ['PROSPECT', 'CLEARED', 'EXAMINED', 'PRE_REVIEWED', 'BRANCH_ACCEPTED'],
  CONVERSION: ['PROBATIONARY', 'EXTENDED', 'CONVERSION_APPLIED', 'CONVERSION_VOTED'],
} as const;

/** The newest notice for a purpose, whether it hangs or not; undefined when there was none or it was voided. */
export function standingPublicity(view: CaseView, purpose: Publicity['purpose']): Publicity | undefined {
  const last = view.publicities.findLast((publicity) => publicity.purpose === purpose);
  return last?.voidedBy === null ? last : undefined;
}

/** The move that waits for an answer. */
export function pendingTransfer(view: CaseView): Transfer | undefined {
  return view.isTransferPending ? view.transfers.at(-1) : undefined;
}

/** The last move, when it was acknowledged without an examined file; the receiving organization may examine it later (R08, R30). */
export function unexaminedTransfer(view: CaseView): Transfer | undefined {
  const last = view.transfers.findLast(({ acknowledgedOn }) => acknowledgedOn !== null);
  return last && !view.isTransferPending && !last.isFileExamined ? last : undefined;
}

/** True for a decision against going on: neither a breach nor an objection keeps an organization from taking it (INV-13a, INV-20). */
export function isSetback({ milestones }: CaseView, fact: CaseFact): boolean {
  switch (fact.kind) {
    case 'LISTING_AGREED':
    case 'LISTING_DECIDED':
      return !fact.data.isAgreed;
    case 'POLITICAL_REVIEWED':
    case 'COMMITTEE_EXAMINED':
    case 'PRE_REVIEWED':
      return !fact.data.isPassed;
    case 'ADMISSION_VOTED':
      return !fact.data.isAccepted;
    case 'ADMISSION_DECIDED':
      return !fact.data.isApproved;
    case 'CONVERSION_EXAMINED':
      return fact.data.decision === 'DISQUALIFY';
    case 'CONVERSION_VOTED':
      return !fact.data.isAccepted || fact.data.decision === 'DISQUALIFY';
    case 'CONVERSION_DECIDED':
      return !fact.data.isApproved || milestones.CONVERSION_VOTED?.data.decision === 'DISQUALIFY';
    default:
      return false;
  }
}

/** All that keeps the machine from holding the fact. Nothing of it can be overridden, nor be a historic breach. */
export function problemsOfPlace(view: CaseView, fact: CaseFact): PlaceProblem[] {
  const place = FACT_PLACES[fact.kind];
  if (!place.from.includes(view.stage)) return [outOfPlace(view)];
  const problems: PlaceProblem[] = [];
  if (place.isOnce && view.milestones[fact.kind]) problems.push({ ruleId: 'R35', code: 'DONE_BEFORE' });
  if (place.isForward && view.isTransferPending) problems.push({ ruleId: 'INV-14', code: 'TRANSFER_PENDING' });
  if (place.isForward && view.isPaused) problems.push({ ruleId: 'INV-14', code: 'CASE_PAUSED' });
  const own = problemOfKind(view, fact);
  return own ? [...problems, own] : problems;
}

function outOfPlace({ stage }: CaseView): PlaceProblem {
  return ENDED_STAGES.includes(stage) ? { ruleId: 'INV-13', code: 'CASE_CLOSED' } : { ruleId: 'R35', code: 'WRONG_STAGE' };
}

function problemOfKind(view: CaseView, fact: CaseFact): PlaceProblem | null {
  switch (fact.kind) {
    case 'PUBLICITY_STARTED':
    case 'PUBLICITY_ENDED':
    case 'PUBLICITY_OBJECTED':
      return problemOfPublicity(view, fact);
    case 'OBJECTION_RESOLVED':
      return view.openObjections.some(({ factId }) => factId === fact.data.objectionFactId)
        ? null
        : { ruleId: 'INV-20', code: 'NO_OBJECTION' };
    case 'TRANSFER_STARTED':
      return view.isTransferPending ? { ruleId: 'INV-14', code: 'TRANSFER_PENDING' } : null;
    case 'TRANSFER_DECLINED':
      return view.isTransferPending ? null : { ruleId: 'INV-14', code: 'NO_TRANSFER' };
    case 'TRANSFER_ACKNOWLEDGED':
      return view.isTransferPending || (unexaminedTransfer(view) && fact.data.isFileExamined)
        ? null
        : { ruleId: 'INV-14', code: 'NO_TRANSFER' };
    case 'PAUSED':
      return view.isPaused ? { ruleId: 'INV-14', code: 'PAUSED_ALREADY' } : null;
    case 'RESUMED':
      return view.isPaused ? null : { ruleId: 'INV-14', code: 'NOT_PAUSED' };
    case 'BREACH_DECIDED':
      return view.breaches.some(({ factId, ruleId, decision }) => {
        return factId === fact.data.factId && ruleId === fact.data.ruleId && decision?.isAccepted !== true;
      })
        ? null
        : { ruleId: 'INV-13a', code: 'NO_BREACH' };
    case 'CONVERSION_VOTED':
      return fact.data.decision === 'EXTEND' && view.extensionMonths !== null ? { ruleId: 'R27', code: 'SECOND_EXTENSION' } : null;
    default:
      return null;
  }
}

type PublicityFact = Extract<CaseFact, { kind: 'PUBLICITY_STARTED' | 'PUBLICITY_ENDED' | 'PUBLICITY_OBJECTED' }>;

function problemOfPublicity(view: CaseView, { kind, data: { purpose } }: PublicityFact): PlaceProblem | null {
  const stages: readonly string[] = STAGES_OF_PUBLICITY[purpose];
  if (!stages.includes(view.stage)) return { ruleId: 'R35', code: 'WRONG_STAGE' };
  const standing = standingPublicity(view, purpose);
  const isRunning = standing !== undefined && standing.endedOn === null;
  if (kind === 'PUBLICITY_STARTED') {
    /* A notice for the listing that has ended waits for the decision; a second one beside it would be a way around an objection. */
    const isTaken = isRunning || (purpose === 'LISTING' && standing !== undefined);
    return isTaken ? { ruleId: 'INV-20', code: 'PUBLICITY_RUNNING' } : null;
  }
  const isThere = kind === 'PUBLICITY_ENDED' ? isRunning : standing !== undefined;
  return isThere ? null : { ruleId: 'INV-20', code: 'NO_PUBLICITY' };
}
