import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { CountScalar, DateTimeScalar, FenScalar, LocalDateScalar, LocalMonthScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';

export const SalesGrainEnum = { SESSION: 'SESSION', ORDER: 'ORDER', SKU: 'SKU' } as const;
describedEnum(SalesGrainEnum, 'SalesGrain', '统计粒度', 'At what detail figures are booked', {
  SESSION: ['整场汇总', 'Totals of a whole session'],
  ORDER: ['订单', 'Orders'],
  SKU: ['子订单(商品行)', 'Order lines'],
});

export const EntryKind = { SALE: 'SALE', REFUND: 'REFUND', CORRECTION: 'CORRECTION', REVERSAL: 'REVERSAL' } as const;
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind];
describedEnum(EntryKind, 'SalesEntryKind', '流水种类', 'Kind of a ledger entry', {
  SALE: ['销售(正数)', 'Sale (positive)'],
  REFUND: ['退款(负数)', 'Refund (negative)'],
  CORRECTION: ['更正:差额', 'Correction: a difference'],
  REVERSAL: ['冲销:与原流水相反', 'Reversal: the opposite of an entry'],
});

export const MetricKind = { SALE: 'SALE', REFUND: 'REFUND' } as const;
export type MetricKind = (typeof MetricKind)[keyof typeof MetricKind];
describedEnum(MetricKind, 'SalesMetricKind', '计入哪个指标', 'In which metric an entry counts', {
  SALE: ['成交金额', 'Paid amount'],
  REFUND: ['退款金额', 'Refunds'],
});

@ObjectType('SalesEntry', { description: described('一笔不可更改的销售流水', 'One immutable line of the sales ledger (INV-30)') })
export class SalesEntryView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('园区编号', 'Id of the park') })
  parkId: string;

  @Field(() => ID, { description: described('场次编号', 'Id of the session') })
  sessionId: string;

  @Field(() => ID, {
    nullable: true,
    description: described('产品编号;未分配到商品时为 null', 'Id of the product; null when not assigned'),
  })
  productId: string | null;

  @Field(() => String, {
    nullable: true,
    description: described('平台商品编码(尚未对应产品时)', "The platform's product code while it has no product"),
  })
  productCode: string | null;

  @Field(() => EntryKind, { description: described('种类', 'Kind') })
  kind: EntryKind;

  @Field(() => MetricKind, { description: described('计入的指标', 'The metric it counts in') })
  ofKind: MetricKind;

  @Field(() => SalesGrainEnum, { description: described('统计粒度', 'Grain') })
  grain: keyof typeof SalesGrainEnum;

  @Field(() => FenScalar, {
    description: described('金额(分);销售为正,退款为负', 'Amount in fen; positive for sales, negative for refunds'),
  })
  amountFen: bigint;

  @Field(() => Int, { description: described('件数', 'Pieces') })
  quantity: number;

  @Field(() => Int, { description: described('订单数', 'Orders') })
  orderCount: number;

  @Field(() => LocalDateScalar, { description: described('发生日', 'Day on which it happened') })
  occurredOn: string;

  @Field(() => LocalMonthScalar, { description: described('记账月份', 'Month in which it is posted') })
  postingPeriod: string;

  @Field({ description: described('口径', 'Basis of the amount') })
  basis: string;

  @Field({ description: described('来源:IMPORT 导入,MANUAL 手工', 'Source: IMPORT or MANUAL') })
  source: string;

  @Field(() => ID, { nullable: true, description: described('导入批次', 'The import it came with') })
  batchId: string | null;

  @Field(() => ID, { nullable: true, description: described('被冲销的流水', 'The entry that is reversed') })
  reversesId: string | null;

  @Field(() => String, { nullable: true, description: described('原因', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('记入时间', 'When it was recorded') })
  recordedAt: Date;
}

@ObjectType({ description: described('值得核对、但不拒绝的情况', 'Something that should be checked and refuses nothing') })
export class SalesFinding {
  @Field({ description: described('固定代码', 'Stable code') })
  code: string;

  @Field({ description: described('说明和办法', 'What was found and what to do about it') })
  message: string;
}

@ObjectType({ description: described('一个场次的销售合计', 'Sales totals of one session') })
export class SessionSales {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('场次编号', 'Id of the session') })
  sessionId: string;

  @Field(() => SalesGrainEnum, {
    nullable: true,
    description: described('入账粒度;尚无数据时为 null', 'Grain of record; null without figures'),
  })
  grainOfRecord: keyof typeof SalesGrainEnum | null;

  @Field(() => FenScalar, { description: described('成交金额', 'Paid amount') })
  gmvPaidFen: bigint;

  @Field(() => FenScalar, { description: described('退款金额(正数)', 'Refunds, positive') })
  refundFen: bigint;

  @Field(() => FenScalar, { description: described('净销售额', 'Net sales') })
  netFen: bigint;

  @Field(() => CountScalar, { description: described('件数', 'Units sold') })
  unitsSold: number;

  @Field(() => CountScalar, { description: described('订单数(按入账粒度)', 'Orders, at the grain of record') })
  orderCount: number;

  @Field(() => Boolean, {
    description: described(
      '数字是否已确定:结束 30 天后为确定,之前平台仍会变动',
      'Whether the figures are final: 30 days after the end; before that the platform still changes them (INV-35)',
    ),
  })
  isFinal: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: described('合计包含到此刻为止的流水', 'The totals contain entries up to this instant'),
  })
  watermarkAt: Date | null;

  @Field(() => [SalesFinding], {
    description: described('值得核对之处,如退款大于成交金额', 'What should be checked, such as refunds above the sales'),
  })
  findings: SalesFinding[];
}

@ObjectType({ description: described('尚未对应产品的平台商品编码', 'A product code of a platform that has no product yet') })
export class UnmappedProductCode {
  @Field({ description: described('平台', 'Platform') })
  platform: string;

  @Field({ description: described('商品编码', 'Product code') })
  code: string;

  @Field(() => String, { nullable: true, description: described('平台上的商品名称', "The product's name on the platform") })
  productName: string | null;

  @Field(() => Int, { description: described('涉及的商品行', 'Order lines concerned') })
  lineCount: number;

  @Field(() => FenScalar, { description: described('已入账的成交金额', 'Booked paid amount') })
  bookedSaleFen: bigint;
}

export const SalesEntryConnection = connectionOf(SalesEntryView, 'SalesEntry', '销售流水', 'ledger entries');

@ObjectType({ description: described('记录销售的结果', 'Result of recording sales') })
export class RecordSalesPayload extends MutationPayload {
  @Field(() => [SalesEntryView], { nullable: true, description: described('记入的流水', 'The entries that were recorded') })
  entries?: SalesEntryView[];

  @Field(() => [SalesFinding], {
    nullable: true,
    description: described(
      '记入后这一场值得核对之处,如退款大于成交金额',
      'What should be checked in the session now, such as refunds above its sales',
    ),
  })
  findings?: SalesFinding[];
}

@ObjectType({ description: described('切换统计粒度的结果', 'Result of switching the grain') })
export class SwitchSessionGrainPayload extends MutationPayload {
  @Field(() => SessionSales, {
    nullable: true,
    description: described('场次合计(汇总任务完成后更新)', 'The totals of the session; updated once the job has run'),
  })
  sessionSales?: SessionSales | null;
}

@ObjectType({ description: described('对应商品编码的结果', 'Result of mapping a product code') })
export class MapProductCodePayload extends MutationPayload {
  @Field(() => ID, { nullable: true, description: described('产品编号', 'Id of the product') })
  productId?: string | null;
}
