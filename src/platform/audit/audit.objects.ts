import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { described, describedEnum } from '../graphql/descriptions.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { AUDIT_BREAK_MESSAGES } from './audit-breaks.js';

/** What kind of actor wrote an entry. */
export const AuditActorKind = { ACCOUNT: 'ACCOUNT', API_TOKEN: 'API_TOKEN', SYSTEM: 'SYSTEM' } as const;
export type AuditActorKind = (typeof AuditActorKind)[keyof typeof AuditActorKind];
describedEnum(AuditActorKind, 'AuditActorKind', '操作者的种类', 'Kind of an actor', {
  ACCOUNT: ['登录的人', 'A person who signed in'],
  API_TOKEN: ['其他系统(API 令牌)', 'Another system, by an API token'],
  SYSTEM: ['系统自身', 'The program itself'],
});

/** What the verifier can find. */
export const AuditBreakKind = Object.fromEntries(Object.keys(AUDIT_BREAK_MESSAGES).map((kind) => [kind, kind])) as {
  [Kind in keyof typeof AUDIT_BREAK_MESSAGES]: Kind;
};
export type AuditBreakKind = keyof typeof AUDIT_BREAK_MESSAGES;
describedEnum(
  AuditBreakKind,
  'AuditBreakKind',
  '校验发现的问题',
  'What the verification can find',
  Object.fromEntries(Object.entries(AUDIT_BREAK_MESSAGES).map(([kind, { zh, en }]) => [kind, [zh, en]])) as unknown as Record<
    AuditBreakKind,
    readonly [string, string]
  >,
);

@ObjectType('AuditedField', { description: described('一个字段操作前后的值', 'One field before and after') })
export class AuditedFieldView {
  @Field({ description: described('字段名', 'Name of the field') })
  field: string;

  @Field(() => String, { nullable: true, description: described('之前的值;没有则为 null', 'Value before; null when there was none') })
  before: string | null;

  @Field(() => String, { nullable: true, description: described('之后的值;没有则为 null', 'Value after; null when there is none') })
  after: string | null;

  @Field({ description: described('是否个人信息:只留指纹,不留原值', 'Whether it is personal: then the values are fingerprints') })
  isPersonal: boolean;
}

@ObjectType('AuditEntry', {
  description: described('一条审计记录:谁在何时对什么做了什么', 'One audit entry: who did what to which record, and when'),
})
export class AuditEntryView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属的园区、党组织或整个系统', 'The park, organization or installation that it belongs to') })
  scopeId: string;

  @Field(() => DateTimeScalar, { description: described('时间', 'When it happened') })
  at: Date;

  @Field(() => ID, { description: described('操作者的账号', 'Account of the actor') })
  actorId: string;

  @Field({ description: described('操作者当时的姓名', 'Name of the actor at that time') })
  actorName: string;

  @Field(() => AuditActorKind, { description: described('操作者的种类', 'Kind of the actor') })
  actorKind: AuditActorKind;

  @Field(() => ID, { description: described('请求编号,与日志一致', 'Id of the request, as in the log') })
  requestId: string;

  @Field({
    description: described(
      '动作,如 confirmSession;READ 为查看个人信息',
      'The verb, such as confirmSession; READ for a look at personal data',
    ),
  })
  action: string;

  @Field({ description: described('记录的种类', 'Kind of the record') })
  recordKind: string;

  @Field(() => ID, { description: described('记录的编号', 'Id of the record') })
  recordId: string;

  @Field(() => [AuditedFieldView], { nullable: true, description: described('变更的字段', 'Fields that changed') })
  changes: AuditedFieldView[] | null;

  @Field(() => String, { nullable: true, description: described('操作者说明的原因', 'Reason that the actor gave') })
  reason: string | null;

  @Field(() => Int, {
    nullable: true,
    description: described('在哈希链中的序号;尚未封存为 null', 'Place in the hash chain; null while it waits to be sealed'),
  })
  sealSeq: number | null;
}

/** A page of audit entries. */
export const AuditEntryConnection = connectionOf(AuditEntryView, 'AuditEntry', '审计记录', 'audit entries');

@ObjectType('AuditBreak', { description: described('校验发现的第一处问题', 'The first thing that is wrong') })
export class AuditBreakView {
  @Field(() => AuditBreakKind, { description: described('问题', 'What is wrong') })
  kind: AuditBreakKind;

  @Field(() => Int, { nullable: true, description: described('在链中的序号', 'Place in the chain') })
  seq: number | null;

  @Field(() => ID, { nullable: true, description: described('有关的审计记录', 'The entry that is concerned') })
  entryId: string | null;
}

@ObjectType('AuditChainEnd', {
  description: described('哈希链的末端;请另行抄存,以便日后比对', "The chain's end; written down elsewhere it can be compared later"),
})
export class AuditChainEndView {
  @Field(() => Int, { description: described('最后一环的序号', 'Place of the last link') })
  seq: number;

  @Field({ description: described('末端的哈希值', 'Hash of the end') })
  hash: string;
}

@ObjectType('AuditVerification', { description: described('一次校验的结果', 'Outcome of a verification') })
export class AuditVerificationView {
  @Field({ description: described('是否完好', 'Whether nothing was changed') })
  isIntact: boolean;

  @Field(() => AuditBreakView, {
    nullable: true,
    description: described('第一处问题;完好则为 null', 'The first break; null when there is none'),
  })
  firstBreak: AuditBreakView | null;

  @Field(() => Int, { description: described('已封存的条数', 'Entries that are sealed') })
  sealedCount: number;

  @Field(() => Int, { description: described('等待封存的条数', 'Entries that wait to be sealed') })
  unsealedCount: number;

  @Field(() => Int, { description: described('最早一条未封存记录已等待的秒数', 'Seconds that the oldest of them has waited') })
  unsealedLagSeconds: number;

  @Field(() => AuditChainEndView, { description: described('链的末端', "The chain's end") })
  head: AuditChainEndView;
}
