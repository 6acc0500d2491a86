import { addDays, addMonths, ageOn, type LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import {
  GUARDIAN_NO_MORE,
  GUARDIAN_NOT_NEEDED,
  GUARDIAN_TOO_LATE,
  PLEDGE_NOT_READ,
  PLEDGE_STATE_FORBIDS,
  PLEDGE_TEXT_DIFFERS,
  PLEDGE_UNDER_REVIEW,
  SIGNATURE_WITHOUT_PAPER,
  SIGNING_EVENT_CLOSED,
  SIGNING_EVENT_TO_COME,
  TEMPLATE_NOT_PUBLISHED,
} from './pledges.errors.js';
import {
  IN_FORCE_STATUSES,
  PLEDGE_TRANSITIONS,
  type PledgeStatus,
  type PledgeVerb,
  type SignerKind,
  type SigningChannel,
} from './pledge-states.js';
import type { PledgeTemplateStatus, RenewalRule } from './template-states.js';

/** Age from which no guardian signs beside (C01). */
const ADULT_AGE_MIN = 18;

/** What the rules about a pledge's time need to know; the days are null before it is signed. */
export interface PledgeTimes {
  status: PledgeStatus;
  validFrom: LocalDate | null;
  /** Last day on which it holds. */
  validUntil: LocalDate | null;
  /** First day on which it counts as expiring. */
  expiringFrom: LocalDate | null;
  /** A minor's pledge waits for the guardian's signature. */
  awaitsGuardian: boolean;
  /** The pledge that was signed to follow this one. */
  renewedById: string | null;
  /** Last day for an appeal against its revocation. */
  appealUntil: LocalDate | null;
  /** An appeal was made in time and is not decided. */
  isAppealed: boolean;
  /** Why the party has gone while the pledge is under review. */
  goneReason: string | null;
}

/** The next step that the passing of days takes by itself, or null. */
export function datedStep(pledge: PledgeTimes, day: LocalDate): { verb: PledgeVerb; to: PledgeStatus } | null {
  const { status, validFrom, validUntil, expiringFrom, appealUntil } = pledge;
  const isOver = validUntil !== null && validUntil < day;
  switch (status) {
    case 'SIGNED':
      return !pledge.awaitsGuardian && validFrom !== null && validFrom <= day ? { verb: 'takeEffect', to: 'IN_FORCE' } : null;
    case 'IN_FORCE':
      return expiringFrom !== null && expiringFrom <= day ? { verb: 'beginExpiry', to: 'EXPIRING' } : null;
    case 'EXPIRING':
    case 'WARNED':
    case 'REINSTATED':
      if (!isOver) return null;
      return pledge.renewedById === null ? { verb: 'lapsePledge', to: 'LAPSED' } : { verb: 'renewPledge', to: 'RENEWED' };
    case 'REVOKED':
      return appealUntil !== null && appealUntil < day && !pledge.isAppealed ? { verb: 'finalizeRevocation', to: 'FINAL' } : null;
    default:
      return null;
  }
}

/** The first day on which `datedStep` has something to do, or null when no day will. */
export function nextDueOn(pledge: PledgeTimes): LocalDate | null {
  const { status, validFrom, validUntil, expiringFrom, appealUntil } = pledge;
  const dayAfter = (day: LocalDate | null) => (day === null ? null : addDays(day, 1));
  switch (status) {
    case 'SIGNED':
      return pledge.awaitsGuardian ? null : validFrom;
    case 'IN_FORCE':
      return expiringFrom;
    case 'EXPIRING':
    case 'WARNED':
    case 'REINSTATED':
      return dayAfter(validUntil);
    case 'REVOKED':
      return pledge.isAppealed ? null : dayAfter(appealUntil);
    default:
      return null;
  }
}

/** The status on a day: the recorded one, moved on by the days that have passed. Right also before the nightly job has run. */
export function statusOn(pledge: PledgeTimes, day: LocalDate): PledgeStatus {
  let status = pledge.status;
  for (let step = datedStep(pledge, day); step !== null; step = datedStep({ ...pledge, status }, day)) status = step.to;
  return status;
}

/** Whether the party has gone under a review: the pledge binds nobody any more, and the decision ends it (INV-42). */
export function hasPartyGone({ status, goneReason }: Pick<PledgeTimes, 'status' | 'goneReason'>): boolean {
  return status === 'UNDER_REVIEW' && goneReason !== null;
}

/** Whether the pledge holds on a day: its status is one of 6.6, the day lies within its validity, and its party has not gone under a review. */
export function isInForceOn(pledge: PledgeTimes, day: LocalDate): boolean {
  const { validFrom, validUntil } = pledge;
  if (validFrom === null || validUntil === null || day < validFrom || day > validUntil) return false;
  return IN_FORCE_STATUSES.includes(statusOn(pledge, day)) && !hasPartyGone(pledge);
}

/** Whether the step meets the pledge in an allowed state. */
export function refusalsByState(verb: PledgeVerb, status: PledgeStatus): Refusal[] {
  if (verb === 'withdrawPledge' && status === 'UNDER_REVIEW') return [PLEDGE_UNDER_REVIEW({}, 'input', 'pledgeId')];
  const from: readonly PledgeStatus[] = PLEDGE_TRANSITIONS[verb].from;
  return from.includes(status) ? [] : [PLEDGE_STATE_FORBIDS({ status }, 'input', 'pledgeId')];
}

/** The state to which a step leads; where there are several, the pledge goes back to where it came from (EXPIRING is found again by its day). */
export function stateAfter(verb: PledgeVerb, cameFrom: PledgeStatus | null): PledgeStatus {
  const to: readonly PledgeStatus[] = PLEDGE_TRANSITIONS[verb].to;
  if (to.length === 1) return to[0]!;
  return cameFrom !== null && to.includes(cameFrom) ? cameFrom : to[0]!;
}

/** The days of a pledge that is signed now. */
export interface Validity {
  validFrom: LocalDate;
  validUntil: LocalDate;
  expiringFrom: LocalDate;
}

/**
 * From when to when a pledge holds. A renewal counts from the day after the old one ends where the template says so, any other pledge from
 * the day of its signature; whole months, the day before the same day of the month is the last.
 */
export function validityOf(
  template: { validityMonths: number; renewalNoticeDays: number; renewalRule: RenewalRule },
  signedOn: LocalDate,
  predecessorUntil: LocalDate | null,
): Validity {
  const isLater = template.renewalRule === 'FROM_EXPIRY' && predecessorUntil !== null && predecessorUntil >= signedOn;
  const validFrom = isLater ? addDays(predecessorUntil, 1) : signedOn;
  const validUntil = addDays(addMonths(validFrom, template.validityMonths), -1);
  const noticeFrom = addDays(validUntil, 1 - template.renewalNoticeDays);
  return { validFrom, validUntil, expiringFrom: noticeFrom < validFrom ? validFrom : noticeFrom };
}

/** What a signature is compared with (INV-39). */
export interface SigningFacts {
  /** Hash of the offered text, noted when it was offered. */
  offeredHash: string;
  /** Hash of the text as it is stored now. */
  storedHash: string;
  templateStatus: PledgeTemplateStatus;
  /** Hash that the caller says was signed. */
  signedHash: string;
  /** Hashes that this signer has read. */
  readHashes: readonly string[];
  channel: SigningChannel;
}

/** A signature needs the published text, unaltered, and a recorded reading of that very text. All reasons at once (INV-39). */
export function refusalsToSign(facts: SigningFacts): Refusal[] {
  const { offeredHash, storedHash, signedHash, templateStatus, channel } = facts;
  const refusals: Refusal[] = [];
  if (templateStatus !== 'PUBLISHED') refusals.push(TEMPLATE_NOT_PUBLISHED({ channel }, 'input', 'pledgeId'));
  if (offeredHash !== storedHash || signedHash !== offeredHash) refusals.push(PLEDGE_TEXT_DIFFERS({}, 'input', 'contentHash'));
  if (!facts.readHashes.includes(offeredHash)) refusals.push(PLEDGE_NOT_READ({ channel }, 'input', 'pledgeId'));
  return refusals;
}

/** Whether somebody born on the day is a minor on another (C01). */
export function isMinorOn(bornOn: LocalDate, day: LocalDate): boolean {
  return ageOn(bornOn, day) < ADULT_AGE_MIN;
}

/** A signature that an officer records rests on a paper or on a signing event; that of a guardian on a paper (INV-39). */
export function refusalsOfPaper(signer: SignerKind, by: { reference?: string | null; signingEventId?: string | null }): Refusal[] {
  const hasProof = Boolean(by.reference) || (signer === 'SIGNATORY' && Boolean(by.signingEventId));
  return hasProof ? [] : [SIGNATURE_WITHOUT_PAPER({}, 'input', 'reference')];
}

/** People sign at an event that has been held or is being held. */
export function refusalsOfEvent(event: { heldOn: LocalDate; isClosed: boolean }, today: LocalDate): Refusal[] {
  if (event.isClosed) return [SIGNING_EVENT_CLOSED({}, 'input', 'signingEventId')];
  return event.heldOn > today ? [SIGNING_EVENT_TO_COME({ heldOn: event.heldOn }, 'input', 'signingEventId')] : [];
}

/** A guardian reads and signs for a minor only, and only while what the minor signed would still hold (INV-08). */
export function refusalsOfGuardian(
  pledge: Pick<PledgeTimes, 'status' | 'awaitsGuardian' | 'validUntil'>,
  isMinor: boolean,
  today: LocalDate,
): Refusal[] {
  const { validUntil } = pledge;
  if (!isMinor) return [pledge.awaitsGuardian ? GUARDIAN_NO_MORE({}, 'input', 'pledgeId') : GUARDIAN_NOT_NEEDED({}, 'input', 'pledgeId')];
  if (pledge.status === 'SIGNED' && !pledge.awaitsGuardian) return [GUARDIAN_NOT_NEEDED({}, 'input', 'pledgeId')];
  return validUntil !== null && validUntil < today ? [GUARDIAN_TOO_LATE({ validUntil }, 'input', 'pledgeId')] : [];
}
