import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { LinkRelation, OrganizationKind, OrganizationTier, OrganizationType } from './organization-kinds.js';
import { OrganizationStatus } from './organization-states.js';

/** Sort orders of the list of organizations. */
export const OrganizationOrder = { NAME: 'NAME', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type OrganizationOrder = (typeof OrganizationOrder)[keyof typeof OrganizationOrder];
describedEnum(OrganizationOrder, 'OrganizationOrder', '党组织列表的排序', 'Sort order of organizations', {
  NAME: ['按名称', 'By name'],
  NEWEST_FIRST: ['最新在前', 'Newest first'],
});

/** What anybody who meets an organization in another record may know about it. */
@ObjectType('OrganizationSummary', { description: described('党组织的公开信息', 'What is generally known about a party organization') })
export class OrganizationSummaryView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('全称', 'Full name') })
  name: string;

  @Field({ description: described('简称', 'Short name') })
  shortName: string;

  @Field(() => OrganizationType, { description: described('类型', 'What sort of organization it is') })
  type: OrganizationType;

  @Field(() => OrganizationTier, { description: described('层级', 'Tier') })
  tier: OrganizationTier;

  @Field(() => OrganizationStatus, { description: described('状态', 'State') })
  status: OrganizationStatus;
}

@ObjectType('OrganizationLink', { description: described('行业或属地关系', 'A relation by trade or territory') })
export class OrganizationLinkView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => LinkRelation, { description: described('关系种类', 'Kind of the relation') })
  relation: LinkRelation;

  @Field(() => OrganizationSummaryView, { description: described('上级(指导)党组织', 'The organization that guides') })
  upperOrganization: OrganizationSummaryView;

  @Field(() => LocalDateScalar, { description: described('开始日期', 'First day') })
  startsOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('结束日期(当日起不再有效)', 'First day on which it no longer holds'),
  })
  endsOn: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('OrganizationCoverage', { description: described('联合组建党组织覆盖的一个单位', 'One unit that a joint organization covers') })
export class OrganizationCoverageView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('企业或社会组织的编号', 'Id of the enterprise') })
  enterpriseId: string;

  @Field(() => LocalDateScalar, { description: described('开始日期', 'First day') })
  startsOn: string;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: described('结束日期(当日起不再有效)', 'First day on which it no longer holds'),
  })
  endsOn: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('OrganizationStatusChange', { description: described('党组织的一次状态变化', "One change of an organization's state") })
export class OrganizationStatusChangeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('操作', 'The verb') })
  verb: string;

  @Field(() => OrganizationStatus, {
    nullable: true,
    description: described('原状态;新建时为 null', 'State before; null at the beginning'),
  })
  fromStatus: OrganizationStatus | null;

  @Field(() => OrganizationStatus, { description: described('新状态', 'State after') })
  toStatus: OrganizationStatus;

  @Field(() => String, { nullable: true, description: described('理由', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  changedAt: Date;
}

@ObjectType('Organization', { description: described('党组织', 'A party organization') })
export class OrganizationView extends OrganizationSummaryView {
  @Field(() => OrganizationKind, {
    nullable: true,
    description: described('组建方式;非企业党组织为 null', 'How it was set up; null when it belongs to no enterprise'),
  })
  kind: OrganizationKind | null;

  @Field(() => String, { nullable: true, description: described('最近一次状态变化的理由', 'Reason of the last change of state') })
  statusReason: string | null;

  @Field(() => OrganizationSummaryView, {
    nullable: true,
    description: described('行政隶属的上级;根为 null', 'The organization above it; null for a root'),
  })
  adminParent: OrganizationSummaryView | null;

  @Field(() => ID, {
    nullable: true,
    description: described('单独组建所属企业的编号', 'Id of the enterprise whose own organization it is'),
  })
  enterpriseId: string | null;

  @Field(() => String, { nullable: true, description: described('牵头部门', 'Agency that leads it') })
  leadAgency: string | null;

  @Field(() => [OrganizationLinkView], { description: described('行业与属地关系', 'Relations by trade and territory') })
  links: OrganizationLinkView[];

  @Field(() => [OrganizationCoverageView], { description: described('联合组建覆盖的单位', 'Units that a joint organization covers') })
  coverages: OrganizationCoverageView[];

  @Field(() => [OrganizationStatusChangeView], { description: described('状态变化的历史', 'History of its states') })
  statusChanges: OrganizationStatusChangeView[];

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was registered') })
  createdAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('OrganizationDirectoryEntry', {
  description: described(
    '党组织名录中的一条:公开信息与上级',
    'An entry of the directory: what is generally known, and what stands above it',
  ),
})
export class OrganizationDirectoryEntryView extends OrganizationSummaryView {
  @Field(() => OrganizationSummaryView, {
    nullable: true,
    description: described('行政隶属的上级;根为 null', 'The organization above it; null for a root'),
  })
  adminParent: OrganizationSummaryView | null;
}

/** One page of the directory. */
export const OrganizationDirectoryConnection = connectionOf(
  OrganizationDirectoryEntryView,
  'OrganizationDirectoryEntry',
  '名录中的党组织',
  'organizations of the directory',
);

/** One page of organizations. */
export const OrganizationConnection = connectionOf(OrganizationView, 'Organization', '党组织', 'party organizations');

@ObjectType({ description: described('党组织操作的结果', 'Result of an operation on an organization') })
export class OrganizationPayload extends MutationPayload {
  @Field(() => OrganizationView, {
    nullable: true,
    description: described('党组织;被拒绝时为 null', 'The organization; null on a refusal'),
  })
  organization?: OrganizationView | null;
}
