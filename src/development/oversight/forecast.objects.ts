import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { LocalDate, LocalMonth } from '../../platform/clock/local-date.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar, LocalMonthScalar } from '../../platform/graphql/scalars.js';
import { DevelopmentCaseView } from '../cases/case.objects.js';
import { FactKind } from '../machine/case-facts.js';

/** Orders of the forecast. */
export const ForecastOrder = { EARLIEST_FIRST: 'EARLIEST_FIRST', LATEST_FIRST: 'LATEST_FIRST' } as const;
export type ForecastOrder = (typeof ForecastOrder)[keyof typeof ForecastOrder];
describedEnum(ForecastOrder, 'DevelopmentForecastOrder', '预测清单的排序', 'Order of the forecast', {
  EARLIEST_FIRST: ['最早可办的在前', 'The earliest day first'],
  LATEST_FIRST: ['最晚可办的在前', 'The latest day first'],
});

@ObjectType('DevelopmentForecastEntry', {
  description: described('某个案最早何时可进行某一步', 'From when on a case may take a step, as far as days are the matter'),
})
export class ForecastEntryView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => FactKind, { description: described('步骤', 'The step') })
  kind: FactKind;

  @Field(() => Int, { nullable: true, description: described('步骤序号', 'Number of the step in the plan') })
  stepNumber: number | null;

  @Field(() => LocalDateScalar, { description: described('最早日期', 'Earliest day') })
  earliestOn: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: described('最迟日期', 'Last day in time') })
  latestOn: LocalDate | null;

  @Field({
    description: described('是否只差时间:没有其他未满足的条件', 'Whether only days are missing: nothing else blocks the step'),
  })
  isWaitingEnough: boolean;

  @Field({ description: described('是否暂定(缺当年工作日历)', "Provisional: a year's work calendar is missing") })
  isProvisional: boolean;

  @Field(() => DevelopmentCaseView, { description: described('个案', 'The case') })
  case: DevelopmentCaseView;
}

/** One page of the forecast. */
export const ForecastEntryConnection = connectionOf(ForecastEntryView, 'DevelopmentForecastEntry', '预测', 'forecast entries');

@ObjectType('DevelopmentForecastMonth', { description: described('某月可进行某一步的人数', 'How many may take a step from a month on') })
export class ForecastMonthView {
  @Field(() => LocalMonthScalar, { description: described('月份', 'Month') })
  month: LocalMonth;

  @Field(() => FactKind, { description: described('步骤', 'The step') })
  kind: FactKind;

  @Field(() => Int, { description: described('人数', 'Cases') })
  casesCount: number;
}
