import { Field, ID, ObjectType } from '@nestjs/graphql';
import { BilingualTextView } from '../../platform/graphql/bilingual.objects.js';
import { described } from '../../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../../platform/graphql/scalars.js';
import { UserError, UserErrorType } from '../../platform/graphql/user-errors.js';
import { CheckMoment, CheckOutcome, RuleSeverity } from './case-states.js';

@ObjectType('RuleFigure', { description: described('检查时看到的一个数值', 'One figure that a check looked at') })
export class RuleFigureView {
  @Field({ description: described('名称', 'Its name') })
  name: string;

  @Field({ description: described('数值', 'Its value as text') })
  value: string;
}

@ObjectType('RuleCheck', { description: described('一条规则对一项事实的检查', 'What one rule says about one fact') })
export class RuleCheckView {
  @Field(() => ID, { description: described('规则编号(R01 至 R36)或不变式编号', 'Id of the rule (R01 to R36), or of an invariant') })
  ruleId: string;

  @Field(() => ID, { description: described('规则版本', 'The rule set by which it was judged') })
  ruleSetId: string;

  @Field({ description: described('检查点代码', 'Stable word for what was looked at') })
  code: string;

  @Field(() => BilingualTextView, { description: described('依据的条款', 'The article') })
  article: BilingualTextView;

  @Field(() => RuleSeverity, { description: described('轻重', 'Weight of the rule') })
  severity: string;

  @Field(() => CheckOutcome, { description: described('结果', 'What it said') })
  outcome: CheckOutcome;

  @Field(() => [RuleFigureView], { description: described('检查时看到的数值', 'Figures that it looked at') })
  figures: RuleFigureView[];

  @Field(() => BilingualTextView, { nullable: true, description: described('原因;没有问题时为 null', 'Why; null when nothing is wrong') })
  reason: BilingualTextView | null;

  @Field(() => BilingualTextView, { nullable: true, description: described('办法', 'What would cure it') })
  cure: BilingualTextView | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('等到哪一天即可解决;等待无用时为 null', 'Day from which waiting alone has cured it; null when waiting does not'),
  })
  curedOn: string | null;
}

@ObjectType('StoredRuleCheck', {
  description: described('当时保存的一次检查,不再改写', 'A check as it was made and kept; it is never rewritten'),
})
export class StoredRuleCheckView extends RuleCheckView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => CheckMoment, { description: described('检查的时机', 'When it was made') })
  moment: CheckMoment;

  @Field(() => DateTimeScalar, { description: described('检查时间', 'The instant') })
  checkedAt: Date;
}

/** A rule that stops a step, with what would cure it. */
@UserErrorType('RuleBlocksStep', '一条规则不允许这一步,或要求说明理由', 'A rule forbids the step, or asks for a reason')
export class RuleBlocksStep extends UserError {
  @Field(() => ID, { description: described('规则编号', 'Id of the rule') })
  ruleId: string;

  @Field(() => ID, { description: described('规则版本', 'The rule set by which it was judged') })
  ruleSetId: string;

  @Field(() => RuleSeverity, {
    description: described('轻重;提醒类可由两人说明理由后继续', 'Its weight; a warning can be passed by two persons with a reason'),
  })
  severity: string;

  @Field({ description: described('依据的条款(中文)', 'The article in Chinese') })
  articleZh: string;

  @Field({ description: described('依据的条款(英文)', 'The article in English') })
  articleEn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('等到哪一天即可解决', 'Day from which waiting alone has cured it'),
  })
  curedOn: string | null;

  @Field(() => ID, {
    nullable: true,
    description: described('受影响的之后的记录(作废时)', 'Of a voiding: the later fact that would no longer hold'),
  })
  factId: string | null;
}
