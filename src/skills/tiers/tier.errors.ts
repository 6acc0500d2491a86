import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { StreamerTier } from './tier-kinds.js';

/** What a threshold measures, in both languages. */
const CRITERIA = {
  SESSIONS: { zh: '直播场次', en: 'sessions' },
  NET_SALES: { zh: '净销售额(元)', en: 'net sales in yuan' },
  REFUND_RATE: { zh: '退款率(万分之几)', en: 'refund rate in basis points' },
  MENTORED: { zh: '带出的人数', en: 'persons mentored' },
} as const;

/** What a threshold measures. */
export type TierCriterion = keyof typeof CRITERIA;

export const TIER_AT_TOP = declareRefusal('TIER_AT_TOP', {
  zh: () => '已经是最高层级。',
  en: () => 'There is no higher tier.',
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});

export const TIER_NEEDS_CERTIFICATE = declareRefusal<{ onDay: LocalDate }>('TIER_NEEDS_CERTIFICATE', {
  zh: ({ onDay }) => `${onDay} 没有有效的主播证书,不能评定层级。`,
  en: ({ onDay }) => `There is no certificate valid on ${onDay}, which every tier needs.`,
  cureZh: () => '请先取得或续期证书。',
  cureEn: () => 'Gain or renew the certificate first.',
  rule: 'INV-12',
});

export const TIER_BREACH_OPEN = declareRefusal<{ openCount: number }>('TIER_BREACH_OPEN', {
  zh: ({ openCount }) => `还有 ${openCount} 件失信、违诺个案没有结案。`,
  en: ({ openCount }) => `${openCount} breach cases are open.`,
  cureZh: () => '请等个案结案后再评定。',
  cureEn: () => 'Decide the cases first.',
  rule: 'INV-12',
});

export const TIER_THRESHOLD_NOT_MET = declareRefusal<{
  criterion: TierCriterion;
  actual: string;
  needed: string;
  from: LocalDate;
  to: LocalDate;
}>('TIER_THRESHOLD_NOT_MET', {
  zh: ({ criterion, actual, needed, from, to }) => `${from} 至 ${to} 的${CRITERIA[criterion].zh}是 ${actual},标准是 ${needed}。`,
  en: ({ criterion, actual, needed, from, to }) =>
    `From ${from} to ${to} the ${CRITERIA[criterion].en}: ${actual}; the standard asks for ${needed}.`,
  cureZh: () => '达到标准后再评定;门槛由园区标准规定。',
  cureEn: () => 'Decide when it is met; the threshold stands in the standard of the park.',
  rule: 'INV-12',
});

export const TIER_NOT_LOWER = declareRefusal<{ tier: StreamerTier; toTier: StreamerTier }>('TIER_NOT_LOWER', {
  zh: ({ tier, toTier }) => `现在的层级是“${wordOf(StreamerTier, tier).zh}”,降到“${wordOf(StreamerTier, toTier).zh}”不成立。`,
  en: ({ tier, toTier }) => `The tier is ${tier}; ${toTier} is not below it.`,
  cureZh: () => '只有骨干主播、滴网先锋可以降级,最低降到持证主播。',
  cureEn: () => 'Only BACKBONE and PIONEER can be taken back, to CERTIFIED at the lowest.',
});

export const DEMOTION_GROUND_MISSING = declareRefusal('DEMOTION_GROUND_MISSING', {
  zh: () => '证书仍然有效,不能以证书失效为由降级。',
  en: () => 'The certificate is valid, so that its end is no ground.',
  cureZh: () => '降级只能因证书失效、违诺或本人申请;销售额低不是依据。',
  cureEn: () => 'A tier is taken back for an ended certificate, a breach or at own request; low sales are no ground.',
  rule: 'INV-12',
});

export const DEMOTION_NEEDS_REFERENCE = declareRefusal('DEMOTION_NEEDS_REFERENCE', {
  zh: () => '因本人申请降级,须写明申请书的编号。',
  en: () => 'An own request is named by the reference of its paper.',
  cureZh: () => '请填写编号。',
  cureEn: () => 'Give the reference.',
  rule: 'INV-12',
});

export const DEMOTION_NEEDS_BREACH_CASE = declareRefusal('DEMOTION_NEEDS_BREACH_CASE', {
  zh: () => '因违诺降级须指明违诺个案,其他依据不得填写个案。',
  en: () => 'A demotion for a breach names the breach case, and one on another ground names none.',
  cureZh: () => '请选择该主播已作出警示或撤销决定的个案,或更换依据。',
  cureEn: () => 'Name the case in which the streamer was warned or its pledge revoked, or another ground.',
  rule: 'INV-12',
});

export const DEMOTION_BREACH_OPEN = declareRefusal('DEMOTION_BREACH_OPEN', {
  zh: () => '所指个案没有认定违诺,或者尚未决定、正在申诉。',
  en: () => 'The case found no breach, or is not decided, or is under appeal.',
  cureZh: () => '请等个案作出警示或撤销的决定;反映本身不是依据。',
  cureEn: () => 'Wait for a warning or a revocation; an allegation is no ground.',
  rule: 'INV-12',
});

export const TIER_APPEAL_TOO_LATE = declareRefusal<{ appealUntil: LocalDate }>('TIER_APPEAL_TOO_LATE', {
  zh: ({ appealUntil }) => `申诉期到 ${appealUntil} 为止。`,
  en: ({ appealUntil }) => `An appeal was possible until ${appealUntil}.`,
  cureZh: () => '期限已过,可按普通程序重新申请晋级。',
  cureEn: () => 'The time is over; a promotion remains possible.',
});

export const TIER_APPEAL_ON_RECORD = declareRefusal('TIER_APPEAL_ON_RECORD', {
  zh: () => '这项决定已有申诉。',
  en: () => 'The decision has been appealed.',
  cureZh: () => '请等待或查看处理结果。',
  cureEn: () => 'Wait for the outcome, or read it.',
});

export const TIER_APPEAL_DEMOTION_FELL = declareRefusal('TIER_APPEAL_DEMOTION_FELL', {
  zh: () => '违诺个案申诉成立,所诉降级已随之失效。',
  en: () => 'The breach case fell on appeal, and with it the demotion.',
  cureZh: () => '不需要再申诉;对其他降级决定不服的,请就该决定申诉。',
  cureEn: () => 'Nothing is left to appeal; appeal against another demotion by itself.',
  rule: 'INV-12',
});

export const TIER_APPEAL_NOT_AGAINST_DEMOTION = declareRefusal('TIER_APPEAL_NOT_AGAINST_DEMOTION', {
  zh: () => '只有降级决定可以申诉。',
  en: () => 'Only a demotion can be appealed.',
  cureZh: () => '请选择降级决定。',
  cureEn: () => 'Name a demotion.',
});

export const TIER_APPEAL_DECIDED = declareRefusal('TIER_APPEAL_DECIDED', {
  zh: () => '申诉已经处理。',
  en: () => 'The appeal has been decided.',
  cureZh: () => '不需要再操作。',
  cureEn: () => 'Nothing needs to be done.',
});

export const TIER_APPEAL_NEEDS_ANOTHER = declareRefusal('TIER_APPEAL_NEEDS_ANOTHER', {
  zh: () => '作出降级决定的人不能处理对它的申诉。',
  en: () => 'Whoever decided the demotion does not decide the appeal against it.',
  cureZh: () => '请由另一名负责人处理。',
  cureEn: () => 'Let another officer decide.',
});

export const BREACH_STATUS_UNKNOWN = declareRefusal('BREACH_STATUS_UNKNOWN', {
  zh: () => '没有可查的失信、违诺个案登记,是否有未结个案不详。',
  en: () => 'No register of breach cases is at hand; whether one is open is not known.',
  cureZh: () => '请在作决定前向诚信承诺工作人员核实,并在理由中写明。',
  cureEn: () => 'Ask whoever keeps the pledges, and say so in the reason.',
  rule: 'INV-12',
});
