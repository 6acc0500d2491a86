import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  ActivateParkInput,
  AssignSlotHolderInput,
  ChangeParkTemplateInput,
  CreateParkInput,
  ParkReasonedStepInput,
  ParksArgs,
  ReleaseSlotHolderInput,
  StructureTemplatesArgs,
  ChangeParkInput,
} from './park.inputs.js';
import {
  AssignSlotHolderPayload,
  ParkConnection,
  ParkPayload,
  ParkView,
  ReleaseSlotHolderPayload,
  StructureTemplateConnection,
  type StructureTemplateView,
} from './park.objects.js';
import { ParkQueries } from './parks.queries.js';
import { Parks } from './parks.service.js';
import { SlotHolders } from './slot-holders.service.js';
import { findingViews } from './structure-views.js';

const INPUT = { description: described('输入', 'Input') };
const permission = 'parks.manage';

/** Parks and their structures. */
@Resolver()
export class ParksResolver {
  constructor(
    private readonly service: Parks,
    private readonly holders: SlotHolders,
    private readonly queries: ParkQueries,
  ) {}

  @QueryOperation(() => ParkConnection, {
    zh: '园区列表(本人管理范围内)',
    en: 'Parks within the scope of the caller',
    permission: 'parks.read',
  })
  parks(@CurrentCaller() caller: Caller, @Args() args: ParksArgs, @Selected() selection: Selection): Promise<Page<ParkView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => ParkView, {
    zh: '一个园区;不在范围内时为 null',
    en: 'One park; null outside the scope',
    permission: 'parks.read',
    nullable: true,
  })
  park(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<ParkView | null> {
    return this.queries.one(caller, id, selection);
  }

  @QueryOperation(() => StructureTemplateConnection, { zh: '园区结构模板', en: 'Patterns of park structures', permission: 'parks.read' })
  structureTemplates(@Args() args: StructureTemplatesArgs, @Selected() selection: Selection): Promise<Page<StructureTemplateView>> {
    return this.queries.templates(args, selection);
  }

  @MutationOperation(() => ParkPayload, { zh: '筹建园区', en: 'Founds a park in preparation', permission: 'parks.create' })
  async createPark(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CreateParkInput,
    @Selected() selection: Selection,
  ): Promise<ParkPayload> {
    const id = await this.service.createPark(caller, input);
    return { park: await this.queries.founded(id, selectionBelow(selection, 'park')) };
  }

  @MutationOperation(() => ParkPayload, {
    zh: '修改园区名称或牵头党组织',
    en: 'Renames a park or gives it another leading organization',
    permission,
  })
  async changePark(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeParkInput,
    @Selected() selection: Selection,
  ): Promise<ParkPayload> {
    return this.payload(caller, await this.service.changePark(caller, input), selection);
  }

  @MutationOperation(() => ParkPayload, {
    zh: '更换结构模板;运行中的园区须已满足新模板',
    en: 'Gives a park another pattern; an active park must fulfill it',
    permission,
  })
  async changeParkTemplate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeParkTemplateInput,
    @Selected() selection: Selection,
  ): Promise<ParkPayload> {
    return this.payload(caller, await this.service.changeParkTemplate(caller, input), selection);
  }

  @MutationOperation(() => ParkPayload, {
    zh: '启用园区(结构须完整);列出全部缺项',
    en: 'Opens a park whose structure is complete; names everything that is missing',
    permission,
  })
  async activatePark(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ActivateParkInput,
    @Selected() selection: Selection,
  ): Promise<ParkPayload> {
    return this.payload(caller, await this.service.activatePark(caller, input), selection);
  }

  @MutationOperation(() => ParkPayload, { zh: '暂停园区', en: 'Suspends a park', permission })
  async suspendPark(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ParkReasonedStepInput,
    @Selected() selection: Selection,
  ): Promise<ParkPayload> {
    return this.payload(caller, await this.service.suspendPark(caller, input), selection);
  }

  @MutationOperation(() => ParkPayload, { zh: '关闭园区', en: 'Closes a park for good', permission })
  async closePark(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ParkReasonedStepInput,
    @Selected() selection: Selection,
  ): Promise<ParkPayload> {
    return this.payload(caller, await this.service.closePark(caller, input), selection);
  }

  @MutationOperation(() => AssignSlotHolderPayload, { zh: '登记席位占用者', en: 'Gives a place in the structure to a holder', permission })
  async assignSlotHolder(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AssignSlotHolderInput,
    @Selected() selection: Selection,
  ): Promise<AssignSlotHolderPayload> {
    const id = await this.holders.assignSlotHolder(caller, input);
    return this.holderPayload(caller, id, input.parkId, selection);
  }

  @MutationOperation(() => ReleaseSlotHolderPayload, {
    zh: '结束席位占用;由此产生的缺项列入 findings',
    en: 'Ends a holding; what is then missing stands in findings',
    permission,
  })
  async releaseSlotHolder(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ReleaseSlotHolderInput,
    @Selected() selection: Selection,
  ): Promise<ReleaseSlotHolderPayload> {
    const { slotHolderId, parkId, findings } = await this.holders.releaseSlotHolder(caller, input);
    return { ...(await this.holderPayload(caller, slotHolderId, parkId, selection)), findings: findingViews(findings) };
  }

  private async payload(caller: Caller, id: string, selection: Selection): Promise<ParkPayload> {
    return { park: await this.queries.one(caller, id, selectionBelow(selection, 'park')) };
  }

  private async holderPayload(caller: Caller, id: string, parkId: string, selection: Selection): Promise<AssignSlotHolderPayload> {
    const park = await this.queries.one(caller, parkId, selectionBelow(selection, 'park'));
    const slotHolder = await this.queries.slotHolder(caller, id, selectionBelow(selection, 'slotHolder'));
    return { slotHolder, park };
  }
}
