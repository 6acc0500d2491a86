import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { PledgeStatus, SignerKind, SigningChannel } from './pledge-states.js';
import { PledgeAudience } from './template-states.js';
import { PledgeTemplateView } from './templates.objects.js';

/** Sort orders of pledges. */
export const PledgeOrder = { NEWEST_FIRST: 'NEWEST_FIRST', ENDING_FIRST: 'ENDING_FIRST', SIGNATORY: 'SIGNATORY' } as const;
export type PledgeOrder = (typeof PledgeOrder)[keyof typeof PledgeOrder];
describedEnum(PledgeOrder, 'PledgeOrder', '承诺列表的排序', 'Sort order of pledges', {
  NEWEST_FIRST: ['最近发出的在前', 'Latest offered first'],
  ENDING_FIRST: ['先到期的在前,尚未签署的在后', 'Soonest to end first, unsigned ones last'],
  SIGNATORY: ['按承诺人名称', 'By name of the signatory'],
});

@ObjectType('PledgeStep', { description: described('承诺的一次状态变化', 'One step of a pledge') })
export class PledgeStepView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('操作', 'The verb') })
  verb: string;

  @Field(() => PledgeStatus, { nullable: true, description: described('原状态', 'Status before') })
  fromStatus: PledgeStatus | null;

  @Field(() => PledgeStatus, { description: described('新状态', 'Status after') })
  toStatus: PledgeStatus;

  @Field(() => String, { nullable: true, description: described('理由', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  at: Date;
}

@ObjectType('PledgeSignature', {
  description: described('一个签名,绑定文本版本和哈希', 'A signature, bound to version and hash of the text'),
})
export class PledgeSignatureView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => SignerKind, { description: described('签署人', 'Who signed') })
  signer: SignerKind;

  @Field(() => SigningChannel, { description: described('签署方式', 'How') })
  channel: SigningChannel;

  @Field({ description: described('所签文本的 SHA-256', 'SHA-256 of the text that was signed') })
  contentHash: string;

  @Field(() => String, { nullable: true, description: described('纸质件编号', 'Reference of the paper') })
  reference: string | null;

  @Field(() => DateTimeScalar, { description: described('签署时间', 'When') })
  signedAt: Date;
}

@ObjectType('PledgeReading', { description: described('一次阅读记录', 'One recorded reading of the text') })
export class PledgeReadingView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => SignerKind, { description: described('阅读人', 'Who read') })
  reader: SignerKind;

  @Field(() => SigningChannel, { description: described('方式', 'How') })
  channel: SigningChannel;

  @Field({ description: described('所读文本的 SHA-256', 'SHA-256 of the text that was read') })
  contentHash: string;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  readAt: Date;
}

@ObjectType('IntegrityPledge', { description: described('诚信承诺', 'A pledge of one party') })
export class IntegrityPledgeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field(() => PledgeTemplateView, { description: described('所签文本的版本', 'The version of the text') })
  template: PledgeTemplateView;

  @Field({ description: described('文本的 SHA-256', 'SHA-256 of the text') })
  contentHash: string;

  @Field(() => PledgeAudience, { description: described('承诺主体种类', 'What the signatory is') })
  audience: PledgeAudience;

  @Field(() => ID, { description: described('承诺人(主播、企业、门店或党组织)', 'The streamer, enterprise, storefront or organization') })
  signatoryId: string;

  @Field({ description: described('承诺人名称', 'Name of the signatory') })
  signatoryName: string;

  @Field(() => PledgeStatus, { description: described('今天的状态', 'Status today') })
  status: PledgeStatus;

  @Field({ description: described('今天是否有效', 'Whether it is in force today') })
  isInForce: boolean;

  @Field({ description: described('文本有实质修订,须重新签署', 'The text has changed materially: a renewal is needed') })
  needsRenewal: boolean;

  @Field(() => LocalDateScalar, { nullable: true, description: described('生效日', 'First day') })
  validFrom: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('最后有效日', 'Last day') })
  validUntil: string | null;

  @Field({ description: described('等待监护人签署', 'Waits for the signature of a guardian') })
  awaitsGuardian: boolean;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('撤销后的申诉截止日', 'Last day for an appeal against its revocation'),
  })
  appealUntil: string | null;

  @Field(() => String, { nullable: true, description: described('最近一次状态变化的理由', 'Reason of the last step') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('发出时间', 'When it was offered') })
  offeredAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('签署时间', 'When it was signed') })
  signedAt: Date | null;

  @Field(() => [PledgeSignatureView], { description: described('签名', 'Signatures') })
  signatures: PledgeSignatureView[];

  @Field(() => [PledgeReadingView], { description: described('阅读记录', 'Readings') })
  readings: PledgeReadingView[];

  @Field(() => [PledgeStepView], { description: described('状态变化的历史', 'History') })
  history: PledgeStepView[];

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of pledges. */
export const IntegrityPledgeConnection = connectionOf(IntegrityPledgeView, 'IntegrityPledge', '承诺', 'pledges');

@ObjectType({ description: described('承诺操作的结果', 'Result of a verb on a pledge') })
export class PledgePayload extends MutationPayload {
  @Field(() => IntegrityPledgeView, { nullable: true, description: described('承诺', 'The pledge') })
  pledge?: IntegrityPledgeView | null;
}

@ObjectType('PledgeContentCheck', { description: described('所签文本与存档文本的核对', 'The signed text compared with the stored one') })
export class PledgeContentCheckView {
  @Field({ description: described('一致:存档文本一字未改', 'True when not one character of the stored text has changed') })
  isIntact: boolean;

  @Field({ description: described('发出时的 SHA-256', 'SHA-256 when it was offered') })
  offeredHash: string;

  @Field({ description: described('按存档文本重新计算的 SHA-256', 'SHA-256 computed anew from the stored text') })
  computedHash: string;

  @Field(() => [String], { description: described('各签名所绑定的 SHA-256', 'SHA-256 to which each signature is bound') })
  signedHashes: string[];
}

@ObjectType('PledgeCoverageRow', { description: described('一类主体的承诺覆盖', 'Coverage of one kind of signatories') })
export class PledgeCoverageRowView {
  @Field(() => PledgeAudience, { description: described('主体种类', 'Kind') })
  audience: PledgeAudience;

  @Field(() => Int, { description: described('在册数:可以签署的主体', 'On the register: those who may sign') })
  registeredCount: number;

  @Field(() => Int, { description: described('其中今天有承诺有效的', 'Of these, with a pledge in force today') })
  inForceCount: number;

  @Field(() => Int, { description: described('其中即将到期的', 'Of these, with all their pledges about to end') })
  expiringCount: number;

  @Field(() => Int, { description: described('待签署的邀请', 'Offers that wait for a signature') })
  offeredCount: number;

  @Field(() => String, {
    nullable: true,
    description: described(
      '覆盖率(百分数,至多一位小数,末位的零省略);在册为零时为 null',
      'Rate in percent with at most one decimal and no trailing zero; null when nobody is on the register',
    ),
  })
  ratePercent: string | null;

  @Field({ description: described('口径(按 Accept-Language)', 'On what the numbers rest, in the language of Accept-Language') })
  basis: string;
}

@ObjectType('PledgeCoverage', { description: described('园区的承诺覆盖情况', 'How far pledges reach in a park') })
export class PledgeCoverageView {
  @Field(() => ID, { description: described('园区', 'Id of the park') })
  parkId: string;

  @Field(() => LocalDateScalar, { description: described('统计日', 'The day of the numbers') })
  asOfOn: string;

  @Field(() => [PledgeCoverageRowView], { description: described('按主体种类', 'By kind of signatory') })
  rows: PledgeCoverageRowView[];

  @Field(() => Int, { description: described('挂牌数:已发放或悬挂且承诺有效的牌', 'Plates issued or displayed with a pledge in force') })
  platesInForceCount: number;
}
