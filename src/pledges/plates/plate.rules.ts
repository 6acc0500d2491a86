import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { PLATE_DAY_INVALID, PLATE_STATE_FORBIDS } from './plates.errors.js';
import { PLATE_TRANSITIONS, type PlateStatus, type PlateVerb, SHOWN_PLATE_STATUSES } from './plate-states.js';

/** Whether the step meets the plate in an allowed state. */
export function refusalsOfPlateState(verb: PlateVerb, status: PlateStatus): Refusal[] {
  const from: readonly PlateStatus[] = PLATE_TRANSITIONS[verb].from;
  return from.includes(status) ? [] : [PLATE_STATE_FORBIDS({ status }, 'input', 'plateId')];
}

/** A plate is put up on a day that has come and not before it was issued. */
export function refusalsToDisplay(issuedOn: LocalDate, displayedOn: LocalDate, today: LocalDate): Refusal[] {
  return displayedOn < issuedOn || displayedOn > today ? [PLATE_DAY_INVALID({ displayedOn, issuedOn, today }, 'input', 'displayedOn')] : [];
}

/** What a visitor is told about a code. */
export type PlateVerdict = 'VALID' | 'RECALLED' | 'UNKNOWN';

/** Valid while the plate is out and its pledge runs; recalled afterwards, for whatever reason. Right also before midnight's job has run. */
export function verdictOf(plate: { status: PlateStatus; validUntil: LocalDate } | null, today: LocalDate): PlateVerdict {
  if (plate === null) return 'UNKNOWN';
  return SHOWN_PLATE_STATUSES.includes(plate.status) && today <= plate.validUntil ? 'VALID' : 'RECALLED';
}
