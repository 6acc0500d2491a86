import type { MissingEntry } from './form-facts.js';

function entry(code: string, zh: string, en: string, cureZh: string, cureEn: string): MissingEntry {
  return { code, label: { zh, en }, cure: { zh: cureZh, en: cureEn } };
}

function byHand(code: string, zh: string, en: string): MissingEntry {
  return entry(code, zh, en, '系统不保存此项,请手工填写。', 'The system does not hold it; write it by hand.');
}

function fromFact(code: string, zh: string, en: string): MissingEntry {
  return entry(
    code,
    zh,
    en,
    `请先登记并确认“${zh}”,再打印;或手工填写。`,
    `Record "${en}" and have it confirmed, then print again, or write it by hand.`,
  );
}

/** Every entry that a form may have to leave blank. Sex, nationality, education, post and the like are not stored (PR-6). */
export const ENTRY = {
  idCardNumber: entry(
    'idCardNumber',
    '居民身份证号',
    'ID-card number',
    '请由有权查看身份证号的党务记录人选择“打印身份证号”,或手工填写。',
    'A recorder who may see it can have it printed, or write it by hand.',
  ),
  sex: byHand('sex', '性别', 'Sex'),
  nationality: byHand('nationality', '民族', 'Nationality'),
  nativePlace: byHand('nativePlace', '籍贯', 'Native place'),
  education: byHand('education', '学历学位', 'Education'),
  post: byHand('post', '工作单位及职务', 'Workplace and post'),
  phone: byHand('phone', '联系电话', 'Phone'),
  address: byHand('address', '现居住地', 'Residence'),
  resume: byHand('resume', '本人简历', 'Career'),
  awards: byHand('awards', '奖惩情况', 'Awards and penalties'),
  photo: byHand('photo', '照片', 'Photograph'),
  place: byHand('place', '地点', 'Place'),
  recorder: byHand('recorder', '记录人', 'Who took the minutes'),
  talkContent: byHand('talkContent', '谈话内容', 'What was said'),
  opinion: byHand('opinion', '考察意见', 'Opinion'),
  branchOpinion: byHand('branchOpinion', '党支部意见', 'Opinion of the branch'),
  upperOpinion: byHand('upperOpinion', '上级党组织意见', 'Opinion of the organization above'),
  assessment: byHand('assessment', '对本人的主要评价', 'Assessment of the person'),
  contactPoint: byHand('contactPoint', '联系人、电话和地址', 'Whom to contact, phone and address'),
  chair: byHand('chair', '主持人', 'Who chaired'),
  documentNumber: byHand('documentNumber', '发文字号', 'Document number'),
  issuedOn: byHand('issuedOn', '落款日期', 'Day of the paper'),
  upperName: entry(
    'upperName',
    '上级党组织名称',
    'Name of the organization above',
    '请在党组织树中设置上级党组织,或手工填写。',
    'Name the organization above in the tree, or write it by hand.',
  ),
  appliedOn: fromFact('appliedOn', '递交入党申请书时间', 'Day of the application'),
  talkedOn: fromFact('talkedOn', '入党谈话时间', 'Day of the talk with the applicant'),
  talkers: fromFact('talkers', '谈话人', 'Who talked with the person'),
  activistOn: fromFact('activistOn', '确定为入党积极分子时间', 'Day on which the person became an activist'),
  recommendation: fromFact('recommendation', '推荐方式', 'By whom recommended'),
  filedOn: fromFact('filedOn', '上级党组织备案时间', 'Day of the filing above'),
  contacts: fromFact('contacts', '培养联系人', 'Cultivation contacts'),
  inspections: fromFact('inspections', '培养考察记录', 'Inspections during cultivation'),
  publicityStartedOn: fromFact('publicityStartedOn', '公示开始时间', 'First day of the publicity'),
  publicityEndsOn: entry(
    'publicityEndsOn',
    '公示截止时间',
    'Last day of the publicity',
    '请先登记公示开始时间,并由管理员导入该年度的工作日历。',
    'Record the first day, and have the work calendar of the year imported.',
  ),
  publicityPlace: fromFact('publicityPlace', '公示地点', 'Where the notice hangs'),
  listedOn: fromFact('listedOn', '列为发展对象时间', 'Day of listing as a prospect'),
  introducers: fromFact('introducers', '入党介绍人', 'Introducers'),
  politicalReviewOn: fromFact('politicalReviewOn', '政治审查时间', 'Day of the political review'),
  trainedOn: fromFact('trainedOn', '集中培训时间', 'Day on which the training ended'),
  examinedOn: fromFact('examinedOn', '支部委员会审查时间', 'Day of the branch committee’s examination'),
  ballot: fromFact('ballot', '表决结果', 'Result of the ballot'),
  meetingOn: fromFact('meetingOn', '大会时间', 'Day of the meeting'),
  admissionTalkedOn: fromFact('admissionTalkedOn', '审批前谈话时间', 'Day of the talk before the approval'),
  admittedOn: fromFact('admittedOn', '接收为预备党员时间', 'Day of admission as a probationary member'),
  conversionAppliedOn: fromFact('conversionAppliedOn', '递交转正申请书时间', 'Day of the conversion application'),
  probationEndsOn: fromFact('probationEndsOn', '预备期满时间', 'Day on which probation ends'),
} as const satisfies Record<string, MissingEntry>;
