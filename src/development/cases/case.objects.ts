import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { OrganizationSummaryView } from '../../organizations/organization.objects.js';
import { BilingualTextView } from '../../platform/graphql/bilingual.objects.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { FactKind } from '../machine/case-facts.js';
import { CheckOutcome, DevelopmentSide, DevelopmentStage } from './case-states.js';
import { RuleCheckView } from './check.objects.js';
import { DevelopmentFactView } from './fact.objects.js';

/** Sort orders of cases. */
export const DevelopmentCaseOrder = { NEWEST_FIRST: 'NEWEST_FIRST', CASE_NUMBER: 'CASE_NUMBER', DUE_FIRST: 'DUE_FIRST' } as const;
export type DevelopmentCaseOrder = (typeof DevelopmentCaseOrder)[keyof typeof DevelopmentCaseOrder];
describedEnum(DevelopmentCaseOrder, 'DevelopmentCaseOrder', '个案列表的排序', 'Sort order of development cases', {
  NEWEST_FIRST: ['最近建立的在前', 'The latest opened first'],
  CASE_NUMBER: ['按个案编号', 'By case number'],
  DUE_FIRST: ['期限最近的在前', 'The earliest deadline first'],
});

/** What may be done about a step now. */
export const NextStepState = { ALLOWED: 'ALLOWED', BLOCKED: 'BLOCKED', OVERDUE: 'OVERDUE', PROVISIONAL: 'PROVISIONAL' } as const;
export type NextStepState = (typeof NextStepState)[keyof typeof NextStepState];
describedEnum(NextStepState, 'NextStepState', '下一步现在能否进行', 'Whether a step can be taken now', {
  ALLOWED: ['可以进行', 'It can'],
  BLOCKED: ['还不能进行', 'It cannot yet'],
  OVERDUE: ['已超过期限', 'It is overdue'],
  PROVISIONAL: ['暂定(缺当年工作日历)', "Provisional: a year's work calendar is missing"],
});

@ObjectType('DevelopmentPerson', { description: described('个案的本人;证件号只显示掩码', 'The person of a case; the number is masked') })
export class DevelopmentPersonView {
  @Field(() => ID, { description: described('人员编号', 'Id of the person') })
  id: string;

  @Field({ description: described('姓名', 'Full name') })
  fullName: string;

  @Field({ description: described('身份证号(掩码)', 'ID-card number, masked') })
  idCardMasked: string;
}

@ObjectType('DevelopmentCase', { description: described('发展党员个案(每次查阅都会留痕)', 'A development case; each reading is recorded') })
export class DevelopmentCaseView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('个案编号', 'Case number') })
  caseNumber: string;

  @Field(() => DevelopmentPersonView, { description: described('本人', 'The person') })
  person: DevelopmentPersonView;

  @Field(() => OrganizationSummaryView, { description: described('办理的党组织', 'The organization that handles it') })
  organization: OrganizationSummaryView;

  @Field(() => OrganizationSummaryView, {
    nullable: true,
    description: described('转接中时,接收的党组织', 'During a transfer: the organization that is to acknowledge it'),
  })
  pendingOrganization: OrganizationSummaryView | null;

  @Field(() => ID, { nullable: true, description: described('本人此前已终结的个案', "The person's earlier, closed case") })
  previousCaseId: string | null;

  @Field(() => DevelopmentStage, { description: described('阶段', 'Stage') })
  stage: keyof typeof DevelopmentStage;

  @Field(() => DevelopmentSide, { nullable: true, description: described('阶段以外的状态', 'State beside the stage') })
  side: keyof typeof DevelopmentSide | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('进入本阶段的日期', 'Day on which the stage began') })
  stageSinceOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('预备期满的日期', 'Day on which the probation ends') })
  probationEndsOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('党龄起算日', 'First day that counts as party age') })
  partyAgeFrom: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('最近的未完成期限', 'The earliest deadline that is not met') })
  nextDueOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('接管日期', 'Cut-over day that applies to it') })
  cutOverOn: string | null;

  @Field(() => LocalDateScalar, { description: described('单独同意的日期', 'Day of the separate consent') })
  consentOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('撤回同意的日期', 'Day of its withdrawal') })
  consentWithdrawnOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('终结日期', 'Day on which it was closed') })
  closedOn: string | null;

  @Field(() => DateTimeScalar, { description: described('建立时间', 'When it was opened') })
  openedAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('DevelopmentMilestone', { description: described('一项仍然有效的事实', 'A fact that stands') })
export class MilestoneView {
  @Field(() => ID, { description: described('事实记录', 'Id of the fact') })
  factId: string;

  @Field(() => FactKind, { description: described('种类', 'What happened') })
  kind: FactKind;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  occurredOn: string;

  @Field(() => String, { nullable: true, description: described('文件编号', 'Number of the paper') })
  documentNumber: string | null;
}

@ObjectType('DevelopmentNextStep', { description: described('一个可能的下一步,以及为什么还不能', 'A possible next step, and why not') })
export class NextStepView {
  @Field(() => FactKind, { description: described('要记录的事实', 'The fact to record') })
  kind: FactKind;

  @Field(() => Int, { nullable: true, description: described('步骤序号', 'Number of the step in the plan') })
  stepNumber: number | null;

  @Field(() => NextStepState, { description: described('现在能否进行', 'Whether it can be taken now') })
  state: NextStepState;

  @Field(() => LocalDateScalar, { nullable: true, description: described('最早日期', 'Earliest day') })
  earliestOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('最迟日期', 'Latest day') })
  latestOn: string | null;

  @Field(() => [RuleCheckView], { description: described('全部原因', 'All reasons') })
  reasons: RuleCheckView[];
}

@ObjectType('DevelopmentDeadline', { description: described('一个期限', 'A deadline') })
export class DeadlineView {
  @Field({ description: described('代码', 'Stable code') })
  code: string;

  @Field(() => ID, { description: described('规则编号', 'Id of the rule') })
  ruleId: string;

  @Field(() => LocalDateScalar, { description: described('期限', 'The day') })
  dueOn: string;

  @Field({ description: described('是否暂定', 'Whether it is provisional') })
  isProvisional: boolean;

  @Field({ description: described('是否已完成', 'Whether it was met') })
  isMet: boolean;

  @Field(() => LocalDateScalar, { nullable: true, description: described('完成日期', 'Day on which it was met') })
  metOn: string | null;
}

@ObjectType('DevelopmentBreach', { description: described('接管前的历史问题', 'A breach from before the cut-over') })
export class BreachView {
  @Field(() => ID, { description: described('事实记录', 'The fact in which it lies') })
  factId: string;

  @Field(() => FactKind, { description: described('种类', 'What that fact is') })
  kind: FactKind;

  @Field(() => ID, { description: described('规则编号', 'Id of the rule') })
  ruleId: string;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day of the fact') })
  occurredOn: string;

  @Field(() => BilingualTextView, { description: described('问题', 'What is wrong') })
  reason: BilingualTextView;

  @Field({ description: described('上级党委是否已予认可', 'Whether the upper committee has accepted it') })
  isAccepted: boolean;

  @Field(() => LocalDateScalar, { nullable: true, description: described('上级党委决定的日期', "Day of the upper committee's decision") })
  decidedOn: string | null;
}

@ObjectType('DevelopmentAttempt', {
  description: described('一次未成的尝试;此前的时间保留', 'An attempt that failed; the time before it stays'),
})
export class AttemptView {
  @Field({ description: described('事项:LISTING、ADMISSION 或 CONVERSION', 'LISTING, ADMISSION or CONVERSION') })
  what: string;

  @Field(() => ID, { description: described('事实记录', 'The fact that ended it') })
  factId: string;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  endedOn: string;

  @Field(() => String, { nullable: true, description: described('文件编号', 'Number of the paper') })
  documentNumber: string | null;
}

@ObjectType('DevelopmentCaseSheet', {
  description: described(
    '个案全貌:阶段、里程碑、下一步与为什么、期限',
    'A whole case: stage, milestones, what next and why not, deadlines',
  ),
})
export class DevelopmentCaseSheetView {
  @Field(() => DevelopmentCaseView, { description: described('个案', 'The case') })
  case: DevelopmentCaseView;

  @Field(() => [MilestoneView], { description: described('有效的事实,按日期', 'Facts that stand, by day') })
  milestones: MilestoneView[];

  @Field(() => [NextStepView], { description: described('下一步', 'What can come next') })
  nextSteps: NextStepView[];

  @Field(() => [DeadlineView], { description: described('期限', 'Deadlines') })
  deadlines: DeadlineView[];

  @Field(() => [DevelopmentFactView], { description: described('待确认或待作废的记录', 'Facts that wait for confirmation or voiding') })
  waitingFacts: DevelopmentFactView[];

  @Field(() => [BreachView], { description: described('历史问题', 'Historic breaches') })
  breaches: BreachView[];

  @Field(() => [AttemptView], { description: described('未成的尝试', 'Attempts that failed') })
  attempts: AttemptView[];
}

@ObjectType('AdvisoryFinding', { description: described('另一版本规则的意见', 'What another rule set would say') })
export class AdvisoryFindingView {
  @Field(() => RuleCheckView, { description: described('该版本的检查', 'Its check') })
  check: RuleCheckView;

  @Field(() => CheckOutcome, {
    nullable: true,
    description: described('当时版本的结果;当时不检查则为 null', "What the set of the fact's day said; null when it does not ask"),
  })
  outcomeThen: CheckOutcome | null;
}

@ObjectType('AdvisoryEntry', {
  description: described(
    '按另一版本规则更为严重的一项事实(仅供参考,不改写历史)',
    'A fact that another set judges more severely; advice only',
  ),
})
export class AdvisoryEntryView {
  @Field(() => ID, { description: described('事实记录', 'Id of the fact') })
  factId: string;

  @Field(() => FactKind, { description: described('种类', 'What happened') })
  kind: FactKind;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  occurredOn: string;

  @Field(() => [AdvisoryFindingView], { description: described('意见', 'What it would say') })
  findings: AdvisoryFindingView[];
}

/** One page of cases. */
export const DevelopmentCaseConnection = connectionOf(DevelopmentCaseView, 'DevelopmentCase', '发展党员个案', 'development cases');

@ObjectType({ description: described('个案操作的结果', 'Result of a verb on a case') })
export class DevelopmentCasePayload extends MutationPayload {
  @Field(() => DevelopmentCaseView, { nullable: true, description: described('个案;被拒绝时为 null', 'The case; null on a refusal') })
  case?: DevelopmentCaseView | null;
}

@ObjectType({ description: described('事实记录操作的结果', 'Result of a verb on a recorded fact') })
export class DevelopmentFactPayload extends MutationPayload {
  @Field(() => DevelopmentFactView, { nullable: true, description: described('事实记录;被拒绝时为 null', 'The fact; null on a refusal') })
  fact?: DevelopmentFactView | null;

  @Field(() => DevelopmentCaseView, { nullable: true, description: described('个案;被拒绝时为 null', 'Its case; null on a refusal') })
  case?: DevelopmentCaseView | null;
}

@ObjectType('CaseHandover', { description: described('曾经办理过的个案', 'That an organization once handled a case') })
export class CaseHandoverView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('个案编号', 'Case number') })
  caseNumber: string;

  @Field(() => OrganizationSummaryView, { description: described('原办理的党组织', 'The organization that handled it') })
  organization: OrganizationSummaryView;

  @Field(() => OrganizationSummaryView, { description: described('接收的党组织', 'The organization that received it') })
  toOrganization: OrganizationSummaryView;

  @Field(() => LocalDateScalar, { description: described('接收日期', 'Day on which it was received') })
  handedOverOn: string;
}

/** One page of handovers. */
export const CaseHandoverConnection = connectionOf(CaseHandoverView, 'CaseHandover', '曾办理的个案', 'cases once handled');

@ObjectType('CaseReading', { description: described('一次查阅', 'One reading of a case') })
export class CaseReadingView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  at: Date;

  @Field({ description: described('查阅人', 'Who read it') })
  actorName: string;

  @Field(() => String, { nullable: true, description: described('查阅目的', 'Why') })
  purpose: string | null;

  @Field(() => [String], { description: described('看到的内容', 'What was shown') })
  shown: string[];
}

/** One page of readings. */
export const CaseReadingConnection = connectionOf(CaseReadingView, 'CaseReading', '查阅记录', 'readings');
