import { effectiveRuleSet, refusalsToTighten } from './effective-rule-set.js';
import { PARAMETER_DEFINITIONS } from './parameters.js';
import { isSwitchedOn, numberOf, RULE_IDS, type RuleOverlay, ruleOf, wordOfRule } from './rule-set.js';
import { SHIPPED_RULE_SETS } from './shipped-rule-sets.js';
import { STEP_PLANS } from './step-plans.js';

const [OLD, NEW] = SHIPPED_RULE_SETS as [(typeof SHIPPED_RULE_SETS)[0], (typeof SHIPPED_RULE_SETS)[0]];

function overlay(given: Partial<RuleOverlay> = {}): RuleOverlay {
  return {
    id: 'overlay',
    organizationId: 'committee',
    ruleSetId: 'CPC-DEV-2026-05',
    effectiveFrom: '2026-06-01',
    parameters: [],
    stepPlan: null,
    extraSteps: [],
    extraForms: [],
    ...given,
  };
}

describe('the two sets', () => {
  it.each([
    ['2010-01-01', 'CPC-DEV-2014'],
    ['2026-05-17', 'CPC-DEV-2014'],
    ['2026-05-18', 'CPC-DEV-2026-05'],
    ['2040-01-01', 'CPC-DEV-2026-05'],
  ])('on %s %s is in force (2.0)', (on, id) => {
    expect(effectiveRuleSet(SHIPPED_RULE_SETS, [], on).id).toBe(id);
  });

  it('each hold R01 to R36, all with a text in both languages and an article (2.2)', () => {
    for (const set of SHIPPED_RULE_SETS) {
      expect(set.rules.map(({ id }) => id)).toEqual([...RULE_IDS]);
      for (const { text, article } of set.rules) {
        expect([text.zh, text.en, article.zh, article.en].every((entry) => entry.length > 2)).toBe(true);
        expect(text.zh).toMatch(/\p{Script=Han}/u);
        expect(text.en).not.toMatch(/\p{Script=Han}/u);
      }
    }
    expect(RULE_IDS).toHaveLength(36);
  });

  it('mark the set of 2026 as second-hand, rule by rule (2.0)', () => {
    expect([OLD.isSecondHand, NEW.isSecondHand]).toEqual([false, true]);
    expect(OLD.rules.filter(({ evidence }) => evidence === 'SECOND_HAND')).toEqual([]);
    const others = NEW.rules.filter(({ evidence }) => evidence !== 'SECOND_HAND').map(({ id }) => id);
    expect(others).toEqual(['R20', 'R35', 'R36']);
  });

  it.each([
    ['R09', '第十三条', '第十三条'],
    ['R15', '第十九条', '第十八条'],
    ['R18', '第二十条', '第十九条'],
    ['R24', '第三十二条', '第三十一条'],
    ['R25', '第三十三条、第三十四条', '第三十二条、第三十三条'],
  ] as const)('%s stands in %s of 2014 and %s of 2026: after 18 the numbers shift by one (2.0)', (id, in2014, in2026) => {
    expect([ruleOf(OLD, id).article.zh, ruleOf(NEW, id).article.zh]).toEqual([in2014, in2026]);
  });

  it('differ in what the revision made visible: publicity, meeting, oath, and the word for the meeting (2.0)', () => {
    expect([OLD, NEW].map((set) => wordOfRule(set, 'R10', 'listingPublicity'))).toEqual(['OPTIONAL', 'REQUIRED']);
    expect([OLD, NEW].map((set) => isSwitchedOn(set, 'R17', 'isRequired'))).toEqual([false, true]);
    expect([OLD, NEW].map((set) => isSwitchedOn(set, 'R23', 'isRequired'))).toEqual([false, true]);
    expect([OLD, NEW].map((set) => wordOfRule(set, 'R11', 'prospectListing.upperDecision'))).toEqual(['FILING', 'CONSENT']);
    expect([OLD, NEW].map((set) => set.branchMeeting.zh)).toEqual(['支部大会', '党支部党员大会']);
  });

  it('carry the figures of the table (2.2)', () => {
    const figures = PARAMETER_DEFINITIONS.filter(({ value2026 }) => typeof value2026 === 'number');
    expect(Object.fromEntries(figures.map(({ ruleId, name, value2026 }) => [`${ruleId} ${name}`, value2026]))).toMatchObject({
      'R01 ageMin': 18,
      'R02 talkMonthsMax': 1,
      'R07 inspectionMonthsMax': 6,
      'R09 cultivationMonthsMin': 12,
      'R10 publicityWorkdaysMin': 5,
      'R14 trainingDaysMin': 3,
      'R14 trainingHoursMin': 24,
      'R21 approvalMonthsMax': 3,
      'R21 approvalMonthsSpecialMax': 6,
      'R24 probationMonths': 12,
      'R27 extensionMonthsMin': 6,
      'R27 extensionMonthsMax': 12,
    });
  });

  it('plan 25 steps in five stages, and 29 with four that are counted apart (2.1)', () => {
    expect(STEP_PLANS.STANDARD_25.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
    expect([...new Set(STEP_PLANS.STANDARD_25.map(({ stage }) => stage))]).toEqual([1, 2, 3, 4, 5]);
    const codes = STEP_PLANS.STANDARD_25.map(({ code }) => code);
    expect(STEP_PLANS.EXTENDED_29.map(({ code }) => code).filter((code) => !codes.includes(code))).toEqual([
      'LISTING_OPINIONS',
      'LISTING_PUBLICITY',
      'CONVERSION_OPINIONS',
      'CONVERSION_EXAMINATION',
    ]);
  });
});

describe('an overlay', () => {
  const cases: [string, RuleOverlay['parameters'][number], string[]][] = [
    ['a shorter talk limit', { ruleId: 'R02', name: 'talkMonthsMax', value: 0 }, []],
    ['a longer talk limit', { ruleId: 'R02', name: 'talkMonthsMax', value: 2 }, ['OVERLAY_LOOSENS']],
    ['the same value', { ruleId: 'R09', name: 'cultivationMonthsMin', value: 12 }, []],
    ['more cultivation', { ruleId: 'R09', name: 'cultivationMonthsMin', value: 18 }, []],
    ['less cultivation', { ruleId: 'R09', name: 'cultivationMonthsMin', value: 11 }, ['OVERLAY_LOOSENS']],
    ['an optional publicity', { ruleId: 'R10', name: 'listingPublicity', value: 'OPTIONAL' }, ['OVERLAY_LOOSENS']],
    ['a counted posting day', { ruleId: 'R10', name: 'postingDay', value: 'INCLUDE' }, ['OVERLAY_LOOSENS']],
    ['mere filing', { ruleId: 'R11', name: 'prospectListing.upperDecision', value: 'FILING' }, ['OVERLAY_LOOSENS']],
    ['a switch that is turned on', { ruleId: 'R26', name: 'isRequired', value: true }, []],
    ['a switch that is turned off', { ruleId: 'R17', name: 'isRequired', value: false }, ['OVERLAY_LOOSENS']],
    ['a warning that blocks', { ruleId: 'R16', name: 'severity', value: 'BLOCK' }, []],
    ['a block that warns', { ruleId: 'R09', name: 'severity', value: 'WARN' }, ['OVERLAY_LOOSENS']],
    ['three introducers', { ruleId: 'R12', name: 'introducersCount', value: 3 }, ['OVERLAY_LOOSENS']],
    ['a longer probation', { ruleId: 'R24', name: 'probationMonths', value: 24 }, ['OVERLAY_LOOSENS']],
    ['an unknown name', { ruleId: 'R09', name: 'moonPhase', value: 1 }, ['OVERLAY_PARAMETER_UNKNOWN']],
    ['a severity of mere arithmetic', { ruleId: 'R29', name: 'severity', value: 'BLOCK' }, ['OVERLAY_PARAMETER_UNKNOWN']],
    ['a word for a number', { ruleId: 'R09', name: 'cultivationMonthsMin', value: 'long' }, ['OVERLAY_VALUE_INVALID']],
    ['a broken number', { ruleId: 'R09', name: 'cultivationMonthsMin', value: 12.5 }, ['OVERLAY_VALUE_INVALID']],
    ['a number beyond all bounds', { ruleId: 'R09', name: 'cultivationMonthsMin', value: 1_001 }, ['OVERLAY_VALUE_INVALID']],
    ['a lower bound above the upper', { ruleId: 'R27', name: 'extensionMonthsMin', value: 13 }, ['OVERLAY_VALUE_INVALID']],
  ];
  it.each(cases)('with %s is judged as it tightens or loosens (2.0)', (_, parameter, codes) => {
    expect(refusalsToTighten(overlay({ parameters: [parameter] }), NEW).map(({ code }) => code)).toEqual(codes);
    const set = effectiveRuleSet(SHIPPED_RULE_SETS, [overlay({ parameters: [parameter] })], '2026-07-01');
    const { ruleId, name, value } = parameter;
    const got = name === 'severity' ? ruleOf(set, ruleId).severity : ruleOf(set, ruleId).parameters[name];
    const shipped = name === 'severity' ? ruleOf(NEW, ruleId).severity : ruleOf(NEW, ruleId).parameters[name];
    expect(got).toEqual(codes.length === 0 ? value : shipped);
  });

  it('holds from its own day, for its own set (2.0)', () => {
    const stricter = overlay({ parameters: [{ ruleId: 'R09', name: 'cultivationMonthsMin', value: 18 }] });
    const monthsOn = (on: string) => numberOf(effectiveRuleSet(SHIPPED_RULE_SETS, [stricter], on), 'R09', 'cultivationMonthsMin');
    expect([monthsOn('2026-05-17'), monthsOn('2026-05-31'), monthsOn('2026-06-01')]).toEqual([12, 12, 18]);
  });

  it('of an organization below cannot take back what one above asks for (2.0)', () => {
    const above = overlay({ parameters: [{ ruleId: 'R09', name: 'cultivationMonthsMin', value: 18 }] });
    const below = overlay({ parameters: [{ ruleId: 'R09', name: 'cultivationMonthsMin', value: 15 }] });
    const months = (overlays: RuleOverlay[]) =>
      numberOf(effectiveRuleSet(SHIPPED_RULE_SETS, overlays, '2026-07-01'), 'R09', 'cultivationMonthsMin');
    expect([months([below]), months([above, below])]).toEqual([15, 18]);
  });

  it('adds steps and papers, numbered anew, and keeps them when an organization below takes another plan (2.1)', () => {
    const extra = {
      code: 'JOINT_REVIEW',
      zh: '镇党委联审',
      en: 'Joint review',
      afterStepCode: 'PRE_REVIEW',
      forms: ['JOINT_SHEET'],
      gate: null,
    };
    const above = overlay({ extraSteps: [extra], extraForms: [{ stepCode: 'TALK', form: 'LOCAL_SHEET' }] });
    const below = overlay({ stepPlan: 'EXTENDED_29' });
    expect(refusalsToTighten(above, NEW)).toEqual([]);
    const { steps } = effectiveRuleSet(SHIPPED_RULE_SETS, [above, below], '2026-07-01');
    expect(steps).toHaveLength(30);
    expect(steps.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    const index = steps.findIndex(({ code }) => code === 'JOINT_REVIEW');
    expect([steps[index - 1]?.code, steps[index]?.completedBy, steps[index]?.stage]).toEqual(['PRE_REVIEW', 'EXTRA', 4]);
    expect(steps.find(({ code }) => code === 'TALK')?.forms).toEqual(['TALK_RECORD', 'LOCAL_SHEET']);
  });

  it.each([
    ['follows a step that is not there', { code: 'A', afterStepCode: 'NOWHERE' }],
    ['has the code of another', { code: 'TALK', afterStepCode: 'TALK' }],
  ])('is refused when an added step %s (2.1)', (_, given) => {
    const extraSteps = [{ zh: '步骤', en: 'Step', forms: [], gate: null, ...given }];
    expect(refusalsToTighten(overlay({ extraSteps }), NEW).map(({ code }) => code)).toEqual(['OVERLAY_STEP_INVALID']);
  });

  it.each([
    'APPLICATION_RECEIVED',
    'CULTIVATION_INSPECTED',
    'OBJECTION_RESOLVED',
    'WITHDRAWN',
    'REMOVED',
    'RESUMED',
    'EXTRA_STEP_DONE',
  ] as const)('holds up no %s by an added step, and a stored one that would is not applied (2.1, 6.3)', (before) => {
    const step = { code: 'A', zh: '步骤', en: 'Step', afterStepCode: 'TALK', forms: [] };
    const given = overlay({ extraSteps: [{ ...step, gate: { before, severity: 'BLOCK' } }] });
    expect(refusalsToTighten(given, NEW).map(({ code }) => code)).toEqual(['OVERLAY_GATE_INVALID']);
    const { steps } = effectiveRuleSet(SHIPPED_RULE_SETS, [given], '2026-07-01');
    expect(steps.find(({ code }) => code === 'A')?.gate).toBeNull();
    const good = overlay({ extraSteps: [{ ...step, gate: { before: 'ADMISSION_VOTED', severity: 'BLOCK' } }] });
    expect(refusalsToTighten(good, NEW)).toEqual([]);
  });

  it.each(['R02', 'R07', 'R17', 'R23'] as const)('never makes %s block: a late act could not be recorded any more (2.0)', (ruleId) => {
    const given = overlay({ parameters: [{ ruleId, name: 'severity', value: 'BLOCK' }] });
    for (const set of SHIPPED_RULE_SETS) expect(refusalsToTighten(given, set).map(({ code }) => code)).toEqual(['OVERLAY_SEVERITY_FIXED']);
    const { rules } = effectiveRuleSet(SHIPPED_RULE_SETS, [given], '2026-07-01');
    expect(rules.find(({ id }) => id === ruleId)?.severity).not.toBe('BLOCK');
  });
});
