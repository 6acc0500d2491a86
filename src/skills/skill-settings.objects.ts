import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, FenScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import type { DatedStandard, TierThreshold } from './skill-standard.js';

@ObjectType('RubricCriterion', { description: described('一个评分项', 'One criterion of the rubric') })
export class RubricCriterionView {
  @Field({ description: described('代码', 'Code') })
  code: string;

  @Field({ description: described('中文名称', 'Name in Chinese') })
  zh: string;

  @Field({ description: described('英文名称', 'Name in English') })
  en: string;

  @Field(() => Int, { description: described('权重(百分比)', 'Weight in percent') })
  weight: number;
}

@ObjectType('LevelHours', { description: described('各等级的培训学时', 'Class hours by level') })
export class LevelHoursView {
  @Field(() => Int, { description: described('五级', 'Level 5') })
  level5: number;

  @Field(() => Int, { description: described('四级', 'Level 4') })
  level4: number;

  @Field(() => Int, { description: described('三级', 'Level 3') })
  level3: number;

  @Field(() => Int, { description: described('二级', 'Level 2') })
  level2: number;

  @Field(() => Int, { description: described('一级', 'Level 1') })
  level1: number;
}

@ObjectType('TierThreshold', { description: described('一个层级的门槛', 'What a tier asks for') })
export class TierThresholdView {
  @Field(() => Int, { description: described('考察期(月)', 'Length of the period in months') })
  periodMonths: number;

  @Field(() => Int, { description: described('至少直播场次', 'Fewest sessions') })
  sessionsMin: number;

  @Field(() => FenScalar, { description: described('净销售额至少(分)', 'Least net sales in fen') })
  netSalesMinFen: bigint;

  @Field(() => Int, { description: described('退款率至多(万分之几)', 'Highest refund rate in basis points') })
  refundRateMaxBasisPoints: number;

  @Field(() => Int, { description: described('至少带出的人数', 'Fewest persons mentored') })
  mentoredMin: number;
}

@ObjectType('SkillStandard', { description: described('主播培养标准的一个版本', 'A version of the standard') })
export class SkillStandardView {
  @Field(() => Int, { description: described('版本;0 为系统自带', 'Version; 0 is the shipped one') })
  standardVersion: number;

  @Field(() => LocalDateScalar, { description: described('施行日期', 'First day on which it holds') })
  effectiveOn: string;

  @Field(() => LevelHoursView, { description: described('国家标准学时', "The state's class hours") })
  trainingHours: LevelHoursView;

  @Field(() => Int, { nullable: true, description: described('园区自定学时', "The park's own class hours") })
  parkTrainingHours: number | null;

  @Field(() => Int, { description: described('第一课复训周期(月)', 'Months after which the first lesson is repeated') })
  lessonRefreshMonths: number;

  @Field(() => Int, { description: described('观摩次数', 'Observations needed') })
  observationsMin: number;

  @Field(() => Int, { description: described('一轮演练次数', 'Rehearsals of one series') })
  rehearsalsPerSeries: number;

  @Field(() => Int, { description: described('一轮中至少合格次数', 'Passes needed within a series') })
  rehearsalPassesMin: number;

  @Field(() => Int, { description: described('合格分(百分制)', 'Score that passes, of 100') })
  rehearsalPassScore: number;

  @Field(() => [RubricCriterionView], { description: described('评分项', 'Criteria of the rubric') })
  rubric: RubricCriterionView[];

  @Field(() => Int, { description: described('跟播带教场次', 'Supervised sessions needed') })
  supervisedSessionsMin: number;

  @Field(() => Int, { description: described('证书有效期(月)', 'Validity of a certificate in months') })
  certificateMonths: number;

  @Field(() => Int, { description: described('到期前多少天可续期', 'Days before the end in which it may be renewed') })
  renewalWindowDays: number;

  @Field(() => Int, { description: described('续期前合格演练次数', 'Rehearsals to pass before a renewal') })
  recertificationPassesMin: number;

  @Field(() => Int, { description: described('未通过后的间隔(天)', 'Days to wait after a failure') })
  retryDays: number;

  @Field(() => Int, { description: described('一名导师同时结对上限', 'Pairings that one mentor may have going on') })
  mentorPairingsMax: number;

  @Field(() => Int, { description: described('层级决定的申诉期(天)', 'Days in which a decision on a tier may be appealed') })
  appealDays: number;

  @Field(() => TierThresholdView, { description: described('骨干主播的门槛', 'Threshold of BACKBONE') })
  backbone: TierThresholdView;

  @Field(() => TierThresholdView, { description: described('滴网先锋的门槛', 'Threshold of PIONEER') })
  pioneer: TierThresholdView;
}

@ObjectType('SkillRequirement', { description: described('持证要求的一次决定', 'A decision from when on hosts need a certificate') })
export class SkillRequirementView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('起始日;null 为不要求', 'First day; null: not required') })
  requiredFrom: string | null;

  @Field({ description: described('理由', 'Reason') })
  reason: string;

  @Field(() => DateTimeScalar, { description: described('决定时间', 'When it was decided') })
  decidedAt: Date;
}

@ObjectType({ description: described('园区的主播培养设置', "A park's settings for the training of hosts") })
export class SkillSettings {
  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described(
      '自此日起的场次须由持证主播主持(或导师在场);null 为尚未要求',
      'Sessions from this day on need certified hosts, or the mentor present; null while it is not required',
    ),
  })
  requiredFrom: string | null;

  @Field(() => SkillStandardView, { description: described('今天施行的标准', 'The standard in force today') })
  standard: SkillStandardView;

  @Field(() => [SkillStandardView], { description: described('已发布的版本', 'The published versions, the newest first') })
  standards: SkillStandardView[];

  @Field(() => [SkillRequirementView], { description: described('持证要求的历次决定', 'The decisions, the newest first') })
  requirements: SkillRequirementView[];
}

@ObjectType('SkillTrainer', { description: described('导师考评员名册中的一项', 'An entry of the register of trainers and assessors') })
export class SkillTrainerView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('园区内的称呼', 'How the park calls the person at work') })
  displayName: string;

  @Field({ description: described('可带教、认定关口', 'Trains, and judges the gates before the certificate') })
  isTrainer: boolean;

  @Field({ description: described('可考评发证', 'Assesses and gives certificates') })
  isAssessor: boolean;

  @Field({ description: described('资格依据', 'What qualifies the person') })
  qualification: string;

  @Field(() => LocalDateScalar, { description: described('开始日期', 'First day') })
  startsOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('结束日期(当日起不再有效)', 'First day on which it no longer holds'),
  })
  endsOn: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of the register. */
export const SkillTrainerConnection = connectionOf(SkillTrainerView, 'SkillTrainer', '导师考评员', 'trainers and assessors');

@ObjectType({ description: described('培养设置操作的结果', 'Result of a decision about the settings') })
export class SkillSettingsPayload extends MutationPayload {
  @Field(() => SkillSettings, { nullable: true, description: described('设置', 'The settings') })
  settings?: SkillSettings | null;
}

@ObjectType({ description: described('名册操作的结果', 'Result of an operation on the register') })
export class SkillTrainerPayload extends MutationPayload {
  @Field(() => SkillTrainerView, { nullable: true, description: described('登记', 'The entry') })
  trainer?: SkillTrainerView | null;
}

function thresholdView(threshold: TierThreshold): TierThresholdView {
  return { ...threshold, netSalesMinFen: BigInt(threshold.netSalesMinFen) };
}

/** A version in the shape of its GraphQL type. */
export function standardView({ standardVersion, effectiveOn, values }: DatedStandard): SkillStandardView {
  const { trainingHoursByLevel, tiers, ...numbers } = values;
  const { L5: level5, L4: level4, L3: level3, L2: level2, L1: level1 } = trainingHoursByLevel;
  return {
    ...{ standardVersion, effectiveOn, ...numbers },
    trainingHours: { level5, level4, level3, level2, level1 },
    backbone: thresholdView(tiers.BACKBONE),
    pioneer: thresholdView(tiers.PIONEER),
  };
}
