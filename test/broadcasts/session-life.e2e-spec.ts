import { newId } from '../../src/platform/database/ids.js';
import { systemCaller } from '../../src/platform/auth/caller.js';
import { type SessionChange, SessionChangeListeners } from '../../src/broadcasts/session-change-listeners.js';
import { SessionRecords } from '../../src/broadcasts/session-records.service.js';
import { SessionTimeouts } from '../../src/broadcasts/session-timeouts.service.js';
import { EligibilityChecks } from '../../src/streamers/eligibility-checks.js';
import { beijing, BroadcastLab, NOON, type SessionFacts } from './broadcast-lab.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

interface Details {
  status: string;
  startOn: string;
  hostReportedAt: string | null;
  actualStartAt: string | null;
  actualEndAt: string | null;
  isOverrun: boolean;
  recordedAfterwards: boolean;
  recordedSource: string | null;
  reason: string | null;
  hosts: { id: string; plannedStartAt: string; actualStartAt: string | null; streamer: { stageName: string } }[];
  findings: { code: string; otherSession: { id: string } | null }[];
  history: { verb: string; fromStatus: string | null; toStatus: string; byName: string }[];
}

describe('the life of a session', () => {
  let lab: BroadcastLab;
  let serial = 0;
  const changes: SessionChange[] = [];
  beforeAll(async () => {
    lab = await BroadcastLab.start();
    lab.app.api.get(SessionChangeListeners, { strict: false }).register((_tx, change) => Promise.resolve(void changes.push(change)));
  });
  afterAll(() => lab.close());
  beforeEach(() => lab.moveTo(NOON));

  const later = (minutes: number) => lab.moveTo(new Date(NOON.getTime() + minutes * MINUTE_MS));
  const own = async () => {
    const name = `生涯 ${++serial}`;
    return { accountId: await lab.account(name), hosts: [{ streamerId: await lab.streamer(name) }] };
  };
  const codesOf = (answer: { userErrors: { code: string }[] }) => answer.userErrors.map((error) => error.code);
  const details = async (session: SessionFacts): Promise<Details> => {
    const query = `query ($id: ID!) { broadcastSession(id: $id) { status startOn hostReportedAt actualStartAt actualEndAt isOverrun
      recordedAfterwards recordedSource reason hosts { id plannedStartAt actualStartAt streamer { stageName } }
      findings { code otherSession { id } } history { verb fromStatus toStatus byName } } }`;
    return (await lab.app.ask<{ broadcastSession: Details }>(lab.token, query, { id: session.id })).broadcastSession;
  };
  const live = async (input: Record<string, unknown> = {}) => {
    const prepared = await lab.prepared(await lab.requested({ ...(await own()), ...input }));
    await later(7 * 60);
    return lab.step('startSession', prepared);
  };
  const records = () => lab.app.api.get(SessionRecords, { strict: false });
  const timeouts = () => lab.app.transactions.run((tx) => lab.app.api.get(SessionTimeouts, { strict: false }).applyTimeouts(tx, 'test'));

  it('goes from the draft to the closed books, each step with its history (5-domain-model 6.4)', async () => {
    changes.length = 0;
    const session = await live({ roomId: await lab.room('全程') });
    await later(9 * 60);
    let current = await lab.step('endSession', session);
    await lab.app.transactions.run((tx) => records().markTallied(tx, systemCaller('test'), session.id));
    current = { ...current, version: current.version + 1 };
    expect(codesOf(await lab.verb('closeSession', { sessionId: current.id, expectedVersion: current.version }))).toEqual([
      'FIGURES_PROVISIONAL',
    ]);
    await lab.moveTo(new Date(NOON.getTime() + 31 * DAY_MS));
    current = await lab.step('closeSession', current);
    const seen = await details(current);
    expect(seen.history.map((entry) => [entry.verb, entry.fromStatus, entry.toStatus])).toEqual([
      ['draftSession', null, 'DRAFT'],
      ['requestSession', 'DRAFT', 'REQUESTED'],
      ['confirmSession', 'REQUESTED', 'CONFIRMED'],
      ['completeChecklistItems', 'CONFIRMED', 'CONFIRMED'],
      ['reportHosts', 'CONFIRMED', 'CONFIRMED'],
      ['prepareSession', 'CONFIRMED', 'PREPARED'],
      ['startSession', 'PREPARED', 'LIVE'],
      ['endSession', 'LIVE', 'ENDED'],
      ['markTallied', 'ENDED', 'TALLIED'],
      ['closeSession', 'TALLIED', 'CLOSED'],
    ]);
    expect(seen).toMatchObject({ actualStartAt: beijing('19:00'), actualEndAt: beijing('21:00'), startOn: '2026-11-27', isOverrun: false });
    const slots = await lab.app.dataSource.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM booking_slot WHERE sessionId = ?', [
      session.id,
    ]);
    expect(Number(slots[0]!.n)).toBe(0);
    expect(changes.filter((change) => change.sessionId === session.id).map((change) => change.statusAfter)).toEqual([
      'DRAFT',
      'REQUESTED',
      'CONFIRMED',
      'CONFIRMED',
      'CONFIRMED',
      'PREPARED',
      'LIVE',
      'ENDED',
      'CLOSED',
    ]);
  });

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
    expect((await details(session)).status).toBe('REQUESTED');
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
    const session = await lab.requested({ ...(await own()), plannedStartAt: beijing('12:30'), plannedEndAt: beijing('13:00') });
    await later(30);
    expect(codesOf(await lab.verb('confirmSession', { sessionId: session.id, expectedVersion: session.version }))).toEqual([
      'START_NOT_IN_FUTURE',
    ]);
    await timeouts();
    await timeouts();
    const seen = await details(session);
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
    const confirmed = await lab.step('confirmSession', await lab.requested(await own()));
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
    let session = await lab.step('confirmSession', await lab.requested({ ...(await own()), aiAvatar: true }));
    const codes = (await lab.checklistCodes(session)).map((item) => item.code);
    expect(codes).toContain('AI_LABEL');
    session = await lab.step('prepareSession', await lab.step('completeChecklistItems', session, { codes }));
    await later(7 * 60);
    const start = (input: Record<string, unknown> = {}) =>
      lab.verb('startSession', { sessionId: session.id, expectedVersion: session.version, ...input });
    expect(codesOf(await start())).toEqual(['HOSTS_NOT_REPORTED', 'AI_LABEL_NOT_CONFIRMED', 'DUTY_PERSON_MISSING']);
    session = await lab.step('reportHosts', session);
    expect(codesOf(await start({ aiLabelConfirmed: true }))).toEqual(['DUTY_PERSON_MISSING']);
    expect((await start({ aiLabelConfirmed: true, dutyPersonName: '李四' })).session?.status).toBe('LIVE');
  });

  it('takes a prepared session back when a host is substituted: the new host is checked, the report is due again (C03)', async () => {
    const prepared = await lab.prepared(await lab.requested(await own()));
    const [segment] = (await details(prepared)).hosts;
    const substitute = (streamerId: string) =>
      lab.verb('substituteHost', {
        sessionId: prepared.id,
        expectedVersion: prepared.version,
        segmentId: segment!.id,
        streamerId,
        reason: '生病',
      });
    expect(codesOf(await substitute(await lab.streamer('未启用', { status: 'VERIFIED' })))).toEqual(['STREAMER_NOT_ACTIVE']);
    const busy = await own();
    await lab.requested(busy);
    expect(codesOf(await substitute(busy.hosts[0]!.streamerId))).toEqual(['BOOKING_CONFLICT']);
    expect((await substitute(await lab.streamer('替补'))).session?.status).toBe('CONFIRMED');
    const seen = await details(prepared);
    expect([seen.hostReportedAt, seen.hosts.map((host) => host.streamer.stageName)]).toEqual([null, ['替补']]);
    const open = (await lab.checklistCodes(prepared)).filter((item) => item.doneAt === null).map((item) => item.code);
    expect(open).toEqual(['SCRIPT_REVIEWED', 'HOST_IDENTITY', 'PLEDGE_IN_FORCE']);
  });

  it('flags the next booking of an overrun and changes nothing about it (INV-22)', async () => {
    const roomId = await lab.room('超时', 0, 15);
    const session = await live({ roomId });
    const next = await lab.requested({ ...(await own()), roomId, plannedStartAt: beijing('21:15'), plannedEndAt: beijing('22:00') });
    await later(9 * 60 + 5);
    await timeouts();
    await timeouts();
    expect((await details(next)).findings).toEqual([{ code: 'OVERRUN_BY_PREVIOUS', otherSession: { id: session.id } }]);
    await later(9 * 60 + 20);
    const ended = await lab.step('endSession', session);
    expect((await details(ended)).isOverrun).toBe(true);
    expect(await details(next)).toMatchObject({ status: 'REQUESTED', findings: [{ code: 'OVERRUN_BY_PREVIOUS' }] });
  });

  it('flags a session on air for more than 12 hours and leaves it on air (5-domain-model 6.4)', async () => {
    const session = await live();
    await later(7 * 60 + 12 * 60 - 1);
    await timeouts();
    expect((await details(session)).findings).toEqual([]);
    await later(7 * 60 + 12 * 60);
    await timeouts();
    expect(await details(session)).toMatchObject({ status: 'LIVE', findings: [{ code: 'LIVE_TOO_LONG', otherSession: null }] });
    await lab.step('abortSession', session, { reason: '设备故障' });
  });

  it('keeps the actual times of session and hosts, and refuses impossible ones (INV-26a, INV-27)', async () => {
    const session = await live();
    await later(9 * 60);
    const [segment] = (await details(session)).hosts;
    const end = (input: Record<string, unknown>) =>
      lab.verb('endSession', { sessionId: session.id, expectedVersion: session.version, ...input });
    expect(codesOf(await end({ actualEndAt: beijing('21:01') }))).toEqual(['ACTUAL_TIME_INVALID']);
    expect(codesOf(await end({ actualEndAt: beijing('19:00') }))).toEqual(['ACTUAL_TIME_INVALID']);
    const held = (startAt: string, endAt: string) => ({
      actualEndAt: beijing('20:50'),
      segments: [{ segmentId: segment!.id, startAt, endAt }],
    });
    expect(codesOf(await end(held(beijing('18:59'), beijing('20:00'))))).toEqual(['ACTUAL_TIME_INVALID']);
    expect((await end(held(beijing('19:05'), beijing('20:50')))).session?.status).toBe('ENDED');
    expect((await details(session)).hosts[0]!.actualStartAt).toBe(beijing('19:05'));
  });

  it('records a no-show 15 minutes after the start, not earlier', async () => {
    const session = await lab.step('confirmSession', await lab.requested(await own()));
    await later(7 * 60 + 14);
    const mark = () => lab.verb('markNoShow', { sessionId: session.id, expectedVersion: session.version });
    expect(codesOf(await mark())).toEqual(['NO_SHOW_TOO_EARLY']);
    await later(7 * 60 + 15);
    expect((await mark()).session?.status).toBe('NO_SHOW');
  });

  it('records a past session without slots and shows an overlap as a finding (INV-23)', async () => {
    const resources = await own();
    const booked = await lab.requested({ ...resources, plannedStartAt: beijing('13:00'), plannedEndAt: beijing('14:00') });
    await later(3 * 60);
    const past = (changed: Record<string, unknown> = {}) => ({
      parkId: lab.parkId,
      title: '补录的一场',
      type: 'COMMERCE',
      accountId: resources.accountId,
      actualStartAt: new Date(beijing('13:29')).toISOString(),
      actualEndAt: new Date(beijing('14:31')).toISOString(),
      streamerIds: [resources.hosts[0]!.streamerId],
      isFarmAid: false,
      beneficiaries: [],
      productIds: [],
      reason: '当天停网',
      idempotencyKey: newId(),
      ...changed,
    });
    const input = past();
    const recorded = await lab.done('recordPastSession', input);
    expect(await lab.done('recordPastSession', input)).toEqual(recorded);
    expect(await details(recorded)).toMatchObject({
      status: 'ENDED',
      recordedAfterwards: true,
      recordedSource: 'MANUAL',
      reason: '当天停网',
      findings: [{ code: 'OVERLAPS_OTHER', otherSession: { id: booked.id } }],
    });
    const slots = await lab.app.dataSource.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM booking_slot WHERE sessionId = ?', [
      recorded.id,
    ]);
    expect(Number(slots[0]!.n)).toBe(0);
    expect(codesOf(await lab.verb('recordPastSession', past({ actualEndAt: beijing('15:01') })))).toEqual(['ACTUAL_TIME_INVALID']);
    expect(codesOf(await lab.verb('recordPastSession', past({ isFarmAid: true })))).toEqual(['FARM_AID_WITHOUT_BENEFICIARY']);
  });

  it('is tallied once, goes back to where it came from, and is tallied again (5-domain-model 6.4)', async () => {
    const session = await live();
    const aborted = await lab.step('abortSession', session, { reason: '断网', actualEndAt: beijing('19:00') }).catch(() => null);
    expect(aborted).toBeNull();
    await later(8 * 60);
    await lab.step('abortSession', session, { reason: '断网' });
    const caller = systemCaller('test');
    const run = (name: 'markTallied' | 'markUntallied') => lab.app.transactions.run((tx) => records()[name](tx, caller, session.id));
    const statuses: string[] = [];
    for (const name of ['markTallied', 'markTallied', 'markUntallied', 'markUntallied', 'markTallied'] as const) {
      await run(name);
      statuses.push((await details(session)).status);
    }
    expect(statuses).toEqual(['TALLIED', 'TALLIED', 'ABORTED', 'ABORTED', 'TALLIED']);
  });

  it('refuses a version that has moved on and tells the current one', async () => {
    const session = await lab.requested(await own());
    const answer = await lab.verb('cancelSession', { sessionId: session.id, expectedVersion: session.version - 1, reason: '旧页面' });
    expect(codesOf(answer)).toEqual(['STALE_VERSION']);
  });

  it('lets one of many opposite verbs at once take effect (INV-22)', async () => {
    const session = await lab.requested(await own());
    const target = { sessionId: session.id, expectedVersion: session.version };
    const answers = await Promise.all([
      lab.verb('confirmSession', target),
      lab.verb('cancelSession', { ...target, reason: '取消' }),
      lab.verb('sendBackSession', { ...target, reason: '退回' }),
      lab.verb('confirmSession', target),
    ]);
    expect(answers.filter((answer) => answer.session !== null)).toHaveLength(1);
    expect(new Set(answers.flatMap(codesOf))).toEqual(new Set(['STALE_VERSION']));
    const winner = answers.find((answer) => answer.session !== null)!.session!;
    expect((await details(session)).status).toBe(winner.status);
  });

  it('gives each session of a day its own running number, also when many are drafted at once', async () => {
    const times = { plannedStartAt: beijing('10:00', 30), plannedEndAt: beijing('11:00', 30) };
    const drafts = await Promise.all(Array.from({ length: 12 }, () => lab.draft(times)));
    const numbers = drafts.map((draft) => draft.sessionNumber).sort();
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => `20261130-${String(index + 1).padStart(3, '0')}`));
  });
});
