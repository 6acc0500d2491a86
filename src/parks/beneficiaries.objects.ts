import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described } from '../platform/graphql/descriptions.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { BeneficiaryKind, BeneficiaryStatus } from './beneficiary-states.js';

@ObjectType('Beneficiary', { description: described('助农受益方', 'A beneficiary of farm-aid sessions') })
export class BeneficiaryView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属园区', 'Id of the park') })
  parkId: string;

  @Field(() => BeneficiaryKind, { description: described('种类', 'What sort of beneficiary') })
  kind: BeneficiaryKind;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field(() => String, { nullable: true, description: described('所在乡镇和村', 'Town and village') })
  place: string | null;

  @Field(() => BeneficiaryStatus, { description: described('状态', 'State') })
  status: BeneficiaryStatus;

  @Field(() => String, { nullable: true, description: described('停用原因', 'Why it was closed') })
  statusReason: string | null;

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was registered') })
  createdAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** A page of beneficiaries. */
export const BeneficiaryConnection = connectionOf(BeneficiaryView, 'Beneficiary', '助农受益方', 'beneficiaries');

@ObjectType({ description: described('受益方操作的结果', 'Result of a verb on a beneficiary') })
export class BeneficiaryPayload extends MutationPayload {
  @Field(() => BeneficiaryView, { nullable: true, description: described('受益方', 'The beneficiary') })
  beneficiary?: BeneficiaryView | null;
}
