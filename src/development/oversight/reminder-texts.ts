import { describedEnum, wordOf } from '../../platform/graphql/descriptions.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Bilingual } from '../../platform/errors/faults.js';
import type { DeadlineCode } from '../machine/deadlines.js';
import type { RuleId, RuleSetId } from '../rule-sets/rule-set.js';
import { ruleOf } from '../rule-sets/rule-set.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';

/** What is due, for the schema and for sentences. */
export const DevelopmentDeadlineCode = {
  TALK: 'TALK',
  INSPECTION: 'INSPECTION',
  PUBLICITY_END: 'PUBLICITY_END',
  MEETING: 'MEETING',
  APPROVAL: 'APPROVAL',
  APPROVAL_LIMIT: 'APPROVAL_LIMIT',
  FILING: 'FILING',
  OATH: 'OATH',
  CONVERSION: 'CONVERSION',
  CONVERSION_APPROVAL: 'CONVERSION_APPROVAL',
  EXTENSION_END: 'EXTENSION_END',
  LETTER: 'LETTER',
  MOBILITY: 'MOBILITY',
  ARCHIVE: 'ARCHIVE',
} as const satisfies { [Code in DeadlineCode]: Code };
describedEnum(DevelopmentDeadlineCode, 'DevelopmentDeadlineCode', '期限的种类', 'What is due', {
  TALK: ['与入党申请人谈话', 'Talk with the applicant'],
  INSPECTION: ['半年考察', 'Half-yearly inspection'],
  PUBLICITY_END: ['公示期满', 'End of the publicity'],
  MEETING: ['召开支部大会', 'General meeting of the branch'],
  APPROVAL: ['上级党委审批', "Upper committee's approval"],
  APPROVAL_LIMIT: ['上级党委审批的最长期限', "Outer limit of the upper committee's approval"],
  FILING: ['报上一级组织部门备案', 'Filing with the next-higher organization department'],
  OATH: ['入党宣誓', 'Oath'],
  CONVERSION: ['预备期满讨论转正', 'Conversion at the end of the probation'],
  CONVERSION_APPROVAL: ['上级党委审批转正', "Upper committee's decision on the conversion"],
  EXTENSION_END: ['延长的预备期满', 'End of the extended probation'],
  LETTER: ['介绍信有效期', 'Validity of the introduction letter'],
  MOBILITY: ['外出满期后转接组织关系', 'Transfer of a member who stays away'],
  ARCHIVE: ['材料归档', 'Archiving of the papers'],
});

/** Rule and article in words, with the mark of a set whose text was not obtained. */
export function citationOf(ruleId: string, ruleSetId: RuleSetId): Bilingual & { isSecondHand: boolean } {
  const set = SHIPPED_RULE_SETS.find(({ id }) => id === ruleSetId)!;
  const { article } = ruleOf(set, ruleId as RuleId);
  const { isSecondHand } = set;
  return {
    zh: isSecondHand ? `${article.zh}(二手来源,待与正式文本核对)` : article.zh,
    en: isSecondHand ? `${article.en} (second-hand, to be confirmed against the official text)` : article.en,
    isSecondHand,
  };
}

/** A deadline that a reminder names. */
export interface RemindedDeadline {
  caseNumber: string;
  code: DeadlineCode;
  ruleId: string;
  ruleSetId: RuleSetId;
  dueOn: LocalDate;
  isProvisional: boolean;
}

/** The sentence of a reminder. It names the case by its number and nobody by name: a notice is no audited reading. */
export function reminderText(deadline: RemindedDeadline, todayOn: LocalDate): Bilingual {
  const { caseNumber, code, ruleId, dueOn, isProvisional } = deadline;
  const what = wordOf(DevelopmentDeadlineCode, code);
  const article = citationOf(ruleId, deadline.ruleSetId);
  const isOverdue = dueOn < todayOn;
  const zh = isOverdue ? `期限 ${dueOn} 已过,请尽快办理并登记` : `期限为 ${dueOn}`;
  const en = isOverdue ? `was due on ${dueOn}; please do and record it` : `is due on ${dueOn}`;
  return {
    zh: `发展党员个案 ${caseNumber}:${what.zh},${zh}${isProvisional ? '(暂定,缺当年工作日历)' : ''}。依据 ${ruleId} ${article.zh}。`,
    en: `Case ${caseNumber}: ${what.en} ${en}${isProvisional ? " (provisional: a year's work calendar is missing)" : ''}. ${ruleId}, ${article.en}.`,
  };
}

/** Begins the keys of all reminders of one deadline; the end keeps one key from being the beginning of another. */
export function deadlineKey({ code, fromFactId, dueOn }: { code: DeadlineCode; fromFactId: string; dueOn: LocalDate }): string {
  return `development.due:${code}:${fromFactId}:${dueOn};`;
}
