import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { COMMITMENT_CLOSED, COMMITMENT_WITHOUT_EVIDENCE, COMMITMENT_WITHOUT_PLEDGE, EVIDENCE_DAY_INVALID } from './fulfilment.errors.js';
import type { CommitmentStatus } from './fulfilment-states.js';

/** Only a party whose pledge is in force commits itself in public. */
export function refusalsToCommit(isInForce: boolean): Refusal[] {
  return isInForce ? [] : [COMMITMENT_WITHOUT_PLEDGE({}, 'input', 'pledgeId')];
}

/** What is fulfilled or dropped stays so. */
export function refusalsIfClosed(status: CommitmentStatus): Refusal[] {
  return status === 'OPEN' ? [] : [COMMITMENT_CLOSED({ status }, 'input', 'commitmentId')];
}

/** A commitment counts as fulfilled only with evidence. */
export function refusalsToConfirm(evidenceCount: number): Refusal[] {
  return evidenceCount > 0 ? [] : [COMMITMENT_WITHOUT_EVIDENCE({}, 'input', 'commitmentId')];
}

/** Evidence is of a day that has come. */
export function refusalsOfEvidence(notedOn: LocalDate, today: LocalDate): Refusal[] {
  return notedOn <= today ? [] : [EVIDENCE_DAY_INVALID({ notedOn }, 'input', 'notedOn')];
}
