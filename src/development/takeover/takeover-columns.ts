/** How a cell is read. NAMES are members' names joined by 、; INSPECTIONS are days, each with its outcome. */
type CellKind = 'TEXT' | 'DAY' | 'NUMBER' | 'YES_NO' | 'CHOICE' | 'CHOICES' | 'NAMES' | 'INSPECTIONS';

/** One column of the sheet. */
export interface TakeoverColumn {
  key: string;
  header: string;
  kind: CellKind;
  /** Without it a row cannot be read at all; other columns are asked for by the step that they belong to. */
  isRequired?: boolean;
  /** Words that the cell may hold, each with what is recorded. */
  choices?: Readonly<Record<string, string>>;
  lengthMax?: number;
}

const BODIES = { 支部委员会: 'BRANCH_COMMITTEE', 支部大会: 'GENERAL_MEETING' };
const text = (key: string, header: string, lengthMax = 80): TakeoverColumn => ({ key, header, kind: 'TEXT', lengthMax });
const day = (key: string, header: string): TakeoverColumn => ({ key, header, kind: 'DAY' });
const names = (key: string, header: string): TakeoverColumn => ({ key, header, kind: 'NAMES', lengthMax: 200 });
const count = (key: string, header: string): TakeoverColumn => ({ key, header, kind: 'NUMBER' });
const yesNo = (key: string, header: string): TakeoverColumn => ({ key, header, kind: 'YES_NO' });
const choice = (key: string, header: string, choices: Readonly<Record<string, string>>): TakeoverColumn => ({
  key,
  header,
  kind: 'CHOICE',
  choices,
});

/** How an inspection may end, as it is written in the sheet. */
export const INSPECTION_WORDS: Readonly<Record<string, string>> = { 合格: 'QUALIFIED', 继续培养: 'CONTINUE', 不合格: 'UNFIT' };

/**
 * The columns of the sheet in their order. The headers themselves say what was decided (合格, 同意, 通过, 批准), so that a date is the record
 * of a decision and nothing is inferred (R36). A step that ended otherwise is recorded in the case by hand.
 */
export const TAKEOVER_COLUMNS: readonly TakeoverColumn[] = [
  { ...text('fullName', '姓名', 60), isRequired: true },
  { ...text('idCardNumber', '身份证号', 30), isRequired: true },
  { ...text('branch', '所在党支部', 120), isRequired: true },
  { ...day('consentOn', '本人单独同意日期'), isRequired: true },
  { ...text('consentReference', '同意书编号', 200), isRequired: true },
  text('upper', '上级党委', 120),
  { ...day('applicationOn', '递交入党申请书日期'), isRequired: true },
  choice('applicationTo', '申请书递交给', { 工作单位: 'EMPLOYER', 居住地: 'RESIDENCE', 流动所在地: 'MOBILE_LOCALITY' }),
  day('talkOn', '入党谈话日期'),
  names('talkers', '入党谈话人'),
  day('activistOn', '确定为积极分子日期'),
  choice('recommendedBy', '推荐方式', { 党员推荐: 'PARTY_MEMBERS', 群团推优: 'MASS_ORGANIZATION', 团组织推优: 'YOUTH_LEAGUE' }),
  yesNo('isLeagueMember', '当时是否团员'),
  choice('activistDecidedBy', '确定积极分子的机构', BODIES),
  text('activistNumber', '确定积极分子文号'),
  day('filedOn', '积极分子备案日期'),
  text('filedNumber', '积极分子备案文号'),
  day('contactsOn', '指定培养联系人日期'),
  names('contacts', '培养联系人'),
  { key: 'inspections', header: '半年考察(日期 结论;…)', kind: 'INSPECTIONS', lengthMax: 500 },
  day('opinionsOn', '听取意见日期'),
  {
    key: 'opinionsOf',
    header: '听取了谁的意见',
    kind: 'CHOICES',
    choices: { 党小组: 'partyGroup', 培养联系人: 'contacts', 党员: 'members', 群众: 'masses' },
  },
  day('listingAgreedOn', '支部同意列为发展对象日期'),
  choice('listingAgreedBy', '同意列为发展对象的机构', BODIES),
  text('listingAgreedNumber', '支部同意文号'),
  day('publicityFrom', '公示开始日期'),
  text('publicityPlace', '公示地点', 200),
  day('publicityTo', '公示期满日期'),
  day('listedOn', '上级党委同意或备案日期'),
  choice('listedBy', '上级党委意见', { 同意: 'CONSENT', 备案: 'FILING' }),
  text('listedNumber', '发展对象同意或备案文号'),
  day('introducersOn', '确定入党介绍人日期'),
  names('introducers', '入党介绍人'),
  day('reviewedOn', '政治审查合格日期'),
  text('reviewedNumber', '政治审查文号'),
  day('trainedOn', '集中培训完成日期'),
  count('trainedDays', '培训天数'),
  count('trainedHours', '培训学时'),
  choice('trainedBy', '培训主办', { 基层党委: 'GRASSROOTS_COMMITTEE', 县级组织部门: 'COUNTY_ORGANIZATION_DEPARTMENT', 其他: 'OTHER' }),
  day('examinedOn', '支部委员会审查合格日期'),
  text('examinedNumber', '支部委员会审查文号'),
  day('preReviewedOn', '上级党委预审合格日期'),
  text('preReviewedNumber', '预审文号'),
  day('formOn', '填写志愿书日期'),
  text('formNumber', '志愿书编号'),
  day('votedOn', '支部大会通过接收日期'),
  text('votedNumber', '支部大会决议文号'),
  count('due', '应到会有表决权人数'),
  count('present', '实到会人数'),
  count('written', '书面意见数'),
  count('yes', '赞成票'),
  count('no', '不赞成票'),
  count('abstain', '弃权票'),
  count('invalid', '无效票'),
  yesNo('isSecret', '是否无记名投票'),
  yesNo('isIndividual', '是否逐个表决'),
  yesNo('introducersAttended', '介绍人是否到会'),
  yesNo('candidateAttended', '本人是否到会'),
  day('admissionTalkOn', '审批前谈话日期'),
  names('admissionTalkers', '审批前谈话人'),
  day('approvedOn', '上级党委批准接收日期'),
  text('approvedNumber', '批准文号'),
  yesNo('isCollective', '是否集体讨论审批'),
  day('admissionFiledOn', '报上级组织部门备案日期'),
  text('admissionFiledNumber', '报上级组织部门备案文号'),
  text('admissionFiledWith', '备案的上级党组织', 120),
  day('assignedOn', '编入党支部日期'),
  text('partyGroup', '党小组', 60),
  day('oathOn', '入党宣誓日期'),
  day('conversionAppliedOn', '递交转正申请书日期'),
  text('overrideReason', '提醒说明(接管日期之后的步骤)', 500),
];

const BY_KEY = new Map(TAKEOVER_COLUMNS.map((column) => [column.key, column]));

/** Header of a column. Throws for a key that no column has. */
export function headerOf(key: string): string {
  const column = BY_KEY.get(key);
  if (!column) throw new Error(`No column ${key}`);
  return column.header;
}
