import { randomUUID } from 'node:crypto';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { TestApp } from '../support/test-app.js';
import { AccountDesk, freshKey, PASSWORD } from './account-desk.js';

interface AccountAnswer {
  id: string;
  loginName: string;
  status: string;
  version: number;
  mustChangePassword: boolean;
  grants: { id: string; role: string; scopeKind: string; scopeId: string }[];
}
type Outcome = { account: AccountAnswer | null; userErrors: { code: string; field: string[] }[] };

const TEMPORARY = 'temporary-secret-7';
const FIELDS = 'account { id loginName status version mustChangePassword grants { id role scopeKind scopeId } } userErrors { code field }';

describe('accounts', () => {
  let app: TestApp;
  let desk: AccountDesk;
  let admin: string;
  beforeAll(async () => {
    app = await TestApp.start({ TRUST_PROXY: 'true' });
    desk = new AccountDesk(app);
    admin = await app.administrator();
  });
  afterAll(() => app.close());

  const run = async (token: string, verb: string, input: Record<string, unknown>): Promise<Outcome> => {
    const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`.replace('EnableAccountInput', 'AccountTargetInput');
    const data = await app.ask<Record<string, Outcome>>(token, `mutation ($input: ${type}!) { ${verb}(input: $input) { ${FIELDS} } }`, {
      input,
    });
    return data[verb]!;
  };
  const created = async (changes: Record<string, unknown> = {}): Promise<AccountAnswer> => {
    const loginName = `new-${randomUUID().slice(0, 8)}`;
    const input = { loginName, displayName: '李四', temporaryPassword: TEMPORARY, idempotencyKey: freshKey(), ...changes };
    return (await run(admin, 'createAccount', input)).account!;
  };
  const auditActions = async (recordId: string): Promise<string[]> => {
    const rows = await app.dataSource.query<{ action: string }[]>('SELECT action FROM audit_entry WHERE recordId = ? ORDER BY id', [
      recordId,
    ]);
    return rows.map((row) => row.action);
  };
  const changePassword = (token: string, currentPassword: string, newPassword: string) =>
    app.ask<{ changePassword: { viewer: { mustChangePassword: boolean } | null; userErrors: { code: string }[] } }>(
      token,
      'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { mustChangePassword } userErrors { code } } }',
      { input: { currentPassword, newPassword } },
    );

  it('let a new person do nothing but change the temporary password (auth 5)', async () => {
    const { id, loginName } = await created();
    const { accessToken } = await desk.session(loginName, TEMPORARY);
    const { viewer } = await app.ask<{ viewer: { mustChangePassword: boolean } }>(accessToken, '{ viewer { mustChangePassword } }');
    expect(viewer.mustChangePassword).toBe(true);
    const closed = await app.send(accessToken, '{ mySessions { totalCount } }', {}, { 'accept-language': 'en' });
    expect(closed.errors?.[0]).toMatchObject({
      message: 'Change your password first (changePassword).',
      extensions: { code: 'FORBIDDEN', reason: 'PASSWORD_CHANGE_REQUIRED' },
    });
    const { changePassword: outcome } = await changePassword(accessToken, TEMPORARY, PASSWORD);
    expect(outcome).toEqual({ viewer: { mustChangePassword: false }, userErrors: [] });
    await app.ask(accessToken, '{ mySessions { totalCount } }');
    expect((await desk.signIn(loginName, TEMPORARY)).code).toBe('SIGN_IN_REFUSED');
    expect(await auditActions(id)).toEqual(['createAccount', 'changePassword']);
  });

  it('are opened once per idempotency key, and a name is taken once, whatever its case (auth 8)', async () => {
    const idempotencyKey = freshKey();
    const loginName = `Twice-${randomUUID().slice(0, 8)}`;
    const [first, second] = await Promise.all([created({ loginName, idempotencyKey }), created({ loginName, idempotencyKey })]);
    expect(first.id).toBe(second.id);
    expect(first.loginName).toBe(loginName.toLowerCase());
    const input = { loginName: loginName.toUpperCase(), displayName: '王五', temporaryPassword: TEMPORARY, idempotencyKey: freshKey() };
    expect(await run(admin, 'createAccount', input)).toEqual({
      account: null,
      userErrors: [{ code: 'LOGIN_NAME_TAKEN', field: ['input', 'loginName'] }],
    });
  });

  it('take no password that is easy to guess, at opening, reset and change (auth 1)', async () => {
    const { id, loginName, version } = await created();
    const weak = `${loginName}-2026`;
    const opening = { loginName: 'somebody-else', displayName: '赵六', temporaryPassword: 'somebody-else-1', idempotencyKey: freshKey() };
    expect((await run(admin, 'createAccount', opening)).userErrors).toEqual([
      { code: 'PASSWORD_TOO_WEAK', field: ['input', 'temporaryPassword'] },
    ]);
    const reset = { accountId: id, expectedVersion: version, temporaryPassword: weak };
    expect((await run(admin, 'resetPassword', reset)).userErrors).toEqual([
      { code: 'PASSWORD_TOO_WEAK', field: ['input', 'temporaryPassword'] },
    ]);
    const { accessToken } = await desk.session(loginName, TEMPORARY);
    const codesOf = async (current: string, next: string) =>
      (await changePassword(accessToken, current, next)).changePassword.userErrors.map((error) => error.code);
    expect(await codesOf(TEMPORARY, TEMPORARY)).toEqual(['PASSWORD_UNCHANGED']);
    expect(await codesOf('not-the-password', weak)).toEqual(['PASSWORD_WRONG', 'PASSWORD_TOO_WEAK']);
    const short = await app.send(
      accessToken,
      'mutation { changePassword(input: { currentPassword: "x", newPassword: "short" }) { userErrors { code } } }',
    );
    expect(short.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: ['input', 'newPassword'] }] });
  });

  it('lock after five wrong guesses of the current password, so that a found device opens nothing more (auth 4)', async () => {
    const { loginName } = await desk.open();
    const { accessToken } = await desk.session(loginName);
    for (let guess = 0; guess < 5; guess++) await changePassword(accessToken, `wrong-guess-${guess}`, 'another-horse-43');
    const mutation = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }';
    const locked = await app.send(accessToken, mutation, { input: { currentPassword: PASSWORD, newPassword: 'another-horse-43' } });
    expect(locked.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
  });

  it('end all other sessions when the password changes, and keep the one that changed it (auth 2)', async () => {
    const { loginName } = await desk.open();
    const [here, there] = [await desk.session(loginName), await desk.session(loginName)];
    await changePassword(here.accessToken, PASSWORD, 'another-horse-43');
    expect([await desk.knock(here.accessToken), await desk.knock(there.accessToken)]).toEqual(['OK', 'UNAUTHENTICATED']);
    expect(await desk.refresh(there.refreshToken)).toBe('UNAUTHENTICATED');
  });

  it('that are disabled lose their sessions with the next request, and enabling gives none back (auth 2)', async () => {
    const { id, loginName } = await desk.open();
    const tokens = await desk.session(loginName);
    const disabled = await run(admin, 'disableAccount', { accountId: id, expectedVersion: 1, reason: '离职' });
    expect(disabled).toMatchObject({ account: { status: 'DISABLED', version: 2 }, userErrors: [] });
    expect(await desk.knock(tokens.accessToken)).toBe('UNAUTHENTICATED');
    const again = await run(admin, 'disableAccount', { accountId: id, expectedVersion: 2, reason: '离职' });
    expect(again.userErrors).toEqual([{ code: 'ACCOUNT_STATE_FORBIDS', field: ['input', 'accountId'] }]);
    expect((await run(admin, 'enableAccount', { accountId: id, expectedVersion: 2 })).account?.status).toBe('ACTIVE');
    expect(await desk.knock(tokens.accessToken)).toBe('UNAUTHENTICATED');
    expect((await desk.signIn(loginName, PASSWORD)).code).toBe('OK');
    expect(await auditActions(id)).toEqual(['createAccount', 'grantRole', 'disableAccount', 'enableAccount']);
  });

  it('change only at the version that the administrator saw', async () => {
    const { id } = await desk.open();
    const stale = await run(admin, 'disableAccount', { accountId: id, expectedVersion: 7, reason: '离职' });
    expect(stale.userErrors).toEqual([{ code: 'STALE_VERSION', field: ['input', 'expectedVersion'] }]);
  });

  it('get a temporary password by a reset, which ends sessions and unlocks the name (auth 5)', async () => {
    const { id, loginName } = await desk.open();
    const tokens = await desk.session(loginName);
    for (let guess = 0; guess < 6; guess++) await desk.signIn(loginName, 'not-the-password');
    expect((await desk.signIn(loginName, PASSWORD)).code).toBe('RATE_LIMITED');
    const reset = await run(admin, 'resetPassword', { accountId: id, expectedVersion: 1, temporaryPassword: TEMPORARY });
    expect(reset.account).toMatchObject({ mustChangePassword: true, version: 2 });
    expect(await desk.knock(tokens.accessToken)).toBe('UNAUTHENTICATED');
    expect((await desk.signIn(loginName, TEMPORARY)).code).toBe('OK');
  });

  it('gain and lose roles with the next request (auth 2)', async () => {
    const { id, loginName } = await created();
    const { accessToken } = await desk.session(loginName, TEMPORARY);
    await changePassword(accessToken, TEMPORARY, PASSWORD);
    const look = async () => (await app.send(accessToken, '{ accounts { totalCount } }')).errors?.[0]?.extensions.code ?? 'OK';
    expect(await look()).toBe('FORBIDDEN');
    const grant = { accountId: id, role: 'PLATFORM_ADMIN', scopeKind: 'INSTALLATION', idempotencyKey: freshKey() };
    const granted = await run(admin, 'grantRole', grant);
    expect(granted.account?.grants).toEqual([
      { id: expect.any(String), role: 'PLATFORM_ADMIN', scopeKind: 'INSTALLATION', scopeId: INSTALLATION_SCOPE },
    ]);
    expect(await look()).toBe('OK');
    expect((await run(admin, 'grantRole', grant)).account?.grants).toHaveLength(1);
    expect((await run(admin, 'grantRole', { ...grant, idempotencyKey: freshKey() })).userErrors).toEqual([
      { code: 'ROLE_ALREADY_GRANTED', field: ['input', 'role'] },
    ]);
    const revoked = await run(admin, 'revokeRole', { grantId: granted.account!.grants[0]!.id });
    expect(revoked.account?.grants).toEqual([]);
    expect(await look()).toBe('FORBIDDEN');
  });

  it('hold a role only over what it may cover and what exists (access 1)', async () => {
    const { id } = await created();
    const grant = (changes: Record<string, unknown>) => ({ accountId: id, idempotencyKey: freshKey(), ...changes });
    const mismatch = await run(admin, 'grantRole', grant({ role: 'PARTY_RECORDER', scopeKind: 'PARK', scopeId: newId() }));
    expect(mismatch.userErrors).toEqual([{ code: 'ROLE_SCOPE_MISMATCH', field: ['input', 'scopeKind'] }]);
    const mutation = `mutation ($input: GrantRoleInput!) { grantRole(input: $input) { ${FIELDS} } }`;
    const extensionsOf = async (changes: Record<string, unknown>) =>
      (await app.send(admin, mutation, { input: grant(changes) })).errors?.[0]?.extensions;
    const organization = { role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION' };
    expect(await extensionsOf({ ...organization, scopeId: newId() })).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'scopeId'] });
    expect(await extensionsOf(organization)).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['input', 'scopeId'], code: 'REQUIRED' }],
    });
    expect(await extensionsOf({ role: 'PLATFORM_ADMIN', scopeKind: 'INSTALLATION', accountId: newId() })).toMatchObject({
      code: 'NOT_FOUND',
      path: ['input', 'accountId'],
    });
  });

  it('are listed with filters and their roles, and only for administrators (access 1)', async () => {
    const { id, loginName } = await desk.open('findable');
    const list =
      'query ($filter: AccountFilter) { accounts(filter: $filter, first: 5) { totalCount nodes { id grants { role } } } account(id: "none") { id } }';
    const found = async (filter: Record<string, unknown>) =>
      (await app.ask<{ accounts: { nodes: { id: string }[] }; account: null }>(admin, list, { filter })).accounts.nodes.map(
        (node) => node.id,
      );
    expect(await found({ search: loginName.toUpperCase() })).toEqual([id]);
    expect(await found({ search: loginName, role: 'PLATFORM_ADMIN', status: 'ACTIVE' })).toEqual([id]);
    expect(await found({ search: loginName, role: 'OPERATOR' })).toEqual([]);
    expect(await found({ search: loginName, grantScopeId: INSTALLATION_SCOPE })).toEqual([id]);
    const auditor = await app.signInAs([{ role: 'AUDITOR', scopeKind: 'INSTALLATION', scopeId: INSTALLATION_SCOPE }]);
    expect((await app.send(auditor, list)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await app.send(null, list)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('the last administrator', () => {
  let app: TestApp;
  let desk: AccountDesk;
  beforeEach(async () => {
    app = await TestApp.start();
    desk = new AccountDesk(app);
  });
  afterEach(() => app.close());

  const disable = (token: string, accountId: string, expectedVersion = 1) =>
    app.send<{ disableAccount: Outcome }>(
      token,
      `mutation ($input: DisableAccountInput!) { disableAccount(input: $input) { ${FIELDS} } }`,
      {
        input: { accountId, expectedVersion, reason: '试试看' },
      },
    );

  it('can neither be disabled nor lose the role (auth 6)', async () => {
    const { id, loginName } = await desk.open();
    const { accessToken } = await desk.session(loginName);
    expect((await disable(accessToken, id)).data.disableAccount.userErrors).toEqual([
      { code: 'LAST_ADMINISTRATOR', field: ['input', 'accountId'] },
    ]);
    const { account } = await app.ask<{ account: AccountAnswer }>(accessToken, 'query ($id: ID!) { account(id: $id) { grants { id } } }', {
      id,
    });
    const revoke = `mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) { ${FIELDS} } }`;
    const { revokeRole } = await app.ask<{ revokeRole: Outcome }>(accessToken, revoke, { input: { grantId: account.grants[0]!.id } });
    expect(revokeRole.userErrors).toEqual([{ code: 'LAST_ADMINISTRATOR', field: ['input', 'grantId'] }]);
    expect(await desk.knock(accessToken)).toBe('OK');
  });

  it('remains when two administrators disable each other at once (auth 6)', async () => {
    const [left, right] = [await desk.open('left'), await desk.open('right')];
    const [ofLeft, ofRight] = [await desk.session(left.loginName), await desk.session(right.loginName)];
    await Promise.all([disable(ofLeft.accessToken, right.id), disable(ofRight.accessToken, left.id)]);
    const active = await app.dataSource.query<unknown[]>("SELECT id FROM account WHERE status = 'ACTIVE'");
    expect(active).toHaveLength(1);
  });

  it('remains when one of two is disabled while the other gives up the role (auth 6)', async () => {
    const [left, right] = [await desk.open('left'), await desk.open('right')];
    const [ofLeft, ofRight] = [await desk.session(left.loginName), await desk.session(right.loginName)];
    const { account } = await app.ask<{ account: AccountAnswer }>(
      ofLeft.accessToken,
      'query ($id: ID!) { account(id: $id) { grants { id } } }',
      { id: left.id },
    );
    const revoke = `mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) { ${FIELDS} } }`;
    await Promise.all([
      app.send(ofLeft.accessToken, revoke, { input: { grantId: account.grants[0]!.id } }),
      disable(ofRight.accessToken, right.id),
    ]);
    const remaining = await app.dataSource.query<unknown[]>(
      "SELECT a.id FROM account a JOIN role_grant g ON g.accountId = a.id WHERE a.status = 'ACTIVE' AND g.role = 'PLATFORM_ADMIN'",
    );
    expect(remaining).toHaveLength(1);
  });
});
