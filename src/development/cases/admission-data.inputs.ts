import { InputType } from '@nestjs/graphql';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { described } from '../../platform/graphql/descriptions.js';
import {
  BooleanField,
  EnumField,
  IdListField,
  IntegerField,
  LocalDateField,
  ObjectField,
  TextField,
} from '../../platform/graphql/input-fields.js';
import type { FactData } from '../machine/case-facts.js';
import { DEVELOPMENT_LENGTH_MAX } from './development-case.entity.js';
import { PERSONS_PER_FACT_MAX, PLACE_LENGTH_MAX, UpperOrganization } from './fact-fields.js';
import { TrainingHolder } from './fact-kinds.js';

/** Members of one branch at most. */
const BALLOT_MAX = 100_000;
const TRAINING_DAYS_MAX = 366;
const TRAINING_HOURS_MAX = 3_000;
const Count = (zh: string, en: string) => IntegerField(zh, en, { min: 0, max: BALLOT_MAX });

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
