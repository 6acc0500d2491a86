import { randomUUID } from 'node:crypto';
import { AccountCreation } from '../../src/platform/auth/account-creation.service.js';
import { systemCaller } from '../../src/platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../src/platform/database/ids.js';
import type { TestApp } from '../support/test-app.js';

/** A password that is strong enough for every test. */
export const PASSWORD = 'correct-horse-42';

/** Tokens and refusals as signIn and refreshSession answer them. */
export interface SessionAnswer {
  accessToken: string | null;
  refreshToken: string | null;
  viewer?: { displayName: string; mustChangePassword: boolean } | null;
  userErrors: { code: string; message: string }[];
}

/** The outcome of a sign-in: `OK`, the code of a refusal, or the code of a fault. */
export interface SignInOutcome {
  code: string;
  message: string;
  session: SessionAnswer | null;
  retryAfterSeconds?: number;
}

const SESSION_FIELDS = 'accessToken refreshToken userErrors { code message }';

/** A fresh idempotency key. */
export const freshKey = (): string => `key-${randomUUID()}`;

/** Opens accounts and signs in through the API of a test application that trusts one proxy. */
export class AccountDesk {
  private addresses = 0;

  constructor(private readonly app: TestApp) {}

  /** An account with the password of all tests; its id and the sign-in name. */
  async open(prefix = 'person'): Promise<{ id: string; loginName: string }> {
    const loginName = `${prefix}-${randomUUID().slice(0, 8)}`;
    const id = await this.app.api
      .get(AccountCreation)
      .createAdministrator(systemCaller('test'), { loginName, displayName: '张三', password: PASSWORD });
    return { id, loginName };
  }

  /** A network address that no test has used. */
  freshAddress(): string {
    this.addresses++;
    return `198.51.${this.addresses >> 8}.${this.addresses & 255}`;
  }

  async signIn(loginName: string, password: string, address = this.freshAddress()): Promise<SignInOutcome> {
    const answer = await this.app.send<{ signIn: SessionAnswer }>(
      null,
      `mutation ($input: SignInInput!) { signIn(input: $input) { ${SESSION_FIELDS} } }`,
      { input: { loginName, password } },
      { 'x-forwarded-for': address },
    );
    const error = answer.errors?.[0];
    if (error) {
      const retryAfterSeconds = error.extensions.retryAfterSeconds as number | undefined;
      return { code: error.extensions.code, message: error.message, session: null, retryAfterSeconds };
    }
    const refusal = answer.data.signIn.userErrors[0];
    return { code: refusal?.code ?? 'OK', message: refusal?.message ?? '', session: refusal ? null : answer.data.signIn };
  }

  /** Tokens of a new session of the account. */
  async session(loginName: string, password = PASSWORD): Promise<{ accessToken: string; refreshToken: string }> {
    const { code, session } = await this.signIn(loginName, password);
    if (!session) throw new Error(`sign-in of ${loginName} was answered ${code}`);
    return { accessToken: session.accessToken!, refreshToken: session.refreshToken! };
  }

  /** New tokens, or the code of the fault. */
  async refresh(refreshToken: string): Promise<SessionAnswer | string> {
    const answer = await this.app.send<{ refreshSession: SessionAnswer }>(
      null,
      `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${SESSION_FIELDS} } }`,
      { input: { refreshToken } },
    );
    return answer.errors ? answer.errors[0]!.extensions.code : answer.data.refreshSession;
  }

  /** `OK` when the token opens the API, else the code of the fault. */
  async knock(token: string): Promise<string> {
    const answer = await this.app.send(token, '{ viewer { accountId } }');
    return answer.errors?.[0]?.extensions.code ?? 'OK';
  }

  /** The version of an account, as an administrator sees it. */
  async versionOf(id: string): Promise<number> {
    const rows = await this.app.dataSource.query<{ version: number }[]>('SELECT version FROM account WHERE scopeId = ? AND id = ?', [
      INSTALLATION_SCOPE,
      id,
    ]);
    return rows[0]!.version;
  }
}
