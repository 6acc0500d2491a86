import { describedEnum } from '../../platform/graphql/descriptions.js';

/** Where a member of a cohort stands. It follows from certificates and days; nobody sets it. */
export const CohortMemberStatus = {
  IN_TRAINING: 'IN_TRAINING',
  GRADUATED: 'GRADUATED',
  NOT_GRADUATED: 'NOT_GRADUATED',
  LEFT: 'LEFT',
} as const;
export type CohortMemberStatus = (typeof CohortMemberStatus)[keyof typeof CohortMemberStatus];
describedEnum(CohortMemberStatus, 'CohortMemberStatus', '学员状态(由证书得出)', 'Where a member of a cohort stands, as certificates say', {
  IN_TRAINING: ['在训', 'In training'],
  GRADUATED: ['结业:期内取得证书', 'Graduated: certified within the cohort'],
  NOT_GRADUATED: ['期满未取得证书', 'The cohort ended without a certificate'],
  LEFT: ['已退出', 'Left'],
});
