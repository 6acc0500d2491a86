import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { EnumField, ExpectedVersionField, IdempotencyKeyField, IdField, TextField } from '../platform/graphql/input-fields.js';
import { BeneficiaryKind, BeneficiaryStatus } from './beneficiary-states.js';

const NAME_MAX = 80;
const PLACE_MAX = 120;

/** Sort orders of beneficiaries. */
export enum BeneficiaryOrder {
  NAME = 'NAME',
}
registerEnumType(BeneficiaryOrder, {
  name: 'BeneficiaryOrder',
  description: described('受益方列表的排序', 'Sort order of beneficiaries'),
  valuesMap: { NAME: { description: described('按名称', 'By name') } },
});

@InputType({ description: described('受益方筛选条件', 'Which beneficiaries') })
export class BeneficiaryFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumField(() => BeneficiaryKind, '种类', 'Sort', { optional: true })
  kind?: BeneficiaryKind | null;

  @EnumField(() => BeneficiaryStatus, '状态', 'State', { optional: true })
  status?: BeneficiaryStatus | null;

  @TextField('名称的开头', 'Beginning of the name', { optional: true, max: NAME_MAX })
  search?: string | null;
}

@ArgsType()
export class BeneficiariesArgs extends PageArgs {
  @Field(() => BeneficiaryFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => BeneficiaryFilter)
  @ValidateNested()
  filter?: BeneficiaryFilter | null;

  @Field(() => BeneficiaryOrder, { defaultValue: BeneficiaryOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: BeneficiaryOrder;
}

@InputType({ description: described('登记助农受益方', 'Register a beneficiary') })
export class RegisterBeneficiaryInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @EnumField(() => BeneficiaryKind, '种类', 'Sort')
  kind: BeneficiaryKind;

  @TextField('名称', 'Name', { max: NAME_MAX })
  name: string;

  @TextField('所在乡镇和村', 'Town and village', { optional: true, max: PLACE_MAX })
  place?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一个受益方的操作', 'A verb on one beneficiary') })
export class BeneficiaryTargetInput {
  @IdField('受益方', 'Id of the beneficiary')
  beneficiaryId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('修改受益方', 'Change a beneficiary') })
export class ChangeBeneficiaryInput extends BeneficiaryTargetInput {
  @EnumField(() => BeneficiaryKind, '种类', 'Sort')
  kind: BeneficiaryKind;

  @TextField('名称', 'Name', { max: NAME_MAX })
  name: string;

  @TextField('所在乡镇和村', 'Town and village', { optional: true, max: PLACE_MAX })
  place?: string | null;
}

@InputType({ description: described('停用受益方', 'Take a beneficiary out of use') })
export class CloseBeneficiaryInput extends BeneficiaryTargetInput {
  @TextField('原因', 'Reason', { max: 300 })
  reason: string;
}
