import type { Bilingual } from '../../platform/errors/faults.js';
import type { DomainError } from '../../platform/errors/refusals.js';

/** Something found in a sheet, a row or a cell. An ERROR leaves the row out; a WARNING and a NOTE do not. */
export interface CellFinding {
  /** Header of the column; null for the row or the sheet as a whole. */
  column: string | null;
  code: FindingCode;
  severity: 'ERROR' | 'WARNING' | 'NOTE';
  /** The rule that speaks, or null. */
  ruleId: string | null;
  message: Bilingual;
  cure: Bilingual | null;
}

/** Stable codes of findings. */
export type FindingCode =
  | keyof typeof TAKEOVER_FINDING_TEXTS
  | 'RULE_BLOCKS'
  | 'RULE_WARNS'
  | 'HISTORIC_BREACH'
  | 'RULE_PROVISIONAL'
  | 'RULE_OVERRIDDEN'
  | 'REFUSED';

interface FindingText {
  zh: string;
  en: string;
  cureZh: string;
  cureEn: string;
}

/** Findings of a sheet of existing cases, each with what to do. */
export const TAKEOVER_FINDING_TEXTS = {
  HEADER_MISSING: { zh: '缺少这一列', en: 'The column is missing', cureZh: '请使用模板的表头', cureEn: 'Use the headers of the template' },
  HEADER_REPEATED: {
    zh: '表头出现了两次',
    en: 'The header stands there twice',
    cureZh: '请删除多余的一列',
    cureEn: 'Remove one of the columns',
  },
  CELL_MISSING: { zh: '没有填写', en: 'It is empty', cureZh: '请填写', cureEn: 'Fill it in' },
  CELL_TOO_LONG: { zh: '内容过长', en: 'It is too long', cureZh: '请缩短', cureEn: 'Shorten it' },
  DAY_UNREADABLE: { zh: '日期无法识别', en: 'It is no date', cureZh: '请写成 2024-09-10 的样子', cureEn: 'Write it like 2024-09-10' },
  DAY_IN_FUTURE: {
    zh: '日期还没有到',
    en: 'The day has not come yet',
    cureZh: '只登记已经发生的步骤',
    cureEn: 'Only what has happened is recorded',
  },
  NUMBER_UNREADABLE: { zh: '须为 0 或正整数', en: 'It must be a whole number', cureZh: '请只写数字', cureEn: 'Write digits only' },
  CHOICE_UNKNOWN: {
    zh: '不是可选的内容',
    en: 'It is none of the choices',
    cureZh: '请从模板说明列出的内容中选择',
    cureEn: 'Take one of the choices that the template lists',
  },
  ID_CARD_INVALID: {
    zh: '身份证号有误',
    en: 'The ID-card number is wrong',
    cureZh: '请核对;Excel 中须设为文本格式',
    cureEn: 'Check it; in Excel the cell must be text',
  },
  NAME_DIFFERS: {
    zh: '姓名与登记的不一致',
    en: 'The name differs from the registered one',
    cureZh: '请核对姓名和身份证号',
    cureEn: 'Check name and number',
  },
  ROW_REPEATED: {
    zh: '表中另一行是同一个人',
    en: 'Another row is about the same person',
    cureZh: '请每人只留一行',
    cureEn: 'Keep one row for each person',
  },
  FORM_NUMBER_REPEATED: {
    zh: '前面另一人的一行已有这个志愿书编号,行号',
    en: 'An earlier row, of somebody else, has this form number, row',
    cureZh: '请按志愿书上印制的编号更正其中一行',
    cureEn: 'Correct one of the two rows by the number that is printed on the form',
  },
  ROW_TAKEN_BEFORE: {
    zh: '以前已接管,内容相同,不会重复登记',
    en: 'It was taken over before with the same content and is left out',
    cureZh: '无需处理',
    cureEn: 'There is nothing to do',
  },
  CASE_OPEN: {
    zh: '此人已有未终结的个案',
    en: 'The person has an open case',
    cureZh: '请在该个案中记录事实',
    cureEn: 'Record the facts in that case',
  },
  ALREADY_MEMBER: {
    zh: '此人已是正式党员',
    en: 'The person is a full member already',
    cureZh: '请核对人员',
    cureEn: 'Check whom you mean',
  },
  ORGANIZATION_UNKNOWN: {
    zh: '范围内没有这个名称的党组织',
    en: 'There is no organization of this name within the scope',
    cureZh: '请写党组织的全称或简称',
    cureEn: 'Write its full or short name',
  },
  ORGANIZATION_AMBIGUOUS: {
    zh: '有不止一个党组织叫这个名称',
    en: 'More than one organization has this name',
    cureZh: '请写全称',
    cureEn: 'Write the full name',
  },
  ORGANIZATION_NO_BRANCH: {
    zh: '不是党支部或者党总支,不办理发展党员个案',
    en: 'It is neither a branch nor a general branch and handles no case',
    cureZh: '请写本人所在的党支部',
    cureEn: "Write the person's Party branch",
  },
  PERSON_UNKNOWN: {
    zh: '没有这个姓名的党员',
    en: 'No member has this name',
    cureZh: '请先登记党员关系,或核对姓名',
    cureEn: 'Register the membership first, or check the name',
  },
  PERSON_AMBIGUOUS: {
    zh: '有不止一名党员叫这个姓名',
    en: 'More than one member has this name',
    cureZh: '请在姓名后加身份证号后四位,如 张三(1234)',
    cureEn: 'Add the last four characters of the ID-card number, as in 张三(1234)',
  },
  DAY_MISSING: {
    zh: '填写了内容但没有填写日期',
    en: 'There is content but no date',
    cureZh: '请填写日期,或清空这一步的各列',
    cureEn: 'Give the date, or empty the columns of the step',
  },
} as const satisfies Record<string, FindingText>;

/** A finding about a cell; `detail` is what stands there, or where the other is; never an ID-card number. */
export function cellFinding(
  code: keyof typeof TAKEOVER_FINDING_TEXTS,
  column: string | null,
  { detail, severity = 'ERROR', ruleId = null }: { detail?: string; severity?: CellFinding['severity']; ruleId?: string | null } = {},
): CellFinding {
  const { zh, en, cureZh, cureEn } = TAKEOVER_FINDING_TEXTS[code];
  const shown = detail === undefined ? '' : [...detail].slice(0, 40).join('');
  return {
    column,
    code,
    severity,
    ruleId,
    message: { zh: shown ? `${zh}:${shown}。` : `${zh}。`, en: shown ? `${en}: ${shown}.` : `${en}.` },
    cure: { zh: `${cureZh}。`, en: `${cureEn}.` },
  };
}

/** The refusals of a verb as findings about a row. */
export function findingsOf({ refusals }: DomainError): CellFinding[] {
  return refusals.map(({ rule, message, cure }) => ({ column: null, code: 'REFUSED', severity: 'ERROR', ruleId: rule, message, cure }));
}
