import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { BilingualTextView } from '../../platform/graphql/bilingual.objects.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { LawfulBasis } from '../../platform/personal-data/lawful-bases.js';
import { ErasureFate, ErasureStatus } from './erasure-states.js';

@ObjectType('PersonalDataField', { description: described('个人信息登记册中的一个字段', 'One field of the purpose register') })
export class PersonalDataFieldView {
  @Field({ description: described('字段名', 'Name of the field') })
  name: string;

  @Field(() => BilingualTextView, { description: described('含义', 'What it is') })
  label: BilingualTextView;

  @Field({ description: described('是否加密保存', 'Whether it is stored encrypted') })
  isEncrypted: boolean;

  @Field(() => BilingualTextView, {
    nullable: true,
    description: described('不列入副本的原因;列入则为 null', 'Why it is not in a copy; null when it is'),
  })
  withheld: BilingualTextView | null;
}

@ObjectType('PersonalDataEntry', {
  description: described(
    '个人信息登记册中的一类记录:目的、依据、保存期限、谁能看',
    'One kind of record in the purpose register: purpose, basis, retention, readers',
  ),
})
export class PersonalDataEntryView {
  @Field({ description: described('记录种类', 'Kind of record') })
  table: string;

  @Field(() => BilingualTextView, { description: described('含义', 'What it is') })
  label: BilingualTextView;

  @Field(() => BilingualTextView, { description: described('处理目的', 'Purpose') })
  purpose: BilingualTextView;

  @Field(() => LawfulBasis, { description: described('合法性基础', 'Lawful basis') })
  basis: LawfulBasis;

  @Field(() => BilingualTextView, { description: described('保存期限', 'Retention') })
  retention: BilingualTextView;

  @Field({ description: described('哪种权限可以查看', 'Permission whose holders read it') })
  readers: string;

  @Field(() => [String], { description: described('哪些角色可以查看', 'Roles whose holders read it') })
  readerRoles: string[];

  @Field(() => [PersonalDataFieldView], { description: described('字段', 'Fields') })
  fields: PersonalDataFieldView[];
}

@ObjectType('CopiedValue', { description: described('副本中的一个值', 'One value of a copy') })
export class CopiedValueView {
  @Field({ description: described('字段名', 'Name of the field') })
  name: string;

  @Field(() => BilingualTextView, { description: described('含义', 'What it is') })
  label: BilingualTextView;

  @Field(() => String, { nullable: true, description: described('内容;没有登记则为 null', 'The value; null when nothing is recorded') })
  value: string | null;
}

@ObjectType('CopiedRecord', { description: described('副本中的一条记录', 'One record of a copy') })
export class CopiedRecordView {
  @Field(() => ID, { description: described('记录编号', 'Id of the record') })
  recordId: string;

  @Field(() => PersonalDataEntryView, {
    description: described('这类记录的目的、依据、期限和查看者', 'Purpose, basis, retention and readers'),
  })
  entry: PersonalDataEntryView;

  @Field(() => [CopiedValueView], { description: described('内容', 'The values') })
  values: CopiedValueView[];
}

@ObjectType('PersonalDataCopy', { description: described('个人信息副本的一页', 'A page of a copy of personal data') })
export class PersonalDataCopyView {
  @Field(() => [CopiedRecordView], { description: described('本页记录', 'Records of the page') })
  records: CopiedRecordView[];

  @Field({ description: described('本页最后一条的位置', 'Position of the last record') })
  endCursor: string;

  @Field({ description: described('后面是否还有', 'Whether more records follow') })
  hasNextPage: boolean;
}

@ObjectType({ description: described('个人信息副本', 'A copy of personal data') })
export class PersonalDataCopyPayload extends MutationPayload {
  @Field(() => PersonalDataCopyView, { nullable: true, description: described('副本的一页;被拒绝时为 null', 'A page; null on a refusal') })
  copy?: PersonalDataCopyView | null;
}

@ObjectType('ErasurePlanItem', { description: described('一类记录如何处理及原因', 'What becomes of one kind of record, and why') })
export class ErasurePlanItemView {
  @Field({ description: described('记录种类', 'Kind of record') })
  table: string;

  @Field(() => BilingualTextView, { description: described('含义', 'What it is') })
  label: BilingualTextView;

  @Field(() => Int, { description: described('条数', 'How many') })
  rows: number;

  @Field(() => ErasureFate, { description: described('如何处理', 'What becomes of it') })
  fate: ErasureFate;

  @Field(() => LocalDateScalar, { nullable: true, description: described('保存到哪天(含当日)', 'Last day on which it is kept') })
  keptUntil: string | null;

  @Field(() => BilingualTextView, { description: described('依据的保存规则', 'The rule of retention') })
  retention: BilingualTextView;
}

@ObjectType('PersonErasure', { description: described('个人信息删除申请', "A request that a person's data be erased") })
export class PersonErasureView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ErasureStatus, { description: described('状态', 'Where it stands') })
  status: ErasureStatus;

  @Field({ description: described('是否由本人账号直接提出', "Whether it came from the person's own account") })
  isOwnRequest: boolean;

  @Field(() => String, { nullable: true, description: described('申请书编号', 'Reference of the signed request') })
  requestReference: string | null;

  @Field(() => [ErasurePlanItemView], { description: described('各类记录如何处理', 'What becomes of each kind of record') })
  plan: ErasurePlanItemView[];

  @Field(() => DateTimeScalar, { description: described('申请时间', 'When it was asked for') })
  requestedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('决定时间', 'When it was decided') })
  decidedAt: Date | null;

  @Field(() => String, { nullable: true, description: described('决定理由', 'Reason of the decision') })
  decisionReason: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('部分记录依法保存到哪天', 'Last day on which something is still kept'),
  })
  retainedUntil: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('完成时间', 'When everything was done') })
  finishedAt: Date | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** One page of requests of erasure. */
export const PersonErasureConnection = connectionOf(PersonErasureView, 'PersonErasure', '删除申请', 'requests of erasure');

@ObjectType({ description: described('删除申请', 'A request of erasure') })
export class PersonErasurePayload extends MutationPayload {
  @Field(() => PersonErasureView, { nullable: true, description: described('删除申请', 'The request') })
  erasure?: PersonErasureView | null;
}
