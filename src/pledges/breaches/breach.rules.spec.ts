import { workCalendarOf } from '../../platform/calendar/work-calendar.js';
import {
  type DecisionFacts,
  hearingSpan,
  refusalsOfBreachState,
  refusalsOfClauses,
  refusalsOfDay,
  refusalsOfHappening,
  refusalsToAppeal,
  refusalsToDecide,
  shownCount,
} from './breach.rules.js';
import { BREACH_TRANSITIONS, BreachStatus, type BreachVerb } from './breach-states.js';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);
/* In 2026 the National Day holiday runs from 1 to 7 October, with work on Saturday 10 October. */
const calendar = workCalendarOf([
  { year: 2026, holidays: ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], makeUpDays: ['2026-10-10'] },
]);

describe('a breach case', () => {
  it('moves along allegation, notice, hearing, decision and appeal, and in no other way (INV-42)', () => {
    const allowed = (Object.keys(BREACH_TRANSITIONS) as BreachVerb[]).flatMap((verb) =>
      Object.values(BreachStatus)
        .filter((status) => refusalsOfBreachState(verb, status).length === 0)
        .map((status) => `${status} ${verb}`),
    );
    expect(allowed).toEqual([
      'ALLEGED addBreachAllegation',
      'NOTIFIED addBreachAllegation',
      'HEARD addBreachAllegation',
      'ALLEGED giveBreachNotice',
      'NOTIFIED recordBreachHearing',
      'HEARD recordBreachHearing',
      'ALLEGED decideBreachCase',
      'NOTIFIED decideBreachCase',
      'HEARD decideBreachCase',
      'REVOKED appealBreachDecision',
      'FINAL appealBreachDecision',
      'APPEALED decideBreachAppeal',
      'REVOKED closeAppealWindow',
    ]);
  });

  it('cites clauses of the text and days in their order', () => {
    expect([refusalsOfClauses([1, 7], 7), refusalsOfClauses([0], 7), refusalsOfClauses([8], 7)].map(codes)).toEqual([
      [],
      ['CLAUSE_NOT_IN_TEXT'],
      ['CLAUSE_NOT_IN_TEXT'],
    ]);
    const days = ['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28'];
    expect(days.map((day) => refusalsOfDay(day, '2026-11-20', '2026-11-27', 'noticeOn').length)).toEqual([1, 0, 0, 1]);
  });
});

describe('the right to be heard', () => {
  it('lasts five working days after the day of the notice, holidays left out and make-up days counted (INV-42)', () => {
    expect(hearingSpan(calendar, '2026-11-20')).toMatchObject({ endsOn: '2026-11-27', isProvisional: false });
    expect(hearingSpan(calendar, '2026-09-30')).toMatchObject({ endsOn: '2026-10-13', isProvisional: false });
  });

  it('is provisional when it reaches a year whose calendar is not known (INV-42)', () => {
    expect(hearingSpan(calendar, '2026-12-28')).toMatchObject({ isProvisional: true, missingYears: [2027] });
  });
});

describe('a decision', () => {
  const over = { endsOn: '2026-11-26', isProvisional: false, missingYears: [] };
  const facts: DecisionFacts = {
    decision: 'REVOKED',
    hearing: over,
    findingsReference: '核查报告 3 号',
    outcomes: ['FOUNDED', 'UNFOUNDED'],
  };
  const refused = (more: Partial<DecisionFacts>, today = '2026-11-27') => codes(refusalsToDecide({ ...facts, ...more }, today));

  it('to warn or to revoke waits for the day after the last day of the hearing (INV-42)', () => {
    for (const decision of ['WARNED', 'REVOKED'] as const) {
      expect([refused({ decision }), refused({ decision }, '2026-11-26')]).toEqual([[], ['HEARING_NOT_OVER']]);
    }
  });

  it('to warn or to revoke needs notice and days that are certain (INV-42)', () => {
    expect(refused({ hearing: null })).toEqual(['BREACH_WITHOUT_NOTICE']);
    expect(refused({ hearing: { ...over, isProvisional: true, missingYears: [2027] } }, '2028-01-01')).toEqual([
      'HEARING_DAYS_PROVISIONAL',
    ]);
  });

  it('never rests on a complaint alone: something must be founded, by findings of the park (INV-42)', () => {
    expect(refused({ outcomes: ['UNFOUNDED', 'MALICIOUS'] })).toEqual(['NO_ALLEGATION_FOUNDED']);
    expect(refused({ findingsReference: null })).toEqual(['BREACH_WITHOUT_FINDINGS']);
    expect(refused({ hearing: null, findingsReference: null, outcomes: ['OPEN'] })).toEqual([
      'OUTCOME_MISSING',
      'BREACH_WITHOUT_NOTICE',
      'NO_ALLEGATION_FOUNDED',
      'BREACH_WITHOUT_FINDINGS',
    ]);
  });

  it('in favor of the party may come at any time, with a word about each allegation (INV-42)', () => {
    expect(refused({ decision: 'CLEARED', hearing: null, findingsReference: null, outcomes: ['MALICIOUS'] })).toEqual([]);
    expect(refused({ decision: 'CLEARED', outcomes: ['OPEN'] })).toEqual(['OUTCOME_MISSING']);
    expect(refused({ decision: 'CLEARED', outcomes: ['FOUNDED', 'UNFOUNDED'] })).toEqual(['ALLEGATION_FOUNDED']);
  });
});

describe('an appeal', () => {
  const of = (appealUntil: string | null) => ({ status: 'REVOKED' as const, appealUntil, appealDecidedOn: null });

  it('comes until the last day of its window (INV-42)', () => {
    expect(['2026-12-12', '2026-12-13'].map((today) => codes(refusalsToAppeal(of('2026-12-12'), today, today)))).toEqual([
      [],
      ['APPEAL_TOO_LATE'],
    ]);
    expect(codes(refusalsToAppeal(of(null), '2026-12-12', '2026-12-12'))).toEqual(['APPEAL_TOO_LATE']);
  });

  it('made in time counts when it comes on record up to 30 days after the window, and there is no second one (INV-42)', () => {
    const closed = { ...of('2026-12-12'), status: 'FINAL' as const };
    expect(codes(refusalsToAppeal(closed, '2026-12-12', '2027-01-11'))).toEqual([]);
    expect(codes(refusalsToAppeal(closed, '2026-12-12', '2027-01-12'))).toEqual(['APPEAL_RECORDED_TOO_LATE']);
    const decided = { ...closed, appealDecidedOn: '2026-12-20' };
    expect(codes(refusalsToAppeal(decided, '2026-12-12', '2026-12-21'))).toEqual(['BREACH_STATE_FORBIDS']);
  });
});

describe('a count of cases', () => {
  it('from one to four is shown only to those who handle the cases (INV-38)', () => {
    expect([0, 1, 4, 5].map((count) => shownCount(count, false).count)).toEqual([0, null, null, 5]);
    expect([0, 1, 4, 5].map((count) => shownCount(count, true))).toEqual([0, 1, 4, 5].map((count) => ({ count, isSuppressed: false })));
  });
});

describe('what is alleged', () => {
  const span = { from: '2026-11-20', until: '2026-11-25', isWithdrawn: true };
  const bound = { spans: [span], receivedOn: '2026-11-28', withdrawnOn: '2026-11-25' };
  const codes = (day: string | null, more: object = {}) => refusalsOfHappening(day, { ...bound, ...more }).map(({ code }) => code);

  it('happened while the party was bound, the day of a withdrawal included (INV-42)', () => {
    expect([codes('2026-11-19'), codes('2026-11-20')]).toEqual([['BREACH_DAY_INVALID'], []]);
    expect([codes('2026-11-25'), codes('2026-11-26')]).toEqual([[], ['BREACH_AFTER_WITHDRAWAL']]);
    const standing = { spans: [{ from: '2026-11-20', until: '2027-11-19', isWithdrawn: false }], withdrawnOn: null };
    expect([codes('2026-11-28', standing), codes('2026-11-29', standing)]).toEqual([[], ['BREACH_DAY_INVALID']]);
  });

  it('happened under whichever pledge of the series bound the party, and not between two (INV-42)', () => {
    const again = { from: '2026-11-27', until: '2027-11-26', isWithdrawn: false };
    for (const withdrawnOn of ['2026-11-25', null]) {
      const both = { spans: [span, again], withdrawnOn };
      expect(['2026-11-25', '2026-11-26', '2026-11-27'].map((day) => codes(day, both))).toEqual([[], ['BREACH_AFTER_WITHDRAWAL'], []]);
    }
    const renewed = { from: '2026-01-01', until: '2026-12-31', isWithdrawn: false };
    expect(codes('2026-11-26', { spans: [renewed, span] })).toEqual(['BREACH_AFTER_WITHDRAWAL']);
  });

  it('names its day where the pledge was taken back (INV-42)', () => {
    expect([codes(null), codes(null, { withdrawnOn: null })]).toEqual([['BREACH_DAY_MISSING'], []]);
  });
});
