import type { OrganizationType } from '../../organizations/organization-kinds.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { CASE_NEEDS_BRANCH } from './cases.errors.js';

/**
 * Organizations that handle cases: those with a branch committee or a general meeting that decides about their people (R04, R10, R15, R19). A
 * general branch does so where it has no branches; the committees above file, review and approve, and a mass organization only recommends.
 */
export const CASE_ORGANIZATION_TYPES: readonly OrganizationType[] = [
  'GENERAL_BRANCH',
  'ENTERPRISE_BRANCH',
  'BUILDING_BRANCH',
  'MOBILE_BRANCH',
  'ASSOCIATION_BRANCH',
  'VILLAGE_BRANCH',
  'BRANCH',
];

/** Refuses to open a case in, or to move it to, an organization that does not handle any (R04). */
export function refusalsUnlessBranch({ name, type }: { name: string; type: OrganizationType }, ...field: string[]): Refusal[] {
  return CASE_ORGANIZATION_TYPES.includes(type) ? [] : [CASE_NEEDS_BRANCH({ name }, ...field)];
}
