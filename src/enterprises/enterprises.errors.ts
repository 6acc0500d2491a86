import { declareRefusal } from '../platform/errors/refusals.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { EnterpriseStatus } from './enterprise-states.js';

export const ENTERPRISE_STATE_FORBIDS = declareRefusal<{ status: string; verbZh: string; verbEn: string }>('ENTERPRISE_STATE_FORBIDS', {
  zh: ({ status, verbZh }) => `企业当前状态为“${wordOf(EnterpriseStatus, status).zh}”,不能${verbZh}。`,
  en: ({ status, verbEn }) => `An enterprise that is ${status} cannot ${verbEn}.`,
  cureZh: () => '请刷新企业资料,看它现在能进行哪些操作。',
  cureEn: () => 'Load the enterprise again to see what its state allows.',
});

export const CREDIT_CODE_INVALID = declareRefusal<{ problem: string }>('CREDIT_CODE_INVALID', {
  zh: ({ problem }) =>
    problem === 'SHAPE' ? '统一社会信用代码须为 18 位数字或大写字母(不含 I、O、S、V、Z)。' : '统一社会信用代码校验位不符。',
  en: ({ problem }) => `The unified social credit code is not valid (${problem}).`,
  cureZh: () => '请对照营业执照或登记证书重新输入。',
  cureEn: () => 'Copy it again from the licence.',
});

export const CREDIT_CODE_TAKEN = declareRefusal('CREDIT_CODE_TAKEN', {
  zh: () => '这个统一社会信用代码已登记。',
  en: () => 'This unified social credit code is on the register.',
  cureZh: () => '如不在您的管理范围内,请联系上级党组织。',
  cureEn: () => 'Ask the organization above yours when you cannot see the entry.',
});

export const ENTERPRISE_WITHOUT_ORGANIZATION = declareRefusal('ENTERPRISE_WITHOUT_ORGANIZATION', {
  zh: () => '企业还没有单独组建的党组织,也没有被联合组建覆盖。',
  en: () => 'The enterprise has neither an organization of its own nor a joint one.',
  cureZh: () => '请先组建并启用党组织,或登记联合组建的覆盖。',
  cureEn: () => 'Set up and activate its organization, or record which joint one covers it, first.',
  rule: 'INV-06',
});
