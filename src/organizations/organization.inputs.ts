import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
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
import { LinkRelation, OrganizationKind, OrganizationTier, OrganizationType } from './organization-kinds.js';
import { OrganizationStatus } from './organization-states.js';
import { OrganizationOrder } from './organization.objects.js';

@InputType({ description: described('党组织列表的筛选', 'Which organizations to list') })
export class OrganizationFilter {
  @IdField('只看该党组织及其全部下级', 'Only this organization and all below it', { optional: true })
  withinOrganizationId?: string | null;

  @IdField('只看直接下级', 'Only those directly below this organization', { optional: true })
  adminParentId?: string | null;

  @EnumField(() => OrganizationStatus, '状态', 'State', { optional: true })
  status?: OrganizationStatus | null;

  @EnumField(() => OrganizationType, '类型', 'What sort of organization', { optional: true })
  type?: OrganizationType | null;

  @EnumField(() => OrganizationTier, '层级', 'Tier', { optional: true })
  tier?: OrganizationTier | null;

  @TextField('全称或简称的开头', 'Beginning of the full or the short name', { max: 60, optional: true })
  search?: string | null;
}

@ArgsType()
export class OrganizationsArgs extends PageArgs {
  @Field(() => OrganizationFilter, { nullable: true, description: described('筛选', 'Which ones') })
  @IsOptional()
  @Type(() => OrganizationFilter)
  @ValidateNested()
  filter?: OrganizationFilter | null;

  @Field(() => OrganizationOrder, { defaultValue: OrganizationOrder.NAME, description: described('排序', 'Sort order') })
  @IsString()
  order: OrganizationOrder;
}

@InputType({ description: described('拟成立党组织', 'An organization to be set up') })
export class ProposeOrganizationInput {
  @TextField('全称', 'Full name', { max: 120 })
  name: string;

  @TextField('简称', 'Short name', { max: 40 })
  shortName: string;

  @EnumField(() => OrganizationType, '类型', 'What sort of organization')
  type: OrganizationType;

  @EnumField(() => OrganizationTier, '层级', 'Tier')
  tier: OrganizationTier;

  @EnumField(() => OrganizationKind, '组建方式;非企业党组织留空', 'How an enterprise organization is set up; empty for others', {
    optional: true,
  })
  kind?: OrganizationKind | null;

  @IdField('行政隶属的上级;只有系统管理员可以留空', 'The organization above it; only an administrator may leave it out', { optional: true })
  adminParentId?: string | null;

  @IdField('单独组建所属的企业', 'Enterprise of a single organization', { optional: true })
  enterpriseId?: string | null;

  @TextField('牵头部门', 'Agency that leads it', { max: 80, optional: true })
  leadAgency?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('更正党组织信息;不填的保持不变', 'Corrections of an organization; what is left out stays') })
export class ChangeOrganizationInput {
  @IdField('党组织编号', 'Id of the organization')
  organizationId: string;

  @TextField('全称', 'Full name', { max: 120, optional: true })
  name?: string | null;

  @TextField('简称', 'Short name', { max: 40, optional: true })
  shortName?: string | null;

  @TextField('牵头部门;传 null 清空', 'Agency that leads it; null clears it', { max: 80, optional: true })
  leadAgency?: string | null;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('调整行政隶属', 'A move to another place in the tree') })
export class MoveOrganizationInput {
  @IdField('党组织编号', 'Id of the organization')
  organizationId: string;

  @IdField('新的上级;只有系统管理员可以留空(成为根)', 'The new organization above it; only an administrator may leave it out, for a root', {
    optional: true,
  })
  adminParentId?: string | null;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('党组织状态操作', 'A step in the life of an organization') })
export class OrganizationStepInput {
  @IdField('党组织编号', 'Id of the organization')
  organizationId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('须说明理由的党组织状态操作', 'A step in the life of an organization that needs a reason') })
export class OrganizationReasonedStepInput extends OrganizationStepInput {
  @TextField('理由', 'Reason', { max: 300 })
  reason: string;
}

@InputType({ description: described('合并党组织', 'A merger') })
export class MergeOrganizationInput extends OrganizationReasonedStepInput {
  @IdField('并入的党组织', 'The organization that goes on')
  intoOrganizationId: string;
}

@InputType({ description: described('建立行业或属地关系', 'A relation by trade or territory') })
export class LinkOrganizationInput {
  @IdField('党组织编号', 'Id of the organization')
  organizationId: string;

  @IdField('上级(指导)党组织', 'The organization that guides it')
  upperOrganizationId: string;

  @EnumField(() => LinkRelation, '关系种类', 'Kind of the relation')
  relation: LinkRelation;

  @LocalDateField('开始日期', 'First day')
  startsOn: string;

  @LocalDateField('结束日期(当日起不再有效)', 'First day on which it no longer holds', { optional: true })
  endsOn?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('结束行业或属地关系', 'The end of a relation') })
export class EndOrganizationLinkInput {
  @IdField('关系编号', 'Id of the relation')
  linkId: string;

  @LocalDateField('结束日期(当日起不再有效)', 'First day on which it no longer holds')
  endsOn: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('登记联合组建覆盖的单位', 'A unit that a joint organization covers') })
export class CoverEnterpriseInput {
  @IdField('联合组建的党组织', 'The joint organization')
  organizationId: string;

  @IdField('企业或社会组织', 'The enterprise')
  enterpriseId: string;

  @LocalDateField('开始日期', 'First day')
  startsOn: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('结束对一个单位的覆盖', 'The end of a coverage') })
export class EndCoverageInput {
  @IdField('联合组建的党组织', 'The joint organization')
  organizationId: string;

  @IdField('覆盖记录编号', 'Id of the coverage')
  coverageId: string;

  @LocalDateField('结束日期(当日起不再有效)', 'First day on which it no longer holds')
  endsOn: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@ArgsType()
export class OrganizationDirectoryArgs extends PageArgs {
  @TextField('名称或简称中的任何部分,至少两个字', 'Any part of the name or short name, at least two characters', { min: 2, max: 120 })
  search: string;
}
