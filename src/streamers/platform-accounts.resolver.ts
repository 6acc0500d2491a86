import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import type { Page, Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import {
  ChangePlatformAccountInput,
  PlatformAccountsArgs,
  PlatformAccountTargetInput,
  RegisterPlatformAccountInput,
} from './platform-accounts.inputs.js';
import { PlatformAccountConnection, PlatformAccountPayload, PlatformAccountView } from './platform-accounts.objects.js';
import { PlatformAccounts } from './platform-accounts.service.js';
import { StreamerQueries } from './streamers.queries.js';

const INPUT = { description: described('输入', 'Input') };
const MANAGE = 'streamers.manage';

@Resolver()
export class PlatformAccountsResolver {
  constructor(
    private readonly accounts: PlatformAccounts,
    private readonly queries: StreamerQueries,
  ) {}

  @QueryOperation(() => PlatformAccountConnection, { zh: '平台账号列表', en: 'Platform accounts', permission: 'streamers.read' })
  platformAccounts(
    @CurrentCaller() caller: Caller,
    @Args() args: PlatformAccountsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<PlatformAccountView>> {
    return this.queries.platformAccounts(caller, args, selection);
  }

  @QueryOperation(() => PlatformAccountView, {
    zh: '一个平台账号',
    en: 'One platform account',
    permission: 'streamers.read',
    nullable: true,
  })
  platformAccount(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<PlatformAccountView | null> {
    return this.queries.platformAccount(caller, id, selection);
  }

  @MutationOperation(() => PlatformAccountPayload, { zh: '登记平台账号', en: 'Register a platform account', permission: MANAGE })
  async registerPlatformAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RegisterPlatformAccountInput,
    @Selected() selection: Selection,
  ): Promise<PlatformAccountPayload> {
    return this.shown(caller, await this.accounts.registerPlatformAccount(caller, input), selection);
  }

  @MutationOperation(() => PlatformAccountPayload, { zh: '修改平台账号', en: 'Change a platform account', permission: MANAGE })
  async changePlatformAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ChangePlatformAccountInput,
    @Selected() selection: Selection,
  ): Promise<PlatformAccountPayload> {
    return this.shown(caller, await this.accounts.changePlatformAccount(caller, input), selection);
  }

  @MutationOperation(() => PlatformAccountPayload, { zh: '停用平台账号', en: 'Take a platform account out of use', permission: MANAGE })
  async closePlatformAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PlatformAccountTargetInput,
    @Selected() selection: Selection,
  ): Promise<PlatformAccountPayload> {
    return this.shown(caller, await this.accounts.closePlatformAccount(caller, input), selection);
  }

  @MutationOperation(() => PlatformAccountPayload, {
    zh: '重新启用平台账号',
    en: 'Put a closed platform account to use again',
    permission: MANAGE,
  })
  async reopenPlatformAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: PlatformAccountTargetInput,
    @Selected() selection: Selection,
  ): Promise<PlatformAccountPayload> {
    return this.shown(caller, await this.accounts.reopenPlatformAccount(caller, input), selection);
  }

  private async shown(caller: Caller, id: string, selection: Selection): Promise<PlatformAccountPayload> {
    return { platformAccount: await this.queries.platformAccount(caller, id, selectionBelow(selection, 'platformAccount')) };
  }
}
