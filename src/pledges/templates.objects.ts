import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { PledgeAudience, PledgeTemplateStatus, RenewalRule, TemplateChange } from './template-states.js';

/** Sort orders of templates. */
export const PledgeTemplateOrder = { NAME: 'NAME', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type PledgeTemplateOrder = (typeof PledgeTemplateOrder)[keyof typeof PledgeTemplateOrder];
describedEnum(PledgeTemplateOrder, 'PledgeTemplateOrder', '承诺书模板列表的排序', 'Sort order of pledge templates', {
  NAME: ['按名称', 'By name'],
  NEWEST_FIRST: ['最新在前', 'Newest first'],
});

@ObjectType('PledgeClause', { description: described('承诺书的一条', 'One numbered clause of a pledge') })
export class PledgeClauseView {
  @Field(() => Int, { description: described('条号,自 1 起', 'Number, from 1') })
  number: number;

  @Field({ description: described('条文', 'The text') })
  text: string;

  @Field({ description: described('英文译文,没有时为空', 'Its English translation, empty without one') })
  textEn: string;
}

@ObjectType('PledgeTemplate', { description: described('承诺书模板的一个版本', 'One version of the text of a pledge') })
export class PledgeTemplateView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field({ description: described('系列代码,各版本相同', 'Code of the series, the same for all versions') })
  code: string;

  @Field(() => Int, { description: described('版本序号', 'Number of the version') })
  templateVersion: number;

  @Field(() => Int, { description: described('实质版次,每次实质修订加一', 'Edition: grows with each material change') })
  edition: number;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field({ description: described('英文名称,没有时为空', 'Name in English, empty without one') })
  nameEn: string;

  @Field(() => PledgeAudience, { description: described('承诺主体', 'Who signs it') })
  audience: PledgeAudience;

  @Field({ description: described('序言', 'Preamble') })
  preamble: string;

  @Field({ description: described('英文序言,没有时为空', 'Preamble in English, empty without one') })
  preambleEn: string;

  @Field(() => [PledgeClauseView], { description: described('条款', 'The clauses') })
  clauses: PledgeClauseView[];

  @Field(() => Int, { description: described('名称所称条数', 'The number of clauses that it declares') })
  declaredClauseCount: number;

  @Field(() => Int, { description: described('有效期(月)', 'Validity in months') })
  validityMonths: number;

  @Field(() => Int, { description: described('到期前多少天起提示续签', 'Days before its end from which it counts as expiring') })
  renewalNoticeDays: number;

  @Field(() => RenewalRule, { description: described('续签规则', 'From when a renewal counts') })
  renewalRule: RenewalRule;

  @Field(() => TemplateChange, { description: described('修订性质', 'What it changes against the version before it') })
  change: TemplateChange;

  @Field(() => String, { nullable: true, description: described('修订说明', 'Note about the change') })
  changeNote: string | null;

  @Field(() => PledgeTemplateStatus, { description: described('状态', 'State') })
  status: PledgeTemplateStatus;

  @Field(() => String, {
    nullable: true,
    description: described('文本的 SHA-256,发布时确定', 'SHA-256 of the text, fixed when it is published'),
  })
  contentHash: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('发布时间', 'When it was published') })
  publishedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('停用时间', 'When it was retired') })
  retiredAt: Date | null;

  @Field(() => Int, { description: described('版本号', 'Version of the record') })
  version: number;
}

/** A page of templates. */
export const PledgeTemplateConnection = connectionOf(PledgeTemplateView, 'PledgeTemplate', '承诺书模板', 'pledge templates');

@ObjectType({ description: described('承诺书模板操作的结果', 'Result of a verb on a pledge template') })
export class PledgeTemplatePayload extends MutationPayload {
  @Field(() => PledgeTemplateView, { nullable: true, description: described('模板', 'The template') })
  pledgeTemplate?: PledgeTemplateView | null;
}

@ObjectType('ShippedPledgeTemplate', {
  description: described('随系统提供的承诺书草稿', 'A draft of a pledge that comes with the program'),
})
export class ShippedPledgeTemplateView {
  @Field({ description: described('系列代码', 'Code of the series') })
  code: string;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field({ description: described('英文名称,没有时为空', 'Name in English, empty without one') })
  nameEn: string;

  @Field(() => PledgeAudience, { description: described('承诺主体', 'Who signs it') })
  audience: PledgeAudience;

  @Field({ description: described('序言', 'Preamble') })
  preamble: string;

  @Field({ description: described('英文序言,没有时为空', 'Preamble in English, empty without one') })
  preambleEn: string;

  @Field(() => [PledgeClauseView], { description: described('条款', 'The clauses') })
  clauses: PledgeClauseView[];
}
