import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { OrganizationSummaryView } from '../../organizations/organization.objects.js';
import { BilingualTextView } from '../../platform/graphql/bilingual.objects.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, describedEnum } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { MutationPayload } from '../../platform/graphql/user-errors.js';
import { FactKind } from '../machine/case-facts.js';
import { RuleSeverity } from './case-states.js';

/** How well the wording of a rule is known. */
export const RuleEvidence = { FOUND: 'FOUND', MEMORY: 'MEMORY', SECOND_HAND: 'SECOND_HAND' } as const;
describedEnum(RuleEvidence, 'RuleEvidence', '条文的来源', 'How well the wording of a rule is known', {
  FOUND: ['有公开来源', 'Found in a public source'],
  MEMORY: ['凭记忆,待核对', 'From memory, to be checked'],
  SECOND_HAND: ['二手来源,待与正式文本核对', 'At second hand, to be confirmed against the official text'],
});

/** The plans of steps that ship. */
export const StepPlan = { STANDARD_25: 'STANDARD_25', EXTENDED_29: 'EXTENDED_29' } as const;
describedEnum(StepPlan, 'StepPlan', '步骤清单', 'A plan of steps', {
  STANDARD_25: ['二十五步', 'The 25 steps of the common flow'],
  EXTENDED_29: ['二十九步', 'The 29 steps that some institutions use'],
});

/** Where an organization's cut-over stands. */
export const CutOverState = { PENDING: 'PENDING', CONFIRMED: 'CONFIRMED', REJECTED: 'REJECTED' } as const;
describedEnum(CutOverState, 'CutOverStatus', '接管登记的状态', 'Where a cut-over stands', {
  PENDING: ['待另一人确认', 'Waits for a second person'],
  CONFIRMED: ['已确认', 'Confirmed'],
  REJECTED: ['被退回', 'Rejected'],
});

@ObjectType('RuleParameter', { description: described('规则的一个参数', 'One parameter of a rule') })
export class RuleParameterView {
  @Field({ description: described('名称', 'Its name') })
  name: string;

  @Field({ description: described('取值', 'Its value as text') })
  value: string;

  @Field(() => BilingualTextView, { nullable: true, description: described('含义', 'What it means') })
  label: BilingualTextView | null;
}

@ObjectType('DevelopmentRule', { description: described('一条规则', 'One rule') })
export class RuleView {
  @Field(() => ID, { description: described('规则编号', 'Id of the rule') })
  ruleId: string;

  @Field(() => BilingualTextView, { description: described('条款', 'The article') })
  article: BilingualTextView;

  @Field(() => BilingualTextView, { description: described('内容', 'What it says') })
  text: BilingualTextView;

  @Field(() => RuleSeverity, { description: described('轻重', 'Its weight') })
  severity: string;

  @Field(() => RuleEvidence, { description: described('条文的来源', 'How well the wording is known') })
  evidence: string;

  @Field(() => [RuleParameterView], { description: described('参数', 'Its parameters') })
  parameters: RuleParameterView[];

  @Field(() => LocalDateScalar, { description: described('生效日', 'First day on which it applies') })
  effectiveFrom: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('失效日(当日起不再适用)', 'First day on which it no longer applies'),
  })
  effectiveTo: string | null;
}

@ObjectType('DevelopmentStep', { description: described('步骤清单中的一步', 'One step of a plan') })
export class StepView {
  @Field(() => Int, { description: described('序号', 'Its number') })
  number: number;

  @Field({ description: described('代码', 'Its code') })
  code: string;

  @Field(() => Int, { description: described('阶段,1 至 5', 'Its stage, 1 to 5') })
  stage: number;

  @Field(() => BilingualTextView, { description: described('名称', 'Its name') })
  title: BilingualTextView;

  @Field(() => FactKind, {
    nullable: true,
    description: described('完成它的事实;本地增加的步骤为 null', 'The fact that completes it; null for an added step'),
  })
  completedBy: FactKind | null;

  @Field(() => [String], { description: described('材料代码', 'Codes of the papers that belong to it') })
  forms: string[];
}

@ObjectType('RuleSet', { description: described('一个版本的发展党员规则', 'One version of the rules') })
export class RuleSetView {
  @Field(() => ID, { description: described('版本', 'Its id') })
  id: string;

  @Field(() => BilingualTextView, { description: described('名称', 'Its title') })
  title: BilingualTextView;

  @Field({
    description: described('是否二手来源,待与正式文本核对', 'Whether it is second-hand and to be confirmed against the official text'),
  })
  isSecondHand: boolean;

  @Field(() => LocalDateScalar, { description: described('生效日', 'First day on which it is in force') })
  effectiveFrom: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('失效日(当日起不再有效)', 'First day on which it is no longer in force'),
  })
  effectiveTo: string | null;

  @Field(() => [RuleView], { description: described('规则', 'Its rules') })
  rules: RuleView[];

  @Field(() => [StepView], { description: described('步骤', 'Its steps') })
  steps: StepView[];
}

@ObjectType('RuleOverlay', {
  description: described('一个党组织收紧规则的规定', 'What an organization tightens for itself and everything below it'),
})
export class RuleOverlayView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => OrganizationSummaryView, { description: described('党组织', 'The organization') })
  organization: OrganizationSummaryView;

  @Field(() => ID, { description: described('规则版本', 'The rule set') })
  ruleSetId: string;

  @Field(() => LocalDateScalar, { description: described('生效日', 'First day of the facts that it judges') })
  effectiveFrom: string;

  @Field({ description: described('文件编号', 'Number of the paper') })
  documentNumber: string;

  @Field({ description: described('内容(JSON)', 'What it changes, as JSON') })
  content: string;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was adopted') })
  adoptedAt: Date;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described(
      '从该日发生的事实起不再适用;没有停用登记时为 null',
      'First day of the facts that it does not judge; null without a withdrawal',
    ),
  })
  endsOn: string | null;

  @Field(() => ID, { nullable: true, description: described('停用登记', 'Id of its withdrawal') })
  withdrawalId: string | null;

  @Field(() => CutOverState, { nullable: true, description: described('停用登记的状态', 'Where the withdrawal stands') })
  withdrawalStatus: keyof typeof CutOverState | null;

  @Field(() => Int, { nullable: true, description: described('停用登记的版本号', 'Version of the withdrawal') })
  withdrawalVersion: number | null;
}

/** One page of overlays. */
export const RuleOverlayConnection = connectionOf(RuleOverlayView, 'RuleOverlay', '收紧规则的规定', 'rule overlays');

@ObjectType('OrganizationCutOver', {
  description: described('党组织接管现有个案的日期', 'The day from which facts of an organization obey every rule'),
})
export class CutOverView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => OrganizationSummaryView, { description: described('党组织', 'The organization') })
  organization: OrganizationSummaryView;

  @Field(() => LocalDateScalar, { description: described('接管日期', 'The day') })
  cutOverOn: string;

  @Field({ description: described('文件编号', 'Number of the paper') })
  documentNumber: string;

  @Field(() => CutOverState, { description: described('状态', 'Where it stands') })
  status: keyof typeof CutOverState;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was recorded') })
  recordedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('确认或退回的时间', 'When it was decided') })
  decidedAt: Date | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** One page of cut-overs. */
export const CutOverConnection = connectionOf(CutOverView, 'OrganizationCutOver', '接管登记', 'cut-overs');

@ObjectType('ImpactAssessment', { description: described('个人信息保护影响评估', 'An impact assessment on keeping personal data') })
export class ImpactAssessmentView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => OrganizationSummaryView, { description: described('党组织', 'The organization') })
  organization: OrganizationSummaryView;

  @Field(() => LocalDateScalar, { description: described('评估日期', 'Day of the assessment') })
  assessedOn: string;

  @Field({ description: described('文件编号', 'Number of the paper') })
  documentNumber: string;

  @Field({ description: described('结论', 'Its conclusion') })
  conclusion: string;

  @Field(() => LocalDateScalar, { description: described('至少保存到', 'Kept at least until this day') })
  keptUntil: string;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was recorded') })
  recordedAt: Date;
}

/** One page of impact assessments. */
export const ImpactAssessmentConnection = connectionOf(ImpactAssessmentView, 'ImpactAssessment', '影响评估', 'impact assessments');

@ObjectType({ description: described('收紧规则的结果', 'Result of adopting an overlay') })
export class RuleOverlayPayload extends MutationPayload {
  @Field(() => RuleOverlayView, {
    nullable: true,
    description: described('规定;试算或被拒绝时为 null', 'The overlay; null on a dry run or a refusal'),
  })
  overlay?: RuleOverlayView | null;

  @Field(() => RuleSetView, { nullable: true, description: described('收紧后的规则', 'The rule set with it') })
  ruleSet?: RuleSetView | null;
}

@ObjectType({ description: described('接管登记的结果', 'Result of a verb on a cut-over') })
export class CutOverPayload extends MutationPayload {
  @Field(() => CutOverView, { nullable: true, description: described('接管登记;被拒绝时为 null', 'The cut-over; null on a refusal') })
  cutOver?: CutOverView | null;
}

@ObjectType({ description: described('登记影响评估的结果', 'Result of recording an impact assessment') })
export class ImpactAssessmentPayload extends MutationPayload {
  @Field(() => ImpactAssessmentView, {
    nullable: true,
    description: described('影响评估;被拒绝时为 null', 'The assessment; null on a refusal'),
  })
  assessment?: ImpactAssessmentView | null;
}
