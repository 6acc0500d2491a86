import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  ObjectField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { DevelopmentCaseOrder } from './case.objects.js';
import { DevelopmentSide, DevelopmentStage, ReadingPurpose } from './case-states.js';
import { DEVELOPMENT_LENGTH_MAX } from './development-case.entity.js';

const CASE_NUMBER_LENGTH_MAX = 20;
const ID_LENGTH_MAX = 64;

@InputType({ description: described('个案列表的筛选', 'Which development cases') })
export class DevelopmentCaseFilter {
  @IdField('该党组织及其下级', 'This organization and everything below it', { optional: true })
  organizationId?: string | null;

  @IdField('某人', 'This person', { optional: true })
  personId?: string | null;

  @EnumListField(() => DevelopmentStage, '阶段', 'Stages', { optional: true, maxItems: 20 })
  stages?: (keyof typeof DevelopmentStage)[] | null;

  @EnumListField(() => DevelopmentSide, '阶段以外的状态', 'States beside the stage', { optional: true, maxItems: 10 })
  sides?: (keyof typeof DevelopmentSide)[] | null;

  @BooleanField('是否未终结', 'Open ones, or closed ones', { optional: true })
  isOpen?: boolean | null;

  @BooleanField('是否有待确认的记录', 'With a fact that waits for confirmation, or without', { optional: true })
  hasWaitingFact?: boolean | null;

  @LocalDateField('最近的期限早于这一天', 'The next deadline lies before this day', { optional: true })
  dueBefore?: LocalDate | null;

  @TextField('姓名中的任何部分', 'Any part of the name', { optional: true, max: 60 })
  personName?: string | null;

  @TextField('个案编号的开头', 'Beginning of the case number', { optional: true, max: CASE_NUMBER_LENGTH_MAX })
  caseNumber?: string | null;
}

@ArgsType()
export class DevelopmentCasesArgs extends PageArgs {
  @Field(() => DevelopmentCaseFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => DevelopmentCaseFilter)
  @ValidateNested()
  filter?: DevelopmentCaseFilter | null;

  @Field(() => DevelopmentCaseOrder, { defaultValue: DevelopmentCaseOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: DevelopmentCaseOrder;

  @Field(() => ReadingPurpose, { description: described('查阅目的', 'Why they are read') })
  @IsString()
  purpose: ReadingPurpose;
}

@ArgsType()
export class DevelopmentHistoryArgs extends PageArgs {
  @Field(() => ID, { description: described('个案', 'Id of the case') })
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  caseId: string;

  @Field(() => ReadingPurpose, { description: described('查阅目的', 'Why it is read') })
  @IsString()
  purpose: ReadingPurpose;
}

@ArgsType()
export class CaseReadersArgs extends PageArgs {
  @Field(() => ID, { description: described('个案', 'Id of the case') })
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  caseId: string;
}

@InputType({ description: described('个案的本人', 'The person of a case') })
export class CandidateInput {
  @TextField('姓名', 'Full name', { max: 60 })
  fullName: string;

  @TextField('身份证号(加密保存)', 'ID-card number; stored encrypted', { min: 15, max: 18 })
  idCardNumber: string;

  @TextField('手机号', 'Phone number', { optional: true, max: 20 })
  phone?: string | null;
}

@InputType({ description: described('建立发展党员个案', 'Open a development case') })
export class OpenDevelopmentCaseInput {
  @IdField('办理的党组织', 'The organization that handles it')
  organizationId: string;

  @IdField('已登记的人员;与 person 二者取一', 'A person on record; either this or `person`', { optional: true })
  personId?: string | null;

  @ObjectField(() => CandidateInput, '按身份证登记的人员;与 personId 二者取一', 'A person by ID card; either this or `personId`', {
    optional: true,
  })
  person?: CandidateInput | null;

  @LocalDateField('本人单独同意的日期', "Day of the person's separate consent")
  consentOn: LocalDate;

  @TextField('单独同意书的编号', 'Reference of the consent', { max: DEVELOPMENT_LENGTH_MAX.reference })
  consentReference: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一个个案的操作', 'A verb on one case') })
export class DevelopmentCaseTargetInput {
  @IdField('个案', 'Id of the case')
  caseId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('登记新的单独同意', 'Record a new separate consent') })
export class RenewDevelopmentConsentInput extends DevelopmentCaseTargetInput {
  @LocalDateField('同意的日期', 'Day of the consent')
  consentOn: LocalDate;

  @TextField('单独同意书的编号', 'Reference of the consent', { max: DEVELOPMENT_LENGTH_MAX.reference })
  consentReference: string;
}
