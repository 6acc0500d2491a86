import { InputType } from '@nestjs/graphql';
import { described } from '../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumField,
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IdListField,
  InstantField,
  IntegerField,
  ObjectListField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { SessionType } from './broadcast-session-states.js';
import { SESSION_TITLE_MAX } from './broadcast-session.entity.js';
import { SessionReasonInput, SessionTargetInput } from './broadcast-sessions.inputs.js';
import { ChecklistItemCode } from './checklist-template.js';
import { SHARE_WHOLE_BASIS_POINTS } from './session-plan.rules.js';

const HOSTS_MAX = 24;
const MENTORS_MAX = 5;
const BENEFICIARIES_MAX = 20;
const PRODUCTS_MAX = 100;
const CHECKLIST_ITEMS_MAX = 20;
const REASON_MAX = 500;

@InputType({ description: described('安排一名主播的时段', 'A host and the part of the session asked for') })
export class SessionHostInput {
  @IdField('主播', 'Id of the streamer')
  streamerId: string;

  @InstantField('开始;只有一名主播时可省略', 'Start; may be left out for the only host', { optional: true })
  startAt?: Date | null;

  @InstantField('结束;只有一名主播时可省略', 'End; may be left out for the only host', { optional: true })
  endAt?: Date | null;
}

@InputType({ description: described('受益方及其份额', 'A beneficiary and its share') })
export class BeneficiaryShareInput {
  @IdField('受益方', 'Id of the beneficiary')
  beneficiaryId: string;

  @IntegerField('净销售额份额(万分之几)', 'Share of the net sales in basis points', { min: 1, max: SHARE_WHOLE_BASIS_POINTS })
  shareBasisPoints: number;
}

@InputType({ isAbstract: true, description: described('场次的计划', 'The plan of a session') })
class SessionPlanInput {
  @TextField('标题', 'Title', { max: SESSION_TITLE_MAX })
  title: string;

  @EnumField(() => SessionType, '类型', 'What it is about')
  type: SessionType;

  @BooleanField('是否助农场次', 'Whether it is a farm-aid session')
  isFarmAid: boolean;

  @IdField('直播间;户外直播可不填', 'Id of the room; none for a session out of doors', { optional: true })
  roomId?: string | null;

  @IdField('平台账号;申请前须填', 'Id of the platform account; needed for the request', { optional: true })
  accountId?: string | null;

  @IdField('样品组', 'Id of the sample set', { optional: true })
  sampleSetId?: string | null;

  @InstantField('计划开播,5 分钟的整数点', 'Planned start, a multiple of 5 minutes')
  plannedStartAt: Date;

  @InstantField('计划结束,5 分钟的整数点,最长 12 小时', 'Planned end, a multiple of 5 minutes, at most 12 hours later')
  plannedEndAt: Date;

  @ObjectListField(() => SessionHostInput, '主播,按时间先后,首尾相接', 'Hosts in the order of time, without gap or overlap', {
    maxItems: HOSTS_MAX,
  })
  hosts: SessionHostInput[];

  @IdListField('在场导师(主播)', 'Ids of the streamers who are present as mentors', { optional: true, maxItems: MENTORS_MAX })
  mentorIds?: string[] | null;

  @ObjectListField(() => BeneficiaryShareInput, '受益方(助农场次)', 'Beneficiaries of a farm-aid session', { maxItems: BENEFICIARIES_MAX })
  beneficiaries: BeneficiaryShareInput[];

  @IdListField('商品', 'Ids of the products', { maxItems: PRODUCTS_MAX })
  productIds: string[];

  @BooleanField('是否使用数字人', 'Whether an AI avatar is used')
  aiAvatar: boolean;

  @TextField('值守人员', 'Person on duty', { optional: true, max: 60 })
  dutyPersonName?: string | null;
}

@InputType({ description: described('起草场次', 'Draft a session') })
export class DraftSessionInput extends SessionPlanInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('修改草稿', 'Replace the plan of a draft') })
export class ChangeSessionInput extends SessionPlanInput {
  @IdField('场次', 'Id of the session')
  sessionId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('为延期的场次确定新时间', 'Give a postponed session a new time') })
export class RescheduleSessionInput extends SessionTargetInput {
  @InstantField('新的计划开播', 'New planned start')
  plannedStartAt: Date;

  @InstantField('新的计划结束', 'New planned end')
  plannedEndAt: Date;

  @ObjectListField(
    () => SessionHostInput,
    '主播;省略则原有时段随开播时间平移',
    'Hosts; left out, the present ones move along with the start',
    {
      optional: true,
      maxItems: HOSTS_MAX,
    },
  )
  hosts?: SessionHostInput[] | null;
}

@InputType({ description: described('更换主播', 'Let another host take a segment') })
export class SubstituteHostInput extends SessionReasonInput {
  @IdField('主播时段', 'Id of the segment')
  segmentId: string;

  @IdField('新的主播', 'Id of the new host')
  streamerId: string;
}

@InputType({ description: described('更换商品', 'Replace the products of a session') })
export class ChangeSessionProductsInput extends SessionReasonInput {
  @IdListField('商品', 'Ids of the products', { maxItems: PRODUCTS_MAX })
  productIds: string[];
}

@InputType({ description: described('更换在场导师', 'Replace the mentors of a session') })
export class ChangeSessionMentorsInput extends SessionReasonInput {
  @IdListField('在场导师(主播)', 'Ids of the streamers who are present as mentors', { maxItems: MENTORS_MAX })
  mentorIds: string[];
}

@InputType({ description: described('完成播前清单的项目', 'Complete items of the checklist') })
export class CompleteChecklistItemsInput extends SessionTargetInput {
  @EnumListField(() => ChecklistItemCode, '项目', 'The items', { minItems: 1, maxItems: CHECKLIST_ITEMS_MAX })
  codes: ChecklistItemCode[];
}

@InputType({ description: described('重新打开播前清单的一项', 'Open an item of the checklist again') })
export class ReopenChecklistItemInput extends SessionTargetInput {
  @EnumField(() => ChecklistItemCode, '项目', 'The item')
  code: ChecklistItemCode;
}

@InputType({ description: described('主播的实际时段', "A host's part as it was held") })
export class HeldSegmentInput {
  @IdField('主播时段', 'Id of the segment')
  segmentId: string;

  @InstantField('实际开始', 'Actual start')
  startAt: Date;

  @InstantField('实际结束', 'Actual end')
  endAt: Date;
}

@InputType({ description: described('结束直播', 'End a session') })
export class EndSessionInput extends SessionTargetInput {
  @InstantField('实际结束时间,默认现在', 'Actual end; now when left out', { optional: true })
  actualEndAt?: Date | null;

  @ObjectListField(() => HeldSegmentInput, '主播的实际时段', "The hosts' parts as they were held", { optional: true, maxItems: HOSTS_MAX })
  segments?: HeldSegmentInput[] | null;
}

@InputType({ description: described('中断直播', 'Break off a session') })
export class AbortSessionInput extends EndSessionInput {
  @TextField('原因', 'Reason', { max: REASON_MAX })
  reason: string;
}

@InputType({ description: described('补录已举行的场次', 'Record a session that was held without a booking') })
export class RecordPastSessionInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @TextField('标题', 'Title', { max: SESSION_TITLE_MAX })
  title: string;

  @EnumField(() => SessionType, '类型', 'What it was about')
  type: SessionType;

  @IdField('平台账号', 'Id of the platform account')
  accountId: string;

  @IdField('直播间', 'Id of the room', { optional: true })
  roomId?: string | null;

  @InstantField('实际开播', 'Actual start')
  actualStartAt: Date;

  @InstantField('实际结束', 'Actual end')
  actualEndAt: Date;

  @IdListField('主播,按出场先后;平分时间', 'Hosts in their order; they share the time equally', { maxItems: HOSTS_MAX })
  streamerIds: string[];

  @IdListField('当时在场的导师(主播)', 'Ids of the streamers who were present as mentors', { optional: true, maxItems: MENTORS_MAX })
  mentorIds?: string[] | null;

  @BooleanField('是否助农场次', 'Whether it was a farm-aid session')
  isFarmAid: boolean;

  @ObjectListField(() => BeneficiaryShareInput, '受益方(助农场次)', 'Beneficiaries of a farm-aid session', { maxItems: BENEFICIARIES_MAX })
  beneficiaries: BeneficiaryShareInput[];

  @IdListField('商品', 'Ids of the products', { maxItems: PRODUCTS_MAX })
  productIds: string[];

  @TextField('补录原因', 'Why it is recorded afterwards', { max: REASON_MAX })
  reason: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}
