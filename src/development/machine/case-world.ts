import type { WorkCalendar } from '../../platform/calendar/work-calendar.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { RuleSet } from '../rule-sets/rule-set.js';
import type { OrganizationPower, PersonStanding } from './case-facts.js';

/**
 * All that the machine knows besides the facts of the case. Everything that depends on a day is asked for that day, so that a case that is
 * derived years later looks the same.
 */
export interface CaseWorld {
  /** The candidate. */
  personId: string;
  bornOn: LocalDate;
  /** Today in Asia/Shanghai: no fact lies after it (R35). */
  todayOn: LocalDate;
  /** Facts before this day are recorded as they happened (INV-13a); null when the organization took no cases over. */
  cutOverOn: LocalDate | null;
  /** Last day of the person's previous case: a new case inherits no time (INV-13); null when this is the first. */
  previousCaseEndedOn: LocalDate | null;
  calendar: WorkCalendar;
  /** The set in force on a day, overlays applied. */
  ruleSetOn: (day: LocalDate) => RuleSet;
  /** Days from which `ruleSetOn` may answer with another set, the earliest first. */
  ruleChanges: readonly LocalDate[];
  /** How the register of memberships knows a person on a day; null when it does not know them. */
  standingOn: (personId: string, day: LocalDate) => PersonStanding | null;
  /** What an organization may decide for the organization that handles the case; null when it does not exist. */
  powerOver: (organizationId: string, caseOrganizationId: string) => OrganizationPower | null;
  /** Voting full members of the branch on a day: full, home, rights not restricted (R20); null when the register was not asked. */
  votersDueOn: (organizationId: string, day: LocalDate) => number | null;
}
