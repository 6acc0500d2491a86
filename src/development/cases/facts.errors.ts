import type { LocalDate } from '../../platform/clock/local-date.js';
import { declareRefusal, type Refusal } from '../../platform/errors/refusals.js';
import type { RuleCheck } from '../machine/rule-check.js';

export const FACT_OF_ANOTHER = declareRefusal('FACT_OF_ANOTHER', {
  zh: () => '只有记录人本人可以收回;其他人由审核人驳回。',
  en: () => 'Only whoever recorded it takes it back; a confirmer rejects it.',
  cureZh: () => '请记录人收回,或请审核人驳回。',
  cureEn: () => 'Ask the recorder to take it back, or a confirmer to reject it.',
  rule: 'INV-21',
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
