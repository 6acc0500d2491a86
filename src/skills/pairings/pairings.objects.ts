import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { FenScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { TrainedStreamer } from '../skill-tracks.objects.js';
import { GuidanceSubject, PairingActivityKind, PairingKind, PairingStatus } from './pairing-states.js';

@ObjectType('PairingActivity', { description: described('一次结对活动', 'Something that was done in a pairing') })
export class PairingActivityView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => PairingActivityKind, { description: described('活动', 'What was done') })
  kind: PairingActivityKind;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  heldOn: string;

  @Field({ description: described('主题', 'Topic') })
  topic: string;

  @Field(() => String, { nullable: true, description: described('备注', 'Note') })
  note: string | null;
}

@ObjectType({ description: described('结对成效:由记录算出,不能填写', 'What came of a pairing, computed from records, never entered') })
export class PairingOutcomes {
  @Field(() => LocalDateScalar, { description: described('开始', 'First day') })
  from: string;

  @Field(() => LocalDateScalar, { description: described('结束(进行中为今天)', 'Last day; today while it is going on') })
  to: string;

  @Field(() => Int, { description: described('共同直播的场次', 'Sessions held together') })
  sessionsTogether: number;

  @Field(() => FenScalar, { description: described('学员期间的净销售额(分)', "The mentee's net sales in these days, in fen") })
  netSalesFen: bigint;

  @Field(() => FenScalar, {
    description: described(
      '与此前同样天数相比的净销售额变化(分,可为负)',
      'The change against equally many days before, in fen; may be negative',
    ),
  })
  netSalesDeltaFen: bigint;

  @Field(() => Int, { description: described('学员期间通过的培养关口', 'Gates that the mentee passed in these days') })
  gatesPassed: number;

  @Field(() => Int, { description: described('活动次数', 'Activities on record') })
  activities: number;
}

@ObjectType('MentorPairing', { description: described('结对帮扶', 'A mentor and a mentee with goals') })
export class MentorPairingView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field(() => PairingKind, { description: described('种类', 'Kind') })
  kind: PairingKind;

  @Field(() => PairingStatus, { description: described('状态', 'Status') })
  status: PairingStatus;

  @Field(() => TrainedStreamer, { description: described('导师', 'The mentor') })
  mentor: TrainedStreamer;

  @Field(() => TrainedStreamer, { description: described('学员', 'The mentee') })
  mentee: TrainedStreamer;

  @Field(() => [String], { description: described('目标', 'Goals') })
  goals: string[];

  @Field(() => LocalDateScalar, { description: described('提出日期', 'Day of the proposal') })
  proposedOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('导师同意日期', 'Day on which the mentor accepted') })
  mentorAcceptedOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('学员同意日期', 'Day on which the mentee accepted') })
  menteeAcceptedOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('开始日期', 'Day on which it began') })
  activatedOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('计划结束日期', 'Planned last day') })
  plannedEndOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('结束日期', 'Day on which it ended') })
  endedOn: string | null;

  @Field(() => String, { nullable: true, description: described('小结或提前结束的原因', 'Summary, or why it ended early') })
  endReason: string | null;

  @Field(() => [PairingActivityView], { description: described('活动,最近的在前', 'Activities, newest first') })
  activities: PairingActivityView[];

  @Field(() => PairingOutcomes, { nullable: true, description: described('成效;尚未开始为 null', 'What came of it; null before it began') })
  outcomes?: PairingOutcomes | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType({ description: described('参加走访的主播', 'A streamer who took part in a visit') })
export class GuidanceVisitorView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => TrainedStreamer, { description: described('主播', 'The streamer') })
  streamer: TrainedStreamer;
}

@ObjectType('GuidanceVisit', { description: described('育苗队走访指导', 'A guidance visit of the seedling team') })
export class GuidanceVisitView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field(() => ID, { description: described('企业', 'Id of the enterprise') })
  enterpriseId: string;

  @Field({ description: described('企业名称', 'Name of the enterprise') })
  enterpriseName: string;

  @Field(() => GuidanceSubject, { description: described('指导内容', 'What it was about') })
  subject: GuidanceSubject;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  visitedOn: string;

  @Field(() => String, { nullable: true, description: described('备注', 'Note') })
  note: string | null;

  @Field(() => [GuidanceVisitorView], { description: described('参加的主播', 'The streamers who took part') })
  visitors: GuidanceVisitorView[];
}

/** A page of pairings. */
export const MentorPairingConnection = connectionOf(MentorPairingView, 'MentorPairing', '结对', 'pairings');
/** A page of visits. */
export const GuidanceVisitConnection = connectionOf(GuidanceVisitView, 'GuidanceVisit', '走访指导', 'guidance visits');

@ObjectType({ description: described('结对操作的结果', 'Result of a verb on a pairing') })
export class MentorPairingPayload extends MutationPayload {
  @Field(() => MentorPairingView, { nullable: true, description: described('结对', 'The pairing') })
  pairing?: MentorPairingView | null;
}

@ObjectType({ description: described('登记走访的结果', 'Result of recording a visit') })
export class GuidanceVisitPayload extends MutationPayload {
  @Field(() => GuidanceVisitView, { nullable: true, description: described('走访', 'The visit') })
  visit?: GuidanceVisitView | null;
}
