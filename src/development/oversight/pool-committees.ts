import type { OrganizationType } from '../../organizations/organization-kinds.js';
import { addDays, isLocalDate, type LocalDate } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { CaseStage } from '../machine/case-facts.js';
import { type StageGroup, stagesOf } from './stage-groups.js';

/** Grass-roots committees: those that analyze the pool of activists below them once a year (R07). */
export const POOL_COMMITTEES: readonly OrganizationType[] = [
  'STREET_COMMITTEE',
  'INDUSTRY_COMMITTEE',
  'PARK_COMMITTEE',
  'ENTERPRISE_COMMITTEE',
];

const TYPES = POOL_COMMITTEES.map((type) => `'${type}'`).join(', ');
const quoted = (stages: readonly CaseStage[]) => stages.map((stage) => `'${stage}'`).join(', ');

/** Last day of the year, by which its analysis is due. */
export function poolDueOn(year: number): LocalDate {
  return `${year}-12-31`;
}

/**
 * SQL of the stretches in the stages of a group, between two days both included, of cases for which this is the nearest grass-roots
 * committee; `{t}` is the alias of the organization.
 */
export function poolOf(group: StageGroup, from: LocalDate, to: LocalDate): string {
  for (const day of [from, to]) if (!isLocalDate(day)) throw new Error(`${day} is not a day`);
  return `FROM development_stage_interval i
    JOIN organization_closure c ON c.scopeId = i.scopeId AND c.descendantId = i.organizationId
    WHERE i.scopeId = '${INSTALLATION_SCOPE}' AND c.ancestorId = {t}.id AND i.stage IN (${quoted(stagesOf(group))})
      AND i.fromOn <= '${to}' AND (i.toOn IS NULL OR i.toOn >= '${addDays(from, 1)}')
      AND NOT EXISTS (SELECT 1 FROM organization_closure n JOIN organization o ON o.id = n.ancestorId AND o.type IN (${TYPES})
        WHERE n.scopeId = c.scopeId AND n.descendantId = c.descendantId AND n.depth < c.depth)`;
}

/** Condition on organizations: a grass-roots committee with an activist in the year. */
export function owesAnalysis(year: number): string {
  return `{t}.type IN (${TYPES}) AND EXISTS (SELECT 1 ${poolOf('ACTIVISTS', `${year}-01-01`, poolDueOn(year))})`;
}

/** Condition on organizations: the year's analysis is confirmed. */
export function hasAnalysis(year: number): string {
  return `EXISTS (SELECT 1 FROM development_pool_analysis a WHERE a.scopeId = '${INSTALLATION_SCOPE}' AND a.organizationId = {t}.id
    AND a.year = ${Math.trunc(year)} AND a.status = 'CONFIRMED')`;
}
