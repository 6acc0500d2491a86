import { outcomeOf, stoppedBy, type Story, storyBefore } from '../../../test/support/case-story.js';

describe('R15: examination, pre-review, form', () => {
  it('comes in that order, and every missing step is named (R15)', () => {
    const story = storyBefore('COMMITTEE_EXAMINED');
    expect(outcomeOf(story.judge('PRE_REVIEWED', '2028-04-20'), 'R15', 'EXAMINATION_MISSING')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('FORM_FILLED', '2028-04-20'), 'R15', 'PRE_REVIEW_MISSING')).toBe('BLOCKED');
    const open = story.judge('ADMISSION_VOTED', '2028-05-06').filter(({ outcome }) => outcome === 'BLOCKED');
    expect(open.map(({ code }) => code)).toEqual(['EXAMINATION_MISSING', 'PRE_REVIEW_MISSING', 'FORM_MISSING']);
  });

  it.each([
    ['committee', undefined],
    ['general-branch', 'NO_APPROVAL_POWER'],
    ['elsewhere', 'NOT_ABOVE'],
  ])('is pre-reviewed by a committee with approval power above: %s (R15)', (upperOrganizationId, code) => {
    const checks = storyBefore('PRE_REVIEWED').judge('PRE_REVIEWED', '2028-04-20', { data: { upperOrganizationId } });
    expect(checks.find(({ outcome }) => outcome === 'BLOCKED')?.code).toBe(code);
  });
});

describe('R16: leaving within three months', () => {
  it.each([
    [null, 'OK'],
    ['2028-04-25', 'WARNED'],
    ['2028-07-19', 'WARNED'],
    ['2028-07-20', 'WARNED'],
    ['2028-07-21', 'OK'],
  ])('pre-review on 2028-04-20, leaving on %s: %s (R16)', (leavesUnitOn, outcome) => {
    const story = storyBefore('PRE_REVIEWED');
    expect(outcomeOf(story.judge('PRE_REVIEWED', '2028-04-20', { data: { leavesUnitOn } }), 'R16')).toBe(outcome);
  });

  it('clamps at the end of a month, and passes with a reason (R16)', () => {
    const story = storyBefore('PRE_REVIEWED');
    const judged = (leavesUnitOn: string, overrides = {}) =>
      outcomeOf(story.judge('PRE_REVIEWED', '2028-11-30', { data: { leavesUnitOn }, overrides }), 'R16');
    expect([judged('2029-02-28'), judged('2029-03-01')]).toEqual(['WARNED', 'OK']);
    expect(judged('2029-02-28', { R16: '表现特别突出,新单位同意' })).toBe('OVERRIDDEN');
  });
});

function preReviewedOn(on: string, firstYear: 2020 | 2027 = 2027): Story {
  const story = storyBefore('PRE_REVIEWED', {}, firstYear);
  story.record('PRE_REVIEWED', on);
  story.record('FORM_FILLED', on);
  return story;
}

describe('R17: the meeting within a month', () => {
  it.each([
    ['2028-05-31', '2028-06-29', 'OK'],
    ['2028-05-31', '2028-06-30', 'OK'],
    ['2028-05-31', '2028-07-01', 'WARNED'],
    ['2029-01-31', '2029-02-28', 'OK'],
    ['2029-01-31', '2029-03-01', 'WARNED'],
  ])('pre-review on %s, meeting on %s: %s (R17)', (from, on, outcome) => {
    expect(outcomeOf(preReviewedOn(from).judge('ADMISSION_VOTED', on), 'R17')).toBe(outcome);
  });

  it('is not asked by the 2014 set (R17)', () => {
    expect(outcomeOf(preReviewedOn('2021-04-20', 2020).judge('ADMISSION_VOTED', '2021-08-20'), 'R17')).toBeUndefined();
  });
});

function votedOn(on: string): Story {
  const story = preReviewedOn(on);
  story.record('ADMISSION_VOTED', on);
  story.record('ADMISSION_TALKED', on);
  return story;
}

describe('R21: the approval', () => {
  it.each([
    ['2028-05-31', '2028-08-31', 'OK', 'OK'],
    ['2028-05-31', '2028-09-01', 'WARNED', 'OK'],
    ['2028-05-31', '2028-11-30', 'WARNED', 'OK'],
    ['2028-05-31', '2028-12-01', 'WARNED', 'BLOCKED'],
    ['2028-08-31', '2029-02-28', 'WARNED', 'OK'],
    ['2028-08-31', '2029-03-01', 'WARNED', 'BLOCKED'],
  ])('vote on %s, approval on %s: three months %s, six months %s (R21)', (from, on, late, tooLate) => {
    const checks = votedOn(from).judge('ADMISSION_DECIDED', on);
    expect([outcomeOf(checks, 'R21', 'APPROVAL_LATE'), outcomeOf(checks, 'R21', 'APPROVAL_TOO_LATE')]).toEqual([late, tooLate]);
  });

  it('passes after three months with a reason, never after six; a refusal is possible at any time (R21, INV-19)', () => {
    const story = votedOn('2028-05-31');
    const overrides = { R21: '上级党委换届' };
    expect(stoppedBy(story.judge('ADMISSION_DECIDED', '2028-11-30', { overrides }))).toEqual([]);
    expect(stoppedBy(story.judge('ADMISSION_DECIDED', '2028-12-01', { overrides }))).toEqual(['INV-19', 'R21']);
    expect(stoppedBy(story.judge('ADMISSION_DECIDED', '2028-12-01', { data: { isApproved: false } }))).toEqual([]);
  });

  it.each([
    [{ isCollective: false }, 'NOT_COLLECTIVE'],
    [{ upperOrganizationId: 'general-branch' }, 'NO_APPROVAL_POWER'],
    [{ upperOrganizationId: 'elsewhere' }, 'NOT_ABOVE'],
  ])('is a collective decision of a committee that may take it: %j (R21)', (data, code) => {
    const story = votedOn('2028-05-31');
    expect(outcomeOf(story.judge('ADMISSION_DECIDED', '2028-06-10', { data }), 'R21', code)).toBe('BLOCKED');
    expect(outcomeOf(story.judge('ADMISSION_DECIDED', '2028-06-10', { data: { ...data, isApproved: false } }), 'R21', code)).toBe(
      'BLOCKED',
    );
  });

  it('comes after a talk, and the talk names who talked (R21)', () => {
    const story = preReviewedOn('2028-05-31');
    story.record('ADMISSION_VOTED', '2028-05-31');
    expect(outcomeOf(story.judge('ADMISSION_DECIDED', '2028-06-10'), 'R21', 'UPPER_TALK_MISSING')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('ADMISSION_TALKED', '2028-06-01', { data: { talkerIds: [] } }), 'R21')).toBe('BLOCKED');
  });

  it('cannot be recorded without a vote of the branch (INV-16)', () => {
    const checks = storyBefore('ADMISSION_VOTED').judge('ADMISSION_DECIDED', '2028-06-10');
    expect(checks.find(({ code }) => code === 'WRONG_STAGE')).toMatchObject({ outcome: 'BLOCKED', isStopping: true });
  });
});

describe('R22: filed with the next-higher department', () => {
  it('is looked for at the assignment, and passes with a reason (R22)', () => {
    const story = storyBefore('ADMISSION_FILED');
    expect(outcomeOf(story.judge('BRANCH_ASSIGNED', '2028-06-04'), 'R22')).toBe('WARNED');
    expect(outcomeOf(story.judge('BRANCH_ASSIGNED', '2028-06-04', { overrides: { R22: '备案件已寄出' } }), 'R22')).toBe('OVERRIDDEN');
    expect(outcomeOf(storyBefore('BRANCH_ASSIGNED').judge('BRANCH_ASSIGNED', '2028-06-04'), 'R22')).toBe('OK');
  });

  it('warns when it was filed elsewhere (R22)', () => {
    const story = storyBefore('ADMISSION_FILED');
    expect(outcomeOf(story.judge('ADMISSION_FILED', '2028-06-03', { data: { upperOrganizationId: 'elsewhere' } }), 'R22')).toBe('WARNED');
  });
});

describe('R23: the oath within a month', () => {
  it.each([
    ['2028-07-31', '2028-08-31', 'OK'],
    ['2028-07-31', '2028-09-01', 'WARNED'],
    ['2028-08-30', '2028-09-30', 'OK'],
    ['2028-08-30', '2028-10-01', 'WARNED'],
  ])('approved on %s, oath on %s: %s (R23)', (approved, on, outcome) => {
    const story = votedOn('2028-05-31');
    story.record('ADMISSION_DECIDED', approved);
    expect(outcomeOf(story.judge('OATH_TAKEN', on), 'R23')).toBe(outcome);
  });

  it('has no limit under the 2014 set, and is looked for before the conversion under the 2026 set (R23)', () => {
    expect(outcomeOf(storyBefore('OATH_TAKEN', {}, 2020).judge('OATH_TAKEN', '2021-12-31'), 'R23')).toBeUndefined();
    const story = storyBefore('CONVERSION_VOTED');
    story.facts.splice(
      story.facts.findIndex(({ kind }) => kind === 'OATH_TAKEN'),
      1,
    );
    expect(outcomeOf(story.judge('CONVERSION_VOTED', '2029-05-12'), 'R23')).toBe('WARNED');
  });

  it('is taken once (R23, R35)', () => {
    const story = storyBefore('PROBATION_INSPECTED');
    expect(story.judge('OATH_TAKEN', '2028-07-02').find(({ code }) => code === 'DONE_BEFORE')?.outcome).toBe('BLOCKED');
  });
});
