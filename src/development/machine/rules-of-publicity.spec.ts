import { outcomeOf, stoppedBy, type Story, storyBefore } from '../../../test/support/case-story.js';
import type { PublicityPurpose } from './case-facts.js';

/** A notice with an objection that is upheld two days later. */
function upheldIn(story: Story, purpose: PublicityPurpose, startedOn: string, objectedOn: string): Story {
  story.record('PUBLICITY_STARTED', startedOn, { data: { purpose } });
  const objection = story.record('PUBLICITY_OBJECTED', objectedOn, { data: { purpose } });
  story.record('OBJECTION_RESOLVED', objectedOn, { data: { objectionFactId: objection.id, isUpheld: true } });
  return story;
}

describe('R35, INV-20: a resolved objection', () => {
  it.each([
    ['2028-03-24', 'BLOCKED'],
    ['2028-03-25', 'OK'],
  ])('resolved on 2028-03-25, listed on %s: %s (R35, INV-20)', (on, outcome) => {
    const story = storyBefore('PUBLICITY_ENDED');
    const objection = story.record('PUBLICITY_OBJECTED', '2028-03-05');
    story.record('PUBLICITY_ENDED', '2028-03-09');
    story.record('OBJECTION_RESOLVED', '2028-03-25', { data: { objectionFactId: objection.id } });
    expect(outcomeOf(story.judge('LISTING_DECIDED', on), 'R35')).toBe(outcome);
    expect(outcomeOf(story.judge('LISTING_DECIDED', on, { data: { isAgreed: false } }), 'R35')).toBe('OK');
  });
});

describe('INV-20: an upheld objection', () => {
  it('to an admission stops vote and approval until a new notice has ended; a refusal stays possible (INV-20, R21)', () => {
    const story = upheldIn(storyBefore('ADMISSION_DECIDED'), 'ADMISSION', '2028-05-22', '2028-05-23');
    const check = story.judge('ADMISSION_DECIDED', '2028-06-20').find(({ code }) => code === 'OBJECTION_UPHELD');
    expect(check).toMatchObject({ ruleId: 'INV-20', outcome: 'BLOCKED', isStopping: true, facts: { startedOn: '2028-05-22' } });
    expect(check?.reason?.zh).toContain('异议成立');
    expect(check?.cure?.en).toContain('new notice');
    expect(stoppedBy(story.judge('ADMISSION_DECIDED', '2028-06-20', { data: { isApproved: false } }))).toEqual([]);
    story.record('PUBLICITY_STARTED', '2028-06-01', { data: { purpose: 'ADMISSION' } });
    expect(stoppedBy(story.judge('ADMISSION_DECIDED', '2028-06-20'))).toEqual(['R10']);
    story.record('PUBLICITY_ENDED', '2028-06-12', { data: { purpose: 'ADMISSION' } });
    expect(stoppedBy(story.judge('ADMISSION_DECIDED', '2028-06-20'))).toEqual([]);
    const before = upheldIn(storyBefore('ADMISSION_VOTED'), 'ADMISSION', '2028-04-24', '2028-04-25');
    expect(outcomeOf(before.judge('ADMISSION_VOTED', '2028-05-06'), 'INV-20', 'OBJECTION_UPHELD')).toBe('BLOCKED');
  });

  it('to a conversion stops its vote and its approval, not a disqualification (INV-20, R28)', () => {
    const story = upheldIn(storyBefore('CONVERSION_VOTED'), 'CONVERSION', '2029-05-10', '2029-05-11');
    expect(stoppedBy(story.judge('CONVERSION_VOTED', '2029-05-12'))).toEqual(['INV-20']);
    story.record('CONVERSION_VOTED', '2029-05-12', { data: { decision: 'DISQUALIFY' } });
    expect(stoppedBy(story.judge('CONVERSION_DECIDED', '2029-06-10'))).toEqual([]);
    const voted = upheldIn(storyBefore('CONVERSION_DECIDED'), 'CONVERSION', '2029-05-13', '2029-05-14');
    expect(stoppedBy(voted.judge('CONVERSION_DECIDED', '2029-06-10'))).toEqual(['INV-20']);
  });
});
