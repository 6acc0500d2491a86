import { randomUUID } from 'node:crypto';
import { ACCESS_TOKEN_MINUTES, REFRESH_TOKEN_DAYS } from '../../src/platform/auth/tokens.js';
import { ACCOUNT_FAILURES_MAX, ADDRESS_FAILURES_MAX, THROTTLE_WINDOW_MINUTES } from '../../src/platform/auth/sign-in-throttle.js';
import { TestApp } from '../support/test-app.js';
import { AccountDesk, PASSWORD, type SessionAnswer } from './account-desk.js';

const MINUTE_MS = 60_000;
const WRONG = 'not-the-password';

describe('signing in', () => {
  let app: TestApp;
  let desk: AccountDesk;
  beforeAll(async () => {
    app = await TestApp.start({ TRUST_PROXY: 'true' });
    desk = new AccountDesk(app);
  });
  afterEach(() => app.clock.set(null));
  afterAll(() => app.close());

  const later = (milliseconds: number) => app.clock.set(new Date(app.clock.now().getTime() + milliseconds));

  it('gives tokens that open the API, whatever the case of the name, and shows who signed in (auth 1)', async () => {
    const { loginName } = await desk.open();
    const input = { loginName: loginName.toUpperCase(), password: PASSWORD };
    const { signIn } = await app.ask<{ signIn: SessionAnswer }>(
      null,
      'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken accessExpiresAt refreshExpiresAt viewer { displayName mustChangePassword grants { role scopeKind } permissions } userErrors { code message } } }',
      { input },
    );
    expect(signIn.viewer).toMatchObject({
      displayName: '张三',
      mustChangePassword: false,
      grants: [{ role: 'PLATFORM_ADMIN', scopeKind: 'INSTALLATION' }],
    });
    expect(signIn.viewer).toHaveProperty('permissions', expect.arrayContaining(['accounts.manage', 'audit.verify']));
    expect(await desk.knock(signIn.accessToken!)).toBe('OK');
    expect(await desk.knock(signIn.refreshToken!)).toBe('UNAUTHENTICATED');
  });

  it('stores neither a token nor a password (auth 1)', async () => {
    const { loginName } = await desk.open();
    const { accessToken, refreshToken } = await desk.session(loginName);
    const tables = ['account', 'auth_session', 'used_refresh_token', 'audit_entry', 'idempotency_key', 'sign_in_throttle'];
    for (const table of tables) {
      const content = JSON.stringify(await app.dataSource.query(`SELECT * FROM ${table}`));
      for (const secret of [accessToken, refreshToken, PASSWORD]) expect(content).not.toContain(secret);
    }
  });

  it('answers an unknown name, a wrong password and a disabled account alike (auth 4)', async () => {
    const known = await desk.open();
    const disabled = await desk.open();
    await app.dataSource.query("UPDATE account SET status = 'DISABLED' WHERE id = ?", [disabled.id]);
    const outcomes = [
      await desk.signIn(`nobody-${randomUUID()}`, PASSWORD),
      await desk.signIn(known.loginName, WRONG),
      await desk.signIn(disabled.loginName, PASSWORD),
    ];
    expect(outcomes[0]).toMatchObject({ code: 'SIGN_IN_REFUSED' });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
  });

  it('takes about as long for an unknown name as for a wrong password (auth 4)', async () => {
    const known = await desk.open();
    const medianOf = async (name: () => string) => {
      const times: number[] = [];
      for (let round = 0; round < 5; round++) {
        const startedAt = performance.now();
        await desk.signIn(name(), WRONG);
        times.push(performance.now() - startedAt);
      }
      return times.sort((left, right) => left - right)[2]!;
    };
    await desk.signIn('warm-up', WRONG);
    const [unknown, wrong] = [await medianOf(() => `nobody-${randomUUID()}`), await medianOf(() => known.loginName)];
    expect(unknown).toBeGreaterThan(wrong / 3);
    expect(wrong).toBeGreaterThan(unknown / 3);
  });

  it('locks a name for the rest of 15 minutes after five failures, the right password included (auth 4)', async () => {
    const { loginName } = await desk.open();
    later(0);
    for (let failure = 0; failure < ACCOUNT_FAILURES_MAX; failure++)
      expect((await desk.signIn(loginName, WRONG)).code).toBe('SIGN_IN_REFUSED');
    const locked = await desk.signIn(loginName.toUpperCase(), PASSWORD);
    expect(locked).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: THROTTLE_WINDOW_MINUTES * 60 });
    later(THROTTLE_WINDOW_MINUTES * MINUTE_MS - 1);
    expect((await desk.signIn(loginName, PASSWORD)).code).toBe('RATE_LIMITED');
    later(1);
    expect((await desk.signIn(loginName, PASSWORD)).code).toBe('OK');
  });

  it('forgets failures of the name once its owner signs in (auth 4)', async () => {
    const { loginName } = await desk.open();
    for (let round = 0; round < 3; round++) {
      for (let failure = 1; failure < ACCOUNT_FAILURES_MAX; failure++) await desk.signIn(loginName, WRONG);
      expect((await desk.signIn(loginName, PASSWORD)).code).toBe('OK');
    }
  });

  it('locks an unknown name in the same way, so that the lock tells nothing (auth 4)', async () => {
    const loginName = `nobody-${randomUUID()}`;
    for (let failure = 0; failure < ACCOUNT_FAILURES_MAX; failure++) await desk.signIn(loginName, WRONG);
    expect((await desk.signIn(loginName, WRONG)).code).toBe('RATE_LIMITED');
  });

  it('compares at most five of 20 passwords that are guessed at once (auth 4)', async () => {
    const { loginName } = await desk.open();
    const guesses = await Promise.all(Array.from({ length: 20 }, () => desk.signIn(loginName, WRONG)));
    const codes = guesses.map((guess) => guess.code);
    expect(codes.filter((code) => code === 'SIGN_IN_REFUSED').length).toBeLessThanOrEqual(ACCOUNT_FAILURES_MAX);
    expect(codes.filter((code) => code === 'OK' || code === 'INTERNAL')).toEqual([]);
    expect((await desk.signIn(loginName, PASSWORD)).code).toBe('RATE_LIMITED');
  });

  it('locks a network address that tries many names, and no other address (auth 4)', async () => {
    const { loginName } = await desk.open();
    const address = desk.freshAddress();
    await Promise.all(Array.from({ length: ADDRESS_FAILURES_MAX }, () => desk.signIn(`nobody-${randomUUID()}`, WRONG, address)));
    expect((await desk.signIn(loginName, PASSWORD, address)).code).toBe('RATE_LIMITED');
    expect((await desk.signIn(loginName, PASSWORD)).code).toBe('OK');
  });

  it('refuses an access token after 15 minutes, a forged one, a mangled one and a refresh token (auth 2)', async () => {
    const { loginName } = await desk.open();
    later(0);
    const { accessToken, refreshToken } = await desk.session(loginName);
    later(ACCESS_TOKEN_MINUTES * MINUTE_MS - 1);
    expect(await desk.knock(accessToken)).toBe('OK');
    later(1);
    expect(await desk.knock(accessToken)).toBe('UNAUTHENTICATED');
    const forged = [`pka_${'A'.repeat(43)}`, `${accessToken.slice(0, -1)}!`, accessToken.replace('pka_', 'pkt_'), refreshToken, 'x', ''];
    for (const token of forged) expect(await desk.knock(token)).toBe('UNAUTHENTICATED');
  });
});

describe('staying signed in', () => {
  let app: TestApp;
  let desk: AccountDesk;
  let loginName: string;
  beforeAll(async () => {
    app = await TestApp.start({ TRUST_PROXY: 'true' });
    desk = new AccountDesk(app);
    ({ loginName } = await desk.open());
  });
  afterEach(() => app.clock.set(null));
  afterAll(() => app.close());

  const tokensOf = async (refreshToken: string) => {
    const answer = await desk.refresh(refreshToken);
    if (typeof answer === 'string') throw new Error(`the refresh token was answered ${answer}`);
    return { accessToken: answer.accessToken!, refreshToken: answer.refreshToken! };
  };

  it('exchanges both tokens; the old access token ends at once (auth 3)', async () => {
    const first = await desk.session(loginName);
    const second = await tokensOf(first.refreshToken);
    expect(await desk.knock(second.accessToken)).toBe('OK');
    expect(await desk.knock(first.accessToken)).toBe('UNAUTHENTICATED');
    const third = await tokensOf(second.refreshToken);
    expect(await desk.knock(third.accessToken)).toBe('OK');
  });

  it('ends the session when an exchanged refresh token comes again, and audits it (auth 3)', async () => {
    const stolen = await desk.session(loginName);
    const thief = await tokensOf(stolen.refreshToken);
    expect(await desk.refresh(stolen.refreshToken)).toBe('UNAUTHENTICATED');
    expect(await desk.knock(thief.accessToken)).toBe('UNAUTHENTICATED');
    expect(await desk.refresh(thief.refreshToken)).toBe('UNAUTHENTICATED');
    const entries = await app.dataSource.query<unknown[]>("SELECT id FROM audit_entry WHERE action = 'endReusedSession'");
    expect(entries).toHaveLength(1);
  });

  it('ends the session when one refresh token is exchanged twice at once (auth 3)', async () => {
    for (let round = 0; round < 5; round++) {
      const { refreshToken } = await desk.session(loginName);
      const answers = await Promise.all([desk.refresh(refreshToken), desk.refresh(refreshToken), desk.refresh(refreshToken)]);
      const winners = answers.filter((answer) => typeof answer !== 'string');
      expect(winners.length).toBeLessThanOrEqual(1);
      expect(answers.filter((answer) => typeof answer === 'string').every((code) => code === 'UNAUTHENTICATED')).toBe(true);
      for (const winner of winners) expect(await desk.knock((winner as SessionAnswer).accessToken!)).toBe('UNAUTHENTICATED');
    }
  });

  it('refuses a refresh token after 14 days and of a disabled account (auth 2)', async () => {
    const start = new Date();
    app.clock.set(start);
    const old = await desk.session(loginName);
    app.clock.set(new Date(start.getTime() + REFRESH_TOKEN_DAYS * 86_400_000));
    expect(await desk.refresh(old.refreshToken)).toBe('UNAUTHENTICATED');
    const other = await desk.open();
    const current = await desk.session(other.loginName);
    await app.dataSource.query("UPDATE account SET status = 'DISABLED' WHERE id = ?", [other.id]);
    expect(await desk.refresh(current.refreshToken)).toBe('UNAUTHENTICATED');
  });

  it('lists the open sessions and ends one of them, or the current one (auth 2)', async () => {
    const owner = await desk.open();
    const [here, there] = [await desk.session(owner.loginName), await desk.session(owner.loginName)];
    const list = '{ mySessions(first: 10) { totalCount nodes { id isCurrent } } }';
    const { mySessions } = await app.ask<{ mySessions: { totalCount: number; nodes: { id: string; isCurrent: boolean }[] } }>(
      here.accessToken,
      list,
    );
    expect(mySessions.totalCount).toBe(2);
    expect(mySessions.nodes.map((session) => session.isCurrent).sort()).toEqual([false, true]);
    const other = mySessions.nodes.find((session) => !session.isCurrent)!;
    const revoke = 'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { sessionId userErrors { code } } }';
    await app.ask(here.accessToken, revoke, { input: { sessionId: other.id } });
    expect(await desk.knock(there.accessToken)).toBe('UNAUTHENTICATED');
    expect(await desk.refresh(there.refreshToken)).toBe('UNAUTHENTICATED');
    const again = await app.send(here.accessToken, revoke, { input: { sessionId: other.id } });
    expect(again.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'sessionId'] });
    await app.ask(here.accessToken, 'mutation { signOut { isSignedOut userErrors { code } } }');
    expect(await desk.knock(here.accessToken)).toBe('UNAUTHENTICATED');
  });

  it("never ends somebody else's session: it is NOT_FOUND (auth 2)", async () => {
    const [owner, stranger] = [await desk.open(), await desk.open()];
    const tokens = await desk.session(owner.loginName);
    const { mySessions } = await app.ask<{ mySessions: { nodes: { id: string }[] } }>(
      tokens.accessToken,
      '{ mySessions { nodes { id } } }',
    );
    const other = await desk.session(stranger.loginName);
    const answer = await app.send(
      other.accessToken,
      'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { sessionId } }',
      {
        input: { sessionId: mySessions.nodes[0]!.id },
      },
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await desk.knock(tokens.accessToken)).toBe('OK');
  });
});
