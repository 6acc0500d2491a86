import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumField,
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { PledgeStatus, SignerKind } from './pledge-states.js';
import { PledgeOrder } from './pledges.objects.js';
import { PledgeAudience } from './template-states.js';

const REASON_MAX = 300;
const REFERENCE_MAX = 100;
const HASH_LENGTH = 64;
const STATUSES_MAX = 13;

@InputType({ description: described('承诺列表的筛选', 'Which pledges to list') })
export class PledgeFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumField(() => PledgeAudience, '主体种类', 'What the signatory is', { optional: true })
  audience?: PledgeAudience | null;

  @EnumListField(() => PledgeStatus, '今天的状态', 'Statuses today', { optional: true, maxItems: STATUSES_MAX })
  status?: PledgeStatus[] | null;

  @IdField('模板', 'Id of the template', { optional: true })
  templateId?: string | null;

  @IdField('承诺人', 'Id of the signatory', { optional: true })
  signatoryId?: string | null;

  @IdField('批量邀请', 'Id of the batch of offers', { optional: true })
  offerBatchId?: string | null;

  @LocalDateField('在此日或之前到期', 'Ending on or before this day', { optional: true })
  endingUntil?: string | null;

  @BooleanField('文本有实质修订,须重新签署', 'The text has changed materially', { optional: true })
  needsRenewal?: boolean | null;
}

@ArgsType()
export class PledgesArgs extends PageArgs {
  @Field(() => PledgeFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => PledgeFilter)
  @ValidateNested()
  filter?: PledgeFilter | null;

  @Field(() => PledgeOrder, { defaultValue: PledgeOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: PledgeOrder;
}

@InputType({ description: described('向一个主体发出签署邀请', 'Offer a pledge to one party') })
export class OfferPledgeInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdField('模板', 'Id of the published template')
  templateId: string;

  @IdField('承诺人(主播、企业、门店或党组织,按模板的主体)', 'The streamer, enterprise, storefront or organization, as the template says')
  signatoryId: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一份承诺的操作', 'A verb on one pledge') })
export class PledgeTargetInput {
  @IdField('承诺', 'Id of the pledge')
  pledgeId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('对一份承诺的操作,须说明理由', 'A verb on one pledge, with its reason') })
export class PledgeReasonInput extends PledgeTargetInput {
  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;
}

@InputType({ description: described('对本人的一份承诺的操作', 'A verb on an own pledge') })
export class MyPledgeReasonInput extends PledgeTargetInput {
  @TextField('理由,可以不填', 'Reason, if one wants to give it', { optional: true, max: REASON_MAX })
  reason?: string | null;
}

@InputType({ description: described('登记现场阅读', 'Record that the text was read on site') })
export class RecordPledgeReadingInput {
  @IdField('承诺', 'Id of the pledge')
  pledgeId: string;

  @EnumField(() => SignerKind, '阅读人', 'Who read it')
  reader: SignerKind;
}

@InputType({ description: described('阅读本人的承诺书', 'Read the text of an own pledge') })
export class ReadMyPledgeInput {
  @IdField('承诺', 'Id of the pledge')
  pledgeId: string;
}

@InputType({ description: described('签署', 'Sign a pledge') })
export class SignPledgeInput extends PledgeTargetInput {
  @TextField('所读文本的 SHA-256', 'SHA-256 of the text that was read', { min: HASH_LENGTH, max: HASH_LENGTH })
  contentHash: string;
}

@InputType({ description: described('登记现场签署', 'Record a signature that was given on site') })
export class RecordPledgeSignatureInput extends SignPledgeInput {
  @TextField('纸质件编号;没有签署活动时必填', 'Reference of the paper; needed where there is no signing event', {
    optional: true,
    max: REFERENCE_MAX,
  })
  reference?: string | null;

  @IdField('签署活动', 'Id of the signing event', { optional: true })
  signingEventId?: string | null;
}
