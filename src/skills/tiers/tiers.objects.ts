import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, FenScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { TrainedStreamer } from '../skill-tracks.objects.js';
import { DemotionGround, StreamerTier, TierAppealStatus, TierChangeKind } from './tier-kinds.js';

@ObjectType({ description: described('晋级尚缺的一项,或需要核实的一点', 'What a promotion lacks, or what is uncertain about it') })
export class TierFinding {
  @Field({ description: described('固定代码', 'Stable code') })
  code: string;

  @Field({ description: described('说明(按 Accept-Language)', 'What it is, in the language of Accept-Language') })
  message: string;

  @Field(() => String, { nullable: true, description: described('处理办法', 'What to do about it') })
  cure: string | null;

  @Field(() => String, { nullable: true, description: described('依据的规则编号', 'Id of the rule that is cited') })
  rule: string | null;
}

@ObjectType({ description: described('作层级决定时的数据,由记录算出', 'The figures of a decision on a tier, computed from records') })
export class TierFigures {
  @Field(() => LocalDateScalar, { description: described('考察期开始', 'First day of the period') })
  from: string;

  @Field(() => LocalDateScalar, { description: described('考察期结束', 'Last day of the period') })
  to: string;

  @Field(() => Int, { description: described('直播场次', 'Sessions held') })
  sessionsHeld: number;

  @Field(() => FenScalar, { description: described('净销售额(分)', 'Net sales in fen') })
  netFen: bigint;

  @Field(() => Int, { description: described('退款率(万分之几)', 'Refund rate by amount in basis points') })
  refundRateBasisPoints: number;

  @Field(() => Int, { description: described('带出的人数', 'Persons mentored') })
  mentored: number;
}

@ObjectType({ description: described('晋级建议:由数据得出,由人决定', 'A proposal that follows from the figures; a person decides') })
export class TierProposal {
  @Field(() => StreamerTier, { nullable: true, description: described('下一层级;已是最高为 null', 'The next tier; null at the top') })
  nextTier: StreamerTier | null;

  @Field({ description: described('是否达到标准', 'Whether nothing stands against it') })
  isReady: boolean;

  @Field(() => TierFigures, { description: described('数据', 'The figures') })
  figures: TierFigures;

  @Field(() => [TierFinding], { description: described('尚缺的各项', 'What it lacks, all of it') })
  reasons: TierFinding[];

  @Field(() => [TierFinding], { description: described('需要核实的各点', 'What is uncertain') })
  findings: TierFinding[];
}

@ObjectType('TierChange', { description: described('一次层级决定(只增不改)', 'A decision on a tier; never changed') })
export class TierChangeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => TierChangeKind, { description: described('变动', 'Which way it led') })
  kind: TierChangeKind;

  @Field(() => StreamerTier, { description: described('原层级', 'Tier before') })
  fromTier: StreamerTier;

  @Field(() => StreamerTier, { description: described('新层级', 'Tier after') })
  toTier: StreamerTier;

  @Field(() => DemotionGround, { nullable: true, description: described('降级依据', 'Ground of a demotion') })
  ground: DemotionGround | null;

  @Field(() => ID, {
    nullable: true,
    description: described('认定违诺的个案,或申诉成立的个案', 'Id of the case that found the breach, or that fell on appeal'),
  })
  breachCaseId: string | null;

  @Field({ description: described('理由', 'Reason') })
  reason: string;

  @Field(() => String, { nullable: true, description: described('文件编号', 'Reference') })
  reference: string | null;

  @Field(() => TierFigures, { nullable: true, description: described('当时的数据', 'The figures of the decision') })
  figures: TierFigures | null;

  @Field(() => [String], { description: described('当时需要核实的各点(代码)', 'Codes of what was uncertain') })
  findings: string[];

  @Field(() => LocalDateScalar, { description: described('决定日期', 'Day of the decision') })
  decidedOn: string;

  @Field(() => LocalDateScalar, { description: described('申诉期最后一日', 'Last day of an appeal') })
  appealUntil: string;

  @Field(() => DateTimeScalar, { description: described('决定时间', 'When it was decided') })
  decidedAt: Date;
}

@ObjectType('StreamerTierRecord', { description: described('主播的层级', 'The tier of a streamer') })
export class StreamerTierView {
  @Field(() => ID, { description: described('主播', 'Id of the streamer') })
  streamerId: string;

  @Field(() => StreamerTier, {
    description: described('今天的层级(无有效证书时为育苗)', 'The tier today; SEEDLING without a valid certificate'),
  })
  tier: StreamerTier;

  @Field(() => StreamerTier, { description: described('决定的层级', 'Where the decisions lead') })
  decidedTier: StreamerTier;

  @Field(() => [TierChangeView], { description: described('历次决定,最近的在前', 'The decisions, newest first') })
  changes: TierChangeView[];

  @Field(() => TierProposal, { nullable: true, description: described('晋级建议', 'The proposal') })
  proposal?: TierProposal | null;
}

@ObjectType('TierAppeal', { description: described('对降级的申诉', 'An appeal against a demotion') })
export class TierAppealView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => TierAppealStatus, { description: described('状态', 'Status') })
  status: TierAppealStatus;

  @Field({ description: described('申诉内容', 'What the streamer says') })
  statement: string;

  @Field(() => LocalDateScalar, { description: described('提出日期', 'Day on which it was filed') })
  filedOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('处理日期', 'Day of the decision') })
  decidedOn: string | null;

  @Field(() => String, { nullable: true, description: described('处理理由', 'Reason of the decision') })
  decisionReason: string | null;

  @Field(() => TierChangeView, { description: described('被申诉的决定', 'The decision against which it is') })
  tierChange: TierChangeView;

  @Field(() => TrainedStreamer, { description: described('主播', 'The streamer') })
  streamer: TrainedStreamer;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of appeals. */
export const TierAppealConnection = connectionOf(TierAppealView, 'TierAppeal', '申诉', 'appeals');

@ObjectType({ description: described('层级决定的结果', 'Result of a decision on a tier') })
export class StreamerTierPayload extends MutationPayload {
  @Field(() => StreamerTierView, { nullable: true, description: described('层级', 'The tier') })
  streamerTier?: StreamerTierView | null;
}

@ObjectType({ description: described('申诉操作的结果', 'Result of an operation on an appeal') })
export class TierAppealPayload extends MutationPayload {
  @Field(() => TierAppealView, { nullable: true, description: described('申诉', 'The appeal') })
  appeal?: TierAppealView | null;
}
