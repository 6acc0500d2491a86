import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { IntegrityPledgeView } from '../pledges.objects.js';
import { PledgeAudience } from '../template-states.js';
import { PledgeTemplateView } from '../templates.objects.js';
import { AffectedSessionView } from './affected.objects.js';
import { BreachCourse } from './breach-course.objects.js';
import { AllegationOutcome, AllegationSource, BreachStatus } from './breach-states.js';

/** Sort orders of cases. */
export const BreachCaseOrder = { NEWEST_FIRST: 'NEWEST_FIRST', OLDEST_FIRST: 'OLDEST_FIRST' } as const;
export type BreachCaseOrder = (typeof BreachCaseOrder)[keyof typeof BreachCaseOrder];
describedEnum(BreachCaseOrder, 'BreachCaseOrder', '个案列表的排序', 'Sort order of cases', {
  NEWEST_FIRST: ['最新在前', 'Newest first'],
  OLDEST_FIRST: ['最早在前', 'Oldest first'],
});

@ObjectType('BreachAllegation', {
  description: described('一条线索(文字另行申请查看)', 'An allegation; its text is shown only on a reasoned request'),
})
export class BreachAllegationView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => AllegationSource, { description: described('来源', 'Where it comes from') })
  source: AllegationSource;

  @Field(() => LocalDateScalar, { description: described('收到日期', 'Day on which it was received') })
  receivedOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('事发日期', 'Day on which it happened') })
  happenedOn: string | null;

  @Field(() => AllegationOutcome, { description: described('核查结果', 'What became of it') })
  outcome: AllegationOutcome;
}

@ObjectType('BreachStep', { description: described('个案的一次状态变化', 'One step of a case') })
export class BreachStepView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('操作', 'The verb') })
  verb: string;

  @Field(() => BreachStatus, { nullable: true, description: described('原状态', 'Status before') })
  fromStatus: BreachStatus | null;

  @Field(() => BreachStatus, { description: described('新状态', 'Status after') })
  toStatus: BreachStatus;

  @Field(() => String, { nullable: true, description: described('理由', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  at: Date;
}

@ObjectType('BreachCase', { description: described('违诺个案', 'A breach case') })
export class BreachCaseView extends BreachCourse {
  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field(() => IntegrityPledgeView, { description: described('涉及的承诺', 'The pledge that it is about') })
  pledge: IntegrityPledgeView;

  @Field(() => PledgeTemplateView, {
    description: described('被指违反时所签的文本版本', 'The version of the text under which the clauses were alleged'),
  })
  template: PledgeTemplateView;

  @Field(() => PledgeAudience, { description: described('主体种类', 'What the party is') })
  audience: PledgeAudience;

  @Field({ description: described('当事人名称', 'Name of the party') })
  signatoryName: string;

  @Field(() => LocalDateScalar, { description: described('立案日', 'Day on which it was opened') })
  openedOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('陈述截止日(告知次日起第 5 个工作日)', 'Last day to be heard: the fifth working day after the notice'),
  })
  hearingUntil: string | null;

  @Field({ description: described('陈述截止日尚不确定(该年工作日历未载入)', 'True while the work calendar of a year is not loaded') })
  isHearingProvisional: boolean;

  @Field(() => LocalDateScalar, { nullable: true, description: described('听取陈述之日', 'Day on which the party was heard') })
  heardOn: string | null;

  @Field({
    description: described('有当事人陈述(另行申请查看)', 'Whether the party made a statement; it is shown only on a reasoned request'),
  })
  hasStatement: boolean;

  @Field(() => String, { nullable: true, description: described('核查材料编号', 'Reference of the findings') })
  findingsReference: string | null;

  @Field(() => [BreachAllegationView], { description: described('线索', 'Allegations') })
  allegations: BreachAllegationView[];

  @Field(() => [AffectedSessionView], { description: described('受影响的场次', 'Affected sessions') })
  affectedSessions: AffectedSessionView[];

  @Field(() => [BreachStepView], { description: described('状态变化的历史', 'History') })
  history: BreachStepView[];
}

/** A page of cases. */
export const BreachCaseConnection = connectionOf(BreachCaseView, 'BreachCase', '违诺个案', 'breach cases');

@ObjectType({ description: described('个案操作的结果', 'Result of a verb on a case') })
export class BreachCasePayload extends MutationPayload {
  @Field(() => BreachCaseView, { nullable: true, description: described('个案', 'The case') })
  breachCase?: BreachCaseView | null;
}

@ObjectType('BreachAllegationText', { description: described('一条线索的文字', 'The text of an allegation') })
export class BreachAllegationTextView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => AllegationSource, { description: described('来源', 'Where it comes from') })
  source: AllegationSource;

  @Field(() => LocalDateScalar, { description: described('收到日期', 'Day on which it was received') })
  receivedOn: string;

  @Field({ description: described('文字', 'The text') })
  text: string;
}

@ObjectType({ description: described('查看个案文字的结果', 'Result of revealing the texts of a case') })
export class RevealBreachTextsPayload extends MutationPayload {
  @Field(() => [BreachAllegationTextView], { nullable: true, description: described('线索文字', 'Texts of the allegations') })
  allegations?: BreachAllegationTextView[] | null;

  @Field(() => String, { nullable: true, description: described('告知内容摘要', 'What the party was told of what is alleged') })
  noticeSummary?: string | null;

  @Field(() => String, { nullable: true, description: described('当事人陈述', 'Statement of the party') })
  statement?: string | null;

  @Field(() => String, { nullable: true, description: described('申诉理由', 'Grounds of the appeal') })
  appeal?: string | null;
}

@ObjectType('BreachCount', { description: described('一类个案或线索的计数', 'A count of cases or allegations') })
export class BreachCountView {
  @Field({ description: described('类别', 'What is counted') })
  kind: string;

  @Field(() => Int, {
    nullable: true,
    description: described('数目;1 至 4 不显示给不办案的人', 'The number; 1 to 4 is not shown to those who do not handle cases'),
  })
  count: number | null;

  @Field({ description: described('因数目过小不显示', 'Whether it is withheld because it is small') })
  isSuppressed: boolean;
}
