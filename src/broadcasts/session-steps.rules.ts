import type { Refusal } from '../platform/errors/refusals.js';
import { SESSION_TRANSITIONS, type SessionStatus, type SessionVerb } from './broadcast-session-states.js';
import {
  ACTUAL_TIME_INVALID,
  AI_LABEL_NOT_CONFIRMED,
  CHECKLIST_INCOMPLETE,
  DUTY_PERSON_MISSING,
  FIGURES_PROVISIONAL,
  HOSTS_NOT_REPORTED,
  NO_SHOW_TOO_EARLY,
  SESSION_STATE_FORBIDS,
  START_TOO_EARLY,
} from './broadcasts.errors.js';

/** Time after the planned start before a no-show may be recorded. */
const NO_SHOW_GRACE_MINUTES = 15;
/** A session may go on air that long before its planned start; the slots it holds are those of the plan (INV-22). */
const EARLY_START_HOURS_MAX = 2;
/** Days after the end during which the platforms' figures are provisional (INV-35). */
const PROVISIONAL_DAYS = 30;
/** A live session longer than this is flagged, and an actual start may not lie further back (INV-23). */
export const LIVE_HOURS_MAX = 12;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Whether the verb meets the session in an allowed state. */
export function refusalsByState(verb: SessionVerb, status: SessionStatus): Refusal[] {
  return SESSION_TRANSITIONS[verb].from.includes(status) ? [] : [SESSION_STATE_FORBIDS({ verb, status }, 'input', 'sessionId')];
}

/** PREPARED needs every item of the checklist (INV-25). */
export function refusalsToPrepare(checklist: readonly { code: string; doneAt: Date | null }[]): Refusal[] {
  const items = checklist.filter((item) => item.doneAt === null).map((item) => item.code);
  return items.length === 0 ? [] : [CHECKLIST_INCOMPLETE({ items }, 'input', 'sessionId')];
}

/** What going live depends on. */
export interface StartFacts {
  hostReportedAt: Date | null;
  aiAvatar: boolean;
  aiLabelConfirmed: boolean;
  dutyPersonName: string | null;
  plannedStartAt: Date;
  actualStartAt: Date;
}

/**
 * LIVE needs the report of the hosts; an AI avatar its label and a person on duty; the start lies in the last 12 hours and at most two
 * before the plan (INV-22, INV-25, C03, C08).
 */
export function refusalsToStart(facts: StartFacts, now: Date): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.hostReportedAt === null) refusals.push(HOSTS_NOT_REPORTED({}, 'input', 'sessionId'));
  if (facts.aiAvatar && !facts.aiLabelConfirmed) refusals.push(AI_LABEL_NOT_CONFIRMED({}, 'input', 'aiLabelConfirmed'));
  if (facts.aiAvatar && !facts.dutyPersonName) refusals.push(DUTY_PERSON_MISSING({}, 'input', 'dutyPersonName'));
  const fromAt = new Date(facts.plannedStartAt.getTime() - EARLY_START_HOURS_MAX * HOUR_MS);
  if (facts.actualStartAt.getTime() < fromAt.getTime()) {
    refusals.push(START_TOO_EARLY({ fromAt, plannedStartAt: facts.plannedStartAt }, 'input', 'actualStartAt'));
  }
  const age = now.getTime() - facts.actualStartAt.getTime();
  if (age < 0) refusals.push(ACTUAL_TIME_INVALID({ problem: 'FUTURE' }, 'input', 'actualStartAt'));
  if (age > LIVE_HOURS_MAX * HOUR_MS) refusals.push(ACTUAL_TIME_INVALID({ problem: 'TOO_LONG_AGO' }, 'input', 'actualStartAt'));
  return refusals;
}

/** A host's part as it was held. */
export interface ActualSegment {
  startAt: Date;
  endAt: Date;
}

/** The end comes after the start and has come; the hosts' parts, in the order of the plan, lie within and do not overlap. */
export function refusalsOfHeldTimes(startAt: Date, endAt: Date, segments: readonly ActualSegment[], now: Date): Refusal[] {
  const refusals: Refusal[] = [];
  if (endAt.getTime() > now.getTime()) refusals.push(ACTUAL_TIME_INVALID({ problem: 'FUTURE' }, 'input', 'actualEndAt'));
  if (endAt.getTime() <= startAt.getTime()) refusals.push(ACTUAL_TIME_INVALID({ problem: 'NOT_AFTER_START' }, 'input', 'actualEndAt'));
  let reached = startAt.getTime();
  segments.forEach((segment, index) => {
    const [from, to] = [segment.startAt.getTime(), segment.endAt.getTime()];
    if (from < reached || to <= from || to > endAt.getTime())
      refusals.push(ACTUAL_TIME_INVALID({ problem: 'SEGMENT' }, 'input', 'segments', index));
    reached = Math.max(reached, to);
  });
  return refusals;
}

/** A no-show is known only after the grace time. */
export function refusalsToMarkNoShow(plannedStartAt: Date, now: Date): Refusal[] {
  const fromAt = new Date(plannedStartAt.getTime() + NO_SHOW_GRACE_MINUTES * MINUTE_MS);
  return now.getTime() < fromAt.getTime() ? [NO_SHOW_TOO_EARLY({ fromAt }, 'input', 'sessionId')] : [];
}

/** CLOSED comes once the platform's figures are final (INV-35). */
export function refusalsToClose(actualEndAt: Date, now: Date): Refusal[] {
  const finalAt = new Date(actualEndAt.getTime() + PROVISIONAL_DAYS * DAY_MS);
  return now.getTime() < finalAt.getTime() ? [FIGURES_PROVISIONAL({ finalAt }, 'input', 'sessionId')] : [];
}
