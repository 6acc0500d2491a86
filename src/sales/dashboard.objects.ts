import { Field, ID, ObjectType } from '@nestjs/graphql';
import { described } from '../platform/graphql/descriptions.js';
import { BigIntScalar, CountScalar, DateTimeScalar, FenScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import type { RollupFigures } from './rollup.rules.js';

@ObjectType({ description: described('按统计粒度分列的订单数;不同粒度不能相加', 'Orders by grain; grains are never added together') })
export class OrderCounts {
  @Field(() => CountScalar, { description: described('场次汇总口径的订单数', 'Orders as reported for whole sessions') })
  sessionGrain: number;

  @Field(() => CountScalar, { description: described('订单口径的订单数', 'Orders at order grain') })
  orderGrain: number;

  @Field(() => CountScalar, { description: described('子订单(SKU 行)数', 'Order lines at SKU grain') })
  skuGrain: number;
}

@ObjectType({ isAbstract: true })
abstract class FiguresBase {
  @Field(() => FenScalar, { description: described('成交金额:实付,含之后退款的订单', 'Paid amount, later refunds included') })
  gmvPaidFen: bigint;

  @Field(() => FenScalar, { description: described('退款金额(正数)', 'Refunds, as a positive amount') })
  refundFen: bigint;

  @Field(() => FenScalar, {
    description: described('净销售额 = 成交 − 退款,可以为负', 'Net sales = paid − refunds; may be negative (INV-33)'),
  })
  netFen: bigint;

  @Field(() => CountScalar, { description: described('成交件数', 'Units sold') })
  unitsSold: number;

  @Field(() => OrderCounts, { description: described('订单数,按统计粒度', 'Orders by grain') })
  orders: OrderCounts;

  @Field(() => CountScalar, { description: described('已举办的场次', 'Sessions held') })
  sessionsHeld: number;

  @Field(() => CountScalar, { description: described('其中已有销售数据的场次', 'Of these, sessions with sales figures') })
  sessionsReported: number;

  @Field(() => CountScalar, { description: described('直播总时长(秒)', 'Total length in seconds') })
  durationSeconds: number;

  @Field(() => CountScalar, {
    nullable: true,
    description: described(
      '单场最高在线人数(取最大值,不相加);没有数据时为 null',
      'Highest peak of one session (maximum, never a sum); null without data',
    ),
  })
  peakOnline: number | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: described('观看人次之和;没有数据时为 null', 'Sum of views; null without data'),
  })
  views: bigint | null;

  @Field(() => CountScalar, { nullable: true, description: described('新增粉丝;没有数据时为 null', 'New followers; null without data') })
  newFollowers: number | null;
}

@ObjectType({ description: described('一个期间的销售数字', 'Sales figures of a period') })
export class SalesFigures extends FiguresBase {}

@ObjectType({ description: described('一天的销售数字(按发生日)', 'Sales figures of one day, by day of occurrence') })
export class DayFigures extends FiguresBase {
  @Field(() => LocalDateScalar, { description: described('日期', 'The day') })
  day: string;
}

@ObjectType({ description: described('一名主播、一个产品或一个受益方的销售数字', 'Sales figures of a streamer, product or beneficiary') })
export class MemberSalesFigures extends FiguresBase {
  @Field(() => ID, { nullable: true, description: described('编号;null 表示未分配', 'Id; null for what is not assigned') })
  memberId: string | null;

  @Field(() => String, { nullable: true, description: described('名称', 'Name') })
  name: string | null;
}

@ObjectType({
  description: described(
    '助农净销售额:每场净额 × 分配比例,向零取整后相加;按场次开始日归属',
    "Farm-aid net of a beneficiary: each session's net × share, rounded toward zero, summed; by the day the session started (INV-26)",
  ),
})
export class BeneficiarySales {
  @Field(() => ID, { description: described('受益方编号', 'Id of the beneficiary') })
  beneficiaryId: string;

  @Field(() => String, { nullable: true, description: described('名称', 'Name') })
  name: string | null;

  @Field(() => FenScalar, { description: described('净销售额', 'Net sales') })
  netFen: bigint;

  @Field(() => CountScalar, { description: described('助农场次', 'Farm-aid sessions') })
  sessionsHeld: number;
}

@ObjectType({ description: described('对比期间', 'The period that is compared') })
export class PreviousPeriod {
  @Field(() => LocalDateScalar, { description: described('第一天', 'First day') })
  from: string;

  @Field(() => LocalDateScalar, { description: described('最后一天', 'Last day') })
  to: string;

  @Field(() => SalesFigures, { description: described('该期间的合计', 'Totals of that period') })
  totals: SalesFigures;
}

@ObjectType({
  description: described(
    '园区销售看板;数字取自汇总,可由流水重新计算',
    "A park's sales dashboard; its figures are rollups that can be computed again from the ledger",
  ),
})
export class SalesDashboard {
  @Field(() => ID, { description: described('园区编号', 'Id of the park') })
  parkId: string;

  @Field(() => LocalDateScalar, { description: described('第一天', 'First day') })
  from: string;

  @Field(() => LocalDateScalar, { description: described('最后一天', 'Last day') })
  to: string;

  @Field(() => SalesFigures, { description: described('期间合计', 'Totals of the period') })
  totals: SalesFigures;

  @Field(() => PreviousPeriod, {
    description: described('上一期间(整月对整月,否则同样天数)', 'The period before: whole months for whole months, else as many days'),
  })
  previous?: PreviousPeriod;

  @Field(() => [DayFigures], { description: described('逐日数字;没有数据的日子不列出', 'Day by day; days without data are left out') })
  days?: DayFigures[];

  @Field(() => [MemberSalesFigures], {
    description: described('净销售额最高的主播,最后一行为未分配', 'Streamers by net sales; what is not assigned comes last'),
  })
  streamers?: MemberSalesFigures[];

  @Field(() => [MemberSalesFigures], {
    description: described('净销售额最高的产品,最后一行为未分配到商品', 'Products by net sales; what is not assigned comes last'),
  })
  products?: MemberSalesFigures[];

  @Field(() => [BeneficiarySales], { description: described('各受益方的助农净销售额', 'Farm-aid net by beneficiary') })
  beneficiaries?: BeneficiarySales[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: described('数字包含到此刻为止记入的流水', 'The figures contain what was recorded up to this instant'),
  })
  watermarkAt: Date | null;

  @Field({ description: described('是否还有汇总任务未完成', 'Whether recomputations are still waiting') })
  isCatchingUp?: boolean;
}

/** Figures in the shape of the GraphQL types. */
export function figuresObject(figures: RollupFigures): SalesFigures {
  return {
    gmvPaidFen: figures.gmvPaidFen,
    refundFen: figures.refundFen,
    netFen: figures.netFen,
    unitsSold: figures.unitsSold,
    orders: { sessionGrain: figures.sessionGrainOrders, orderGrain: figures.orderGrainOrders, skuGrain: figures.skuGrainLines },
    sessionsHeld: figures.sessionsHeld,
    sessionsReported: figures.sessionsReported,
    durationSeconds: Number(figures.durationSeconds),
    peakOnline: figures.peakOnline,
    views: figures.views,
    newFollowers: figures.newFollowers,
  };
}
