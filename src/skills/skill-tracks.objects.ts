import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { StreamerKind } from '../streamers/streamer-states.js';
import { SkillGate, SkillLevel, SkillTrade } from './skill-kinds.js';
import { SkillTrainerView } from './skill-settings.objects.js';
import { SkillTrackStatus } from './skill-track-states.js';

@ObjectType({ description: described('培养中的主播(不含本人信息)', 'A streamer as training sees one, without the person') })
export class TrainedStreamer {
  @Field(() => ID, { description: described('主播编号', 'Id of the streamer') })
  id: string;

  @Field({ description: described('达人昵称', 'Stage name') })
  stageName: string;

  @Field(() => StreamerKind, { description: described('类别', 'Kind') })
  kind: StreamerKind;
}

@ObjectType('GateProgress', { description: described('一个关口的进度', 'How far one gate is') })
export class GateProgressView {
  @Field(() => SkillGate, { description: described('关口', 'The gate') })
  gate: SkillGate;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('通过日期;未通过为 null', 'Day on which it was passed; null while open'),
  })
  passedOn: string | null;

  @Field(() => Int, { description: described('已完成(学时、次数或本轮合格次数)', 'Done: class hours, times, or passes of this series') })
  done: number;

  @Field(() => Int, { description: described('需要', 'Needed') })
  needed: number;
}

@ObjectType({ description: described('一个评分项的得分', 'The score of one criterion') })
export class CriterionScoreView {
  @Field({ description: described('评分项代码', 'Code of the criterion') })
  criterion: string;

  @Field(() => Int, { description: described('得分', 'Score') })
  score: number;
}

@ObjectType('SkillEvidence', { description: described('关口材料', 'Evidence for a gate') })
export class SkillEvidenceView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => SkillGate, { description: described('关口', 'The gate') })
  gate: SkillGate;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day on which it was held') })
  heldOn: string;

  @Field(() => Int, { description: described('所依据的标准版本', 'Version of the standard by which it is judged') })
  standardVersion: number;

  @Field({ description: described('是否合格', 'Whether it was passed') })
  isPassed: boolean;

  @Field(() => Int, { description: described('学时;不适用为 0', 'Class hours; 0 where there are none') })
  classHours: number;

  @Field(() => ID, { nullable: true, description: described('直播间', 'Id of the room') })
  roomId: string | null;

  @Field(() => ID, { nullable: true, description: described('场次', 'Id of the session') })
  sessionId: string | null;

  @Field(() => [CriterionScoreView], { nullable: true, description: described('各项得分', 'Scores') })
  scores: CriterionScoreView[] | null;

  @Field(() => Int, { nullable: true, description: described('总分(百分之一分)', 'Total in hundredths of a point') })
  scoreHundredths: number | null;

  @Field({ description: described('材料编号', 'Reference of the paper') })
  reference: string;

  @Field(() => String, { nullable: true, description: described('备注', 'Note') })
  note: string | null;

  @Field(() => SkillTrainerView, { description: described('认定人', 'Who judged it') })
  assessor: SkillTrainerView;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was recorded') })
  recordedAt: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: described('撤销时间;有效为 null', 'When it was withdrawn; null while it counts'),
  })
  withdrawnAt: Date | null;

  @Field(() => String, { nullable: true, description: described('撤销原因', 'Why it was withdrawn') })
  withdrawnReason: string | null;
}

@ObjectType('SkillCertificate', { description: described('主播证书', "A host's certificate") })
export class SkillCertificateView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('培养个案', 'Id of the track') })
  trackId: string;

  @Field({ description: described('证书编号', 'Number of the certificate') })
  certificateNumber: string;

  @Field(() => LocalDateScalar, { description: described('发证日期', 'Day of issue') })
  issuedOn: string;

  @Field(() => LocalDateScalar, { description: described('最后有效日', 'Last valid day') })
  validUntil: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('收回日;自该日起无效', 'Day of revocation, from which it no longer counts'),
  })
  revokedOn: string | null;

  @Field(() => String, { nullable: true, description: described('收回原因', 'Why it was revoked') })
  revokedReason: string | null;

  @Field(() => SkillTrainerView, { description: described('考评员', 'Who assessed') })
  assessor: SkillTrainerView;

  @Field(() => TrainedStreamer, { description: described('主播', 'The streamer') })
  streamer: TrainedStreamer;
}

@ObjectType('SkillTrack', { description: described('主播培养个案', 'The way of one streamer to the certificate') })
export class SkillTrackView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field(() => TrainedStreamer, { description: described('主播', 'The streamer') })
  streamer: TrainedStreamer;

  @Field(() => SkillTrackStatus, { description: described('今天的状态(由材料得出)', 'The state today, as it follows from the evidence') })
  status: SkillTrackStatus;

  @Field(() => SkillGate, { description: described('已通过的最高关口', 'The highest gate passed') })
  passedGate: SkillGate;

  @Field(() => SkillGate, {
    nullable: true,
    description: described('下一关口;全部通过为 null', 'The gate that comes next; null once all are passed'),
  })
  nextGate: SkillGate | null;

  @Field(() => [GateProgressView], { description: described('各关口的进度', 'How far each gate is') })
  gates: GateProgressView[];

  @Field(() => [SkillEvidenceView], { description: described('材料,按日期,含已撤销的', 'Evidence by day, withdrawn pieces included') })
  evidence: SkillEvidenceView[];

  @Field(() => [SkillCertificateView], { description: described('证书,最近的在前', 'Certificates, newest first') })
  certificates: SkillCertificateView[];

  @Field(() => Int, { description: described('第几次入列', 'Which attempt it is') })
  attempt: number;

  @Field(() => SkillTrade, { description: described('工种', 'Trade') })
  trade: SkillTrade;

  @Field(() => SkillLevel, { description: described('培训目标等级', 'Level whose class hours are asked for') })
  targetLevel: SkillLevel;

  @Field({ description: described('与企业的合同编号', 'Reference of the contract') })
  contractReference: string;

  @Field(() => LocalDateScalar, { description: described('入列日期', 'Day of enrollment') })
  enrolledOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('可再试的日期', 'First day of the next attempt after a failure') })
  retryFromOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('第一课有效期至', 'Last day of the first lesson') })
  lessonUntil: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('证书有效期至', 'Last valid day of the certificate') })
  certificateUntil: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('退出日期', 'Day of withdrawal') })
  withdrawnOn: string | null;

  @Field(() => String, { nullable: true, description: described('退出原因', 'Why it was withdrawn') })
  withdrawnReason: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('StateSkillLevel', { description: described('国家职业技能等级', "A level of the state's standard that a streamer holds") })
export class StateSkillLevelView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => SkillTrade, { description: described('工种', 'Trade') })
  trade: SkillTrade;

  @Field(() => SkillLevel, { description: described('等级', 'Level') })
  level: SkillLevel;

  @Field({ description: described('证书编号', 'Number of the paper') })
  certificateReference: string;

  @Field({ description: described('发证机构', 'Issuing authority') })
  authority: string;

  @Field(() => LocalDateScalar, { description: described('发证日期', 'Day of issue') })
  issuedOn: string;

  @Field(() => TrainedStreamer, { description: described('主播', 'The streamer') })
  streamer: TrainedStreamer;
}

/** A page of tracks. */
export const SkillTrackConnection = connectionOf(SkillTrackView, 'SkillTrack', '培养个案', 'tracks');
/** A page of certificates. */
export const SkillCertificateConnection = connectionOf(SkillCertificateView, 'SkillCertificate', '证书', 'certificates');
/** A page of levels of the state's standard. */
export const StateSkillLevelConnection = connectionOf(
  StateSkillLevelView,
  'StateSkillLevel',
  '国家职业技能等级',
  "levels of the state's standard",
);

@ObjectType({ description: described('培养个案操作的结果', 'Result of a verb on a track') })
export class SkillTrackPayload extends MutationPayload {
  @Field(() => SkillTrackView, { nullable: true, description: described('培养个案', 'The track') })
  track?: SkillTrackView | null;
}

@ObjectType({ description: described('登记国家职业技能等级的结果', "Result of recording a level of the state's standard") })
export class StateSkillLevelPayload extends MutationPayload {
  @Field(() => StateSkillLevelView, { nullable: true, description: described('等级', 'The level') })
  stateSkillLevel?: StateSkillLevelView | null;
}
