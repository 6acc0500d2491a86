import { newId } from '../../src/platform/database/ids.js';
import { beijing, BroadcastLab, NOON } from '../broadcasts/broadcast-lab.js';

/** Valid resident ID numbers (GB 11643) by birth date; region and sequence are invented. */
function idCardOf(bornOn: string, sequence: number): string {
  const head = `230303${bornOn.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(head[index]), 0);
  return head + '10X98765432'[sum % 11];
}

interface StreamerFacts {
  id: string;
  version: number;
  status: string;
}
interface Answer {
  streamer: StreamerFacts | null;
  userErrors: { code: string; field: string[]; message: string }[];
}

const TYPES: Readonly<Record<string, string>> = {
  inviteStreamer: 'InviteStreamerInput',
  changeStreamer: 'ChangeStreamerInput',
  verifyStreamer: 'VerifyStreamerInput',
  renewStreamerVerification: 'VerifyStreamerInput',
  pauseStreamer: 'StreamerReasonInput',
  recordStreamerLeft: 'StreamerReasonInput',
  giveStreamerConsent: 'GiveStreamerConsentInput',
  addGuardianConsent: 'AddGuardianConsentInput',
  withdrawGuardianConsent: 'WithdrawGuardianConsentInput',
};

describe('streamers', () => {
  let lab: BroadcastLab;
  let sequence = 0;
  beforeAll(async () => {
    lab = await BroadcastLab.start();
  });
  beforeEach(() => lab.moveTo(NOON));
  afterAll(() => lab.close());

  const verb = async (name: string, input: Record<string, unknown>, token = lab.token): Promise<Answer> => {
    const query = `mutation ($input: ${TYPES[name] ?? 'StreamerTargetInput'}!) { ${name}(input: $input) {
      streamer { id version status } userErrors { code field message } } }`;
    return (await lab.app.ask<Record<string, Answer>>(token, query, { input }))[name]!;
  };
  const done = async (name: string, input: Record<string, unknown>): Promise<StreamerFacts> => {
    const { streamer, userErrors } = await verb(name, input);
    if (!streamer) throw new Error(`${name} was refused: ${JSON.stringify(userErrors)}`);
    return streamer;
  };
  const target = (streamer: StreamerFacts) => ({ streamerId: streamer.id, expectedVersion: streamer.version });
  const invitation = (changes: Record<string, unknown> = {}) => {
    const number = ++sequence;
    return {
      parkId: lab.parkId,
      fullName: '王小满',
      idCardNumber: idCardOf('1995-05-05', number),
      phone: '13812345678',
      stageName: `小满 ${number}`,
      kind: 'VILLAGE',
      idempotencyKey: newId(),
      ...changes,
    };
  };
  const verification = { method: 'ID_CARD_ON_SITE', post: '主播', residence: '鸡西市滴道区某路 1 号', qualifications: '直播销售员四级' };
  const verified = async (changes: Record<string, unknown> = {}) => {
    const invited = await done('inviteStreamer', invitation(changes));
    return done('verifyStreamer', { ...target(invited), ...verification });
  };
  const codesOf = (answer: Answer) => answer.userErrors.map((error) => error.code);

  it('lead from the invitation over verification and consent to ACTIVE, pause, return and departure (5-domain-model 6.2)', async () => {
    let streamer = await done('inviteStreamer', invitation());
    expect(codesOf(await verb('activateStreamer', target(streamer)))).toEqual(['STREAMER_STATE_FORBIDS']);
    streamer = await done('verifyStreamer', { ...target(streamer), ...verification });
    expect(codesOf(await verb('activateStreamer', target(streamer)))).toEqual(['STREAMER_CONSENT_MISSING']);
    streamer = await done('giveStreamerConsent', { ...target(streamer), givenOn: '2026-11-27' });
    streamer = await done('activateStreamer', target(streamer));
    expect(streamer.status).toBe('ACTIVE');
    streamer = await done('renewStreamerVerification', { ...target(streamer), ...verification, method: 'PLATFORM_REAL_NAME' });
    streamer = await done('pauseStreamer', { ...target(streamer), reason: '休假' });
    streamer = await done('resumeStreamer', target(streamer));
    streamer = await done('recordStreamerLeft', { ...target(streamer), reason: '返乡' });
    expect(streamer.status).toBe('LEFT');
    expect(codesOf(await verb('resumeStreamer', target(streamer)))).toEqual(['STREAMER_STATE_FORBIDS']);
  });

  it('are ACTIVE from the 16th birthday on, and before 18 with a guardian only (INV-08, C01)', async () => {
    const child = await verified({ idCardNumber: idCardOf('2010-11-28', 500), fullName: '赵晨' });
    const ready = await done('giveStreamerConsent', { ...target(child), givenOn: '2026-11-01' });
    expect(codesOf(await verb('activateStreamer', target(ready)))).toEqual(['STREAMER_UNDER_AGE', 'GUARDIAN_CONSENT_MISSING']);
    const reversed = { ...target(ready), validFrom: '2026-12-31', validUntil: '2026-11-01', reference: '监护同意 2026-1' };
    expect(codesOf(await verb('addGuardianConsent', reversed))).toEqual(['CONSENT_PERIOD_REVERSED']);
    const guarded = await done('addGuardianConsent', { ...reversed, validFrom: '2026-11-01', validUntil: '2026-12-31' });
    expect(codesOf(await verb('activateStreamer', target(guarded)))).toEqual(['STREAMER_UNDER_AGE']);
    await lab.moveTo(new Date(beijing('00:00', 28)));
    expect((await done('activateStreamer', target(guarded))).status).toBe('ACTIVE');
  });

  it('lose the right to host on the day on which a guardian or the host withdraws consent (INV-08, PR-2)', async () => {
    const minor = await verified({ idCardNumber: idCardOf('2009-03-03', 501), fullName: '钱多' });
    let streamer = await done('giveStreamerConsent', { ...target(minor), givenOn: '2026-11-01' });
    streamer = await done('addGuardianConsent', {
      ...target(streamer),
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
      reference: '监护同意 2026-2',
    });
    streamer = await done('activateStreamer', target(streamer));
    const query = 'query ($id: ID!) { streamer(id: $id) { guardianConsents { id } } }';
    const seen = await lab.app.ask<{ streamer: { guardianConsents: { id: string }[] } }>(lab.token, query, { id: streamer.id });
    const guardianConsentId = seen.streamer.guardianConsents[0]!.id;
    const plan = { accountId: await lab.account('未成年主播账号'), hosts: [{ streamerId: streamer.id }] };
    const session = await lab.requested(plan);
    streamer = await done('withdrawGuardianConsent', { ...target(streamer), guardianConsentId });
    await done('withdrawStreamerConsent', target(streamer));
    const answer = await lab.verb('confirmSession', { sessionId: session.id, expectedVersion: session.version });
    expect(answer.userErrors.map((error) => error.code)).toEqual(['STREAMER_CONSENT_MISSING', 'GUARDIAN_CONSENT_MISSING']);
  });

  it('are enrolled once in a park and have a stage name of their own, also when requests come at once', async () => {
    const first = invitation({ stageName: '唯一昵称', fullName: '周唯一' });
    const same = { ...first, stageName: '另一昵称', idempotencyKey: newId() };
    const answers = await Promise.all([
      verb('inviteStreamer', first),
      verb('inviteStreamer', same),
      verb('inviteStreamer', invitation({ stageName: '唯一昵称', fullName: '孙五' })),
    ]);
    for (const answer of answers.filter(({ streamer }) => streamer === null)) {
      expect(answer.userErrors.length).toBeGreaterThan(0);
      for (const code of codesOf(answer)) expect(['STAGE_NAME_TAKEN', 'STREAMER_ALREADY_ENROLLED']).toContain(code);
    }
    const count = async (condition: string, value: string) => {
      const sql = `SELECT COUNT(*) AS n FROM streamer s JOIN person p ON p.id = s.personId WHERE s.parkId = ? AND ${condition}`;
      return Number((await lab.app.dataSource.query<{ n: number }[]>(sql, [lab.parkId, value]))[0]!.n);
    };
    expect(await count('s.stageName = ?', '唯一昵称')).toBe(1);
    expect(await count('p.fullName = ?', '周唯一')).toBe(1);
    const again = await verb('inviteStreamer', { ...first, stageName: '第三昵称', idempotencyKey: newId() });
    expect(codesOf(again)).toEqual(['STREAMER_ALREADY_ENROLLED']);
    const namesake = await verb('inviteStreamer', invitation({ stageName: '唯一昵称', fullName: '吴七' }));
    expect(codesOf(namesake)).toEqual(['STAGE_NAME_TAKEN']);
  });

  it('show the masked number, never the full one, and every look at the person is audited (PR-1)', async () => {
    const number = idCardOf('1990-01-01', 777);
    const streamer = await done('inviteStreamer', invitation({ idCardNumber: number, fullName: '李梅' }));
    const query = '{ streamers(first: 100) { nodes { id stageName person { fullName idCardMasked phoneMasked } } } }';
    const answer = await lab.app.send<{ streamers: { nodes: { id: string; person: { fullName: string; idCardMasked: string } }[] } }>(
      lab.token,
      query,
    );
    expect(JSON.stringify(answer)).not.toContain(number);
    const shown = answer.data.streamers.nodes.find((node) => node.id === streamer.id)!;
    expect(shown.person).toMatchObject({ fullName: '李梅', idCardMasked: `${number.slice(0, 3)}***********${number.slice(-4)}` });
    const reads = await lab.app.dataSource.query<{ n: number }[]>(
      "SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'READ' AND recordId = ?",
      [streamer.id],
    );
    expect(Number(reads[0]!.n)).toBe(1);
    const stored = await lab.app.dataSource.query<Record<string, unknown>[]>('SELECT * FROM audit_entry');
    expect(JSON.stringify(stored)).not.toContain(number);
  });

  it('keep every verification, with the residence encrypted and shown on a reasoned request alone (C02)', async () => {
    const streamer = await verified();
    await done('renewStreamerVerification', { ...target(streamer), ...verification, residence: '哈尔滨市道里区某街 2 号' });
    const rows = await lab.app.dataSource.query<Record<string, unknown>[]>('SELECT * FROM streamer_verification WHERE streamerId = ?', [
      streamer.id,
    ]);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('某');
    const reveal = 'mutation ($input: RevealStreamerResidenceInput!) { revealStreamerResidence(input: $input) { residence } }';
    const input = { streamerId: streamer.id, reason: '平台核查' };
    expect((await lab.app.send(lab.token, reveal, { input })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const secretary = await lab.app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: lab.parkId }]);
    const revealed = await lab.app.ask<{ revealStreamerResidence: { residence: string } }>(secretary, reveal, { input });
    expect(revealed.revealStreamerResidence.residence).toBe('哈尔滨市道里区某街 2 号');
    const audited = await lab.app.dataSource.query<{ reason: string }[]>(
      "SELECT reason FROM audit_entry WHERE action = 'READ' AND recordId = ?",
      [streamer.id],
    );
    expect(audited.map((entry) => entry.reason)).toEqual(['平台核查']);
  });

  it('of another park answer NOT_FOUND like those that do not exist', async () => {
    const streamer = await verified();
    const other = await BroadcastLab.in(lab.app);
    const send = (input: Record<string, unknown>) =>
      lab.app.send(other.token, 'mutation ($input: StreamerTargetInput!) { activateStreamer(input: $input) { userErrors { code } } }', {
        input,
      });
    const [foreign, unknown] = [await send(target(streamer)), await send({ streamerId: newId(), expectedVersion: 1 })];
    expect(foreign.errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'streamerId'] });
    expect(foreign.errors![0]!.message).toBe(unknown.errors![0]!.message);
    const read = await lab.app.ask(other.token, 'query ($id: ID!) { streamer(id: $id) { id } streamers { nodes { id } } }', {
      id: streamer.id,
    });
    expect(read).toEqual({ streamer: null, streamers: { nodes: [] } });
  });
});

describe('platform accounts', () => {
  let lab: BroadcastLab;
  beforeAll(async () => {
    lab = await BroadcastLab.start();
  });
  afterAll(() => lab.close());

  interface AccountAnswer {
    platformAccount: { id: string; version: number; name: string; status: string } | null;
    userErrors: { code: string }[];
  }
  const verb = async (name: string, type: string, input: Record<string, unknown>): Promise<AccountAnswer> => {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { platformAccount { id version name status } userErrors { code } } }`;
    return (await lab.app.ask<Record<string, AccountAnswer>>(lab.token, query, { input }))[name]!;
  };
  const register = (name: string, platform = 'DOUYIN') =>
    verb('registerPlatformAccount', 'RegisterPlatformAccountInput', {
      parkId: lab.parkId,
      platform,
      name,
      kind: 'COMMERCE',
      idempotencyKey: newId(),
    });

  it('have a name once for each platform of a park, also when requests come at once', async () => {
    const answers = await Promise.all([register('金铁村助农'), register('金铁村助农'), register('金铁村助农')]);
    expect(answers.filter((answer) => answer.platformAccount)).toHaveLength(1);
    expect(answers.flatMap((answer) => answer.userErrors.map((error) => error.code))).toEqual([
      'PLATFORM_ACCOUNT_TAKEN',
      'PLATFORM_ACCOUNT_TAKEN',
    ]);
    expect((await register('金铁村助农', 'CHANNELS')).platformAccount?.name).toBe('金铁村助农');
  });

  it('are not booked while they are closed (INV-24)', async () => {
    const account = (await register('停用账号')).platformAccount!;
    const session = await lab.draft({ accountId: account.id, hosts: [{ streamerId: await lab.streamer('停用账号主播') }] });
    const closed = (
      await verb('closePlatformAccount', 'PlatformAccountTargetInput', { accountId: account.id, expectedVersion: account.version })
    ).platformAccount!;
    expect(closed.status).toBe('CLOSED');
    expect((await lab.request(session)).userErrors.map((error) => error.code)).toEqual(['ACCOUNT_CLOSED']);
    const again = await verb('closePlatformAccount', 'PlatformAccountTargetInput', {
      accountId: account.id,
      expectedVersion: closed.version,
    });
    expect(again.userErrors.map((error) => error.code)).toEqual(['PLATFORM_ACCOUNT_UNCHANGED']);
    await verb('reopenPlatformAccount', 'PlatformAccountTargetInput', { accountId: account.id, expectedVersion: closed.version });
    expect((await lab.request(session)).session?.status).toBe('REQUESTED');
  });
});
