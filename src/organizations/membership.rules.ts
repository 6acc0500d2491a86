import { type DayInterval, holdsOn, overlap } from '../platform/clock/day-interval.js';
import { refusalsOfDays } from '../platform/clock/day-interval.rules.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { MembershipKind, type MembershipStanding } from './organization-kinds.js';
import { HOME_MEMBERSHIP_OVERLAPS, MEMBERSHIP_OVERLAPS, STANDING_UNCHANGED } from './organizations.errors.js';

/** A membership as the rules see it. */
export interface MembershipFacts extends DayInterval {
  organizationId: string;
  kind: MembershipKind;
}

/** At most one HOME on any day, and one membership of either kind in one organization (INV-05). */
export function refusalsToAdmit(known: readonly MembershipFacts[], added: MembershipFacts): Refusal[] {
  const refusals = refusalsOfDays(added);
  const meeting = known.filter((membership) => overlap(membership, added));
  const isHome = added.kind === MembershipKind.HOME;
  if (isHome && meeting.some(({ kind }) => kind === MembershipKind.HOME)) refusals.push(HOME_MEMBERSHIP_OVERLAPS({}, 'input', 'startsOn'));
  else if (meeting.some(({ organizationId }) => organizationId === added.organizationId)) {
    refusals.push(MEMBERSHIP_OVERLAPS({}, 'input', 'organizationId'));
  }
  return refusals;
}

/** A standing changes to the other one on a day of the membership. */
export function refusalsToChangeStanding(
  membership: DayInterval & { standing: MembershipStanding },
  standing: MembershipStanding,
  changesOn: LocalDate,
): Refusal[] {
  const isChange = membership.standing !== standing && holdsOn(membership, changesOn);
  return isChange ? [] : [STANDING_UNCHANGED({}, 'input', 'standing')];
}
