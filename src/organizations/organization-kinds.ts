import { describedEnum } from '../platform/graphql/descriptions.js';

/** What sort of organization a node is (inventory 3-7, 22, 30). */
export const OrganizationType = {
  WORKING_COMMITTEE: 'WORKING_COMMITTEE',
  DISTRICT_COMMITTEE: 'DISTRICT_COMMITTEE',
  STREET_COMMITTEE: 'STREET_COMMITTEE',
  INDUSTRY_COMMITTEE: 'INDUSTRY_COMMITTEE',
  CHAIN_COMMITTEE: 'CHAIN_COMMITTEE',
  PARK_COMMITTEE: 'PARK_COMMITTEE',
  ENTERPRISE_COMMITTEE: 'ENTERPRISE_COMMITTEE',
  GENERAL_BRANCH: 'GENERAL_BRANCH',
  ENTERPRISE_BRANCH: 'ENTERPRISE_BRANCH',
  BUILDING_BRANCH: 'BUILDING_BRANCH',
  MOBILE_BRANCH: 'MOBILE_BRANCH',
  ASSOCIATION_BRANCH: 'ASSOCIATION_BRANCH',
  VILLAGE_BRANCH: 'VILLAGE_BRANCH',
  BRANCH: 'BRANCH',
  MASS_ORG: 'MASS_ORG',
} as const;
export type OrganizationType = (typeof OrganizationType)[keyof typeof OrganizationType];
describedEnum(OrganizationType, 'OrganizationType', '党组织类型', 'What sort of party organization it is', {
  WORKING_COMMITTEE: ['两新工委', 'Working committee for new economic and social organizations'],
  DISTRICT_COMMITTEE: ['区委', 'District committee'],
  STREET_COMMITTEE: ['镇(街道)党(工)委', 'Committee of a town or street'],
  INDUSTRY_COMMITTEE: ['行业党委', 'Committee for a trade'],
  CHAIN_COMMITTEE: ['产业链(专班)联合党委', 'Joint committee along an industry chain'],
  PARK_COMMITTEE: ['园区综合党委', 'Comprehensive committee of a park'],
  ENTERPRISE_COMMITTEE: ['企业党委', 'Committee of an enterprise'],
  GENERAL_BRANCH: ['党总支', 'General branch'],
  ENTERPRISE_BRANCH: ['企业党支部', 'Branch of one or more enterprises'],
  BUILDING_BRANCH: ['楼宇党组织', 'Branch of a building'],
  MOBILE_BRANCH: ['流动党支部', 'Branch for mobile members'],
  ASSOCIATION_BRANCH: ['社会组织党支部', 'Branch of a social organization'],
  VILLAGE_BRANCH: ['村党支部', 'Branch of a village'],
  BRANCH: ['其他党支部', 'Another branch'],
  MASS_ORG: ['群团组织', 'Mass organization (union, youth league, women)'],
});

/** Place in the three-tier operating system (inventory 1). */
export const OrganizationTier = { COORDINATING: 'COORDINATING', GUIDING: 'GUIDING', LOCAL: 'LOCAL' } as const;
export type OrganizationTier = (typeof OrganizationTier)[keyof typeof OrganizationTier];
describedEnum(OrganizationTier, 'OrganizationTier', '三级运行体系中的层级', 'Tier of the three-tier operating system', {
  COORDINATING: ['统筹(两新工委)', 'Coordinates'],
  GUIDING: ['指导(行业部门)', 'Guides'],
  LOCAL: ['落实(属地与基层)', 'Carries out locally'],
});

/** How an enterprise organization was set up (inventory 6, INV-06). */
export const OrganizationKind = { SINGLE: 'SINGLE', JOINT: 'JOINT' } as const;
export type OrganizationKind = (typeof OrganizationKind)[keyof typeof OrganizationKind];
describedEnum(OrganizationKind, 'OrganizationKind', '组建方式', 'How an enterprise organization was set up', {
  SINGLE: ['单独组建', 'One enterprise of its own'],
  JOINT: ['联合组建,覆盖两个以上单位', 'Jointly, covering at least two units'],
});

/** Edges besides the ADMIN forest (INV-04). */
export const LinkRelation = { INDUSTRY: 'INDUSTRY', TERRITORIAL: 'TERRITORIAL' } as const;
export type LinkRelation = (typeof LinkRelation)[keyof typeof LinkRelation];
describedEnum(LinkRelation, 'LinkRelation', '行政隶属之外的关系', 'A relation besides the administrative one', {
  INDUSTRY: ['行业指导', 'Guided by the trade'],
  TERRITORIAL: ['属地管理', 'Belongs to the territory'],
});

/** Offices of an organization. */
export const Office = {
  SECRETARY: 'SECRETARY',
  DEPUTY_SECRETARY: 'DEPUTY_SECRETARY',
  ORGANIZATION_OFFICER: 'ORGANIZATION_OFFICER',
  PUBLICITY_OFFICER: 'PUBLICITY_OFFICER',
  DISCIPLINE_OFFICER: 'DISCIPLINE_OFFICER',
  COMMITTEE_MEMBER: 'COMMITTEE_MEMBER',
} as const;
export type Office = (typeof Office)[keyof typeof Office];
describedEnum(Office, 'Office', '党内职务', 'An office in an organization', {
  SECRETARY: ['书记', 'Secretary'],
  DEPUTY_SECRETARY: ['副书记', 'Deputy secretary'],
  ORGANIZATION_OFFICER: ['组织委员', 'Organization officer'],
  PUBLICITY_OFFICER: ['宣传委员', 'Publicity officer'],
  DISCIPLINE_OFFICER: ['纪检委员', 'Discipline officer'],
  COMMITTEE_MEMBER: ['委员', 'Committee member'],
});

/** HOME is where the party relation lies; GUEST takes part without vote (INV-05). */
export const MembershipKind = { HOME: 'HOME', GUEST: 'GUEST' } as const;
export type MembershipKind = (typeof MembershipKind)[keyof typeof MembershipKind];
describedEnum(MembershipKind, 'MembershipKind', '党员关系种类', 'Kind of a membership', {
  HOME: ['正式组织关系所在', 'Where the party relation lies'],
  GUEST: ['流动参加,无表决权', 'Takes part without a vote'],
});

/** Whether a member is on probation. */
export const MembershipStanding = { PROBATIONARY: 'PROBATIONARY', FULL: 'FULL' } as const;
export type MembershipStanding = (typeof MembershipStanding)[keyof typeof MembershipStanding];
describedEnum(MembershipStanding, 'MembershipStanding', '党员身份', 'Standing of a member', {
  PROBATIONARY: ['预备党员', 'On probation'],
  FULL: ['正式党员', 'Full member'],
});
