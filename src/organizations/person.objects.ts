import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { MembershipEntryKind, MembershipEntryStatus } from './membership-entry-states.js';
import { MembershipKind, MembershipStanding, Office } from './organization-kinds.js';
import { OrganizationSummaryView } from './organization.objects.js';

/** Sort orders of the list of persons. */
export const PersonOrder = { NAME: 'NAME', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type PersonOrder = (typeof PersonOrder)[keyof typeof PersonOrder];
describedEnum(PersonOrder, 'PersonOrder', '人员列表的排序', 'Sort order of persons', {
  NAME: ['按姓名', 'By name'],
  NEWEST_FIRST: ['最新在前', 'Newest first'],
});

/** Sort orders of dated records. */
export const DatedOrder = { STARTED_LAST: 'STARTED_LAST', STARTED_FIRST: 'STARTED_FIRST' } as const;
export type DatedOrder = (typeof DatedOrder)[keyof typeof DatedOrder];
describedEnum(DatedOrder, 'DatedOrder', '按开始日期排序', 'Sort order by the first day', {
  STARTED_LAST: ['最近开始的在前', 'The latest beginning first'],
  STARTED_FIRST: ['最早开始的在前', 'The earliest beginning first'],
});

@ObjectType('Person', { description: described('自然人;证件与电话只显示掩码', 'A natural person; numbers are masked') })
export class PersonView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('姓名', 'Full name') })
  fullName: string;

  @Field({ description: described('身份证号(掩码)', 'ID-card number, masked') })
  idCardMasked: string;

  @Field(() => String, { nullable: true, description: described('电话(掩码)', 'Phone, masked') })
  phoneMasked: string | null;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When the person was registered') })
  createdAt: Date;
}

@ObjectType('Officer', { description: described('任职:某人在某党组织的职务', 'An office that a person holds in an organization') })
export class OfficerView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => Office, { description: described('职务', 'The office') })
  office: Office;

  @Field(() => OrganizationSummaryView, { description: described('党组织', 'The organization') })
  organization: OrganizationSummaryView;

  @Field(() => PersonView, { description: described('任职者', 'Who holds it') })
  person: PersonView;

  @Field(() => LocalDateScalar, { description: described('任职日期', 'First day') })
  startsOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('离任日期(当日起不再任职)', 'First day on which it is no longer held'),
  })
  endsOn: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('Membership', { description: described('党员关系(每次查阅都会留痕)', 'A membership; each reading is recorded') })
export class MembershipView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => PersonView, { description: described('党员', 'The member') })
  person: PersonView;

  @Field(() => OrganizationSummaryView, { description: described('所在党组织', 'The organization') })
  organization: OrganizationSummaryView;

  @Field(() => MembershipKind, { description: described('关系种类', 'Home or guest') })
  kind: MembershipKind;

  @Field(() => MembershipStanding, { description: described('党员身份', 'Probationary or full') })
  standing: MembershipStanding;

  @Field(() => LocalDateScalar, { description: described('开始日期', 'First day') })
  startsOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('结束日期(当日起不再有效)', 'First day on which it no longer holds'),
  })
  endsOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('权利受限的开始日期', 'First day of restricted rights') })
  rightsRestrictedFrom: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('权利恢复的日期', 'First day with full rights again') })
  rightsRestrictedTo: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('MembershipEntry', {
  description: described(
    '一条党员关系登记:另一人确认之前不作数',
    'An entry about a membership; it does not count before another person has confirmed it',
  ),
})
export class MembershipEntryView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => MembershipEntryKind, { description: described('登记事项', 'What it is about') })
  entryKind: MembershipEntryKind;

  @Field(() => PersonView, { description: described('本人', 'The person') })
  person: PersonView;

  @Field(() => OrganizationSummaryView, { description: described('所在党组织', 'The organization') })
  organization: OrganizationSummaryView;

  @Field(() => ID, {
    nullable: true,
    description: described(
      '党员关系编号:要变更的,或确认后产生的',
      'Id of the membership: the one to change, or the one that was made of it',
    ),
  })
  membershipId: string | null;

  @Field(() => MembershipKind, { description: described('关系种类', 'Home or guest') })
  kind: MembershipKind;

  @Field(() => MembershipStanding, { description: described('党员身份', 'Probationary or full') })
  standing: MembershipStanding;

  @Field(() => LocalDateScalar, { description: described('开始日期', 'First day') })
  startsOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('结束日期(当日起不再有效)', 'First day on which it no longer holds'),
  })
  endsOn: string | null;

  @Field({ description: described('证明文件的编号', 'Number of the paper that proves it') })
  documentNumber: string;

  @Field(() => MembershipEntryStatus, { description: described('状态', 'Where it stands') })
  status: MembershipEntryStatus;

  @Field(() => String, { nullable: true, description: described('退回或撤回的理由', 'Why it was rejected or taken back') })
  decisionReason: string | null;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was entered') })
  recordedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('处理时间', 'When it was decided') })
  decidedAt: Date | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** One page of persons. */
export const PersonConnection = connectionOf(PersonView, 'Person', '人员', 'persons');
/** One page of officers. */
export const OfficerConnection = connectionOf(OfficerView, 'Officer', '任职', 'offices held');
/** One page of memberships. */
export const MembershipConnection = connectionOf(MembershipView, 'Membership', '党员关系', 'memberships');

/** One page of entries about memberships. */
export const MembershipEntryConnection = connectionOf(MembershipEntryView, 'MembershipEntry', '党员关系登记', 'entries about memberships');

@ObjectType({ description: described('任职操作的结果', 'Result of an operation on an office') })
export class OfficerPayload extends MutationPayload {
  @Field(() => OfficerView, { nullable: true, description: described('任职;被拒绝时为 null', 'The office held; null on a refusal') })
  officer?: OfficerView | null;
}

@ObjectType({ description: described('党员关系操作的结果', 'Result of an operation on a membership') })
export class MembershipPayload extends MutationPayload {
  @Field(() => MembershipView, { nullable: true, description: described('党员关系;被拒绝时为 null', 'The membership; null on a refusal') })
  membership?: MembershipView | null;
}

@ObjectType({ description: described('党员关系登记操作的结果', 'Result of an operation on an entry about a membership') })
export class MembershipEntryPayload extends MutationPayload {
  @Field(() => MembershipEntryView, { nullable: true, description: described('登记;被拒绝时为 null', 'The entry; null on a refusal') })
  entry?: MembershipEntryView | null;

  @Field(() => MembershipView, {
    nullable: true,
    description: described('确认后产生的党员关系;此前为 null', 'The membership that the confirmation made; null before'),
  })
  membership?: MembershipView | null;
}

@ObjectType({ description: described('查看完整身份证号的结果(已留痕)', 'A full ID-card number; the reading is on record') })
export class RevealPersonIdCardPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: described('身份证号', 'ID-card number') })
  idCardNumber?: string | null;
}

@ObjectType({ description: described('查看完整电话的结果(已留痕)', 'A full phone number; the reading is on record') })
export class RevealPersonPhonePayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: described('电话', 'Phone number') })
  phone?: string | null;
}
