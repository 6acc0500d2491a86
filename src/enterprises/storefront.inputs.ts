import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { EnumField, ExpectedVersionField, IdempotencyKeyField, IdField, TextField } from '../platform/graphql/input-fields.js';
import { StorefrontStatus } from './storefront-states.js';
import { StorefrontOrder } from './storefront.objects.js';

const NAME_MAX = 80;
const PLACE_MAX = 200;

@InputType({ description: described('门店列表的筛选', 'Which storefronts to list') })
export class StorefrontFilter {
  @IdField('企业', 'Id of the enterprise', { optional: true })
  enterpriseId?: string | null;

  @EnumField(() => StorefrontStatus, '状态', 'Status', { optional: true })
  status?: StorefrontStatus | null;

  @TextField('店名的开头', 'Beginning of the name', { max: NAME_MAX, optional: true })
  search?: string | null;
}

@ArgsType()
export class StorefrontsArgs extends PageArgs {
  @Field(() => StorefrontFilter, { nullable: true, description: described('筛选', 'Which ones') })
  @IsOptional()
  @Type(() => StorefrontFilter)
  @ValidateNested()
  filter?: StorefrontFilter | null;

  @Field(() => StorefrontOrder, { defaultValue: StorefrontOrder.NAME, description: described('排序', 'Sort order') })
  @IsString()
  order: StorefrontOrder;
}

@InputType({ description: described('登记门店', 'A storefront for the register') })
export class RegisterStorefrontInput {
  @IdField('企业', 'Id of the enterprise')
  enterpriseId: string;

  @TextField('店名', 'Name', { max: NAME_MAX })
  name: string;

  @TextField('地址,或平台上的店铺主页', 'Where it is: an address, or its page on a platform', { max: PLACE_MAX })
  place: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一个门店的操作', 'A verb on one storefront') })
export class StorefrontTargetInput {
  @IdField('门店', 'Id of the storefront')
  storefrontId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('更正门店信息', 'Corrections of a storefront') })
export class ChangeStorefrontInput extends StorefrontTargetInput {
  @TextField('店名', 'Name', { max: NAME_MAX })
  name: string;

  @TextField('地址,或平台上的店铺主页', 'Where it is', { max: PLACE_MAX })
  place: string;
}

@InputType({ description: described('门店停业', 'Close a storefront') })
export class CloseStorefrontInput extends StorefrontTargetInput {
  @TextField('理由', 'Reason', { max: 300 })
  reason: string;
}
