import { describedEnum } from '../platform/graphql/descriptions.js';

/** Where a brand product stands (5-domain-model 6.4). */
export const ProductStatus = {
  SUBMITTED: 'SUBMITTED',
  VERIFIED: 'VERIFIED',
  LISTED: 'LISTED',
  SUSPENDED: 'SUSPENDED',
  RETIRED: 'RETIRED',
} as const;
export type ProductStatus = (typeof ProductStatus)[keyof typeof ProductStatus];
describedEnum(ProductStatus, 'ProductStatus', '品牌产品状态', 'State of a brand product', {
  SUBMITTED: ['已申报,待核验', 'Submitted, to be verified'],
  VERIFIED: ['资质已核验', 'Papers verified'],
  LISTED: ['已上架,可在直播中销售', 'Listed: may be sold on live'],
  SUSPENDED: ['暂停销售', 'Suspended'],
  RETIRED: ['已退出,不再销售', 'Retired for good'],
});

/** A verb that leads a product to another state: where from, where to, and whether a paper must be in force on the day. */
interface ProductTransition {
  from: readonly ProductStatus[];
  to: ProductStatus;
  needsEvidence: boolean;
  zh: string;
  en: string;
}

/** States in which a product may still be sold one day; its papers may be added and withdrawn. */
export const PRODUCT_IN_USE: readonly ProductStatus[] = ['SUBMITTED', 'VERIFIED', 'LISTED', 'SUSPENDED'];

/** Each verb with the states it leaves and the one it reaches. What is not listed is refused. */
export const PRODUCT_TRANSITIONS = {
  verifyProduct: { from: ['SUBMITTED'], to: 'VERIFIED', needsEvidence: true, zh: '核验', en: 'be verified' },
  listProduct: { from: ['VERIFIED'], to: 'LISTED', needsEvidence: true, zh: '上架', en: 'be listed' },
  suspendProduct: { from: ['LISTED'], to: 'SUSPENDED', needsEvidence: false, zh: '暂停销售', en: 'be suspended' },
  relistProduct: { from: ['SUSPENDED'], to: 'LISTED', needsEvidence: true, zh: '恢复上架', en: 'be listed again' },
  retireProduct: { from: PRODUCT_IN_USE, to: 'RETIRED', needsEvidence: false, zh: '退出', en: 'be retired' },
} as const satisfies Record<string, ProductTransition>;

/** Name of a verb that changes a product's state. */
export type ProductVerb = keyof typeof PRODUCT_TRANSITIONS;

/** Categories of brand products (inventory 44). */
export const ProductCategory = {
  FARM_PRODUCE: 'FARM_PRODUCE',
  FOOD: 'FOOD',
  PLANTS_AND_FLOWERS: 'PLANTS_AND_FLOWERS',
  HOME_APPLIANCE: 'HOME_APPLIANCE',
  HANDICRAFT: 'HANDICRAFT',
  ENTERTAINMENT_SERVICE: 'ENTERTAINMENT_SERVICE',
  OTHER: 'OTHER',
} as const;
export type ProductCategory = (typeof ProductCategory)[keyof typeof ProductCategory];
describedEnum(ProductCategory, 'ProductCategory', '产品类别', 'Category of a product', {
  FARM_PRODUCE: ['农特产品', 'Farm produce'],
  FOOD: ['加工食品', 'Processed food'],
  PLANTS_AND_FLOWERS: ['绿植花卉', 'Plants and flowers'],
  HOME_APPLIANCE: ['家用电器', 'Home appliances'],
  HANDICRAFT: ['手工艺品', 'Handicraft'],
  ENTERTAINMENT_SERVICE: ['娱乐服务', 'Entertainment services'],
  OTHER: ['其他', 'Other'],
});

/** Papers that show that a product may be sold (C04). */
export const EvidenceKind = {
  LICENCE: 'LICENCE',
  PRODUCTION_LICENCE: 'PRODUCTION_LICENCE',
  CCC: 'CCC',
  QUALITY_CERTIFICATE: 'QUALITY_CERTIFICATE',
  INSPECTION_REPORT: 'INSPECTION_REPORT',
  ORIGIN_CERTIFICATE: 'ORIGIN_CERTIFICATE',
  FOOD_PERMIT: 'FOOD_PERMIT',
  TRADEMARK: 'TRADEMARK',
  OTHER: 'OTHER',
} as const;
export type EvidenceKind = (typeof EvidenceKind)[keyof typeof EvidenceKind];
describedEnum(EvidenceKind, 'EvidenceKind', '产品资质种类', 'Kind of a paper about a product', {
  LICENCE: ['营业执照', 'Business licence of the seller'],
  PRODUCTION_LICENCE: ['生产许可', 'Licence to produce'],
  CCC: ['强制性产品认证', 'Compulsory certification (CCC)'],
  QUALITY_CERTIFICATE: ['质量合格证明', 'Quality certificate'],
  INSPECTION_REPORT: ['检验报告', 'Inspection report'],
  ORIGIN_CERTIFICATE: ['产地证明', 'Certificate of origin'],
  FOOD_PERMIT: ['食品经营许可或备案', 'Food permit or filing'],
  TRADEMARK: ['商标注册证', 'Trademark certificate'],
  OTHER: ['其他', 'Other'],
});
