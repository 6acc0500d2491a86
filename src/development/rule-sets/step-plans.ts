import type { FactKind } from '../machine/case-facts.js';
import type { StepDefinition, StepPlanCode } from './rule-set.js';

type Row = readonly [code: string, stage: StepDefinition['stage'], completedBy: FactKind, zh: string, en: string, ...forms: string[]];

/** The common flow: five stages, 25 steps (3-development-rules 2.1). */
const STANDARD: readonly Row[] = [
  ['APPLICATION', 1, 'APPLICATION_RECEIVED', '递交入党申请书', 'Written application', 'APPLICATION_LETTER'],
  ['TALK', 1, 'APPLICANT_TALKED', '党组织派人谈话', 'Talk by the organization', 'TALK_RECORD'],
  ['ACTIVIST', 2, 'ACTIVIST_DETERMINED', '推荐和确定入党积极分子', 'Recommend and determine the activist', 'REGISTRATION_FORM'],
  ['ACTIVIST_FILING', 2, 'ACTIVIST_FILED', '上级党委备案', 'File with the upper committee'],
  ['CONTACTS', 2, 'CONTACTS_APPOINTED', '指定培养联系人', 'Appoint cultivation contacts'],
  ['CULTIVATION', 2, 'CULTIVATION_INSPECTED', '培养教育考察', 'Cultivate and inspect', 'INSPECTION_FORM'],
  ['PROSPECT', 3, 'LISTING_AGREED', '确定发展对象', 'Determine the prospect'],
  ['PROSPECT_FILING', 3, 'LISTING_DECIDED', '报上级党委同意(备案)', 'Consent of or filing with the upper committee'],
  ['INTRODUCERS', 3, 'INTRODUCERS_DETERMINED', '确定入党介绍人', 'Determine the introducers'],
  ['POLITICAL_REVIEW', 3, 'POLITICAL_REVIEWED', '进行政治审查', 'Political review', 'POLITICAL_REVIEW_REPORT'],
  ['TRAINING', 3, 'TRAINING_COMPLETED', '开展集中培训', 'Concentrated training', 'TRAINING_CERTIFICATE'],
  ['COMMITTEE_EXAMINATION', 4, 'COMMITTEE_EXAMINED', '支部委员会审查', 'Examination by the branch committee'],
  ['PRE_REVIEW', 4, 'PRE_REVIEWED', '上级党委预审', 'Pre-review by the upper committee', 'PRE_REVIEW_REQUEST'],
  ['FORM', 4, 'FORM_FILLED', '填写入党志愿书', 'Fill in the application form', 'APPLICATION_FORM'],
  ['BRANCH_MEETING', 4, 'ADMISSION_VOTED', '支部大会讨论', 'General meeting of the branch', 'BRANCH_RESOLUTION'],
  ['UPPER_TALK', 4, 'ADMISSION_TALKED', '上级党委派人谈话', 'Talk by the upper committee', 'TALK_RECORD'],
  ['UPPER_APPROVAL', 4, 'ADMISSION_DECIDED', '上级党委审批', 'Approval by the upper committee'],
  ['UPPER_FILING', 4, 'ADMISSION_FILED', '再上一级党委组织部门备案', 'File with the next-higher organization department'],
  ['ASSIGNMENT', 5, 'BRANCH_ASSIGNED', '编入党支部和党小组', 'Assign to a branch and party group'],
  ['OATH', 5, 'OATH_TAKEN', '入党宣誓', 'Oath'],
  ['CONTINUED_EDUCATION', 5, 'PROBATION_INSPECTED', '继续教育考察', 'Continued education and inspection', 'INSPECTION_FORM'],
  ['CONVERSION_APPLICATION', 5, 'CONVERSION_APPLIED', '提出转正申请', 'Application for conversion', 'CONVERSION_LETTER'],
  ['CONVERSION_MEETING', 5, 'CONVERSION_VOTED', '支部大会讨论转正', 'General meeting on the conversion', 'BRANCH_RESOLUTION'],
  ['CONVERSION_APPROVAL', 5, 'CONVERSION_DECIDED', '上级党委审批转正', 'Approval of the conversion'],
  ['ARCHIVE', 5, 'ARCHIVED', '材料归档', 'Archive the papers'],
];

/** The steps that institutions with 29 steps count by themselves, each with the step that it precedes. */
const COUNTED_APART: readonly (readonly [before: string, row: Row])[] = [
  ['PROSPECT', ['LISTING_OPINIONS', 3, 'LISTING_OPINIONS_HEARD', '听取意见', 'Hear the opinions']],
  ['PROSPECT_FILING', ['LISTING_PUBLICITY', 3, 'PUBLICITY_ENDED', '发展对象公示', 'Publicity before the listing', 'PUBLICITY_NOTICE']],
  ['CONVERSION_MEETING', ['CONVERSION_OPINIONS', 5, 'CONVERSION_OPINIONS_HEARD', '转正前听取意见', 'Hear the opinions on the conversion']],
  ['CONVERSION_MEETING', ['CONVERSION_EXAMINATION', 5, 'CONVERSION_EXAMINED', '支部委员会转正审查', 'Branch committee on the conversion']],
];

function planOf(rows: readonly Row[]): StepDefinition[] {
  return rows.map(([code, stage, completedBy, zh, en, ...forms], index) => ({
    number: index + 1,
    code,
    stage,
    zh,
    en,
    completedBy,
    forms,
    gate: null,
  }));
}

/** Step plans by code. The numbers are their order; the codes stay when steps are added. */
export const STEP_PLANS: Readonly<Record<StepPlanCode, readonly StepDefinition[]>> = {
  STANDARD_25: planOf(STANDARD),
  EXTENDED_29: planOf(STANDARD.flatMap((row) => [...COUNTED_APART.filter(([before]) => before === row[0]).map(([, apart]) => apart), row])),
};
