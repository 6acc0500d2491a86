import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { UserError, UserErrorType } from '../platform/graphql/user-errors.js';
import { StreamerKind, StreamerStatus } from '../streamers/streamer-states.js';
import { SessionStatus } from './broadcast-session-states.js';
import { ChecklistItemCode } from './checklist-template.js';
import { FindingCode } from './session-records.entity.js';

@ObjectType({ description: described('出镜主播(不含本人信息)', 'A host as seen in a session, without the person') })
export class HostStreamer {
  @Field(() => ID, { description: described('主播编号', 'Id of the streamer') })
  id: string;

  @Field({ description: described('达人昵称', 'Stage name') })
  stageName: string;

  @Field(() => StreamerKind, { description: described('类别', 'Kind') })
  kind: StreamerKind;

  @Field(() => StreamerStatus, { description: described('状态', 'Status') })
  status: StreamerStatus;
}

@ObjectType({ description: described('主播时段:一名主播负责的一段', 'The part of a session that one host owns') })
export class SessionHost {
  @Field(() => ID, { description: described('时段编号', 'Id of the segment') })
  id: string;

  @Field(() => Int, { description: described('顺序,从 1 开始', 'Order, from 1') })
  position: number;

  @Field(() => DateTimeScalar, { description: described('计划开始', 'Planned start') })
  plannedStartAt: Date;

  @Field(() => DateTimeScalar, { description: described('计划结束', 'Planned end') })
  plannedEndAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('实际开始', 'Actual start') })
  actualStartAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('实际结束', 'Actual end') })
  actualEndAt: Date | null;

  @Field(() => HostStreamer, { description: described('主播', 'The host') })
  streamer: HostStreamer;
}

@ObjectType('SessionMentor', { description: described('在场导师', 'A mentor who is present in a session') })
export class SessionMentorView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => HostStreamer, { description: described('导师', 'The mentor') })
  streamer: HostStreamer;
}

@ObjectType('SessionBeneficiary', {
  description: described('助农场次的受益方及其份额', 'A beneficiary of a farm-aid session and its share'),
})
export class SessionBeneficiaryView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('受益方', 'Id of the beneficiary') })
  beneficiaryId: string;

  @Field({ description: described('受益方名称', 'Name of the beneficiary') })
  name: string;

  @Field(() => Int, { description: described('净销售额份额(万分之几)', 'Share of the net sales in basis points') })
  shareBasisPoints: number;
}

@ObjectType('SessionProduct', { description: described('场次的商品', 'A product that a session offers') })
export class SessionProductView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('商品', 'Id of the product') })
  productId: string;

  @Field({ description: described('商品名称', 'Name of the product') })
  name: string;

  @Field(() => String, { nullable: true, description: described('商品编码', 'Code of the product') })
  code: string | null;
}

@ObjectType('SessionChecklistItem', { description: described('播前清单的一项', 'An item of the preflight checklist') })
export class SessionChecklistItemView {
  @Field(() => ChecklistItemCode, { description: described('项目', 'The item') })
  code: ChecklistItemCode;

  @Field({ description: described('说明(按 Accept-Language)', 'What is to be done, in the language of Accept-Language') })
  title: string;

  @Field(() => DateTimeScalar, { nullable: true, description: described('完成时间;未完成为 null', 'When it was done; null while open') })
  doneAt: Date | null;

  @Field(() => String, { nullable: true, description: described('完成人', 'Who did it') })
  doneByName: string | null;
}

@ObjectType('SessionHistoryEntry', { description: described('场次经过的一步', 'One step in the history of a session') })
export class SessionHistoryEntryView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('操作', 'The verb') })
  verb: string;

  @Field(() => SessionStatus, { nullable: true, description: described('之前的状态', 'State before') })
  fromStatus: SessionStatus | null;

  @Field(() => SessionStatus, { description: described('之后的状态', 'State after') })
  toStatus: SessionStatus;

  @Field(() => String, { nullable: true, description: described('原因', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('当时的计划开播时间', 'Planned start at that point') })
  plannedStartAt: Date;

  @Field(() => DateTimeScalar, { description: described('当时的计划结束时间', 'Planned end at that point') })
  plannedEndAt: Date;

  @Field({ description: described('操作人', 'Who did it') })
  byName: string;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  at: Date;
}

@ObjectType({ description: described('另一场次', 'Another session') })
export class SessionReference {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('场次号', 'Number') })
  sessionNumber: string;

  @Field({ description: described('标题', 'Title') })
  title: string;
}

@ObjectType('SessionFinding', { description: described('场次提示:值得一看,但不阻止任何操作', 'Worth a look, but stops nothing') })
export class SessionFindingView {
  @Field(() => FindingCode, { description: described('提示', 'What was found') })
  code: FindingCode;

  @Field(() => DateTimeScalar, { description: described('发现时间', 'When it was found') })
  foundAt: Date;

  @Field(() => SessionReference, { nullable: true, description: described('相关的另一场次', 'The other session concerned') })
  otherSession: SessionReference | null;
}

@ObjectType({ description: described('占用冲突:被哪一场占用', 'What is taken, and by which session') })
export class BookedResource {
  @Field({ description: described('资源:ROOM 直播间、HOST 主播、ACCOUNT 账号、SAMPLE_SET 样品组', 'ROOM, HOST, ACCOUNT or SAMPLE_SET') })
  resourceKind: string;

  @Field({ description: described('资源名称', 'Name of the resource') })
  resourceName: string;

  @Field(() => ID, { description: described('场次', 'Id of the session') })
  sessionId: string;

  @Field({ description: described('场次号', 'Number of the session') })
  sessionNumber: string;

  @Field({ description: described('场次标题', 'Title of the session') })
  title: string;

  @Field(() => DateTimeScalar, { description: described('计划开播', 'Its planned start') })
  startAt: Date;

  @Field(() => DateTimeScalar, { description: described('计划结束', 'Its planned end') })
  endAt: Date;
}

@UserErrorType(
  'BookingConflict',
  '时段冲突:列出占用的场次和最近的空闲时间',
  'The time is taken: by which sessions, and when everything is free next',
)
export class BookingConflict extends UserError {
  @Field(() => [BookedResource], { description: described('冲突', 'The conflicts') })
  conflicts: BookedResource[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: described(
      '最近的空闲开始时间;14 天内没有则为 null',
      'Start of the next free time; null when there is none within 14 days',
    ),
  })
  nextFreeStartAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('最近的空闲结束时间', 'End of the next free time') })
  nextFreeEndAt: Date | null;
}
