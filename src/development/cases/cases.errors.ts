import { declareRefusal } from '../../platform/errors/refusals.js';

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

export const CASE_NEEDS_BRANCH = declareRefusal<{ name: string }>('CASE_NEEDS_BRANCH', {
  zh: ({ name }) => `“${name}”不是党支部或者党总支,不办理发展党员个案;党委负责备案、预审和审批,群团组织只作推荐。`,
  en: ({ name }) =>
    `"${name}" is neither a branch nor a general branch and handles no case: committees file, review and approve, mass organizations recommend.`,
  cureZh: () => '请选择此人所在的党支部;个案已在转来途中的,请登记不予接收,由原党组织转到该支部。',
  cureEn: () => "Choose the person's Party branch; if the case is on its way already, decline it, so that it is sent there.",
  rule: 'R04',
});
