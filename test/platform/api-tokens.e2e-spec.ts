import { API_TOKENS_PER_ACCOUNT_MAX } from '../../src/platform/auth/api-tokens.service.js';
import { API_TOKEN_DAYS_MAX } from '../../src/platform/auth/tokens.js';
import { AuthCleanup } from '../../src/platform/auth/auth-cleanup.js';
import { INSTALLATION_SCOPE } from '../../src/platform/database/ids.js';
import { TestApp } from '../support/test-app.js';
import { AccountDesk, freshKey } from './account-desk.js';

interface TokenAnswer {
  token: string | null;
  apiToken: { id: string; name: string; permissions: string[]; revokedAt: string | null } | null;
  userErrors: { code: string; field: string[] }[];
}

const DAY_MS = 86_400_000;
const AUDITOR = { role: 'AUDITOR', scopeKind: 'INSTALLATION', scopeId: INSTALLATION_SCOPE };
const CREATE =
  'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { token apiToken { id name permissions revokedAt } userErrors { code field } } }';
const REVOKE =
  'mutation ($input: RevokeApiTokenInput!) { revokeApiToken(input: $input) { apiToken { id revokedAt } userErrors { code field } } }';

describe('API tokens', () => {
  let app: TestApp;
  let desk: AccountDesk;
  let admin: string;
  beforeAll(async () => {
    app = await TestApp.start({ TRUST_PROXY: 'true' });
    desk = new AccountDesk(app);
    admin = await app.administrator();
  });
  afterEach(() => app.clock.set(null));
  afterAll(() => app.close());

  const inDays = (days: number, plusMs = 0) => new Date(app.clock.now().getTime() + days * DAY_MS + plusMs).toISOString();
  const create = async (owner: string, changes: Record<string, unknown> = {}): Promise<TokenAnswer> => {
    const input = { name: '报表系统', permissions: ['jobs.read'], expiresAt: inDays(30), idempotencyKey: freshKey(), ...changes };
    return (await app.ask<{ createApiToken: TokenAnswer }>(owner, CREATE, { input })).createApiToken;
  };
  const codeOf = async (token: string, query: string) => (await app.send(token, query)).errors?.[0]?.extensions.code ?? 'OK';
  const viewerPermissions = async (token: string) =>
    (await app.ask<{ viewer: { permissions: string[] } }>(token, '{ viewer { permissions } }')).viewer.permissions;

  it('act with the permissions that they list and no others (auth 7)', async () => {
    const { token, apiToken } = await create(admin, { permissions: ['jobs.read', 'audit.read', 'jobs.read'] });
    expect(apiToken).toMatchObject({ name: '报表系统', permissions: ['audit.read', 'jobs.read'], revokedAt: null });
    expect(await viewerPermissions(token!)).toEqual(['audit.read', 'jobs.read']);
    expect(await codeOf(token!, '{ accounts { totalCount } }')).toBe('FORBIDDEN');
  });

  it('are limited to permissions that their owner holds, all wrong ones named at once (auth 7)', async () => {
    const auditor = await app.signInAs([AUDITOR]);
    const { userErrors, token } = await create(auditor, {
      permissions: ['jobs.read', 'accounts.manage', 'no.such'],
      expiresAt: inDays(400),
    });
    expect(token).toBeNull();
    expect(userErrors).toEqual([
      { code: 'PERMISSION_UNKNOWN', field: ['input', 'permissions', '1'] },
      { code: 'PERMISSION_UNKNOWN', field: ['input', 'permissions', '2'] },
      { code: 'TOKEN_TOO_LONG_LIVED', field: ['input', 'expiresAt'] },
    ]);
  });

  it('lose what their owner loses (auth 7)', async () => {
    const auditor = await app.signInAs([AUDITOR]);
    const { token } = await create(auditor);
    expect(await viewerPermissions(token!)).toEqual(['jobs.read']);
    const { viewer } = await app.ask<{ viewer: { accountId: string } }>(auditor, '{ viewer { accountId } }');
    await app.dataSource.query('DELETE FROM role_grant WHERE accountId = ?', [viewer.accountId]);
    expect(await viewerPermissions(token!)).toEqual([]);
  });

  it('end on their day, which is at most 365 days ahead (auth 7)', async () => {
    const start = new Date();
    app.clock.set(start);
    const refused = [inDays(API_TOKEN_DAYS_MAX, 1), inDays(0), inDays(-1)];
    for (const expiresAt of refused)
      expect((await create(admin, { expiresAt })).userErrors).toMatchObject([{ code: 'TOKEN_TOO_LONG_LIVED' }]);
    const { token } = await create(admin, { expiresAt: inDays(API_TOKEN_DAYS_MAX) });
    app.clock.set(new Date(start.getTime() + API_TOKEN_DAYS_MAX * DAY_MS - 1));
    expect(await codeOf(token!, '{ viewer { accountId } }')).toBe('OK');
    app.clock.set(new Date(start.getTime() + API_TOKEN_DAYS_MAX * DAY_MS));
    expect(await codeOf(token!, '{ viewer { accountId } }')).toBe('UNAUTHENTICATED');
  });

  it('are shown once: a repeated request makes no second one and gets no token (auth 1)', async () => {
    const owner = await app.signInAs([AUDITOR]);
    const request = { expiresAt: inDays(30), idempotencyKey: freshKey() };
    const [first, second] = [await create(owner, request), await create(owner, request)];
    expect(second).toEqual({ ...first, token: null });
    const stored = JSON.stringify(await app.dataSource.query('SELECT * FROM api_token'));
    expect(stored).not.toContain(first.token!);
    const { apiTokens } = await app.ask<{ apiTokens: { totalCount: number } }>(
      owner,
      '{ apiTokens { totalCount nodes { id name permissions } } }',
    );
    expect(apiTokens.totalCount).toBe(1);
  });

  it('can be revoked by their owner alone, with effect on the next request (auth 2)', async () => {
    const [owner, stranger] = [await app.signInAs([AUDITOR]), await app.signInAs([AUDITOR])];
    const { token, apiToken } = await create(owner);
    const input = { apiTokenId: apiToken!.id };
    expect((await app.send(stranger, REVOKE, { input })).errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    expect(await codeOf(token!, '{ viewer { accountId } }')).toBe('OK');
    const { revokeApiToken } = await app.ask<{ revokeApiToken: TokenAnswer }>(owner, REVOKE, { input });
    expect(revokeApiToken.apiToken?.revokedAt).not.toBeNull();
    expect(await codeOf(token!, '{ viewer { accountId } }')).toBe('UNAUTHENTICATED');
    const again = await app.ask<{ revokeApiToken: TokenAnswer }>(owner, REVOKE, { input });
    expect(again.revokeApiToken.userErrors).toMatchObject([{ code: 'API_TOKEN_REVOKED' }]);
  });

  it('touch no password, session or token (auth 7)', async () => {
    const { token } = await create(admin);
    const newToken = { name: 'x', permissions: ['jobs.read'], expiresAt: inDays(1), idempotencyKey: freshKey() };
    const attempts: [string, Record<string, unknown>][] = [
      [CREATE, { input: newToken }],
      [REVOKE, { input: { apiTokenId: 'x' } }],
      ['mutation { signOut { isSignedOut } }', {}],
      ['mutation { revokeSession(input: { sessionId: "x" }) { sessionId } }', {}],
      ['mutation { changePassword(input: { currentPassword: "x", newPassword: "0123456789ab" }) { userErrors { code } } }', {}],
    ];
    for (const [operation, variables] of attempts) {
      const answer = await app.send(token, operation, variables);
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'SIGN_IN_REQUIRED' });
    }
  });

  it('are revoked when their owner is disabled, and stay so when it is enabled again (auth 2)', async () => {
    const owner = await desk.open();
    const { token } = await create((await desk.session(owner.loginName)).accessToken);
    const target = { accountId: owner.id, expectedVersion: 1 };
    await app.ask(admin, 'mutation ($input: DisableAccountInput!) { disableAccount(input: $input) { userErrors { code } } }', {
      input: { ...target, reason: '离职' },
    });
    expect(await codeOf(token!, '{ viewer { accountId } }')).toBe('UNAUTHENTICATED');
    await app.ask(admin, 'mutation ($input: AccountTargetInput!) { enableAccount(input: $input) { userErrors { code } } }', {
      input: { ...target, expectedVersion: 2 },
    });
    expect(await codeOf(token!, '{ viewer { accountId } }')).toBe('UNAUTHENTICATED');
  });

  it(`are at most ${API_TOKENS_PER_ACCOUNT_MAX} of one account, also when several are made at once`, async () => {
    const owner = await app.signInAs([AUDITOR]);
    const answers = await Promise.all(Array.from({ length: API_TOKENS_PER_ACCOUNT_MAX + 5 }, () => create(owner)));
    expect(answers.filter((answer) => answer.token !== null)).toHaveLength(API_TOKENS_PER_ACCOUNT_MAX);
    expect(answers.filter((answer) => answer.token === null).flatMap((answer) => answer.userErrors.map((error) => error.code))).toEqual(
      Array(5).fill('API_TOKENS_TOO_MANY'),
    );
  });
});

describe('the cleanup of sign-ins', () => {
  it('removes what ended long ago and nothing that still counts', async () => {
    const app = await TestApp.start();
    try {
      const desk = new AccountDesk(app);
      const { loginName } = await desk.open();
      const kept = await desk.session(loginName);
      await desk.refresh((await desk.session(loginName)).refreshToken);
      const count = async (table: string) =>
        Number((await app.dataSource.query<{ n: number }[]>(`SELECT COUNT(*) AS n FROM ${table}`))[0]!.n);
      const clean = () => app.transactions.run((tx) => app.api.get(AuthCleanup).removeStale(tx));
      expect(await clean()).toBe(0);
      expect(await desk.knock(kept.accessToken)).toBe('OK');
      app.clock.set(new Date(Date.now() + 43 * DAY_MS));
      expect(await clean()).toBeGreaterThan(0);
      expect([await count('auth_session'), await count('used_refresh_token'), await count('sign_in_throttle')]).toEqual([0, 0, 0]);
      expect([await count('account'), await count('role_grant')]).toEqual([1, 1]);
    } finally {
      await app.close();
    }
  });
});
