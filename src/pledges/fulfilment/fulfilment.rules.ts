import { addMonths, type LocalDate } from '../../platform/clock/local-date.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import {
  COMMITMENT_CLOSED,
  COMMITMENT_DAY_INVALID,
  COMMITMENT_NOT_FULFILLED,
  COMMITMENT_WITHOUT_EVIDENCE,
  COMMITMENT_WITHOUT_PLEDGE,
  EVIDENCE_DAY_INVALID,
  EVIDENCE_REPEATED,
  FULFILMENT_NEEDS_ANOTHER,
} from './fulfilment.errors.js';
import type { CommitmentStatus } from './fulfilment-states.js';

/** How far ahead somebody commits itself at most. */
const DUE_MONTHS_MAX = 60;

/** Only a party whose pledge is in force commits itself in public, to something that is still to come. */
export function refusalsToCommit(isInForce: boolean, dueOn: LocalDate, today: LocalDate): Refusal[] {
  const until = addMonths(today, DUE_MONTHS_MAX);
  return [
    ...(isInForce ? [] : [COMMITMENT_WITHOUT_PLEDGE({}, 'input', 'pledgeId')]),
    ...(dueOn >= today && dueOn <= until ? [] : [COMMITMENT_DAY_INVALID({ dueOn, from: today, until }, 'input', 'dueOn')]),
  ];
}

/** What is fulfilled or dropped stays so. */
export function refusalsIfClosed(status: CommitmentStatus): Refusal[] {
  return status === 'OPEN' ? [] : [COMMITMENT_CLOSED({ status }, 'input', 'commitmentId')];
}

/** A confirmation that was a mistake is taken back; nothing else is opened again. */
export function refusalsToReopen(status: CommitmentStatus): Refusal[] {
  return status === 'FULFILLED' ? [] : [COMMITMENT_NOT_FULFILLED({ status }, 'input', 'commitmentId')];
}

/** A commitment counts as fulfilled only with evidence, of which some was entered by another than who confirms it. */
export function refusalsToConfirm(evidence: readonly { notedBy: string }[], confirmer: string): Refusal[] {
  if (evidence.length === 0) return [COMMITMENT_WITHOUT_EVIDENCE({}, 'input', 'commitmentId')];
  return evidence.some(({ notedBy }) => notedBy !== confirmer) ? [] : [FULFILMENT_NEEDS_ANOTHER({}, 'input', 'commitmentId')];
}

/** Evidence is of a day since the commitment was made that has come, and each piece is entered once. */
export function refusalsOfEvidence(
  evidence: { reference: string; notedOn: LocalDate },
  { madeOn, today, known }: { madeOn: LocalDate; today: LocalDate; known: readonly string[] },
): Refusal[] {
  const { reference, notedOn } = evidence;
  return [
    ...(notedOn >= madeOn && notedOn <= today ? [] : [EVIDENCE_DAY_INVALID({ notedOn, from: madeOn, today }, 'input', 'notedOn')]),
    ...(known.includes(reference) ? [EVIDENCE_REPEATED({ reference }, 'input', 'reference')] : []),
  ];
}
