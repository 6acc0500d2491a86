import type { Refusal } from '../platform/errors/refusals.js';
import { PARK_TRANSITIONS, ParkStatus, type ParkVerb } from './park-states.js';
import { PARK_CLOSED, PARK_STATE_FORBIDS } from './parks.errors.js';

/** Refuses a verb that the state does not know. */
export function refusalsOfParkState(verb: ParkVerb, status: ParkStatus): Refusal[] {
  const { from, zh, en } = PARK_TRANSITIONS[verb];
  const isKnown = (from as readonly ParkStatus[]).includes(status);
  return isKnown ? [] : [PARK_STATE_FORBIDS({ status, verbZh: zh, verbEn: en }, 'input', 'parkId')];
}

/** Refuses every change of a closed park. */
export function refusalsUnlessOpen(status: ParkStatus): Refusal[] {
  return status === ParkStatus.CLOSED ? [PARK_CLOSED({}, 'input', 'parkId')] : [];
}
