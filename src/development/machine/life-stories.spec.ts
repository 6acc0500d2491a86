import { ANNOUNCED_CALENDAR, LONG_CALENDAR, Story, storyBefore, stoppedBy, worldWith } from '../../../test/support/case-story.js';
import type { Happening, LifeStory } from '../../../test/support/life-stories/life-story.js';
import { STORIES_ON_THE_WAY } from '../../../test/support/life-stories/on-the-way.js';
import { STORIES_TO_MEMBERSHIP } from '../../../test/support/life-stories/to-membership.js';
import type { CaseFact } from './case-facts.js';
import { deadlinesOf } from './deadlines.js';

/** The entry, pointing to the latest earlier fact that it is about. */
function entryOf(story: Story, { kind, entry, about }: Happening): Happening['entry'] {
  if (about === null) return entry;
  const earlier = story.facts.findLast((fact: CaseFact) => fact.kind === about)!;
  const pointer = kind === 'OBJECTION_RESOLVED' ? { objectionFactId: earlier.id } : { factId: earlier.id };
  return { ...entry, data: { ...entry.data, ...pointer } as never };
}

function told(life: LifeStory): Story {
  const story = new Story(worldWith({ calendar: ANNOUNCED_CALENDAR, ...life.world }));
  for (const happening of life.happenings) {
    const entry = entryOf(story, happening);
    if (happening.refusedBy.length === 0) story.record(happening.kind, happening.on, entry);
    else {
      const found = stoppedBy(story.judge(happening.kind, happening.on, entry));
      expect({ on: happening.on, kind: happening.kind, refusedBy: found }).toMatchObject({
        refusedBy: expect.arrayContaining([...happening.refusedBy]),
      });
    }
  }
  return story;
}

describe('a life', () => {
  it.each([...STORIES_TO_MEMBERSHIP, ...STORIES_ON_THE_WAY].map((life) => [life.name, life.about, life] as const))(
    'of %s, %s: every deadline is the day that was worked out by hand (R02, R07, R10, R17, R21, R23, R25, R27, R32, R33, R34)',
    (_name, _about, life) => {
      const story = told(life);
      const deadlines = deadlinesOf(story.facts, story.world).map(({ code, dueOn, metOn }) => `${code} ${dueOn} ${metOn ?? '-'}`);
      expect(deadlines.toSorted()).toEqual([...life.deadlines].sort());
      expect(story.view).toMatchObject({ contradictions: [], ...life.outcome });
    },
  );

  it('has no meeting due for a pre-review whose attempt was given up, and one for the next (R17, R13)', () => {
    const story = storyBefore('FORM_FILLED');
    story.record('POLITICAL_REVIEWED', '2028-04-25', { data: { isPassed: false } });
    const meetings = () =>
      deadlinesOf(story.facts, story.world)
        .filter(({ code }) => code === 'MEETING')
        .map(({ dueOn, metOn }) => [dueOn, metOn]);
    expect(meetings()).toEqual([]);
    story.record('POLITICAL_REVIEWED', '2028-06-01');
    story.record('COMMITTEE_EXAMINED', '2028-06-02');
    story.record('PRE_REVIEWED', '2028-06-05');
    story.record('FORM_FILLED', '2028-06-06');
    story.record('ADMISSION_VOTED', '2028-06-20');
    expect(meetings()).toEqual([['2028-07-05', '2028-06-20']]);
  });

  it('in a year without a calendar has a provisional end of its publicity, and a firm one once the year is loaded (R10)', () => {
    const life = STORIES_ON_THE_WAY.find(({ name }) => name === '郑国庆')!;
    const story = new Story(worldWith({ calendar: ANNOUNCED_CALENDAR, todayOn: '2027-01-04' }));
    for (const { kind, on, entry, refusedBy } of life.happenings) {
      if (on < '2026-09-28' && refusedBy.length === 0) story.record(kind, on, entry);
    }
    story.record('PUBLICITY_STARTED', '2026-12-30');
    const end = (world = story.world) => deadlinesOf(story.facts, world).find(({ code }) => code === 'PUBLICITY_END');
    expect(end()).toMatchObject({ dueOn: '2027-01-06', isProvisional: true, isMet: false });
    expect(end({ ...story.world, calendar: LONG_CALENDAR })).toMatchObject({ dueOn: '2027-01-06', isProvisional: false });
  });
});
