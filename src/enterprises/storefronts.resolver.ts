import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  ChangeStorefrontInput,
  CloseStorefrontInput,
  RegisterStorefrontInput,
  StorefrontsArgs,
  StorefrontTargetInput,
} from './storefront.inputs.js';
import { StorefrontConnection, StorefrontPayload, StorefrontView } from './storefront.objects.js';
import { StorefrontQueries } from './storefronts.queries.js';
import { Storefronts } from './storefronts.service.js';

const INPUT = { description: described('输入', 'Input') };
const permission = 'enterprises.manage';

/** Storefronts of the enterprises on the register. */
@Resolver()
export class StorefrontsResolver {
  constructor(
    private readonly service: Storefronts,
    private readonly queries: StorefrontQueries,
  ) {}

  @QueryOperation(() => StorefrontConnection, { zh: '门店列表', en: 'Storefronts', permission: 'enterprises.read' })
  storefronts(
    @CurrentCaller() caller: Caller,
    @Args() args: StorefrontsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<StorefrontView>> {
    return this.queries.page(caller, args, selection);
  }

  @QueryOperation(() => StorefrontView, { zh: '一个门店', en: 'One storefront', permission: 'enterprises.read', nullable: true })
  storefront(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<StorefrontView | null> {
    return this.queries.one(caller, id, selection);
  }

  @MutationOperation(() => StorefrontPayload, {
    zh: '登记已准入企业的门店',
    en: 'Opens a storefront of an admitted enterprise',
    permission,
  })
  async registerStorefront(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RegisterStorefrontInput,
    @Selected() selection: Selection,
  ): Promise<StorefrontPayload> {
    return this.shown(caller, await this.service.registerStorefront(caller, input), selection);
  }

  @MutationOperation(() => StorefrontPayload, { zh: '更正门店信息', en: 'Corrects a storefront', permission })
  async changeStorefront(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangeStorefrontInput,
    @Selected() selection: Selection,
  ): Promise<StorefrontPayload> {
    return this.shown(caller, await this.service.changeStorefront(caller, input), selection);
  }

  @MutationOperation(() => StorefrontPayload, { zh: '登记门店停业', en: 'Closes a storefront', permission })
  async closeStorefront(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CloseStorefrontInput,
    @Selected() selection: Selection,
  ): Promise<StorefrontPayload> {
    return this.shown(caller, await this.service.closeStorefront(caller, input), selection);
  }

  @MutationOperation(() => StorefrontPayload, { zh: '登记停业的门店恢复营业', en: 'Opens a closed storefront again', permission })
  async reopenStorefront(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: StorefrontTargetInput,
    @Selected() selection: Selection,
  ): Promise<StorefrontPayload> {
    return this.shown(caller, await this.service.reopenStorefront(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<StorefrontPayload> {
    return { storefront: await this.queries.one(caller, id, selectionBelow(selection, 'storefront')) };
  }
}
