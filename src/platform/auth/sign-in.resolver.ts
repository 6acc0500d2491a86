import { Args, Resolver } from '@nestjs/graphql';
import type { Selection } from '../database/listing.js';
import { described } from '../graphql/descriptions.js';
import { MutationOperation } from '../graphql/operations.js';
import { Selected } from '../graphql/selection.js';
import { requestContext } from '../operations/request-context.js';
import { RefreshSessionInput, SignInInput } from './accounts.inputs.js';
import { Authenticator } from './authenticator.js';
import { Sessions, type SessionTokens } from './sessions.service.js';
import { SessionPayload } from './viewer.objects.js';
import { Viewers } from './viewers.js';

const INPUT = { description: described('输入', 'Input') };

/** The operations that are open to everybody. */
@Resolver()
export class SignInResolver {
  constructor(
    private readonly sessions: Sessions,
    private readonly authenticator: Authenticator,
    private readonly viewers: Viewers,
  ) {}

  @MutationOperation(() => SessionPayload, {
    zh: '登录;同一登录名 15 分钟内失败 5 次即锁定',
    en: 'Signs in; five failures of one name within 15 minutes lock it',
    permission: 'PUBLIC',
  })
  async signIn(@Args('input', INPUT) input: SignInInput, @Selected() selection: Selection): Promise<SessionPayload> {
    return this.shown(await this.sessions.signIn(input.loginName, input.password, requestContext().address), selection);
  }

  @MutationOperation(() => SessionPayload, {
    zh: '续期:用续期令牌换取新的令牌',
    en: 'Stays signed in: exchanges the refresh token for new tokens',
    permission: 'PUBLIC',
  })
  async refreshSession(@Args('input', INPUT) input: RefreshSessionInput, @Selected() selection: Selection): Promise<SessionPayload> {
    return this.shown(await this.sessions.refresh(input.refreshToken), selection);
  }

  private async shown(tokens: SessionTokens, selection: Selection): Promise<SessionPayload> {
    const viewer = selection.viewer ? this.viewers.of(await this.authenticator.authenticate(`Bearer ${tokens.accessToken}`)) : null;
    return { ...tokens, viewer };
  }
}
