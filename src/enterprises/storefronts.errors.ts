import { declareRefusal } from '../platform/errors/refusals.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { EnterpriseStatus } from './enterprise-states.js';
import { StorefrontStatus } from './storefront-states.js';

export const STOREFRONT_STATE_FORBIDS = declareRefusal<{ status: string }>('STOREFRONT_STATE_FORBIDS', {
  zh: ({ status }) => `门店当前状态为“${wordOf(StorefrontStatus, status).zh}”,不能进行这项操作。`,
  en: ({ status }) => `A storefront that is ${status} does not allow this.`,
  cureZh: () => '请刷新门店资料,看它现在能进行哪些操作。',
  cureEn: () => 'Load the storefront again to see what its state allows.',
});

export const STOREFRONT_NAME_TAKEN = declareRefusal<{ name: string }>('STOREFRONT_NAME_TAKEN', {
  zh: ({ name }) => `这家企业已有门店“${name}”。`,
  en: ({ name }) => `This enterprise has a storefront named "${name}" already.`,
  cureZh: () => '请使用已登记的门店,或换一个能区分的店名。',
  cureEn: () => 'Use the one on record, or give a name that tells them apart.',
});

export const ENTERPRISE_NOT_ADMITTED_FOR_STOREFRONT = declareRefusal<{ status: string }>('ENTERPRISE_NOT_ADMITTED_FOR_STOREFRONT', {
  zh: ({ status }) => `企业当前状态为“${wordOf(EnterpriseStatus, status).zh}”,不能登记营业的门店。`,
  en: ({ status }) => `An enterprise that is ${status} cannot have an open storefront.`,
  cureZh: () => '请先完成企业的准入评审。',
  cureEn: () => 'Admit the enterprise first.',
});

export const ENTERPRISE_HAS_STOREFRONTS = declareRefusal('ENTERPRISE_HAS_STOREFRONTS', {
  zh: () => '企业还有营业中的门店。',
  en: () => 'The enterprise still has open storefronts.',
  cureZh: () => '请先登记门店停业。',
  cureEn: () => 'Close its storefronts first.',
});
