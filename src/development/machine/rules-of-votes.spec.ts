import { ballot, outcomeOf, stoppedBy, storyBefore, type StoryWorld } from '../../../test/support/case-story.js';
import type { Ballot } from './case-facts.js';
import type { RuleCheck } from './judge-fact.js';

function vote(given: Partial<Ballot>, isAccepted = true, world: StoryWorld = {}): RuleCheck[] {
  return storyBefore('ADMISSION_VOTED', world).judge('ADMISSION_VOTED', '2028-05-06', { data: { ballot: ballot(given), isAccepted } });
}

describe('R18: quorum', () => {
  it.each([
    [15, 7, 'BLOCKED'],
    [15, 8, 'OK'],
    [16, 8, 'BLOCKED'],
    [16, 9, 'OK'],
  ])('%d due, %d present: %s (R18)', (due, present, outcome) => {
    const written = due - present;
    expect(outcomeOf(vote({ due, present, written, yes: due }), 'R18')).toBe(outcome);
  });

  it('does not let written opinions make up a quorum, and no reason passes it (R18, INV-19)', () => {
    const checks = storyBefore('ADMISSION_VOTED').judge('ADMISSION_VOTED', '2028-05-06', {
      data: { ballot: ballot({ due: 15, present: 7, written: 8, yes: 15 }) },
      overrides: { R18: '部分党员在外' },
    });
    expect(stoppedBy(checks)).toEqual(['INV-15', 'INV-19', 'R18']);
  });
});

describe('R19: more than half of all due', () => {
  it.each([
    [15, 12, 7, false],
    [15, 12, 8, true],
    [14, 12, 7, false],
    [14, 12, 8, true],
  ])('%d due, %d present, %d Yes: accepted %s (R19, INV-15)', (due, present, yes, byFigures) => {
    const figures = { due, present, yes, no: present - yes };
    expect(stoppedBy(vote(figures, byFigures))).toEqual([]);
    const differing = vote(figures, !byFigures).find(({ code }) => code === 'RESULT_DIFFERS');
    expect(differing).toMatchObject({ ruleId: 'INV-15', outcome: 'BLOCKED', facts: { byFigures, isAccepted: !byFigures } });
    expect(differing?.reason?.zh).toContain(`赞成 ${yes} 票,应到会 ${due} 人`);
  });

  it('counts written opinions that came in before the meeting (R19)', () => {
    expect(stoppedBy(vote({ due: 15, present: 8, written: 3, yes: 10, no: 1 }))).toEqual([]);
  });

  it.each([
    ['isSecret', 'NOT_SECRET'],
    ['isIndividual', 'NOT_INDIVIDUAL'],
    ['introducersAttended', 'INTRODUCERS_ABSENT'],
    ['candidateAttended', 'CANDIDATE_ABSENT'],
  ] as const)('blocks without %s (R19)', (field, code) => {
    expect(outcomeOf(vote({ [field]: false }), 'R19', code)).toBe('BLOCKED');
    expect(outcomeOf(vote({}), 'R19', code)).toBe('OK');
  });

  it.each([
    [2, 'BLOCKED'],
    [3, 'OK'],
  ])('%d voting members due: %s (R19, INV-15)', (due, outcome) => {
    expect(outcomeOf(vote({ due, present: due, yes: due }), 'R19', 'TOO_FEW_VOTERS')).toBe(outcome);
  });
});

describe('INV-15: the figures of a ballot', () => {
  it.each([
    ['present and written exceed due', { due: 15, present: 12, written: 4, yes: 16 }, 'MORE_THAN_DUE'],
    ['votes are more than cast', { yes: 12, no: 1 }, 'BALLOT_SUM'],
    ['votes are fewer than cast', { yes: 11 }, 'BALLOT_SUM'],
    ['a figure is negative', { yes: 13, no: -1 }, 'BALLOT_COUNTS'],
    ['a figure is broken', { yes: 11.5, no: 0.5 }, 'BALLOT_COUNTS'],
  ])('%s: blocked (INV-15)', (_, given, code) => {
    expect(outcomeOf(vote(given), 'INV-15', code)).toBe('BLOCKED');
  });
});

describe('R20: who has no vote', () => {
  it.each([
    [14, 'BLOCKED', 'OK'],
    [15, 'OK', 'OK'],
    [16, 'OK', 'WARNED'],
  ])('15 counted as due, %d registered with a vote: %s, %s (R20)', (registered, tooMany, tooFew) => {
    const checks = vote({}, true, { votersDueOn: () => registered });
    expect([outcomeOf(checks, 'R20', 'COUNTED_WITHOUT_VOTE'), outcomeOf(checks, 'R20', 'FEWER_THAN_REGISTERED')]).toEqual([
      tooMany,
      tooFew,
    ]);
  });
});

describe('a vote on a probationary member', () => {
  it('follows the same figures, asks no introducers, and a disqualification no attendance (R19, R25, R28)', () => {
    const story = storyBefore('CONVERSION_VOTED');
    const votes = (given: Partial<Ballot>, decision: 'CONVERT' | 'DISQUALIFY') =>
      story.judge('CONVERSION_VOTED', '2029-05-12', { data: { decision, ballot: ballot(given) } });
    expect(stoppedBy(votes({ introducersAttended: false }, 'CONVERT'))).toEqual([]);
    expect(stoppedBy(votes({ candidateAttended: false }, 'CONVERT'))).toEqual(['R19']);
    expect(stoppedBy(votes({ candidateAttended: false }, 'DISQUALIFY'))).toEqual([]);
    expect(stoppedBy(votes({ present: 7, yes: 7 }, 'DISQUALIFY'))).toEqual(['INV-15', 'R18']);
  });
});
