import { describedEnum } from '../../platform/graphql/descriptions.js';

/** What stands in a timeline. */
export const TimelineEntryKind = {
  CASE_OPENED: 'CASE_OPENED',
  CONSENT_GIVEN: 'CONSENT_GIVEN',
  FACT_RECORDED: 'FACT_RECORDED',
  FACT_DECIDED: 'FACT_DECIDED',
  FACT_VOIDED: 'FACT_VOIDED',
  DOCUMENT_ATTACHED: 'DOCUMENT_ATTACHED',
  DOCUMENT_WITHDRAWN: 'DOCUMENT_WITHDRAWN',
  RULE_CHECKED: 'RULE_CHECKED',
  CASE_HANDED_OVER: 'CASE_HANDED_OVER',
  CONSENT_WITHDRAWN: 'CONSENT_WITHDRAWN',
  CONSENT_RENEWED: 'CONSENT_RENEWED',
} as const;
export type TimelineEntryKind = (typeof TimelineEntryKind)[keyof typeof TimelineEntryKind];
describedEnum(TimelineEntryKind, 'DevelopmentTimelineEntryKind', '全程纪实中一条的种类', 'Kind of an entry in the timeline', {
  CASE_OPENED: ['建立个案', 'The case was opened'],
  CONSENT_GIVEN: ['本人作出单独同意', 'The person consented'],
  FACT_RECORDED: ['记录事实', 'A fact was recorded'],
  FACT_DECIDED: ['确认、退回或收回事实', 'A fact was confirmed, rejected or taken back'],
  FACT_VOIDED: ['事实作废', 'A fact was voided'],
  DOCUMENT_ATTACHED: ['登记或更正材料', 'A paper was attached or corrected'],
  DOCUMENT_WITHDRAWN: ['撤回材料', 'A paper was withdrawn'],
  RULE_CHECKED: ['规则检查', 'A rule was checked'],
  CASE_HANDED_OVER: ['个案转到另一党组织', 'The case moved to another organization'],
  CONSENT_WITHDRAWN: ['本人撤回单独同意', 'The person withdrew the consent'],
  CONSENT_RENEWED: ['本人重新作出单独同意', 'The person consented anew'],
});
