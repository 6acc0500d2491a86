import { type LocalDate } from '../../platform/clock/local-date.js';
import { isSwitchedOn, wordOfRule } from '../rule-sets/rule-set.js';
import type { CaseFact, CaseStage, FactData, FactKind } from './case-facts.js';
import type { CaseView } from './case-state.js';
import type { CaseWorld } from './case-world.js';
import { pendingTransfer, standingPublicity, unexaminedTransfer } from './fact-places.js';
import { checksOf, viewOf } from './judge-fact.js';
import { standingMobility } from './rules-of-transfer.js';
import type { RuleCheck } from './rule-check.js';

/** One thing that could be recorded next, as it looks today. */
export interface NextStep {
  kind: FactKind;
  /** Its number in the plan in force; null for what is no step of the plan. */
  stepNumber: number | null;
  /** First day that the rules allow, as far as days are the matter; null when they set none. */
  earliestOn: LocalDate | null;
  /** Last day in time; null when there is none. */
  latestOn: LocalDate | null;
  /** BLOCKED before PROVISIONAL before OVERDUE: the strongest of what holds. */
  state: 'ALLOWED' | 'BLOCKED' | 'OVERDUE' | 'PROVISIONAL';
  /** Everything that is open, each with its cure. */
  reasons: RuleCheck[];
  /** Code of the added step that EXTRA_STEP_DONE would complete; null for every other kind. */
  stepCode: string | null;
}

/** What usually follows in each stage; some may be done already or not be asked for. */
const FOLLOWING: Readonly<Record<CaseStage, readonly FactKind[]>> = {
  EXPRESSED: ['APPLICATION_RECEIVED'],
  APPLIED: ['APPLICANT_TALKED', 'ACTIVIST_DETERMINED'],
  TALKED: ['ACTIVIST_DETERMINED'],
  ACTIVIST: [
    ...(['ACTIVIST_FILED', 'CONTACTS_APPOINTED', 'CULTIVATION_INSPECTED', 'LISTING_OPINIONS_HEARD', 'LISTING_AGREED'] as const),
    ...(['PUBLICITY_STARTED', 'LISTING_DECIDED'] as const),
  ],
  IN_PUBLICITY: ['PUBLICITY_ENDED', 'LISTING_AGREED', 'LISTING_DECIDED'],
  PROSPECT: ['INTRODUCERS_DETERMINED', 'POLITICAL_REVIEWED', 'TRAINING_COMPLETED', 'COMMITTEE_EXAMINED'],
  CLEARED: ['COMMITTEE_EXAMINED'],
  EXAMINED: ['PRE_REVIEWED'],
  PRE_REVIEWED: ['FORM_FILLED', 'ADMISSION_VOTED'],
  BRANCH_ACCEPTED: ['ADMISSION_TALKED', 'ADMISSION_DECIDED'],
  PROBATIONARY: [
    ...(['ADMISSION_FILED', 'BRANCH_ASSIGNED', 'OATH_TAKEN', 'PROBATION_INSPECTED', 'CONVERSION_APPLIED'] as const),
    'CONVERSION_VOTED',
  ],
  EXTENDED: ['PROBATION_INSPECTED', 'CONVERSION_APPLIED', 'CONVERSION_VOTED'],
  CONVERSION_APPLIED: [
    ...(['ADMISSION_FILED', 'BRANCH_ASSIGNED', 'OATH_TAKEN', 'PROBATION_INSPECTED'] as const),
    ...(['CONVERSION_OPINIONS_HEARD', 'CONVERSION_EXAMINED', 'CONVERSION_VOTED'] as const),
  ],
  CONVERSION_VOTED: ['CONVERSION_DECIDED'],
  FULL: ['ARCHIVED'],
  DISQUALIFIED: ['ARCHIVED'],
  CLOSED: [],
};

/** Kinds that are done again and again. */
const REPEATED: readonly FactKind[] = ['CULTIVATION_INSPECTED', 'PROBATION_INSPECTED'];

const BALLOT = {
  due: 3,
  present: 3,
  written: 0,
  yes: 3,
  no: 0,
  abstain: 0,
  invalid: 0,
  isSecret: true,
  isIndividual: true,
  introducersAttended: true,
  candidateAttended: true,
};

/** The most favorable entry of each kind that can be next: what it says about the case alone is asked. */
const FAVORABLE: { readonly [K in FactKind]?: FactData[K] } = {
  APPLICATION_RECEIVED: { addressedTo: 'EMPLOYER' },
  APPLICANT_TALKED: { talkerIds: [] },
  ACTIVIST_DETERMINED: { recommendedBy: 'PARTY_MEMBERS', isLeagueMember: false, decidedBy: 'BRANCH_COMMITTEE' },
  ACTIVIST_FILED: { upperOrganizationId: '' },
  CONTACTS_APPOINTED: { contactIds: [] },
  CULTIVATION_INSPECTED: { outcome: 'QUALIFIED' },
  LISTING_OPINIONS_HEARD: { partyGroup: true, contacts: true, members: true, masses: true },
  LISTING_AGREED: { decidedBy: 'BRANCH_COMMITTEE', isAgreed: true },
  PUBLICITY_STARTED: { purpose: 'LISTING', place: '' },
  PUBLICITY_ENDED: { purpose: 'LISTING', isTakenDownEarly: false },
  LISTING_DECIDED: { decision: 'CONSENT', isAgreed: true, upperOrganizationId: '' },
  INTRODUCERS_DETERMINED: { introducerIds: [] },
  POLITICAL_REVIEWED: { isPassed: true },
  TRAINING_COMPLETED: { daysCount: 0, hoursCount: 0, heldBy: 'GRASSROOTS_COMMITTEE' },
  COMMITTEE_EXAMINED: { isPassed: true },
  PRE_REVIEWED: { isPassed: true, upperOrganizationId: '', leavesUnitOn: null },
  FORM_FILLED: { formNumber: '' },
  ADMISSION_VOTED: { ballot: BALLOT, isAccepted: true },
  ADMISSION_TALKED: { talkerIds: [] },
  ADMISSION_DECIDED: { isApproved: true, upperOrganizationId: '', isCollective: true },
  ADMISSION_FILED: { upperOrganizationId: '' },
  BRANCH_ASSIGNED: { partyGroup: '' },
  OATH_TAKEN: {},
  PROBATION_INSPECTED: { outcome: 'QUALIFIED' },
  CONVERSION_APPLIED: {},
  CONVERSION_OPINIONS_HEARD: { partyGroup: true, members: true, masses: true },
  CONVERSION_EXAMINED: { decision: 'CONVERT' },
  CONVERSION_VOTED: { ballot: BALLOT, decision: 'CONVERT', isAccepted: true, extensionMonths: null },
  CONVERSION_DECIDED: { isApproved: true, upperOrganizationId: '', isCollective: true },
  ARCHIVED: { place: 'PERSONNEL_FILE' },
  TRANSFER_STARTED: { toOrganizationId: '', isFileHandedOver: true, letterDaysMax: null },
  TRANSFER_ACKNOWLEDGED: { isFileExamined: true, priorOrganizationAsked: true },
  RESUMED: {},
  OBJECTION_RESOLVED: { objectionFactId: '', isUpheld: false },
  BREACH_DECIDED: { ruleId: '', factId: '', isAccepted: true, upperOrganizationId: '' },
};

interface Probe {
  kind: FactKind;
  data: unknown;
}

function probes(view: CaseView, world: CaseWorld): Probe[] {
  const set = world.ruleSetOn(world.todayOn);
  const asked = FOLLOWING[view.stage].filter((kind) => {
    if (kind === 'PUBLICITY_STARTED') return wordOfRule(set, 'R10', 'listingPublicity') === 'REQUIRED';
    if (kind === 'PUBLICITY_ENDED') return standingPublicity(view, 'LISTING')?.endedOn === null;
    return REPEATED.includes(kind) || !isDone(view, kind);
  });
  const steps = asked.map((kind): Probe => ({ kind, data: FAVORABLE[kind] }));
  const added = set.steps
    .filter(({ completedBy, code }) => {
      return completedBy === 'EXTRA' && !view.history.some((fact) => fact.kind === 'EXTRA_STEP_DONE' && fact.data.stepCode === code);
    })
    .map(({ code }): Probe => ({ kind: 'EXTRA_STEP_DONE', data: { stepCode: code } }));
  const isAskedBeforeConversion = view.stage === 'CONVERSION_APPLIED' && isSwitchedOn(set, 'R26', 'isRequired');
  if (isAskedBeforeConversion && !standingPublicity(view, 'CONVERSION')) {
    steps.unshift({ kind: 'PUBLICITY_STARTED', data: { purpose: 'CONVERSION', place: '' } });
  }
  return [...besides(view), ...steps, ...(view.stage === 'EXPRESSED' || view.stage === 'CLOSED' ? [] : added)];
}

/** True when it stands and need not be done again. A review that failed and an agreement that was refused do not stand. */
function isDone(view: CaseView, kind: FactKind): boolean {
  const { POLITICAL_REVIEWED, LISTING_AGREED, TRAINING_EXEMPTED } = view.milestones;
  if (kind === 'POLITICAL_REVIEWED') return POLITICAL_REVIEWED?.data.isPassed === true;
  if (kind === 'LISTING_AGREED') return LISTING_AGREED?.data.isAgreed === true;
  if (kind === 'LISTING_OPINIONS_HEARD') return Object.values(view.listingOpinions).every(Boolean);
  if (kind === 'CONVERSION_OPINIONS_HEARD') return Object.values(view.conversionOpinions).every(Boolean);
  if (kind === 'TRAINING_COMPLETED' && TRAINING_EXEMPTED) return true;
  if (kind === 'CONVERSION_DECIDED' || kind === 'LISTING_DECIDED') return false;
  return view.milestones[kind] !== undefined;
}

/** Answers that something waits for: a member who is away, a transfer, a pause, an objection, a breach, a file that was not examined. */
function besides(view: CaseView): Probe[] {
  const found: Probe[] = [];
  if (pendingTransfer(view) || unexaminedTransfer(view)) {
    found.push({ kind: 'TRANSFER_ACKNOWLEDGED', data: FAVORABLE.TRANSFER_ACKNOWLEDGED });
  }
  if (standingMobility(view) && !view.isTransferPending) found.push({ kind: 'TRANSFER_STARTED', data: FAVORABLE.TRANSFER_STARTED });
  if (view.isPaused) found.push({ kind: 'RESUMED', data: {} });
  for (const { factId } of view.openObjections) {
    found.push({ kind: 'OBJECTION_RESOLVED', data: { ...FAVORABLE.OBJECTION_RESOLVED, objectionFactId: factId } });
  }
  for (const { factId, ruleId, decision } of view.breaches) {
    if (decision?.isAccepted !== true) found.push({ kind: 'BREACH_DECIDED', data: { ...FAVORABLE.BREACH_DECIDED, factId, ruleId } });
  }
  for (const { purpose, endedOn, voidedBy } of view.publicities) {
    const isRunning = endedOn === null && voidedBy === null;
    if (isRunning && purpose !== 'LISTING') found.push({ kind: 'PUBLICITY_ENDED', data: { purpose, isTakenDownEarly: false } });
  }
  return view.isOpen ? found : found.filter(({ kind }) => kind === 'BREACH_DECIDED');
}

function latest(days: readonly (LocalDate | null)[]): LocalDate | null {
  return days.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}

function earliest(days: readonly (LocalDate | null)[]): LocalDate | null {
  return days.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
}

function stateOf(reasons: readonly RuleCheck[], latestOn: LocalDate | null, todayOn: LocalDate): NextStep['state'] {
  if (reasons.some(({ outcome }) => outcome === 'BLOCKED')) return 'BLOCKED';
  if (reasons.some(({ outcome }) => outcome === 'PROVISIONAL')) return 'PROVISIONAL';
  return latestOn !== null && latestOn < todayOn ? 'OVERDUE' : 'ALLOWED';
}

/** What the rules say about a step on a day, besides what is about the entry itself. */
function checksOn(day: LocalDate, view: CaseView, world: CaseWorld, { kind, data }: Probe): RuleCheck[] {
  const organizationId = (kind === 'TRANSFER_ACKNOWLEDGED' && pendingTransfer(view)?.toOrganizationId) || (view.organizationId ?? '');
  const probe = { id: '', kind, sequence: Infinity, occurredOn: day, documentNumber: '-', organizationId, overrides: [], data };
  return checksOf(view, probe as unknown as CaseFact, { ...world, cutOverOn: null }).filter(({ isAboutEntry }) => !isAboutEntry);
}

function firstDayOf(checks: readonly RuleCheck[]): LocalDate | null {
  return latest(checks.map(({ notBeforeOn }) => notBeforeOn));
}

/** Days on which one step is looked at, at most: rules change a few times while somebody waits. */
const DAYS_ASKED_MAX = 10;

/** The first day that all rules allow together: what one of them makes wait may meet rules of another that have begun by then. */
function earliestOn(today: readonly RuleCheck[], view: CaseView, world: CaseWorld, probe: Probe): LocalDate | null {
  let on = firstDayOf(today);
  for (let asked = 0; asked < DAYS_ASKED_MAX && on !== null && on > world.todayOn; asked++) {
    const then = firstDayOf(checksOn(on, view, world, probe));
    if (then === null || then <= on) break;
    on = then;
  }
  return on;
}

function stepOf(view: CaseView, world: CaseWorld, probe: Probe): NextStep {
  const { kind, data } = probe;
  const checks = checksOn(world.todayOn, view, world, probe);
  const reasons = checks.filter(({ outcome }) => outcome !== 'OK');
  const latestOn = earliest(checks.map(({ notAfterOn }) => notAfterOn));
  const stepCode = kind === 'EXTRA_STEP_DONE' ? (data as FactData['EXTRA_STEP_DONE']).stepCode : null;
  const { steps } = world.ruleSetOn(world.todayOn);
  const step = steps.find(({ code, completedBy }) => (stepCode === null ? completedBy === kind : code === stepCode));
  return {
    kind,
    stepNumber: step?.number ?? null,
    earliestOn: earliestOn(checks, view, world, probe),
    latestOn,
    state: stateOf(reasons, latestOn, world.todayOn),
    reasons,
    stepCode,
  };
}

/**
 * Each possible next step as it looks today: the days that the rules allow, and *all* reasons against it with rule, article and cure. What
 * depends on what will be typed in (figures of a ballot, persons, numbers of papers) is judged when it is recorded.
 */
export function nextSteps(facts: readonly CaseFact[], world: CaseWorld): NextStep[] {
  const view = viewOf(facts, world);
  return probes(view, world).map((probe) => stepOf(view, world, probe));
}
