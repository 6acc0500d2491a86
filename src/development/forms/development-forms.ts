import { admissionResolution, conversionResolution } from './resolution-forms.js';
import { cultivationRecord } from './cultivation-form.js';
import { type FilledForm, FormDraft } from './form-draft.js';
import type { DevelopmentFormKind, FormFacts } from './form-facts.js';
import { preReviewRequest } from './pre-review-form.js';
import { publicityNotice } from './publicity-form.js';
import { activistRegister, prospectRegister } from './register-forms.js';
import { admissionTalkRecord, applicantTalkRecord } from './talk-forms.js';

const FORMS: Readonly<Record<DevelopmentFormKind, { name: string; fill: (draft: FormDraft) => FilledForm }>> = {
  ACTIVIST_REGISTER: { name: '入党积极分子登记表', fill: activistRegister },
  PROSPECT_REGISTER: { name: '发展对象登记表', fill: prospectRegister },
  CULTIVATION_RECORD: { name: '培养教育考察表', fill: cultivationRecord },
  APPLICANT_TALK_RECORD: { name: '入党申请人谈话记录', fill: applicantTalkRecord },
  ADMISSION_TALK_RECORD: { name: '审批前谈话记录', fill: admissionTalkRecord },
  PUBLICITY_NOTICE: { name: '公示', fill: publicityNotice },
  PRE_REVIEW_REQUEST: { name: '预审请示', fill: preReviewRequest },
  ADMISSION_RESOLUTION: { name: '接收预备党员决议', fill: admissionResolution },
  CONVERSION_RESOLUTION: { name: '预备党员转正决议', fill: conversionResolution },
};

/** Fills a form in from facts. Equal facts give an equal paper; what is not recorded stays blank and is listed (R36). */
export function filledForm(kind: DevelopmentFormKind, facts: FormFacts): FilledForm {
  return FORMS[kind].fill(new FormDraft(facts));
}

/** Name of the file: the case's number and the form, without the person's name, because file names travel. */
export function formFileName(kind: DevelopmentFormKind, caseNumber: string): string {
  return `${caseNumber}-${FORMS[kind].name}.docx`;
}
