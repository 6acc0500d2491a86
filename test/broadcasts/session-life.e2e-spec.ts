import { newId } from '../../src/platform/database/ids.js';
import { systemCaller } from '../../src/platform/auth/caller.js';
import { type SessionChange, SessionChangeListeners } from '../../src/broadcasts/session-change-listeners.js';
import { SessionRecords } from '../../src/broadcasts/session-records.service.js';
import { beijing, type BroadcastLab, NOON } from './broadcast-lab.js';
import { codesOf, SessionDesk } from './session-desk.js';

const DAY_MS = 86_400_000;

describe('the life of a session', () => {
  let desk: SessionDesk;
  let lab: BroadcastLab;
  const changes: SessionChange[] = [];
  beforeAll(async () => {
    desk = await SessionDesk.start();
    lab = desk.lab;
    lab.app.api.get(SessionChangeListeners, { strict: false }).register((_tx, change) => Promise.resolve(void changes.push(change)));
  });
  afterAll(() => lab.close());
  beforeEach(() => lab.moveTo(NOON));

  const records = () => lab.app.api.get(SessionRecords, { strict: false });

  it('goes from the draft to the closed books, each step with its history (5-domain-model 6.4)', async () => {
    changes.length = 0;
    const session = await desk.live({ roomId: await lab.room('全程') });
    await desk.later(9 * 60);
    let current = await lab.step('endSession', session);
    await lab.app.transactions.run((tx) => records().markTallied(tx, systemCaller('test'), session.id));
    current = { ...current, version: current.version + 1 };
    expect(codesOf(await lab.verb('closeSession', { sessionId: current.id, expectedVersion: current.version }))).toEqual([
      'FIGURES_PROVISIONAL',
    ]);
    await lab.moveTo(new Date(NOON.getTime() + 31 * DAY_MS));
    current = await lab.step('closeSession', current);
    const seen = await desk.details(current);
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

  it('flags the next booking of an overrun and changes nothing about it (INV-22)', async () => {
    const roomId = await lab.room('超时', 0, 15);
    const session = await desk.live({ roomId });
    const next = await lab.requested({ ...(await desk.own()), roomId, plannedStartAt: beijing('21:15'), plannedEndAt: beijing('22:00') });
    await desk.later(9 * 60 + 5);
    await desk.timeouts();
    await desk.timeouts();
    expect((await desk.details(next)).findings).toEqual([{ code: 'OVERRUN_BY_PREVIOUS', otherSession: { id: session.id } }]);
    await desk.later(9 * 60 + 20);
    const ended = await lab.step('endSession', session);
    expect((await desk.details(ended)).isOverrun).toBe(true);
    expect(await desk.details(next)).toMatchObject({ status: 'REQUESTED', findings: [{ code: 'OVERRUN_BY_PREVIOUS' }] });
  });

  it('flags a session on air for more than 12 hours and leaves it on air (5-domain-model 6.4)', async () => {
    const session = await desk.live();
    await desk.later(7 * 60 + 12 * 60 - 1);
    await desk.timeouts();
    expect((await desk.details(session)).findings).toEqual([]);
    await desk.later(7 * 60 + 12 * 60);
    await desk.timeouts();
    expect(await desk.details(session)).toMatchObject({ status: 'LIVE', findings: [{ code: 'LIVE_TOO_LONG', otherSession: null }] });
    await lab.step('abortSession', session, { reason: '设备故障' });
  });

  it('keeps the actual times of session and hosts, and refuses impossible ones (INV-26a, INV-27)', async () => {
    const session = await desk.live();
    await desk.later(9 * 60);
    const [segment] = (await desk.details(session)).hosts;
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
    expect((await desk.details(session)).hosts[0]!.actualStartAt).toBe(beijing('19:05'));
  });

  it('records a no-show 15 minutes after the start, not earlier', async () => {
    const session = await lab.step('confirmSession', await lab.requested(await desk.own()));
    await desk.later(7 * 60 + 14);
    const mark = () => lab.verb('markNoShow', { sessionId: session.id, expectedVersion: session.version });
    expect(codesOf(await mark())).toEqual(['NO_SHOW_TOO_EARLY']);
    await desk.later(7 * 60 + 15);
    expect((await mark()).session?.status).toBe('NO_SHOW');
  });

  it('records a past session without slots and shows an overlap as a finding (INV-23)', async () => {
    const resources = await desk.own();
    const booked = await lab.requested({ ...resources, plannedStartAt: beijing('13:00'), plannedEndAt: beijing('14:00') });
    await desk.later(3 * 60);
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
    expect(await desk.details(recorded)).toMatchObject({
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
    const session = await desk.live();
    const aborted = await lab.step('abortSession', session, { reason: '断网', actualEndAt: beijing('19:00') }).catch(() => null);
    expect(aborted).toBeNull();
    await desk.later(8 * 60);
    await lab.step('abortSession', session, { reason: '断网' });
    const caller = systemCaller('test');
    const run = (name: 'markTallied' | 'markUntallied') => lab.app.transactions.run((tx) => records()[name](tx, caller, session.id));
    const statuses: string[] = [];
    for (const name of ['markTallied', 'markTallied', 'markUntallied', 'markUntallied', 'markTallied'] as const) {
      await run(name);
      statuses.push((await desk.details(session)).status);
    }
    expect(statuses).toEqual(['TALLIED', 'TALLIED', 'ABORTED', 'ABORTED', 'TALLIED']);
  });

  it('refuses a version that has moved on and tells the current one', async () => {
    const session = await lab.requested(await desk.own());
    const answer = await lab.verb('cancelSession', { sessionId: session.id, expectedVersion: session.version - 1, reason: '旧页面' });
    expect(codesOf(answer)).toEqual(['STALE_VERSION']);
  });

  it('lets one of many opposite verbs at once take effect (INV-22)', async () => {
    const session = await lab.requested(await desk.own());
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
    expect((await desk.details(session)).status).toBe(winner.status);
  });

  it('gives each session of a day its own running number, also when many are drafted at once', async () => {
    const times = { plannedStartAt: beijing('10:00', 30), plannedEndAt: beijing('11:00', 30) };
    const drafts = await Promise.all(Array.from({ length: 12 }, () => lab.draft(times)));
    const numbers = drafts.map((draft) => draft.sessionNumber).sort();
    expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => `20261130-${String(index + 1).padStart(3, '0')}`));
  });
});
