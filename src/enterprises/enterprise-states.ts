import { describedEnum } from '../platform/graphql/descriptions.js';

/** What is on the register; social organizations are counted separately (inventory 30). */
export const EnterpriseKind = { ENTERPRISE: 'ENTERPRISE', SOCIAL_ORG: 'SOCIAL_ORG' } as const;
export type EnterpriseKind = (typeof EnterpriseKind)[keyof typeof EnterpriseKind];
describedEnum(EnterpriseKind, 'EnterpriseKind', '单位种类', 'What sort of unit is registered', {
  ENTERPRISE: ['企业', 'An enterprise'],
  SOCIAL_ORG: ['社会组织', 'A social organization'],
});

/** States of an enterprise on the register (5-domain-model 6.1). */
export const EnterpriseStatus = {
  PROSPECTIVE: 'PROSPECTIVE',
  ADMITTED: 'ADMITTED',
  ORG_BUILDING: 'ORG_BUILDING',
  TRACKED: 'TRACKED',
  LEAVING: 'LEAVING',
  LEFT: 'LEFT',
} as const;
export type EnterpriseStatus = (typeof EnterpriseStatus)[keyof typeof EnterpriseStatus];
describedEnum(EnterpriseStatus, 'EnterpriseStatus', '企业在三道关中的状态', 'Where an enterprise stands in the three gates', {
  PROSPECTIVE: ['待准入评审', 'Waits for the admission review'],
  ADMITTED: ['已准入', 'Admitted'],
  ORG_BUILDING: ['组织建设中', 'Building its party organization'],
  TRACKED: ['跟踪考核中', 'Tracked'],
  LEAVING: ['撤离中', 'Leaving'],
  LEFT: ['已撤离', 'Left'],
});

interface Transition {
  from: readonly EnterpriseStatus[];
  to: EnterpriseStatus;
  zh: string;
  en: string;
}

/** Each verb with the states it leaves and the one it reaches (inventory 23: three gates). What is not listed is refused. */
export const ENTERPRISE_TRANSITIONS = {
  admitEnterprise: { from: ['PROSPECTIVE'], to: 'ADMITTED', zh: '准入', en: 'be admitted' },
  rejectEnterprise: { from: ['PROSPECTIVE', 'ADMITTED', 'ORG_BUILDING'], to: 'PROSPECTIVE', zh: '退回', en: 'be rejected' },
  beginOrganizationBuilding: { from: ['ADMITTED'], to: 'ORG_BUILDING', zh: '进入组织建设', en: 'begin to build its organization' },
  trackEnterprise: { from: ['ORG_BUILDING'], to: 'TRACKED', zh: '转入跟踪考核', en: 'be tracked' },
  beginDeparture: { from: ['ADMITTED', 'ORG_BUILDING', 'TRACKED'], to: 'LEAVING', zh: '登记撤离', en: 'begin its departure' },
  completeDeparture: { from: ['LEAVING'], to: 'LEFT', zh: '完成撤离', en: 'complete its departure' },
} as const satisfies Record<string, Transition>;

/** Name of a verb that changes an enterprise's state. */
export type EnterpriseVerb = keyof typeof ENTERPRISE_TRANSITIONS;

/** States in which an enterprise may take a place in a park's structure. */
export const ADMITTED_STATUSES: readonly EnterpriseStatus[] = ['ADMITTED', 'ORG_BUILDING', 'TRACKED'];
