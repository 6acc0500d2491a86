import { Story, storyBefore, usualPath, worldWith, ballot, REJECTING } from '../../../test/support/case-story.js';
import { STEP_PLANS } from '../rule-sets/step-plans.js';
import type { CaseStage, FactKind } from './case-facts.js';
import { deriveCase } from './case-view.js';
import { judgeFact } from './judge-fact.js';

describe('a case that goes the whole way', () => {
  it.each([
    [2020, 'CPC-DEV-2014'],
    [2027, 'CPC-DEV-2026-05'],
  ] as const)('walks all 25 steps from %s under %s, every check kept (6.3, R01-R36)', (firstYear, ruleSetId) => {
    const story = new Story();
    for (const { kind, on } of usualPath(firstYear)) {
      const checks = story.judge(kind, on);
      expect(checks.filter(({ outcome }) => outcome !== 'OK').map(({ ruleId, code }) => `${kind} ${ruleId} ${code}`)).toEqual([]);
      expect(new Set(checks.map((check) => check.ruleSetId))).toEqual(new Set(checks.length > 0 ? [ruleSetId] : []));
      story.record(kind, on);
    }
    const done = new Set(story.facts.map(({ kind }) => kind));
    expect(STEP_PLANS.STANDARD_25.filter(({ completedBy }) => !done.has(completedBy as FactKind))).toEqual([]);
    expect(story.view).toMatchObject({ stage: 'FULL', isOpen: false, contradictions: [], breaches: [] });
    expect(story.view).toMatchObject({
      memberFrom: `${firstYear + 1}-05-06`,
      probationEndsOn: `${firstYear + 2}-05-06`,
      partyAgeFrom: `${firstYear + 2}-05-06`,
    });
  });

  it('has every step of the plan of 29 among its facts (2.1)', () => {
    const done = new Set(usualPath(2027).map(({ kind }) => kind));
    expect(STEP_PLANS.EXTENDED_29).toHaveLength(29);
    expect(STEP_PLANS.EXTENDED_29.filter(({ completedBy }) => !done.has(completedBy as FactKind))).toEqual([]);
    expect(STEP_PLANS.EXTENDED_29.map(({ number }) => number)).toEqual(Array.from({ length: 29 }, (_, index) => index + 1));
  });

  const stages: [FactKind, CaseStage][] = [
    ['APPLICATION_RECEIVED', 'EXPRESSED'],
    ['APPLICANT_TALKED', 'APPLIED'],
    ['ACTIVIST_DETERMINED', 'TALKED'],
    ['ACTIVIST_FILED', 'ACTIVIST'],
    ['PUBLICITY_ENDED', 'IN_PUBLICITY'],
    ['INTRODUCERS_DETERMINED', 'PROSPECT'],
    ['COMMITTEE_EXAMINED', 'CLEARED'],
    ['PRE_REVIEWED', 'EXAMINED'],
    ['FORM_FILLED', 'PRE_REVIEWED'],
    ['ADMISSION_TALKED', 'BRANCH_ACCEPTED'],
    ['ADMISSION_FILED', 'PROBATIONARY'],
    ['CONVERSION_OPINIONS_HEARD', 'CONVERSION_APPLIED'],
    ['CONVERSION_DECIDED', 'CONVERSION_VOTED'],
  ];
  it.each(stages)('stands, before %s, at %s (6.3)', (kind, stage) => {
    expect(storyBefore(kind).view.stage).toBe(stage);
  });
});

describe('an attempt that fails', () => {
  const failures: [FactKind, Partial<Record<string, unknown>>][] = [
    ['COMMITTEE_EXAMINED', { isPassed: false }],
    ['PRE_REVIEWED', { isPassed: false }],
    ['ADMISSION_VOTED', { ballot: REJECTING, isAccepted: false }],
    ['ADMISSION_DECIDED', { isApproved: false }],
  ];
  it.each(failures)('by %s returns the case to PROSPECT with the number of the decision, and keeps all time (6.3)', (kind, data) => {
    const story = storyBefore(kind);
    const fact = story.record(kind, '2028-05-20', { data: data as never });
    const view = story.view;
    expect(view).toMatchObject({ stage: 'PROSPECT', cultivationFrom: '2027-03-02', probationFrom: null, probationEndsOn: null });
    expect(view.attempts).toEqual([{ what: 'ADMISSION', factId: fact.id, kind, on: '2028-05-20', documentNumber: fact.documentNumber }]);
    expect(Object.keys(view.milestones)).toEqual(
      expect.arrayContaining(['INTRODUCERS_DETERMINED', 'POLITICAL_REVIEWED', 'TRAINING_COMPLETED', 'LISTING_DECIDED']),
    );
    for (const gone of ['COMMITTEE_EXAMINED', 'PRE_REVIEWED', 'FORM_FILLED', 'ADMISSION_VOTED', 'ADMISSION_DECIDED'] as const) {
      expect(view.milestones[gone]).toBeUndefined();
    }
  });

  it('asks for examination, pre-review and form anew before another vote, and the clock starts at that vote (R15, R24, INV-16)', () => {
    const story = storyBefore('ADMISSION_DECIDED');
    story.record('ADMISSION_DECIDED', '2028-06-01', { data: { isApproved: false } });
    const checks = story.judge('ADMISSION_VOTED', '2028-06-02').filter(({ outcome }) => outcome === 'BLOCKED');
    expect(checks.map(({ code }) => code)).toEqual(['EXAMINATION_MISSING', 'PRE_REVIEW_MISSING', 'FORM_MISSING']);
    story.record('COMMITTEE_EXAMINED', '2028-06-05');
    story.record('PRE_REVIEWED', '2028-06-06');
    story.record('FORM_FILLED', '2028-06-07');
    story.record('ADMISSION_VOTED', '2028-06-30');
    expect(story.view).toMatchObject({ stage: 'BRANCH_ACCEPTED', probationEndsOn: '2029-06-30', memberFrom: null });
  });

  it('of a conversion leads back to the discussion and asks for a new examination (R25)', () => {
    const story = storyBefore('CONVERSION_DECIDED');
    story.record('CONVERSION_DECIDED', '2029-06-01', { data: { isApproved: false } });
    expect(story.view).toMatchObject({ stage: 'CONVERSION_APPLIED', isOpen: true, partyAgeFrom: null });
    expect(story.view.attempts.at(-1)).toMatchObject({ what: 'CONVERSION', kind: 'CONVERSION_DECIDED' });
    const open = story.judge('CONVERSION_VOTED', '2029-06-02').filter(({ outcome }) => outcome === 'BLOCKED');
    expect(open.map(({ code }) => code)).toEqual(['CONVERSION_NOT_EXAMINED']);
  });

  it('by a failed political review after the examination goes back, and the case is CLEARED again after a passed one (R13)', () => {
    const story = storyBefore('FORM_FILLED');
    story.record('POLITICAL_REVIEWED', '2028-04-25', { data: { isPassed: false } });
    expect(story.view.stage).toBe('PROSPECT');
    expect(story.judge('COMMITTEE_EXAMINED', '2028-04-26').find(({ code }) => code === 'REVIEW_FAILED')?.outcome).toBe('BLOCKED');
    story.record('POLITICAL_REVIEWED', '2028-05-25');
    expect(story.view.stage).toBe('CLEARED');
  });
});

describe('derivation', () => {
  it('lists what no longer fits after a fact was voided, and stays legal (6.3)', () => {
    const story = storyBefore('ADMISSION_FILED');
    const withoutVote = story.facts.filter(({ kind }) => kind !== 'ADMISSION_VOTED');
    const view = deriveCase(withoutVote, story.world);
    expect(view.contradictions.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'ADMISSION_TALKED WRONG_STAGE',
      'ADMISSION_DECIDED WRONG_STAGE',
    ]);
    expect(view).toMatchObject({ stage: 'PRE_REVIEWED', memberFrom: null });
  });

  it('has a view for no fact at all, and folds by the order of recording whatever the order of the list (6.3)', () => {
    expect(deriveCase([], worldWith())).toMatchObject({ stage: 'EXPRESSED', isOpen: true, organizationId: null });
    const story = storyBefore('CONVERSION_DECIDED');
    expect(deriveCase(story.facts.toReversed(), story.world)).toEqual(story.view);
  });

  it.each([
    ['WITHDRAWN', 'WITHDRAWN'],
    ['REMOVED', 'REMOVED'],
    ['CASE_ENDED', 'ENDED'],
  ] as const)('%s ends the case, and nothing more can be recorded (INV-13)', (kind, side) => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    story.record(kind, '2028-03-01');
    expect(story.view).toMatchObject({ stage: 'CLOSED', side, isOpen: false });
    const checks = judgeFact(story.facts, story.world, story.fact('LISTING_OPINIONS_HEARD', '2028-03-02'));
    expect(checks.find(({ ruleId }) => ruleId === 'INV-13')).toMatchObject({ code: 'CASE_CLOSED', outcome: 'BLOCKED', isStopping: true });
  });

  it('a second extension is refused by the machine itself, at the vote (INV-17, R27)', () => {
    const story = storyBefore('CONVERSION_EXAMINED');
    story.record('CONVERSION_EXAMINED', '2029-05-10', { data: { decision: 'EXTEND' } });
    story.record('CONVERSION_VOTED', '2029-05-12', { data: { decision: 'EXTEND', extensionMonths: 6, ballot: ballot() } });
    expect(story.view.probationEndsOn).toBe('2029-05-06');
    story.record('CONVERSION_DECIDED', '2029-06-10');
    expect(story.view).toMatchObject({ stage: 'EXTENDED', probationEndsOn: '2029-11-06', originalProbationEndsOn: '2029-05-06' });
    const checks = story.judge('CONVERSION_VOTED', '2029-11-06', { data: { decision: 'EXTEND', extensionMonths: 6 } });
    expect(checks.find(({ code }) => code === 'SECOND_EXTENSION')).toMatchObject({ ruleId: 'R27', outcome: 'BLOCKED' });
  });
});
