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
  ObjectField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { MembershipEntryStatus } from './membership-entry-states.js';
import { MembershipKind, MembershipStanding, Office } from './organization-kinds.js';
import { DatedOrder, PersonOrder } from './person.objects.js';

@InputType({ description: described('人员列表的筛选', 'Which persons to list') })
export class PersonFilter {
  @TextField('姓名的开头', 'Beginning of the name', { max: 60, optional: true })
  search?: string | null;
}

@ArgsType()
export class PersonsArgs extends PageArgs {
  @Field(() => PersonFilter, { nullable: true, description: described('筛选', 'Which ones') })
  @IsOptional()
  @Type(() => PersonFilter)
  @ValidateNested()
  filter?: PersonFilter | null;

  @Field(() => PersonOrder, { defaultValue: PersonOrder.NAME, description: described('排序', 'Sort order') })
  @IsString()
  order: PersonOrder;
}

@InputType({ description: described('任职或党员关系列表的筛选', 'Which dated records of persons to list') })
export class PersonRecordFilter {
  @IdField('只看该党组织', 'Only this organization', { optional: true })
  organizationId?: string | null;

  @IdField('只看此人', 'Only this person', { optional: true })
  personId?: string | null;

  @LocalDateField('只看当日有效的', 'Only those that hold on this day', { optional: true })
  holdsOn?: string | null;
}

@ArgsType()
export class PersonRecordsArgs extends PageArgs {
  @Field(() => PersonRecordFilter, { nullable: true, description: described('筛选', 'Which ones') })
  @IsOptional()
  @Type(() => PersonRecordFilter)
  @ValidateNested()
  filter?: PersonRecordFilter | null;

  @Field(() => DatedOrder, { defaultValue: DatedOrder.STARTED_LAST, description: described('排序', 'Sort order') })
  @IsString()
  order: DatedOrder;
}

@InputType({ description: described('证件上的姓名与号码', 'Name and number as on the ID card') })
export class PersonIdentityInput {
  @TextField('姓名', 'Full name', { max: 60 })
  fullName: string;

  @TextField('身份证号', 'ID-card number', { min: 15, max: 18 })
  idCardNumber: string;

  @TextField('电话', 'Phone', {
    max: 20,
    optional: true,
    pattern: { expression: /^\+?[0-9][0-9 -]{5,18}$/, code: 'BAD_PHONE', zh: '电话号码无效', en: 'is not a phone number' },
  })
  phone?: string | null;
}

@InputType({ description: described('任命:人员用编号或证件指明,二者取一', 'An appointment; the person is named by id or by the ID card') })
export class AppointOfficerInput {
  @IdField('党组织编号', 'Id of the organization')
  organizationId: string;

  @IdField('已登记人员的编号', 'Id of a registered person', { optional: true })
  personId?: string | null;

  @ObjectField(() => PersonIdentityInput, '证件上的姓名与号码', 'Name and number as on the ID card', { optional: true })
  person?: PersonIdentityInput | null;

  @EnumField(() => Office, '职务', 'The office')
  office: Office;

  @LocalDateField('任职日期', 'First day')
  startsOn: string;

  @LocalDateField('离任日期(当日起不再任职)', 'First day on which it is no longer held', { optional: true })
  endsOn?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('离任', 'The end of an office') })
export class EndOfficeInput {
  @IdField('任职编号', 'Id of the office held')
  officerId: string;

  @LocalDateField('离任日期(当日起不再任职)', 'First day on which it is no longer held')
  endsOn: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({
  description: described('登记党员关系:人员用编号或证件指明,二者取一', 'An admission; the person is named by id or by the ID card'),
})
export class AdmitMemberInput {
  @IdField('党组织编号', 'Id of the organization')
  organizationId: string;

  @IdField('已登记人员的编号', 'Id of a registered person', { optional: true })
  personId?: string | null;

  @ObjectField(() => PersonIdentityInput, '证件上的姓名与号码', 'Name and number as on the ID card', { optional: true })
  person?: PersonIdentityInput | null;

  @EnumField(() => MembershipKind, '关系种类', 'Home or guest')
  kind: MembershipKind;

  @EnumField(() => MembershipStanding, '党员身份', 'Probationary or full')
  standing: MembershipStanding;

  @LocalDateField('开始日期', 'First day')
  startsOn: string;

  @LocalDateField('结束日期(当日起不再有效)', 'First day on which it no longer holds', { optional: true })
  endsOn?: string | null;

  @TextField(
    '证明文件的编号(介绍信、批复,或原党员名册的页码)',
    'Number of the paper that proves it: letter of introduction, approval, page of the former register',
    {
      max: 80,
    },
  )
  documentNumber: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('结束党员关系', 'The end of a membership') })
export class EndMembershipInput {
  @IdField('党员关系编号', 'Id of the membership')
  membershipId: string;

  @LocalDateField('结束日期(当日起不再有效)', 'First day on which it no longer holds')
  endsOn: string;

  @TextField('理由', 'Reason', { max: 300 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('变更党员身份', 'A change of standing') })
export class ChangeMembershipStandingInput {
  @IdField('党员关系编号', 'Id of the membership')
  membershipId: string;

  @EnumField(() => MembershipStanding, '新的身份', 'The new standing')
  standing: MembershipStanding;

  @LocalDateField('自哪天起', 'From which day on')
  changesOn: string;

  @TextField(
    '证明文件的编号(介绍信、批复,或原党员名册的页码)',
    'Number of the paper that proves it: letter of introduction, approval, page of the former register',
    {
      max: 80,
    },
  )
  documentNumber: string;

  @ExpectedVersionField()
  expectedVersion: number;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('限制或恢复党员权利', 'A restriction of rights, or its end') })
export class RestrictMemberRightsInput {
  @IdField('党员关系编号', 'Id of the membership')
  membershipId: string;

  @LocalDateField('受限的开始日期;两项都留空即恢复', 'First day of the restriction; leave out both to lift it', { optional: true })
  from?: string | null;

  @LocalDateField('恢复的日期', 'First day with full rights again', { optional: true })
  to?: string | null;

  @TextField('理由', 'Reason', { max: 300 })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('查看一个完整的个人信息', 'A request to see one personal value in full') })
export class RevealPersonInput {
  @IdField('人员编号', 'Id of the person')
  personId: string;

  @TextField('用途', 'What it is needed for', { min: 4, max: 300 })
  reason: string;
}

@InputType({ description: described('待确认登记列表的筛选', 'Which entries to list') })
export class MembershipEntryFilter {
  @IdField('只看该党组织', 'Only this organization', { optional: true })
  organizationId?: string | null;

  @EnumField(() => MembershipEntryStatus, '只看该状态', 'Only in this state', { optional: true })
  status?: MembershipEntryStatus | null;
}

@ArgsType()
export class MembershipEntriesArgs extends PageArgs {
  @Field(() => MembershipEntryFilter, { nullable: true, description: described('筛选', 'Which ones') })
  @IsOptional()
  @Type(() => MembershipEntryFilter)
  @ValidateNested()
  filter?: MembershipEntryFilter | null;
}

@InputType({ description: described('确认一条党员关系登记', 'The confirmation of an entry') })
export class MembershipEntryTargetInput {
  @IdField('登记编号', 'Id of the entry')
  membershipEntryId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('退回或撤回一条党员关系登记', 'The rejection of an entry, or its withdrawal') })
export class MembershipEntryRefusalInput extends MembershipEntryTargetInput {
  @TextField('理由', 'Reason', { max: 300 })
  reason: string;
}
