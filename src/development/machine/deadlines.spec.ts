import { type Story, storyBefore } from '../../../test/support/case-story.js';
import { type DeadlineCode, deadlinesOf } from './deadlines.js';

function daysOf(story: Story, wanted: DeadlineCode): [dueOn: string, metOn: string | null][] {
  return deadlinesOf(story.facts, story.world)
    .filter(({ code }) => code === wanted)
    .map(({ dueOn, metOn }) => [dueOn, metOn]);
}

describe('deadlines of what no longer counts', () => {
  it('a notice that an upheld objection voided is not due any more; the one after it is (R10, INV-20)', () => {
    const story = storyBefore('PUBLICITY_ENDED');
    expect(daysOf(story, 'PUBLICITY_END')).toEqual([['2028-03-09', null]]);
    const objection = story.record('PUBLICITY_OBJECTED', '2028-03-03');
    story.record('OBJECTION_RESOLVED', '2028-03-04', { data: { objectionFactId: objection.id, isUpheld: true } });
    expect(daysOf(story, 'PUBLICITY_END')).toEqual([]);
    story.record('LISTING_OPINIONS_HEARD', '2028-03-06');
    story.record('PUBLICITY_STARTED', '2028-03-06');
    expect(daysOf(story, 'PUBLICITY_END')).toEqual([['2028-03-13', null]]);
  });

  it('a later note of an absence takes the place of the one before; one that a transfer met stays met (R32)', () => {
    const story = storyBefore('CONVERSION_APPLIED');
    story.record('MOBILITY_NOTED', '2029-01-10', { data: { awaySinceOn: '2029-01-05' } });
    expect(daysOf(story, 'MOBILITY')).toEqual([['2029-07-05', null]]);
    story.record('MOBILITY_NOTED', '2029-03-10', { data: { awaySinceOn: '2029-03-05' } });
    expect(daysOf(story, 'MOBILITY')).toEqual([['2029-09-05', null]]);
    story.record('TRANSFER_STARTED', '2029-04-01');
    story.record('MOBILITY_NOTED', '2029-04-10', { data: { awaySinceOn: '2029-04-02', hasFixedPlace: false } });
    expect(daysOf(story, 'MOBILITY')).toEqual([['2029-09-05', '2029-04-01']]);
  });
});
