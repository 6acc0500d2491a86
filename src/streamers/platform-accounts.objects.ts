import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { AccountKind, AccountStatus, Platform } from './platform-account-states.js';

@ObjectType('PlatformAccount', { description: described('平台账号', 'An account of the park on a livestream platform') })
export class PlatformAccountView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field(() => Platform, { description: described('平台', 'The platform') })
  platform: Platform;

  @Field({ description: described('账号名称,与平台导出数据一致', 'Name, as in the exports of the platform') })
  name: string;

  @Field(() => String, { nullable: true, description: described('平台侧编号', "The platform's own id") })
  externalId: string | null;

  @Field(() => AccountKind, { description: described('用途', 'What it is for') })
  kind: AccountKind;

  @Field(() => AccountStatus, { description: described('状态', 'Status') })
  status: AccountStatus;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of platform accounts. */
export const PlatformAccountConnection = connectionOf(PlatformAccountView, 'PlatformAccount', '平台账号', 'platform accounts');

@ObjectType({ description: described('平台账号操作的结果', 'Result of a verb on a platform account') })
export class PlatformAccountPayload extends MutationPayload {
  @Field(() => PlatformAccountView, { nullable: true, description: described('平台账号', 'The account') })
  platformAccount?: PlatformAccountView | null;
}
