import { declareRefusal, type Refusal } from '../../platform/errors/refusals.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { RuleCheck } from '../machine/rule-check.js';

export const CASE_ALREADY_OPEN = declareRefusal('CASE_ALREADY_OPEN', {
  zh: () => '此人已有一个未终结的发展党员个案,全系统内同时只能有一个。',
  en: () => 'The person has an open development case; there is one at a time in the whole installation.',
  cureZh: () => '请由现办理的党组织转接,或先终结原个案。',
  cureEn: () => 'Let the organization that handles it transfer the case, or end that case first.',
  rule: 'INV-13',
});

export const ALREADY_FULL_MEMBER = declareRefusal('ALREADY_FULL_MEMBER', {
  zh: () => '此人已是正式党员。',
  en: () => 'The person is a full member already.',
  cureZh: () => '请核对人员。',
  cureEn: () => 'Check whom you mean.',
});

export const IMPACT_ASSESSMENT_MISSING = declareRefusal('IMPACT_ASSESSMENT_MISSING', {
  zh: () => '本党组织及其上级都没有登记个人信息保护影响评估,不能建立个案。',
  en: () => 'Neither the organization nor one above it has an impact assessment on record; no case can be opened.',
  cureZh: () => '请由区委工作人员先登记影响评估。',
  cureEn: () => 'A district officer records the assessment first.',
  rule: 'PR-4',
});

export const CONSENT_IN_FUTURE = declareRefusal<{ onDay: LocalDate }>('CONSENT_IN_FUTURE', {
  zh: ({ onDay }) => `日期 ${onDay} 还没有到。`,
  en: ({ onDay }) => `The day ${onDay} has not come yet.`,
  cureZh: () => '请填写今天或以前的日期。',
  cureEn: () => 'Give today or an earlier day.',
  rule: 'PR-2',
});

export const ASSESSMENT_IN_FUTURE = declareRefusal<{ onDay: LocalDate }>('ASSESSMENT_IN_FUTURE', {
  zh: ({ onDay }) => `评估日期 ${onDay} 还没有到。`,
  en: ({ onDay }) => `The day of the assessment, ${onDay}, has not come yet.`,
  cureZh: () => '请填写评估完成的日期,今天或以前。',
  cureEn: () => 'Give the day on which it was made, today or earlier.',
  rule: 'PR-4',
});

export const CONSENT_TOO_EARLY = declareRefusal<{ onDay: LocalDate; age: number }>('CONSENT_TOO_EARLY', {
  zh: ({ onDay, age }) => `单独同意的日期为 ${onDay},当时本人${age < 0 ? '尚未出生' : `只有 ${age} 周岁`}。`,
  en: ({ onDay, age }) => `The separate consent is dated ${onDay}, when the person was ${age < 0 ? 'not born yet' : `${age} years old`}.`,
  cureZh: () => '请按同意书填写本人签字的日期。',
  cureEn: () => 'Give the day on which the person signed the consent.',
  rule: 'PR-2',
});

export const FACT_OF_ANOTHER = declareRefusal('FACT_OF_ANOTHER', {
  zh: () => '只有记录人本人可以收回;其他人由审核人驳回。',
  en: () => 'Only whoever recorded it takes it back; a confirmer rejects it.',
  cureZh: () => '请记录人收回,或请审核人驳回。',
  cureEn: () => 'Ask the recorder to take it back, or a confirmer to reject it.',
  rule: 'INV-21',
});

export const CONSENT_WITHDRAWN = declareRefusal<{ withdrawnOn: LocalDate }>('CONSENT_WITHDRAWN', {
  zh: ({ withdrawnOn }) => `本人已于 ${withdrawnOn} 撤回单独同意,不能再记录新的事实、材料,也不再打印表册。`,
  en: ({ withdrawnOn }) => `The person withdrew the separate consent on ${withdrawnOn}; nothing new is recorded and no form is printed.`,
  cureZh: () => '请取得新的单独同意并登记,或记录终结个案的事实。',
  cureEn: () => 'Record a new consent, or the fact that ends the case.',
  rule: 'PR-2',
});

export const CONSENT_IN_FORCE = declareRefusal('CONSENT_IN_FORCE', {
  zh: () => '本人的单独同意仍然有效。',
  en: () => 'The separate consent is in force.',
  cureZh: () => '无需再次登记。',
  cureEn: () => 'There is nothing to record.',
  rule: 'PR-2',
});

export const CONSENT_BEFORE_WITHDRAWAL = declareRefusal<{ withdrawnOn: LocalDate }>('CONSENT_BEFORE_WITHDRAWAL', {
  zh: ({ withdrawnOn }) => `本人已于 ${withdrawnOn} 撤回单独同意,在此之前作出的同意不再有效。`,
  en: ({ withdrawnOn }) => `The person withdrew the separate consent on ${withdrawnOn}; one that was given before does not count any more.`,
  cureZh: () => '请取得新的单独同意,填写撤回当日或以后的日期。',
  cureEn: () => 'Obtain a new consent, given on the day of the withdrawal or later.',
  rule: 'PR-2',
});

export const FACT_NOT_NAMED_ONCE = declareRefusal('FACT_NOT_NAMED_ONCE', {
  zh: () => '一次只能记录一项事实,且必须填写一项;没有内容的事实请填 true。',
  en: () => 'Exactly one fact is recorded at a time; one without content is given as true.',
  cureZh: () => '请在 fact 中只填一个字段。',
  cureEn: () => 'Fill exactly one field of `fact`.',
});

export const FACT_WAITS = declareRefusal<{ factId: string; kindZh: string; kindEn: string; occurredOn: LocalDate }>('FACT_WAITS', {
  zh: ({ kindZh, occurredOn }) => `还有一条记录等待确认:${kindZh}(${occurredOn})。个案的事实须逐条确认。`,
  en: ({ kindEn, occurredOn }) => `Another fact waits for confirmation: ${kindEn} (${occurredOn}). Facts of a case come one by one.`,
  cureZh: () => '请先由另一人确认或退回,或由记录人收回。',
  cureEn: () => 'Somebody else confirms or rejects it first, or a recorder takes it back.',
  rule: 'INV-21',
});

export const FACT_ALREADY_DECIDED = declareRefusal<{ statusZh: string; statusEn: string }>('FACT_ALREADY_DECIDED', {
  zh: ({ statusZh }) => `这条记录已经处理过:${statusZh}。`,
  en: ({ statusEn }) => `This record was decided already: ${statusEn}.`,
  cureZh: () => '请刷新后查看。',
  cureEn: () => 'Load the case again.',
});

export const FACT_NOT_CONFIRMED = declareRefusal('FACT_NOT_CONFIRMED', {
  zh: () => '只有已确认的记录才能作废。',
  en: () => 'Only a confirmed fact is voided.',
  cureZh: () => '未确认的记录请收回或退回。',
  cureEn: () => 'A fact that waits is taken back or rejected instead.',
});

export const VOID_ALREADY_ASKED = declareRefusal('VOID_ALREADY_ASKED', {
  zh: () => '这条记录已经有人提出作废。',
  en: () => 'Somebody has asked already for this fact to be voided.',
  cureZh: () => '请由另一人确认或驳回。',
  cureEn: () => 'Somebody else confirms or refuses that.',
});

export const VOID_NOT_ASKED = declareRefusal('VOID_NOT_ASKED', {
  zh: () => '没有人提出作废这条记录。',
  en: () => 'Nobody has asked for this fact to be voided.',
  cureZh: () => '请由记录人先提出并说明原因。',
  cureEn: () => 'A recorder asks for it first, with a reason.',
});

export const SAME_PERSON_TWICE = declareRefusal('SAME_PERSON_TWICE', {
  zh: () => '记录和确认须由两个不同的人完成。',
  en: () => 'Recording and confirming are done by two different persons.',
  cureZh: () => '请由另一名党务确认人办理。',
  cureEn: () => 'Let another confirmer do it.',
  rule: 'INV-21',
});

export const OWN_CASE = declareRefusal('OWN_CASE', {
  zh: () => '不能记录或确认本人的个案。',
  en: () => 'Nobody records or confirms the own case.',
  cureZh: () => '请由其他党务人员办理。',
  cureEn: () => 'Let somebody else do it.',
  rule: 'INV-21',
});

export const WRONG_SIDE_OF_TRANSFER = declareRefusal('WRONG_SIDE_OF_TRANSFER', {
  zh: () => '转接期间,接收或不予接收由转入党组织记录和确认,其他事实由原党组织办理。',
  en: () =>
    'During a transfer the receiving organization acknowledges or declines; everything else is up to the one that handles the case.',
  cureZh: () => '请由有关的党组织办理。',
  cureEn: () => 'Let the organization concerned do it.',
  rule: 'INV-14',
});

export const OVERRIDE_WITHOUT_WARNING = declareRefusal<{ ruleIds: string }>('OVERRIDE_WITHOUT_WARNING', {
  zh: ({ ruleIds }) => `规则 ${ruleIds} 没有提醒,或者属于不允许略过的规则,不能说明理由后继续。`,
  en: ({ ruleIds }) => `Rule ${ruleIds} gives no warning that could be passed.`,
  cureZh: () => '请只对提醒类的规则说明理由。',
  cureEn: () => 'Give reasons for warnings only.',
  rule: 'INV-19',
});

export const OVERRIDE_NOT_ACCEPTED = declareRefusal<{ ruleIds: string }>('OVERRIDE_NOT_ACCEPTED', {
  zh: ({ ruleIds }) => `确认人须写明同意略过的提醒,应为:${ruleIds}。`,
  en: ({ ruleIds }) => `The confirmer names the warnings that are accepted: ${ruleIds}.`,
  cureZh: () => '请核对记录人的理由后填写这些规则编号;不同意的请退回。',
  cureEn: () => 'Check the reasons and repeat these rule ids, or reject the fact.',
  rule: 'INV-19',
});

interface BlockedStep {
  ruleId: string;
  ruleSetId: string;
  severity: string;
  articleZh: string;
  articleEn: string;
  curedOn: LocalDate | null;
  reasonZh: string;
  reasonEn: string;
  adviceZh: string;
  adviceEn: string;
  /** Of a fact that is voided: the later fact that would no longer be legal. */
  factId: string | null;
}

const RULE_BLOCKS_STEP = declareRefusal<BlockedStep>('RULE_BLOCKS_STEP', {
  zh: ({ reasonZh }) => reasonZh,
  en: ({ reasonEn }) => reasonEn,
  cureZh: ({ adviceZh }) => adviceZh,
  cureEn: ({ adviceEn }) => adviceEn,
  graphqlType: 'RuleBlocksStep',
});

const RULE_NEEDS_REASON = declareRefusal<BlockedStep>('RULE_NEEDS_REASON', {
  zh: ({ reasonZh }) => reasonZh,
  en: ({ reasonEn }) => reasonEn,
  cureZh: ({ adviceZh }) => adviceZh,
  cureEn: ({ adviceEn }) => adviceEn,
  rule: 'INV-19',
  graphqlType: 'RuleBlocksStep',
});

export const LATER_FACTS_STAND = declareRefusal<{ count: number; firstOn: LocalDate; lastOn: LocalDate }>('LATER_FACTS_STAND', {
  zh: ({ count, firstOn, lastOn }) => `这条记录之后还有 ${count} 条记录以它为前提(${firstOn} 至 ${lastOn})。`,
  en: ({ count, firstOn, lastOn }) => `${count} later facts (${firstOn} to ${lastOn}) rest on this one.`,
  cureZh: ({ count }) => `请先从最后一条起,依次作废其后的 ${count} 条记录。`,
  cureEn: ({ count }) => `Void the ${count} later facts first, beginning with the last.`,
  rule: 'INV-17',
});

const LATER_FACT_ILLEGAL = declareRefusal<BlockedStep & { kindZh: string; kindEn: string; occurredOn: LocalDate }>('LATER_FACT_ILLEGAL', {
  zh: ({ kindZh, occurredOn, reasonZh }) => `作废后,之后的记录“${kindZh}”(${occurredOn})将不再成立:${reasonZh}`,
  en: ({ kindEn, occurredOn, reasonEn }) => `Without it the later fact "${kindEn}" (${occurredOn}) would no longer hold: ${reasonEn}`,
  cureZh: () => '请先作废之后的记录。',
  cureEn: () => 'Void the later facts first.',
  graphqlType: 'RuleBlocksStep',
});

export const CUT_OVER_RECORDED = declareRefusal('CUT_OVER_RECORDED', {
  zh: () => '本党组织的接管日期已经登记,只能登记一次。',
  en: () => 'The cut-over of the organization is on record; there is one only.',
  cureZh: () => '待确认的可以退回后重新登记;已确认的不再更改。',
  cureEn: () => 'One that waits can be rejected and recorded anew; a confirmed one stays.',
  rule: 'INV-13a',
});

export const CUT_OVER_AFTER_UPPER = declareRefusal<{ upperCutOverOn: LocalDate }>('CUT_OVER_AFTER_UPPER', {
  zh: ({ upperCutOverOn }) => `上级党组织自 ${upperCutOverOn} 起已全面执行规则,本组织的接管日期不能更晚。`,
  en: ({ upperCutOverOn }) => `An organization above has been under every rule since ${upperCutOverOn}; the cut-over here cannot be later.`,
  cureZh: () => '请填写不晚于上级接管日期的日期;不另行登记的,按上级的接管日期执行。',
  cureEn: () => 'Give that day or an earlier one; without a day of its own the organization follows the one above.',
  rule: 'INV-13a',
});

export const CUT_OVER_IN_FUTURE = declareRefusal<{ onDay: LocalDate }>('CUT_OVER_IN_FUTURE', {
  zh: ({ onDay }) => `接管日期 ${onDay} 还没有到。`,
  en: ({ onDay }) => `The cut-over day ${onDay} has not come yet.`,
  cureZh: () => '请填写今天或以前的日期。',
  cureEn: () => 'Give today or an earlier day.',
  rule: 'INV-13a',
});

export const CUT_OVER_DECIDED = declareRefusal('CUT_OVER_DECIDED', {
  zh: () => '这条接管登记已经处理过。',
  en: () => 'This cut-over was decided already.',
  cureZh: () => '请刷新后查看。',
  cureEn: () => 'Load it again.',
});

export const OVERLAY_IN_PAST = declareRefusal<{ effectiveFrom: LocalDate }>('OVERLAY_IN_PAST', {
  zh: ({ effectiveFrom }) => `生效日期 ${effectiveFrom} 已过;地方规定不溯及既往。`,
  en: ({ effectiveFrom }) => `${effectiveFrom} lies in the past; a local rule does not reach back.`,
  cureZh: () => '请填写今天或以后的日期。',
  cureEn: () => 'Give today or a later day.',
  rule: 'INV-18',
});

export const OVERLAY_WITHDRAWAL_TOO_EARLY = declareRefusal<{ endsOn: LocalDate; after: LocalDate }>('OVERLAY_WITHDRAWAL_TOO_EARLY', {
  zh: ({ endsOn, after }) => `停止适用的日期 ${endsOn} 须晚于 ${after};已经按该规定作出的判断不改写。`,
  en: ({ endsOn, after }) => `The overlay can end after ${after} only, not on ${endsOn}; what was judged under it is not rewritten.`,
  cureZh: ({ after }) => `请填写 ${after} 以后的日期;待确认的登记日期已到的,请退回后重新登记。`,
  cureEn: ({ after }) => `Give a day after ${after}; reject a withdrawal whose day has come, and record it anew.`,
  rule: 'INV-18',
});

export const OVERLAY_WITHDRAWN = declareRefusal('OVERLAY_WITHDRAWN', {
  zh: () => '该规定已登记停止适用,或正在等待确认。',
  en: () => 'The overlay was withdrawn, or a withdrawal waits for the second person.',
  cureZh: () => '请查看该规定的停用登记;待确认的可以退回后重新登记。',
  cureEn: () => 'Look at its withdrawal; one that waits can be rejected and recorded anew.',
});

export const OVERLAY_WITHDRAWAL_DECIDED = declareRefusal('OVERLAY_WITHDRAWAL_DECIDED', {
  zh: () => '这条停用登记已经处理过。',
  en: () => 'This withdrawal was decided already.',
  cureZh: () => '请刷新后查看。',
  cureEn: () => 'Load it again.',
});

export const OVERLAY_STILL_USED = declareRefusal<{ stepCodes: string }>('OVERLAY_STILL_USED', {
  zh: ({ stepCodes }) => `其他规定以该规定增设的步骤(${stepCodes})为基础,不能先停用它。`,
  en: ({ stepCodes }) => `Other overlays build on the steps ${stepCodes} that this one added; it cannot end before them.`,
  cureZh: () => '请先停用依赖这些步骤的规定。',
  cureEn: () => 'Withdraw the overlays that build on these steps first.',
});

export const ORGANIZATION_HAS_CASES = declareRefusal<{ count: number }>('ORGANIZATION_HAS_CASES', {
  zh: ({ count }) => `本党组织还有 ${count} 个未终结的发展党员个案。`,
  en: ({ count }) => `The organization still handles ${count} open development cases.`,
  cureZh: () => '请先把个案转接到其他党组织。',
  cureEn: () => 'Transfer the cases first.',
});

export const MEMBERSHIP_HELD_BY_CASE = declareRefusal('MEMBERSHIP_HELD_BY_CASE', {
  zh: () => '此人有未终结的发展党员个案,党员关系随个案的事实变化,不能单独登记或更改。',
  en: () => 'The person has an open development case; the membership follows its facts and is not changed by hand.',
  cureZh: () => '请在个案中记录有关的事实。',
  cureEn: () => 'Record the fact in the case.',
  rule: 'INV-16',
});

function blockedStep(check: RuleCheck, factId: string | null): BlockedStep {
  const { ruleId, ruleSetId, severity, article, curedOn, reason, cure } = check;
  const why = reason ?? { zh: `不符合规则 ${ruleId}。`, en: `Rule ${ruleId} is not met.` };
  const what = cure ?? { zh: '请核对后重新记录。', en: 'Check the entry and record it again.' };
  const texts = { reasonZh: why.zh, reasonEn: why.en, adviceZh: what.zh, adviceEn: what.en };
  return { ruleId, ruleSetId, severity, articleZh: article.zh, articleEn: article.en, curedOn, ...texts, factId };
}

/** A check that stops a step, as the refusal that cites its own rule. A warning asks for a reason; everything else forbids. */
export function refusalOfCheck(check: RuleCheck): Refusal {
  const kind = check.outcome === 'WARNED' ? RULE_NEEDS_REASON : RULE_BLOCKS_STEP;
  return { ...kind(blockedStep(check, null), 'input', 'fact'), rule: check.ruleId };
}

/** The same for a later fact that stands in the way of a voiding. */
export function refusalOfLaterFact(
  check: RuleCheck,
  fact: { id: string; occurredOn: LocalDate },
  kind: { zh: string; en: string },
): Refusal {
  const details = { ...blockedStep(check, fact.id), kindZh: kind.zh, kindEn: kind.en, occurredOn: fact.occurredOn };
  return { ...LATER_FACT_ILLEGAL(details, 'input', 'factId'), rule: check.ruleId };
}

export const TRANSFER_TO_ITSELF = declareRefusal('TRANSFER_TO_ITSELF', {
  zh: () => '个案已由该党组织办理。',
  en: () => 'The organization handles the case already.',
  cureZh: () => '请选择另一个党组织。',
  cureEn: () => 'Choose another organization.',
});

export const DEVELOPMENT_CASE_RUNS = declareRefusal('DEVELOPMENT_CASE_RUNS', {
  zh: () => '此人的发展党员个案还在进行,不能删除个人信息。',
  en: () => 'A development case of the person is running; nothing is erased before it ends.',
  cureZh: () => '如本人不再申请入党,请先登记撤回,个案结束后再申请删除。',
  cureEn: () => 'Record the withdrawal of the application first, and ask again when the case has ended.',
  rule: 'PR-3',
});
