import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { EnumField, ExpectedVersionField, IdempotencyKeyField, IdField, TextField } from '../../platform/graphql/input-fields.js';
import { DemotionGround, StreamerTier, TierAppealStatus } from './tier-kinds.js';

const REASON_MAX = 500;
const STATEMENT_MAX = 2_000;

@InputType({ description: described('晋级一级(须说明理由)', 'Promote a streamer by one tier, with the reason') })
export class PromoteStreamerInput {
  @IdField('主播', 'Id of the streamer')
  streamerId: string;

  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('降级', 'Take a tier back') })
export class DemoteStreamerInput extends PromoteStreamerInput {
  @EnumField(() => StreamerTier, '降到的层级', 'The tier that remains')
  toTier: StreamerTier;

  @EnumField(() => DemotionGround, '依据', 'Ground')
  ground: DemotionGround;

  @IdField('违诺个案(依据为违诺时必填)', 'Id of the breach case, when the ground is a breach', { optional: true })
  breachCaseId?: string | null;

  @TextField('决定书或申请书编号(本人申请时必填)', 'Reference of the decision, or of an own request', { max: 200, optional: true })
  reference?: string | null;
}

@InputType({ description: described('对降级决定的申诉', 'An appeal against a demotion') })
export class TierAppealInput {
  @IdField('层级决定', 'Id of the decision')
  tierChangeId: string;

  @TextField('申诉内容', 'What the streamer says', { max: STATEMENT_MAX, multiline: true })
  statement: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('处理申诉', 'The decision on an appeal') })
export class TierAppealDecisionInput {
  @IdField('申诉', 'Id of the appeal')
  appealId: string;

  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

/** Sort orders of appeals. */
export enum TierAppealOrder {
  FILED_LAST = 'FILED_LAST',
  FILED_FIRST = 'FILED_FIRST',
}
registerEnumType(TierAppealOrder, {
  name: 'TierAppealOrder',
  description: described('申诉列表的排序', 'Sort order of appeals'),
  valuesMap: {
    FILED_LAST: { description: described('最近提出的在前', 'Latest filed first') },
    FILED_FIRST: { description: described('最早提出的在前', 'Earliest filed first') },
  },
});

@InputType({ description: described('申诉筛选条件', 'Which appeals') })
export class TierAppealFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('主播', 'Id of the streamer', { optional: true })
  streamerId?: string | null;

  @EnumField(() => TierAppealStatus, '状态', 'Status', { optional: true })
  status?: TierAppealStatus | null;
}

@ArgsType()
export class TierAppealsArgs extends PageArgs {
  @Field(() => TierAppealFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => TierAppealFilter)
  @ValidateNested()
  filter?: TierAppealFilter | null;

  @Field(() => TierAppealOrder, { defaultValue: TierAppealOrder.FILED_LAST, description: described('排序', 'Order') })
  @IsString()
  order: TierAppealOrder;
}
