import { InputType } from '@nestjs/graphql';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { described } from '../../platform/graphql/descriptions.js';
import { BooleanField, IdField, IntegerField, LocalDateField, TextField } from '../../platform/graphql/input-fields.js';
import { DEVELOPMENT_LENGTH_MAX } from './development-case.entity.js';
import { UpperOrganization } from './fact-fields.js';

const LETTER_DAYS_MAX = 366;
const CODE_LENGTH_MAX = 40;

@InputType({ description: described('说明原因', 'With a reason') })
export class ReasonInput {
  @TextField('原因', 'Reason', { max: DEVELOPMENT_LENGTH_MAX.reason, multiline: true })
  reason: string;
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
