import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { RoomKind, RoomStatus } from './live-room.entity.js';

@ObjectType('LiveRoom', { description: described('直播间', 'A live room that can be booked') })
export class LiveRoomView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field(() => RoomKind, { description: described('类别', 'Kind') })
  kind: RoomKind;

  @Field(() => Int, { description: described('开播前布置时间(分钟)', 'Minutes held before the start') })
  setupMinutes: number;

  @Field(() => Int, { description: described('结束后整理时间(分钟)', 'Minutes held after the end') })
  teardownMinutes: number;

  @Field(() => RoomStatus, { description: described('状态', 'Status') })
  status: RoomStatus;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of live rooms. */
export const LiveRoomConnection = connectionOf(LiveRoomView, 'LiveRoom', '直播间', 'live rooms');

@ObjectType({ description: described('直播间操作的结果', 'Result of a verb on a live room') })
export class LiveRoomPayload extends MutationPayload {
  @Field(() => LiveRoomView, { nullable: true, description: described('直播间', 'The room') })
  liveRoom?: LiveRoomView | null;
}

@ObjectType('SampleSet', {
  description: described('样品组或设备组,同一时间只能供一场使用', 'Samples or equipment for one session at a time'),
})
export class SampleSetView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of sample sets. */
export const SampleSetConnection = connectionOf(SampleSetView, 'SampleSet', '样品组', 'sample sets');

@ObjectType({ description: described('样品组操作的结果', 'Result of a verb on a sample set') })
export class SampleSetPayload extends MutationPayload {
  @Field(() => SampleSetView, { nullable: true, description: described('样品组', 'The sample set') })
  sampleSet?: SampleSetView | null;
}

@ObjectType({ description: described('直播间被占用的时间,含布置和整理', 'Time during which a room is held, setup and teardown included') })
export class RoomBusyTime {
  @Field(() => DateTimeScalar, { description: described('开始', 'From') })
  startAt: Date;

  @Field(() => DateTimeScalar, { description: described('结束', 'To') })
  endAt: Date;

  @Field(() => ID, { description: described('场次', 'Id of the session') })
  sessionId: string;

  @Field({ description: described('场次号', 'Number of the session') })
  sessionNumber: string;

  @Field({ description: described('场次标题', 'Title of the session') })
  title: string;
}

@ObjectType({ description: described('直播间空闲的时间', 'Time during which a room is free') })
export class RoomFreeTime {
  @Field(() => DateTimeScalar, { description: described('开始', 'From') })
  startAt: Date;

  @Field(() => DateTimeScalar, { description: described('结束', 'To') })
  endAt: Date;
}

@ObjectType({ description: described('直播间一天的占用情况', 'One day of a room') })
export class RoomAvailability {
  @Field(() => ID, { description: described('直播间', 'Id of the room') })
  roomId: string;

  @Field(() => LocalDateScalar, { description: described('日期', 'The day') })
  day: string;

  @Field(() => [RoomBusyTime], { description: described('占用的时间', 'When it is held') })
  busy: RoomBusyTime[];

  @Field(() => [RoomFreeTime], { description: described('空闲的时间', 'When it is free') })
  free: RoomFreeTime[];
}
