import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { OrganizationSummaryView } from '../../organizations/organization.objects.js';
import { described } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { DevelopmentStage } from '../cases/case-states.js';
import { StageGroup } from './stage-groups.js';

@ObjectType('DevelopmentGroupFigures', { description: described('一个统计阶段的人数', 'Figures of one group of stages') })
export class GroupFiguresView {
  @Field(() => StageGroup, { description: described('统计阶段', 'The group') })
  group: StageGroup;

  @Field(() => Int, {
    nullable: true,
    description: described(
      '期末人数(已转正、取消、终结为累计);不是准确数字时为 5 的倍数,表示“不少于”,少于 5 人不予显示(null)(INV-38)',
      'Cases at the end of the last day, cumulative for those that ended; unless exact, a multiple of five that is not above the true number, null below five (INV-38)',
    ),
  })
  stockCount: number | null;

  @Field(() => Int, {
    nullable: true,
    description: described('期内首次进入的人数;不是准确数字时不予显示(null)', 'Cases that entered for the first time; null unless exact'),
  })
  enteredCount: number | null;
}

@ObjectType('DevelopmentStageFigures', { description: described('一个阶段的数字', 'Figures of one stage') })
export class StageFiguresView {
  @Field(() => DevelopmentStage, { description: described('阶段', 'The stage') })
  stage: keyof typeof DevelopmentStage;

  @Field(() => Int, { description: described('期末人数', 'Cases at the end of the last day') })
  stockCount: number;

  @Field(() => Int, { description: described('期内首次进入的人数', 'Cases that entered for the first time') })
  enteredCount: number;

  @Field(() => Int, { description: described('期内离开的人次', 'Stays that ended') })
  leftCount: number;

  @Field(() => Float, {
    nullable: true,
    description: described('期内离开者停留月数的中位数', 'Median of the months that these stays lasted'),
  })
  medianMonths: number | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('期末仍在此阶段者中最早进入的日期', 'Since when the longest waiting one is there'),
  })
  oldestSince: LocalDate | null;
}

@ObjectType('DevelopmentStatistics', {
  description: described(
    '发展党员统计:按事情发生的日期计,补记的事实会改变过去的数字',
    'Counts by the day on which a thing happened; a fact that is recorded late changes the past',
  ),
})
export class DevelopmentStatisticsView {
  @Field(() => OrganizationSummaryView, { description: described('党组织(含下级)', 'The organization, with everything below it') })
  organization: OrganizationSummaryView;

  @Field(() => LocalDateScalar, { description: described('第一天', 'First day') })
  from: LocalDate;

  @Field(() => LocalDateScalar, { description: described('最后一天', 'Last day') })
  to: LocalDate;

  @Field({
    description: described(
      '是否为准确数字;本级及上级党务角色看到准确数字,其他人只看到不能识别个人的数字(INV-38)',
      'Exact for party roles over the organization; others see only what tells no person apart (INV-38)',
    ),
  })
  isExact: boolean;

  @Field(() => [GroupFiguresView], { description: described('按统计阶段', 'By group of stages') })
  groups: GroupFiguresView[];

  @Field(() => [StageFiguresView], { description: described('按阶段;不是准确数字时为空', 'By stage; empty unless exact') })
  stages: StageFiguresView[];
}
