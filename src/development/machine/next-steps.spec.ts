import { ANNOUNCED_CALENDAR, Story, storyBefore, usualPath, worldWith } from '../../../test/support/case-story.js';
import type { FactKind } from './case-facts.js';
import { type NextStep, nextSteps } from './next-steps.js';

function stepsOn(story: Story, todayOn: string): NextStep[] {
  return nextSteps(story.facts, { ...story.world, todayOn });
}

function stepOn(story: Story, todayOn: string, kind: FactKind): NextStep {
  return stepsOn(story, todayOn).find((step) => step.kind === kind)!;
}

describe('what next', () => {
  it('names, before every step of the usual way, that step among those allowed on its day (6.3)', () => {
    const story = new Story();
    for (const { kind, on } of usualPath(2027)) {
      expect(stepOn(story, on, kind)).toMatchObject({ kind, state: 'ALLOWED', reasons: [] });
      story.record(kind, on);
    }
  });

  it('numbers the steps by the plan in force (2.1)', () => {
    expect(stepsOn(storyBefore('FORM_FILLED'), '2028-04-22').map(({ kind, stepNumber }) => [kind, stepNumber])).toEqual([
      ['FORM_FILLED', 14],
      ['ADMISSION_VOTED', 15],
    ]);
    expect(stepOn(storyBefore('PUBLICITY_STARTED'), '2028-03-02', 'PUBLICITY_STARTED').stepNumber).toBeNull();
  });

  it('gives first and last days: the talk, the meeting, the conversion (R02, R17, R25)', () => {
    expect(stepOn(storyBefore('APPLICANT_TALKED'), '2027-01-10', 'APPLICANT_TALKED')).toMatchObject({
      earliestOn: '2027-01-06',
      latestOn: '2027-02-06',
      state: 'ALLOWED',
    });
    expect(stepOn(storyBefore('APPLICANT_TALKED'), '2027-02-07', 'APPLICANT_TALKED').state).toBe('OVERDUE');
    expect(stepOn(storyBefore('ADMISSION_VOTED'), '2028-05-21', 'ADMISSION_VOTED')).toMatchObject({
      latestOn: '2028-05-20',
      state: 'OVERDUE',
    });
    expect(stepOn(storyBefore('CONVERSION_VOTED'), '2029-05-05', 'CONVERSION_VOTED')).toMatchObject({ earliestOn: '2029-05-10' });
    const early = stepOn(storyBefore('CONVERSION_APPLIED'), '2029-03-01', 'CONVERSION_VOTED');
    expect(early).toMatchObject({ state: 'BLOCKED', earliestOn: '2029-05-06' });
    expect(early.reasons.map(({ code, curedOn }) => [code, curedOn])).toEqual([
      ['CONVERSION_NOT_APPLIED', null],
      ['CONVERSION_OPINIONS_MISSING', null],
      ['CONVERSION_NOT_EXAMINED', null],
      ['BEFORE_EXPIRY', '2029-05-06'],
    ]);
  });

  it('asks nothing of what will be typed in: ballots, persons, papers (6.3)', () => {
    const reasons = stepsOn(storyBefore('ADMISSION_VOTED'), '2028-05-06').flatMap((step) => step.reasons);
    expect(reasons).toEqual([]);
  });

  it('shows the answers that a case waits for, and everything else as waiting (INV-14, INV-20, INV-13a)', () => {
    const moving = storyBefore('LISTING_OPINIONS_HEARD');
    moving.record('TRANSFER_STARTED', '2028-03-01');
    expect(stepOn(moving, '2028-03-02', 'TRANSFER_ACKNOWLEDGED').state).toBe('ALLOWED');
    expect(stepOn(moving, '2028-03-02', 'LISTING_OPINIONS_HEARD')).toMatchObject({ state: 'BLOCKED' });
    const objected = storyBefore('PUBLICITY_ENDED');
    objected.record('PUBLICITY_OBJECTED', '2028-03-03');
    expect(stepOn(objected, '2028-03-06', 'OBJECTION_RESOLVED').state).toBe('ALLOWED');
    const taken = new Story(worldWith({ cutOverOn: '2027-06-01' }));
    taken.record('APPLICATION_RECEIVED', '2026-06-01');
    taken.record('ACTIVIST_DETERMINED', '2026-06-20');
    const open = stepsOn(taken, '2027-07-01');
    expect(open.find(({ kind }) => kind === 'BREACH_DECIDED')?.state).toBe('ALLOWED');
    expect(open.find(({ kind }) => kind === 'LISTING_OPINIONS_HEARD')?.reasons.map(({ ruleId }) => ruleId)).toEqual(['INV-13a']);
  });

  it('is provisional when only a calendar is missing (R10)', () => {
    const world = worldWith({ calendar: ANNOUNCED_CALENDAR });
    const story = new Story(world);
    story.facts.push(...storyBefore('PUBLICITY_ENDED').facts);
    expect(stepOn(story, '2028-03-09', 'PUBLICITY_ENDED').state).toBe('PROVISIONAL');
  });

  it('leaves nothing to do but archiving after the end (6.3)', () => {
    expect(stepsOn(storyBefore('ARCHIVED'), '2029-06-12').map(({ kind }) => kind)).toEqual(['ARCHIVED']);
    const closed = storyBefore('LISTING_AGREED');
    closed.record('WITHDRAWN', '2028-03-02');
    expect(stepsOn(closed, '2028-04-01')).toEqual([]);
  });
});

describe('why not', () => {
  const story = new Story(worldWith({ calendar: ANNOUNCED_CALENDAR }));
  story.record('APPLICATION_RECEIVED', '2025-12-22');
  story.record('APPLICANT_TALKED', '2026-01-12');
  story.record('ACTIVIST_DETERMINED', '2026-01-31');
  story.record('CONTACTS_APPOINTED', '2026-02-03');
  story.record('CULTIVATION_INSPECTED', '2026-07-20');
  story.record('LISTING_OPINIONS_HEARD', '2026-11-10', { data: { masses: false } });
  const { reasons } = stepOn(story, '2026-11-22', 'LISTING_DECIDED');

  it('names every reason with rule, article, mark of the source, days and cure, in both languages (6.3, R04, R09, R10)', () => {
    expect(reasons.map(({ ruleId, code }) => `${ruleId} ${code}`)).toEqual([
      'R04 ACTIVIST_NOT_FILED',
      'R09 CULTIVATION_SHORT',
      'R10 OPINIONS_MISSING',
      'R10 AGREEMENT_MISSING',
      'R10 PUBLICITY_MISSING',
    ]);
    const year = reasons.find(({ ruleId }) => ruleId === 'R09')!;
    expect(year.reason?.zh).toBe(
      '该同志的培养考察时间从 2026-01-31 起算,至 2026-11-22 满 9 个月,应满 12 个月方可列为发展对象(R09,《中国共产党发展党员工作细则》(2026年修订)第十三条,二手来源,待与正式文本核对)',
    );
    expect(year.reason?.en).toBe(
      'Cultivation counts from 2026-01-31; by 2026-11-22 that is 9 whole months, and 12 are needed before listing (R09, Detailed Rules for the Development of Members of the CPC (revised 2026), Art. 13, second-hand, to be confirmed against the official text)',
    );
    expect(year).toMatchObject({ curedOn: '2027-01-31', cure: { zh: '请继续培养考察,2027-01-31 或以后再讨论。' } });
  });

  it('leaves no reason without a cure, and no English sentence with Chinese in it (6.3)', () => {
    for (const { reason, cure } of reasons) {
      expect(reason!.zh).toMatch(/\p{Script=Han}/u);
      expect(cure!.zh).toMatch(/\p{Script=Han}/u);
      expect(`${reason!.en} ${cure!.en}`).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('say of what nobody has done that it has not been done, and give the listing no last day of its own (R02, R07)', () => {
    const late = storyBefore('APPLICANT_TALKED', { todayOn: '2027-06-01' });
    const talk = nextSteps(late.facts, late.world).find(({ kind }) => kind === 'APPLICANT_TALKED')!;
    expect(talk.reasons[0]!.reason!.zh).toContain('至今(2027-06-01)尚未办理');
    expect(late.judge('APPLICANT_TALKED', '2027-06-01').find(({ code }) => code === 'TALK_LATE')!.reason!.zh).toContain(
      '实际为 2027-06-01',
    );
    const activist = storyBefore('CULTIVATION_INSPECTED', { todayOn: '2027-07-01' });
    const steps = nextSteps(activist.facts, activist.world);
    expect(steps.find(({ kind }) => kind === 'LISTING_AGREED')).toMatchObject({ earliestOn: '2028-03-02', latestOn: null });
    expect(steps.find(({ kind }) => kind === 'CULTIVATION_INSPECTED')).toMatchObject({ latestOn: '2027-09-02' });
  });
});
