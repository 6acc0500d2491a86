import { describedEnum } from '../../platform/graphql/descriptions.js';
import type { CaseStage } from '../machine/case-facts.js';

/** Stages as statements count them: an activist whose publicity hangs is still an activist. */
export const StageGroup = {
  EXPRESSED: 'EXPRESSED',
  APPLICANTS: 'APPLICANTS',
  ACTIVISTS: 'ACTIVISTS',
  PROSPECTS: 'PROSPECTS',
  PROBATIONARY_MEMBERS: 'PROBATIONARY_MEMBERS',
  FULL_MEMBERS: 'FULL_MEMBERS',
  DISQUALIFIED: 'DISQUALIFIED',
  CLOSED: 'CLOSED',
} as const;
export type StageGroup = (typeof StageGroup)[keyof typeof StageGroup];
describedEnum(StageGroup, 'DevelopmentStageGroup', '统计口径的阶段', 'A group of stages, as statements count them', {
  EXPRESSED: ['已表达意愿', 'Wish expressed'],
  APPLICANTS: ['入党申请人', 'Applicants'],
  ACTIVISTS: ['入党积极分子(含公示中)', 'Activists, those in publicity included'],
  PROSPECTS: ['发展对象', 'Prospects'],
  PROBATIONARY_MEMBERS: ['预备党员', 'Probationary members'],
  FULL_MEMBERS: ['已转正', 'Converted to full membership'],
  DISQUALIFIED: ['取消预备党员资格', 'Disqualified'],
  CLOSED: ['已终结', 'Closed'],
});

const GROUPS: Readonly<Record<CaseStage, StageGroup>> = {
  EXPRESSED: 'EXPRESSED',
  APPLIED: 'APPLICANTS',
  TALKED: 'APPLICANTS',
  ACTIVIST: 'ACTIVISTS',
  IN_PUBLICITY: 'ACTIVISTS',
  PROSPECT: 'PROSPECTS',
  CLEARED: 'PROSPECTS',
  EXAMINED: 'PROSPECTS',
  PRE_REVIEWED: 'PROSPECTS',
  BRANCH_ACCEPTED: 'PROSPECTS',
  PROBATIONARY: 'PROBATIONARY_MEMBERS',
  CONVERSION_APPLIED: 'PROBATIONARY_MEMBERS',
  CONVERSION_VOTED: 'PROBATIONARY_MEMBERS',
  EXTENDED: 'PROBATIONARY_MEMBERS',
  FULL: 'FULL_MEMBERS',
  DISQUALIFIED: 'DISQUALIFIED',
  CLOSED: 'CLOSED',
};

/** The group of a stage. */
export function groupOf(stage: CaseStage): StageGroup {
  return GROUPS[stage];
}

/** The stages of a group. */
export function stagesOf(group: StageGroup): CaseStage[] {
  return (Object.keys(GROUPS) as CaseStage[]).filter((stage) => GROUPS[stage] === group);
}
