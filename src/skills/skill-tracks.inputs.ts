import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumField,
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IntegerField,
  LocalDateField,
  ObjectListField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { SkillLevel, SkillTrade } from './skill-kinds.js';
import { SkillTrackStatus } from './skill-track-states.js';

const REFERENCE_MAX = 200;
const NOTE_MAX = 2_000;
const REASON_MAX = 500;
const CRITERIA_MAX = 12;
const COURSE_HOURS_MAX = 200;

@InputType({ isAbstract: true, description: described('关口材料', 'Evidence for a gate') })
class JudgedInput {
  @IdField('认定人(导师考评员名册)', 'Who judged it: an entry of the register')
  assessorId: string;

  @TextField('材料编号', 'Reference of the paper', { max: REFERENCE_MAX })
  reference: string;

  @TextField('备注', 'Note', { max: NOTE_MAX, multiline: true, optional: true })
  note?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ isAbstract: true, description: described('某日的关口材料', 'Evidence of a day for a gate') })
class DatedEvidenceInput extends JudgedInput {
  @IdField('培养个案', 'Id of the track')
  trackId: string;

  @LocalDateField('日期', 'Day on which it was held')
  heldOn: string;
}

@InputType({ description: described('主播入列(G0)', 'Enroll a streamer (G0)') })
export class EnrollSkillTrackInput extends JudgedInput {
  @IdField('主播', 'Id of the streamer')
  streamerId: string;

  @EnumField(() => SkillTrade, '工种', 'Trade')
  trade: SkillTrade;

  @EnumField(() => SkillLevel, '培训目标等级', 'Level whose class hours are asked for')
  targetLevel: SkillLevel;

  @TextField('与企业的合同编号', 'Reference of the contract with the enterprise', { max: REFERENCE_MAX })
  contractReference: string;

  @LocalDateField('资格审查日期', 'Day of the check')
  heldOn: string;
}

@InputType({ description: described('登记网络主播第一课(G1)', 'Record a first lesson (G1)') })
export class RecordFirstLessonInput extends DatedEvidenceInput {}

@InputType({ description: described('登记业务培训(G2)', 'Record a training (G2)') })
export class RecordSkillTrainingInput extends DatedEvidenceInput {
  @IntegerField('学时', 'Class hours', { min: 1, max: COURSE_HOURS_MAX })
  classHours: number;
}

@InputType({ description: described('登记现场观摩(G3)', 'Record an observation (G3)') })
export class RecordObservationInput extends DatedEvidenceInput {
  @IdField('直播间', 'Id of the room')
  roomId: string;
}

@InputType({ description: described('一个评分项的得分', 'The score of one criterion') })
export class CriterionScoreInput {
  @TextField('评分项代码', 'Code of the criterion', { max: 30 })
  criterion: string;

  @IntegerField('得分', 'Score', { min: 0, max: 100 })
  score: number;
}

@InputType({ description: described('登记直播演练(G4)', 'Record a rehearsal (G4)') })
export class RecordRehearsalInput extends DatedEvidenceInput {
  @IdField('直播间', 'Id of the room', { optional: true })
  roomId?: string | null;

  @ObjectListField(() => CriterionScoreInput, '各项得分', 'Scores', { minItems: 1, maxItems: CRITERIA_MAX })
  scores: CriterionScoreInput[];
}

@InputType({ description: described('登记跟播带教场次(G5)', 'Record a supervised session (G5)') })
export class RecordSupervisedSessionInput extends JudgedInput {
  @IdField('培养个案', 'Id of the track')
  trackId: string;

  @IdField('场次(日期以场次为准)', 'Id of the session, from which the day comes')
  sessionId: string;

  @BooleanField('导师认为合格', 'Whether the mentor found it good')
  isPassed: boolean;
}

@InputType({ description: described('考核(G6);合格即发证', 'Assess a trainee (G6); a pass gives the certificate') })
export class RecordSkillAssessmentInput extends DatedEvidenceInput {
  @ObjectListField(() => CriterionScoreInput, '各项得分', 'Scores', { minItems: 1, maxItems: CRITERIA_MAX })
  scores: CriterionScoreInput[];
}

@InputType({ description: described('对一个培养个案的操作,须说明原因', 'A verb on one track, with its reason') })
export class SkillTrackReasonInput {
  @IdField('培养个案', 'Id of the track')
  trackId: string;

  @TextField('原因', 'Reason', { max: REASON_MAX })
  reason: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('撤销有误的材料', 'Take wrong evidence out of account') })
export class WithdrawSkillEvidenceInput extends SkillTrackReasonInput {
  @IdField('材料', 'Id of the evidence')
  skillEvidenceId: string;
}

@InputType({ description: described('登记国家职业技能等级证书', "Record a level of the state's standard") })
export class RecordStateSkillLevelInput {
  @IdField('主播', 'Id of the streamer')
  streamerId: string;

  @EnumField(() => SkillTrade, '工种', 'Trade')
  trade: SkillTrade;

  @EnumField(() => SkillLevel, '等级', 'Level')
  level: SkillLevel;

  @TextField('证书编号', 'Number of the paper', { max: 100 })
  certificateReference: string;

  @TextField('发证机构', 'Issuing authority', { max: 100 })
  authority: string;

  @LocalDateField('发证日期', 'Day of issue')
  issuedOn: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

/** Sort orders of tracks. */
export enum SkillTrackOrder {
  ENROLLED_LAST = 'ENROLLED_LAST',
  ENROLLED_FIRST = 'ENROLLED_FIRST',
}
registerEnumType(SkillTrackOrder, {
  name: 'SkillTrackOrder',
  description: described('培养个案列表的排序', 'Sort order of tracks'),
  valuesMap: {
    ENROLLED_LAST: { description: described('最近入列的在前', 'Latest enrolled first') },
    ENROLLED_FIRST: { description: described('最早入列的在前', 'Earliest enrolled first') },
  },
});

@InputType({ description: described('培养个案筛选条件', 'Which tracks') })
export class SkillTrackFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('主播', 'Id of the streamer', { optional: true })
  streamerId?: string | null;

  @EnumListField(() => SkillTrackStatus, '今天的状态', 'States today', { optional: true, maxItems: 10 })
  status?: SkillTrackStatus[] | null;
}

@ArgsType()
export class SkillTracksArgs extends PageArgs {
  @Field(() => SkillTrackFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => SkillTrackFilter)
  @ValidateNested()
  filter?: SkillTrackFilter | null;

  @Field(() => SkillTrackOrder, { defaultValue: SkillTrackOrder.ENROLLED_LAST, description: described('排序', 'Order') })
  @IsString()
  order: SkillTrackOrder;
}

/** Sort orders of certificates. */
export enum SkillCertificateOrder {
  UNTIL_ASC = 'UNTIL_ASC',
  UNTIL_DESC = 'UNTIL_DESC',
}
registerEnumType(SkillCertificateOrder, {
  name: 'SkillCertificateOrder',
  description: described('证书列表的排序', 'Sort order of certificates'),
  valuesMap: {
    UNTIL_ASC: { description: described('先到期的在前', 'First to end first') },
    UNTIL_DESC: { description: described('后到期的在前', 'Last to end first') },
  },
});

@InputType({ description: described('证书筛选条件', 'Which certificates') })
export class SkillCertificateFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('主播', 'Id of the streamer', { optional: true })
  streamerId?: string | null;

  @LocalDateField('只看当日有效的', 'Only those valid on this day', { optional: true })
  validOn?: string | null;
}

@ArgsType()
export class SkillCertificatesArgs extends PageArgs {
  @Field(() => SkillCertificateFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => SkillCertificateFilter)
  @ValidateNested()
  filter?: SkillCertificateFilter | null;

  @Field(() => SkillCertificateOrder, { defaultValue: SkillCertificateOrder.UNTIL_ASC, description: described('排序', 'Order') })
  @IsString()
  order: SkillCertificateOrder;
}
