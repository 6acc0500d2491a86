import { describedEnum } from '../../platform/graphql/descriptions.js';
import { FactKind } from '../machine/case-facts.js';

describedEnum(FactKind, 'DevelopmentFactKind', '发展党员个案中可以记录的事实', 'What can be recorded about a development case', {
  INTENT_EXPRESSED: ['表达入党意愿(尚不起算)', 'Wish expressed; no clock starts'],
  APPLICATION_RECEIVED: ['收到入党申请书', 'Letter of application received'],
  APPLICANT_TALKED: ['党组织派人谈话', 'The organization talked with the applicant'],
  ACTIVIST_DETERMINED: ['确定入党积极分子', 'Determined as an activist'],
  ACTIVIST_FILED: ['积极分子报上级党委备案', 'Activist filed with the upper committee'],
  CONTACTS_APPOINTED: ['指定培养联系人', 'Cultivation contacts appointed'],
  CULTIVATION_INSPECTED: ['积极分子半年考察', 'Half-yearly inspection of the activist'],
  LISTING_OPINIONS_HEARD: ['列为发展对象前听取意见', 'Opinions heard before listing'],
  LISTING_AGREED: ['支部讨论同意列为发展对象', 'The branch agreed to list'],
  PUBLICITY_STARTED: ['开始公示', 'Publicity started'],
  PUBLICITY_OBJECTED: ['公示期间收到异议', 'Objection during the publicity'],
  OBJECTION_RESOLVED: ['异议已查明处理', 'Objection resolved'],
  PUBLICITY_ENDED: ['公示结束', 'Publicity ended'],
  LISTING_DECIDED: ['上级党委对发展对象的意见(同意或备案)', 'Decision of the upper committee on the listing'],
  INTRODUCERS_DETERMINED: ['确定入党介绍人', 'Introducers determined'],
  POLITICAL_REVIEWED: ['政治审查结论', 'Outcome of the political review'],
  TRAINING_COMPLETED: ['集中培训', 'Concentrated training completed'],
  TRAINING_EXEMPTED: ['个别经批准未集中培训', 'Exempted from training, recorded individually'],
  COMMITTEE_EXAMINED: ['支部委员会审查', 'Examined by the branch committee'],
  PRE_REVIEWED: ['上级党委预审', 'Pre-review by the upper committee'],
  FORM_FILLED: ['填写入党志愿书', 'Application form filled in'],
  ADMISSION_VOTED: ['支部大会讨论接收', 'General meeting voted on the admission'],
  ADMISSION_TALKED: ['上级党委派人谈话', 'The upper committee talked with the person'],
  ADMISSION_DECIDED: ['上级党委审批预备党员', 'Upper approval or refusal of the admission'],
  ADMISSION_FILED: ['报再上一级组织部门备案', 'Filed with the next-higher organization department'],
  BRANCH_ASSIGNED: ['编入支部和党小组', 'Assigned to a branch and party group'],
  OATH_TAKEN: ['入党宣誓', 'Oath taken'],
  PROBATION_INSPECTED: ['预备期考察', 'Inspection during the probation'],
  CONVERSION_APPLIED: ['提出转正申请', 'Written application for conversion'],
  CONVERSION_OPINIONS_HEARD: ['转正前听取意见', 'Opinions heard before conversion'],
  CONVERSION_EXAMINED: ['支部委员会审查转正', 'Conversion examined by the branch committee'],
  CONVERSION_POSTPONED: ['转入单位推迟讨论转正', 'Discussion of the conversion postponed by the receiving organization'],
  CONVERSION_VOTED: ['支部大会讨论转正', 'General meeting voted on the conversion'],
  CONVERSION_DECIDED: ['上级党委审批转正', 'Upper approval or refusal of that vote'],
  ARCHIVED: ['材料归档', 'Papers archived'],
  TRANSFER_STARTED: ['转出组织关系', 'Transfer to another organization started'],
  TRANSFER_ACKNOWLEDGED: ['转入党组织接收', 'Transfer acknowledged by the receiving organization'],
  TRANSFER_DECLINED: ['转入党组织不予接收', 'Transfer declined by the receiving organization'],
  MOBILITY_NOTED: ['外出流动登记', 'Mobility noted'],
  PAUSED: ['暂缓', 'Paused'],
  RESUMED: ['恢复', 'Resumed'],
  WITHDRAWN: ['本人撤回申请', 'Withdrawn by the person'],
  REMOVED: ['取消资格', 'Removed'],
  CASE_ENDED: ['终结个案', 'Case ended by decision'],
  DECEASED: ['本人去世', 'The person died'],
  BREACH_DECIDED: ['上级党委对历史问题的处理', "Upper committee's decision about a historic breach"],
  EXTRA_STEP_DONE: ['本地增加的步骤', 'An extra local step'],
});

/** Organization to which the letter went (R03). */
export const ApplicationAddressee = {
  EMPLOYER: 'EMPLOYER',
  RESIDENCE: 'RESIDENCE',
  EMPLOYER_LOCALITY: 'EMPLOYER_LOCALITY',
  SUPERVISING_UNIT: 'SUPERVISING_UNIT',
  MOBILE_LOCALITY: 'MOBILE_LOCALITY',
} as const;
describedEnum(ApplicationAddressee, 'ApplicationAddressee', '入党申请书递交给谁', 'To which organization the letter went', {
  EMPLOYER: ['工作、学习所在单位党组织', "The employer's or school's organization"],
  RESIDENCE: ['居住地党组织', 'The organization at the place of residence'],
  EMPLOYER_LOCALITY: ['单位所在地党组织(流动人员)', "The organization of the employer's locality, for mobile people"],
  SUPERVISING_UNIT: ['单位主管部门党组织(流动人员)', "The organization of the employer's supervising unit, for mobile people"],
  MOBILE_LOCALITY: ['流动党员党组织(流动人员)', 'The organization of mobile members, for mobile people'],
});

/** Who recommended an activist (R04, R05). */
export const ActivistRecommender = {
  PARTY_MEMBERS: 'PARTY_MEMBERS',
  MASS_ORGANIZATION: 'MASS_ORGANIZATION',
  YOUTH_LEAGUE: 'YOUTH_LEAGUE',
} as const;
describedEnum(ActivistRecommender, 'ActivistRecommender', '推荐方式', 'Who recommended the activist', {
  PARTY_MEMBERS: ['党员推荐', 'Party members'],
  MASS_ORGANIZATION: ['群团组织推优', 'A mass organization'],
  YOUTH_LEAGUE: ['共青团推优', 'The Youth League'],
});

/** Who decided at branch level (R04, R10). */
export const BranchBody = { BRANCH_COMMITTEE: 'BRANCH_COMMITTEE', GENERAL_MEETING: 'GENERAL_MEETING' } as const;
describedEnum(BranchBody, 'BranchBody', '支部的决定机构', 'Who decided at branch level', {
  BRANCH_COMMITTEE: ['支部委员会', 'The branch committee'],
  GENERAL_MEETING: ['支部大会(不设支委会的)', 'The general meeting, where there is no committee'],
});

/** What a half-yearly inspection found (R07). */
export const InspectionOutcome = { QUALIFIED: 'QUALIFIED', CONTINUE: 'CONTINUE', UNFIT: 'UNFIT' } as const;
describedEnum(InspectionOutcome, 'InspectionOutcome', '考察结论', 'What an inspection found', {
  QUALIFIED: ['合格', 'Qualified'],
  CONTINUE: ['继续培养', 'Cultivation goes on'],
  UNFIT: ['不合格', 'Unfit'],
});

/** What a publicity is for (R10, R26). */
export const PublicityOf = { LISTING: 'LISTING', ADMISSION: 'ADMISSION', CONVERSION: 'CONVERSION' } as const;
describedEnum(PublicityOf, 'PublicityOf', '公示事项', 'What a publicity is for', {
  LISTING: ['拟列为发展对象', 'Listing as a prospect'],
  ADMISSION: ['拟接收为预备党员', 'Admission as a probationary member'],
  CONVERSION: ['拟转为正式党员', 'Conversion to a full member'],
});

/** How the upper committee took note of the listing (R11). */
export const ListingDecision = { CONSENT: 'CONSENT', FILING: 'FILING' } as const;
describedEnum(ListingDecision, 'ListingDecision', '上级党委对列为发展对象的意见', 'How the upper committee took note of the listing', {
  CONSENT: ['同意', 'It consented'],
  FILING: ['备案', 'It was filed'],
});

/** Who held the concentrated training (R14). */
export const TrainingHolder = {
  GRASSROOTS_COMMITTEE: 'GRASSROOTS_COMMITTEE',
  COUNTY_ORGANIZATION_DEPARTMENT: 'COUNTY_ORGANIZATION_DEPARTMENT',
  OTHER: 'OTHER',
} as const;
describedEnum(TrainingHolder, 'TrainingHolder', '培训举办单位', 'Who held the training', {
  GRASSROOTS_COMMITTEE: ['基层党委', 'The grass-roots committee'],
  COUNTY_ORGANIZATION_DEPARTMENT: ['县级党委组织部门', 'The organization department of the county'],
  OTHER: ['其他', 'Somebody else'],
});

/** What a meeting decided about a probationary member (R25, R27, R28). */
export const ConversionOutcome = { CONVERT: 'CONVERT', EXTEND: 'EXTEND', DISQUALIFY: 'DISQUALIFY' } as const;
describedEnum(ConversionOutcome, 'ConversionOutcome', '对预备党员的决定', 'What was decided about a probationary member', {
  CONVERT: ['按期转正', 'Convert'],
  EXTEND: ['延长预备期', 'Extend the probation'],
  DISQUALIFY: ['取消预备党员资格', 'Disqualify'],
});

/** Where the papers are kept (R34). */
export const ArchivePlace = { PERSONNEL_FILE: 'PERSONNEL_FILE', PARTY_FILE: 'PARTY_FILE' } as const;
describedEnum(ArchivePlace, 'ArchivePlace', '材料存放处', 'Where the papers are kept', {
  PERSONNEL_FILE: ['本人人事档案', 'The personnel file'],
  PARTY_FILE: ['党员档案(由党委保存)', 'A party file kept by the committee'],
});
