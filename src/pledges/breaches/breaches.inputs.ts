import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  EnumField,
  EnumListField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  ObjectListField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { problem } from '../../platform/graphql/validation.js';
import { AllegationOutcome, AllegationSource, AppealDecision, BreachDecision, BreachStatus } from './breach-states.js';
import { BreachCaseOrder } from './breaches.objects.js';

/** Characters of an allegation, a statement and the grounds of an appeal. */
export const TEXT_MAX = 3_000;
const REFERENCE_MAX = 100;
/** Characters of a reason. */
export const REASON_MAX = 300;
/** Characters of what the party is told of what is alleged. */
const SUMMARY_MAX = 2_000;
const CLAUSES_MAX = 40;
const OUTCOMES_MAX = 50;
const ID_LENGTH_MAX = 64;

@InputType({ description: described('个案列表的筛选', 'Which cases to list') })
export class BreachCaseFilter {
  @IdField('园区', 'Id of the park', { optional: true })
  parkId?: string | null;

  @EnumListField(() => BreachStatus, '状态', 'Statuses', { optional: true, maxItems: 9 })
  status?: BreachStatus[] | null;

  @IdField('承诺', 'Id of the pledge', { optional: true })
  pledgeId?: string | null;
}

@ArgsType()
export class BreachCasesArgs extends PageArgs {
  @Field(() => BreachCaseFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => BreachCaseFilter)
  @ValidateNested()
  filter?: BreachCaseFilter | null;

  @Field(() => BreachCaseOrder, { defaultValue: BreachCaseOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: BreachCaseOrder;
}

@ArgsType()
export class BreachStatisticsArgs {
  @Field(() => ID, { description: described('园区', 'Id of the park') })
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  parkId: string;

  @Field(() => LocalDateScalar, { description: described('立案日自', 'Cases opened from this day') })
  @IsString()
  from: string;

  @Field(() => LocalDateScalar, { description: described('立案日至', 'to this day') })
  @IsString()
  to: string;
}

/** Which case, as the caller saw it. */
@InputType({ isAbstract: true })
export abstract class BreachTargetInput {
  @IdField('个案', 'Id of the case')
  breachCaseId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ isAbstract: true })
abstract class AllegationInput {
  @EnumField(() => AllegationSource, '线索来源', 'Where the allegation comes from')
  source: AllegationSource;

  @TextField('反映的内容(加密保存,仅限有权人员申请查看)', 'What is alleged; stored encrypted, shown only on a reasoned request', {
    max: TEXT_MAX,
    multiline: true,
  })
  text: string;

  @LocalDateField('收到日期', 'Day on which it was received')
  receivedOn: string;

  @LocalDateField('事发日期;承诺已撤回的必须填写', 'Day on which it happened; needed where the pledge has been withdrawn', {
    optional: true,
  })
  happenedOn?: string | null;
}

@InputType({ description: described('立案', 'Open a case') })
export class OpenBreachCaseInput extends AllegationInput {
  @IdField('园区', 'Id of the park')
  parkId: string;

  @IdField('承诺', 'Id of the pledge')
  pledgeId: string;

  @Field(() => [Int], { description: described('涉及的条款', 'Numbers of the clauses that are said to be broken') })
  @IsInt({ each: true, message: problem('NOT_AN_INTEGER', '须为整数', 'must be integers') })
  @ArrayMinSize(1, { message: problem('BAD_LENGTH', '至少一条', 'must have at least one') })
  @ArrayMaxSize(CLAUSES_MAX, { message: problem('BAD_LENGTH', `最多 ${CLAUSES_MAX} 条`, `must have at most ${CLAUSES_MAX}`) })
  clauseNumbers: number[];

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('为个案补充线索', 'Add an allegation to a case') })
export class AddBreachAllegationInput extends AllegationInput {
  @IdField('个案', 'Id of the case')
  breachCaseId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('登记书面告知', 'Record the written notice') })
export class GiveBreachNoticeInput extends BreachTargetInput {
  @LocalDateField('告知日', 'Day of the notice')
  noticeOn: string;

  @TextField('告知书编号', 'Reference of the notice', { max: REFERENCE_MAX })
  reference: string;

  @TextField('告知内容摘要,当事人可见;请勿写明反映人', 'What the party is told of what is alleged, without who said it', {
    max: SUMMARY_MAX,
    multiline: true,
    optional: true,
  })
  summary?: string | null;
}

@InputType({ description: described('登记听取陈述', 'Record that the party was heard') })
export class RecordBreachHearingInput extends BreachTargetInput {
  @LocalDateField('日期', 'Day')
  heardOn: string;

  @TextField('陈述内容(加密保存);没有陈述则不填', 'What the party said, stored encrypted; left out when it said nothing', {
    optional: true,
    max: TEXT_MAX,
    multiline: true,
  })
  statement?: string | null;
}

@InputType({ description: described('一条线索的核查结果', 'What became of an allegation') })
export class AllegationOutcomeInput {
  @IdField('线索', 'Id of the allegation')
  allegationId: string;

  @EnumField(() => AllegationOutcome, '结果', 'Outcome')
  outcome: AllegationOutcome;
}

@InputType({ description: described('作出决定', 'Decide a case') })
export class DecideBreachCaseInput extends BreachTargetInput {
  @EnumField(() => BreachDecision, '决定', 'The decision')
  decision: BreachDecision;

  @TextField('决定文号', 'Number of the decision', { max: REFERENCE_MAX })
  reference: string;

  @TextField('理由(不写投诉人信息)', 'Reason, without anything about a complainant', { max: REASON_MAX })
  reason: string;

  @TextField('园区核查材料编号;警示、撤销必填', 'Reference of the findings of the park; needed to warn or to revoke', {
    optional: true,
    max: REASON_MAX,
  })
  findingsReference?: string | null;

  @ObjectListField(() => AllegationOutcomeInput, '各条线索的结果', 'What became of each allegation', { maxItems: OUTCOMES_MAX })
  outcomes: AllegationOutcomeInput[];
}

@InputType({ description: described('登记申诉', 'Record an appeal') })
export class AppealBreachDecisionInput extends BreachTargetInput {
  @LocalDateField('申诉日', 'Day of the appeal')
  appealedOn: string;

  @TextField('申诉理由(加密保存)', 'Its grounds, stored encrypted', { max: TEXT_MAX, multiline: true })
  grounds: string;
}

@InputType({ description: described('对申诉作出决定', 'Decide an appeal') })
export class DecideBreachAppealInput extends BreachTargetInput {
  @EnumField(() => AppealDecision, '决定', 'The decision')
  decision: AppealDecision;

  @TextField('决定文号', 'Number of the decision', { max: REFERENCE_MAX })
  reference: string;

  @TextField('理由', 'Reason', { max: REASON_MAX })
  reason: string;
}

@InputType({ description: described('查看个案文字', 'Reveal the texts of a case') })
export class RevealBreachTextsInput {
  @IdField('个案', 'Id of the case')
  breachCaseId: string;

  @TextField('查看原因(记入审计)', 'Reason; it is audited', { max: REASON_MAX })
  reason: string;
}
