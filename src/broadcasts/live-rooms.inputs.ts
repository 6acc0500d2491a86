import { ArgsType, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  EnumField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IntegerField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { LocalDateScalar } from '../platform/graphql/scalars.js';
import { RoomKind, RoomStatus } from './live-room.entity.js';

const NAME_MAX = 60;
const ID_MAX = 64;
/** Longest setup or teardown. */
const BUFFER_MINUTES_MAX = 240;

/** Sort orders of rooms and sample sets. */
export enum PlaceOrder {
  NAME = 'NAME',
}
registerEnumType(PlaceOrder, {
  name: 'PlaceOrder',
  description: described('直播间和样品组列表的排序', 'Sort order of rooms and sample sets'),
  valuesMap: { NAME: { description: described('按名称', 'By name') } },
});

@InputType({ description: described('直播间筛选条件', 'Which live rooms') })
export class LiveRoomFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumField(() => RoomKind, '类别', 'Kind', { optional: true })
  kind?: RoomKind | null;

  @EnumField(() => RoomStatus, '状态', 'Status', { optional: true })
  status?: RoomStatus | null;
}

@ArgsType()
export class LiveRoomsArgs extends PageArgs {
  @Field(() => LiveRoomFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => LiveRoomFilter)
  @ValidateNested()
  filter?: LiveRoomFilter | null;

  @Field(() => PlaceOrder, { defaultValue: PlaceOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: PlaceOrder;
}

@ArgsType()
export class SampleSetsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: described('园区', 'Id of the park') })
  @IsOptional()
  @IsString()
  @MaxLength(ID_MAX)
  parkId?: string | null;

  @Field(() => PlaceOrder, { defaultValue: PlaceOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: PlaceOrder;
}

@ArgsType()
export class RoomAvailabilityArgs {
  @Field(() => ID, { description: described('直播间', 'Id of the room') })
  @IsString()
  @MaxLength(ID_MAX)
  roomId: string;

  @Field(() => LocalDateScalar, { description: described('日期', 'The day') })
  @IsString()
  day: string;
}

@InputType({ isAbstract: true, description: described('直播间的内容', 'What a room is') })
class LiveRoomFactsInput {
  @TextField('名称,园区内不重复', 'Name, unique in the park', { max: NAME_MAX })
  name: string;

  @EnumField(() => RoomKind, '类别', 'Kind')
  kind: RoomKind;

  @IntegerField('开播前布置时间(分钟,5 的倍数)', 'Minutes held before the start, a multiple of 5', { min: 0, max: BUFFER_MINUTES_MAX })
  setupMinutes: number;

  @IntegerField('结束后整理时间(分钟,5 的倍数)', 'Minutes held after the end, a multiple of 5', { min: 0, max: BUFFER_MINUTES_MAX })
  teardownMinutes: number;
}

@InputType({ description: described('开设直播间', 'Open a live room') })
export class OpenLiveRoomInput extends LiveRoomFactsInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('修改直播间', 'Change a live room') })
export class ChangeLiveRoomInput extends LiveRoomFactsInput {
  @IdField('直播间', 'Id of the room')
  roomId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('对一个直播间的操作', 'A verb on one live room') })
export class LiveRoomTargetInput {
  @IdField('直播间', 'Id of the room')
  roomId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('增加样品组', 'Add a sample set') })
export class AddSampleSetInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @TextField('名称,园区内不重复', 'Name, unique in the park', { max: NAME_MAX })
  name: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}
