import { InputType } from '@nestjs/graphql';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { described } from '../../platform/graphql/descriptions.js';
import { BooleanField, EnumField, IntegerField, LocalDateField, ObjectField } from '../../platform/graphql/input-fields.js';
import type { FactData } from '../machine/case-facts.js';
import { BallotInput } from './admission-data.inputs.js';
import { ArchivePlace, ConversionOutcome } from './fact-kinds.js';

const EXTENSION_MONTHS_MAX = 60;

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
