import { InputType } from '@nestjs/graphql';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  BooleanField,
  ExpectedVersionField,
  IdempotencyKeyField,
  IdField,
  IdListField,
  LocalDateField,
  ObjectField,
  ObjectListField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import { DEVELOPMENT_LENGTH_MAX } from './development-case.entity.js';
import {
  AdmissionVotedInput,
  BranchAssignedInput,
  FormFilledInput,
  IntroducersDeterminedInput,
  PassedInput,
  PreReviewedInput,
  TrainingCompletedInput,
  UpperDecisionInput,
} from './admission-data.inputs.js';
import {
  ArchivedInput,
  ConversionExaminedInput,
  ConversionOpinionsInput,
  ConversionPostponedInput,
  ConversionVotedInput,
} from './conversion-data.inputs.js';
import {
  BreachDecidedInput,
  ExtraStepDoneInput,
  MobilityNotedInput,
  ReasonInput,
  TransferAcknowledgedInput,
  TransferStartedInput,
} from './course-data.inputs.js';
import {
  ActivistDeterminedInput,
  ApplicationReceivedInput,
  ContactsAppointedInput,
  FiledInput,
  InspectedInput,
  TalkInput,
} from './cultivation-data.inputs.js';
import {
  ListingAgreedInput,
  ListingDecidedInput,
  ListingOpinionsInput,
  ObjectionResolvedInput,
  PublicityEndedInput,
  PublicityObjectedInput,
  PublicityStartedInput,
} from './listing-data.inputs.js';

/** Warnings that one fact may pass at most; there are 36 rules. */
const OVERRIDES_MAX = 36;

@InputType({ description: described('记录的事实:只填其中一项', 'What is recorded: exactly one of the fields') })
export class DevelopmentFactInput {
  @BooleanField('表达入党意愿(尚不起算)(填 true)', 'Wish expressed; no clock starts; give true', { optional: true })
  intentExpressed?: boolean | null;

  @ObjectField(() => ApplicationReceivedInput, '收到入党申请书', 'Letter of application received', { optional: true })
  applicationReceived?: ApplicationReceivedInput | null;

  @ObjectField(() => TalkInput, '党组织派人谈话', 'The organization talked with the applicant', { optional: true })
  applicantTalked?: TalkInput | null;

  @ObjectField(() => ActivistDeterminedInput, '确定入党积极分子', 'Determined as an activist', { optional: true })
  activistDetermined?: ActivistDeterminedInput | null;

  @ObjectField(() => FiledInput, '积极分子报上级党委备案', 'Activist filed with the upper committee', { optional: true })
  activistFiled?: FiledInput | null;

  @ObjectField(() => ContactsAppointedInput, '指定培养联系人', 'Cultivation contacts appointed', { optional: true })
  contactsAppointed?: ContactsAppointedInput | null;

  @ObjectField(() => InspectedInput, '积极分子半年考察', 'Half-yearly inspection of the activist', { optional: true })
  cultivationInspected?: InspectedInput | null;

  @ObjectField(() => ListingOpinionsInput, '列为发展对象前听取意见', 'Opinions heard before listing', { optional: true })
  listingOpinionsHeard?: ListingOpinionsInput | null;

  @ObjectField(() => ListingAgreedInput, '支部讨论同意列为发展对象', 'The branch agreed to list', { optional: true })
  listingAgreed?: ListingAgreedInput | null;

  @ObjectField(() => PublicityStartedInput, '开始公示', 'Publicity started', { optional: true })
  publicityStarted?: PublicityStartedInput | null;

  @ObjectField(() => PublicityObjectedInput, '公示期间收到异议', 'Objection during the publicity', { optional: true })
  publicityObjected?: PublicityObjectedInput | null;

  @ObjectField(() => ObjectionResolvedInput, '异议已查明处理', 'Objection resolved', { optional: true })
  objectionResolved?: ObjectionResolvedInput | null;

  @ObjectField(() => PublicityEndedInput, '公示结束', 'Publicity ended', { optional: true })
  publicityEnded?: PublicityEndedInput | null;

  @ObjectField(() => ListingDecidedInput, '上级党委对发展对象的意见(同意或备案)', 'Decision of the upper committee on the listing', {
    optional: true,
  })
  listingDecided?: ListingDecidedInput | null;

  @ObjectField(() => IntroducersDeterminedInput, '确定入党介绍人', 'Introducers determined', { optional: true })
  introducersDetermined?: IntroducersDeterminedInput | null;

  @ObjectField(() => PassedInput, '政治审查结论', 'Outcome of the political review', { optional: true })
  politicalReviewed?: PassedInput | null;

  @ObjectField(() => TrainingCompletedInput, '集中培训', 'Concentrated training completed', { optional: true })
  trainingCompleted?: TrainingCompletedInput | null;

  @ObjectField(() => ReasonInput, '个别经批准未集中培训', 'Exempted from training, recorded individually', { optional: true })
  trainingExempted?: ReasonInput | null;

  @ObjectField(() => PassedInput, '支部委员会审查', 'Examined by the branch committee', { optional: true })
  committeeExamined?: PassedInput | null;

  @ObjectField(() => PreReviewedInput, '上级党委预审', 'Pre-review by the upper committee', { optional: true })
  preReviewed?: PreReviewedInput | null;

  @ObjectField(() => FormFilledInput, '填写入党志愿书', 'Application form filled in', { optional: true })
  formFilled?: FormFilledInput | null;

  @ObjectField(() => AdmissionVotedInput, '支部大会讨论接收', 'General meeting voted on the admission', { optional: true })
  admissionVoted?: AdmissionVotedInput | null;

  @ObjectField(() => TalkInput, '上级党委派人谈话', 'The upper committee talked with the person', { optional: true })
  admissionTalked?: TalkInput | null;

  @ObjectField(() => UpperDecisionInput, '上级党委审批预备党员', 'Upper approval or refusal of the admission', { optional: true })
  admissionDecided?: UpperDecisionInput | null;

  @ObjectField(() => FiledInput, '报再上一级组织部门备案', 'Filed with the next-higher organization department', { optional: true })
  admissionFiled?: FiledInput | null;

  @ObjectField(() => BranchAssignedInput, '编入支部和党小组', 'Assigned to a branch and party group', { optional: true })
  branchAssigned?: BranchAssignedInput | null;

  @BooleanField('入党宣誓(填 true)', 'Oath taken; give true', { optional: true })
  oathTaken?: boolean | null;

  @ObjectField(() => InspectedInput, '预备期考察', 'Inspection during the probation', { optional: true })
  probationInspected?: InspectedInput | null;

  @BooleanField('提出转正申请(填 true)', 'Written application for conversion; give true', { optional: true })
  conversionApplied?: boolean | null;

  @ObjectField(() => ConversionOpinionsInput, '转正前听取意见', 'Opinions heard before conversion', { optional: true })
  conversionOpinionsHeard?: ConversionOpinionsInput | null;

  @ObjectField(() => ConversionExaminedInput, '支部委员会审查转正', 'Conversion examined by the branch committee', { optional: true })
  conversionExamined?: ConversionExaminedInput | null;

  @ObjectField(
    () => ConversionPostponedInput,
    '转入单位推迟讨论转正',
    'Discussion of the conversion postponed by the receiving organization',
    { optional: true },
  )
  conversionPostponed?: ConversionPostponedInput | null;

  @ObjectField(() => ConversionVotedInput, '支部大会讨论转正', 'General meeting voted on the conversion', { optional: true })
  conversionVoted?: ConversionVotedInput | null;

  @ObjectField(() => UpperDecisionInput, '上级党委审批转正', 'Upper approval or refusal of that vote', { optional: true })
  conversionDecided?: UpperDecisionInput | null;

  @ObjectField(() => ArchivedInput, '材料归档', 'Papers archived', { optional: true })
  archived?: ArchivedInput | null;

  @ObjectField(() => TransferStartedInput, '转出组织关系', 'Transfer to another organization started', { optional: true })
  transferStarted?: TransferStartedInput | null;

  @ObjectField(() => TransferAcknowledgedInput, '转入党组织接收', 'Transfer acknowledged by the receiving organization', { optional: true })
  transferAcknowledged?: TransferAcknowledgedInput | null;

  @ObjectField(() => ReasonInput, '转入党组织不予接收', 'Transfer declined by the receiving organization', { optional: true })
  transferDeclined?: ReasonInput | null;

  @ObjectField(() => MobilityNotedInput, '外出流动登记', 'Mobility noted', { optional: true })
  mobilityNoted?: MobilityNotedInput | null;

  @ObjectField(() => ReasonInput, '暂缓', 'Paused', { optional: true })
  paused?: ReasonInput | null;

  @BooleanField('恢复(填 true)', 'Resumed; give true', { optional: true })
  resumed?: boolean | null;

  @ObjectField(() => ReasonInput, '本人撤回申请', 'Withdrawn by the person', { optional: true })
  withdrawn?: ReasonInput | null;

  @ObjectField(() => ReasonInput, '取消资格', 'Removed', { optional: true })
  removed?: ReasonInput | null;

  @ObjectField(() => ReasonInput, '终结个案', 'Case ended by decision', { optional: true })
  caseEnded?: ReasonInput | null;

  @BooleanField('本人去世(填 true;日期为去世之日)', 'The person died on the day of the fact; give true', { optional: true })
  deceased?: boolean | null;

  @ObjectField(() => BreachDecidedInput, '上级党委对历史问题的处理', "Upper committee's decision about a historic breach", {
    optional: true,
  })
  breachDecided?: BreachDecidedInput | null;

  @ObjectField(() => ExtraStepDoneInput, '本地增加的步骤', 'An extra local step', { optional: true })
  extraStepDone?: ExtraStepDoneInput | null;
}

@InputType({ description: described('对一条提醒说明理由后继续', 'Passes a warning, with the reason') })
export class RuleOverrideInput {
  @IdField('规则编号', 'Id of the rule')
  ruleId: string;

  @TextField('理由', 'Reason', { max: DEVELOPMENT_LENGTH_MAX.reason, multiline: true })
  reason: string;
}

@InputType({ description: described('记录一项事实(须由另一人确认)', 'Record a fact; somebody else confirms it') })
export class RecordDevelopmentFactInput {
  @IdField('个案', 'Id of the case')
  caseId: string;

  @LocalDateField('发生日期', 'Day on which it happened')
  occurredOn: LocalDate;

  @TextField('证明文件的编号', 'Number of the paper that proves it', { optional: true, max: DEVELOPMENT_LENGTH_MAX.documentNumber })
  documentNumber?: string | null;

  @ObjectField(() => DevelopmentFactInput, '事实', 'What happened')
  fact: DevelopmentFactInput;

  @ObjectListField(() => RuleOverrideInput, '对提醒的说明', 'Warnings that are passed, with reasons', {
    optional: true,
    maxItems: OVERRIDES_MAX,
  })
  overrides?: RuleOverrideInput[] | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('对一条事实记录的操作', 'A verb on one recorded fact') })
export class DevelopmentFactTargetInput {
  @IdField('事实记录', 'Id of the fact')
  factId: string;

  @ExpectedVersionField()
  expectedVersion: number;
}

@InputType({ description: described('确认一项事实', 'Confirm a recorded fact') })
export class ConfirmDevelopmentFactInput extends DevelopmentFactTargetInput {
  @IdListField('确认人同意略过的提醒:规则编号', 'Warnings that the confirmer accepts as well, by rule id', {
    optional: true,
    maxItems: OVERRIDES_MAX,
  })
  acceptedRuleIds?: string[] | null;
}

@InputType({ description: described('对一条事实记录的操作,须说明原因', 'A verb on one recorded fact, with its reason') })
export class DevelopmentFactReasonInput extends DevelopmentFactTargetInput {
  @TextField('原因', 'Reason', { max: DEVELOPMENT_LENGTH_MAX.reason, multiline: true })
  reason: string;
}
