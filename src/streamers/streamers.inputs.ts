import { ArgsType, Field, InputType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import {
  EnumField,
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  TextField,
} from '../platform/graphql/input-fields.js';
import { StreamerKind, StreamerStatus, VerificationMethod } from './streamer-states.js';

const STAGE_NAME_MAX = 60;
const AGENCY_MAX = 100;
const REASON_MAX = 500;

/** Sort orders of streamers. */
export enum StreamerOrder {
  STAGE_NAME = 'STAGE_NAME',
  NEWEST_FIRST = 'NEWEST_FIRST',
}
registerEnumType(StreamerOrder, {
  name: 'StreamerOrder',
  description: described('主播列表的排序', 'Sort order of streamers'),
  valuesMap: {
    STAGE_NAME: { description: described('按达人昵称', 'By stage name') },
    NEWEST_FIRST: { description: described('最近登记的在前', 'Latest enrolled first') },
  },
});

@InputType({ description: described('主播筛选条件', 'Which streamers') })
export class StreamerFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumListField(() => StreamerStatus, '状态', 'Statuses', { optional: true, maxItems: 10 })
  status?: StreamerStatus[] | null;

  @EnumField(() => StreamerKind, '类别', 'Kind', { optional: true })
  kind?: StreamerKind | null;

  @TextField('达人昵称(完全一致)', 'Exact stage name', { optional: true, max: STAGE_NAME_MAX })
  stageName?: string | null;
}

@ArgsType()
export class StreamersArgs extends PageArgs {
  @Field(() => StreamerFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => StreamerFilter)
  @ValidateNested()
  filter?: StreamerFilter | null;

  @Field(() => StreamerOrder, { defaultValue: StreamerOrder.STAGE_NAME, description: described('排序', 'Order') })
  @IsString()
  order: StreamerOrder;
}

@InputType({ description: described('邀请主播', 'Enroll a person as a streamer') })
export class InviteStreamerInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @TextField('姓名', 'Full name', { max: 60 })
  fullName: string;

  @TextField('身份证号(加密保存,只显示遮盖后的号码)', 'ID-card number; stored encrypted, shown masked', { min: 15, max: 18 })
  idCardNumber: string;

  @TextField('手机号', 'Phone number', { optional: true, max: 20 })
  phone?: string | null;

  @TextField('达人昵称,与平台上一致', 'Stage name, as on the platform', { max: STAGE_NAME_MAX })
  stageName: string;

  @EnumField(() => StreamerKind, '类别', 'Kind')
  kind: StreamerKind;

  @TextField('所属机构', 'Agency', { optional: true, max: AGENCY_MAX })
  agency?: string | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一名主播的操作', 'A verb on one streamer') })
export class StreamerTargetInput {
  @IdField('主播', 'Id of the streamer')
  streamerId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('对一名主播的操作,须说明原因', 'A verb on one streamer, with its reason') })
export class StreamerReasonInput extends StreamerTargetInput {
  @TextField('原因', 'Reason', { max: REASON_MAX })
  reason: string;
}

@InputType({ description: described('修改主播登记', 'Change the enrollment of a streamer') })
export class ChangeStreamerInput extends StreamerTargetInput {
  @TextField('达人昵称', 'Stage name', { max: STAGE_NAME_MAX })
  stageName: string;

  @EnumField(() => StreamerKind, '类别', 'Kind')
  kind: StreamerKind;

  @TextField('所属机构', 'Agency', { optional: true, max: AGENCY_MAX })
  agency?: string | null;
}

@InputType({ description: described('实名核验(管理办法第二十八条)', 'A real-name verification (Art. 28)') })
export class VerifyStreamerInput extends StreamerTargetInput {
  @EnumField(() => VerificationMethod, '核验方式', 'How the real name was verified')
  method: VerificationMethod;

  @TextField('岗位', 'Post', { max: 60 })
  post: string;

  @TextField('住所(加密保存)', 'Residence; stored encrypted', { optional: true, max: 200 })
  residence?: string | null;

  @TextField('所属机构', 'Agency', { optional: true, max: AGENCY_MAX })
  agency?: string | null;

  @TextField('资质证书', 'Licences and certificates', { optional: true, max: 500, multiline: true })
  qualifications?: string | null;
}

@InputType({ description: described('登记主播本人的同意', "Record a streamer's own consent") })
export class GiveStreamerConsentInput extends StreamerTargetInput {
  @LocalDateField('同意的日期', 'Day on which it was given')
  givenOn: string;
}

@InputType({ description: described('登记监护人同意', "Record a guardian's consent") })
export class AddGuardianConsentInput extends StreamerTargetInput {
  @LocalDateField('生效日', 'First valid day')
  validFrom: string;

  @LocalDateField('最后有效日', 'Last valid day')
  validUntil: string;

  @TextField('书面材料编号', 'Reference of the paper', { max: 200 })
  reference: string;
}

@InputType({ description: described('登记监护人撤回同意', "Record the withdrawal of a guardian's consent") })
export class WithdrawGuardianConsentInput extends StreamerTargetInput {
  @IdField('监护人同意的编号', "Id of the guardian's consent")
  guardianConsentId: string;
}

@InputType({ description: described('查看主播住所', "Show a streamer's residence") })
export class RevealStreamerResidenceInput {
  @IdField('主播', 'Id of the streamer')
  streamerId: string;

  @TextField('查看原因(记入审计)', 'Reason; it is audited', { max: REASON_MAX })
  reason: string;
}
