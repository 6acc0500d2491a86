import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { OrganizationSummaryView } from '../../organizations/organization.objects.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { PoolAnalysisStatus } from './pool-analysis-states.js';

/** Orders of the list of committees. */
export const PoolOrder = { NAME: 'NAME', LARGEST_FIRST: 'LARGEST_FIRST' } as const;
export type PoolOrder = (typeof PoolOrder)[keyof typeof PoolOrder];
describedEnum(PoolOrder, 'PoolAnalysisOrder', '队伍分析清单的排序', 'Order of the committees', {
  NAME: ['按名称', 'By name'],
  LARGEST_FIRST: ['积极分子多的在前', 'The largest pool first'],
});

@ObjectType('PoolAnalysis', {
  description: described('基层党委对入党积极分子队伍的年度分析(R07)', "A committee's yearly analysis of its activists (R07)"),
})
export class PoolAnalysisView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => Int, { description: described('年度', 'Year') })
  year: number;

  @Field(() => LocalDateScalar, { description: described('分析日期', 'Day of the analysis') })
  analyzedOn: LocalDate;

  @Field({ description: described('文件编号', 'Number of the paper') })
  documentNumber: string;

  @Field({ description: described('结论(不写个人情况)', 'Conclusion, about nobody in person') })
  conclusion: string;

  @Field(() => Int, { description: described('当日入党申请人人数', 'Applicants on that day') })
  applicantsCount: number;

  @Field(() => Int, { description: described('当日积极分子人数', 'Activists on that day') })
  activistsCount: number;

  @Field(() => PoolAnalysisStatus, { description: described('状态', 'Where it stands') })
  status: PoolAnalysisStatus;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was recorded') })
  recordedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('确认或退回的时间', 'When it was decided') })
  decidedAt: Date | null;

  @Field(() => String, { nullable: true, description: described('退回的原因', 'Why it was rejected') })
  reason: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('CommitteePool', { description: described('一个基层党委一年的队伍分析情况', 'The analysis that a committee owes for a year') })
export class CommitteePoolView {
  @Field(() => ID, { description: described('党组织编号', 'Id of the committee') })
  id: string;

  @Field(() => OrganizationSummaryView, { description: described('基层党委', 'The committee') })
  organization: OrganizationSummaryView;

  @Field(() => Int, { description: described('当年有过的积极分子人数', 'Activists at any time of the year') })
  activistsCount: number;

  @Field(() => LocalDateScalar, { description: described('期限', 'Last day in time') })
  dueOn: LocalDate;

  @Field({ description: described('是否已确认完成', 'Whether a confirmed analysis stands') })
  isDone: boolean;

  @Field({ description: described('是否逾期', 'Whether it is overdue') })
  isOverdue: boolean;

  @Field(() => PoolAnalysisView, { nullable: true, description: described('已登记的分析', 'The analysis on record') })
  analysis: PoolAnalysisView | null;
}

/** One page of committees. */
export const CommitteePoolConnection = connectionOf(CommitteePoolView, 'CommitteePool', '基层党委', 'committees');

@ObjectType({ description: described('队伍分析操作的结果', 'Result of a verb on an analysis') })
export class PoolAnalysisPayload extends MutationPayload {
  @Field(() => PoolAnalysisView, { nullable: true, description: described('队伍分析;被拒绝时为 null', 'The analysis; null on a refusal') })
  poolAnalysis?: PoolAnalysisView | null;
}
