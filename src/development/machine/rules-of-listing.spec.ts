import { localDateOf } from '../../platform/clock/local-date.js';
import {
  ANNOUNCED_CALENDAR,
  outcomeOf,
  stoppedBy,
  Story,
  storyBefore,
  type StoryWorld,
  worldWith,
} from '../../../test/support/case-story.js';

/** An activist since spring 2025, ready for a publicity in 2026. */
function ready(world: StoryWorld = {}): Story {
  const story = new Story(worldWith(world));
  story.record('APPLICATION_RECEIVED', '2025-01-06');
  story.record('APPLICANT_TALKED', '2025-01-20');
  story.record('ACTIVIST_DETERMINED', '2025-03-03');
  story.record('ACTIVIST_FILED', '2025-03-05');
  story.record('CONTACTS_APPOINTED', '2025-03-05');
  for (const on of ['2025-09-01', '2026-02-25', '2026-08-20']) story.record('CULTIVATION_INSPECTED', on);
  story.record('LISTING_OPINIONS_HEARD', '2026-09-10');
  story.record('LISTING_AGREED', '2026-09-11');
  return story;
}

describe('R10: five working days of publicity', () => {
  it.each([
    /* An ordinary week: the posting day does not count. */
    ['2026-09-11', '2026-09-18'],
    /* Posted on Friday 25 September, in the holiday of the Mid-Autumn Festival; 28, 29, 30 September, then 8 October, then 9 October. */
    ['2026-09-25', '2026-10-09'],
    /* Over the National Day: 30 September, 8, 9 October, the worked Saturday 10 October, Monday 12 October. */
    ['2026-09-29', '2026-10-12'],
    /* The worked Sunday 20 September counts: 18, 20, 21, 22, 23. */
    ['2026-09-17', '2026-09-23'],
  ])('posted on %s it lasts to %s: the day before is short, the day itself is enough (R10)', (startedOn, endsOn) => {
    const story = ready();
    const early = new Story(story.world);
    early.facts.push(...story.facts.filter(({ occurredOn }) => occurredOn <= startedOn));
    early.record('PUBLICITY_STARTED', startedOn, { overrides: {} });
    const dayBefore = localDateOf(new Date(Date.parse(endsOn) - 86_400_000));
    expect(early.judge('PUBLICITY_ENDED', dayBefore).find(({ code }) => code === 'PUBLICITY_SHORT')).toMatchObject({
      ruleId: 'R10',
      outcome: 'BLOCKED',
      curedOn: endsOn,
    });
    expect(outcomeOf(early.judge('PUBLICITY_ENDED', endsOn), 'R10')).toBe('OK');
  });

  it('counts the posting day only where a parameter says so (R10)', () => {
    const include = ready();
    const ruleSetOn = (day: string) => {
      const set = include.world.ruleSetOn(day);
      return {
        ...set,
        rules: set.rules.map((rule) => (rule.id === 'R10' ? { ...rule, parameters: { ...rule.parameters, postingDay: 'INCLUDE' } } : rule)),
      };
    };
    const story = new Story({ ...include.world, ruleSetOn });
    story.facts.push(...include.facts);
    story.record('PUBLICITY_STARTED', '2026-09-14');
    expect(outcomeOf(story.judge('PUBLICITY_ENDED', '2026-09-18'), 'R10')).toBe('OK');
    expect(outcomeOf(story.judge('PUBLICITY_ENDED', '2026-09-17'), 'R10')).toBe('BLOCKED');
  });

  it('is provisional in a year without a calendar, blocks the listing, and names the year (R10)', () => {
    const story = ready({ calendar: ANNOUNCED_CALENDAR });
    story.record('PUBLICITY_STARTED', '2026-12-29');
    const checks = story.judge('PUBLICITY_ENDED', '2027-01-05');
    expect(outcomeOf(checks, 'R10')).toBe('PROVISIONAL');
    expect(stoppedBy(checks)).toEqual(['R10']);
    expect(checks.find(({ outcome }) => outcome === 'PROVISIONAL')?.reason?.zh).toContain('2027 年的工作日历尚未导入');
  });

  it('gives the listing its effect only from the day after the last day of the notice (R10)', () => {
    const story = ready();
    story.record('PUBLICITY_STARTED', '2026-09-14');
    expect(story.judge('LISTING_DECIDED', '2026-09-21').find(({ code }) => code === 'PUBLICITY_RUNNING')).toMatchObject({
      outcome: 'BLOCKED',
    });
    story.record('PUBLICITY_ENDED', '2026-09-20');
    expect(story.judge('LISTING_DECIDED', '2026-09-20').find(({ code }) => code === 'PUBLICITY_ENDS_TODAY')).toMatchObject({
      outcome: 'BLOCKED',
      curedOn: '2026-09-21',
    });
    expect(stoppedBy(story.judge('LISTING_DECIDED', '2026-09-21'))).toEqual([]);
  });

  it('is required under the 2026 set and not under the 2014 set, by the day of the listing (R10)', () => {
    const story = new Story();
    story.facts.push(...ready().facts.filter(({ occurredOn }) => occurredOn < '2026-05-01'));
    story.record('LISTING_OPINIONS_HEARD', '2026-05-08');
    story.record('LISTING_AGREED', '2026-05-09');
    expect(outcomeOf(story.judge('LISTING_DECIDED', '2026-05-17'), 'R10', 'PUBLICITY_MISSING')).toBeUndefined();
    expect(stoppedBy(story.judge('LISTING_DECIDED', '2026-05-17'))).toEqual([]);
    expect(outcomeOf(story.judge('LISTING_DECIDED', '2026-05-18'), 'R10', 'PUBLICITY_MISSING')).toBe('BLOCKED');
  });

  it('judges a publicity by the set in force on its first day (R10)', () => {
    const story = new Story();
    story.facts.push(...ready().facts.filter(({ occurredOn }) => occurredOn < '2026-05-01'));
    story.record('LISTING_OPINIONS_HEARD', '2026-05-08');
    story.record('LISTING_AGREED', '2026-05-09');
    story.record('PUBLICITY_STARTED', '2026-05-12');
    const check = story.judge('PUBLICITY_ENDED', '2026-05-19').find(({ code }) => code === 'PUBLICITY_SHORT');
    expect(check).toMatchObject({ ruleSetId: 'CPC-DEV-2014', outcome: 'OK' });
  });
});

describe('R10: opinions and agreement', () => {
  it.each(['partyGroup', 'contacts', 'members', 'masses'] as const)('blocks in both sets without the opinion of %s (R10)', (circle) => {
    for (const firstYear of [2020, 2027] as const) {
      const story = storyBefore('LISTING_OPINIONS_HEARD', {}, firstYear);
      const on = `${firstYear + 1}-03-10`;
      story.record('LISTING_OPINIONS_HEARD', `${firstYear + 1}-03-01`, { data: { [circle]: false } });
      expect(outcomeOf(story.judge('LISTING_AGREED', on), 'R10', 'OPINIONS_MISSING')).toBe('BLOCKED');
      story.record('LISTING_OPINIONS_HEARD', `${firstYear + 1}-03-02`, {
        data: { partyGroup: false, contacts: false, members: false, masses: false, [circle]: true },
      });
      expect(outcomeOf(story.judge('LISTING_AGREED', on), 'R10', 'OPINIONS_MISSING')).toBe('OK');
    }
  });

  it('blocks in both sets without the agreement of the branch (R10)', () => {
    for (const firstYear of [2020, 2027] as const) {
      const story = storyBefore('LISTING_AGREED', {}, firstYear);
      expect(outcomeOf(story.judge('LISTING_DECIDED', `${firstYear + 1}-03-15`), 'R10', 'AGREEMENT_MISSING')).toBe('BLOCKED');
      story.record('LISTING_AGREED', `${firstYear + 1}-03-02`, { data: { isAgreed: false } });
      expect(outcomeOf(story.judge('LISTING_DECIDED', `${firstYear + 1}-03-15`), 'R10', 'AGREEMENT_MISSING')).toBe('BLOCKED');
    }
  });

  it('ends the attempt where the branch says no: opinions and agreement are asked for again, and the time stays (R10, 6.3)', () => {
    const story = storyBefore('LISTING_AGREED');
    story.record('LISTING_AGREED', '2028-03-02', { data: { isAgreed: false } });
    expect(story.view).toMatchObject({
      stage: 'ACTIVIST',
      cultivationFrom: '2027-03-02',
      attempts: [{ what: 'LISTING', kind: 'LISTING_AGREED' }],
    });
    for (const kind of ['PUBLICITY_STARTED', 'LISTING_AGREED'] as const)
      expect(outcomeOf(story.judge(kind, '2028-03-02'), 'R10', 'OPINIONS_MISSING')).toBe('BLOCKED');
    story.record('LISTING_OPINIONS_HEARD', '2028-03-03');
    expect(stoppedBy(story.judge('LISTING_AGREED', '2028-03-04'))).toEqual([]);
    expect(outcomeOf(story.judge('LISTING_DECIDED', '2028-03-15'), 'R10', 'AGREEMENT_MISSING')).toBe('BLOCKED');
  });

  it('takes the notice that hangs along when the branch says no, and counts none that ended before (R10, INV-20)', () => {
    for (const endsOn of [null, '2026-09-23']) {
      const story = ready();
      story.record('PUBLICITY_STARTED', '2026-09-14');
      if (endsOn) story.record('PUBLICITY_ENDED', endsOn);
      story.record('LISTING_AGREED', '2026-09-23', { data: { isAgreed: false } });
      expect(story.view.publicities).toMatchObject([{ endedOn: '2026-09-23', voidedBy: 'LISTING_REFUSED' }]);
      expect(story.view.stage).toBe('ACTIVIST');
      expect(stoppedBy(story.judge('PUBLICITY_ENDED', '2026-09-24'))).toContain('INV-20');
      story.record('LISTING_OPINIONS_HEARD', '2026-09-24');
      story.record('LISTING_AGREED', '2026-09-24');
      expect(outcomeOf(story.judge('LISTING_DECIDED', '2026-09-28'), 'R10', 'PUBLICITY_MISSING')).toBe('BLOCKED');
    }
  });

  it('keeps no fact of opinions that names nobody (R10)', () => {
    const nobody = { partyGroup: false, contacts: false, members: false, masses: false };
    expect(outcomeOf(storyBefore('LISTING_OPINIONS_HEARD').judge('LISTING_OPINIONS_HEARD', '2028-03-01', { data: nobody }), 'R10')).toBe(
      'BLOCKED',
    );
  });
});

describe('INV-20: objections and notices taken down', () => {
  it('an objection freezes the listing until it is resolved (INV-20)', () => {
    const story = ready();
    story.record('PUBLICITY_STARTED', '2026-09-14');
    const objection = story.record('PUBLICITY_OBJECTED', '2026-09-16');
    story.record('PUBLICITY_ENDED', '2026-09-20');
    expect(outcomeOf(story.judge('LISTING_DECIDED', '2026-09-22'), 'INV-20')).toBe('BLOCKED');
    story.record('OBJECTION_RESOLVED', '2026-09-22', { data: { objectionFactId: objection.id, isUpheld: false } });
    expect(stoppedBy(story.judge('LISTING_DECIDED', '2026-09-22'))).toEqual([]);
  });

  it('an upheld objection ends this publicity for the listing; opinions, agreement and notice begin anew (INV-20)', () => {
    const story = ready();
    story.record('PUBLICITY_STARTED', '2026-09-14');
    const objection = story.record('PUBLICITY_OBJECTED', '2026-09-16');
    story.record('OBJECTION_RESOLVED', '2026-09-22', { data: { objectionFactId: objection.id, isUpheld: true } });
    expect(story.view).toMatchObject({ stage: 'ACTIVIST', cultivationFrom: '2025-03-03', openObjections: [] });
    expect(story.view.publicities[0]).toMatchObject({ voidedBy: 'OBJECTION_UPHELD' });
    const codes = story
      .judge('LISTING_DECIDED', '2026-12-22')
      .filter(({ outcome }) => outcome === 'BLOCKED')
      .map(({ code }) => code);
    expect(codes).toEqual(['OPINIONS_MISSING', 'AGREEMENT_MISSING', 'PUBLICITY_MISSING']);
  });

  it('a notice taken down early voids the period, and a new one lasts its full time (INV-20)', () => {
    const story = ready();
    story.record('PUBLICITY_STARTED', '2026-09-14');
    story.record('PUBLICITY_ENDED', '2026-09-17', { data: { isTakenDownEarly: true } });
    expect(story.view.stage).toBe('ACTIVIST');
    expect(outcomeOf(story.judge('LISTING_DECIDED', '2026-09-30'), 'R10', 'PUBLICITY_MISSING')).toBe('BLOCKED');
    story.record('PUBLICITY_STARTED', '2026-09-18');
    expect(outcomeOf(story.judge('PUBLICITY_ENDED', '2026-09-23'), 'R10')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('PUBLICITY_ENDED', '2026-09-24'), 'R10')).toBe('OK');
  });

  it('keeps no second notice beside the first, and no end or objection without one (INV-20)', () => {
    const story = ready();
    expect(outcomeOf(story.judge('PUBLICITY_ENDED', '2026-09-14'), 'INV-20')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('PUBLICITY_OBJECTED', '2026-09-14'), 'INV-20')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('OBJECTION_RESOLVED', '2026-09-14'), 'INV-20')).toBe('BLOCKED');
    story.record('PUBLICITY_STARTED', '2026-09-14');
    expect(outcomeOf(story.judge('PUBLICITY_STARTED', '2026-09-15'), 'INV-20')).toBe('BLOCKED');
  });
});

describe('R11: the upper committee', () => {
  it.each([
    [2020, 'FILING', 'OK'],
    [2020, 'CONSENT', 'OK'],
    [2027, 'FILING', 'BLOCKED'],
    [2027, 'CONSENT', 'OK'],
  ] as const)('from %s with %s: %s (R11)', (firstYear, decision, outcome) => {
    const story = storyBefore('LISTING_DECIDED', {}, firstYear);
    expect(outcomeOf(story.judge('LISTING_DECIDED', `${firstYear + 1}-03-15`, { data: { decision } }), 'R11')).toBe(outcome);
  });

  it('is above the branch, and a refusal needs nothing else and keeps the time (R11)', () => {
    const story = storyBefore('LISTING_DECIDED');
    expect(outcomeOf(story.judge('LISTING_DECIDED', '2028-03-15', { data: { upperOrganizationId: 'elsewhere' } }), 'R11')).toBe('BLOCKED');
    story.record('LISTING_DECIDED', '2028-03-15', { data: { isAgreed: false } });
    expect(story.view).toMatchObject({ stage: 'ACTIVIST', cultivationFrom: '2027-03-02' });
    expect(story.view.attempts).toHaveLength(1);
    expect(outcomeOf(story.judge('LISTING_DECIDED', '2028-03-16'), 'R10', 'PUBLICITY_MISSING')).toBe('BLOCKED');
  });
});

describe('R11, INV-13a: who decides above', () => {
  it.each([
    ['committee', undefined],
    ['general-branch', 'NO_APPROVAL_POWER'],
    ['elsewhere', 'NOT_ABOVE'],
  ])('a listing and a historic breach are decided by a committee with approval power: %s (R11, INV-13a)', (upperOrganizationId, code) => {
    const story = storyBefore('LISTING_DECIDED');
    for (const [kind, ruleId] of [
      ['LISTING_DECIDED', 'R11'],
      ['BREACH_DECIDED', 'INV-13a'],
    ] as const) {
      const codes = story.judge(kind, '2028-03-15', { data: { upperOrganizationId } });
      expect(codes.find((check) => check.ruleId === ruleId && check.outcome === 'BLOCKED' && check.code !== 'NO_BREACH')?.code).toBe(code);
    }
  });
});
