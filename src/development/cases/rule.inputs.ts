import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { PageArgs } from '../../platform/graphql/connection.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  LocalDateField,
  ObjectField,
  ObjectListField,
  TextField,
  TextListField,
} from '../../platform/graphql/input-fields.js';
import { problem } from '../../platform/graphql/validation.js';
import { FactKind } from '../machine/case-facts.js';
import { RULE_IDS, type RuleId, type RuleSetId, type StepPlanCode } from '../rule-sets/rule-set.js';
import { SHIPPED_RULE_SETS } from '../rule-sets/shipped-rule-sets.js';
import { DEVELOPMENT_LENGTH_MAX } from './development-case.entity.js';
import { StepPlan } from './rule.objects.js';

const CODE_LENGTH_MAX = 40;
const TITLE_LENGTH_MAX = 120;
const ITEMS_MAX = 50;
const ID_LENGTH_MAX = 64;

const Document = () => TextField('文件编号', 'Number of the paper', { max: DEVELOPMENT_LENGTH_MAX.documentNumber });

@ArgsType()
export class OrganizationRecordsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: described('只看该党组织', 'Only this organization') })
  @IsOptional()
  @IsString()
  @MaxLength(ID_LENGTH_MAX)
  organizationId?: string | null;
}

@InputType({ description: described('收紧规则的一个参数', 'One parameter of a rule that is tightened') })
export class OverlayParameterInput {
  @IdField('规则编号', 'Id of the rule')
  @IsIn(RULE_IDS, { message: problem('BAD_ID', '没有这条规则', 'is no rule') })
  ruleId: RuleId;

  @TextField('参数名称;轻重为 severity', 'Name of the parameter; `severity` for the weight', { max: CODE_LENGTH_MAX })
  name: string;

  @TextField('取值:数字、true / false 或清单中的词', 'Its value: a number, true / false, or one of the listed words', {
    max: CODE_LENGTH_MAX,
  })
  value: string;
}

@InputType({ description: described('增加的步骤须先于哪项事实完成', 'The fact that waits for an added step') })
export class StepGateInput {
  @EnumField(() => FactKind, '哪项事实须等待', 'The fact that waits')
  before: FactKind;

  @BooleanField('是否不完成就不允许(否则为提醒)', 'Whether it blocks; otherwise it warns')
  isBlocking: boolean;
}

@InputType({ description: described('本地增加的步骤', 'A step that is added') })
export class ExtraStepInput {
  @TextField('新的代码', 'A new code', { max: CODE_LENGTH_MAX })
  code: string;

  @TextField('中文名称', 'Its name in Chinese', { max: TITLE_LENGTH_MAX })
  zh: string;

  @TextField('英文名称', 'Its name in English', { max: TITLE_LENGTH_MAX })
  en: string;

  @TextField('排在哪一步之后', 'Code of the step that it follows', { max: CODE_LENGTH_MAX })
  afterStepCode: string;

  @TextListField('材料代码', 'Codes of the papers that belong to it', { max: CODE_LENGTH_MAX, maxItems: ITEMS_MAX, optional: true })
  forms?: string[] | null;

  @ObjectField(() => StepGateInput, '须先于哪项事实完成', 'The fact that waits for it', { optional: true })
  gate?: StepGateInput | null;
}

@InputType({ description: described('某一步增加的材料', 'A paper that is added to a step') })
export class ExtraFormInput {
  @TextField('步骤代码', 'Code of the step', { max: CODE_LENGTH_MAX })
  stepCode: string;

  @TextField('材料代码', 'Code of the paper', { max: CODE_LENGTH_MAX })
  form: string;
}

@InputType({ description: described('收紧规则:只能更严', 'Tighten a rule set for an organization and everything below it') })
export class AdoptRuleOverlayInput {
  @IdField('党组织', 'The organization')
  organizationId: string;

  @IdField('规则版本', 'The rule set')
  @IsIn(SHIPPED_RULE_SETS.map(({ id }) => id), { message: problem('BAD_ID', '没有这个规则版本', 'is no rule set') })
  ruleSetId: RuleSetId;

  @LocalDateField('生效日(不早于今天)', 'First day of the facts that it judges; not in the past')
  effectiveFrom: LocalDate;

  @Document()
  documentNumber: string;

  @ObjectListField(() => OverlayParameterInput, '参数', 'Parameters', { maxItems: ITEMS_MAX, optional: true })
  parameters?: OverlayParameterInput[] | null;

  @EnumField(() => StepPlan, '改用的步骤清单', 'Another plan of steps', { optional: true })
  stepPlan?: StepPlanCode | null;

  @ObjectListField(() => ExtraStepInput, '增加的步骤', 'Steps that are added', { maxItems: ITEMS_MAX, optional: true })
  extraSteps?: ExtraStepInput[] | null;

  @ObjectListField(() => ExtraFormInput, '增加的材料', 'Papers that are added', { maxItems: ITEMS_MAX, optional: true })
  extraForms?: ExtraFormInput[] | null;

  @BooleanField('只试算,不登记', 'Only try it; nothing is stored')
  isDryRun: boolean;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({
  description: described('登记收紧规定停止适用(须由另一人确认)', 'Withdraw an overlay from a later day; somebody else confirms it'),
})
export class WithdrawRuleOverlayInput {
  @IdField('收紧规定', 'Id of the overlay')
  overlayId: string;

  @LocalDateField('从该日(晚于今天)发生的事实起不再适用', 'First day, after today, of the facts that it does not judge any more')
  endsOn: LocalDate;

  @Document()
  documentNumber: string;

  @TextField('原因', 'Reason', { max: DEVELOPMENT_LENGTH_MAX.reason })
  reason: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对停用登记的操作', 'A verb on the withdrawal of an overlay') })
export class RuleOverlayWithdrawalTargetInput {
  @IdField('停用登记', 'Id of the withdrawal')
  withdrawalId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('退回停用登记', 'Reject the withdrawal of an overlay') })
export class RejectRuleOverlayWithdrawalInput extends RuleOverlayWithdrawalTargetInput {
  @TextField('原因', 'Reason', { max: DEVELOPMENT_LENGTH_MAX.reason })
  reason: string;
}

@InputType({
  description: described('登记接管日期(须由另一人确认)', 'Record the cut-over day of an organization; somebody else confirms it'),
})
export class RecordCutOverInput {
  @IdField('党组织', 'The organization')
  organizationId: string;

  @LocalDateField('接管日期:此前的事实按当时情况登记', 'The day: facts before it are taken over as they happened')
  cutOverOn: LocalDate;

  @Document()
  documentNumber: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对接管登记的操作', 'A verb on a cut-over') })
export class CutOverTargetInput {
  @IdField('接管登记', 'Id of the cut-over')
  cutOverId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('退回接管登记', 'Reject a cut-over') })
export class RejectCutOverInput extends CutOverTargetInput {
  @TextField('原因', 'Reason', { max: DEVELOPMENT_LENGTH_MAX.reason })
  reason: string;
}

@InputType({ description: described('登记个人信息保护影响评估', 'Record an impact assessment') })
export class RecordImpactAssessmentInput {
  @IdField('党组织', 'The organization')
  organizationId: string;

  @LocalDateField('评估日期', 'Day of the assessment')
  assessedOn: LocalDate;

  @Document()
  documentNumber: string;

  @TextField('结论', 'Its conclusion', { max: DEVELOPMENT_LENGTH_MAX.note, multiline: true })
  conclusion: string;

  @IdempotencyKeyField()
  idempotencyKey: string;
}
