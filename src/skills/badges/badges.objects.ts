import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { TrainedStreamer } from '../skill-tracks.objects.js';
import { MemberBadgeLabel } from './badge-kinds.js';

@ObjectType('MemberBadge', {
  description: described('党员主播标识(经本人同意公开的文字)', 'The badge of a member streamer: a label carried by consent'),
})
export class MemberBadgeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => TrainedStreamer, { description: described('主播', 'The streamer') })
  streamer: TrainedStreamer;

  @Field(() => MemberBadgeLabel, {
    nullable: true,
    description: described('今天的文字;已失效为 null', 'What it says today; null once it is no longer valid'),
  })
  label: MemberBadgeLabel | null;

  @Field(() => LocalDateScalar, { description: described('发放日期', 'Day of issue') })
  issuedOn: string;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of badges. */
export const MemberBadgeConnection = connectionOf(MemberBadgeView, 'MemberBadge', '党员主播标识', 'badges of member streamers');

@ObjectType({ description: described('标识操作的结果', 'Result of an operation on a badge') })
export class MemberBadgePayload extends MutationPayload {
  @Field(() => MemberBadgeView, { nullable: true, description: described('标识', 'The badge') })
  memberBadge?: MemberBadgeView | null;
}
