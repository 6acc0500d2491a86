import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { OrganizationSummaryView } from '../organizations/organization.objects.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, describedEnum } from '../platform/graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../platform/graphql/scalars.js';
import { MutationPayload } from '../platform/graphql/user-errors.js';
import { HolderKind } from './park-kinds.js';
import { ParkStatus } from './park-states.js';

/** Sort orders of the list of parks. */
export const ParkOrder = { NAME: 'NAME', NEWEST_FIRST: 'NEWEST_FIRST' } as const;
export type ParkOrder = (typeof ParkOrder)[keyof typeof ParkOrder];
describedEnum(ParkOrder, 'ParkOrder', '园区列表的排序', 'Sort order of parks', {
  NAME: ['按名称', 'By name'],
  NEWEST_FIRST: ['最新在前', 'Newest first'],
});

/** Sort orders of the list of structure templates. */
export const StructureTemplateOrder = { CODE: 'CODE' } as const;
export type StructureTemplateOrder = (typeof StructureTemplateOrder)[keyof typeof StructureTemplateOrder];
describedEnum(StructureTemplateOrder, 'StructureTemplateOrder', '结构模板的排序', 'Sort order of structure templates', {
  CODE: ['按代号和版本', 'By code and version'],
});

@ObjectType('SlotDefinition', { description: described('结构模板中的一种席位', 'One kind of place in a structure template') })
export class SlotDefinitionView {
  @Field({ description: described('席位代号', 'Stable name of the role') })
  role: string;

  @Field({ description: described('席位名称(按 Accept-Language)', 'Name of the place, in the language of Accept-Language') })
  name: string;

  @Field(() => [HolderKind], { description: described('可以由什么占用', 'What may hold it') })
  holderKinds: HolderKind[];

  @Field(() => Int, { description: described('至少几个', 'How many at least') })
  min: number;

  @Field(() => Int, { nullable: true, description: described('至多几个;null 为不限', 'How many at most; null for any number') })
  max: number | null;

  @Field({ description: described('占用者是否须有运行中的党组织', 'Whether its holder needs a party organization at work') })
  isLeader: boolean;
}

@ObjectType('StructureTemplate', { description: described('园区结构模板,如 1+4+N', "A pattern of a park's structure, such as 1+4+N") })
export class StructureTemplateView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('代号,如 1+4+N', 'Code, such as 1+4+N') })
  code: string;

  @Field(() => Int, { description: described('模板版本', 'Version of the template') })
  templateVersion: number;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field(() => [SlotDefinitionView], { description: described('席位', 'The places') })
  slots: SlotDefinitionView[];
}

@ObjectType('SlotHolder', { description: described('席位的占用者', 'Who holds a place, and when') })
export class SlotHolderView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('席位代号', 'Role of the place') })
  slotRole: string;

  @Field(() => HolderKind, { description: described('占用者种类', 'What sort of holder') })
  holderKind: HolderKind;

  @Field(() => ID, {
    nullable: true,
    description: described(
      '企业、党组织或产品的编号;产业和场所为 null',
      'Id of the enterprise, organization or product; null for an industry or a site',
    ),
  })
  holderId: string | null;

  @Field({ description: described('登记时的名称', 'Its name when it took the place') })
  holderName: string;

  @Field(() => LocalDateScalar, { description: described('开始日期', 'First day') })
  startsOn: string;

  @Field(() => LocalDateScalar, { nullable: true, description: described('结束日期(当日起不再占用)', 'First day without the place') })
  endsOn: string | null;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('StructureFinding', { description: described('园区结构中需要处理的一点', 'Something about the structure that needs mending') })
export class StructureFindingView {
  @Field({ description: described('固定代码,如 STRUCTURE_INCOMPLETE', 'Stable code, such as STRUCTURE_INCOMPLETE') })
  code: string;

  @Field({ description: described('说明(按 Accept-Language)', 'What is wrong, in the language of Accept-Language') })
  message: string;

  @Field(() => String, { nullable: true, description: described('涉及的席位', 'Role of the place that is concerned') })
  slotRole: string | null;

  @Field(() => String, { nullable: true, description: described('依据的规则编号', 'Id of the rule that is cited') })
  rule: string | null;
}

@ObjectType('StructureSlot', {
  description: described('园区结构中的一种席位及其占用者', "One kind of place in a park's structure, with its holders"),
})
export class StructureSlotView extends SlotDefinitionView {
  @Field(() => [SlotHolderView], { description: described('今天的占用者', 'Who holds it today') })
  holders: SlotHolderView[];

  @Field(() => Int, { description: described('还缺几个', 'How many are missing') })
  missing: number;
}

@ObjectType('ParkStructure', { description: described('园区今天的结构', "A park's structure today") })
export class ParkStructureView {
  @Field(() => LocalDateScalar, { description: described('所指的日期', 'The day that is meant') })
  onDay: string;

  @Field(() => [StructureSlotView], { description: described('各种席位', 'The places') })
  slots: StructureSlotView[];

  @Field({ description: described('是否完整', 'Whether nothing is missing or wrong') })
  isComplete: boolean;

  @Field(() => [StructureFindingView], { description: described('需要处理的问题', 'What needs mending') })
  findings: StructureFindingView[];
}

@ObjectType('ParkStatusChange', { description: described('园区的一次状态变化', "One change of a park's state") })
export class ParkStatusChangeView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('操作', 'The verb') })
  verb: string;

  @Field(() => ParkStatus, { nullable: true, description: described('原状态;新建时为 null', 'State before; null at the beginning') })
  fromStatus: ParkStatus | null;

  @Field(() => ParkStatus, { description: described('新状态', 'State after') })
  toStatus: ParkStatus;

  @Field(() => String, { nullable: true, description: described('理由', 'Reason') })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: described('时间', 'When') })
  changedAt: Date;
}

@ObjectType('Park', { description: described('直播电商园区', 'A livestream e-commerce park') })
export class ParkView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field({ description: described('名称', 'Name') })
  name: string;

  @Field(() => ParkStatus, { description: described('状态', 'State') })
  status: ParkStatus;

  @Field(() => String, { nullable: true, description: described('最近一次状态变化的理由', 'Reason of the last change of state') })
  statusReason: string | null;

  @Field(() => OrganizationSummaryView, { description: described('牵头党组织', 'The organization that leads it') })
  leadingOrganization: OrganizationSummaryView;

  @Field(() => StructureTemplateView, { description: described('结构模板', 'The pattern of its structure') })
  structureTemplate: StructureTemplateView;

  @Field(() => ParkStructureView, { description: described('今天的结构', 'Its structure today') })
  structure: ParkStructureView;

  @Field(() => [SlotHolderView], {
    description: described('全部席位占用记录,含已结束和将来的', 'Everybody who holds, held or will hold a place'),
  })
  slotHolders: SlotHolderView[];

  @Field(() => [ParkStatusChangeView], { description: described('状态变化的历史', 'History of its states') })
  statusChanges: ParkStatusChangeView[];

  @Field(() => DateTimeScalar, { description: described('登记时间', 'When it was registered') })
  createdAt: Date;

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

/** One page of parks. */
export const ParkConnection = connectionOf(ParkView, 'Park', '园区', 'parks');
/** One page of structure templates. */
export const StructureTemplateConnection = connectionOf(StructureTemplateView, 'StructureTemplate', '结构模板', 'structure templates');

@ObjectType({ description: described('园区操作的结果', 'Result of an operation on a park') })
export class ParkPayload extends MutationPayload {
  @Field(() => ParkView, { nullable: true, description: described('园区;被拒绝时为 null', 'The park; null on a refusal') })
  park?: ParkView | null;
}

@ObjectType({ description: described('登记席位占用者的结果', 'Result of giving a place to a holder') })
export class AssignSlotHolderPayload extends MutationPayload {
  @Field(() => SlotHolderView, { nullable: true, description: described('占用者;被拒绝时为 null', 'The holder; null on a refusal') })
  slotHolder?: SlotHolderView | null;

  @Field(() => ParkView, { nullable: true, description: described('所在园区;被拒绝时为 null', 'The park; null on a refusal') })
  park?: ParkView | null;
}

@ObjectType({ description: described('结束席位占用的结果', 'Result of ending a holding') })
export class ReleaseSlotHolderPayload extends AssignSlotHolderPayload {
  @Field(() => [StructureFindingView], {
    nullable: true,
    description: described(
      '结束之日(不早于今天)园区结构中需要处理的问题;被拒绝时为 null',
      'What the structure lacks from the end on (today at the earliest); null on a refusal',
    ),
  })
  findings?: StructureFindingView[] | null;
}
