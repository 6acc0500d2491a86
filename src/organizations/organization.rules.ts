import { type DayInterval, overlap } from '../platform/clock/day-interval.js';
import type { Refusal } from '../platform/errors/refusals.js';
import type { OrganizationKind } from './organization-kinds.js';
import {
  ENDED_STATUSES,
  ORGANIZATION_TRANSITIONS,
  type OrganizationStatus,
  type OrganizationVerb,
  WORKING_STATUSES,
} from './organization-states.js';
import {
  JOINT_COVERS_TOO_FEW,
  ORGANIZATION_ENDED,
  ORGANIZATION_HAS_CHILDREN,
  ORGANIZATION_HAS_MEMBERS,
  ORGANIZATION_KIND_MISMATCH,
  ORGANIZATION_NOT_WORKING,
  ORGANIZATION_STATE_FORBIDS,
} from './organizations.errors.js';

/** Units that a joint organization covers at least (INV-06). */
export const JOINT_UNITS_MIN = 2;

/** What the guards need to know about an organization. */
export interface OrganizationFacts {
  name: string;
  status: OrganizationStatus;
  kind: OrganizationKind | null;
  /** The organization above it; null for a root. */
  parent: { name: string; status: OrganizationStatus } | null;
  /** Enterprises that a joint organization covers today. */
  coveredUnits: number;
  /** Memberships that hold today or later. */
  members: number;
  /** Organizations directly below it that are not ended. */
  children: number;
}

/** Refuses a verb that the state does not know. */
function refusalsOfState(verb: OrganizationVerb, status: OrganizationStatus): Refusal[] {
  const { from, zh, en } = ORGANIZATION_TRANSITIONS[verb];
  const isKnown = (from as readonly OrganizationStatus[]).includes(status);
  return isKnown ? [] : [ORGANIZATION_STATE_FORBIDS({ status, verbZh: zh, verbEn: en }, 'input', 'organizationId')];
}

/** Refuses what needs an organization at work. */
export function refusalsUnlessWorking(organization: { name: string; status: OrganizationStatus }, ...field: string[]): Refusal[] {
  return WORKING_STATUSES.includes(organization.status)
    ? []
    : [ORGANIZATION_NOT_WORKING({ name: organization.name, status: organization.status }, ...field)];
}

/** Refuses what needs an organization that still exists or is to exist. */
export function refusalsIfEnded(organization: { name: string; status: OrganizationStatus }, ...field: string[]): Refusal[] {
  return ENDED_STATUSES.includes(organization.status) ? [ORGANIZATION_ENDED({ name: organization.name }, ...field)] : [];
}

/** All reasons against a change of state, not only the first. */
export function refusalsToAdvance(verb: OrganizationVerb, facts: OrganizationFacts): Refusal[] {
  const refusals = refusalsOfState(verb, facts.status);
  if (verb === 'activateOrganization') refusals.push(...refusalsToActivate(facts));
  if (verb === 'mergeOrganization' || verb === 'dissolveOrganization') refusals.push(...refusalsToEnd(facts));
  return refusals;
}

function refusalsToActivate({ parent, kind, coveredUnits }: OrganizationFacts): Refusal[] {
  const refusals = parent ? refusalsUnlessWorking(parent, 'input', 'organizationId') : [];
  if (kind === 'JOINT' && coveredUnits < JOINT_UNITS_MIN) {
    refusals.push(JOINT_COVERS_TOO_FEW({ covered: coveredUnits, min: JOINT_UNITS_MIN }, 'input', 'organizationId'));
  }
  return refusals;
}

function refusalsToEnd({ members, children }: OrganizationFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (members > 0) refusals.push(ORGANIZATION_HAS_MEMBERS({}, 'input', 'organizationId'));
  if (children > 0) refusals.push(ORGANIZATION_HAS_CHILDREN({ count: children }, 'input', 'organizationId'));
  return refusals;
}

/** A single organization names its enterprise, any other none (INV-06). */
export function refusalsOfKind(kind: OrganizationKind | null, enterpriseId: string | null): Refusal[] {
  return (kind === 'SINGLE') === (enterpriseId !== null) ? [] : [ORGANIZATION_KIND_MISMATCH({}, 'input', 'enterpriseId')];
}

/** The first of the dated facts that shares a day with the new one. */
export function firstOverlap<Fact extends DayInterval>(facts: readonly Fact[], added: DayInterval): Fact | null {
  return facts.find((fact) => overlap(fact, added)) ?? null;
}

/** How an enterprise is covered on a day: its own organization outranks a joint one; else it is uncovered (INV-06). */
export function coverageKind(ownOrganizations: number, jointOrganizations: number): 'SINGLE' | 'JOINT' | 'NONE' {
  if (ownOrganizations > 0) return 'SINGLE';
  return jointOrganizations > 0 ? 'JOINT' : 'NONE';
}
