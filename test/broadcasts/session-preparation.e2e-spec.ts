import { EligibilityChecks } from '../../src/streamers/eligibility-checks.js';
import { beijing, type BroadcastLab, NOON } from './broadcast-lab.js';
import { codesOf, SessionDesk } from './session-desk.js';

describe('a session before it goes on air', () => {
  let desk: SessionDesk;
  let lab: BroadcastLab;
  beforeAll(async () => {
    desk = await SessionDesk.start();
    lab = desk.lab;
  });
  afterAll(() => lab.close());
  beforeEach(() => lab.moveTo(NOON));

  it('returns all reasons against a confirmation at once: hosts, consent, age, guardian, products, later checks (INV-24)', async () => {
    const hosts = [
      { streamerId: await lab.streamer('暂停者', { status: 'PAUSED' }), startAt: beijing('19:00'), endAt: beijing('20:00') },
      {
        streamerId: await lab.streamer('少年', { bornOn: '2012-01-01', consentGivenOn: null }),
        startAt: beijing('20:00'),
        endAt: beijing('21:00'),
      },
    ];
    const productIds = [await lab.product('无证大米')];
    const session = await lab.requested({ accountId: await lab.account('全部原因'), hosts, productIds });
    const checks = lab.app.api.get(EligibilityChecks, { strict: false });
    expect(checks.codes()).toEqual(expect.arrayContaining(['streamer-active', 'streamer-consent', 'streamer-age']));
    const answer = await lab.verb('confirmSession', { sessionId: session.id, expectedVersion: session.version });
    expect(codesOf(answer).slice(0, 4)).toEqual([
      'STREAMER_NOT_ACTIVE',
      'STREAMER_CONSENT_MISSING',
      'STREAMER_UNDER_AGE',
      'GUARDIAN_CONSENT_MISSING',
    ]);
    expect(codesOf(answer).length).toBeGreaterThan(4);
    expect(answer.userErrors[2]!.message).toContain('少年');
    expect(answer.userErrors.every((error) => error.field.join('.') === 'input.sessionId')).toBe(true);
    expect((await desk.details(session)).status).toBe('REQUESTED');
  });

  it('asks age and consent for the day of the session, not for the day of the confirmation (INV-08)', async () => {
    const turning = await lab.streamer('将满十八', { bornOn: '2008-11-28' });
    const today = await lab.requested({ accountId: await lab.account('当天'), hosts: [{ streamerId: turning }] });
    expect(codesOf(await lab.verb('confirmSession', { sessionId: today.id, expectedVersion: today.version }))).toEqual([
      'GUARDIAN_CONSENT_MISSING',
    ]);
    const times = { plannedStartAt: beijing('00:00', 28), plannedEndAt: beijing('01:00', 28) };
    const tomorrow = await lab.requested({ accountId: await lab.account('次日'), hosts: [{ streamerId: turning }], ...times });
    expect((await lab.step('confirmSession', tomorrow)).status).toBe('CONFIRMED');
  });

  it('refuses a confirmation whose start has come, and cancels the request as one that has expired, once (INV-23)', async () => {
    const session = await lab.requested({ ...(await desk.own()), plannedStartAt: beijing('12:30'), plannedEndAt: beijing('13:00') });
    await desk.later(30);
    expect(codesOf(await lab.verb('confirmSession', { sessionId: session.id, expectedVersion: session.version }))).toEqual([
      'START_NOT_IN_FUTURE',
    ]);
    await desk.timeouts();
    await desk.timeouts();
    const seen = await desk.details(session);
    expect([seen.status, seen.reason]).toEqual(['CANCELLED', '到开播时间仍未确认,申请失效']);
    expect(seen.history.filter((entry) => entry.verb === 'expireSession')).toEqual([
      { verb: 'expireSession', fromStatus: 'REQUESTED', toStatus: 'CANCELLED', byName: '系统' },
    ]);
    const query = 'query ($id: ID!) { broadcastSession(id: $id) { reason history { reason byName } } }';
    const { broadcastSession } = await lab.app.ask<{ broadcastSession: { reason: string; history: object[] } }>(
      ...[lab.token, query, { id: session.id }, { 'accept-language': 'en' }],
    );
    const said = 'Nobody confirmed the request before its start';
    expect([broadcastSession.reason, broadcastSession.history.at(-1)]).toEqual([said, { reason: said, byName: 'The program' }]);
  });

  it('is not PREPARED with an open item, and names the open ones (INV-25)', async () => {
    const confirmed = await lab.step('confirmSession', await lab.requested(await desk.own()));
    const codes = (await lab.checklistCodes(confirmed)).map((item) => item.code);
    const almost = await lab.step('completeChecklistItems', confirmed, { codes: codes.slice(1) });
    const answer = await lab.verb('prepareSession', { sessionId: almost.id, expectedVersion: almost.version });
    expect(codesOf(answer)).toEqual(['CHECKLIST_INCOMPLETE']);
    expect(answer.userErrors[0]!.message).toContain('商品证照齐全');
    const complete = await lab.step('completeChecklistItems', almost, { codes: codes.slice(0, 1) });
    const reopened = await lab.step('reopenChecklistItem', complete, { code: codes[1] });
    expect(codesOf(await lab.verb('prepareSession', { sessionId: reopened.id, expectedVersion: reopened.version }))).toEqual([
      'CHECKLIST_INCOMPLETE',
    ]);
    const again = await lab.step('completeChecklistItems', reopened, { codes });
    expect((await lab.step('prepareSession', again)).status).toBe('PREPARED');
  });

  it('does not go on air before the hosts were reported, and with an avatar not without label and duty person (C03, C08)', async () => {
    let session = await lab.step('confirmSession', await lab.requested({ ...(await desk.own()), aiAvatar: true }));
    const codes = (await lab.checklistCodes(session)).map((item) => item.code);
    expect(codes).toContain('AI_LABEL');
    session = await lab.step('prepareSession', await lab.step('completeChecklistItems', session, { codes }));
    await desk.later(7 * 60);
    const start = (input: Record<string, unknown> = {}) =>
      lab.verb('startSession', { sessionId: session.id, expectedVersion: session.version, ...input });
    expect(codesOf(await start())).toEqual(['HOSTS_NOT_REPORTED', 'AI_LABEL_NOT_CONFIRMED', 'DUTY_PERSON_MISSING']);
    session = await lab.step('reportHosts', session);
    expect(codesOf(await start({ aiLabelConfirmed: true }))).toEqual(['DUTY_PERSON_MISSING']);
    expect((await start({ aiLabelConfirmed: true, dutyPersonName: '李四' })).session?.status).toBe('LIVE');
  });

  it('takes a prepared session back when a host is substituted: the new host is checked, the report is due again (C03)', async () => {
    const prepared = await lab.prepared(await lab.requested(await desk.own()));
    const [segment] = (await desk.details(prepared)).hosts;
    const substitute = (streamerId: string) =>
      lab.verb('substituteHost', {
        sessionId: prepared.id,
        expectedVersion: prepared.version,
        segmentId: segment!.id,
        streamerId,
        reason: '生病',
      });
    expect(codesOf(await substitute(await lab.streamer('未启用', { status: 'VERIFIED' })))).toEqual(['STREAMER_NOT_ACTIVE']);
    const busy = await desk.own();
    await lab.requested(busy);
    expect(codesOf(await substitute(busy.hosts[0]!.streamerId))).toEqual(['BOOKING_CONFLICT']);
    expect((await substitute(await lab.streamer('替补'))).session?.status).toBe('CONFIRMED');
    const seen = await desk.details(prepared);
    expect([seen.hostReportedAt, seen.hosts.map((host) => host.streamer.stageName)]).toEqual([null, ['替补']]);
    const open = (await lab.checklistCodes(prepared)).filter((item) => item.doneAt === null).map((item) => item.code);
    expect(open).toEqual(['SCRIPT_REVIEWED', 'HOST_IDENTITY', 'PLEDGE_IN_FORCE']);
  });
});
