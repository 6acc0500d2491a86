import type { RuleOverlay } from '../rule-sets/rule-set.js';
import { isRecordable, outcomeOf, stoppedBy, Story, storyBefore, worldWith } from '../../../test/support/case-story.js';
import { FACT_PLACES } from './fact-table.js';
import { FactKind } from './case-facts.js';
import { deriveCase } from './case-view.js';

describe('R35: order and future', () => {
  it.each([
    ['2027-01-05', 'BLOCKED'],
    ['2027-01-06', 'OK'],
  ])('applied on 2027-01-06, talked on %s: %s (R35)', (on, outcome) => {
    expect(outcomeOf(storyBefore('APPLICANT_TALKED').judge('APPLICANT_TALKED', on), 'R35', 'BEFORE_PREDECESSOR')).toBe(outcome);
  });

  it.each([
    ['2027-01-20', 'OK'],
    ['2027-01-21', 'BLOCKED'],
  ])('today is 2027-01-20, the fact is of %s: %s (R35)', (on, outcome) => {
    const story = storyBefore('APPLICANT_TALKED', { todayOn: '2027-01-20' });
    expect(outcomeOf(story.judge('APPLICANT_TALKED', on), 'R35', 'IN_FUTURE')).toBe(outcome);
  });

  it('holds for every step of the usual way: one day before its predecessor it is refused (R35)', () => {
    for (const kind of [
      'LISTING_DECIDED',
      'COMMITTEE_EXAMINED',
      'PRE_REVIEWED',
      'FORM_FILLED',
      'ADMISSION_VOTED',
      'ADMISSION_TALKED',
      'ADMISSION_DECIDED',
      'OATH_TAKEN',
      'CONVERSION_APPLIED',
      'CONVERSION_VOTED',
      'CONVERSION_DECIDED',
      'ARCHIVED',
    ] as const) {
      const story = storyBefore(kind);
      const check = story.judge(kind, '2020-01-01').find(({ code }) => code === 'BEFORE_PREDECESSOR');
      expect(check).toMatchObject({ ruleId: 'R35', outcome: 'BLOCKED' });
      expect(outcomeOf(story.judge(kind, check!.curedOn!), 'R35')).toBe('OK');
    }
  });

  it('lets a new attempt begin on the day on which the one before failed, not earlier (R35)', () => {
    const story = storyBefore('ADMISSION_DECIDED');
    story.record('ADMISSION_DECIDED', '2028-06-01', { data: { isApproved: false } });
    expect(outcomeOf(story.judge('COMMITTEE_EXAMINED', '2028-05-31'), 'R35')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('COMMITTEE_EXAMINED', '2028-06-01'), 'R35')).toBe('OK');
  });

  it.each(['TRANSFER_STARTED', 'PAUSED', 'WITHDRAWN', 'CASE_ENDED'] as const)(
    'lets %s not lie before a step that was taken (R35, INV-14)',
    (kind) => {
      const story = storyBefore('PRE_REVIEWED');
      expect(outcomeOf(story.judge(kind, '2028-04-13'), 'R35')).toBe('BLOCKED');
      expect(outcomeOf(story.judge(kind, '2028-04-14'), 'R35')).toBe('OK');
    },
  );

  it('refuses a step in a stage where it has no place, whatever the reason given (R35)', () => {
    const checks = storyBefore('APPLICANT_TALKED').judge('ADMISSION_VOTED', '2027-02-01', { overrides: { R35: '材料齐全' } });
    expect(outcomeOf(checks, 'R35', 'WRONG_STAGE')).toBe('BLOCKED');
    expect(outcomeOf(checks, 'INV-19')).toBe('BLOCKED');
  });
});

describe('R36: decisions are entered', () => {
  it.each(Object.values(FactKind).filter((kind) => FACT_PLACES[kind].needsDocument))('%s needs the number of its paper (R36)', (kind) => {
    const story = new Story();
    expect(outcomeOf(story.judge(kind, '2028-01-01', { documentNumber: ' ' }), 'R36')).toBe('BLOCKED');
    expect(outcomeOf(story.judge(kind, '2028-01-01', { documentNumber: null }), 'R36')).toBe('BLOCKED');
    expect(outcomeOf(story.judge(kind, '2028-01-01'), 'R36')).toBe('OK');
  });

  it('infers nothing: a passed pre-review and a full ballot change no stage by themselves (R36)', () => {
    expect(storyBefore('ADMISSION_VOTED').view).toMatchObject({ stage: 'PRE_REVIEWED', probationFrom: null });
    expect(storyBefore('ADMISSION_DECIDED').view).toMatchObject({ stage: 'BRANCH_ACCEPTED', memberFrom: null });
  });
});

describe('6.3: a pause', () => {
  it('stops forward steps and lets inspections be recorded; what happened meanwhile stays refused afterwards (6.3)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    story.record('PAUSED', '2028-03-01');
    expect(story.view.side).toBe('PAUSED');
    expect(stoppedBy(story.judge('LISTING_OPINIONS_HEARD', '2028-03-02'))).toEqual(['INV-14']);
    expect(stoppedBy(story.judge('CULTIVATION_INSPECTED', '2028-03-02'))).toEqual([]);
    expect(stoppedBy(story.judge('PAUSED', '2028-03-02'))).toEqual(['INV-14']);
    story.record('RESUMED', '2028-04-01');
    expect(stoppedBy(story.judge('LISTING_OPINIONS_HEARD', '2028-03-15'))).toEqual(['R35']);
    expect(stoppedBy(story.judge('LISTING_OPINIONS_HEARD', '2028-04-01'))).toEqual([]);
    expect(stoppedBy(story.judge('RESUMED', '2028-04-02'))).toEqual(['INV-14']);
  });
});

describe('INV-13: a new case', () => {
  it('begins on or after the end of the one before, and has none of its time (INV-13)', () => {
    const story = new Story(worldWith({ previousCaseEndedOn: '2027-06-01' }));
    expect(outcomeOf(story.judge('APPLICATION_RECEIVED', '2027-05-31'), 'R35')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('APPLICATION_RECEIVED', '2027-06-01'), 'R35')).toBe('OK');
    expect(story.view).toMatchObject({ stage: 'EXPRESSED', cultivationFrom: null });
  });
});

describe('INV-13a: cases that are taken over', () => {
  const CUT_OVER = '2027-06-01';

  it('keeps a broken rule of severity B as a historic breach; a warning needs no reason then (INV-13a)', () => {
    const story = new Story(worldWith({ cutOverOn: CUT_OVER }));
    story.record('APPLICATION_RECEIVED', '2026-06-01');
    const checks = story.judge('ACTIVIST_DETERMINED', '2026-06-20', { documentNumber: null });
    expect(outcomeOf(checks, 'R02', 'TALK_MISSING')).toBe('HISTORIC_BREACH');
    expect(outcomeOf(checks, 'R36')).toBe('HISTORIC_BREACH');
    expect(isRecordable(checks)).toBe(true);
    const late = story.judge('APPLICANT_TALKED', '2026-12-01');
    expect(outcomeOf(late, 'R02')).toBe('WARNED');
    expect(isRecordable(late)).toBe(true);
  });

  it.each([
    ['2027-05-31', 'HISTORIC_BREACH'],
    ['2027-06-01', 'BLOCKED'],
    ['2027-06-02', 'BLOCKED'],
  ])('cut-over on 2027-06-01, fact of %s: %s (INV-13a)', (on, outcome) => {
    const story = new Story(worldWith({ cutOverOn: CUT_OVER }));
    story.record('APPLICATION_RECEIVED', '2026-06-01');
    expect(outcomeOf(story.judge('ACTIVIST_DETERMINED', on), 'R02', 'TALK_MISSING')).toBe(outcome);
  });

  it('blocks the next forward step until the upper committee has accepted the breach (INV-13a)', () => {
    const story = new Story(worldWith({ cutOverOn: CUT_OVER }));
    story.record('APPLICATION_RECEIVED', '2026-06-01');
    const activist = story.record('ACTIVIST_DETERMINED', '2026-06-20');
    story.record('CONTACTS_APPOINTED', '2026-06-20');
    expect(story.view.breaches).toMatchObject([{ ruleId: 'R02', code: 'TALK_MISSING', factId: activist.id, decision: null }]);
    expect(stoppedBy(story.judge('LISTING_OPINIONS_HEARD', '2027-06-20'))).toEqual(['INV-13a']);
    expect(stoppedBy(story.judge('CULTIVATION_INSPECTED', '2027-06-20', { overrides: { R07: '接管前未登记' } }))).toEqual([]);
    const decide = (isAccepted: boolean, ruleId = 'R02') => ({ data: { ruleId, factId: activist.id, isAccepted } });
    expect(stoppedBy(story.judge('BREACH_DECIDED', '2027-06-10', decide(true, 'R09')))).toEqual(['INV-13a']);
    story.record('BREACH_DECIDED', '2027-06-10', decide(false));
    expect(story.judge('LISTING_OPINIONS_HEARD', '2027-06-20').find(({ isStopping }) => isStopping)?.code).toBe('BREACH_REFUSED');
    const decision = story.record('BREACH_DECIDED', '2027-06-15', decide(true));
    expect(story.view.breaches[0]?.decision).toEqual({
      factId: decision.id,
      on: '2027-06-15',
      documentNumber: decision.documentNumber,
      isAccepted: true,
    });
    expect(stoppedBy(story.judge('LISTING_OPINIONS_HEARD', '2027-06-20'))).toEqual([]);
  });

  it('lets the upper committee and the branch decide against the case while a breach waits or was refused (INV-13a)', () => {
    const story = storyBefore('LISTING_DECIDED', { cutOverOn: '2028-03-10' });
    story.facts.splice(
      story.facts.findIndex(({ kind }) => kind === 'ACTIVIST_FILED'),
      1,
    );
    const breach = story.view.breaches[0]!;
    const listing = (isAgreed: boolean) => stoppedBy(story.judge('LISTING_DECIDED', '2028-03-15', { data: { isAgreed } }));
    expect(listing(true)).toContain('INV-13a');
    expect(listing(false)).not.toContain('INV-13a');
    story.record('BREACH_DECIDED', '2028-03-12', { data: { ruleId: breach.ruleId, factId: breach.factId, isAccepted: false } });
    expect(listing(true)).toContain('INV-13a');
    expect(listing(false)).not.toContain('INV-13a');
    const refused = story.judge('LISTING_DECIDED', '2028-03-15').find(({ code }) => code === 'BREACH_REFUSED');
    expect(refused?.cure?.zh).toContain('不予批准');
  });

  it('stays as it was stored, whatever register and tree say later: neither a new breach nor one less (INV-13a, INV-18)', () => {
    const story = storyBefore('ACTIVIST_FILED', { cutOverOn: '2027-06-01' });
    story.record('ACTIVIST_FILED', '2027-03-05');
    story.record('CONTACTS_APPOINTED', '2027-03-06', { data: { contactIds: ['outsider'] } });
    const breaches = story.view.breaches;
    expect(breaches.map(({ ruleId, code }) => `${ruleId} ${code}`)).toEqual(['R06 CONTACT_NOT_FULL']);
    const stored = story.facts.map((fact) => {
      const storedBreaches = breaches.filter(({ factId }) => factId === fact.id).map((breach) => ({ ...breach, isAboutEntry: true }));
      return { ...fact, storedBreaches };
    });
    const cured = {
      ...story.world,
      standingOn: (personId: string) => ({ personId, standing: 'FULL', homeOrganizationId: 'branch', areRightsRestricted: false }) as const,
    };
    const ruined = { ...story.world, powerOver: () => null, standingOn: () => null };
    for (const world of [story.world, cured, ruined]) expect(deriveCase(stored, world).breaches).toEqual(breaches);
    expect(deriveCase(story.facts, ruined).breaches.map(({ ruleId }) => ruleId)).toEqual(['R04', 'R06']);
    const old = stored.map((fact) => ({
      ...fact,
      storedBreaches: fact.storedBreaches.map((breach) => ({ ...breach, isAboutEntry: null })),
    }));
    expect(deriveCase(old, ruined).breaches).toEqual(breaches);
  });

  it('lists one shortcoming once, however many facts show it (INV-13a)', () => {
    const story = new Story(worldWith({ cutOverOn: CUT_OVER }));
    story.record('APPLICATION_RECEIVED', '2026-06-01');
    story.record('APPLICANT_TALKED', '2026-06-10');
    story.record('ACTIVIST_DETERMINED', '2026-08-01');
    story.record('ACTIVIST_FILED', '2026-08-02');
    story.record('CONTACTS_APPOINTED', '2026-08-02');
    story.record('LISTING_OPINIONS_HEARD', '2027-01-04');
    story.record('LISTING_AGREED', '2027-01-05');
    story.record('PUBLICITY_STARTED', '2027-01-05');
    story.record('PUBLICITY_ENDED', '2027-01-12');
    story.record('LISTING_DECIDED', '2027-01-20');
    expect(story.view.breaches.map(({ ruleId, code, kind }) => `${kind} ${ruleId} ${code}`)).toEqual([
      'LISTING_AGREED R09 CULTIVATION_SHORT',
    ]);
  });

  it('lists what was typed in wrongly, and wrong days, for each fact by itself (INV-13a)', () => {
    const story = new Story(worldWith({ cutOverOn: CUT_OVER }));
    story.record('APPLICATION_RECEIVED', '2026-06-01');
    story.record('APPLICANT_TALKED', '2026-05-20');
    story.record('ACTIVIST_DETERMINED', '2026-05-19', { documentNumber: null });
    story.record('CONTACTS_APPOINTED', '2026-05-18');
    expect(story.view.breaches.map(({ kind, ruleId }) => `${kind} ${ruleId}`)).toEqual([
      'APPLICANT_TALKED R35',
      'ACTIVIST_DETERMINED R35',
      'ACTIVIST_DETERMINED R36',
      'CONTACTS_APPOINTED R35',
    ]);
  });

  it('never lets the machine hold what it cannot: an approval without a vote, a day in the future (INV-13a, INV-16)', () => {
    const story = new Story(worldWith({ cutOverOn: CUT_OVER, todayOn: '2027-05-01' }));
    story.record('APPLICATION_RECEIVED', '2026-06-01');
    expect(isRecordable(story.judge('ADMISSION_DECIDED', '2026-07-01'))).toBe(false);
    expect(isRecordable(story.judge('APPLICANT_TALKED', '2027-05-02'))).toBe(false);
  });
});

describe('steps that an organization adds', () => {
  const overlay: RuleOverlay = {
    id: 'local',
    organizationId: 'committee',
    ruleSetId: 'CPC-DEV-2026-05',
    effectiveFrom: '2026-06-01',
    parameters: [],
    stepPlan: null,
    extraSteps: [
      {
        code: 'LOCAL',
        zh: '镇党委联审',
        en: 'Joint review',
        afterStepCode: 'PRE_REVIEW',
        forms: [],
        gate: { before: 'ADMISSION_VOTED', severity: 'BLOCK' },
      },
    ],
    extraForms: [],
  };

  it('hold up the step that they name until they are done (R35)', () => {
    const story = storyBefore('ADMISSION_VOTED', { overlays: [overlay] });
    expect(story.judge('ADMISSION_VOTED', '2028-05-06').find(({ isStopping }) => isStopping)).toMatchObject({
      ruleId: 'R35',
      code: 'ADDED_STEP_MISSING',
    });
    story.record('EXTRA_STEP_DONE', '2028-04-25');
    expect(stoppedBy(story.judge('ADMISSION_VOTED', '2028-05-06'))).toEqual([]);
  });

  it('are recorded where the plan has them alone, and twice with a reason only (R35)', () => {
    const story = storyBefore('ADMISSION_VOTED', { overlays: [overlay] });
    for (const stepCode of ['NOPE', '../../x', 'TALK']) {
      const checks = story.judge('EXTRA_STEP_DONE', '2028-04-25', { data: { stepCode }, overrides: { R35: '照办' } });
      expect(outcomeOf(checks, 'R35', 'STEP_UNKNOWN')).toBe('BLOCKED');
    }
    expect(outcomeOf(storyBefore('ADMISSION_VOTED').judge('EXTRA_STEP_DONE', '2028-04-25'), 'R35', 'STEP_UNKNOWN')).toBe('BLOCKED');
    story.record('EXTRA_STEP_DONE', '2028-04-25');
    expect(outcomeOf(story.judge('EXTRA_STEP_DONE', '2028-04-26'), 'R35')).toBe('WARNED');
  });
});
