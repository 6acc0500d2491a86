import { InputType } from '@nestjs/graphql';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumField,
  IdField,
  IdListField,
  IntegerField,
  LocalDateField,
  ObjectField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import type { FactData } from '../machine/case-facts.js';
import { DEVELOPMENT_LENGTH_MAX } from './development-case.entity.js';
import {
  ActivistRecommender,
  ApplicationAddressee,
  ArchivePlace,
  BranchBody,
  ConversionOutcome,
  InspectionOutcome,
  ListingDecision,
  PublicityOf,
  TrainingHolder,
} from './fact-kinds.js';

/** Persons that one fact names at most. */
const PERSONS_PER_FACT_MAX = 10;
/** Members of one branch at most. */
const BALLOT_MAX = 100_000;
const TRAINING_DAYS_MAX = 366;
const TRAINING_HOURS_MAX = 3_000;
const LETTER_DAYS_MAX = 366;
const EXTENSION_MONTHS_MAX = 60;
const PLACE_LENGTH_MAX = 200;
const CODE_LENGTH_MAX = 40;

const Reason = () => TextField('原因', 'Reason', { max: DEVELOPMENT_LENGTH_MAX.reason, multiline: true });
const UpperOrganization = () => IdField('作出决定的上级党组织', 'The upper organization that decided');
const Count = (zh: string, en: string) => IntegerField(zh, en, { min: 0, max: BALLOT_MAX });

@InputType({ description: described('收到入党申请书', 'Letter of application received') })
export class ApplicationReceivedInput {
  @EnumField(() => ApplicationAddressee, '递交给谁', 'To which organization the letter went')
  addressedTo: FactData['APPLICATION_RECEIVED']['addressedTo'];

  @BooleanField('工作单位是否建有党组织;没有工作单位的填否', 'Whether the employer has a party organization; false without an employer', {
    optional: true,
  })
  hasEmployerOrganization?: boolean | null;

  @BooleanField('是否流动人员', 'Whether the person lives and works away from home', { optional: true })
  isMobile?: boolean | null;
}

@InputType({ description: described('党组织派人谈话', 'A talk on behalf of the organization') })
export class TalkInput {
  @IdListField('谈话人', 'Who talked with the person', { minItems: 1, maxItems: PERSONS_PER_FACT_MAX })
  talkerIds: string[];
}

@InputType({ description: described('确定入党积极分子', 'Determined as an activist') })
export class ActivistDeterminedInput {
  @EnumField(() => ActivistRecommender, '推荐方式', 'Who recommended')
  recommendedBy: FactData['ACTIVIST_DETERMINED']['recommendedBy'];

  @BooleanField('是否共青团员', 'Whether the person is a member of the Youth League')
  isLeagueMember: boolean;

  @EnumField(() => BranchBody, '决定机构', 'Who decided')
  decidedBy: FactData['ACTIVIST_DETERMINED']['decidedBy'];
}

@InputType({ description: described('报上级备案', 'Filed with an upper organization') })
export class FiledInput {
  @UpperOrganization()
  upperOrganizationId: string;
}

@InputType({ description: described('指定培养联系人', 'Cultivation contacts') })
export class ContactsAppointedInput {
  @IdListField('培养联系人(一至二名正式党员)', 'One or two full members', { minItems: 1, maxItems: PERSONS_PER_FACT_MAX })
  contactIds: string[];
}

@InputType({ description: described('考察', 'An inspection') })
export class InspectedInput {
  @EnumField(() => InspectionOutcome, '结论', 'What it found')
  outcome: FactData['CULTIVATION_INSPECTED']['outcome'];
}

@InputType({ description: described('列为发展对象前听取意见', 'Whose opinions were heard before listing') })
export class ListingOpinionsInput {
  @BooleanField('党小组', 'The party group')
  partyGroup: boolean;

  @BooleanField('培养联系人', 'The contacts')
  contacts: boolean;

  @BooleanField('党员', 'Party members')
  members: boolean;

  @BooleanField('群众', 'People outside the Party')
  masses: boolean;
}

@InputType({ description: described('支部讨论列为发展对象', 'What the branch decided about the listing') })
export class ListingAgreedInput {
  @EnumField(() => BranchBody, '决定机构', 'Who decided')
  decidedBy: FactData['LISTING_AGREED']['decidedBy'];

  @BooleanField('是否同意', 'Whether it agreed')
  isAgreed: boolean;
}

@InputType({ description: described('开始公示', 'A publicity begins') })
export class PublicityStartedInput {
  @EnumField(() => PublicityOf, '公示事项', 'What it is for')
  purpose: FactData['PUBLICITY_STARTED']['purpose'];

  @TextField('公示地点', 'Where the notice hangs', { max: PLACE_LENGTH_MAX })
  place: string;
}

@InputType({ description: described('公示期间的异议', 'An objection during a publicity') })
export class PublicityObjectedInput {
  @EnumField(() => PublicityOf, '公示事项', 'What the publicity is for')
  purpose: FactData['PUBLICITY_OBJECTED']['purpose'];
}

@InputType({ description: described('异议的处理', 'How an objection was resolved') })
export class ObjectionResolvedInput {
  @IdField('异议的记录', 'The fact that recorded the objection')
  objectionFactId: string;

  @BooleanField('异议是否成立', 'Whether the objection was upheld')
  isUpheld: boolean;
}

@InputType({ description: described('公示结束', 'A publicity ends') })
export class PublicityEndedInput {
  @EnumField(() => PublicityOf, '公示事项', 'What it was for')
  purpose: FactData['PUBLICITY_ENDED']['purpose'];

  @BooleanField('是否提前撤下', 'Whether the notice was taken down early')
  isTakenDownEarly: boolean;
}

@InputType({ description: described('上级党委对列为发展对象的意见', 'What the upper committee said about the listing') })
export class ListingDecidedInput {
  @EnumField(() => ListingDecision, '同意或备案', 'Consent or filing')
  decision: FactData['LISTING_DECIDED']['decision'];

  @BooleanField('是否同意', 'Whether it agreed')
  isAgreed: boolean;

  @UpperOrganization()
  upperOrganizationId: string;
}

@InputType({ description: described('确定入党介绍人', 'Introducers') })
export class IntroducersDeterminedInput {
  @IdListField('入党介绍人(两名正式党员)', 'Two full members', { minItems: 1, maxItems: PERSONS_PER_FACT_MAX })
  introducerIds: string[];
}

@InputType({ description: described('结论:通过或不通过', 'An outcome: passed or not') })
export class PassedInput {
  @BooleanField('是否通过', 'Whether it was passed')
  isPassed: boolean;
}

@InputType({ description: described('集中培训', 'Concentrated training') })
export class TrainingCompletedInput {
  @IntegerField('天数', 'Days', { min: 0, max: TRAINING_DAYS_MAX })
  daysCount: number;

  @IntegerField('学时', 'Class hours', { min: 0, max: TRAINING_HOURS_MAX })
  hoursCount: number;

  @EnumField(() => TrainingHolder, '举办单位', 'Who held it')
  heldBy: FactData['TRAINING_COMPLETED']['heldBy'];
}

@InputType({ description: described('说明原因', 'With a reason') })
export class ReasonInput {
  @Reason()
  reason: string;
}

@InputType({ description: described('上级党委预审', 'Pre-review by the upper committee') })
export class PreReviewedInput {
  @BooleanField('是否通过', 'Whether it was passed')
  isPassed: boolean;

  @UpperOrganization()
  upperOrganizationId: string;

  @LocalDateField('已知将离开本单位的日期', 'Day on which the person is known to leave the unit', { optional: true })
  leavesUnitOn?: LocalDate | null;
}

@InputType({ description: described('填写入党志愿书', 'Application form filled in') })
export class FormFilledInput {
  @TextField('志愿书编号', 'Number of the form', { max: DEVELOPMENT_LENGTH_MAX.documentNumber })
  formNumber: string;
}

@InputType({ description: described('无记名投票的票数(不记个人选择)', "Totals of a secret ballot; nobody's choice is kept") })
export class BallotInput {
  @Count('应到有表决权党员', 'Voting members due')
  due: number;

  @Count('实到有表决权党员', 'Voting members present')
  present: number;

  @Count('会前收到的书面意见', 'Written opinions that came in before the meeting')
  written: number;

  @Count('赞成', 'Yes')
  yes: number;

  @Count('反对', 'No')
  no: number;

  @Count('弃权', 'Abstentions')
  abstain: number;

  @Count('无效', 'Invalid')
  invalid: number;

  @BooleanField('是否无记名', 'Whether the ballot was secret')
  isSecret: boolean;

  @BooleanField('是否逐个讨论、逐个表决', 'Whether the person was discussed and voted on individually')
  isIndividual: boolean;

  @BooleanField('介绍人是否到会', 'Whether the introducers attended')
  introducersAttended: boolean;

  @BooleanField('本人是否到会', 'Whether the person attended')
  candidateAttended: boolean;
}

@InputType({ description: described('支部大会讨论接收', 'General meeting on the admission') })
export class AdmissionVotedInput {
  @ObjectField(() => BallotInput, '票数', 'Totals of the ballot')
  ballot: BallotInput;

  @BooleanField('决议:是否接收', 'Whether the meeting accepted the person')
  isAccepted: boolean;
}

@InputType({ description: described('上级党委审批', 'Decision of the upper committee') })
export class UpperDecisionInput {
  @BooleanField('是否批准', 'Whether it approved')
  isApproved: boolean;

  @UpperOrganization()
  upperOrganizationId: string;

  @BooleanField('是否集体讨论、表决决定', 'Whether the committee decided collectively')
  isCollective: boolean;
}

@InputType({ description: described('编入支部和党小组', 'Assigned to a branch and party group') })
export class BranchAssignedInput {
  @TextField('党小组', 'Party group', { max: PLACE_LENGTH_MAX })
  partyGroup: string;
}

@InputType({ description: described('转正前听取意见', 'Whose opinions were heard before conversion') })
export class ConversionOpinionsInput {
  @BooleanField('党小组', 'The party group')
  partyGroup: boolean;

  @BooleanField('党员', 'Party members')
  members: boolean;

  @BooleanField('群众', 'People outside the Party')
  masses: boolean;
}

@InputType({ description: described('支委会对转正的意见', 'What the branch committee proposes') })
export class ConversionExaminedInput {
  @EnumField(() => ConversionOutcome, '意见', 'What it proposes')
  decision: FactData['CONVERSION_EXAMINED']['decision'];
}

@InputType({ description: described('推迟讨论转正', 'Discussion of the conversion postponed') })
export class ConversionPostponedInput {
  @LocalDateField('推迟到', 'Until which day')
  untilOn: LocalDate;
}

@InputType({ description: described('支部大会讨论转正', 'General meeting on the conversion') })
export class ConversionVotedInput {
  @ObjectField(() => BallotInput, '票数', 'Totals of the ballot')
  ballot: BallotInput;

  @EnumField(() => ConversionOutcome, '表决事项', 'What was voted on')
  decision: FactData['CONVERSION_VOTED']['decision'];

  @BooleanField('是否通过', 'Whether it was carried')
  isAccepted: boolean;

  @IntegerField('延长月数(仅延长预备期时填写)', 'Months of an extension; for that decision only', {
    min: 1,
    max: EXTENSION_MONTHS_MAX,
    optional: true,
  })
  extensionMonths?: number | null;
}

@InputType({ description: described('材料归档', 'Papers archived') })
export class ArchivedInput {
  @EnumField(() => ArchivePlace, '存放处', 'Where they are kept')
  place: FactData['ARCHIVED']['place'];
}

@InputType({ description: described('转出', 'A transfer begins') })
export class TransferStartedInput {
  @IdField('转入的党组织', 'The receiving organization')
  toOrganizationId: string;

  @BooleanField('培养考察材料是否一并转交', 'Whether the cultivation file is handed over')
  isFileHandedOver: boolean;

  @IntegerField('介绍信有效天数', 'Days for which the letter is valid', { min: 1, max: LETTER_DAYS_MAX, optional: true })
  letterDaysMax?: number | null;
}

@InputType({ description: described('接收', 'A transfer is acknowledged') })
export class TransferAcknowledgedInput {
  @BooleanField('是否已审核培养考察材料', 'Whether the file was examined')
  isFileExamined: boolean;

  @BooleanField('是否已向原党组织了解', 'Whether the former organization was asked')
  priorOrganizationAsked: boolean;
}

@InputType({ description: described('外出流动', 'Mobility') })
export class MobilityNotedInput {
  @LocalDateField('外出日期', 'Away since')
  awaySinceOn: LocalDate;

  @BooleanField('是否有固定地点', 'Whether the person stays in a fixed place')
  hasFixedPlace: boolean;

  @BooleanField('组织关系能否转接', 'Whether the relation can be transferred')
  isTransferable: boolean;

  @TextField('流动党员活动证号', 'Number of the activity certificate', { max: DEVELOPMENT_LENGTH_MAX.documentNumber, optional: true })
  certificateNumber?: string | null;
}

@InputType({ description: described('上级党委对历史问题的处理', 'Decision about a historic breach') })
export class BreachDecidedInput {
  @IdField('规则编号', 'Id of the rule')
  ruleId: string;

  @IdField('有问题的记录', 'The fact in which it lies')
  factId: string;

  @BooleanField('是否予以认可', 'Whether the committee accepted it')
  isAccepted: boolean;

  @UpperOrganization()
  upperOrganizationId: string;
}

@InputType({ description: described('本地增加的步骤', 'An extra local step') })
export class ExtraStepDoneInput {
  @TextField('步骤代码', 'Code of the step', { max: CODE_LENGTH_MAX })
  stepCode: string;
}
