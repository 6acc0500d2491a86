import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  EnumField,
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IdListField,
  LocalDateField,
  TextField,
  TextListField,
} from '../../platform/graphql/input-fields.js';
import { GuidanceSubject, PairingActivityKind, PairingKind, PairingSide, PairingStatus } from './pairing-states.js';

const GOALS_MAX = 10;
const GOAL_LENGTH_MAX = 200;
const NOTE_MAX = 2_000;
const REASON_MAX = 500;
const VISITORS_MAX = 20;

@InputType({ description: described('提出结对', 'Propose a pairing') })
export class ProposePairingInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @EnumField(() => PairingKind, '种类', 'Kind')
  kind: PairingKind;

  @IdField('导师(主播)', 'Id of the streamer who mentors')
  mentorStreamerId: string;

  @IdField('学员(主播)', 'Id of the streamer who learns')
  menteeStreamerId: string;

  @TextListField('目标', 'Goals', { max: GOAL_LENGTH_MAX, maxItems: GOALS_MAX })
  goals: string[];

  @LocalDateField('计划结束日期', 'Planned last day', { optional: true })
  plannedEndOn?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一项结对的操作', 'A verb on one pairing') })
export class PairingTargetInput {
  @IdField('结对', 'Id of the pairing')
  pairingId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('登记一方同意', 'Record that one side accepts') })
export class AcceptPairingInput extends PairingTargetInput {
  @EnumField(() => PairingSide, '哪一方', 'Which side')
  side: PairingSide;

  @LocalDateField('同意日期', 'Day of the consent')
  acceptedOn: string;
}

@InputType({ description: described('完成结对', 'Complete a pairing') })
export class CompletePairingInput extends PairingTargetInput {
  @TextField('小结', 'Summary', { max: REASON_MAX })
  summary: string;
}

@InputType({ description: described('提前结束结对', 'End a pairing early') })
export class EndPairingInput extends PairingTargetInput {
  @TextField('原因', 'Reason', { max: REASON_MAX })
  reason: string;
}

@InputType({ description: described('登记结对活动', 'Record what was done in a pairing') })
export class RecordPairingActivityInput {
  @IdField('结对', 'Id of the pairing')
  pairingId: string;

  @EnumField(() => PairingActivityKind, '活动', 'What was done')
  kind: PairingActivityKind;

  @LocalDateField('日期', 'Day')
  heldOn: string;

  @TextField('主题', 'Topic', { max: 100 })
  topic: string;

  @TextField('备注', 'Note', { max: NOTE_MAX, multiline: true, optional: true })
  note?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('登记育苗队走访指导', 'Record a guidance visit of the seedling team') })
export class RecordGuidanceVisitInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdField('企业', 'Id of the enterprise')
  enterpriseId: string;

  @EnumField(() => GuidanceSubject, '指导内容', 'What it was about')
  subject: GuidanceSubject;

  @LocalDateField('日期', 'Day')
  visitedOn: string;

  @IdListField('参加的主播', 'Ids of the streamers who took part', { maxItems: VISITORS_MAX })
  streamerIds: string[];

  @TextField('备注', 'Note', { max: NOTE_MAX, multiline: true, optional: true })
  note?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

/** Sort orders of pairings. */
export enum MentorPairingOrder {
  PROPOSED_LAST = 'PROPOSED_LAST',
  PROPOSED_FIRST = 'PROPOSED_FIRST',
}
registerEnumType(MentorPairingOrder, {
  name: 'MentorPairingOrder',
  description: described('结对列表的排序', 'Sort order of pairings'),
  valuesMap: {
    PROPOSED_LAST: { description: described('最近提出的在前', 'Latest proposed first') },
    PROPOSED_FIRST: { description: described('最早提出的在前', 'Earliest proposed first') },
  },
});

@InputType({ description: described('结对筛选条件', 'Which pairings') })
export class MentorPairingFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('主播(任何一方)', 'Id of a streamer on either side', { optional: true })
  streamerId?: string | null;

  @EnumField(() => PairingKind, '种类', 'Kind', { optional: true })
  kind?: PairingKind | null;

  @EnumListField(() => PairingStatus, '状态', 'Statuses', { optional: true, maxItems: 5 })
  status?: PairingStatus[] | null;
}

@ArgsType()
export class MentorPairingsArgs extends PageArgs {
  @Field(() => MentorPairingFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => MentorPairingFilter)
  @ValidateNested()
  filter?: MentorPairingFilter | null;

  @Field(() => MentorPairingOrder, { defaultValue: MentorPairingOrder.PROPOSED_LAST, description: described('排序', 'Order') })
  @IsString()
  order: MentorPairingOrder;
}

/** Sort orders of visits. */
export enum GuidanceVisitOrder {
  VISITED_LAST = 'VISITED_LAST',
  VISITED_FIRST = 'VISITED_FIRST',
}
registerEnumType(GuidanceVisitOrder, {
  name: 'GuidanceVisitOrder',
  description: described('走访列表的排序', 'Sort order of visits'),
  valuesMap: {
    VISITED_LAST: { description: described('最近的在前', 'Latest first') },
    VISITED_FIRST: { description: described('最早的在前', 'Earliest first') },
  },
});

@InputType({ description: described('走访筛选条件', 'Which visits') })
export class GuidanceVisitFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @IdField('企业', 'Id of the enterprise', { optional: true })
  enterpriseId?: string | null;
}

@ArgsType()
export class GuidanceVisitsArgs extends PageArgs {
  @Field(() => GuidanceVisitFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => GuidanceVisitFilter)
  @ValidateNested()
  filter?: GuidanceVisitFilter | null;

  @Field(() => GuidanceVisitOrder, { defaultValue: GuidanceVisitOrder.VISITED_LAST, description: described('排序', 'Order') })
  @IsString()
  order: GuidanceVisitOrder;
}
