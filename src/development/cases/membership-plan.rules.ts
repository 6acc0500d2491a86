import type { PlannedMembership } from '../../organizations/membership-alignment.rules.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { CaseView } from '../machine/case-state.js';

/** What the plan needs of a derived case. */
export type PlannedCase = Pick<CaseView, 'stage' | 'stageSince' | 'memberFrom' | 'membershipEndedOn' | 'partyAgeFrom' | 'transfers'>;

/** First day on which the membership no longer holds: the day of the approved disqualification (R28), or of the end of the case. */
function endOf(view: PlannedCase): LocalDate | null {
  if (view.membershipEndedOn !== null) return view.membershipEndedOn;
  return view.stage === 'CLOSED' ? view.stageSince : null;
}

/** The stretch cut at the days on which something else begins; parts without a day are left out. */
function cut(
  stretch: PlannedMembership,
  changes: readonly { on: LocalDate; change: Partial<Pick<PlannedMembership, 'organizationId' | 'standing'>> }[],
): PlannedMembership[] {
  const parts: PlannedMembership[] = [];
  let rest = stretch;
  for (const { on, change } of [...changes].sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0))) {
    if (rest.endsOn !== null && on >= rest.endsOn) {
      continue;
    }
    if (on > rest.startsOn) parts.push({ ...rest, endsOn: on });
    rest = { ...rest, ...change, startsOn: on > rest.startsOn ? on : rest.startsOn };
  }
  return [...parts, rest];
}

/**
 * The memberships that a case implies: on probation from the branch meeting's day (R24) once the admission is approved (INV-16), full from the
 * expiry of the probation even when meeting and approval came later (R29), with the receiving organization from the day it acknowledged, and
 * ended on the day of a disqualification's approval (R28). `openedOrganizationId` handled the case before any transfer.
 */
export function membershipPlan(view: PlannedCase, openedOrganizationId: string): PlannedMembership[] {
  const { memberFrom, partyAgeFrom } = view;
  if (memberFrom === null) return [];
  const moves = view.transfers
    .filter(({ acknowledgedOn }) => acknowledgedOn !== null)
    .map(({ acknowledgedOn, toOrganizationId }) => ({ on: acknowledgedOn!, change: { organizationId: toOrganizationId } }));
  const conversion = view.stage === 'FULL' && partyAgeFrom !== null ? [{ on: partyAgeFrom, change: { standing: 'FULL' as const } }] : [];
  const whole: PlannedMembership = {
    organizationId: openedOrganizationId,
    standing: 'PROBATIONARY',
    startsOn: memberFrom,
    endsOn: endOf(view),
  };
  return cut(whole, [...moves, ...conversion]).filter(({ startsOn, endsOn }) => endsOn === null || startsOn < endsOn);
}
