import { InputType } from '@nestjs/graphql';
import { described } from '../../platform/graphql/descriptions.js';
import { BooleanField, EnumField, IdListField } from '../../platform/graphql/input-fields.js';
import type { FactData } from '../machine/case-facts.js';
import { PERSONS_PER_FACT_MAX, UpperOrganization } from './fact-fields.js';
import { ActivistRecommender, ApplicationAddressee, BranchBody, InspectionOutcome } from './fact-kinds.js';

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
