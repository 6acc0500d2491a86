import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Page, Selection } from '../database/listing.js';
import { described } from '../graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../graphql/operations.js';
import { Selected, selectionBelow } from '../graphql/selection.js';
import { AccountCreation } from './account-creation.service.js';
import { AccountsArgs, AccountTargetInput, CreateAccountInput, DisableAccountInput, ResetPasswordInput } from './accounts.inputs.js';
import { AccountConnection, AccountPayload, AccountView } from './accounts.objects.js';
import { AccountQueries } from './accounts.queries.js';
import { Accounts } from './accounts.service.js';
import type { Caller } from './caller.js';
import { CurrentCaller } from './current-caller.js';

const INPUT = { description: described('输入', 'Input') };
const MANAGE = 'accounts.manage';

/** Accounts, for administrators. */
@Resolver()
export class AccountsResolver {
  constructor(
    private readonly creation: AccountCreation,
    private readonly service: Accounts,
    private readonly queries: AccountQueries,
  ) {}

  @QueryOperation(() => AccountConnection, { zh: '账号列表', en: 'Accounts', permission: MANAGE })
  accounts(@Args() args: AccountsArgs, @Selected() selection: Selection): Promise<Page<AccountView>> {
    return this.queries.accounts(args, selection);
  }

  @QueryOperation(() => AccountView, { zh: '一个账号', en: 'One account', permission: MANAGE, nullable: true })
  account(
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<AccountView | null> {
    return this.queries.account(id, selection);
  }

  @MutationOperation(() => AccountPayload, {
    zh: '开立账号(尚无任何角色)',
    en: 'Opens an account, which has no role yet',
    permission: MANAGE,
  })
  async createAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CreateAccountInput,
    @Selected() selection: Selection,
  ): Promise<AccountPayload> {
    return this.shown(await this.creation.createAccount(caller, input), selection);
  }

  @MutationOperation(() => AccountPayload, {
    zh: '停用账号:立即结束其全部会话并撤销其 API 令牌',
    en: 'Disables an account: its sessions end and its API tokens are revoked at once',
    permission: MANAGE,
  })
  async disableAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: DisableAccountInput,
    @Selected() selection: Selection,
  ): Promise<AccountPayload> {
    return this.shown(await this.service.disableAccount(caller, input), selection);
  }

  @MutationOperation(() => AccountPayload, { zh: '恢复已停用的账号', en: 'Opens a disabled account again', permission: MANAGE })
  async enableAccount(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: AccountTargetInput,
    @Selected() selection: Selection,
  ): Promise<AccountPayload> {
    return this.shown(await this.service.enableAccount(caller, input), selection);
  }

  @MutationOperation(() => AccountPayload, {
    zh: '重置密码:结束其全部会话,解除登录锁定,下次登录须修改',
    en: 'Resets a password: sessions end, the name is unlocked, and it must be changed at the next sign-in',
    permission: MANAGE,
  })
  async resetPassword(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ResetPasswordInput,
    @Selected() selection: Selection,
  ): Promise<AccountPayload> {
    return this.shown(await this.service.resetPassword(caller, input), selection);
  }

  private async shown(id: string, selection: Selection): Promise<AccountPayload> {
    return { account: await this.queries.account(id, selectionBelow(selection, 'account')) };
  }
}
