import { describedEnum } from '../../platform/graphql/descriptions.js';
import type { Bilingual } from '../../platform/errors/faults.js';

/** Papers that the shipped plans name, and OTHER. An organization's own plan may name further ones by their codes. */
export const DevelopmentPaperKind = {
  APPLICATION_LETTER: 'APPLICATION_LETTER',
  TALK_RECORD: 'TALK_RECORD',
  REGISTRATION_FORM: 'REGISTRATION_FORM',
  INSPECTION_FORM: 'INSPECTION_FORM',
  PUBLICITY_NOTICE: 'PUBLICITY_NOTICE',
  POLITICAL_REVIEW_REPORT: 'POLITICAL_REVIEW_REPORT',
  TRAINING_CERTIFICATE: 'TRAINING_CERTIFICATE',
  PRE_REVIEW_REQUEST: 'PRE_REVIEW_REQUEST',
  APPLICATION_FORM: 'APPLICATION_FORM',
  BRANCH_RESOLUTION: 'BRANCH_RESOLUTION',
  CONVERSION_LETTER: 'CONVERSION_LETTER',
  OTHER: 'OTHER',
} as const;
export type DevelopmentPaperKind = (typeof DevelopmentPaperKind)[keyof typeof DevelopmentPaperKind];

const WORDS: Readonly<Record<DevelopmentPaperKind, readonly [zh: string, en: string]>> = {
  APPLICATION_LETTER: ['入党申请书', 'Letter of application'],
  TALK_RECORD: ['谈话记录', 'Record of a talk'],
  REGISTRATION_FORM: ['登记表', 'Register form'],
  INSPECTION_FORM: ['培养教育考察材料', 'Cultivation and inspection file'],
  PUBLICITY_NOTICE: ['公示材料', 'Publicity notice'],
  POLITICAL_REVIEW_REPORT: ['政治审查材料', 'Political review'],
  TRAINING_CERTIFICATE: ['集中培训材料', 'Proof of the training'],
  PRE_REVIEW_REQUEST: ['预审请示', 'Request for the pre-review'],
  APPLICATION_FORM: ['入党志愿书', 'Application form'],
  BRANCH_RESOLUTION: ['支部大会决议', "Resolution of the branch's meeting"],
  CONVERSION_LETTER: ['转正申请书', 'Application for conversion'],
  OTHER: ['其他材料', 'Another paper'],
};
describedEnum(DevelopmentPaperKind, 'DevelopmentPaperKind', '发展党员材料的种类', 'Kinds of papers of a development case', WORDS);

/** What a paper is called; a code of an organization's own plan is its own name. */
export function paperName(code: string): Bilingual {
  const words = (WORDS as Readonly<Record<string, readonly [string, string]>>)[code];
  return words ? { zh: words[0], en: words[1] } : { zh: code, en: code };
}
