import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  EnumField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { BadgeRevocationGround } from './badge-kinds.js';

@InputType({ description: described('发放党员主播标识', 'Issue the badge of a member streamer') })
export class IssueMemberBadgeInput {
  @IdField('主播', 'Id of the streamer')
  streamerId: string;

  @LocalDateField('本人单独同意公开标识的日期', 'Day of the separate consent to carry it')
  consentOn: string;

  @TextField('同意书编号', 'Reference of the consent', { max: 200 })
  consentReference: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('收回党员主播标识', 'Take a badge back') })
export class RevokeMemberBadgeInput {
  @IdField('标识', 'Id of the badge')
  badgeId: string;

  @EnumField(() => BadgeRevocationGround, '原因', 'Ground')
  ground: BadgeRevocationGround;

  @TextField('说明', 'Reason', { max: 300 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

/** Sort orders of badges. */
export enum MemberBadgeOrder {
  ISSUED_LAST = 'ISSUED_LAST',
  ISSUED_FIRST = 'ISSUED_FIRST',
}
registerEnumType(MemberBadgeOrder, {
  name: 'MemberBadgeOrder',
  description: described('标识列表的排序', 'Sort order of badges'),
  valuesMap: {
    ISSUED_LAST: { description: described('最近发放的在前', 'Latest issued first') },
    ISSUED_FIRST: { description: described('最早发放的在前', 'Earliest issued first') },
  },
});

@InputType({ description: described('标识筛选条件', 'Which badges') })
export class MemberBadgeFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('主播', 'Id of the streamer', { optional: true })
  streamerId?: string | null;
}

@ArgsType()
export class MemberBadgesArgs extends PageArgs {
  @Field(() => MemberBadgeFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => MemberBadgeFilter)
  @ValidateNested()
  filter?: MemberBadgeFilter | null;

  @Field(() => MemberBadgeOrder, { defaultValue: MemberBadgeOrder.ISSUED_LAST, description: described('排序', 'Order') })
  @IsString()
  order: MemberBadgeOrder;
}
