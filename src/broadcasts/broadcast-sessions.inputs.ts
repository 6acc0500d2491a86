import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumListField,
  ExpectedVersionField,
  IdField,
  InstantField,
  LocalDateField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { SessionStatus } from './broadcast-session-states.js';

const REASON_MAX = 500;
const STATUSES_MAX = 12;

/** Sort orders of sessions. */
export enum BroadcastSessionOrder {
  START_ASC = 'START_ASC',
  START_DESC = 'START_DESC',
  NUMBER = 'NUMBER',
}
registerEnumType(BroadcastSessionOrder, {
  name: 'BroadcastSessionOrder',
  description: described('场次列表的排序', 'Sort order of sessions'),
  valuesMap: {
    START_ASC: { description: described('计划开播早的在前', 'Earliest planned start first') },
    START_DESC: { description: described('计划开播晚的在前', 'Latest planned start first') },
    NUMBER: { description: described('按场次号', 'By number') },
  },
});

/** Sort orders of a host's own schedule. */
export enum ScheduleOrder {
  START_ASC = 'START_ASC',
  START_DESC = 'START_DESC',
}
registerEnumType(ScheduleOrder, {
  name: 'ScheduleOrder',
  description: described('本人排期的排序', "Sort order of a host's own schedule"),
  valuesMap: {
    START_ASC: { description: described('计划开始早的在前', 'Earliest planned start first') },
    START_DESC: { description: described('计划开始晚的在前', 'Latest planned start first') },
  },
});

@InputType({ description: described('场次筛选条件', 'Which sessions') })
export class BroadcastSessionFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumListField(() => SessionStatus, '状态', 'Statuses', { optional: true, maxItems: STATUSES_MAX })
  status?: SessionStatus[] | null;

  @IdField('直播间', 'Id of the room', { optional: true })
  roomId?: string | null;

  @IdField('主播', 'Id of a host', { optional: true })
  streamerId?: string | null;

  @IdField('平台账号', 'Id of the platform account', { optional: true })
  accountId?: string | null;

  @LocalDateField('所属日期不早于', 'First day', { optional: true })
  fromOn?: string | null;

  @LocalDateField('所属日期不晚于', 'Last day', { optional: true })
  toOn?: string | null;

  @BooleanField('是否助农场次', 'Farm-aid sessions only, or only others', { optional: true })
  isFarmAid?: boolean | null;
}

@ArgsType()
export class BroadcastSessionsArgs extends PageArgs {
  @Field(() => BroadcastSessionFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => BroadcastSessionFilter)
  @ValidateNested()
  filter?: BroadcastSessionFilter | null;

  @Field(() => BroadcastSessionOrder, { defaultValue: BroadcastSessionOrder.START_ASC, description: described('排序', 'Order') })
  @IsString()
  order: BroadcastSessionOrder;
}

@ArgsType()
export class MyScheduleArgs extends PageArgs {
  @Field(() => DateTimeScalar, { nullable: true, description: described('只看此刻之后结束的', 'Only what ends after this instant') })
  @IsOptional()
  fromAt?: Date | null;

  @Field(() => ScheduleOrder, { defaultValue: ScheduleOrder.START_ASC, description: described('排序', 'Order') })
  @IsString()
  order: ScheduleOrder;
}

@InputType({ description: described('对一个场次的操作', 'A verb on one session') })
export class SessionTargetInput {
  @IdField('场次', 'Id of the session')
  sessionId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('对一个场次的操作,须说明原因', 'A verb on one session, with its reason') })
export class SessionReasonInput extends SessionTargetInput {
  @TextField('原因', 'Reason', { max: REASON_MAX })
  reason: string;
}

@InputType({ description: described('开播', 'Go on air') })
export class StartSessionInput extends SessionTargetInput {
  @InstantField('实际开播时间,默认现在', 'Actual start; now when left out', { optional: true })
  actualStartAt?: Date | null;

  @BooleanField('确认 AI 标识全程显示(使用数字人时必须)', 'Confirms that the AI label is shown throughout; needed with an AI avatar', {
    optional: true,
  })
  aiLabelConfirmed?: boolean | null;

  @TextField('值守人员(使用数字人时必须)', 'Person on duty; needed with an AI avatar', { optional: true, max: 60 })
  dutyPersonName?: string | null;
}
