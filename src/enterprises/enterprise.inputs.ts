import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { EnumField, ExpectedVersionField, IdempotencyKeyField, IdField, TextField } from '../platform/graphql/input-fields.js';
import { EnterpriseKind, EnterpriseStatus } from './enterprise-states.js';
import { EnterpriseOrder } from './enterprise.objects.js';

@InputType({ description: described('企业列表的筛选', 'Which enterprises to list') })
export class EnterpriseFilter {
  @EnumField(() => EnterpriseStatus, '状态', 'State', { optional: true })
  status?: EnterpriseStatus | null;

  @EnumField(() => EnterpriseKind, '单位种类', 'What sort of unit', { optional: true })
  kind?: EnterpriseKind | null;

  @IdField('负责的党组织', 'The responsible organization', { optional: true })
  responsibleOrganizationId?: string | null;

  @TextField('名称或统一社会信用代码的开头', 'Beginning of the name or the credit code', { max: 60, optional: true })
  search?: string | null;
}

@ArgsType()
export class EnterprisesArgs extends PageArgs {
  @Field(() => EnterpriseFilter, { nullable: true, description: described('筛选', 'Which ones') })
  @IsOptional()
  @Type(() => EnterpriseFilter)
  @ValidateNested()
  filter?: EnterpriseFilter | null;

  @Field(() => EnterpriseOrder, { defaultValue: EnterpriseOrder.NAME, description: described('排序', 'Sort order') })
  @IsString()
  order: EnterpriseOrder;
}

@InputType({ description: described('登记企业或社会组织', 'A unit for the register') })
export class RegisterEnterpriseInput {
  @TextField('名称', 'Name', { max: 120 })
  name: string;

  @TextField('统一社会信用代码(18 位)', 'Unified social credit code (18 characters)', { min: 18, max: 18 })
  creditCode: string;

  @EnumField(() => EnterpriseKind, '单位种类', 'What sort of unit')
  kind: EnterpriseKind;

  @IdField('负责的党组织', 'The organization on whose register it is')
  responsibleOrganizationId: string;

  @TextField('行业', 'Trade', { max: 60, optional: true })
  trade?: string | null;

  @TextField('地址', 'Address', { max: 200, optional: true })
  address?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('更正企业信息;不填的保持不变', 'Corrections of an enterprise; what is left out stays') })
export class ChangeEnterpriseInput {
  @IdField('企业编号', 'Id of the enterprise')
  enterpriseId: string;

  @TextField('名称', 'Name', { max: 120, optional: true })
  name?: string | null;

  @TextField('行业;传 null 清空', 'Trade; null clears it', { max: 60, optional: true })
  trade?: string | null;

  @TextField('地址;传 null 清空', 'Address; null clears it', { max: 200, optional: true })
  address?: string | null;

  @IdField('移交给另一个党组织', 'Another organization that takes it over', { optional: true })
  responsibleOrganizationId?: string | null;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('企业状态操作', 'A step of an enterprise') })
export class EnterpriseStepInput {
  @IdField('企业编号', 'Id of the enterprise')
  enterpriseId: string;

  @TextField('说明', 'A remark', { max: 300, optional: true })
  reason?: string | null;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('须说明理由的企业状态操作', 'A step of an enterprise that needs a reason') })
export class EnterpriseReasonedStepInput {
  @IdField('企业编号', 'Id of the enterprise')
  enterpriseId: string;

  @TextField('理由', 'Reason', { max: 300 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}
