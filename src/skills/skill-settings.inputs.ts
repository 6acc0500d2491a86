import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PersonIdentityInput } from '../organizations/person.inputs.js';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  BooleanField,
  ExpectedVersionField,
  FenField,
  IdempotencyKeyField,
  IdField,
  IntegerField,
  LocalDateField,
  ObjectField,
  ObjectListField,
  TextField,
} from '../platform/graphql/input-fields.js';
import type { SkillStandardValues, TierThreshold } from './skill-standard.js';

const REASON_MAX = 300;
const HOURS_MAX = 2_000;
const CRITERIA_MAX = 12;
const MONTHS_MAX = 60;
const NET_SALES_MAX_FEN = 99_999_999_999_999n;

@InputType({ description: described('一个评分项', 'One criterion of the rubric') })
export class RubricCriterionInput {
  @TextField('代码(大写英文),在一个版本内不变', 'Stable code in capitals', {
    max: 30,
    pattern: {
      expression: /^[A-Z][A-Z0-9_]*$/,
      code: 'BAD_CODE',
      zh: '须为大写英文、数字和下划线',
      en: 'must be capitals, digits and underscores',
    },
  })
  code: string;

  @TextField('中文名称', 'Name in Chinese', { max: 60 })
  zh: string;

  @TextField('英文名称', 'Name in English', { max: 100 })
  en: string;

  @IntegerField('权重(百分比),合计 100', 'Weight in percent; all together 100', { min: 1, max: 100 })
  weight: number;
}

@InputType({ description: described('各等级的培训学时', 'Class hours by level') })
export class LevelHoursInput {
  @IntegerField('五级学时', 'Class hours of level 5', { min: 1, max: HOURS_MAX })
  level5: number;

  @IntegerField('四级学时', 'Class hours of level 4', { min: 1, max: HOURS_MAX })
  level4: number;

  @IntegerField('三级学时', 'Class hours of level 3', { min: 1, max: HOURS_MAX })
  level3: number;

  @IntegerField('二级学时', 'Class hours of level 2', { min: 1, max: HOURS_MAX })
  level2: number;

  @IntegerField('一级学时', 'Class hours of level 1', { min: 1, max: HOURS_MAX })
  level1: number;
}

@InputType({ description: described('一个层级的门槛', 'What a tier asks for') })
export class TierThresholdInput {
  @IntegerField('考察期(月)', 'Length of the period in months', { min: 1, max: 36 })
  periodMonths: number;

  @IntegerField('至少直播场次', 'Fewest sessions', { min: 0, max: 5_000 })
  sessionsMin: number;

  @FenField('净销售额至少(分)', 'Least net sales in fen', { min: 0n, max: NET_SALES_MAX_FEN })
  netSalesMinFen: bigint;

  @IntegerField('退款率至多(万分之几)', 'Highest refund rate in basis points', { min: 0, max: 10_000 })
  refundRateMaxBasisPoints: number;

  @IntegerField('至少带出的人数', 'Fewest persons mentored', { min: 0, max: 100 })
  mentoredMin: number;
}

@InputType({ description: described('主播培养标准的全部数字', 'All numbers of a standard') })
export class SkillStandardValuesInput {
  @ObjectField(() => LevelHoursInput, '国家标准学时', "The state's class hours")
  trainingHours: LevelHoursInput;

  @IntegerField('园区自定学时;不填则按国家标准', "The park's own class hours in place of the state's", {
    min: 1,
    max: HOURS_MAX,
    optional: true,
  })
  parkTrainingHours?: number | null;

  @IntegerField('第一课复训周期(月)', 'Months after which the first lesson is repeated', { min: 1, max: 12 })
  lessonRefreshMonths: number;

  @IntegerField('观摩次数', 'Observations needed', { min: 1, max: 100 })
  observationsMin: number;

  @IntegerField('一轮演练次数', 'Rehearsals of one series', { min: 1, max: 20 })
  rehearsalsPerSeries: number;

  @IntegerField('一轮中至少合格次数', 'Passes needed within a series', { min: 1, max: 20 })
  rehearsalPassesMin: number;

  @IntegerField('合格分(百分制)', 'Score that passes, of 100', { min: 1, max: 100 })
  rehearsalPassScore: number;

  @ObjectListField(() => RubricCriterionInput, '评分项', 'Criteria of the rubric', { minItems: 1, maxItems: CRITERIA_MAX })
  rubric: RubricCriterionInput[];

  @IntegerField('跟播带教场次', 'Supervised sessions needed', { min: 1, max: 100 })
  supervisedSessionsMin: number;

  @IntegerField('证书有效期(月)', 'Validity of a certificate in months', { min: 1, max: MONTHS_MAX })
  certificateMonths: number;

  @IntegerField('到期前多少天可续期', 'Days before the end in which it may be renewed', { min: 0, max: 90 })
  renewalWindowDays: number;

  @IntegerField('续期前合格演练次数', 'Rehearsals to pass before a renewal', { min: 1, max: 20 })
  recertificationPassesMin: number;

  @IntegerField('未通过后的间隔(天)', 'Days to wait after a failure', { min: 1, max: 365 })
  retryDays: number;

  @IntegerField('一名导师同时结对上限', 'Pairings that one mentor may have going on', { min: 1, max: 50 })
  mentorPairingsMax: number;

  @IntegerField('层级决定的申诉期(天)', 'Days in which a decision on a tier may be appealed', { min: 1, max: 90 })
  appealDays: number;

  @ObjectField(() => TierThresholdInput, '骨干主播的门槛', 'Threshold of BACKBONE')
  backbone: TierThresholdInput;

  @ObjectField(() => TierThresholdInput, '滴网先锋的门槛', 'Threshold of PIONEER')
  pioneer: TierThresholdInput;
}

@InputType({ description: described('发布新版培养标准', 'Publish a version of the standard') })
export class PublishSkillStandardInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @LocalDateField('施行日期;须晚于已有版本和已登记材料的日期', 'First day; after every version and every piece of evidence on record')
  effectiveOn: string;

  @ObjectField(() => SkillStandardValuesInput, '标准', 'The numbers')
  values: SkillStandardValuesInput;

  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('决定场次从何日起须由持证主播主持', 'Decide from which day on sessions need certified hosts') })
export class ChangeSkillRequirementInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @LocalDateField('起始日(含);不填表示不要求', 'First day on which it is required; left out: not required', { optional: true })
  requiredFrom?: string | null;

  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('登记导师或考评员', 'Take a person into the register of trainers and assessors') })
export class AppointSkillTrainerInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdField('人员(与姓名证件二选一)', 'Id of a person in sight; or name and number', { optional: true })
  personId?: string | null;

  @ObjectField(() => PersonIdentityInput, '姓名与证件号(与人员编号二选一)', 'Name and number; or the id of a person', { optional: true })
  person?: PersonIdentityInput | null;

  @TextField('园区内的称呼,如“李老师”', 'How the park calls the person at work', { max: 60 })
  displayName: string;

  @BooleanField('可带教、认定关口', 'Trains, and judges the gates before the certificate')
  isTrainer: boolean;

  @BooleanField('可考评发证', 'Assesses and gives certificates')
  isAssessor: boolean;

  @TextField('资格依据', 'What qualifies the person', { max: 200 })
  qualification: string;

  @LocalDateField('开始日期', 'First day')
  startsOn: string;

  @LocalDateField('结束日期(当日起不再有效)', 'First day on which it no longer holds', { optional: true })
  endsOn?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('结束导师考评员登记', 'End an entry of the register') })
export class EndSkillTrainerInput {
  @IdField('登记', 'Id of the entry')
  trainerId: string;

  @LocalDateField('结束日期(当日起不再有效)', 'First day on which it no longer holds')
  endsOn: string;

  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

/** Sort orders of the register. */
export enum SkillTrainerOrder {
  NAME = 'NAME',
}
registerEnumType(SkillTrainerOrder, {
  name: 'SkillTrainerOrder',
  description: described('导师考评员名册的排序', 'Sort order of the register'),
  valuesMap: { NAME: { description: described('按称呼', 'By name') } },
});

@InputType({ description: described('导师考评员筛选条件', 'Which entries of the register') })
export class SkillTrainerFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @LocalDateField('只看当日有效的', 'Only those that hold on this day', { optional: true })
  holdsOn?: string | null;
}

@ArgsType()
export class SkillTrainersArgs extends PageArgs {
  @Field(() => SkillTrainerFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => SkillTrainerFilter)
  @ValidateNested()
  filter?: SkillTrainerFilter | null;

  @Field(() => SkillTrainerOrder, { defaultValue: SkillTrainerOrder.NAME, description: described('排序', 'Order') })
  @IsString()
  order: SkillTrainerOrder;
}

function storedThreshold(threshold: TierThresholdInput): TierThreshold {
  return { ...threshold, netSalesMinFen: threshold.netSalesMinFen.toString() };
}

/** The values as they are stored. */
export function storedValues(input: SkillStandardValuesInput): SkillStandardValues {
  const { trainingHours, backbone, pioneer, parkTrainingHours, rubric, ...numbers } = input;
  const { level5: L5, level4: L4, level3: L3, level2: L2, level1: L1 } = trainingHours;
  return {
    ...numbers,
    trainingHoursByLevel: { L5, L4, L3, L2, L1 },
    parkTrainingHours: parkTrainingHours ?? null,
    rubric: rubric.map((criterion) => ({ ...criterion })),
    tiers: { BACKBONE: storedThreshold(backbone), PIONEER: storedThreshold(pioneer) },
  };
}
