import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { BreachCourse } from './breach-course.objects.js';
import { AffectedDecision } from './breach-states.js';

/** Sort orders of affected sessions. */
export const AffectedSessionOrder = { STARTING_FIRST: 'STARTING_FIRST' } as const;
export type AffectedSessionOrder = (typeof AffectedSessionOrder)[keyof typeof AffectedSessionOrder];
describedEnum(AffectedSessionOrder, 'AffectedSessionOrder', '受影响场次的排序', 'Sort order of affected sessions', {
  STARTING_FIRST: ['先开播的在前', 'Soonest to start first'],
});

@ObjectType('AffectedSession', {
  description: described('撤销承诺时已确认的场次,待决定', 'A session that was confirmed when the pledge was revoked, to be decided'),
})
export class AffectedSessionView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field(() => ID, { description: described('场次', 'Id of the session') })
  sessionId: string;

  @Field({ description: described('场次号', 'Its number') })
  sessionNumber: string;

  @Field({ description: described('标题', 'Its title') })
  title: string;

  @Field(() => DateTimeScalar, { description: described('计划开播时间', 'When it is planned to start') })
  plannedStartAt: Date;

  @Field(() => AffectedDecision, {
    description: described(
      '决定;更换主播和取消还须在场次中办理(substituteHost、cancelSession)',
      'What was decided; another host and the cancellation are then done on the session itself (substituteHost, cancelSession)',
    ),
  })
  decision: AffectedDecision;

  @Field(() => String, { nullable: true, description: described('理由', 'Reason') })
  reason: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of affected sessions. */
export const AffectedSessionConnection = connectionOf(AffectedSessionView, 'AffectedSession', '受影响的场次', 'affected sessions');

@ObjectType({ description: described('受影响场次处理的结果', 'Result of a decision about an affected session') })
export class AffectedSessionPayload extends MutationPayload {
  @Field(() => AffectedSessionView, { nullable: true, description: described('场次', 'The session') })
  affectedSession?: AffectedSessionView | null;
}

@ObjectType('MyBreachCase', { description: described('涉及本人承诺的个案', 'A case about an own pledge, without the texts of others') })
export class MyBreachCaseView extends BreachCourse {
  @Field(() => String, {
    nullable: true,
    description: described(
      '告知内容摘要;补充线索后须重新告知,其间为空',
      'What the notice says is alleged; empty while a new notice is to be given',
    ),
  })
  noticeSummary: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('陈述截止日', 'Last day to be heard') })
  hearingUntil: string | null;

  @Field(() => String, { nullable: true, description: described('本人的陈述', 'What one has said') })
  statement: string | null;

  @Field(() => String, { nullable: true, description: described('本人的申诉理由', 'The own grounds of the appeal') })
  appeal: string | null;
}

/** A page of own cases. */
export const MyBreachCaseConnection = connectionOf(MyBreachCaseView, 'MyBreachCase', '本人的个案', 'own cases');

@ObjectType({ description: described('本人陈述的结果', 'Result of an own statement') })
export class MyBreachCasePayload extends MutationPayload {
  @Field(() => MyBreachCaseView, { nullable: true, description: described('个案', 'The case') })
  breachCase?: MyBreachCaseView | null;
}
