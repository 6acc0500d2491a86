import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { StreamerKind, StreamerStatus, VerificationMethod } from './streamer-states.js';

@ObjectType('StreamerPerson', { description: described('主播本人:姓名与遮盖后的证件号', 'The person behind a streamer, numbers masked') })
export class StreamerPersonView {
  @Field(() => ID, { description: described('人员编号', 'Id of the person') })
  id: string;

  @Field({ description: described('姓名', 'Full name') })
  fullName: string;

  @Field({ description: described('遮盖后的身份证号', 'ID-card number, masked') })
  idCardMasked: string;

  @Field(() => String, { nullable: true, description: described('遮盖后的手机号', 'Phone number, masked') })
  phoneMasked: string | null;
}

@ObjectType('StreamerVerification', {
  description: described('一次实名核验记录(管理办法第二十八条)', 'One real-name verification (Art. 28)'),
})
export class StreamerVerificationView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => VerificationMethod, { description: described('核验方式', 'How it was verified') })
  method: VerificationMethod;

  @Field({ description: described('岗位', 'Post') })
  post: string;

  @Field(() => String, { nullable: true, description: described('所属机构', 'Agency') })
  agency: string | null;

  @Field(() => String, { nullable: true, description: described('资质证书', 'Licences and certificates') })
  qualifications: string | null;

  @Field({
    description: described('是否登记了住所(查看须另行申请)', 'Whether a residence is recorded; it is shown only on a reasoned request'),
  })
  hasResidence: boolean;

  @Field(() => DateTimeScalar, { description: described('核验时间', 'When it was verified') })
  verifiedAt: Date;
}

@ObjectType('GuardianConsent', { description: described('监护人同意', "A guardian's consent") })
export class GuardianConsentView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => LocalDateScalar, { description: described('生效日', 'First valid day') })
  validFrom: string;

  @Field(() => LocalDateScalar, { description: described('最后有效日', 'Last valid day') })
  validUntil: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('撤回日;自该日起无效', 'Day of withdrawal, from which it no longer counts'),
  })
  withdrawnOn: string | null;

  @Field({ description: described('书面材料编号', 'Reference of the paper') })
  reference: string;
}

@ObjectType('Streamer', { description: described('主播:在一个园区登记的出镜人员', 'A host enrolled in one park') })
export class StreamerView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('达人昵称,与平台导出数据一致', 'Stage name, as in the exports of the platforms') })
  stageName: string;

  @Field(() => StreamerKind, { description: described('类别', 'Kind') })
  kind: StreamerKind;

  @Field(() => StreamerStatus, { description: described('状态', 'Status') })
  status: StreamerStatus;

  @Field(() => String, { nullable: true, description: described('所属机构', 'Agency') })
  agency: string | null;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When the streamer was enrolled') })
  enrolledAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('最近一次实名核验时间', 'When the real name was last verified') })
  verifiedAt: Date | null;

  @Field(() => VerificationMethod, { nullable: true, description: described('最近一次核验方式', 'How it was last verified') })
  verificationMethod: VerificationMethod | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('个人信息单独同意的日期', 'Day of the separate consent') })
  consentGivenOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('撤回同意的日期', 'Day of its withdrawal') })
  consentWithdrawnOn: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;

  @Field(() => StreamerPersonView, { description: described('本人(查看会记入审计)', 'The person; reading it is audited') })
  person: StreamerPersonView;

  @Field(() => [StreamerVerificationView], { description: described('实名核验记录,最近的在前', 'Verifications, newest first') })
  verifications: StreamerVerificationView[];

  @Field(() => [GuardianConsentView], { description: described('监护人同意,最近的在前', 'Guardian consents, newest first') })
  guardianConsents: GuardianConsentView[];
}

/** A page of streamers. */
export const StreamerConnection = connectionOf(StreamerView, 'Streamer', '主播', 'streamers');

@ObjectType({ description: described('主播操作的结果', 'Result of a verb on a streamer') })
export class StreamerPayload extends MutationPayload {
  @Field(() => StreamerView, { nullable: true, description: described('主播', 'The streamer') })
  streamer?: StreamerView | null;
}

@ObjectType({ description: described('查看住所的结果', 'Result of revealing a residence') })
export class RevealStreamerResidencePayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: described('住所;未登记时为 null', 'The residence; null when none is recorded') })
  residence?: string | null;
}
