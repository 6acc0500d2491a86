import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  EnumField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { HolderKind } from './park-kinds.js';
import { ParkStatus } from './park-states.js';
import { ParkOrder, StructureTemplateOrder } from './park.objects.js';

@InputType({ description: described('园区列表的筛选', 'Which parks to list') })
export class ParkFilter {
  @EnumField(() => ParkStatus, '状态', 'State', { optional: true })
  status?: ParkStatus | null;

  @IdField('牵头党组织', 'The leading organization', { optional: true })
  leadingOrganizationId?: string | null;

  @TextField('名称的开头', 'Beginning of the name', { max: 60, optional: true })
  search?: string | null;
}

@ArgsType()
export class ParksArgs extends PageArgs {
  @Field(() => ParkFilter, { nullable: true, description: described('筛选', 'Which ones') })
  @IsOptional()
  @Type(() => ParkFilter)
  @ValidateNested()
  filter?: ParkFilter | null;

  @Field(() => ParkOrder, { defaultValue: ParkOrder.NAME, description: described('排序', 'Sort order') })
  @IsString()
  order: ParkOrder;
}

@ArgsType()
export class StructureTemplatesArgs extends PageArgs {
  @Field(() => StructureTemplateOrder, { defaultValue: StructureTemplateOrder.CODE, description: described('排序', 'Sort order') })
  @IsString()
  order: StructureTemplateOrder;
}

@InputType({ description: described('筹建园区', 'A park to be founded') })
export class CreateParkInput {
  @TextField('名称', 'Name', { max: 120 })
  name: string;

  @IdField('牵头党组织', 'The organization that leads it')
  leadingOrganizationId: string;

  @IdField('结构模板', 'The pattern of its structure')
  structureTemplateId: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('修改园区;不填的保持不变', 'Changes of a park; what is left out stays') })
export class ChangeParkInput {
  @IdField('园区编号', 'Id of the park')
  parkId: string;

  @TextField('名称', 'Name', { max: 120, optional: true })
  name?: string | null;

  @IdField('新的牵头党组织', 'Another leading organization', { optional: true })
  leadingOrganizationId?: string | null;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('更换结构模板', 'Another pattern for a park') })
export class ChangeParkTemplateInput {
  @IdField('园区编号', 'Id of the park')
  parkId: string;

  @IdField('新的结构模板', 'The new pattern')
  structureTemplateId: string;

  @TextField('理由', 'Reason', { max: 300 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('启用园区', 'The opening of a park') })
export class ActivateParkInput {
  @IdField('园区编号', 'Id of the park')
  parkId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('须说明理由的园区状态操作', 'A step of a park that needs a reason') })
export class ParkReasonedStepInput {
  @IdField('园区编号', 'Id of the park')
  parkId: string;

  @TextField('理由', 'Reason', { max: 300 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({
  description: described(
    '占用席位:企业、党组织、品牌产品填编号,产业和场所填名称',
    'Somebody takes a place: enterprise, organization and product by id, industry and site by name',
  ),
})
export class AssignSlotHolderInput {
  @IdField('园区编号', 'Id of the park')
  parkId: string;

  @TextField('席位代号', 'Role of the place', { max: 30 })
  slotRole: string;

  @EnumField(() => HolderKind, '占用者种类', 'What sort of holder')
  holderKind: HolderKind;

  @IdField('企业、党组织或品牌产品的编号', 'Id of the enterprise, organization or product', { optional: true })
  holderId?: string | null;

  @TextField('产业或场所的名称', 'Name of the industry or site', { max: 120, optional: true })
  holderName?: string | null;

  @LocalDateField('开始日期', 'First day')
  startsOn: string;

  @LocalDateField('结束日期(当日起不再占用)', 'First day without the place', { optional: true })
  endsOn?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('结束席位占用', 'Somebody gives up a place') })
export class ReleaseSlotHolderInput {
  @IdField('占用记录编号', 'Id of the holding')
  slotHolderId: string;

  @LocalDateField('结束日期(当日起不再占用)', 'First day without the place')
  endsOn: string;

  @TextField('理由', 'Reason', { max: 300 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}
