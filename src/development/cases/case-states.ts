import { describedEnum } from '../../platform/graphql/descriptions.js';
import type { CaseStage, SideState } from '../machine/case-facts.js';

/** Where a case stands; it follows from the confirmed facts (5-domain-model 6.3). */
export const DevelopmentStage = {
  EXPRESSED: 'EXPRESSED',
  APPLIED: 'APPLIED',
  TALKED: 'TALKED',
  ACTIVIST: 'ACTIVIST',
  IN_PUBLICITY: 'IN_PUBLICITY',
  PROSPECT: 'PROSPECT',
  CLEARED: 'CLEARED',
  EXAMINED: 'EXAMINED',
  PRE_REVIEWED: 'PRE_REVIEWED',
  BRANCH_ACCEPTED: 'BRANCH_ACCEPTED',
  PROBATIONARY: 'PROBATIONARY',
  CONVERSION_APPLIED: 'CONVERSION_APPLIED',
  CONVERSION_VOTED: 'CONVERSION_VOTED',
  EXTENDED: 'EXTENDED',
  FULL: 'FULL',
  DISQUALIFIED: 'DISQUALIFIED',
  CLOSED: 'CLOSED',
} as const satisfies { [Stage in CaseStage]: Stage };
describedEnum(
  DevelopmentStage,
  'DevelopmentStage',
  '发展党员的阶段(由已确认的事实推出)',
  'Where a case stands, as its confirmed facts say',
  {
    EXPRESSED: ['已表达意愿,尚不起算', 'Wish expressed; no clock runs'],
    APPLIED: ['已递交入党申请书', 'Applied'],
    TALKED: ['已谈话', 'Talked with'],
    ACTIVIST: ['入党积极分子', 'Activist'],
    IN_PUBLICITY: ['拟列为发展对象,公示中', 'In publicity before listing'],
    PROSPECT: ['发展对象', 'Prospect'],
    CLEARED: ['介绍人、政审、培训齐备', 'Introducers, political review and training done'],
    EXAMINED: ['支委会审查通过', 'Examined by the branch committee'],
    PRE_REVIEWED: ['上级预审通过', 'Passed the pre-review'],
    BRANCH_ACCEPTED: ['支部大会通过接收', 'Accepted by the general meeting'],
    PROBATIONARY: ['预备党员', 'Probationary member'],
    CONVERSION_APPLIED: ['已提出转正申请', 'Applied for conversion'],
    CONVERSION_VOTED: ['支部大会已讨论转正', 'Voted on by the general meeting'],
    EXTENDED: ['预备期延长中', 'Probation extended'],
    FULL: ['正式党员', 'Full member'],
    DISQUALIFIED: ['已取消预备党员资格', 'Disqualified'],
    CLOSED: ['已终结', 'Closed'],
  },
);

/** A state beside the stage. */
export const DevelopmentSide = {
  TRANSFER_PENDING: 'TRANSFER_PENDING',
  PAUSED: 'PAUSED',
  WITHDRAWN: 'WITHDRAWN',
  REMOVED: 'REMOVED',
  ENDED: 'ENDED',
  DECEASED: 'DECEASED',
} as const satisfies { [Side in SideState]: Side };
describedEnum(DevelopmentSide, 'DevelopmentSide', '阶段以外的状态', 'A state beside the stage', {
  TRANSFER_PENDING: ['转接中,等待接收', 'On its way, not acknowledged yet'],
  PAUSED: ['暂缓', 'Paused'],
  WITHDRAWN: ['本人撤回', 'Withdrawn by the person'],
  REMOVED: ['取消资格', 'Removed'],
  ENDED: ['已作出终结决定', 'Ended by a recorded decision'],
  DECEASED: ['本人去世', 'The person died'],
});

/** Where a recorded fact stands: it counts only when it is CONFIRMED. */
export const FactStatus = {
  PENDING: 'PENDING',
  CONFIRMED: 'CONFIRMED',
  REJECTED: 'REJECTED',
  TAKEN_BACK: 'TAKEN_BACK',
  VOIDED: 'VOIDED',
} as const;
export type FactStatus = (typeof FactStatus)[keyof typeof FactStatus];
describedEnum(
  FactStatus,
  'DevelopmentFactStatus',
  '事实记录的状态;只有已确认的才算数',
  'Where a recorded fact stands; only a confirmed one counts',
  {
    PENDING: ['待另一人确认', 'Waits for a second person'],
    CONFIRMED: ['已确认', 'Confirmed'],
    REJECTED: ['被退回', 'Rejected'],
    TAKEN_BACK: ['记录人收回', 'Taken back by who recorded it'],
    VOIDED: ['误记,已作废', 'A wrong entry, voided'],
  },
);

/** Why a case is read; it stands in the audit trail and is shown to the person (PR-7). */
export const ReadingPurpose = {
  HANDLING: 'HANDLING',
  SUPERVISION: 'SUPERVISION',
  STATISTICS: 'STATISTICS',
  ANSWERING_PERSON: 'ANSWERING_PERSON',
  AUDIT: 'AUDIT',
} as const;
export type ReadingPurpose = (typeof ReadingPurpose)[keyof typeof ReadingPurpose];
describedEnum(ReadingPurpose, 'ReadingPurpose', '查阅发展党员个案的目的(留痕)', 'Why a development case is read; it is recorded', {
  HANDLING: ['办理', 'To work on the case'],
  SUPERVISION: ['检查、督导', 'To supervise or inspect'],
  STATISTICS: ['统计、预测(只出数字)', 'For counts and forecasts'],
  ANSWERING_PERSON: ['答复本人', "To answer the person's own question"],
  AUDIT: ['审计、巡察', 'For an audit'],
});

/** What a rule said. */
export const CheckOutcome = {
  OK: 'OK',
  WARNED: 'WARNED',
  BLOCKED: 'BLOCKED',
  PROVISIONAL: 'PROVISIONAL',
  HISTORIC_BREACH: 'HISTORIC_BREACH',
  OVERRIDDEN: 'OVERRIDDEN',
} as const;
export type CheckOutcome = (typeof CheckOutcome)[keyof typeof CheckOutcome];
describedEnum(CheckOutcome, 'RuleCheckOutcome', '规则检查的结果', 'What a rule said', {
  OK: ['符合', 'Nothing against it'],
  WARNED: ['提醒,须说明理由', 'A warning that needs a reason'],
  BLOCKED: ['不允许', 'Not allowed'],
  PROVISIONAL: ['暂定(缺当年工作日历)', "Provisional: a year's work calendar is missing"],
  HISTORIC_BREACH: ['接管前的历史问题', 'A breach from before the cut-over'],
  OVERRIDDEN: ['提醒,已由两人说明理由后通过', 'A warning that two persons passed with a reason'],
});

/** Weight of a rule. */
export const RuleSeverity = { BLOCK: 'BLOCK', WARN: 'WARN', CONFIG: 'CONFIG', CALC: 'CALC' } as const;
describedEnum(RuleSeverity, 'RuleSeverity', '规则的轻重', 'Weight of a rule', {
  BLOCK: ['不符合即不允许', 'Blocks'],
  WARN: ['不符合须说明理由', 'Warns; a reason is needed to go on'],
  CONFIG: ['由地方规定', 'A local option'],
  CALC: ['计算方法', 'A way of computing'],
});

/** When a check was made. */
export const CheckMoment = { RECORDED: 'RECORDED', CONFIRMED: 'CONFIRMED', IMPORTED: 'IMPORTED', REJUDGED: 'REJUDGED' } as const;
export type CheckMoment = (typeof CheckMoment)[keyof typeof CheckMoment];
describedEnum(CheckMoment, 'RuleCheckMoment', '检查的时机', 'When a check was made', {
  RECORDED: ['记录时', 'When the fact was recorded'],
  CONFIRMED: ['确认时', 'When it was confirmed'],
  IMPORTED: ['接管导入时', 'When it was taken over from a file'],
  REJUDGED: ['前面的记录作废时', 'When an earlier fact was voided'],
});
