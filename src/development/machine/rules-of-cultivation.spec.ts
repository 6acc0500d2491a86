import { outcomeOf, Story, storyBefore } from '../../../test/support/case-story.js';
import { judgeFact } from './judge-fact.js';

describe('R06: one or two full members as contacts', () => {
  it.each([
    [[], 'BLOCKED'],
    [['chen'], 'OK'],
    [['chen', 'zhao'], 'OK'],
    [['chen', 'zhao', 'sun'], 'BLOCKED'],
    [['chen', 'chen'], 'BLOCKED'],
    [['probationer'], 'BLOCKED'],
    [['chen', 'outsider'], 'BLOCKED'],
    [['chen', 'candidate'], 'BLOCKED'],
    [['somebody unknown'], 'BLOCKED'],
  ])('%j: %s (R06)', (contactIds, outcome) => {
    expect(outcomeOf(storyBefore('CONTACTS_APPOINTED').judge('CONTACTS_APPOINTED', '2027-03-05', { data: { contactIds } }), 'R06')).toBe(
      outcome,
    );
  });

  it('blocks inspection and listing without contacts, and warns when one is no longer a full member (R06)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    const without = story.facts.filter(({ kind }) => kind !== 'CONTACTS_APPOINTED');
    for (const kind of ['CULTIVATION_INSPECTED', 'LISTING_AGREED', 'LISTING_DECIDED'] as const) {
      expect(outcomeOf(judgeFact(without, story.world, story.fact(kind, '2028-03-02')), 'R06', 'CONTACTS_MISSING')).toBe('BLOCKED');
    }
    const lost = {
      ...story.world,
      standingOn: (personId: string, day: string) =>
        day > '2028-01-01' && personId === 'zhao' ? null : story.world.standingOn(personId, day),
    };
    const checks = judgeFact(story.facts, lost, story.fact('LISTING_AGREED', '2028-03-02'));
    expect(outcomeOf(checks, 'R06', 'CONTACT_LOST_STANDING')).toBe('WARNED');
  });
});

describe('R07: an inspection every half year', () => {
  it.each([
    ['2027-08-31', '2028-02-28', 'OK'],
    ['2027-08-31', '2028-02-29', 'OK'],
    ['2027-08-31', '2028-03-01', 'WARNED'],
    ['2028-08-31', '2029-02-28', 'OK'],
    ['2028-08-31', '2029-03-01', 'WARNED'],
  ])('activist on %s, first inspected on %s: %s (R07)', (determinedOn, on, outcome) => {
    const story = storyBefore('ACTIVIST_DETERMINED');
    story.record('ACTIVIST_DETERMINED', determinedOn);
    story.record('CONTACTS_APPOINTED', determinedOn);
    expect(outcomeOf(story.judge('CULTIVATION_INSPECTED', on), 'R07')).toBe(outcome);
  });

  it('counts each half year from the determination, so that an early inspection moves none (R07)', () => {
    const story = storyBefore('CULTIVATION_INSPECTED');
    story.record('CULTIVATION_INSPECTED', '2027-06-15');
    expect(outcomeOf(story.judge('CULTIVATION_INSPECTED', '2028-03-02'), 'R07')).toBe('OK');
    expect(outcomeOf(story.judge('CULTIVATION_INSPECTED', '2028-03-03'), 'R07')).toBe('WARNED');
  });

  it('asks for a reason to agree to a listing with an inspection missing, or with the result CONTINUE (R07)', () => {
    const story = storyBefore('CULTIVATION_INSPECTED');
    story.record('CULTIVATION_INSPECTED', '2027-08-31', { data: { outcome: 'CONTINUE' } });
    story.record('LISTING_OPINIONS_HEARD', '2028-03-10');
    const checks = story.judge('LISTING_AGREED', '2028-03-11');
    expect(outcomeOf(checks, 'R07', 'INSPECTION_LATE')).toBe('WARNED');
    expect(outcomeOf(checks, 'R07', 'INSPECTED_CONTINUE')).toBe('WARNED');
    expect(outcomeOf(story.judge('LISTING_AGREED', '2028-03-11', { overrides: { R07: '群众评价好,书记会研究' } }), 'R07')).toBe(
      'OVERRIDDEN',
    );
  });
});

describe('R09: a full year as an activist', () => {
  function determinedOn(on: string): Story {
    const story = storyBefore('ACTIVIST_DETERMINED');
    story.record('ACTIVIST_DETERMINED', on);
    story.record('ACTIVIST_FILED', on);
    story.record('CONTACTS_APPOINTED', on);
    story.record('LISTING_OPINIONS_HEARD', on);
    return story;
  }
  it.each([
    ['2027-03-31', '2028-03-30', 'BLOCKED', '2028-03-31'],
    ['2027-03-31', '2028-03-31', 'OK', null],
    ['2027-03-31', '2028-04-01', 'OK', null],
    ['2028-02-29', '2029-02-27', 'BLOCKED', '2029-02-28'],
    ['2028-02-29', '2029-02-28', 'OK', null],
  ])('activist on %s, agreed on %s: %s (R09)', (from, on, outcome, curedOn) => {
    const story = determinedOn(from);
    for (const kind of ['LISTING_AGREED', 'PUBLICITY_STARTED', 'LISTING_DECIDED'] as const) {
      const check = story.judge(kind, on).find(({ code }) => code === 'CULTIVATION_SHORT');
      expect(check).toMatchObject({ ruleId: 'R09', outcome, curedOn });
    }
  });

  it('blocks after an inspection that found the person unfit, until a better one; a refusal stays possible (R09)', () => {
    const story = storyBefore('LISTING_OPINIONS_HEARD');
    story.record('CULTIVATION_INSPECTED', '2028-02-27', { data: { outcome: 'UNFIT' } });
    expect(outcomeOf(story.judge('LISTING_AGREED', '2028-03-02'), 'R09', 'INSPECTED_UNFIT')).toBe('BLOCKED');
    expect(outcomeOf(story.judge('LISTING_AGREED', '2028-03-02', { data: { isAgreed: false } }), 'R09')).toBeUndefined();
    story.record('CULTIVATION_INSPECTED', '2028-03-01');
    expect(outcomeOf(story.judge('LISTING_AGREED', '2028-03-02'), 'R09')).toBe('OK');
  });
});

describe('R06: contacts on the very day', () => {
  it('do not count for inspections and agreements before their appointment (R06)', () => {
    const story = storyBefore('CONTACTS_APPOINTED');
    story.record('CONTACTS_APPOINTED', '2028-02-25');
    const missing = (kind: 'CULTIVATION_INSPECTED' | 'LISTING_AGREED', on: string) =>
      outcomeOf(story.judge(kind, on), 'R06', 'CONTACTS_MISSING');
    expect([missing('CULTIVATION_INSPECTED', '2027-08-31'), missing('CULTIVATION_INSPECTED', '2028-02-24')]).toEqual([
      'BLOCKED',
      'BLOCKED',
    ]);
    expect(missing('CULTIVATION_INSPECTED', '2028-02-25')).toBe('OK');
    expect([missing('LISTING_AGREED', '2028-03-02'), missing('LISTING_AGREED', '2028-02-24')]).toEqual(['OK', 'BLOCKED']);
  });

  it('are those of the last appointment before the day, not of a later one (R06)', () => {
    const story = storyBefore('CULTIVATION_INSPECTED');
    story.record('CONTACTS_APPOINTED', '2027-12-01', { data: { contactIds: ['sun'] } });
    const world = {
      ...story.world,
      standingOn: (personId: string, day: string) => story.world.standingOn(personId === 'sun' ? 'outsider' : personId, day),
    };
    const later = new Story(world);
    later.facts.push(...story.facts);
    expect(outcomeOf(later.judge('CULTIVATION_INSPECTED', '2027-11-30'), 'R06')).toBe('OK');
    expect(outcomeOf(later.judge('CULTIVATION_INSPECTED', '2027-12-01'), 'R06')).toBe('WARNED');
  });

  it('say who does not qualify, and why (R06)', () => {
    const story = storyBefore('CONTACTS_APPOINTED');
    const said = (contactIds: string[]) =>
      story
        .judge('CONTACTS_APPOINTED', '2027-03-05', { data: { contactIds } })
        .filter(({ ruleId, outcome }) => ruleId === 'R06' && outcome === 'BLOCKED');
    expect(said(['chen', 'chen'])[0]!.reason!.zh).toContain('同一人');
    expect(said(['candidate', 'outsider'])[0]!.reason!.zh).toContain('有 1 名是申请人本人,有 1 名不是正式党员');
  });
});

describe('R08: cultivation across units', () => {
  function moved(isFileExamined: boolean): Story {
    const story = storyBefore('CULTIVATION_INSPECTED');
    story.record('TRANSFER_STARTED', '2027-06-01', { organizationId: 'branch' });
    story.record('TRANSFER_ACKNOWLEDGED', '2027-06-20', {
      organizationId: 'other-branch',
      data: { isFileExamined },
      overrides: isFileExamined ? {} : { R08: '原单位材料尚未寄到' },
    });
    story.record('CONTACTS_APPOINTED', '2027-06-21');
    story.record('LISTING_OPINIONS_HEARD', '2028-02-20');
    return story;
  }

  it('counts on from the determination when the new unit examined the file (R08, INV-14)', () => {
    const story = moved(true);
    expect(story.view).toMatchObject({ cultivationFrom: '2027-03-02', organizationId: 'other-branch' });
    expect(outcomeOf(story.judge('LISTING_DECIDED', '2028-03-02'), 'R09', 'CULTIVATION_SHORT')).toBe('OK');
  });

  it('begins anew on the day of arrival when it did not, and both rules say so (R08, R09, INV-14)', () => {
    const story = moved(false);
    expect(story.view.cultivationFrom).toBe('2027-06-20');
    const early = story.judge('LISTING_DECIDED', '2028-03-02');
    expect(early.find(({ code }) => code === 'CULTIVATION_SHORT')).toMatchObject({ outcome: 'BLOCKED', curedOn: '2028-06-20' });
    expect(outcomeOf(early, 'R08')).toBe('BLOCKED');
    const late = story.judge('LISTING_DECIDED', '2028-06-20');
    expect([outcomeOf(late, 'R08'), outcomeOf(late, 'R09', 'CULTIVATION_SHORT')]).toEqual(['OK', 'OK']);
  });

  it('counts on again once the file was examined later (R08)', () => {
    const story = moved(false);
    story.record('TRANSFER_ACKNOWLEDGED', '2028-02-25', { data: { isFileExamined: true } });
    expect(story.view.cultivationFrom).toBe('2027-03-02');
    expect(story.view.transfers).toHaveLength(1);
    expect(story.judge('TRANSFER_ACKNOWLEDGED', '2028-02-26').map(({ code }) => code)).toContain('NO_TRANSFER');
  });

  it('keeps a prospect who moved from the examination until the file was examined (R08)', () => {
    const story = storyBefore('COMMITTEE_EXAMINED');
    story.record('TRANSFER_STARTED', '2028-04-13', { data: { isFileHandedOver: false }, overrides: { R08: '随后寄送' } });
    story.record('TRANSFER_ACKNOWLEDGED', '2028-04-20', {
      organizationId: 'other-branch',
      data: { isFileExamined: false },
      overrides: { R08: '未收到' },
    });
    expect(outcomeOf(story.judge('COMMITTEE_EXAMINED', '2028-04-21'), 'R08')).toBe('BLOCKED');
    story.record('TRANSFER_ACKNOWLEDGED', '2028-04-25', { data: { isFileExamined: true } });
    expect(outcomeOf(story.judge('COMMITTEE_EXAMINED', '2028-04-26'), 'R08')).toBeUndefined();
  });
});
