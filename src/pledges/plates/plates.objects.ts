import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { StorefrontView } from '../../enterprises/storefront.objects.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { IntegrityPledgeView } from '../pledges.objects.js';
import { PlateStatus } from './plate-states.js';

/** Sort orders of plates. */
export const PlateOrder = { SERIAL: 'SERIAL', RECALL_DUE_FIRST: 'RECALL_DUE_FIRST' } as const;
export type PlateOrder = (typeof PlateOrder)[keyof typeof PlateOrder];
describedEnum(PlateOrder, 'PlateOrder', '挂牌列表的排序', 'Sort order of plates', {
  SERIAL: ['按编号', 'By serial number'],
  RECALL_DUE_FIRST: ['先到收回期限的在前', 'Soonest due recall first'],
});

@ObjectType('PlateStep', { description: described('挂牌的一次状态变化', 'One step of a plate') })
export class PlateStepView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('操作', 'The verb') })
  verb: string;

  @Field(() => PlateStatus, { nullable: true, description: described('原状态', 'Status before') })
  fromStatus: PlateStatus | null;

  @Field(() => PlateStatus, { description: described('新状态', 'Status after') })
  toStatus: PlateStatus;

  @Field(() => String, { nullable: true, description: described('理由', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  at: Date;
}

@ObjectType('Plate', { description: described('诚信经营店牌', 'The plate of a storefront and its pledge') })
export class PlateView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field(() => StorefrontView, { description: described('门店', 'The storefront') })
  storefront: StorefrontView;

  @Field(() => IntegrityPledgeView, { description: described('所凭的承诺', 'The pledge that it stands for') })
  pledge: IntegrityPledgeView;

  @Field({ description: described('牌号,不重复使用', 'Serial number, never given again') })
  serialNumber: string;

  @Field(() => PlateStatus, { description: described('状态', 'Status') })
  status: PlateStatus;

  @Field({ description: described('扫码核验结果是否为有效', 'Whether the public page calls it valid today') })
  isValid: boolean;

  @Field(() => LocalDateScalar, { description: described('发放日', 'Day of issue') })
  issuedOn: string;

  @Field(() => LocalDateScalar, { description: described('有效期至', 'Last day of its pledge') })
  validUntil: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('悬挂日', 'Day on which it was put up') })
  displayedOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('决定收回之日', 'Day of the recall') })
  recalledOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('交回期限', 'Day by which it must be back') })
  recallDueOn: string | null;

  @Field(() => String, { nullable: true, description: described('收回或作废的理由', 'Reason of its recall or loss') })
  reason: string | null;

  @Field(() => Int, { description: described('已兑现的公开承诺数', 'Commitments kept, as the public page shows them') })
  fulfilledCount: number;

  @Field(() => [PlateStepView], { description: described('状态变化的历史', 'History') })
  history: PlateStepView[];

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of plates. */
export const PlateConnection = connectionOf(PlateView, 'Plate', '挂牌', 'plates');

@ObjectType({ description: described('挂牌操作的结果', 'Result of a verb on a plate') })
export class PlatePayload extends MutationPayload {
  @Field(() => PlateView, { nullable: true, description: described('牌', 'The plate') })
  plate?: PlateView | null;
}

@ObjectType('PlateCode', { description: described('牌上的二维码', 'The code on a plate') })
export class PlateCodeView {
  @Field({ description: described('公开核验页地址,来自配置 PUBLIC_URL', 'Address of the public page, from the setting PUBLIC_URL') })
  url: string;

  @Field({
    description: described(
      '能否印制;为 false 时网址只在服务器本机有效,请先设置 PUBLIC_URL',
      'Whether it may be printed; when false the address means this server only: set PUBLIC_URL first',
    ),
  })
  isPrintable: boolean;

  @Field({ description: described('二维码(SVG)', 'The code as SVG') })
  svg: string;

  @Field({ description: described('二维码(PNG,base64)', 'The code as PNG in base64') })
  pngBase64: string;
}
