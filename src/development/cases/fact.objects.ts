import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { FactKind } from '../machine/case-facts.js';
import { FactStatus } from './case-states.js';
import { StoredRuleCheckView } from './check.objects.js';

@ObjectType('DevelopmentActor', { description: described('记录或确认的账号', 'The account that recorded or confirmed') })
export class DevelopmentActorView {
  @Field(() => ID, { description: described('账号', 'Id of the account') })
  id: string;

  @Field({ description: described('姓名', 'Display name') })
  displayName: string;
}

@ObjectType('NamedPerson', { description: described('事实中提到的人', 'A person whom a fact names') })
export class NamedPersonView {
  @Field(() => ID, { description: described('人员编号', 'Id of the person') })
  id: string;

  @Field({ description: described('姓名', 'Full name') })
  fullName: string;
}

@ObjectType('DevelopmentFactDetail', { description: described('事实的一项内容', 'One entry of a fact') })
export class FactDetailView {
  @Field({ description: described('名称,如 ballot.yes', 'Its name, such as ballot.yes') })
  name: string;

  @Field({ description: described('内容的代码或编号', 'Its value as it was entered: a code, number or id') })
  value: string;

  @Field({ description: described('项目(按 Accept-Language)', 'What it is, in the language of Accept-Language') })
  label: string;

  @Field({
    description: described('内容,供阅读:含义、党组织名称', 'Its value for people: the meaning of a code, the name of an organization'),
  })
  text: string;
}

@ObjectType('RuleOverride', { description: described('记录人对一条提醒说明的理由', "A recorder's reason for passing a warning") })
export class RuleOverrideView {
  @Field(() => ID, { description: described('规则编号', 'Id of the rule') })
  ruleId: string;

  @Field({ description: described('理由', 'The reason') })
  reason: string;
}

@ObjectType('DevelopmentFact', { description: described('个案中记录的一项事实', 'One recorded fact of a case') })
export class DevelopmentFactView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('个案', 'Id of the case') })
  caseId: string;

  @Field(() => Int, { description: described('记录的次序', 'Place in the order of recording') })
  sequence: number;

  @Field(() => FactKind, { description: described('事实的种类', 'What happened') })
  kind: FactKind;

  @Field(() => LocalDateScalar, { description: described('发生日期', 'Day on which it happened') })
  occurredOn: string;

  @Field(() => String, { nullable: true, description: described('证明文件的编号', 'Number of the paper that proves it') })
  documentNumber: string | null;

  @Field(() => [FactDetailView], { description: described('内容', 'Its content') })
  details: FactDetailView[];

  @Field(() => [NamedPersonView], { description: described('提到的人', 'Persons whom it names') })
  persons: NamedPersonView[];

  @Field(() => [RuleOverrideView], { description: described('略过的提醒及理由', 'Warnings that were passed, with reasons') })
  overrides: RuleOverrideView[];

  @Field(() => FactStatus, { description: described('状态', 'Where it stands') })
  status: FactStatus;

  @Field(() => DevelopmentActorView, { description: described('记录人', 'Who recorded it') })
  recordedBy: DevelopmentActorView;

  @Field(() => DateTimeScalar, { description: described('记录时间', 'When it was recorded') })
  recordedAt: Date;

  @Field(() => DevelopmentActorView, {
    nullable: true,
    description: described('确认、退回或收回的人', 'Who confirmed, rejected or took it back'),
  })
  decidedBy: DevelopmentActorView | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('确认、退回或收回的时间', 'When that was') })
  decidedAt: Date | null;

  @Field(() => String, { nullable: true, description: described('退回或收回的原因', 'Why it was rejected or taken back') })
  reason: string | null;

  @Field(() => DevelopmentActorView, { nullable: true, description: described('提出作废的人', 'Who asked for it to be voided') })
  voidAskedBy: DevelopmentActorView | null;

  @Field(() => String, { nullable: true, description: described('提出作废的原因', 'Why it should be voided') })
  voidReason: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('作废时间', 'When it was voided') })
  voidedAt: Date | null;

  @Field(() => [StoredRuleCheckView], { description: described('记录和确认时的检查', 'The checks at recording and at confirmation') })
  checks: StoredRuleCheckView[];

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** One page of facts. */
export const DevelopmentFactConnection = connectionOf(DevelopmentFactView, 'DevelopmentFact', '事实记录', 'recorded facts');
