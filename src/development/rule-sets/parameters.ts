import type { Bilingual } from '../../platform/errors/faults.js';
import type { ParameterValue, RuleId } from './rule-set.js';

/** Which way a parameter gets stricter: a higher or lower number, a later word of a list, or neither (it is fixed by the articles). */
export type Stricter = 'HIGHER' | 'LOWER' | 'FIXED' | readonly ParameterValue[];

/** One figure of a rule, with the values that the two sets ship. */
export interface ParameterDefinition {
  ruleId: RuleId;
  name: string;
  stricter: Stricter;
  value2014: ParameterValue;
  value2026: ParameterValue;
  label: Bilingual;
}

const OFF_ON = [false, true] as const;

function parameter(
  ruleId: RuleId,
  name: string,
  stricter: Stricter,
  [value2014, value2026]: readonly [ParameterValue, ParameterValue],
  zh: string,
  en: string,
): ParameterDefinition {
  return { ruleId, name, stricter, value2014, value2026, label: { zh, en } };
}

const both = (value: ParameterValue) => [value, value] as const;

/**
 * All parameters (3-development-rules 2.0, 2.2). Where the articles name no figure, the value is an installation default and its label
 * says so. The 2014 wording of R11 is filing (备案); for the 2026 text, whose sources differ, the stricter consent (同意) is the default.
 */
export const PARAMETER_DEFINITIONS: readonly ParameterDefinition[] = [
  parameter('R01', 'ageMin', 'HIGHER', both(18), '最低年龄(周岁)', 'Lowest age in completed years'),
  parameter('R02', 'talkMonthsMax', 'LOWER', both(1), '谈话期限(月)', 'Months within which the talk takes place'),
  parameter(
    'R03',
    'isResidenceExplained',
    OFF_ON,
    both(true),
    '向居住地提出的须说明单位情况',
    'Who applies at the residence says how it is with the employer',
  ),
  parameter(
    'R03',
    'isMobilityExplained',
    OFF_ON,
    both(true),
    '向流动所在地提出的须为流动人员',
    'Who applies where mobile people may is one',
  ),
  parameter('R04', 'isFilingRequired', OFF_ON, both(true), '确定积极分子须报备案', 'Activists are filed above'),
  parameter('R05', 'leagueAgeMax', 'HIGHER', both(28), '团组织推荐的年龄上限(周岁,不含)', 'Age below which the League recommends'),
  parameter('R06', 'contactsMin', 'HIGHER', both(1), '培养联系人最少人数', 'Fewest cultivation contacts'),
  parameter('R06', 'contactsMax', 'LOWER', both(2), '培养联系人最多人数', 'Most cultivation contacts'),
  parameter('R07', 'inspectionMonthsMax', 'LOWER', both(6), '考察间隔(月)', 'Months between inspections'),
  parameter('R09', 'cultivationMonthsMin', 'HIGHER', both(12), '培养考察时间(月)', 'Months of cultivation'),
  parameter(
    'R10',
    'listingPublicity',
    ['OPTIONAL', 'REQUIRED'],
    ['OPTIONAL', 'REQUIRED'],
    '列为发展对象前公示',
    'Publicity before the listing',
  ),
  parameter('R10', 'publicityWorkdaysMin', 'HIGHER', both(5), '公示工作日数', 'Working days of publicity'),
  parameter('R10', 'postingDay', ['INCLUDE', 'EXCLUDE'], both('EXCLUDE'), '张贴当日是否计入', 'Whether the posting day counts'),
  parameter(
    'R11',
    'prospectListing.upperDecision',
    ['FILING', 'CONSENT'],
    ['FILING', 'CONSENT'],
    '上级党委对列为发展对象的决定方式(备案/同意)',
    "The upper committee's decision on a listing",
  ),
  parameter('R12', 'introducersCount', 'FIXED', both(2), '入党介绍人人数', 'Number of introducers'),
  parameter('R14', 'trainingDaysMin', 'HIGHER', both(3), '集中培训天数', 'Days of training'),
  parameter('R14', 'trainingHoursMin', 'HIGHER', both(24), '集中培训学时', 'Class hours of training'),
  parameter('R16', 'leavingMonthsMax', 'HIGHER', both(3), '将离开单位的期限(月)', 'Months within which the prospect leaves'),
  parameter('R17', 'isRequired', OFF_ON, [false, true], '是否要求在期限内开会', 'Whether the time limit applies'),
  parameter('R17', 'meetingMonthsMax', 'LOWER', both(1), '预审后开会期限(月)', 'Months from pre-review to meeting'),
  parameter('R19', 'votersMin', 'HIGHER', both(3), '应到会有表决权党员最少人数', 'Fewest voting members due'),
  parameter('R21', 'approvalMonthsMax', 'LOWER', both(3), '审批期限(月)', 'Months for the approval'),
  parameter('R21', 'approvalMonthsSpecialMax', 'LOWER', both(6), '特殊情况审批期限(月)', 'Months for the approval in special cases'),
  parameter(
    'R22',
    'filingMonthsMax',
    'LOWER',
    both(1),
    '审批后备案期限(月,条文未定)',
    'Months from approval to filing; the articles name no figure',
  ),
  parameter('R23', 'isRequired', OFF_ON, [false, true], '是否要求在期限内宣誓', 'Whether the time limit applies'),
  parameter('R23', 'oathMonthsMax', 'LOWER', both(1), '批准后宣誓期限(月)', 'Months from approval to oath'),
  parameter('R24', 'probationMonths', 'FIXED', both(12), '预备期(月)', 'Months of probation'),
  parameter('R25', 'conversionApprovalMonthsMax', 'LOWER', both(3), '转正审批期限(月)', 'Months for the approval of a conversion'),
  parameter(
    'R25',
    'applicationMonthsBeforeMax',
    'LOWER',
    both(1),
    '可在期满前多久提出转正申请(月,条文未定)',
    'Months before the expiry from which one applies; the articles name no figure',
  ),
  parameter('R26', 'isRequired', OFF_ON, both(false), '转正前是否公示(地方选用)', 'Publicity before conversion, a local option'),
  parameter(
    'R26',
    'publicityDaysMin',
    'HIGHER',
    both(7),
    '转正公示天数(自然日,地方选用)',
    'Calendar days of that publicity, a local option',
  ),
  parameter('R27', 'extensionMonthsMin', 'HIGHER', both(6), '延长预备期最短(月)', 'Fewest months of extension'),
  parameter('R27', 'extensionMonthsMax', 'LOWER', both(12), '延长预备期最长(月)', 'Most months of extension'),
  parameter('R30', 'postponementMonthsMax', 'LOWER', both(6), '推迟讨论转正最长(月)', 'Most months of postponement'),
  parameter('R31', 'recentAdmissionMonthsMax', 'HIGHER', both(3), '接收后转出的期限(月)', 'Months between admission and leaving'),
  parameter('R32', 'awayMonthsMax', 'LOWER', both(6), '外出时间界限(月)', 'Months away from which the relation moves'),
  parameter(
    'R32',
    'isCertificateRequired',
    OFF_ON,
    both(true),
    '未转移组织关系的须持流动党员活动证',
    'Who keeps the relation carries an activity certificate',
  ),
  parameter('R33', 'letterMonthsMax', 'LOWER', both(3), '介绍信有效期(月,条文未定)', 'Months of a letter; the articles name no figure'),
  parameter('R34', 'archiveMonthsMax', 'LOWER', both(1), '归档期限(月,条文仅称“及时”)', 'Months to archive; the articles say promptly'),
];
