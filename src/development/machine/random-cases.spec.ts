import fc from 'fast-check';
import { workdaysWithin } from '../../platform/calendar/work-calendar.js';
import { addDays, addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import { ballot, GOOD, isRecordable, LONG_CALENDAR, REJECTING, Story, usualPath, worldWith } from '../../../test/support/case-story.js';
import { type CaseFact, FactKind, type FactOf } from './case-facts.js';
import { deriveCase, type CaseView } from './case-view.js';
import { deadlinesOf } from './deadlines.js';
import { judgeFact } from './judge-fact.js';
import { nextSteps } from './next-steps.js';

/** The same cases on every machine, however slow; another seed tells more. */
const RUN = { seed: Number(process.env.RANDOM_CASES_SEED ?? 20_261_122), numRuns: 80 };
/** Longest that one property may take on a loaded machine. */
const TIME_LIMIT_MS = 120_000;
/** Different stages that random facts must have led to, so that the property is not true of nothing. */
const STAGES_REACHED_MIN = 8;
const FIRST_DAY = '2025-01-06';
const CONTACTS = [['chen'], ['chen', 'zhao'], ['probationer', 'guest'], ['candidate', 'chen']];

const PATH = usualPath(2027);

/** The usual way up to a random step, from where anything may happen. */
function begun(steps: number): { story: Story; latestOn: LocalDate } {
  const story = new Story(worldWith({ todayOn: '2031-12-31' }));
  for (const { kind, on } of PATH.slice(0, steps)) story.facts.push(story.fact(kind, on, { organizationId: 'branch' }));
  return { story, latestOn: story.facts.at(-1)?.occurredOn ?? FIRST_DAY };
}

/** Variants of an entry besides the good one: other decisions, and entries that no rule lets through. */
const VARIANTS: { readonly [K in FactKind]?: readonly Partial<FactOf<K>['data']>[] } = {
  CONTACTS_APPOINTED: CONTACTS.map((contactIds) => ({ contactIds })),
  CULTIVATION_INSPECTED: [{ outcome: 'UNFIT' }, { outcome: 'CONTINUE' }],
  LISTING_OPINIONS_HEARD: [{ masses: false }],
  LISTING_AGREED: [{ isAgreed: false }],
  PUBLICITY_STARTED: [{ purpose: 'ADMISSION' }, { purpose: 'CONVERSION' }],
  PUBLICITY_ENDED: [{ isTakenDownEarly: true }, { purpose: 'ADMISSION' }, { purpose: 'CONVERSION' }],
  PUBLICITY_OBJECTED: [{ purpose: 'ADMISSION' }, { purpose: 'CONVERSION' }],
  OBJECTION_RESOLVED: [{ isUpheld: true }],
  LISTING_DECIDED: [{ isAgreed: false }, { decision: 'FILING' }, { upperOrganizationId: 'elsewhere' }],
  INTRODUCERS_DETERMINED: [...CONTACTS, ['chen', 'restricted']].map((introducerIds) => ({ introducerIds })),
  POLITICAL_REVIEWED: [{ isPassed: false }],
  TRAINING_COMPLETED: [{ daysCount: 1, hoursCount: 8 }, { heldBy: 'OTHER' }],
  COMMITTEE_EXAMINED: [{ isPassed: false }],
  PRE_REVIEWED: [{ isPassed: false }, { upperOrganizationId: 'general-branch' }],
  ADMISSION_VOTED: [
    { ballot: REJECTING, isAccepted: false },
    { ballot: REJECTING },
    { ballot: ballot({ due: 2, present: 2, yes: 2 }) },
    { isAccepted: false },
  ],
  ADMISSION_DECIDED: [{ isApproved: false }, { isCollective: false }],
  CONVERSION_OPINIONS_HEARD: [{ members: false }],
  CONVERSION_EXAMINED: [{ decision: 'EXTEND' }, { decision: 'DISQUALIFY' }],
  CONVERSION_VOTED: [
    { decision: 'EXTEND', extensionMonths: 6 },
    { decision: 'EXTEND', extensionMonths: 12 },
    { decision: 'EXTEND', extensionMonths: 3 },
    { decision: 'DISQUALIFY' },
    { ballot: REJECTING, isAccepted: false },
    { ballot: REJECTING },
  ],
  CONVERSION_DECIDED: [{ isApproved: false }],
  TRANSFER_STARTED: [{ isFileHandedOver: false }, { toOrganizationId: 'branch' }],
  TRANSFER_ACKNOWLEDGED: [{ isFileExamined: false }],
};

/** One thing that somebody tries to record. */
interface Attempt {
  /** Takes one of the next steps by this number; null takes the kind. */
  next: number | null;
  kind: FactKind;
  /** Days since the latest fact; negative goes back. */
  days: number;
  /** Which variant; 0 and whatever lies beyond the list is the good entry. */
  variant: number;
  hasReasons: boolean;
}

const attempt: fc.Arbitrary<Attempt> = fc.record({
  next: fc.option(fc.nat({ max: 9 }), { freq: 8, nil: null }),
  kind: fc.constantFrom(...Object.values(FactKind)),
  days: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 25 }) },
    { weight: 2, arbitrary: fc.integer({ min: 26, max: 380 }) },
    { weight: 1, arbitrary: fc.integer({ min: -40, max: -1 }) },
  ),
  variant: fc.nat({ max: 9 }),
  hasReasons: fc.boolean(),
});

const ALL_RULES = Array.from({ length: 36 }, (_, index) => `R${String(index + 1).padStart(2, '0')}`);

function tryIt(story: Story, { next, kind, days, variant, hasReasons }: Attempt, latestOn: LocalDate): CaseFact {
  const steps = next === null ? [] : nextSteps(story.facts, { ...story.world, todayOn: addDays(latestOn, Math.max(0, days)) });
  const chosen = steps.length > 0 ? steps[next! % steps.length]!.kind : kind;
  const { view } = story;
  const pointers: Partial<Record<FactKind, object>> = {
    OBJECTION_RESOLVED: { objectionFactId: view.openObjections[0]?.factId ?? '' },
    BREACH_DECIDED: { factId: view.breaches[0]?.factId ?? '', ruleId: view.breaches[0]?.ruleId ?? '' },
    TRANSFER_STARTED: { toOrganizationId: view.organizationId === 'branch' ? 'other-branch' : 'branch' },
  };
  const isAnswer = chosen === 'TRANSFER_ACKNOWLEDGED' || chosen === 'TRANSFER_DECLINED';
  const to = isAnswer && view.isTransferPending ? view.transfers.at(-1)!.toOrganizationId : undefined;
  return story.fact(chosen, addDays(latestOn, days), {
    data: Object.assign({}, GOOD[chosen] as object, pointers[chosen], VARIANTS[chosen]?.[variant - 1] as object | undefined) as never,
    overrides: hasReasons ? Object.fromEntries(ALL_RULES.map((rule) => [rule, '情况特殊'])) : {},
    ...(to === undefined ? {} : { organizationId: to }),
  });
}

const SIDE: readonly FactKind[] = [
  ...([
    'ACTIVIST_FILED',
    'CULTIVATION_INSPECTED',
    'PUBLICITY_OBJECTED',
    'OBJECTION_RESOLVED',
    'PUBLICITY_ENDED',
    'ADMISSION_FILED',
  ] as const),
  ...(['PROBATION_INSPECTED', 'ARCHIVED', 'TRANSFER_STARTED', 'TRANSFER_ACKNOWLEDGED', 'TRANSFER_DECLINED', 'MOBILITY_NOTED'] as const),
  ...(['PAUSED', 'RESUMED', 'WITHDRAWN', 'REMOVED', 'CASE_ENDED', 'BREACH_DECIDED'] as const),
];
const ENDS: readonly FactKind[] = ['WITHDRAWN', 'REMOVED', 'CASE_ENDED'];

function last<K extends FactKind>(facts: readonly CaseFact[], kind: K, where: (data: FactOf<K>['data']) => boolean = () => true) {
  return facts.findLast((fact) => fact.kind === kind && where(fact.data as never)) as FactOf<K> | undefined;
}

/** While something waits for its answer, nothing goes forward: read off the order of recording alone. */
function expectNothingForward(facts: readonly CaseFact[], opens: FactKind, closes: readonly FactKind[]): void {
  let isOpen = false;
  for (const { kind } of facts) {
    if (isOpen && !closes.includes(kind)) expect(SIDE).toContain(kind);
    if (kind === opens) isOpen = true;
    if (closes.includes(kind)) isOpen = false;
  }
}

function expectLawfulListing(facts: readonly CaseFact[], listing: CaseFact): void {
  const before = facts.slice(0, facts.indexOf(listing));
  const activist = last(before, 'ACTIVIST_DETERMINED')!;
  expect(addMonths(activist.occurredOn, 12) <= listing.occurredOn).toBe(true);
  expect(last(before, 'LISTING_AGREED')?.data.isAgreed).toBe(true);
  expect(last(before, 'CONTACTS_APPOINTED')).toBeDefined();
  expect(last(before, 'ACTIVIST_FILED')).toBeDefined();
  const objections = before.filter(({ kind }) => kind === 'PUBLICITY_OBJECTED').length;
  expect(before.filter(({ kind }) => kind === 'OBJECTION_RESOLVED')).toHaveLength(objections);
  if (listing.occurredOn < '2026-05-18') return;
  const started = last(before, 'PUBLICITY_STARTED', ({ purpose }) => purpose === 'LISTING')!;
  const ended = last(before, 'PUBLICITY_ENDED', ({ purpose }) => purpose === 'LISTING')!;
  expect(ended.data.isTakenDownEarly).toBe(false);
  expect(ended.occurredOn < listing.occurredOn).toBe(true);
  expect(workdaysWithin(LONG_CALENDAR, started.occurredOn, ended.occurredOn, 'EXCLUDE').count).toBeGreaterThanOrEqual(5);
  const upheld = last(before, 'OBJECTION_RESOLVED', ({ isUpheld }) => isUpheld);
  if (upheld) expect(before.indexOf(upheld)).toBeLessThan(before.indexOf(started));
}

function expectLawfulVote(vote: FactOf<'ADMISSION_VOTED'> | FactOf<'CONVERSION_VOTED'>): void {
  const { due, present, written, yes, no, abstain, invalid } = vote.data.ballot;
  expect(present + written).toBeLessThanOrEqual(due);
  expect(yes + no + abstain + invalid).toBe(present + written);
  expect(due).toBeGreaterThanOrEqual(3);
  expect(2 * present).toBeGreaterThan(due);
  expect(2 * yes > due).toBe(vote.data.isAccepted);
}

function expectLawfulAdmission(facts: readonly CaseFact[], approval: CaseFact): void {
  const before = facts.slice(0, facts.indexOf(approval));
  const vote = last(before, 'ADMISSION_VOTED')!;
  expect(vote.data.isAccepted).toBe(true);
  expect(vote.occurredOn <= approval.occurredOn && approval.occurredOn <= addMonths(vote.occurredOn, 6)).toBe(true);
  const untilVote = before.slice(0, before.indexOf(vote as CaseFact));
  const lastReturn = untilVote.findLastIndex(({ kind, data }) => {
    return (kind === 'ADMISSION_DECIDED' && !data.isApproved) || (kind === 'ADMISSION_VOTED' && !data.isAccepted);
  });
  const attemptFacts = untilVote.slice(lastReturn + 1);
  expect(last(untilVote, 'POLITICAL_REVIEWED')?.data.isPassed).toBe(true);
  expect(new Set(last(untilVote, 'INTRODUCERS_DETERMINED')?.data.introducerIds).size).toBe(2);
  expect(last(untilVote, 'TRAINING_COMPLETED') ?? last(untilVote, 'TRAINING_EXEMPTED')).toBeDefined();
  expect(last(attemptFacts, 'COMMITTEE_EXAMINED')?.data.isPassed).toBe(true);
  expect(last(attemptFacts, 'PRE_REVIEWED')?.data.isPassed).toBe(true);
  expect(last(attemptFacts, 'FORM_FILLED')).toBeDefined();
  expect(before.some(({ kind }) => kind === 'ADMISSION_TALKED')).toBe(true);
}

/** What the articles say about any lawful list of facts, read without the machine. */
function expectLawful(facts: readonly CaseFact[], view: CaseView, todayOn: LocalDate): void {
  expect(view.contradictions).toEqual([]);
  expect(facts.every(({ occurredOn }) => occurredOn <= todayOn)).toBe(true);
  expectNothingForward(facts, 'TRANSFER_STARTED', ['TRANSFER_ACKNOWLEDGED', 'TRANSFER_DECLINED']);
  expectNothingForward(facts, 'PAUSED', ['RESUMED']);
  const end = facts.findIndex(({ kind }) => ENDS.includes(kind));
  if (end >= 0) expect(facts.slice(end + 1).map(({ kind }) => kind)).toEqual([]);
  for (const fact of facts) {
    if (fact.kind === 'LISTING_DECIDED' && fact.data.isAgreed) expectLawfulListing(facts, fact);
    if (fact.kind === 'ADMISSION_DECIDED' && fact.data.isApproved) expectLawfulAdmission(facts, fact);
    if (fact.kind === 'ADMISSION_VOTED' || fact.kind === 'CONVERSION_VOTED') expectLawfulVote(fact as FactOf<'ADMISSION_VOTED'>);
  }
  expectLawfulProbation(facts, view);
}

function expectLawfulProbation(facts: readonly CaseFact[], view: CaseView): void {
  const approved = last(facts, 'ADMISSION_DECIDED', ({ isApproved }) => isApproved);
  const isMember = ['PROBATIONARY', 'CONVERSION_APPLIED', 'CONVERSION_VOTED', 'EXTENDED', 'FULL', 'DISQUALIFIED'].includes(view.stage);
  if (isMember) expect(approved).toBeDefined();
  expect(view.memberFrom !== null).toBe(approved !== undefined);
  const extensions = facts.filter((fact, index) => {
    if (fact.kind !== 'CONVERSION_VOTED' || fact.data.decision !== 'EXTEND' || !fact.data.isAccepted) return false;
    const decision = facts.slice(index).find(({ kind }) => kind === 'CONVERSION_DECIDED');
    return decision?.kind === 'CONVERSION_DECIDED' && decision.data.isApproved;
  }) as FactOf<'CONVERSION_VOTED'>[];
  expect(extensions.length).toBeLessThanOrEqual(1);
  if (!approved) return;
  const expiry = addMonths(last(facts, 'ADMISSION_VOTED', ({ isAccepted }) => isAccepted)!.occurredOn, 12);
  const endsOn = extensions[0] ? addMonths(expiry, extensions[0].data.extensionMonths!) : expiry;
  expect(view.probationEndsOn).toBe(endsOn);
  for (const vote of facts) {
    if (vote.kind === 'CONVERSION_VOTED' && vote.data.decision !== 'DISQUALIFY') expect(vote.occurredOn >= expiry).toBe(true);
  }
  if (view.stage !== 'FULL') return;
  const vote = last(facts, 'CONVERSION_VOTED')!;
  expect(vote.data).toMatchObject({ decision: 'CONVERT', isAccepted: true });
  expect(vote.occurredOn >= endsOn).toBe(true);
  expect(last(facts, 'CONVERSION_DECIDED')?.data.isApproved).toBe(true);
  expect(view.partyAgeFrom).toBe(endsOn);
}

describe('random facts in random order', () => {
  it(
    'never reach an unlawful case through what the rules let pass (6.3, INV-13..INV-20, R01-R36)',
    () => {
      const reached = new Set<string>();
      fc.assert(
        fc.property(fc.nat({ max: PATH.length }), fc.array(attempt, { minLength: 8, maxLength: 30, size: 'max' }), (steps, attempts) => {
          const { story, latestOn: begunOn } = begun(steps);
          let latestOn = begunOn;
          for (const tried of attempts) {
            const fact = tryIt(story, tried, latestOn);
            if (!isRecordable(judgeFact(story.facts, story.world, fact))) continue;
            story.facts.push(fact);
            if (fact.occurredOn > latestOn) latestOn = fact.occurredOn;
            const { view } = story;
            expectLawful(story.facts, view, story.world.todayOn);
            reached.add(view.stage);
          }
        }),
        RUN,
      );
      expect(reached.size).toBeGreaterThanOrEqual(STAGES_REACHED_MIN);
    },
    TIME_LIMIT_MS,
  );

  it(
    'in any list at all have a view, deadlines and next steps, with what does not fit listed (6.3)',
    () => {
      fc.assert(
        fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
          const story = new Story(worldWith({ cutOverOn: '2026-01-01', todayOn: '2031-12-31' }));
          let on = FIRST_DAY;
          for (const tried of attempts) {
            story.facts.push(tryIt(story, { ...tried, next: null }, on));
            on = addDays(on, Math.max(0, tried.days));
          }
          const view = deriveCase(story.facts, story.world);
          expect(view.history.length + view.contradictions.length).toBe(story.facts.length);
          expect(view.partyAgeFrom === null || view.stage === 'FULL').toBe(true);
          expect(view.memberFrom === null || view.probationFrom !== null).toBe(true);
          expect(() => [deadlinesOf(story.facts, story.world), nextSteps(story.facts, story.world)]).not.toThrow();
        }),
        RUN,
      );
    },
    TIME_LIMIT_MS,
  );
});
