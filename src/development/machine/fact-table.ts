import type { CaseStage, FactKind } from './case-facts.js';

/** Where a kind of fact fits (5-domain-model 6.3). Whether the rules let it happen is judged apart. */
export interface FactPlace {
  /** Stages in which the machine can hold it. What is merely missing before it is a rule's matter, so that every reason is named. */
  from: readonly CaseStage[];
  /** True when it takes the case forward: it waits for a pending transfer, a pause and an undecided breach (INV-13a, INV-14). */
  isForward: boolean;
  /** True when it is a decision, which is entered with the number of its paper (R36). */
  needsDocument: boolean;
  /** True when it can stand only once. */
  isOnce: boolean;
  /** Facts that it is not earlier than, those that stand (R35). */
  after: readonly FactKind[];
}

const BEFORE_LISTING: readonly CaseStage[] = ['ACTIVIST', 'IN_PUBLICITY'];
const LISTED: readonly CaseStage[] = ['PROSPECT', 'CLEARED', 'EXAMINED', 'PRE_REVIEWED'];
const CULTIVATED: readonly CaseStage[] = [...BEFORE_LISTING, ...LISTED];
const BEFORE_VOTE: readonly CaseStage[] = ['PROBATIONARY', 'EXTENDED', 'CONVERSION_APPLIED'];
const ON_PROBATION: readonly CaseStage[] = [...BEFORE_VOTE, 'CONVERSION_VOTED'];
const APPLIED: readonly CaseStage[] = ['APPLIED', 'TALKED', ...CULTIVATED, 'BRANCH_ACCEPTED', ...ON_PROBATION];
const OPEN: readonly CaseStage[] = ['EXPRESSED', ...APPLIED];
const ENDED: readonly CaseStage[] = ['FULL', 'DISQUALIFIED', 'CLOSED'];

/** Stages of an activist, whose cultivation time a move may break off (R08). */
export const BEFORE_LISTING_STAGES: readonly CaseStage[] = BEFORE_LISTING;
/** Stages of activists and prospects, whose file goes along when they move (R08). */
export const CULTIVATION_STAGES: readonly CaseStage[] = CULTIVATED;
/** Stages of a probationary member, whose membership ends only by vote and approval (R28). */
export const PROBATION_STAGES: readonly CaseStage[] = ON_PROBATION;
/** Stages that end a case. */
export const ENDED_STAGES: readonly CaseStage[] = ENDED;

const CLEARANCE = ['INTRODUCERS_DETERMINED', 'POLITICAL_REVIEWED', 'TRAINING_COMPLETED', 'TRAINING_EXEMPTED'] as const;

type Marks = Partial<Pick<FactPlace, 'isForward' | 'needsDocument' | 'isOnce'>>;

function place(from: readonly CaseStage[], after: readonly FactKind[], marks: Marks = {}): FactPlace {
  return { from, after, isForward: marks.isForward ?? true, needsDocument: marks.needsDocument ?? false, isOnce: marks.isOnce ?? false };
}

const BESIDE = { isForward: false } as const;
const DECISION = { needsDocument: true } as const;
const DECISION_BESIDE = { isForward: false, needsDocument: true } as const;

/** The table of all kinds. */
export const FACT_PLACES: Readonly<Record<FactKind, FactPlace>> = {
  INTENT_EXPRESSED: place(['EXPRESSED'], []),
  APPLICATION_RECEIVED: place(['EXPRESSED'], ['INTENT_EXPRESSED']),
  APPLICANT_TALKED: place(['APPLIED'], ['APPLICATION_RECEIVED']),
  ACTIVIST_DETERMINED: place(['APPLIED', 'TALKED'], ['APPLICATION_RECEIVED', 'APPLICANT_TALKED'], DECISION),
  ACTIVIST_FILED: place(CULTIVATED, ['ACTIVIST_DETERMINED'], BESIDE),
  CONTACTS_APPOINTED: place(CULTIVATED, ['ACTIVIST_DETERMINED']),
  CULTIVATION_INSPECTED: place(CULTIVATED, ['ACTIVIST_DETERMINED'], BESIDE),
  LISTING_OPINIONS_HEARD: place(BEFORE_LISTING, ['ACTIVIST_DETERMINED']),
  LISTING_AGREED: place(BEFORE_LISTING, ['ACTIVIST_DETERMINED', 'ACTIVIST_FILED', 'LISTING_OPINIONS_HEARD'], DECISION),
  PUBLICITY_STARTED: place(APPLIED, ['LISTING_OPINIONS_HEARD', 'LISTING_DECIDED', 'ADMISSION_DECIDED']),
  PUBLICITY_OBJECTED: place(APPLIED, [], BESIDE),
  OBJECTION_RESOLVED: place(APPLIED, [], DECISION_BESIDE),
  PUBLICITY_ENDED: place(APPLIED, [], BESIDE),
  LISTING_DECIDED: place(BEFORE_LISTING, ['ACTIVIST_DETERMINED', 'ACTIVIST_FILED', 'LISTING_OPINIONS_HEARD', 'LISTING_AGREED'], DECISION),
  INTRODUCERS_DETERMINED: place(LISTED, ['LISTING_DECIDED']),
  POLITICAL_REVIEWED: place(LISTED, ['LISTING_DECIDED'], DECISION),
  TRAINING_COMPLETED: place(LISTED, ['LISTING_DECIDED']),
  TRAINING_EXEMPTED: place(LISTED, ['LISTING_DECIDED'], DECISION),
  COMMITTEE_EXAMINED: place(['PROSPECT', 'CLEARED'], ['LISTING_DECIDED', ...CLEARANCE], DECISION),
  PRE_REVIEWED: place(['PROSPECT', 'CLEARED', 'EXAMINED'], [...CLEARANCE, 'COMMITTEE_EXAMINED'], DECISION),
  FORM_FILLED: place(LISTED, ['LISTING_DECIDED', 'PRE_REVIEWED']),
  ADMISSION_VOTED: place(LISTED, [...CLEARANCE, 'COMMITTEE_EXAMINED', 'PRE_REVIEWED', 'FORM_FILLED'], DECISION),
  ADMISSION_TALKED: place(['BRANCH_ACCEPTED'], ['ADMISSION_VOTED']),
  ADMISSION_DECIDED: place(['BRANCH_ACCEPTED'], ['ADMISSION_VOTED', 'ADMISSION_TALKED'], DECISION),
  ADMISSION_FILED: place([...ON_PROBATION, 'FULL'], ['ADMISSION_DECIDED'], { isForward: false, isOnce: true }),
  BRANCH_ASSIGNED: place(ON_PROBATION, ['ADMISSION_DECIDED']),
  OATH_TAKEN: place(ON_PROBATION, ['ADMISSION_DECIDED'], { isOnce: true }),
  PROBATION_INSPECTED: place(ON_PROBATION, ['ADMISSION_DECIDED'], BESIDE),
  CONVERSION_APPLIED: place(['PROBATIONARY', 'EXTENDED'], ['ADMISSION_DECIDED', 'CONVERSION_DECIDED']),
  CONVERSION_OPINIONS_HEARD: place(BEFORE_VOTE, ['ADMISSION_DECIDED', 'CONVERSION_APPLIED', 'CONVERSION_DECIDED']),
  CONVERSION_EXAMINED: place(BEFORE_VOTE, ['ADMISSION_DECIDED', 'CONVERSION_APPLIED', 'CONVERSION_OPINIONS_HEARD'], DECISION),
  CONVERSION_POSTPONED: place(BEFORE_VOTE, ['ADMISSION_DECIDED', 'CONVERSION_DECIDED'], DECISION),
  CONVERSION_VOTED: place(
    BEFORE_VOTE,
    ['ADMISSION_DECIDED', 'CONVERSION_APPLIED', 'CONVERSION_OPINIONS_HEARD', 'CONVERSION_EXAMINED', 'CONVERSION_DECIDED'],
    DECISION,
  ),
  CONVERSION_DECIDED: place(['CONVERSION_VOTED'], ['CONVERSION_VOTED'], DECISION),
  ARCHIVED: place(['FULL', 'DISQUALIFIED'], ['CONVERSION_DECIDED'], { isForward: false, isOnce: true }),
  TRANSFER_STARTED: place(APPLIED, [], BESIDE),
  TRANSFER_ACKNOWLEDGED: place(APPLIED, [], BESIDE),
  TRANSFER_DECLINED: place(APPLIED, [], BESIDE),
  MOBILITY_NOTED: place(APPLIED, ['APPLICATION_RECEIVED'], BESIDE),
  PAUSED: place(OPEN, [], BESIDE),
  RESUMED: place(OPEN, ['PAUSED'], BESIDE),
  WITHDRAWN: place(OPEN, [], BESIDE),
  REMOVED: place(OPEN, [], DECISION_BESIDE),
  CASE_ENDED: place(OPEN, [], DECISION_BESIDE),
  DECEASED: place(OPEN, [], BESIDE),
  BREACH_DECIDED: place([...OPEN, ...ENDED], [], DECISION_BESIDE),
  EXTRA_STEP_DONE: place([...APPLIED, 'FULL'], ['APPLICATION_RECEIVED']),
};

/** Kinds that a step added by an organization can hold up: the forward ones after the application, but for the added steps themselves. */
export const HOLDABLE_KINDS: readonly FactKind[] = (Object.keys(FACT_PLACES) as FactKind[]).filter((kind) => {
  return kind !== 'EXTRA_STEP_DONE' && FACT_PLACES[kind].isForward && !FACT_PLACES[kind].from.includes('EXPRESSED');
});

/** Kinds that close what came before them: they are not earlier than any step that was taken (R35). */
export const AFTER_EVERY_STEP: readonly FactKind[] = ['TRANSFER_STARTED', 'PAUSED', 'WITHDRAWN', 'REMOVED', 'CASE_ENDED', 'DECEASED'];

/** Kinds that begin an attempt anew: they are not earlier than the end of an attempt that failed (R35). */
export const AFTER_FAILED_ATTEMPT: readonly FactKind[] = [
  ...(['LISTING_OPINIONS_HEARD', 'LISTING_AGREED', 'PUBLICITY_STARTED', 'LISTING_DECIDED'] as const),
  ...(['COMMITTEE_EXAMINED', 'PRE_REVIEWED', 'FORM_FILLED', 'ADMISSION_VOTED'] as const),
  ...(['CONVERSION_EXAMINED', 'CONVERSION_VOTED'] as const),
];
