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
  IntegerField,
  LocalDateField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { CohortMemberStatus } from './cohort-states.js';

const NAME_MAX = 80;
const CAPACITY_MAX = 1_000;

@InputType({ description: described('设立培育计划', 'Set a program up') })
export class CreateSkillProgramInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @TextField('名称,如“滴网先锋主播培育计划”', 'Name', { max: NAME_MAX })
  name: string;

  @TextField('说明', 'Description', { max: 500, multiline: true, optional: true })
  description?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('开设班期', 'Open a cohort') })
export class OpenSkillCohortInput {
  @IdField('培育计划', 'Id of the program')
  programId: string;

  @TextField('名称', 'Name', { max: NAME_MAX })
  name: string;

  @LocalDateField('开始日期', 'First day')
  startsOn: string;

  @LocalDateField('最后一日(当日取得的证书仍计入)', 'Last day; a certificate of it still counts')
  lastOn: string;

  @IntegerField('名额', 'Places', { min: 1, max: CAPACITY_MAX })
  capacity: number;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('调整名额', 'Change the places of a cohort') })
export class ChangeCohortCapacityInput {
  @IdField('班期', 'Id of the cohort')
  cohortId: string;

  @IntegerField('名额', 'Places', { min: 1, max: CAPACITY_MAX })
  capacity: number;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('报名入班', 'Take a streamer into a cohort') })
export class EnrollCohortMemberInput {
  @IdField('班期', 'Id of the cohort')
  cohortId: string;

  @IdField('主播', 'Id of the streamer')
  streamerId: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('登记退出班期', 'Record that a member leaves') })
export class WithdrawCohortMemberInput {
  @IdField('学员', 'Id of the member')
  cohortMemberId: string;

  @TextField('原因', 'Reason', { max: 300 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

/** Sort orders of programs. */
export enum SkillProgramOrder {
  NAME = 'NAME',
}
registerEnumType(SkillProgramOrder, {
  name: 'SkillProgramOrder',
  description: described('培育计划的排序', 'Sort order of programs'),
  valuesMap: { NAME: { description: described('按名称', 'By name') } },
});

/** Sort orders of cohorts. */
export enum SkillCohortOrder {
  STARTS_LAST = 'STARTS_LAST',
  STARTS_FIRST = 'STARTS_FIRST',
}
registerEnumType(SkillCohortOrder, {
  name: 'SkillCohortOrder',
  description: described('班期的排序', 'Sort order of cohorts'),
  valuesMap: {
    STARTS_LAST: { description: described('最近开始的在前', 'Latest first') },
    STARTS_FIRST: { description: described('最早开始的在前', 'Earliest first') },
  },
});

/** Sort orders of members. */
export enum CohortMemberOrder {
  JOINED_FIRST = 'JOINED_FIRST',
}
registerEnumType(CohortMemberOrder, {
  name: 'CohortMemberOrder',
  description: described('学员的排序', 'Sort order of members'),
  valuesMap: { JOINED_FIRST: { description: described('先报名的在前', 'Earliest joined first') } },
});

@InputType({ description: described('筛选条件', 'Which programs or cohorts') })
export class SkillCohortFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('培育计划', 'Id of the program', { optional: true })
  programId?: string | null;
}

@InputType({ description: described('学员筛选条件', 'Which members') })
export class CohortMemberFilter {
  @IdField('班期', 'Id of the cohort', { optional: true })
  cohortId?: string | null;

  @IdField('主播', 'Id of the streamer', { optional: true })
  streamerId?: string | null;

  @EnumField(() => CohortMemberStatus, '状态', 'Status', { optional: true })
  status?: CohortMemberStatus | null;
}

@ArgsType()
export class SkillProgramsArgs extends PageArgs {
  @Field(() => SkillCohortFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => SkillCohortFilter)
  @ValidateNested()
  filter?: SkillCohortFilter | null;

  @Field(() => SkillProgramOrder, { defaultValue: SkillProgramOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: SkillProgramOrder;
}

@ArgsType()
export class SkillCohortsArgs extends PageArgs {
  @Field(() => SkillCohortFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => SkillCohortFilter)
  @ValidateNested()
  filter?: SkillCohortFilter | null;

  @Field(() => SkillCohortOrder, { defaultValue: SkillCohortOrder.STARTS_LAST, description: described('排序', 'Order') })
  @IsString()
  order: SkillCohortOrder;
}

@ArgsType()
export class CohortMembersArgs extends PageArgs {
  @Field(() => CohortMemberFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => CohortMemberFilter)
  @ValidateNested()
  filter?: CohortMemberFilter | null;

  @Field(() => CohortMemberOrder, { defaultValue: CohortMemberOrder.JOINED_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: CohortMemberOrder;
}
