import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { OfferBatchKind, OfferBatchStatus, OfferSkipReason } from './offer-batch-states.js';
import { PledgeTemplateView } from './templates.objects.js';

@ObjectType('OfferSkipCount', { description: described('批量邀请中未发出的计数', 'How many a batch left out for one reason') })
export class OfferSkipCountView {
  @Field(() => OfferSkipReason, { description: described('原因', 'Why') })
  reason: OfferSkipReason;

  @Field(() => Int, { description: described('主体数', 'How many parties') })
  count: number;
}

@ObjectType('PledgeOfferBatch', { description: described('批量签署邀请或续签活动', 'An offer to many at once, or a renewal campaign') })
export class PledgeOfferBatchView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field(() => PledgeTemplateView, { description: described('承诺书', 'The text') })
  template: PledgeTemplateView;

  @Field(() => OfferBatchKind, { description: described('种类', 'Kind') })
  kind: OfferBatchKind;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('续签对象的到期日上限', 'Pledges that end until this day are renewed'),
  })
  endingUntil: string | null;

  @Field(() => OfferBatchStatus, { description: described('状态', 'Status') })
  status: OfferBatchStatus;

  @Field(() => Int, { description: described('已核对的主体数', 'Parties looked at so far') })
  lookedAtCount: number;

  @Field(() => Int, { description: described('已发出的邀请数', 'Offers made so far') })
  offeredCount: number;

  @Field(() => [OfferSkipCountView], { description: described('未发出邀请的主体数,按原因', 'Parties that were left out, by reason') })
  skipped: OfferSkipCountView[];

  @Field(() => Int, { description: described('其中已签署的', 'Of these, signed') })
  signedCount: number;

  @Field(() => DateTimeScalar, { description: described('开始时间', 'When it began') })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('完成时间', 'When all offers were made') })
  doneAt: Date | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of batches. */
export const PledgeOfferBatchConnection = connectionOf(PledgeOfferBatchView, 'PledgeOfferBatch', '批量邀请', 'batches of offers');

@ObjectType({ description: described('批量邀请操作的结果', 'Result of a verb on a batch of offers') })
export class PledgeOfferBatchPayload extends MutationPayload {
  @Field(() => PledgeOfferBatchView, { nullable: true, description: described('批量邀请', 'The batch') })
  offerBatch?: PledgeOfferBatchView | null;
}

@ObjectType('SigningEvent', { description: described('签署活动', 'A day on which many sign together') })
export class SigningEventView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field({ description: described('地点', 'Place') })
  place: string;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  heldOn: string;

  @Field({ description: described('已结束', 'Whether it is closed') })
  isClosed: boolean;

  @Field(() => Int, { description: described('现场签署数', 'Pledges signed at it') })
  signedCount: number;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of signing events. */
export const SigningEventConnection = connectionOf(SigningEventView, 'SigningEvent', '签署活动', 'signing events');

@ObjectType({ description: described('签署活动操作的结果', 'Result of a verb on a signing event') })
export class SigningEventPayload extends MutationPayload {
  @Field(() => SigningEventView, { nullable: true, description: described('签署活动', 'The event') })
  signingEvent?: SigningEventView | null;
}

@ObjectType('PledgeSettings', { description: described('园区的承诺设置', 'What a park decides about its pledges') })
export class PledgeSettingsView {
  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described(
      '自此日起的场次要求主播承诺有效;null 为尚未要求',
      'Sessions from this day on need a pledge of the host in force; null while none is required',
    ),
  })
  requiresPledgeFrom: string | null;

  @Field(() => Int, { description: described('撤销后的申诉期(天)', 'Days of the window for an appeal') })
  appealDays: number;

  @Field(() => Int, { description: described('收回挂牌的期限(天)', 'Days within which a recalled plate must be back') })
  recallDays: number;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType({ description: described('承诺设置操作的结果', 'Result of a change of the settings') })
export class PledgeSettingsPayload extends MutationPayload {
  @Field(() => PledgeSettingsView, { nullable: true, description: described('设置', 'The settings') })
  pledgeSettings?: PledgeSettingsView | null;
}
