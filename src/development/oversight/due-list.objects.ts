import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { OrganizationSummaryView } from '../../organizations/organization.objects.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { DevelopmentCaseView } from '../cases/case.objects.js';
import { DevelopmentDeadlineCode } from './reminder-texts.js';

/** Orders of the due list. */
export const DueListOrder = { DUE_FIRST: 'DUE_FIRST', DUE_LAST: 'DUE_LAST' } as const;
export type DueListOrder = (typeof DueListOrder)[keyof typeof DueListOrder];
describedEnum(DueListOrder, 'DevelopmentDueListOrder', '到期清单的排序', 'Order of the due list', {
  DUE_FIRST: ['逾期最久的在前,再按期限', 'The longest overdue first, then by day'],
  DUE_LAST: ['期限最远的在前', 'The latest day first'],
});

/** Orders of the overview of inspections. */
export const InspectionOrder = { LATE_FIRST: 'LATE_FIRST', NAME: 'NAME' } as const;
export type InspectionOrder = (typeof InspectionOrder)[keyof typeof InspectionOrder];
describedEnum(InspectionOrder, 'DevelopmentInspectionOrder', '考察概览的排序', 'Order of the overview of inspections', {
  LATE_FIRST: ['逾期最多的在前', 'Most overdue ones first'],
  NAME: ['按名称', 'By name'],
});

@ObjectType('DevelopmentDueItem', { description: described('一个未办结的期限', 'A deadline that is not met') })
export class DueItemView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => DevelopmentDeadlineCode, { description: described('种类', 'What is due') })
  code: keyof typeof DevelopmentDeadlineCode;

  @Field({ description: described('应办事项', 'What is due, in words') })
  what: string;

  @Field(() => LocalDateScalar, { description: described('期限(最后一天)', 'Last day in time') })
  dueOn: LocalDate;

  @Field({ description: described('在所问的日子是否已逾期', 'Whether it is overdue on the day that was asked for') })
  isOverdue: boolean;

  @Field(() => Int, { description: described('已逾期天数;未逾期为 0', 'Days overdue; 0 when it is not') })
  overdueDays: number;

  @Field({ description: described('是否暂定(缺当年工作日历)', "Provisional: a year's work calendar is missing") })
  isProvisional: boolean;

  @Field(() => ID, { description: described('规则编号', 'Id of the rule') })
  ruleId: string;

  @Field(() => ID, { description: described('规则版本', 'Id of the rule set') })
  ruleSetId: string;

  @Field({ description: described('条款;二手来源带有标记', 'Article, with a mark where the text is second-hand') })
  article: string;

  @Field({ description: described('条款是否为二手来源', 'Whether the article is known at second hand only') })
  isSecondHand: boolean;

  @Field(() => DevelopmentCaseView, { description: described('个案', 'The case') })
  case: DevelopmentCaseView;
}

/** One page of the due list. */
export const DueItemConnection = connectionOf(DueItemView, 'DevelopmentDueItem', '未办结期限', 'deadlines that are not met');

@ObjectType('DevelopmentInspections', {
  description: described('一个党组织的半年考察情况(R07)', 'Half-yearly inspections of one organization (R07)'),
})
export class InspectionsView {
  @Field(() => ID, { description: described('党组织编号', 'Id of the organization') })
  id: string;

  @Field(() => OrganizationSummaryView, { description: described('党组织', 'The organization') })
  organization: OrganizationSummaryView;

  @Field(() => Int, { description: described('积极分子人数', 'Activists') })
  activistsCount: number;

  @Field(() => Int, { description: described('一个月内应考察的人数', 'Activists to be inspected within a month') })
  dueCount: number;

  @Field(() => Int, { description: described('考察已逾期的人数', 'Activists whose inspection is overdue') })
  lateCount: number;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('未逾期的最近考察期限', 'The next inspection that is not overdue'),
  })
  nextDueOn: LocalDate | null;
}

/** One page of the overview of inspections. */
export const InspectionsConnection = connectionOf(InspectionsView, 'DevelopmentInspections', '考察情况', 'overviews of inspections');
