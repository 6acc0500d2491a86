import { type DayInterval, holdsOn, isEmpty, overlap } from '../platform/clock/day-interval.js';
import { refusalsOfDays } from '../platform/clock/day-interval.rules.js';
import { addMonths, ageOn, type LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { MembershipKind, MembershipStanding, OrganizationType } from './organization-kinds.js';
import {
  HOME_MEMBERSHIP_OVERLAPS,
  MEMBER_TOO_YOUNG,
  MEMBERSHIP_IN_FUTURE,
  MEMBERSHIP_OVERLAPS,
  ORGANIZATION_TAKES_NO_MEMBERS,
  PROBATION_NOT_OVER,
  STANDING_UNCHANGED,
} from './organizations.errors.js';

/** Nobody joins younger (R01). */
const MEMBER_AGE_YEARS_MIN = 18;
/** The probation takes a year at least (R24), so nobody is a full member before the next birthday. */
const PROBATION_MONTHS_MIN = 12;

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

/** What is entered lies in the past or is today, and the person was old enough on that day: 18 on probation, 19 as a full member (R01, R24). */
export function refusalsOfDay(
  bornOn: LocalDate,
  standing: MembershipStanding,
  onDay: LocalDate,
  todayOn: LocalDate,
  field: string,
): Refusal[] {
  const ageMin = MEMBER_AGE_YEARS_MIN + (standing === MembershipStanding.FULL ? PROBATION_MONTHS_MIN / 12 : 0);
  return [
    ...(onDay > todayOn ? [MEMBERSHIP_IN_FUTURE({ onDay }, 'input', field)] : []),
    ...(ageOn(bornOn, onDay) < ageMin ? [MEMBER_TOO_YOUNG({ ageMin, age: ageOn(bornOn, onDay), onDay }, 'input', field)] : []),
  ];
}

/** Refuses to end a probation by hand before it has taken a year, counted from the person's first day on probation that is known here (R24). */
export function refusalsOfProbation(
  known: readonly (MembershipFacts & { standing: MembershipStanding })[],
  standing: MembershipStanding,
  changesOn: LocalDate,
): Refusal[] {
  const starts = known.filter((row) => row.standing === MembershipStanding.PROBATIONARY && !isEmpty(row)).map(({ startsOn }) => startsOn);
  if (standing !== MembershipStanding.FULL || starts.length === 0) return [];
  const startsOn = starts.reduce((first, day) => (day < first ? day : first));
  const earliestOn = addMonths(startsOn, PROBATION_MONTHS_MIN);
  return changesOn < earliestOn ? [PROBATION_NOT_OVER({ startsOn, earliestOn }, 'input', 'changesOn')] : [];
}

/** A union or league keeps no register of Party members. */
export function refusalsOfType({ name, type }: { name: string; type: OrganizationType }): Refusal[] {
  return type === OrganizationType.MASS_ORG ? [ORGANIZATION_TAKES_NO_MEMBERS({ name }, 'input', 'organizationId')] : [];
}
