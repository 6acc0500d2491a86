import { describedEnum } from '../../platform/graphql/descriptions.js';

/** What stands in a timeline. */
export const TimelineEntryKind = {
  CASE_OPENED: 'CASE_OPENED',
  FACT_RECORDED: 'FACT_RECORDED',
  FACT_DECIDED: 'FACT_DECIDED',
  FACT_VOIDED: 'FACT_VOIDED',
  DOCUMENT_ATTACHED: 'DOCUMENT_ATTACHED',
  DOCUMENT_WITHDRAWN: 'DOCUMENT_WITHDRAWN',
  RULE_CHECKED: 'RULE_CHECKED',
  CASE_HANDED_OVER: 'CASE_HANDED_OVER',
} as const;
export type TimelineEntryKind = (typeof TimelineEntryKind)[keyof typeof TimelineEntryKind];
describedEnum(TimelineEntryKind, 'DevelopmentTimelineEntryKind', '全程纪实中一条的种类', 'Kind of an entry in the timeline', {
  CASE_OPENED: ['建立个案', 'The case was opened'],
  FACT_RECORDED: ['记录事实', 'A fact was recorded'],
  FACT_DECIDED: ['确认、退回或收回事实', 'A fact was confirmed, rejected or taken back'],
  FACT_VOIDED: ['事实作废', 'A fact was voided'],
  DOCUMENT_ATTACHED: ['登记或更正材料', 'A paper was attached or corrected'],
  DOCUMENT_WITHDRAWN: ['撤回材料', 'A paper was withdrawn'],
  RULE_CHECKED: ['规则检查', 'A rule was checked'],
  CASE_HANDED_OVER: ['个案转到另一党组织', 'The case moved to another organization'],
});
