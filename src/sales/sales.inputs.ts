import { ArgsType, Field, ID, InputType, type ReturnTypeFunc } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import {
  EnumField,
  FenField,
  IdempotencyKeyField,
  IdField,
  IntegerField,
  LocalDateField,
  ObjectListField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { Platform } from '../streamers/platform-account-states.js';
import { MetricKind, SalesGrainEnum } from './sales.objects.js';

const AMOUNT_MAX = 100_000_000_000n;
const COUNT_MAX = 10_000_000;
const ENTRIES_MAX = 1_000;

export const SalesEntryOrder = { RECORDED_DESC: 'RECORDED_DESC', OCCURRED_DESC: 'OCCURRED_DESC' } as const;
describedEnum(SalesEntryOrder, 'SalesEntryOrder', '流水排序', 'Order of ledger entries', {
  RECORDED_DESC: ['最近记入的在前', 'Latest recorded first'],
  OCCURRED_DESC: ['最近发生的在前', 'Latest occurrence first'],
});

@InputType({ description: described('手工记的一笔销售或退款', 'One sale or refund entered by hand') })
export class SalesEntryInput {
  @EnumField(() => MetricKind, '销售或退款', 'Sale or refund')
  kind: keyof typeof MetricKind;

  @FenField('金额(正数,分)', 'Amount in fen, positive', { min: 1n, max: AMOUNT_MAX })
  amountFen: bigint;

  @IntegerField('件数', 'Pieces', { min: 0, max: COUNT_MAX, optional: true })
  quantity?: number | null;

  @IntegerField('订单数', 'Orders', { min: 0, max: COUNT_MAX, optional: true })
  orderCount?: number | null;

  @IdField('产品;不填则记入未分配到商品', 'Product; without it the entry stands under "not assigned"', { optional: true })
  productId?: string | null;

  @TextField('订单号;退款按订单号与销售核对', 'Order number; refunds are checked against the sales of the order', {
    max: 80,
    optional: true,
  })
  orderRef?: string | null;

  @LocalDateField('发生日', 'Day on which it happened')
  occurredOn: string;

  @TextField('口径;没有订单号的退款必须写明', 'Basis; required for refunds without an order number', { max: 60, optional: true })
  basis?: string | null;
}

@InputType({ description: described('手工记销售', 'Records sales by hand') })
export class RecordSalesInput {
  @IdField('场次', 'The session')
  sessionId: string;

  @ObjectListField(
    () => SalesEntryInput,
    '各笔销售与退款,1 至 1000 笔,全部记入或全部不记',
    'Sales and refunds, 1 to 1,000; all or none are recorded',
    { minItems: 1, maxItems: ENTRIES_MAX },
  )
  entries: SalesEntryInput[];

  @TextField('备注', 'Reason or note', { max: 200, optional: true })
  reason?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('冲销一笔流水', 'Reverses an entry') })
export class ReverseSalesEntryInput {
  @IdField('流水', 'The entry')
  entryId: string;

  @TextField('原因', 'Reason', { min: 2, max: 200 })
  reason: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('按差额更正一笔流水', 'Corrects an entry by a signed difference') })
export class CorrectSalesEntryInput {
  @IdField('流水', 'The entry')
  entryId: string;

  @FenField('金额差额(可为负,分)', 'Difference in fen, may be negative', { min: -AMOUNT_MAX, max: AMOUNT_MAX })
  amountFen: bigint;

  @IntegerField('件数差额', 'Difference in pieces', { min: -COUNT_MAX, max: COUNT_MAX, optional: true })
  quantity?: number | null;

  @IntegerField('订单数差额', 'Difference in orders', { min: -COUNT_MAX, max: COUNT_MAX, optional: true })
  orderCount?: number | null;

  @TextField('原因', 'Reason', { min: 2, max: 200 })
  reason: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('切换场次的统计粒度', 'Switches the grain of record of a session') })
export class SwitchSessionGrainInput {
  @IdField('场次', 'The session')
  sessionId: string;

  @EnumField(() => SalesGrainEnum, '目标粒度', 'The grain that shall count')
  toGrain: keyof typeof SalesGrainEnum;

  @TextField('原因', 'Reason', { min: 2, max: 200 })
  reason: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('把平台商品编码对应到产品', "Maps a platform's product code to a product") })
export class MapProductCodeInput {
  @IdField('产品', 'The product')
  productId: string;

  @EnumField(() => Platform, '平台', 'Platform')
  platform: Platform;

  @TextField('商品编码', 'Product code', { max: 100 })
  code: string;
}

@ArgsType()
export class SalesEntriesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: described('园区', 'Park') })
  @IsOptional()
  parkId?: string | null;

  @Field(() => ID, { nullable: true, description: described('场次', 'Session') })
  @IsOptional()
  sessionId?: string | null;

  @Field(() => ID, { nullable: true, description: described('导入批次', 'Import') })
  @IsOptional()
  batchId?: string | null;

  @LocalDateField('发生日不早于', 'Not before this day', { optional: true })
  from?: string | null;

  @LocalDateField('发生日不晚于', 'Not after this day', { optional: true })
  to?: string | null;

  @Field((() => SalesEntryOrder) as ReturnTypeFunc, { defaultValue: 'RECORDED_DESC', description: described('排序', 'Order') })
  orderBy: keyof typeof SalesEntryOrder;
}
