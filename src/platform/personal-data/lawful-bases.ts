import { describedEnum } from '../graphql/descriptions.js';

/** Why personal data may be processed (PIPL Art. 13, 29). */
export const LawfulBasis = {
  CONSENT: 'CONSENT',
  CONTRACT: 'CONTRACT',
  LEGAL_DUTY: 'LEGAL_DUTY',
  ORGANIZATION_RULES: 'ORGANIZATION_RULES',
} as const;
export type LawfulBasis = (typeof LawfulBasis)[keyof typeof LawfulBasis];
describedEnum(LawfulBasis, 'LawfulBasis', '处理个人信息的合法性基础', 'Why personal data may be processed', {
  CONSENT: ['本人(未成年人为监护人)同意', 'Consent of the person, or of a guardian'],
  CONTRACT: ['订立、履行本人作为一方的约定所必需', 'Needed for an agreement with the person'],
  LEGAL_DUTY: ['履行法定职责或法定义务所必需', 'Needed for a duty under the law'],
  ORGANIZATION_RULES: ['本人所在组织的章程与规定要求', 'Required by the rules of the organization that the person joined'],
});
