import { localDateOf } from '../../platform/clock/local-date.js';
import { outcomeOf, stoppedBy, Story, storyBefore, worldWith } from '../../../test/support/case-story.js';
import { deadlinesOf } from './deadlines.js';
import { judgeFact } from './judge-fact.js';

describe('R01: at least 18 on the day of the application', () => {
  it.each([
    ['2008-06-15', '2026-06-14', 'BLOCKED', '2026-06-15'],
    ['2008-06-15', '2026-06-15', 'OK', null],
    ['2008-06-15', '2026-06-16', 'OK', null],
    ['2008-02-29', '2026-02-28', 'BLOCKED', '2026-03-01'],
    ['2008-02-29', '2026-03-01', 'OK', null],
  ])('born %s, applying on %s: %s (R01)', (bornOn, on, outcome, curedOn) => {
    const check = new Story(worldWith({ bornOn })).judge('APPLICATION_RECEIVED', on).find(({ code }) => code === 'UNDER_AGE');
    expect(check).toMatchObject({ ruleId: 'R01', outcome, curedOn });
  });

  it('counts the day in Shanghai: 16:00 UTC is the birthday already, a second before is not (R01)', () => {
    const story = new Story(worldWith({ bornOn: '2008-06-15' }));
    const outcomeAt = (instant: string) => outcomeOf(story.judge('APPLICATION_RECEIVED', localDateOf(new Date(instant))), 'R01');
    expect(outcomeAt('2026-06-14T15:59:59Z')).toBe('BLOCKED');
    expect(outcomeAt('2026-06-14T16:00:00Z')).toBe('OK');
  });

  it('lets an early letter be kept as a wish that starts no clock (R01)', () => {
    const story = new Story(worldWith({ bornOn: '2008-06-15' }));
    story.record('INTENT_EXPRESSED', '2026-01-05');
    expect(story.view).toMatchObject({ stage: 'EXPRESSED', cultivationFrom: null });
    expect(story.view.milestones.APPLICATION_RECEIVED).toBeUndefined();
  });
});

describe('R02: the talk within one month of receipt', () => {
  it.each([
    ['2026-01-31', '2026-02-27', 'OK'],
    ['2026-01-31', '2026-02-28', 'OK'],
    ['2026-01-31', '2026-03-01', 'WARNED'],
    ['2028-01-31', '2028-02-29', 'OK'],
    ['2028-01-31', '2028-03-01', 'WARNED'],
    ['2026-09-10', '2026-10-10', 'OK'],
    ['2026-09-10', '2026-10-11', 'WARNED'],
  ])('received %s, talked on %s: %s, without rolling over holidays (R02)', (received, talked, outcome) => {
    const story = new Story();
    story.record('APPLICATION_RECEIVED', received);
    expect(outcomeOf(story.judge('APPLICANT_TALKED', talked), 'R02')).toBe(outcome);
  });

  it('passes a late talk with a reason, and not with an empty one (R02, INV-19)', () => {
    const story = new Story();
    story.record('APPLICATION_RECEIVED', '2026-01-31');
    const outcomeWith = (reason: string) => story.judge('APPLICANT_TALKED', '2026-03-01', { overrides: { R02: reason } });
    expect(outcomeOf(outcomeWith('  '), 'R02')).toBe('WARNED');
    expect(stoppedBy(outcomeWith('  '))).toEqual(['R02']);
    expect(outcomeOf(outcomeWith('春节期间书记出差'), 'R02')).toBe('OVERRIDDEN');
    expect(stoppedBy(outcomeWith('春节期间书记出差'))).toEqual([]);
  });

  it('blocks the step to activist until the talk, reason or not, and names who talked (R02)', () => {
    const story = new Story();
    story.record('APPLICATION_RECEIVED', '2026-01-31');
    const checks = story.judge('ACTIVIST_DETERMINED', '2026-02-10', { overrides: { R02: '来不及' } });
    expect(outcomeOf(checks, 'R02', 'TALK_MISSING')).toBe('BLOCKED');
    expect(stoppedBy(checks)).toEqual(['INV-19', 'R02']);
    expect(outcomeOf(story.judge('APPLICANT_TALKED', '2026-02-10', { data: { talkerIds: [] } }), 'R02')).toBe('BLOCKED');
  });
});

describe('R01 and R02: a letter under age from before the cut-over', () => {
  it('starts the month of the talk on the birthday, not on the day of the letter (R01, R02, INV-13a)', () => {
    const story = new Story(worldWith({ bornOn: '2008-01-31', cutOverOn: '2026-06-01' }));
    story.record('APPLICATION_RECEIVED', '2025-12-01');
    expect(story.view.breaches.map(({ ruleId }) => ruleId)).toEqual(['R01']);
    expect(deadlinesOf(story.facts, story.world).find(({ code }) => code === 'TALK')?.dueOn).toBe('2026-02-28');
    expect(outcomeOf(story.judge('APPLICANT_TALKED', '2026-02-28'), 'R02')).toBe('OK');
    expect(outcomeOf(story.judge('APPLICANT_TALKED', '2026-03-01'), 'R02')).toBe('WARNED');
  });
});

describe('R03: where to apply', () => {
  it.each([
    ['EMPLOYER', null, null, 'OK'],
    ['RESIDENCE', true, null, 'WARNED'],
    ['RESIDENCE', null, null, 'WARNED'],
    ['RESIDENCE', false, null, 'OK'],
    ['RESIDENCE', true, true, 'WARNED'],
    ['MOBILE_LOCALITY', true, true, 'OK'],
    ['EMPLOYER_LOCALITY', false, true, 'OK'],
    ['SUPERVISING_UNIT', null, true, 'OK'],
    ['MOBILE_LOCALITY', true, null, 'WARNED'],
    ['EMPLOYER_LOCALITY', false, false, 'WARNED'],
    ['SUPERVISING_UNIT', null, null, 'WARNED'],
  ] as const)(
    'to %s, employer with an organization: %s, mobile: %s → %s, under both sets (R03)',
    (addressedTo, hasEmployerOrganization, isMobile, outcome) => {
      const data = { addressedTo, hasEmployerOrganization, isMobile };
      for (const on of ['2025-06-01', '2026-06-01']) {
        const checks = new Story().judge('APPLICATION_RECEIVED', on, { data });
        const found = checks.find(({ ruleId }) => ruleId === 'R03')!;
        expect([found.outcome, found.cure !== null]).toEqual([outcome, outcome === 'WARNED']);
        expect(outcomeOf(new Story().judge('APPLICATION_RECEIVED', on, { data, overrides: { R03: '单位党组织撤并中' } }), 'R03')).toBe(
          outcome === 'OK' ? 'OK' : 'OVERRIDDEN',
        );
      }
    },
  );
});

describe('R04: recommended, decided, filed above', () => {
  it('keeps who recommended and who decided (R04)', () => {
    const checks = storyBefore('ACTIVIST_DETERMINED').judge('ACTIVIST_DETERMINED', '2027-03-02', {
      data: { recommendedBy: 'MASS_ORGANIZATION', decidedBy: 'GENERAL_MEETING' },
    });
    expect(checks.find(({ ruleId }) => ruleId === 'R04')?.facts).toEqual({
      recommendedBy: 'MASS_ORGANIZATION',
      decidedBy: 'GENERAL_MEETING',
    });
  });

  it.each([
    ['committee', 'OK'],
    ['general-branch', 'OK'],
    ['elsewhere', 'BLOCKED'],
    ['nowhere', 'BLOCKED'],
  ])('is filed with an organization above: %s → %s (R04)', (upperOrganizationId, outcome) => {
    const story = storyBefore('ACTIVIST_FILED');
    expect(outcomeOf(story.judge('ACTIVIST_FILED', '2027-03-05', { data: { upperOrganizationId } }), 'R04')).toBe(outcome);
  });

  it('blocks everything of the listing while the filing is missing (R04)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    const unfiled = story.facts.filter(({ kind }) => kind !== 'ACTIVIST_FILED');
    for (const kind of ['LISTING_AGREED', 'PUBLICITY_STARTED', 'LISTING_DECIDED'] as const) {
      expect(outcomeOf(story.judge(kind, '2028-03-02'), 'R04')).toBe('OK');
      expect(outcomeOf(judgeFact(unfiled, story.world, story.fact(kind, '2028-03-02')), 'R04')).toBe('BLOCKED');
    }
  });
});

describe('R05: League members under 28', () => {
  it.each([
    ['1999-03-03', true, 'PARTY_MEMBERS', 'WARNED'],
    ['1999-03-02', true, 'PARTY_MEMBERS', 'OK'],
    ['1999-03-03', true, 'YOUTH_LEAGUE', 'OK'],
    ['1999-03-03', false, 'PARTY_MEMBERS', 'OK'],
  ] as const)('born %s, member %s, recommended by %s: %s on 2027-03-02 (R05)', (bornOn, isLeagueMember, recommendedBy, outcome) => {
    const story = storyBefore('ACTIVIST_DETERMINED', { bornOn });
    const checks = story.judge('ACTIVIST_DETERMINED', '2027-03-02', { data: { isLeagueMember, recommendedBy } });
    expect(outcomeOf(checks, 'R05')).toBe(outcome);
  });
});
