import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../platform/auth/caller.js';
import { CurrentCaller } from '../../platform/auth/current-caller.js';
import type { Page, Selection } from '../../platform/database/listing.js';
import { described } from '../../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../../platform/graphql/selection.js';
import type { PlateCode } from './plate-code.js';
import { DisplayPlateInput, IssuePlateInput, PlatesArgs, PlateTargetInput, RecallPlateInput } from './plates.inputs.js';
import { PlateCodeView, PlateConnection, PlatePayload, PlateView } from './plates.objects.js';
import { PlateQueries } from './plates.queries.js';
import { Plates } from './plates.service.js';

const INPUT = { description: described('输入', 'Input') };
const ID_ARGUMENT = { type: () => ID, description: described('编号', 'Id') };
const permission = 'plates.manage';

/** Plates of storefronts. */
@Resolver()
export class PlatesResolver {
  constructor(
    private readonly service: Plates,
    private readonly queries: PlateQueries,
  ) {}

  @QueryOperation(() => PlateConnection, { zh: '挂牌列表', en: 'Plates', permission: 'pledges.read' })
  plates(@CurrentCaller() caller: Caller, @Args() args: PlatesArgs, @Selected() selection: Selection): Promise<Page<PlateView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => PlateView, { zh: '一块牌', en: 'One plate', permission: 'pledges.read', nullable: true })
  plate(@CurrentCaller() caller: Caller, @Args('id', ID_ARGUMENT) id: string, @Selected() selection: Selection): Promise<PlateView | null> {
    return this.queries.one(caller, id, selection);
  }

  @QueryOperation(() => PlateCodeView, { zh: '牌上的二维码', en: 'The code to be printed on a plate', permission, nullable: true })
  plateCode(
    @CurrentCaller() caller: Caller,
    @Args('plateId', ID_ARGUMENT) plateId: string,
    @Selected() selection: Selection,
  ): Promise<PlateCode | null> {
    return this.queries.code(caller, plateId, selection);
  }

  @MutationOperation(() => PlatePayload, {
    zh: '发牌:门店须有有效承诺,且没有在外的牌',
    en: 'Issues a plate to a storefront with a pledge in force and no plate out',
    permission,
  })
  async issuePlate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: IssuePlateInput,
    @Selected() selection: Selection,
  ): Promise<PlatePayload> {
    return this.shown(caller, await this.service.issuePlate(caller, input), selection);
  }

  @MutationOperation(() => PlatePayload, { zh: '确认牌已悬挂', en: 'Confirms that the plate hangs', permission })
  async displayPlate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DisplayPlateInput,
    @Selected() selection: Selection,
  ): Promise<PlatePayload> {
    return this.shown(caller, await this.service.displayPlate(caller, input), selection);
  }

  @MutationOperation(() => PlatePayload, { zh: '收回一块牌', en: 'Recalls a plate', permission })
  async recallPlate(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecallPlateInput,
    @Selected() selection: Selection,
  ): Promise<PlatePayload> {
    return this.shown(caller, await this.service.recallPlate(caller, input), selection);
  }

  @MutationOperation(() => PlatePayload, { zh: '登记牌已交回', en: 'Records that a recalled plate is back', permission })
  async recordPlateReturned(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PlateTargetInput,
    @Selected() selection: Selection,
  ): Promise<PlatePayload> {
    return this.shown(caller, await this.service.recordPlateReturned(caller, input), selection);
  }

  @MutationOperation(() => PlatePayload, { zh: '登记遗失并作废', en: 'Records a loss; the plate is void', permission })
  async recordPlateLost(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RecallPlateInput,
    @Selected() selection: Selection,
  ): Promise<PlatePayload> {
    return this.shown(caller, await this.service.recordPlateLost(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<PlatePayload> {
    return { plate: await this.queries.one(caller, id, selectionBelow(selection, 'plate')) };
  }
}
