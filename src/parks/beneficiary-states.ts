import { describedEnum } from '../platform/graphql/descriptions.js';

/** Who is helped by farm-aid sessions (INV-26). */
export const BeneficiaryKind = { VILLAGE: 'VILLAGE', COOPERATIVE: 'COOPERATIVE', FARM: 'FARM', ENTERPRISE: 'ENTERPRISE' } as const;
export type BeneficiaryKind = (typeof BeneficiaryKind)[keyof typeof BeneficiaryKind];
describedEnum(BeneficiaryKind, 'BeneficiaryKind', '助农受益方种类', 'What sort of beneficiary', {
  VILLAGE: ['村', 'A village'],
  COOPERATIVE: ['合作社', 'A cooperative'],
  FARM: ['农户或农场', 'A farm'],
  ENTERPRISE: ['企业', 'An enterprise'],
});

/** States of a beneficiary. */
export const BeneficiaryStatus = { ACTIVE: 'ACTIVE', CLOSED: 'CLOSED' } as const;
export type BeneficiaryStatus = (typeof BeneficiaryStatus)[keyof typeof BeneficiaryStatus];
describedEnum(BeneficiaryStatus, 'BeneficiaryStatus', '受益方状态', 'State of a beneficiary', {
  ACTIVE: ['有效', 'Active'],
  CLOSED: ['已停用', 'Closed'],
});
