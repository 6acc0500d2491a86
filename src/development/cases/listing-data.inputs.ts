import { InputType } from '@nestjs/graphql';
import { described } from '../../platform/graphql/descriptions.js';
import { BooleanField, EnumField, IdField, TextField } from '../../platform/graphql/input-fields.js';
import type { FactData } from '../machine/case-facts.js';
import { PLACE_LENGTH_MAX, UpperOrganization } from './fact-fields.js';
import { BranchBody, ListingDecision, PublicityOf } from './fact-kinds.js';

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
