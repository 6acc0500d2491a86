import { Field, ID, ObjectType } from '@nestjs/graphql';
import { BilingualTextView } from '../../platform/graphql/bilingual.objects.js';
import { described } from '../../platform/graphql/descriptions.js';
import { LocalDateScalar } from '../../platform/graphql/scalars.js';
import { NextStepState } from './case.objects.js';
import { DevelopmentSide, DevelopmentStage } from './case-states.js';

@ObjectType('MyDevelopmentPaper', { description: described('我的一步及其文件编号', 'A step of mine with the number of its paper') })
export class MyPaperView {
  @Field(() => BilingualTextView, { description: described('事项', 'What it is') })
  title: BilingualTextView;

  @Field(() => LocalDateScalar, { description: described('日期', 'Day') })
  occurredOn: string;

  @Field(() => String, { nullable: true, description: described('文件编号', 'Number of the paper') })
  documentNumber: string | null;
}

@ObjectType('MyDevelopmentStep', { description: described('接下来可能的一步', 'What may come next') })
export class MyNextStepView {
  @Field(() => BilingualTextView, { description: described('一句话说明', 'It in plain words') })
  sentence: BilingualTextView;

  @Field(() => NextStepState, { description: described('现在能否进行', 'Whether it can be taken now') })
  state: NextStepState;

  @Field(() => LocalDateScalar, { nullable: true, description: described('最早日期', 'Earliest day') })
  earliestOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('最迟日期', 'Latest day') })
  latestOn: string | null;
}

@ObjectType('MyDevelopmentCase', {
  description: described(
    '我的入党进程:阶段、下一步、材料;没有别人的信息',
    'My way into the Party: stage, what next, papers; nothing about others',
  ),
})
export class MyDevelopmentCaseView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('个案编号', 'Case number') })
  caseNumber: string;

  @Field({ description: described('办理的党组织', 'Name of the organization that handles it') })
  organizationName: string;

  @Field(() => DevelopmentStage, { description: described('阶段', 'Stage') })
  stage: keyof typeof DevelopmentStage;

  @Field(() => BilingualTextView, { description: described('阶段的说明', 'The stage in words') })
  stageText: BilingualTextView;

  @Field(() => DevelopmentSide, { nullable: true, description: described('阶段以外的状态', 'State beside the stage') })
  side: keyof typeof DevelopmentSide | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('进入本阶段的日期', 'Day on which the stage began') })
  stageSinceOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('预备期满的日期', 'Day on which the probation ends') })
  probationEndsOn: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: described('党龄起算日', 'First day that counts as party age') })
  partyAgeFrom: string | null;

  @Field(() => LocalDateScalar, {
    description: described('我同意保存这些信息的日期', 'Day on which I consented to the keeping of these data'),
  })
  consentOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('我撤回同意的日期', 'Day on which I withdrew it') })
  consentWithdrawnOn: string | null;

  @Field(() => [String], { description: described('我的培养联系人', 'Names of my cultivation contacts') })
  contactNames: string[];

  @Field(() => [String], { description: described('我的入党介绍人', 'Names of my introducers') })
  introducerNames: string[];

  @Field(() => [MyPaperView], { description: described('我的材料,按日期', 'My papers, by day') })
  papers: MyPaperView[];

  @Field(() => [MyNextStepView], { description: described('接下来', 'What may come next') })
  nextSteps: MyNextStepView[];
}
