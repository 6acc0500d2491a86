import { addDays, type LocalDate } from '../../platform/clock/local-date.js';
import { lastOfWorkdays, type WorkCalendar, type WorkdaySpan } from '../../platform/calendar/work-calendar.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import {
  ALLEGATION_FOUNDED,
  APPEAL_RECORDED_TOO_LATE,
  APPEAL_TOO_LATE,
  BREACH_AFTER_WITHDRAWAL,
  BREACH_DAY_INVALID,
  BREACH_DAY_MISSING,
  BREACH_STATE_FORBIDS,
  BREACH_WITHOUT_FINDINGS,
  BREACH_WITHOUT_NOTICE,
  CLAUSE_NOT_IN_TEXT,
  HEARING_DAYS_PROVISIONAL,
  HEARING_NOT_OVER,
  NO_ALLEGATION_FOUNDED,
  OUTCOME_MISSING,
} from './breaches.errors.js';
import { type AllegationOutcome, BREACH_TRANSITIONS, type BreachDecision, type BreachStatus, type BreachVerb } from './breach-states.js';

/** Working days that a party has to be heard, the day of the notice not counted (INV-42). */
const HEARING_WORKDAYS_MIN = 5;

/** Whether the step meets the case in an allowed state. */
export function refusalsOfBreachState(verb: BreachVerb, status: BreachStatus): Refusal[] {
  const from: readonly BreachStatus[] = BREACH_TRANSITIONS[verb].from;
  return from.includes(status) ? [] : [BREACH_STATE_FORBIDS({ status }, 'input', 'breachCaseId')];
}

/** The clauses that are said to be broken are clauses of the text that was signed. */
export function refusalsOfClauses(numbers: readonly number[], clauseCount: number): Refusal[] {
  return numbers.some((number) => number < 1 || number > clauseCount)
    ? [CLAUSE_NOT_IN_TEXT({ clauseCount }, 'input', 'clauseNumbers')]
    : [];
}

/** A recorded day lies between an earlier one of the case and the latest possible one, as a rule today. */
export function refusalsOfDay(day: LocalDate, earliest: LocalDate | null, latest: LocalDate, field: string): Refusal[] {
  const isRight = day <= latest && (earliest === null || earliest <= day);
  return isRight ? [] : [BREACH_DAY_INVALID({ day, earliest, latest }, 'input', field)];
}

/** Days on which one pledge of a series bound its party, both included. */
export interface BoundSpan {
  from: LocalDate;
  until: LocalDate;
  /** It ended because the party took the pledge back. */
  isWithdrawn: boolean;
}

/**
 * What is said to have happened lies in the time in which the party was bound, by whichever pledge of the series. About one that was taken back the
 * day must be named: nobody escapes a case by that, and nobody answers for what came later, until bound again (INV-42). The spans begin with the
 * earliest; each takes the place of those before it.
 */
export function refusalsOfHappening(
  happenedOn: LocalDate | null,
  bound: { spans: readonly BoundSpan[]; receivedOn: LocalDate; withdrawnOn: LocalDate | null },
): Refusal[] {
  const { spans, receivedOn, withdrawnOn } = bound;
  if (happenedOn === null) return withdrawnOn === null ? [] : [BREACH_DAY_MISSING({ withdrawnOn }, 'input', 'happenedOn')];
  const latest = spans.filter(({ from }) => from <= happenedOn).at(-1);
  if (latest?.isWithdrawn && latest.until < happenedOn)
    return [BREACH_AFTER_WITHDRAWAL({ happenedOn, withdrawnOn: latest.until }, 'input', 'happenedOn')];
  return refusalsOfDay(happenedOn, spans[0]?.from ?? null, receivedOn, 'happenedOn');
}

/** The last of the days on which the party may be heard. Provisional when the calendar of a year is not known yet. */
export function hearingSpan(calendar: WorkCalendar, noticeGivenOn: LocalDate): WorkdaySpan {
  return lastOfWorkdays(calendar, noticeGivenOn, HEARING_WORKDAYS_MIN, 'EXCLUDE');
}

/** What is decided, and on what it rests. */
export interface DecisionFacts {
  decision: BreachDecision;
  /** Null when the party was given no notice. */
  hearing: WorkdaySpan | null;
  findingsReference: string | null;
  outcomes: readonly AllegationOutcome[];
}

/**
 * All reasons against a decision. To clear a party needs nothing but a word about each allegation, none of which is founded. To warn or to revoke needs notice, five
 * working days that are over and certain, an allegation that is founded, and findings of the park itself: a complaint is no proof (INV-42).
 */
export function refusalsToDecide(facts: DecisionFacts, today: LocalDate): Refusal[] {
  const { decision, hearing, outcomes } = facts;
  const refusals: Refusal[] = outcomes.includes('OPEN') ? [OUTCOME_MISSING({}, 'input', 'outcomes')] : [];
  if (decision === 'CLEARED') return outcomes.includes('FOUNDED') ? [...refusals, ALLEGATION_FOUNDED({}, 'input', 'decision')] : refusals;
  if (hearing === null) refusals.push(BREACH_WITHOUT_NOTICE({}, 'input', 'decision'));
  else if (hearing.isProvisional) refusals.push(HEARING_DAYS_PROVISIONAL({ years: hearing.missingYears.join('、') }, 'input', 'decision'));
  else if (today <= hearing.endsOn) refusals.push(HEARING_NOT_OVER({ hearingUntil: hearing.endsOn }, 'input', 'decision'));
  if (!outcomes.includes('FOUNDED')) refusals.push(NO_ALLEGATION_FOUNDED({}, 'input', 'outcomes'));
  if (facts.findingsReference === null) refusals.push(BREACH_WITHOUT_FINDINGS({}, 'input', 'findingsReference'));
  return refusals;
}

/** Days after its window within which an appeal that was made in time may still come on record: a letter takes its way, and a revocation ends. */
const APPEAL_RECORD_DAYS_MAX = 30;

/** An appeal is made within its window and comes on record within 30 days after it; once decided there is no second one (INV-42). */
export function refusalsToAppeal(
  breach: { status: BreachStatus; appealUntil: LocalDate | null; appealDecidedOn: LocalDate | null },
  appealedOn: LocalDate,
  today: LocalDate,
): Refusal[] {
  const { status, appealUntil, appealDecidedOn } = breach;
  const byState = refusalsOfBreachState('appealBreachDecision', status);
  if (byState.length > 0) return byState;
  if (appealDecidedOn !== null) return [BREACH_STATE_FORBIDS({ status }, 'input', 'breachCaseId')];
  if (appealUntil === null || appealedOn > appealUntil)
    return [APPEAL_TOO_LATE({ appealUntil: appealUntil ?? '–' }, 'input', 'breachCaseId')];
  const recordUntil = addDays(appealUntil, APPEAL_RECORD_DAYS_MAX);
  return today <= recordUntil ? [] : [APPEAL_RECORDED_TOO_LATE({ recordUntil }, 'input', 'breachCaseId')];
}

/** A count of people below this is not shown to those who do not handle the cases (INV-38). */
const CELL_MIN = 5;

/** A count as it may be shown; zero tells nothing about anybody. */
export function shownCount(count: number, isExact: boolean): { count: number | null; isSuppressed: boolean } {
  const isSuppressed = !isExact && count > 0 && count < CELL_MIN;
  return { count: isSuppressed ? null : count, isSuppressed };
}
