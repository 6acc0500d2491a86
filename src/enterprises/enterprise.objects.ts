import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { OrganizationSummaryView } from '../organizations/organization.objects.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { EnterpriseKind, EnterpriseStatus } from './enterprise-states.js';

/** Sort orders of the register. */
export const EnterpriseOrder = { NAME: 'NAME', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type EnterpriseOrder = (typeof EnterpriseOrder)[keyof typeof EnterpriseOrder];
describedEnum(EnterpriseOrder, 'EnterpriseOrder', '企业列表的排序', 'Sort order of enterprises', {
  NAME: ['按名称', 'By name'],
  NEWEST_FIRST: ['最新在前', 'Newest first'],
});

@ObjectType('EnterpriseStatusChange', {
  description: described('企业的一次状态变化或评审', "One change of an enterprise's state, or one review"),
})
export class EnterpriseStatusChangeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('操作', 'The verb') })
  verb: string;

  @Field(() => EnterpriseStatus, {
    nullable: true,
    description: described('原状态;新登记时为 null', 'State before; null at the beginning'),
  })
  fromStatus: EnterpriseStatus | null;

  @Field(() => EnterpriseStatus, { description: described('新状态', 'State after') })
  toStatus: EnterpriseStatus;

  @Field(() => String, { nullable: true, description: described('理由', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  changedAt: Date;
}

@ObjectType('Enterprise', { description: described('台账上的企业或社会组织', 'An enterprise or social organization on the register') })
export class EnterpriseView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field({ description: described('统一社会信用代码', 'Unified social credit code') })
  creditCode: string;

  @Field(() => EnterpriseKind, { description: described('单位种类', 'What sort of unit') })
  kind: EnterpriseKind;

  @Field(() => EnterpriseStatus, { description: described('状态', 'State') })
  status: EnterpriseStatus;

  @Field(() => String, { nullable: true, description: described('最近一次状态变化的理由', 'Reason of the last change of state') })
  statusReason: string | null;

  @Field(() => OrganizationSummaryView, { description: described('负责的党组织', 'The organization on whose register it is') })
  responsibleOrganization: OrganizationSummaryView;

  @Field(() => [OrganizationSummaryView], { description: described('单独组建的党组织', 'Organizations of its own') })
  ownOrganizations: OrganizationSummaryView[];

  @Field(() => String, { nullable: true, description: described('行业', 'Trade') })
  trade: string | null;

  @Field(() => String, { nullable: true, description: described('地址', 'Address') })
  address: string | null;

  @Field(() => [EnterpriseStatusChangeView], { description: described('状态变化的历史', 'History of its states') })
  statusChanges: EnterpriseStatusChangeView[];

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was registered') })
  createdAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** One page of the register. */
export const EnterpriseConnection = connectionOf(EnterpriseView, 'Enterprise', '企业', 'enterprises');

@ObjectType({ description: described('企业操作的结果', 'Result of an operation on an enterprise') })
export class EnterprisePayload extends MutationPayload {
  @Field(() => EnterpriseView, { nullable: true, description: described('企业;被拒绝时为 null', 'The enterprise; null on a refusal') })
  enterprise?: EnterpriseView | null;
}
