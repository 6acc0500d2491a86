import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { EnterpriseView } from './enterprise.objects.js';
import { StorefrontStatus } from './storefront-states.js';

/** Sort orders of storefronts. */
export const StorefrontOrder = { NAME: 'NAME', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type StorefrontOrder = (typeof StorefrontOrder)[keyof typeof StorefrontOrder];
describedEnum(StorefrontOrder, 'StorefrontOrder', '门店列表的排序', 'Sort order of storefronts', {
  NAME: ['按名称', 'By name'],
  NEWEST_FIRST: ['最新在前', 'Newest first'],
});

@ObjectType('Storefront', { description: described('门店(实体店或网店)', 'A storefront of an enterprise, on the spot or on the air') })
export class StorefrontView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => EnterpriseView, { description: described('所属企业', 'The enterprise') })
  enterprise: EnterpriseView;

  @Field({ description: described('店名', 'Name') })
  name: string;

  @Field({ description: described('地址,或平台上的店铺主页', 'Where it is: an address, or its page on a platform') })
  place: string;

  @Field(() => StorefrontStatus, { description: described('状态', 'Status') })
  status: StorefrontStatus;

  @Field(() => String, { nullable: true, description: described('最近一次状态变化的理由', 'Reason of the last change of status') })
  statusReason: string | null;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was registered') })
  createdAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** One page of storefronts. */
export const StorefrontConnection = connectionOf(StorefrontView, 'Storefront', '门店', 'storefronts');

@ObjectType({ description: described('门店操作的结果', 'Result of an operation on a storefront') })
export class StorefrontPayload extends MutationPayload {
  @Field(() => StorefrontView, { nullable: true, description: described('门店;被拒绝时为 null', 'The storefront; null on a refusal') })
  storefront?: StorefrontView | null;
}
