import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { REQUIREMENT_IN_THE_PAST, SETTINGS_WITHOUT_REASON } from './pledges.errors.js';

/** What a park decides about its pledges. */
export interface PledgeRequirements {
  requiresPledgeFrom: LocalDate | null;
  appealDays: number;
  recallDays: number;
}

/** A requirement begins today or later, and whoever requires less, or shortens the window for an appeal, says why (INV-24, INV-42). */
export function refusalsOfSettings(
  before: PledgeRequirements,
  after: PledgeRequirements,
  { reason, today }: { reason: string | null; today: LocalDate },
): Refusal[] {
  const { requiresPledgeFrom: from } = after;
  const isMoved = from !== before.requiresPledgeFrom;
  const refusals = isMoved && from !== null && from < today ? [REQUIREMENT_IN_THE_PAST({ today }, 'input', 'requiresPledgeFrom')] : [];
  const isLater = isMoved && before.requiresPledgeFrom !== null && (from === null || from > before.requiresPledgeFrom);
  const isLess = isLater || after.appealDays < before.appealDays || after.recallDays > before.recallDays;
  return isLess && reason === null ? [...refusals, SETTINGS_WITHOUT_REASON({}, 'input', 'reason')] : refusals;
}
