import { describedEnum } from '../platform/graphql/descriptions.js';

/** What may hold a slot of a park's structure (INV-01). */
export const HolderKind = {
  ENTERPRISE: 'ENTERPRISE',
  ORGANIZATION: 'ORGANIZATION',
  INDUSTRY_GROUP: 'INDUSTRY_GROUP',
  BRAND_PRODUCT: 'BRAND_PRODUCT',
  SITE: 'SITE',
} as const;
export type HolderKind = (typeof HolderKind)[keyof typeof HolderKind];
describedEnum(HolderKind, 'HolderKind', '席位由什么占用', 'What holds a slot', {
  ENTERPRISE: ['企业', 'An enterprise of the register'],
  ORGANIZATION: ['党组织', 'A party organization'],
  INDUSTRY_GROUP: ['产业(含多家企业)', 'An industry that groups several firms'],
  BRAND_PRODUCT: ['品牌产品', 'A brand product of the park'],
  SITE: ['场所(中心、驿站、平台)', 'A place: a center, a station, a platform'],
});
