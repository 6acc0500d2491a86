import { Args, Resolver } from '@nestjs/graphql';
import type { Page, Selection } from '../database/listing.js';
import { described } from '../graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../graphql/operations.js';
import { Selected, selectionBelow } from '../graphql/selection.js';
import { requestContext } from '../operations/request-context.js';
import {
  ApiTokensArgs,
  AuthSessionsArgs,
  ChangePasswordInput,
  CreateApiTokenInput,
  RevokeApiTokenInput,
  RevokeSessionInput,
} from './accounts.inputs.js';
import {
  ApiTokenConnection,
  type ApiTokenView,
  AuthSessionConnection,
  type AuthSessionView,
  CreateApiTokenPayload,
  RevokeApiTokenPayload,
} from './accounts.objects.js';
import { AccountQueries } from './accounts.queries.js';
import { ApiTokens } from './api-tokens.service.js';
import type { Caller } from './caller.js';
import { CurrentCaller } from './current-caller.js';
import { OwnAccount } from './own-account.service.js';
import { OpenBeforePasswordChange, SIGNED_IN } from './permissions.js';
import { ChangePasswordPayload, RevokeSessionPayload, SignOutPayload } from './viewer.objects.js';
import { Viewers } from './viewers.js';

const INPUT = { description: described('输入', 'Input') };

/** What everybody does with the own account. */
@Resolver()
export class OwnAccountResolver {
  constructor(
    private readonly service: OwnAccount,
    private readonly tokens: ApiTokens,
    private readonly queries: AccountQueries,
    private readonly viewers: Viewers,
  ) {}

  @OpenBeforePasswordChange()
  @MutationOperation(() => SignOutPayload, {
    zh: '退出登录:结束当前会话',
    en: 'Signs out: ends the session of this request',
    permission: SIGNED_IN,
  })
  async signOut(@CurrentCaller() caller: Caller): Promise<SignOutPayload> {
    await this.service.signOut(caller);
    return { isSignedOut: true };
  }

  @OpenBeforePasswordChange()
  @MutationOperation(() => ChangePasswordPayload, {
    zh: '修改本人密码,并结束本人的其他会话',
    en: "Changes one's own password and ends one's other sessions",
    permission: SIGNED_IN,
  })
  async changePassword(@CurrentCaller() caller: Caller, @Args('input', INPUT) input: ChangePasswordInput): Promise<ChangePasswordPayload> {
    await this.service.changePassword(caller, input, requestContext().address);
    return { viewer: this.viewers.of({ ...caller, mustChangePassword: false }) };
  }

  @QueryOperation(() => AuthSessionConnection, { zh: '本人未结束的登录会话', en: "One's own open sessions", permission: SIGNED_IN })
  mySessions(
    @CurrentCaller() caller: Caller,
    @Args() args: AuthSessionsArgs,
    @Selected() selection: Selection,
  ): Promise<Page<AuthSessionView>> {
    return this.queries.mySessions(caller, args, selection);
  }

  @MutationOperation(() => RevokeSessionPayload, { zh: '结束本人的一个会话', en: "Ends one of one's own sessions", permission: SIGNED_IN })
  async revokeSession(@CurrentCaller() caller: Caller, @Args('input', INPUT) input: RevokeSessionInput): Promise<RevokeSessionPayload> {
    await this.service.revokeSession(caller, input.sessionId);
    return { sessionId: input.sessionId };
  }

  @QueryOperation(() => ApiTokenConnection, { zh: '本人的 API 令牌', en: "One's own API tokens", permission: SIGNED_IN })
  apiTokens(@CurrentCaller() caller: Caller, @Args() args: ApiTokensArgs, @Selected() selection: Selection): Promise<Page<ApiTokenView>> {
    return this.queries.apiTokens(caller, args, selection);
  }

  @MutationOperation(() => CreateApiTokenPayload, {
    zh: '为本人账号创建 API 令牌;令牌只显示一次',
    en: "Makes an API token of one's own account; it is shown once",
    permission: SIGNED_IN,
  })
  async createApiToken(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: CreateApiTokenInput,
    @Selected() selection: Selection,
  ): Promise<CreateApiTokenPayload> {
    const { id, token } = await this.tokens.createApiToken(caller, input);
    return { token, apiToken: await this.queries.apiToken(caller, id, selectionBelow(selection, 'apiToken')) };
  }

  @MutationOperation(() => RevokeApiTokenPayload, {
    zh: '撤销本人的 API 令牌',
    en: "Revokes one of one's own API tokens",
    permission: SIGNED_IN,
  })
  async revokeApiToken(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: RevokeApiTokenInput,
    @Selected() selection: Selection,
  ): Promise<RevokeApiTokenPayload> {
    await this.tokens.revokeApiToken(caller, input.apiTokenId);
    return { apiToken: await this.queries.apiToken(caller, input.apiTokenId, selectionBelow(selection, 'apiToken')) };
  }
}
