import { addDays, daysBetween, type LocalDate } from '../../platform/clock/local-date.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { DAY_IN_FUTURE } from '../../streamers/streamers.errors.js';
import { GONE_STATUSES, type StreamerKind, type StreamerStatus } from '../../streamers/streamer-states.js';
import { PAIRING_TRANSITIONS, type PairingKind, type PairingSide, type PairingStatus, type PairingVerb } from './pairing-states.js';
import {
  ACCEPTED_BEFORE_PROPOSAL,
  ACTIVITY_OUTSIDE_PAIRING,
  MENTOR_FULLY_PAIRED,
  PAIRING_PARTNER_LEFT,
  PAIRING_STATE_FORBIDS,
  PAIRING_WITH_ONESELF,
  SIDE_ACCEPTED,
  VILLAGE_PAIRING_NEEDS_MEMBER,
  VILLAGE_PAIRING_NEEDS_VILLAGER,
} from './pairing.errors.js';

/** One side of a pairing as the rules see it. */
export interface Partner {
  personId: string;
  stageName: string;
  kind: StreamerKind;
  status: StreamerStatus;
  /** Whether the badge of a member streamer is valid on the day: public by consent, and all that is asked (INV-09, INV-11). */
  hasMemberBadge: boolean;
}

/** Whether the verb meets the pairing in an allowed state. */
export function refusalsByPairingState(verb: PairingVerb, status: PairingStatus): Refusal[] {
  return PAIRING_TRANSITIONS[verb].from.includes(status) ? [] : [PAIRING_STATE_FORBIDS({ verb, status }, 'input', 'pairingId')];
}

/** Two different persons of the park; a village pairing brings a member streamer and a village host together, whichever is the mentor (INV-11). */
export function refusalsOfPartners(kind: PairingKind, mentor: Partner, mentee: Partner, onDay: LocalDate): Refusal[] {
  const refusals: Refusal[] = [];
  if (mentor.personId === mentee.personId) refusals.push(PAIRING_WITH_ONESELF({}, 'input', 'menteeStreamerId'));
  for (const [partner, field] of [
    [mentor, 'mentorStreamerId'],
    [mentee, 'menteeStreamerId'],
  ] as const) {
    if (GONE_STATUSES.includes(partner.status)) refusals.push(PAIRING_PARTNER_LEFT({ stageName: partner.stageName }, 'input', field));
  }
  return kind === 'VILLAGE' ? [...refusals, ...refusalsOfVillage(mentor, mentee, onDay)] : refusals;
}

function refusalsOfVillage(mentor: Partner, mentee: Partner, onDay: LocalDate): Refusal[] {
  const fits = (member: Partner, villager: Partner) => member.hasMemberBadge && villager.kind === 'VILLAGE';
  if (fits(mentor, mentee) || fits(mentee, mentor)) return [];
  const refusals: Refusal[] = [];
  if (!mentor.hasMemberBadge && !mentee.hasMemberBadge) refusals.push(VILLAGE_PAIRING_NEEDS_MEMBER({ onDay }, 'input', 'kind'));
  const isVillagerThere = mentor.kind === 'VILLAGE' || mentee.kind === 'VILLAGE';
  if (!isVillagerThere || refusals.length === 0) refusals.push(VILLAGE_PAIRING_NEEDS_VILLAGER({}, 'input', 'kind'));
  return refusals;
}

/** A mentor has so many pairings going on at most; how many there are is not told, for some may be another park's (INV-11). */
export function refusalsOfLoad(active: number, max: number): Refusal[] {
  return active >= max ? [MENTOR_FULLY_PAIRED({ max }, 'input', 'pairingId')] : [];
}

/** The days on which the two sides accepted. */
export interface Acceptance {
  mentorAcceptedOn: LocalDate | null;
  menteeAcceptedOn: LocalDate | null;
}

/** A side accepts once, on a day that has come and not before the proposal. */
export function refusalsToAccept(
  known: Acceptance & { proposedOn: LocalDate },
  side: PairingSide,
  acceptedOn: LocalDate,
  today: LocalDate,
): Refusal[] {
  const before = side === 'MENTOR' ? known.mentorAcceptedOn : known.menteeAcceptedOn;
  if (before !== null) return [SIDE_ACCEPTED({ side }, 'input', 'side')];
  if (acceptedOn > today) return [DAY_IN_FUTURE({ onDay: acceptedOn }, 'input', 'acceptedOn')];
  return acceptedOn < known.proposedOn
    ? [ACCEPTED_BEFORE_PROPOSAL({ acceptedOn, proposedOn: known.proposedOn }, 'input', 'acceptedOn')]
    : [];
}

/** ACCEPTED once both sides are on record. */
export function statusAfterAcceptance({ mentorAcceptedOn, menteeAcceptedOn }: Acceptance): PairingStatus {
  return mentorAcceptedOn !== null && menteeAcceptedOn !== null ? 'ACCEPTED' : 'PROPOSED';
}

/** An activity lies between the activation and today. */
export function refusalsOfActivity(activatedOn: LocalDate, heldOn: LocalDate, today: LocalDate): Refusal[] {
  const isInside = activatedOn <= heldOn && heldOn <= today;
  return isInside ? [] : [ACTIVITY_OUTSIDE_PAIRING({ from: activatedOn, to: today }, 'input', 'heldOn')];
}

/** The days over which the outcomes are computed, and equally many before them. Null before the activation. */
export function outcomePeriods(
  { activatedOn, endedOn }: { activatedOn: LocalDate | null; endedOn: LocalDate | null },
  today: LocalDate,
): { from: LocalDate; to: LocalDate; beforeFrom: LocalDate; beforeTo: LocalDate } | null {
  if (activatedOn === null) return null;
  const to = endedOn ?? today;
  const length = daysBetween(activatedOn, to) + 1;
  return { from: activatedOn, to, beforeFrom: addDays(activatedOn, -length), beforeTo: addDays(activatedOn, -1) };
}
