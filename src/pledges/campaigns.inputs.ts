import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IntegerField,
  LocalDateField,
  TextField,
} from '../platform/graphql/input-fields.js';

const ID_LENGTH_MAX = 64;
const DAYS_MAX = 90;
const REASON_MAX = 300;

@ArgsType()
export class OfParkArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: described('园区', 'Id of the park') })
  @IsOptional()
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  parkId?: string | null;
}

@InputType({ description: described('向全园区发出签署邀请', 'Offer a pledge to everybody in the park whom it is meant for') })
export class OfferPledgeToParkInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdField('模板', 'Id of the published template')
  templateId: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('发起续签', 'Start a renewal campaign') })
export class StartRenewalCampaignInput extends OfferPledgeToParkInput {
  @LocalDateField('续签在此日或之前到期的承诺', 'Pledges that end on or before this day are renewed')
  endingUntil: string;
}

@InputType({ description: described('撤回一次批量邀请', 'Take a batch of offers back') })
export class WithdrawOfferBatchInput {
  @IdField('批量邀请', 'Id of the batch')
  offerBatchId: string;

  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('安排签署活动', 'Plan a signing event') })
export class PlanSigningEventInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @TextField('名称', 'Name', { max: 100 })
  name: string;

  @TextField('地点', 'Place', { max: 200 })
  place: string;

  @LocalDateField('日期', 'Day')
  heldOn: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('结束签署活动', 'Close a signing event') })
export class CloseSigningEventInput {
  @IdField('签署活动', 'Id of the event')
  signingEventId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('修改承诺设置;不填的保持不变', 'Change the settings; what is left out stays') })
export class ChangePledgeSettingsInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @LocalDateField('自此日起的场次要求主播承诺有效;传 null 取消要求', 'Sessions from this day on need a pledge; null takes it back', {
    optional: true,
  })
  requiresPledgeFrom?: string | null;

  @IntegerField('撤销后的申诉期(天)', 'Days of the window for an appeal', { optional: true, min: 5, max: DAYS_MAX })
  appealDays?: number | null;

  @IntegerField('收回挂牌的期限(天)', 'Days within which a recalled plate must be back', { optional: true, min: 1, max: DAYS_MAX })
  recallDays?: number | null;

  @TextField('理由;放宽要求时必填', 'Reason; needed when less is required than before', { optional: true, max: REASON_MAX })
  reason?: string | null;

  @ExpectedVersionField()
  expectedVersion: number;
}
