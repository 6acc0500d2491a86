import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { EnumField, ExpectedVersionField, IdempotencyKeyField, IdField, TextField } from '../platform/graphql/input-fields.js';
import { AccountKind, AccountStatus, Platform } from './platform-account-states.js';

const NAME_MAX = 100;

/** Sort orders of platform accounts. */
export enum PlatformAccountOrder {
  NAME = 'NAME',
}
registerEnumType(PlatformAccountOrder, {
  name: 'PlatformAccountOrder',
  description: described('平台账号列表的排序', 'Sort order of platform accounts'),
  valuesMap: { NAME: { description: described('按名称', 'By name') } },
});

@InputType({ description: described('平台账号筛选条件', 'Which platform accounts') })
export class PlatformAccountFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumField(() => Platform, '平台', 'Platform', { optional: true })
  platform?: Platform | null;

  @EnumField(() => AccountStatus, '状态', 'Status', { optional: true })
  status?: AccountStatus | null;
}

@ArgsType()
export class PlatformAccountsArgs extends PageArgs {
  @Field(() => PlatformAccountFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => PlatformAccountFilter)
  @ValidateNested()
  filter?: PlatformAccountFilter | null;

  @Field(() => PlatformAccountOrder, { defaultValue: PlatformAccountOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: PlatformAccountOrder;
}

@InputType({ description: described('登记平台账号', 'Register a platform account') })
export class RegisterPlatformAccountInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @EnumField(() => Platform, '平台', 'The platform')
  platform: Platform;

  @TextField('账号名称,与平台导出数据一致', 'Name, as in the exports of the platform', { max: NAME_MAX })
  name: string;

  @TextField('平台侧编号', "The platform's own id", { optional: true, max: NAME_MAX })
  externalId?: string | null;

  @EnumField(() => AccountKind, '用途', 'What it is for')
  kind: AccountKind;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一个平台账号的操作', 'A verb on one platform account') })
export class PlatformAccountTargetInput {
  @IdField('平台账号', 'Id of the account')
  accountId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('修改平台账号', 'Change a platform account') })
export class ChangePlatformAccountInput extends PlatformAccountTargetInput {
  @TextField('账号名称', 'Name', { max: NAME_MAX })
  name: string;

  @TextField('平台侧编号', "The platform's own id", { optional: true, max: NAME_MAX })
  externalId?: string | null;

  @EnumField(() => AccountKind, '用途', 'What it is for')
  kind: AccountKind;
}
