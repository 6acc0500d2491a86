import { describedEnum } from '../platform/graphql/descriptions.js';

/** States of a party organization (5-domain-model 6.1). */
export const OrganizationStatus = {
  PROPOSED: 'PROPOSED',
  APPROVED: 'APPROVED',
  ACTIVE: 'ACTIVE',
  RECTIFYING: 'RECTIFYING',
  MERGED: 'MERGED',
  DISSOLVED: 'DISSOLVED',
} as const;
export type OrganizationStatus = (typeof OrganizationStatus)[keyof typeof OrganizationStatus];
describedEnum(OrganizationStatus, 'OrganizationStatus', '党组织状态', 'State of a party organization', {
  PROPOSED: ['拟成立', 'Proposed'],
  APPROVED: ['已批复', 'Approved'],
  ACTIVE: ['运行中', 'Active'],
  RECTIFYING: ['整改中', 'Rectifying'],
  MERGED: ['已合并', 'Merged into another'],
  DISSOLVED: ['已撤销', 'Dissolved'],
});

interface Transition {
  from: readonly OrganizationStatus[];
  to: OrganizationStatus;
  zh: string;
  en: string;
}

/** Each verb with the states it leaves and the one it reaches. What is not listed is refused. */
export const ORGANIZATION_TRANSITIONS = {
  approveOrganization: { from: ['PROPOSED'], to: 'APPROVED', zh: '批复成立', en: 'be approved' },
  activateOrganization: { from: ['APPROVED'], to: 'ACTIVE', zh: '开始运行', en: 'become active' },
  beginRectification: { from: ['ACTIVE'], to: 'RECTIFYING', zh: '转入整改', en: 'begin rectification' },
  completeRectification: { from: ['RECTIFYING'], to: 'ACTIVE', zh: '完成整改', en: 'complete rectification' },
  mergeOrganization: { from: ['ACTIVE', 'RECTIFYING'], to: 'MERGED', zh: '合并', en: 'be merged' },
  dissolveOrganization: { from: ['ACTIVE', 'RECTIFYING'], to: 'DISSOLVED', zh: '撤销', en: 'be dissolved' },
} as const satisfies Record<string, Transition>;

/** Name of a verb that changes an organization's state. */
export type OrganizationVerb = keyof typeof ORGANIZATION_TRANSITIONS;

/** States in which an organization works: it may lead, admit members and hold a leader slot (INV-02). */
export const WORKING_STATUSES: readonly OrganizationStatus[] = ['ACTIVE', 'RECTIFYING'];
/** States that an organization never leaves. */
export const ENDED_STATUSES: readonly OrganizationStatus[] = ['MERGED', 'DISSOLVED'];
