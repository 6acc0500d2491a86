import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { PlatformAccountView } from '../streamers/platform-accounts.objects.js';
import { SessionStatus, SessionType } from './broadcast-session-states.js';
import { LiveRoomView, SampleSetView } from './live-rooms.objects.js';
import {
  SessionBeneficiaryView,
  SessionChecklistItemView,
  SessionFindingView,
  SessionHistoryEntryView,
  SessionHost,
  SessionMentorView,
  SessionProductView,
} from './session-parts.objects.js';

@ObjectType('BroadcastSession', { description: described('直播场次:一次计划的或已举行的直播', 'One planned or held broadcast') })
export class BroadcastSessionView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('场次号,延期后不变', 'Number; it stays when the session moves') })
  sessionNumber: string;

  @Field({ description: described('标题', 'Title') })
  title: string;

  @Field(() => SessionType, { description: described('类型', 'What it is about') })
  type: SessionType;

  @Field({ description: described('是否助农场次', 'Whether it is a farm-aid session') })
  isFarmAid: boolean;

  @Field(() => SessionStatus, { description: described('状态', 'Status') })
  status: SessionStatus;

  @Field(() => DateTimeScalar, { description: described('计划开播', 'Planned start') })
  plannedStartAt: Date;

  @Field(() => DateTimeScalar, { description: described('计划结束', 'Planned end') })
  plannedEndAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('实际开播', 'Actual start') })
  actualStartAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('实际结束', 'Actual end') })
  actualEndAt: Date | null;

  @Field(() => LocalDateScalar, {
    description: described('所属日期:实际开播日,未开播时为计划日', 'Day of the actual start, else of the planned one'),
  })
  startOn: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: described('主播身份报送平台的时间', "When the hosts' identity was reported to the platform"),
  })
  hostReportedAt: Date | null;

  @Field({ description: described('是否使用数字人', 'Whether an AI avatar is used') })
  aiAvatar: boolean;

  @Field({ description: described('AI 标识是否已确认', 'Whether the AI label is confirmed') })
  aiLabelConfirmed: boolean;

  @Field(() => String, { nullable: true, description: described('值守人员', 'Person on duty') })
  dutyPersonName: string | null;

  @Field({ description: described('是否事后补录', 'Whether it was recorded after it was held') })
  recordedAfterwards: boolean;

  @Field(() => String, {
    nullable: true,
    description: described('补录来源:MANUAL 手工、IMPORT 导入', 'Source of the record: MANUAL or IMPORT'),
  })
  recordedSource: string | null;

  @Field(() => String, { nullable: true, description: described('最近一次说明的原因', 'The newest reason given') })
  reason: string | null;

  @Field({ description: described('实际结束是否晚于计划', 'Whether it ended later than planned') })
  isOverrun: boolean;

  @Field(() => DateTimeScalar, { description: described('建立时间', 'When it was created') })
  createdAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;

  @Field(() => LiveRoomView, { nullable: true, description: described('直播间', 'The room') })
  room: LiveRoomView | null;

  @Field(() => PlatformAccountView, { nullable: true, description: described('平台账号', 'The platform account') })
  account: PlatformAccountView | null;

  @Field(() => SampleSetView, { nullable: true, description: described('样品组', 'The sample set') })
  sampleSet: SampleSetView | null;

  @Field(() => [SessionHost], { description: described('主播时段,按时间先后', 'The hosts, in the order of time') })
  hosts: SessionHost[];

  @Field(() => [SessionMentorView], { description: described('在场导师', 'The mentors present') })
  mentors: SessionMentorView[];

  @Field(() => [SessionBeneficiaryView], { description: described('受益方', 'The beneficiaries') })
  beneficiaries: SessionBeneficiaryView[];

  @Field(() => [SessionProductView], { description: described('商品', 'The products') })
  products: SessionProductView[];

  @Field(() => [SessionChecklistItemView], { description: described('播前清单', 'The preflight checklist') })
  checklist: SessionChecklistItemView[];

  @Field(() => [SessionHistoryEntryView], { description: described('经过,按时间先后', 'The history, oldest first') })
  history: SessionHistoryEntryView[];

  @Field(() => [SessionFindingView], { description: described('提示', 'The findings') })
  findings: SessionFindingView[];
}

/** A page of sessions. */
export const BroadcastSessionConnection = connectionOf(BroadcastSessionView, 'BroadcastSession', '直播场次', 'broadcast sessions');

@ObjectType({ description: described('场次操作的结果', 'Result of a verb on a session') })
export class BroadcastSessionPayload extends MutationPayload {
  @Field(() => BroadcastSessionView, { nullable: true, description: described('场次', 'The session') })
  session?: BroadcastSessionView | null;
}

@ObjectType({ description: described('排期中的场次(主播本人可见的内容)', 'A session as its host sees it in the schedule') })
export class ScheduledSession {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('场次号', 'Number') })
  sessionNumber: string;

  @Field({ description: described('标题', 'Title') })
  title: string;

  @Field(() => SessionType, { description: described('类型', 'What it is about') })
  type: SessionType;

  @Field(() => SessionStatus, { description: described('状态', 'Status') })
  status: SessionStatus;

  @Field({ description: described('是否助农场次', 'Whether it is a farm-aid session') })
  isFarmAid: boolean;

  @Field(() => DateTimeScalar, { description: described('计划开播', 'Planned start') })
  plannedStartAt: Date;

  @Field(() => DateTimeScalar, { description: described('计划结束', 'Planned end') })
  plannedEndAt: Date;

  @Field(() => LiveRoomView, { nullable: true, description: described('直播间', 'The room') })
  room: LiveRoomView | null;

  @Field(() => PlatformAccountView, { nullable: true, description: described('平台账号', 'The platform account') })
  account: PlatformAccountView | null;
}

@ObjectType({ description: described('本人的一个直播时段', "One of the caller's own segments") })
export class ScheduledHosting {
  @Field(() => ID, { description: described('时段编号', 'Id of the segment') })
  id: string;

  @Field(() => DateTimeScalar, { description: described('计划开始', 'Planned start') })
  plannedStartAt: Date;

  @Field(() => DateTimeScalar, { description: described('计划结束', 'Planned end') })
  plannedEndAt: Date;

  @Field(() => ScheduledSession, { description: described('场次', 'The session') })
  session: ScheduledSession;
}

/** A page of a host's own schedule. */
export const ScheduledHostingConnection = connectionOf(ScheduledHosting, 'ScheduledHosting', '本人排期', "the caller's own segments");
