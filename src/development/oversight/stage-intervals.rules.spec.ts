import { Story, storyBefore, usualPath, worldWith } from '../../../test/support/case-story.js';
import { derivedRowsOf } from './derived-rows.rules.js';
import { type CaseBeginning, stageIntervalsOf } from './stage-intervals.rules.js';

/** Opened long after what happened. */
const AFTERWARDS: CaseBeginning = { openedOn: '2035-01-01', openedOrganizationId: 'branch' };
const lines = (story: Story, openedOn = AFTERWARDS.openedOn) =>
  stageIntervalsOf(story.facts, story.world, { ...AFTERWARDS, openedOn }).map(
    ({ stage, organizationId, fromOn, toOn, isEntry, isGroupEntry, stayedDays }) =>
      [stage, organizationId, fromOn, toOn ?? '…', isEntry ? 'entry' : '-', isGroupEntry ? 'group' : '-', stayedDays ?? '-'].join(' '),
  );

describe('the days in each stage', () => {
  it('follow each other without a gap from the first fact to the last, and the last stays open', () => {
    const story = new Story();
    for (const { kind, on } of usualPath(2027)) story.record(kind, on);
    const intervals = stageIntervalsOf(story.facts, story.world, AFTERWARDS);
    expect(intervals.map(({ toOn }) => toOn).slice(0, -1)).toEqual(intervals.slice(1).map(({ fromOn }) => fromOn));
    expect(intervals.at(-1)).toMatchObject({ stage: 'FULL', fromOn: '2029-06-10', toOn: null, stayedDays: null });
    expect(lines(story).slice(0, 6)).toEqual([
      'APPLIED branch 2027-01-06 2027-01-20 entry group 14',
      'TALKED branch 2027-01-20 2027-03-02 entry - 41',
      'ACTIVIST branch 2027-03-02 2028-03-02 entry group 366',
      'IN_PUBLICITY branch 2028-03-02 2028-03-15 entry - 13',
      'PROSPECT branch 2028-03-15 2028-04-12 entry group 28',
      'CLEARED branch 2028-04-12 2028-04-14 entry - 2',
    ]);
  });

  it('begin with the wish where a case was opened before its first fact, and with the fact where it was not (6.3)', () => {
    const story = new Story();
    expect(lines(story, '2027-01-03')).toEqual(['EXPRESSED branch 2027-01-03 … entry group -']);
    story.record('APPLICATION_RECEIVED', '2027-01-06');
    const applied = 'APPLIED branch 2027-01-06 … entry group -';
    expect(lines(story, '2027-01-05')).toEqual(['EXPRESSED branch 2027-01-05 2027-01-06 entry group 1', applied]);
    expect(lines(story, '2027-01-06')).toEqual([applied]);
    expect(lines(story, '2027-01-07')).toEqual([applied]);
  });

  it('take a recorded wish for the same stay as the opening (6.3)', () => {
    const story = new Story();
    story.record('INTENT_EXPRESSED', '2027-01-04');
    story.record('APPLICATION_RECEIVED', '2027-01-06');
    const applied = 'APPLIED branch 2027-01-06 … entry group -';
    expect(lines(story, '2027-01-02')).toEqual(['EXPRESSED branch 2027-01-02 2027-01-06 entry group 4', applied]);
    expect(lines(story, '2027-01-05')).toEqual(['EXPRESSED branch 2027-01-04 2027-01-06 entry group 2', applied]);
  });

  it('of a transfer are split by organization, while the stay in the stage goes on (INV-14)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    story.record('TRANSFER_STARTED', '2028-02-27');
    story.record('TRANSFER_ACKNOWLEDGED', '2028-03-05', { organizationId: 'other-branch' });
    story.record('WITHDRAWN', '2028-04-02', { organizationId: 'other-branch' });
    expect(lines(story).slice(-3)).toEqual([
      'ACTIVIST branch 2027-03-02 2028-03-05 entry group -',
      'ACTIVIST other-branch 2028-03-05 2028-04-02 - - 397',
      'CLOSED other-branch 2028-04-02 … entry group -',
    ]);
  });

  it('of a second attempt are no new entry, and one that begins and ends on a day is empty (6.3)', () => {
    const story = storyBefore('PUBLICITY_ENDED');
    story.record('PUBLICITY_ENDED', '2028-03-02', { data: { isTakenDownEarly: true } });
    story.record('PUBLICITY_STARTED', '2028-03-06');
    expect(lines(story).slice(-4)).toEqual([
      'ACTIVIST branch 2027-03-02 2028-03-02 entry group 366',
      'IN_PUBLICITY branch 2028-03-02 2028-03-02 entry - 0',
      'ACTIVIST branch 2028-03-02 2028-03-06 - - 4',
      'IN_PUBLICITY branch 2028-03-06 … - - -',
    ]);
  });

  it('never run backwards where facts were taken over out of order (INV-13a)', () => {
    const story = new Story(worldWith({ cutOverOn: '2028-01-01' }));
    for (const [kind, on] of [
      ['APPLICATION_RECEIVED', '2027-02-10'],
      ['APPLICANT_TALKED', '2027-02-01'],
      ['ACTIVIST_DETERMINED', '2027-03-02'],
    ] as const)
      story.facts.push(story.fact(kind, on));
    expect(lines(story)).toEqual([
      'APPLIED branch 2027-02-10 2027-02-10 entry group 0',
      'TALKED branch 2027-02-10 2027-03-02 entry - 20',
      'ACTIVIST branch 2027-03-02 … entry group -',
    ]);
  });
});

describe('what is derived of a case', () => {
  it('has each dated next step, says whether waiting is enough, and begins reminders before each open deadline (R07, R09)', () => {
    const { facts, world } = storyBefore('LISTING_OPINIONS_HEARD');
    const { deadlines, outlook } = derivedRowsOf({
      ...AFTERWARDS,
      caseId: 'case',
      organizationId: 'branch',
      facts: facts.filter(({ occurredOn }) => occurredOn <= '2027-12-01'),
      world: { ...world, todayOn: '2027-12-01' },
    });
    const listing = outlook.find(({ kind }) => kind === 'LISTING_DECIDED');
    expect(listing).toMatchObject({ earliestOn: '2028-03-02', isWaitingEnough: false, position: expect.any(Number) });
    expect(deadlines.filter(({ metOn }) => metOn === null)).toMatchObject([
      { code: 'INSPECTION', dueOn: '2028-03-02', ruleSetId: 'CPC-DEV-2026-05', nextRemindOn: '2028-02-17' },
    ]);
    expect(deadlines.filter(({ metOn, nextRemindOn }) => metOn !== null && nextRemindOn !== null)).toEqual([]);
  });

  it('for a probationary member names the day of the conversion (R24, R25)', () => {
    const { facts, world } = storyBefore('CONVERSION_OPINIONS_HEARD', { todayOn: '2029-05-07' });
    const { outlook } = derivedRowsOf({ ...AFTERWARDS, caseId: 'case', organizationId: 'branch', facts, world });
    expect(outlook.find(({ kind }) => kind === 'CONVERSION_VOTED')).toMatchObject({ earliestOn: '2029-05-06' });
  });
});
