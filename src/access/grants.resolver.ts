import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AccountPayload, AccountView } from '../platform/auth/accounts.objects.js';
import { AccountQueries } from '../platform/auth/accounts.queries.js';
import type { Caller } from '../platform/auth/caller.js';
import { CurrentCaller } from '../platform/auth/current-caller.js';
import { Permission, SIGNED_IN } from '../platform/auth/permissions.js';
import { Viewer } from '../platform/auth/viewer.objects.js';
import type { Selection } from '../platform/database/listing.js';
import { described } from '../platform/graphql/descriptions.js';
import { MutationOperation } from '../platform/graphql/operations.js';
import { Selected, selectionBelow } from '../platform/graphql/selection.js';
import { GrantRoleInput, RevokeRoleInput } from './grants.inputs.js';
import { RoleGrantView, ViewerGrant } from './grants.objects.js';
import { Grants } from './grants.service.js';

const INPUT = { description: described('输入', 'Input') };
const MANAGE = 'accounts.manage';

/** Roles of accounts. */
@Resolver(() => AccountView)
export class GrantsResolver {
  constructor(
    private readonly service: Grants,
    private readonly accounts: AccountQueries,
  ) {}

  @MutationOperation(() => AccountPayload, {
    zh: '授予角色;党务角色须单独授予,不随园区角色产生',
    en: 'Grants a role; party roles are granted by themselves and never follow from a park role',
    permission: MANAGE,
  })
  async grantRole(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: GrantRoleInput,
    @Selected() selection: Selection,
  ): Promise<AccountPayload> {
    await this.service.grantRole(caller, input);
    return this.shown(input.accountId, selection);
  }

  @MutationOperation(() => AccountPayload, { zh: '收回角色,立即生效', en: 'Takes a role back, at once', permission: MANAGE })
  async revokeRole(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevokeRoleInput,
    @Selected() selection: Selection,
  ): Promise<AccountPayload> {
    return this.shown(await this.service.revokeRole(caller, input.grantId), selection);
  }

  /** Read with the account, in one statement for a whole page. */
  @Permission(MANAGE)
  @ResolveField(() => [RoleGrantView], { description: described('拥有的角色', 'Roles held') })
  grants(@Parent() account: AccountView): RoleGrantView[] {
    return account.grants ?? [];
  }

  private async shown(accountId: string, selection: Selection): Promise<AccountPayload> {
    return { account: await this.accounts.account(accountId, selectionBelow(selection, 'account')) };
  }
}

/** Roles of the caller. */
@Resolver(() => Viewer)
export class ViewerGrantsResolver {
  @Permission(SIGNED_IN)
  @ResolveField(() => [ViewerGrant], { description: described('拥有的角色', 'Roles held') })
  grants(@Parent() viewer: Viewer): ViewerGrant[] {
    return [...viewer.grants];
  }
}
