import type { LocalDate } from '../platform/clock/local-date.js';
import { declareRefusal } from '../platform/errors/refusals.js';
import { wordOf } from '../platform/graphql/descriptions.js';
import { BeneficiaryStatus } from './beneficiary-states.js';
import { ProductStatus } from './product-states.js';

interface Named {
  name: string;
}

export const PRODUCT_STATE_FORBIDS = declareRefusal<{ status: string; verbZh: string; verbEn: string }>('PRODUCT_STATE_FORBIDS', {
  zh: ({ status, verbZh }) => `产品当前状态为“${wordOf(ProductStatus, status).zh}”,不能${verbZh}。`,
  en: ({ status, verbEn }) => `A product that is ${status} cannot ${verbEn}.`,
  cureZh: () => '请刷新产品资料,看它现在能进行哪些操作。',
  cureEn: () => 'Load the product again to see what its state allows.',
});

export const PRODUCT_NOT_LISTED = declareRefusal<Named & { status: string }>('PRODUCT_NOT_LISTED', {
  zh: ({ name, status }) => `产品“${name}”的状态是“${wordOf(ProductStatus, status).zh}”,还没有上架。`,
  en: ({ name, status }) => `The product "${name}" is ${status}, not LISTED.`,
  cureZh: () => '请先核验并上架该产品,或从场次中移除。',
  cureEn: () => 'Verify and list the product, or take it out of the session.',
  rule: 'INV-24',
});

export const PRODUCT_EVIDENCE_MISSING = declareRefusal<Named & { onDay: LocalDate }>('PRODUCT_EVIDENCE_MISSING', {
  zh: ({ name, onDay }) => `产品“${name}”在 ${onDay} 没有在有效期内的资质证明。`,
  en: ({ name, onDay }) => `The product "${name}" has no evidence in force on ${onDay}.`,
  cureZh: () => '请补充在该日有效的资质证明。',
  cureEn: () => 'Add evidence that is valid on that day.',
  rule: 'C04',
});

export const PRODUCT_CODE_TAKEN = declareRefusal<{ productCode: string }>('PRODUCT_CODE_TAKEN', {
  zh: ({ productCode }) => `本园区已有编码为“${productCode}”的产品。`,
  en: ({ productCode }) => `A product of this park has the code "${productCode}" already.`,
  cureZh: () => '请核对是否重复提交,或更换编码。',
  cureEn: () => 'See whether it was submitted before, or choose another code.',
});

export const PRODUCT_EVIDENCE_FULL = declareRefusal<{ evidenceMax: number }>('PRODUCT_EVIDENCE_FULL', {
  zh: ({ evidenceMax }) => `每个产品最多登记 ${evidenceMax} 份资质证明。`,
  en: ({ evidenceMax }) => `A product holds at most ${evidenceMax} pieces of evidence.`,
  cureZh: () => '请先撤回不再需要的资质证明。',
  cureEn: () => 'Withdraw evidence that is no longer needed first.',
});

export const EVIDENCE_WITHDRAWN = declareRefusal('EVIDENCE_WITHDRAWN', {
  zh: () => '这份资质证明已经撤回。',
  en: () => 'This paper was withdrawn before.',
  cureZh: () => '请登记一份新的资质证明。',
  cureEn: () => 'Record new evidence.',
});

export const PRODUCT_CODES_FULL = declareRefusal<Named & { codesMax: number }>('PRODUCT_CODES_FULL', {
  zh: ({ name, codesMax }) => `产品“${name}”最多对应 ${codesMax} 个平台商品编码。`,
  en: ({ name, codesMax }) => `At most ${codesMax} codes of platforms lead to the product "${name}".`,
  cureZh: () => '请先去掉不再使用的编码。',
  cureEn: () => 'Remove codes that are no longer used first.',
});

export const BENEFICIARY_CLOSED = declareRefusal<Named>('BENEFICIARY_CLOSED', {
  zh: ({ name }) => `受益方“${name}”已停用。`,
  en: ({ name }) => `The beneficiary "${name}" is closed.`,
  cureZh: () => '请选择其他受益方,或重新启用它。',
  cureEn: () => 'Choose another beneficiary, or reopen this one.',
  rule: 'INV-26',
});

export const BENEFICIARY_NAME_TAKEN = declareRefusal<Named>('BENEFICIARY_NAME_TAKEN', {
  zh: ({ name }) => `本园区已有名为“${name}”的受益方。`,
  en: ({ name }) => `A beneficiary of this park is named "${name}" already.`,
  cureZh: () => '请使用已有的受益方,或者换一个名称。',
  cureEn: () => 'Use the existing one, or choose another name.',
});

export const BENEFICIARY_STATE_FORBIDS = declareRefusal<{ status: string }>('BENEFICIARY_STATE_FORBIDS', {
  zh: ({ status }) => `受益方当前状态为“${wordOf(BeneficiaryStatus, status).zh}”,不能进行这项操作。`,
  en: ({ status }) => `The beneficiary is ${status}; this is not possible in this state.`,
  cureZh: () => '请刷新后再看它现在能进行哪些操作。',
  cureEn: () => 'Load it again to see what its state allows.',
});
