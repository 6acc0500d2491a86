import { ageOn, type LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { STREAMER_TRANSITIONS, type StreamerStatus, type StreamerVerb } from './streamer-states.js';
import {
  CONSENT_PERIOD_REVERSED,
  GUARDIAN_CONSENT_MISSING,
  STREAMER_CONSENT_MISSING,
  STREAMER_NOT_ACTIVE,
  STREAMER_STATE_FORBIDS,
  STREAMER_UNDER_AGE,
} from './streamers.errors.js';

/** Youngest age at which a person may host, in completed years (C01). */
const HOST_AGE_MIN = 16;
/** Age from which no guardian is asked (C01). */
const ADULT_AGE_MIN = 18;

/** A guardian's consent as the age rule sees it. */
export interface GuardianPeriod {
  validFrom: LocalDate;
  /** Last valid day. */
  validUntil: LocalDate;
  /** First day on which it no longer counts. */
  withdrawnOn: LocalDate | null;
}

/** What the rules about one host need to know. */
export interface HostFacts {
  stageName: string;
  status: StreamerStatus;
  bornOn: LocalDate;
  consentGivenOn: LocalDate | null;
  consentWithdrawnOn: LocalDate | null;
  guardianConsents: readonly GuardianPeriod[];
}

/** Whether the verb meets the streamer in an allowed state. */
export function refusalsByState(verb: StreamerVerb, status: StreamerStatus): Refusal[] {
  return STREAMER_TRANSITIONS[verb].from.includes(status) ? [] : [STREAMER_STATE_FORBIDS({ verb, status })];
}

/** A session may name only ACTIVE hosts (INV-24). */
export function refusalsByActivity({ stageName, status }: HostFacts): Refusal[] {
  return status === 'ACTIVE' ? [] : [STREAMER_NOT_ACTIVE({ stageName, status })];
}

/** The host's own consent is in force on the day; a withdrawal counts from its first day (PR-2). */
export function refusalsByConsent({ stageName, consentGivenOn, consentWithdrawnOn }: HostFacts, onDay: LocalDate): Refusal[] {
  const isGiven = consentGivenOn !== null && consentGivenOn <= onDay;
  const isWithdrawn = consentWithdrawnOn !== null && consentWithdrawnOn <= onDay;
  return isGiven && !isWithdrawn ? [] : [STREAMER_CONSENT_MISSING({ stageName, onDay })];
}

/** Nobody hosts under 16; from 16 to 17 only with a guardian's consent valid on the day (INV-08, C01). */
export function refusalsByAge({ stageName, bornOn, guardianConsents }: HostFacts, onDay: LocalDate): Refusal[] {
  const age = ageOn(bornOn, onDay);
  if (age >= ADULT_AGE_MIN) return [];
  const refusals: Refusal[] = age < HOST_AGE_MIN ? [STREAMER_UNDER_AGE({ stageName, ageMin: HOST_AGE_MIN, onDay })] : [];
  return guardianConsents.some((period) => isValidOn(period, onDay))
    ? refusals
    : [...refusals, GUARDIAN_CONSENT_MISSING({ stageName, onDay })];
}

/** All reasons that keep a verified person from being ACTIVE on the day. */
export function refusalsToActivate(facts: HostFacts, onDay: LocalDate): Refusal[] {
  return [...refusalsByConsent(facts, onDay), ...refusalsByAge(facts, onDay)];
}

/** A consent period ends on or after its first day. */
export function refusalsOfPeriod(from: LocalDate, until: LocalDate): Refusal[] {
  return until < from ? [CONSENT_PERIOD_REVERSED({ from, until }, 'input', 'validUntil')] : [];
}

function isValidOn({ validFrom, validUntil, withdrawnOn }: GuardianPeriod, onDay: LocalDate): boolean {
  return validFrom <= onDay && onDay <= validUntil && (withdrawnOn === null || onDay < withdrawnOn);
}
