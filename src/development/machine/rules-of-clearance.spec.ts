import { outcomeOf, storyBefore } from '../../../test/support/case-story.js';
import { judgeFact } from './judge-fact.js';

describe('R12: exactly two introducers', () => {
  it.each([
    [['chen'], 'BLOCKED'],
    [['chen', 'zhao'], 'OK'],
    [['chen', 'zhao', 'sun'], 'BLOCKED'],
    [['chen', 'chen'], 'BLOCKED'],
    [['chen', 'probationer'], 'BLOCKED'],
    [['chen', 'guest'], 'BLOCKED'],
    [['chen', 'qian'], 'BLOCKED'],
    [['qian', 'wu'], 'BLOCKED'],
    [['chen', 'restricted'], 'BLOCKED'],
    [['chen', 'candidate'], 'BLOCKED'],
    [['chen', 'outsider'], 'BLOCKED'],
  ])('%j: %s (R12)', (introducerIds, outcome) => {
    const story = storyBefore('INTRODUCERS_DETERMINED');
    expect(outcomeOf(story.judge('INTRODUCERS_DETERMINED', '2028-03-16', { data: { introducerIds } }), 'R12')).toBe(outcome);
  });

  it('never counts the candidate, whatever the register says (R06, R12)', () => {
    const isMemberAlready = { standing: 'FULL', homeOrganizationId: 'branch', areRightsRestricted: false } as const;
    const world = { standingOn: (personId: string) => ({ personId, ...isMemberAlready }) };
    const introducers = storyBefore('INTRODUCERS_DETERMINED', world);
    const withCandidate = ['chen', 'candidate'];
    expect(outcomeOf(introducers.judge('INTRODUCERS_DETERMINED', '2028-03-16', { data: { introducerIds: withCandidate } }), 'R12')).toBe(
      'BLOCKED',
    );
    const contacts = storyBefore('CONTACTS_APPOINTED', world);
    expect(outcomeOf(contacts.judge('CONTACTS_APPOINTED', '2027-03-05', { data: { contactIds: withCandidate } }), 'R06')).toBe('BLOCKED');
  });

  it('looks at them again on the day of the vote: rights lost meanwhile block until another is determined (R12)', () => {
    const story = storyBefore('ADMISSION_VOTED');
    const world = {
      ...story.world,
      standingOn: (personId: string, day: string) => {
        const standing = story.world.standingOn(personId, day);
        return standing && personId === 'zhao' && day >= '2028-05-01' ? { ...standing, areRightsRestricted: true } : standing;
      },
    };
    expect(outcomeOf(judgeFact(story.facts, world, story.fact('ADMISSION_VOTED', '2028-05-06')), 'R12')).toBe('BLOCKED');
    const other = story.fact('INTRODUCERS_DETERMINED', '2028-05-05', { data: { introducerIds: ['chen', 'sun'] } });
    const facts = [...story.facts, other];
    const vote = { ...story.fact('ADMISSION_VOTED', '2028-05-06'), sequence: 99 };
    expect(outcomeOf(judgeFact(facts, world, vote), 'R12')).toBe('OK');
  });
});

describe('R12: introducers of the branch that handles the case', () => {
  const moved = (before: 'INTRODUCERS_DETERMINED' | 'ADMISSION_VOTED') => {
    const story = storyBefore(before);
    const startedOn = before === 'ADMISSION_VOTED' ? '2028-04-23' : '2028-03-16';
    story.record('TRANSFER_STARTED', startedOn);
    story.record('TRANSFER_ACKNOWLEDGED', startedOn, { organizationId: 'other-branch' });
    return story;
  };

  it.each([
    [['chen', 'zhao'], 'BLOCKED'],
    [['chen', 'qian'], 'BLOCKED'],
    [['qian', 'wu'], 'OK'],
  ])('determined after a transfer: %j: %s (R12, INV-14)', (introducerIds, outcome) => {
    const checks = moved('INTRODUCERS_DETERMINED').judge('INTRODUCERS_DETERMINED', '2028-03-17', { data: { introducerIds } });
    expect(outcomeOf(checks, 'R12')).toBe(outcome);
  });

  it('are determined anew after a transfer, before the receiving branch votes (R12, INV-14)', () => {
    const story = moved('ADMISSION_VOTED');
    expect(outcomeOf(story.judge('ADMISSION_VOTED', '2028-05-06'), 'R12', 'INTRODUCER_UNFIT')).toBe('BLOCKED');
    story.record('INTRODUCERS_DETERMINED', '2028-04-25', { data: { introducerIds: ['qian', 'wu'] } });
    expect(outcomeOf(story.judge('ADMISSION_VOTED', '2028-05-06'), 'R12', 'INTRODUCER_UNFIT')).toBe('OK');
  });

  it.each([
    ['2028-03-15', 'BLOCKED'],
    ['2028-03-16', 'OK'],
  ])('who arrive on 2028-03-16 introduce from that day on: %s %s (R12)', (day, outcome) => {
    const arrivedOn = '2028-03-16';
    const plain = storyBefore('INTRODUCERS_DETERMINED');
    const standingOn = (personId: string, on: string) => {
      const standing = plain.world.standingOn(personId, on);
      return standing && personId === 'qian' && on >= arrivedOn ? { ...standing, homeOrganizationId: 'branch' } : standing;
    };
    const introducers = plain.fact('INTRODUCERS_DETERMINED', day, { data: { introducerIds: ['chen', 'qian'] } });
    expect(outcomeOf(judgeFact(plain.facts, { ...plain.world, standingOn }, introducers), 'R12')).toBe(outcome);
  });

  it('may lead the cultivation from another branch (R06)', () => {
    const checks = storyBefore('CONTACTS_APPOINTED').judge('CONTACTS_APPOINTED', '2027-03-05', { data: { contactIds: ['qian'] } });
    expect(outcomeOf(checks, 'R06')).toBe('OK');
  });
});

describe('R13: political review', () => {
  it.each([
    ['missing', null, 'REVIEW_MISSING'],
    ['failed', false, 'REVIEW_FAILED'],
  ] as const)('%s: no examination, pre-review or vote (R13)', (_, isPassed, code) => {
    const story = storyBefore('POLITICAL_REVIEWED');
    if (isPassed === false) story.record('POLITICAL_REVIEWED', '2028-03-30', { data: { isPassed } });
    for (const kind of ['COMMITTEE_EXAMINED', 'PRE_REVIEWED', 'ADMISSION_VOTED'] as const) {
      expect(outcomeOf(story.judge(kind, '2028-05-06'), 'R13', code)).toBe('BLOCKED');
    }
    story.record('POLITICAL_REVIEWED', '2028-05-01');
    expect(outcomeOf(story.judge('COMMITTEE_EXAMINED', '2028-05-06'), 'R13')).toBe('OK');
  });
});

describe('R14: training', () => {
  it.each([
    [2, 23, 'BLOCKED'],
    [3, 0, 'OK'],
    [2, 24, 'OK'],
    [4, 30, 'OK'],
  ])('%d days or %d class hours: %s (R14)', (daysCount, hoursCount, outcome) => {
    const story = storyBefore('TRAINING_COMPLETED');
    expect(outcomeOf(story.judge('TRAINING_COMPLETED', '2028-04-12', { data: { daysCount, hoursCount } }), 'R14')).toBe(outcome);
  });

  it.each([
    ['GRASSROOTS_COMMITTEE', 'OK'],
    ['COUNTY_ORGANIZATION_DEPARTMENT', 'OK'],
    ['OTHER', 'BLOCKED'],
  ] as const)('held by %s: %s (R14)', (heldBy, outcome) => {
    expect(outcomeOf(storyBefore('TRAINING_COMPLETED').judge('TRAINING_COMPLETED', '2028-04-12', { data: { heldBy } }), 'R14')).toBe(
      outcome,
    );
  });

  it('may be left out only by an exception with its own reason and paper (R14)', () => {
    const story = storyBefore('TRAINING_COMPLETED');
    expect(outcomeOf(story.judge('COMMITTEE_EXAMINED', '2028-04-14'), 'R14')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('TRAINING_EXEMPTED', '2028-04-12', { data: { reason: ' ' } }), 'R14')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('TRAINING_EXEMPTED', '2028-04-12', { documentNumber: null }), 'R36')).toBe('BLOCKED');
    story.record('TRAINING_EXEMPTED', '2028-04-12');
    expect(story.view.stage).toBe('CLEARED');
    expect(outcomeOf(story.judge('COMMITTEE_EXAMINED', '2028-04-14'), 'R14')).toBe('OK');
  });
});
