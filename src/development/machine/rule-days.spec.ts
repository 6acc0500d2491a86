import { type Entry, outcomeOf, type Story, storyBefore, worldWith } from '../../../test/support/case-story.js';
import { addDays, type LocalDate } from '../../platform/clock/local-date.js';
import type { ParameterValue, RuleId, RuleOverlay } from '../rule-sets/rule-set.js';
import type { FactKind } from './case-facts.js';
import { type DeadlineCode, deadlinesOf } from './deadlines.js';
import { nextSteps } from './next-steps.js';

/** A tightening by the district from a day on. */
function tightening(ruleId: RuleId, name: string, value: ParameterValue, effectiveFrom: LocalDate, endsOn?: LocalDate): RuleOverlay {
  const nothingElse = { stepPlan: null, extraSteps: [], extraForms: [] };
  const where = { id: `${ruleId} ${effectiveFrom}`, organizationId: 'district', ruleSetId: 'CPC-DEV-2026-05' as const };
  return { ...where, effectiveFrom, endsOn: endsOn ?? null, parameters: [{ ruleId, name, value }], ...nothingElse };
}

/** The story as it stands before a step, seen from a day, with overlays that begin after it. */
function seenFrom(todayOn: LocalDate, before: FactKind, overlays: readonly RuleOverlay[]): Pick<Story, 'facts' | 'world'> {
  return { facts: storyBefore(before).facts, world: worldWith({ overlays, todayOn }) };
}

function dueOn({ facts, world }: Pick<Story, 'facts' | 'world'>, code: DeadlineCode): LocalDate | undefined {
  return deadlinesOf(facts, world).find((deadline) => deadline.code === code && !deadline.isMet)?.dueOn;
}

function step({ facts, world }: Pick<Story, 'facts' | 'world'>, kind: FactKind) {
  return nextSteps(facts, world).find((entry) => entry.kind === kind)!;
}

/** What a rule says about the step on a day that has come, asked with the same overlays. */
function judged<K extends FactKind>(
  before: K,
  overlays: readonly RuleOverlay[],
  on: LocalDate,
  ruleId: RuleId,
  code: string,
  entry?: Entry<K>,
) {
  return outcomeOf(storyBefore(before, { overlays }).judge(before, on, entry), ruleId, code);
}

interface Limit {
  before: FactKind;
  deadline: DeadlineCode;
  code: string;
  parameter: readonly [ruleId: RuleId, name: string, value: ParameterValue];
  todayOn: LocalDate;
  /** The last day without the overlay, and by the overlay alone. */
  days: readonly [plain: LocalDate, tight: LocalDate];
}

const LIMITS: readonly Limit[] = [
  {
    ...{ before: 'APPLICANT_TALKED', deadline: 'TALK', code: 'TALK_LATE', parameter: ['R02', 'talkMonthsMax', 0] },
    ...{ todayOn: '2027-01-06', days: ['2027-02-06', '2027-01-06'] },
  },
  {
    ...{ before: 'CULTIVATION_INSPECTED', deadline: 'INSPECTION', code: 'INSPECTION_LATE', parameter: ['R07', 'inspectionMonthsMax', 3] },
    ...{ todayOn: '2027-03-05', days: ['2027-09-02', '2027-06-02'] },
  },
  {
    ...{ before: 'ADMISSION_VOTED', deadline: 'MEETING', code: 'MEETING_LATE', parameter: ['R17', 'meetingMonthsMax', 0] },
    ...{ todayOn: '2028-04-22', days: ['2028-05-20', '2028-04-20'] },
  },
  {
    ...{ before: 'ADMISSION_DECIDED', deadline: 'APPROVAL', code: 'APPROVAL_LATE', parameter: ['R21', 'approvalMonthsMax', 2] },
    ...{ todayOn: '2028-05-20', days: ['2028-08-06', '2028-07-06'] },
  },
  {
    ...{ before: 'ADMISSION_FILED', deadline: 'FILING', code: 'FILING_LATE', parameter: ['R22', 'filingMonthsMax', 0] },
    ...{ todayOn: '2028-06-01', days: ['2028-07-01', '2028-06-01'] },
  },
  {
    ...{ before: 'OATH_TAKEN', deadline: 'OATH', code: 'OATH_LATE', parameter: ['R23', 'oathMonthsMax', 0] },
    ...{ todayOn: '2028-06-05', days: ['2028-07-01', '2028-06-01'] },
  },
  {
    ...{ before: 'CONVERSION_DECIDED', deadline: 'CONVERSION_APPROVAL', code: 'CONVERSION_APPROVAL_LATE' },
    ...{ parameter: ['R25', 'conversionApprovalMonthsMax', 2], todayOn: '2029-05-12', days: ['2029-08-12', '2029-07-12'] },
  },
  {
    ...{ before: 'ARCHIVED', deadline: 'ARCHIVE', code: 'ARCHIVE_LATE', parameter: ['R34', 'archiveMonthsMax', 0] },
    ...{ todayOn: '2029-06-10', days: ['2029-07-10', '2029-06-10'] },
  },
];

describe('a deadline while a local rule that leaves less time begins', () => {
  describe.each(LIMITS)('$deadline', ({ before, deadline, code, parameter, todayOn, days: [plain, tight] }) => {
    const [ruleId] = parameter;

    function expectOneDay(overlay: RuleOverlay, day: LocalDate): void {
      const seen = seenFrom(todayOn, before, [overlay]);
      expect([dueOn(seen, deadline), step(seen, before).latestOn]).toEqual([day, day]);
      const late = ruleId === 'R25' ? 'BLOCKED' : 'WARNED';
      expect([day, addDays(day, 1)].map((on) => judged(before, [overlay], on, ruleId, code))).toEqual(['OK', late]);
    }

    it('ends with the day before the rule begins, where its own day has passed by then', () => {
      expectOneDay(tightening(...parameter, plain), addDays(plain, -1));
      expectOneDay(tightening(...parameter, addDays(tight, 2)), addDays(tight, 1));
    });

    it('is left alone by a rule that begins after it', () => {
      expectOneDay(tightening(...parameter, addDays(plain, 1)), plain);
    });
  });

  it('follows the rule where that leaves some time of its own (R21)', () => {
    const seen = seenFrom('2028-05-20', 'ADMISSION_DECIDED', [tightening('R21', 'approvalMonthsMax', 2, '2028-07-01')]);
    expect([dueOn(seen, 'APPROVAL'), step(seen, 'ADMISSION_DECIDED').latestOn]).toEqual(['2028-07-06', '2028-07-06']);
  });

  it('that was missed stays missed when the rule ends; one that was not runs on (R21)', () => {
    const until = (endsOn: LocalDate) => [tightening('R21', 'approvalMonthsMax', 2, '2028-06-01', endsOn)];
    const missed = seenFrom('2028-07-25', 'ADMISSION_DECIDED', until('2028-07-20'));
    expect([dueOn(missed, 'APPROVAL'), step(missed, 'ADMISSION_DECIDED').latestOn]).toEqual(['2028-07-06', '2028-07-06']);
    expect(judged('ADMISSION_DECIDED', until('2028-07-20'), '2028-07-25', 'R21', 'APPROVAL_LATE')).toBe('WARNED');
    const kept = seenFrom('2028-07-02', 'ADMISSION_DECIDED', until('2028-07-06'));
    expect([dueOn(kept, 'APPROVAL'), step(kept, 'ADMISSION_DECIDED').latestOn]).toEqual(['2028-08-06', '2028-08-06']);
    expect(judged('ADMISSION_DECIDED', until('2028-07-06'), '2028-07-25', 'R21', 'APPROVAL_LATE')).toBe('OK');
  });

  it('that was met keeps the rules of the day on which it was met (R21, INV-18)', () => {
    const { facts } = storyBefore('ADMISSION_FILED');
    const world = worldWith({ overlays: [tightening('R21', 'approvalMonthsMax', 0, '2028-06-02')] });
    expect(deadlinesOf(facts, world).find(({ code }) => code === 'APPROVAL')).toMatchObject({ dueOn: '2028-08-06', metOn: '2028-06-01' });
  });

  it('counts inspections in half years up to the rule, and in its months from then on (R07)', () => {
    const world = worldWith({ overlays: [tightening('R07', 'inspectionMonthsMax', 3, '2027-06-20')], todayOn: '2027-12-10' });
    const days = deadlinesOf(storyBefore('CULTIVATION_INSPECTED').facts, world).filter(({ code }) => code === 'INSPECTION');
    expect(days.map((deadline) => deadline.dueOn)).toEqual(['2027-06-19', '2027-09-02', '2027-12-02', '2028-03-02']);
  });

  it('begins to run with a rule that was not in force when the time began: 2014 knows no last day of the meeting (R17)', () => {
    const world = worldWith({ todayOn: '2022-05-01' });
    expect(dueOn({ facts: storyBefore('ADMISSION_VOTED', {}, 2020).facts, world }, 'MEETING')).toBe('2026-05-17');
  });
});

describe('the first day of a step while a local rule that asks for more time begins', () => {
  const longer = (effectiveFrom: LocalDate, endsOn?: LocalDate) => [tightening('R09', 'cultivationMonthsMin', 18, effectiveFrom, endsOn)];

  it.each([
    ['2028-03-01', '2028-09-02'],
    ['2028-03-02', '2028-09-02'],
    ['2028-03-03', '2028-03-02'],
  ])('that begins on %s is %s, in the step as in the refusal (R09)', (effectiveFrom, day) => {
    const seen = seenFrom('2027-12-01', 'LISTING_AGREED', longer(effectiveFrom));
    const clock = step(seen, 'LISTING_AGREED').reasons.find(({ code }) => code === 'CULTIVATION_SHORT')!;
    expect([step(seen, 'LISTING_AGREED').earliestOn, clock.curedOn]).toEqual([day, day]);
    expect(clock.cure!.zh).toContain(day);
    expect(clock.reason!.zh).toContain(day === '2028-03-02' ? '应满 12 个月' : '应满 18 个月');
    const agreed = (on: LocalDate) => judged('LISTING_AGREED', longer(effectiveFrom), on, 'R09', 'CULTIVATION_SHORT');
    expect([agreed(addDays(day, -1)), agreed(day)]).toEqual(['BLOCKED', 'OK']);
  });

  it('comes with the end of the rule, where the year is over by then (R09)', () => {
    const seen = seenFrom('2027-12-01', 'LISTING_AGREED', longer('2027-06-01', '2028-06-01'));
    expect(step(seen, 'LISTING_AGREED').earliestOn).toBe('2028-06-01');
  });

  it('waits for the longer rule when something else keeps it until that has begun (R09, R10)', () => {
    const seen = seenFrom('2028-03-02', 'PUBLICITY_ENDED', longer('2028-03-05'));
    expect(step(seen, 'LISTING_DECIDED').earliestOn).toBe('2028-09-02');
    const free = seenFrom('2028-03-02', 'PUBLICITY_ENDED', longer('2028-03-11'));
    expect(step(free, 'LISTING_DECIDED').earliestOn).toBe('2028-03-10');
  });

  it('of an application is the birthday that the rule of that day asks for (R01)', () => {
    const world = { bornOn: '2009-06-01', overlays: [tightening('R01', 'ageMin', 19, '2027-05-01')] };
    const refused = storyBefore('APPLICATION_RECEIVED', world).judge('APPLICATION_RECEIVED', '2027-04-01');
    expect(refused.find(({ code }) => code === 'UNDER_AGE')).toMatchObject({ outcome: 'BLOCKED', curedOn: '2028-06-01' });
  });
});
