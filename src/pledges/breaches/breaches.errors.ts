import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal } from '../../platform/errors/refusals.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { BreachStatus } from './breach-states.js';

const RULE = 'INV-42';

export const BREACH_STATE_FORBIDS = declareRefusal<{ status: string }>('BREACH_STATE_FORBIDS', {
  zh: ({ status }) => `个案目前是“${wordOf(BreachStatus, status).zh}”,不能进行这项操作。`,
  en: ({ status }) => `The case is ${status}; this is not possible in that state.`,
  cureZh: () => '请刷新个案,看现在能进行哪些操作。',
  cureEn: () => 'Load the case again to see what its state allows.',
  rule: RULE,
});

export const BREACH_CASE_OPEN = declareRefusal('BREACH_CASE_OPEN', {
  zh: () => '这份承诺已有一宗未决的个案。',
  en: () => 'There is an undecided case about this pledge.',
  cureZh: () => '请把新的线索加入原个案。',
  cureEn: () => 'Add the new allegation to that case.',
  rule: RULE,
});

export const CLAUSE_NOT_IN_TEXT = declareRefusal<{ clauseCount: number }>('CLAUSE_NOT_IN_TEXT', {
  zh: ({ clauseCount }) => `所签承诺书只有第 1 至 ${clauseCount} 条。`,
  en: ({ clauseCount }) => `The text that was signed has clauses 1 to ${clauseCount}.`,
  cureZh: () => '请核对条号。',
  cureEn: () => 'Check the numbers.',
});

export const BREACH_DAY_INVALID = declareRefusal<{ day: LocalDate; earliest: LocalDate | null; latest: LocalDate }>('BREACH_DAY_INVALID', {
  zh: ({ day, earliest, latest }) => (earliest ? `${day} 须在 ${earliest} 与 ${latest} 之间。` : `${day} 不能晚于 ${latest}。`),
  en: ({ day, earliest, latest }) =>
    earliest ? `${day} must lie between ${earliest} and ${latest}.` : `${day} must not come after ${latest}.`,
  cureZh: () => '请核对日期。',
  cureEn: () => 'Check the day.',
});

export const BREACH_DAY_MISSING = declareRefusal<{ withdrawnOn: LocalDate }>('BREACH_DAY_MISSING', {
  zh: ({ withdrawnOn }) => `承诺已于 ${withdrawnOn} 撤回,须写明所反映的事发生在哪一天。`,
  en: ({ withdrawnOn }) => `The pledge was withdrawn on ${withdrawnOn}; the day of what is alleged must be named.`,
  cureZh: () => '请填写事发日期;只有承诺有效期间的事可以立案。',
  cureEn: () => 'Name the day; only what happened while a pledge was in force is a breach.',
  rule: RULE,
});

export const BREACH_AFTER_WITHDRAWAL = declareRefusal<{ happenedOn: LocalDate; withdrawnOn: LocalDate }>('BREACH_AFTER_WITHDRAWAL', {
  zh: ({ happenedOn, withdrawnOn }) => `承诺已于 ${withdrawnOn} 撤回,${happenedOn} 的事不在承诺有效期内。`,
  en: ({ happenedOn, withdrawnOn }) => `The pledge was withdrawn on ${withdrawnOn} and bound nobody on ${happenedOn}.`,
  cureZh: () => '请核对事发日期;撤回以后、重新承诺以前的事不构成违诺,可按园区其他规定处理。',
  cureEn: () =>
    'Check the day; what came after the withdrawal and before another pledge is no breach and is left to other rules of the park.',
  rule: RULE,
});

export const OUTCOME_MISSING = declareRefusal('OUTCOME_MISSING', {
  zh: () => '还有线索没有写明核查结果。',
  en: () => 'An allegation is without an outcome.',
  cureZh: () => '请对每条线索写明属实、不属实或恶意投诉。',
  cureEn: () => 'Say of each whether it is founded, unfounded or malicious.',
  rule: RULE,
});

export const BREACH_WITHOUT_NOTICE = declareRefusal('BREACH_WITHOUT_NOTICE', {
  zh: () => '没有书面告知当事人,不能作出警示或撤销的决定。',
  en: () => 'The party was given no notice; it cannot be warned and its pledge not revoked.',
  cureZh: () => '请先书面告知,并给予不少于 5 个工作日的陈述期。',
  cureEn: () => 'Give notice and at least five working days to be heard.',
  rule: RULE,
});

export const HEARING_NOT_OVER = declareRefusal<{ hearingUntil: LocalDate }>('HEARING_NOT_OVER', {
  zh: ({ hearingUntil }) => `当事人的陈述期到 ${hearingUntil} 为止,尚未届满。`,
  en: ({ hearingUntil }) => `The party may be heard until ${hearingUntil}.`,
  cureZh: () => '请在次日以后作出决定。',
  cureEn: () => 'Decide on the next day or later.',
  rule: RULE,
});

export const HEARING_DAYS_PROVISIONAL = declareRefusal<{ years: string }>('HEARING_DAYS_PROVISIONAL', {
  zh: ({ years }) => `${years} 年的工作日历尚未载入,陈述期的截止日不能确定。`,
  en: ({ years }) => `The work calendar of ${years} is not loaded; the end of the hearing is not certain.`,
  cureZh: () => '请管理员载入该年的节假日安排。',
  cureEn: () => 'Have the holidays of that year loaded.',
  rule: RULE,
});

export const NO_ALLEGATION_FOUNDED = declareRefusal('NO_ALLEGATION_FOUNDED', {
  zh: () => '没有一条线索属实,不能作出警示或撤销的决定。',
  en: () => 'No allegation is founded; the party cannot be warned and its pledge not revoked.',
  cureZh: () => '请作出“查无违诺”的决定。',
  cureEn: () => 'Clear the party.',
  rule: RULE,
});

export const BREACH_WITHOUT_FINDINGS = declareRefusal('BREACH_WITHOUT_FINDINGS', {
  zh: () => '没有园区自己的核查材料;投诉本身不是证据。',
  en: () => 'There are no findings of the park; a complaint is no proof by itself.',
  cureZh: () => '请填写核查材料的编号。',
  cureEn: () => 'Give the reference of the findings.',
  rule: RULE,
});

export const APPEAL_TOO_LATE = declareRefusal<{ appealUntil: string }>('APPEAL_TOO_LATE', {
  zh: ({ appealUntil }) => `申诉期已于 ${appealUntil} 届满。`,
  en: ({ appealUntil }) => `The window for an appeal ended on ${appealUntil}.`,
  cureZh: () => '撤销已终局;可以在园区同意后重新签署承诺。',
  cureEn: () => 'The revocation is final; the park may offer a new pledge.',
  rule: RULE,
});

export const APPEAL_NEEDS_ANOTHER = declareRefusal('APPEAL_NEEDS_ANOTHER', {
  zh: () => '作出原决定的人不能决定对它的申诉。',
  en: () => 'Whoever made the decision does not decide the appeal against it.',
  cureZh: () => '请由另一名有决定权的人办理;同一人的另一个账号也不行。',
  cureEn: () => 'Let another person with that right decide; another account of the same person does not count.',
  rule: RULE,
});

export const OWN_BREACH_CASE = declareRefusal('OWN_BREACH_CASE', {
  zh: () => '个案涉及账号本人,不能由本人办理或查看他人的反映。',
  en: () => 'The case is about the person behind this account, who neither handles it nor sees what others said.',
  cureZh: () => '请由其他工作人员办理;本人的陈述和申诉请在“我的个案”中提出。',
  cureEn: () => 'Let somebody else handle it; speak and appeal as the host, under the own cases.',
  rule: RULE,
});

export const ALLEGATION_FOUNDED = declareRefusal('ALLEGATION_FOUNDED', {
  zh: () => '有线索属实,不能作出“查无违诺”的决定。',
  en: () => 'An allegation is founded; the party cannot be cleared.',
  cureZh: () => '请作出警示或撤销的决定,或更正核查结果。',
  cureEn: () => 'Warn the party or revoke its pledge, or correct the outcome.',
  rule: RULE,
});

export const APPEAL_RECORDED_TOO_LATE = declareRefusal<{ recordUntil: LocalDate }>('APPEAL_RECORDED_TOO_LATE', {
  zh: ({ recordUntil }) => `期限内提出的申诉最迟应在 ${recordUntil} 登记,撤销已终局。`,
  en: ({ recordUntil }) => `An appeal that was made in time is put on record by ${recordUntil} at the latest; the revocation is final.`,
  cureZh: () => '园区同意的,可以重新签署承诺。',
  cureEn: () => 'The park may offer a new pledge.',
  rule: RULE,
});

export const OUTCOME_REPEATED = declareRefusal('OUTCOME_REPEATED', {
  zh: () => '同一条线索填写了两次核查结果。',
  en: () => 'An allegation is given two outcomes.',
  cureZh: () => '每条线索只写一个结果。',
  cureEn: () => 'Give one outcome for each.',
});

export const STATEMENTS_TOO_LONG = declareRefusal('STATEMENTS_TOO_LONG', {
  zh: () => '本案的陈述合计超过 14,000 字,无法再全文保存。',
  en: () => 'The statements of this case would exceed 14,000 characters together.',
  cureZh: () => '请缩短文字,或将书面材料交园区归档,并在陈述中写明其编号。',
  cureEn: () => 'Shorten the text, or hand the paper to the park and give its reference here.',
  rule: RULE,
});

export const SESSION_DECIDED = declareRefusal('SESSION_DECIDED', {
  zh: () => '请在“照常进行、更换主播、取消”中选择一项。',
  en: () => 'Choose one of: it goes on, another host, cancelled.',
  cureZh: () => '更换主播和取消还须在场次中办理。',
  cureEn: () => 'Substitution and cancellation are then done on the session itself.',
});

export const BREACH_UNDECIDED = declareRefusal<{ count: number }>('BREACH_UNDECIDED', {
  zh: ({ count }) => `还有 ${count} 件涉及此人的违诺个案没有办结,不能删除个人信息。`,
  en: ({ count }) => `${count} breach case(s) about the person are not decided for good; nothing is erased before that.`,
  cureZh: () => '请先办结个案,或等申诉期满。',
  cureEn: () => 'Decide the case first, or wait until the time for an appeal is over.',
  rule: 'PR-3',
});
