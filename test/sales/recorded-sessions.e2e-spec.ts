import { RecordedSessions } from '../../src/sales/recorded-sessions.js';
import { givenBeneficiary } from '../support/parks.js';
import { TestApp } from '../support/test-app.js';
import { livesFile } from './exports.js';
import { ACCOUNT, EVENING, LiveDesk } from './live-desk.js';
import type { ImportResult } from './sales-lab.js';

const WAIT_MAX_MS = 30_000;

async function waitUntil(isDone: () => Promise<boolean>): Promise<void> {
  const startedAt = Date.now();
  while (!(await isDone())) {
    if (Date.now() - startedAt > WAIT_MAX_MS) throw new Error('waited too long');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a session that only an import told of', () => {
  let app: TestApp;
  let desk: LiveDesk;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    desk = await LiveDesk.open(app);
  });
  afterAll(() => app.close());

  it('is withdrawn with the import and counts nowhere, which history and audit say (INV-23, INV-37)', async () => {
    const beneficiaryId = await givenBeneficiary(app, desk.lab.parkId);
    const choices = { beneficiaries: [{ beneficiaryId, shareBasisPoints: 10_000 }], hostStreamerIds: [desk.lab.streamerIds['村播老王']] };
    const batch = await record(choices);
    expect(await counted()).toEqual({ held: 1, hosts: 1, beneficiaries: 1 });
    const [session] = await sessions();
    await desk.takeBack(batch, '选错了账号');
    expect(await counted()).toEqual({ held: 0, hosts: 0, beneficiaries: 0 });
    expect((await desk.lab.batch(batch.id)).problems).toEqual([]);
    const { broadcastSession } = await app.ask<{ broadcastSession: { history: object[] } }>(
      desk.lab.operator,
      'query ($id: ID!) { broadcastSession(id: $id) { status reason history { verb fromStatus toStatus reason } } }',
      { id: session!.id },
      { 'accept-language': 'en' },
    );
    const reason = 'The import that it was recorded from was taken back: 选错了账号';
    expect(broadcastSession).toMatchObject({ status: 'WITHDRAWN', reason });
    expect(broadcastSession.history).toContainEqual({ verb: 'withdrawRecording', fromStatus: 'ENDED', toStatus: 'WITHDRAWN', reason });
    expect(await rows(`SELECT action FROM audit_entry WHERE recordId = ? AND action = 'withdrawRecording'`, session!.id)).toHaveLength(1);
  });

  it('is recorded anew, with the choices of the new commit, each time its file comes again (INV-34)', async () => {
    const [wrong, right] = [desk.lab.streamerIds['村播老王'], desk.lab.streamerIds['小滴姐']];
    const first = await record({ hostStreamerIds: [wrong] });
    await desk.takeBack(first);
    const second = await record({ hostStreamerIds: [right] });
    expect(second.counts).toMatchObject({ booked: 1, duplicates: 0 });
    expect((await desk.lab.dashboard()).streamers.filter(({ sessionsHeld }) => sessionsHeld > 0)).toMatchObject([
      { memberId: right, gmvPaidFen: '10000', sessionsHeld: 1 },
    ]);
    expect(await sums()).toMatchObject({ grainOfRecord: 'SESSION', gmvPaidFen: '10000' });
    await desk.importLines([desk.anOrder(70_00)], { switchGrain: true }).then((lines) => desk.takeBack(lines));
    expect(await sums()).toMatchObject({ grainOfRecord: 'SESSION', gmvPaidFen: '10000' });
    await desk.takeBack(await desk.lab.batch(second.id));
    await record({ hostStreamerIds: [right] });
    expect((await desk.lab.dashboard()).totals).toMatchObject({ gmvPaidFen: '10000', sessionsHeld: 1, sessionsReported: 1 });
    expect((await sessions()).map(({ status }) => status)).toEqual(['WITHDRAWN', 'WITHDRAWN', 'TALLIED']);
    expect((await desk.lab.ledger()).sumFen).toBe(100_00);
  });

  it('needs the permission to be recorded again, and its lines wait for it (INV-34)', async () => {
    const batch = await record();
    const order = desk.anOrder(70_00);
    const lines = await desk.importLines([order], { switchGrain: true });
    await desk.takeBack(lines);
    await desk.takeBack(await desk.lab.batch(batch.id));
    expect((await desk.lab.commit(await upload())).counts).toMatchObject({ unmatched: 1, booked: 0 });
    expect((await desk.importLines([order])).counts).toMatchObject({ unmatched: 1 });
    await record();
    expect((await desk.importLines([order], { switchGrain: true })).counts).toMatchObject({ booked: 1 });
    expect(await sums()).toMatchObject({ grainOfRecord: 'SKU', gmvPaidFen: '7000' });
  });

  it.each(['OTHER_IMPORT', 'ENTRIES', 'ATTACHED_LIVE', 'CLOSED', 'SKILL_EVIDENCE'] as const)(
    'stays while something else rests on it, and the import says what: %s (INV-23)',
    async (cause) => {
      const batch = await record();
      const [session] = await sessions();
      const said = await { OTHER_IMPORT, ENTRIES, ATTACHED_LIVE, CLOSED, SKILL_EVIDENCE }[cause](session!.id);
      await desk.takeBack(batch);
      expect((await sessions())[0]!.status).not.toBe('WITHDRAWN');
      expect((await counted()).held).toBe(1);
      const { problems } = await desk.lab.batch(batch.id);
      expect(problems).toMatchObject([{ row: 2, code: 'SESSION_KEPT', severity: 'WARNING' }]);
      expect(problems[0]!.message).toContain(said);
    },
  );

  it('is named when it stays, however many rows were refused, and a reversed import tells nobody to commit again (INV-23)', async () => {
    const refused = Array.from({ length: 210 }, (_, index) => ({ id: `${desk.live}${index}x`, ...EVENING, startAt: 'x', saleFen: 1 }));
    const kept = { id: desk.live, ...EVENING, saleFen: 100_00 };
    const ahead = { id: `${desk.live}z`, startAt: '2031-01-01 20:00:00', endAt: '2031-01-01 22:00:00', saleFen: 1 };
    const batch = await desk.lab.commit(await desk.upload(livesFile(ACCOUNT, [ahead, ...refused, kept]), 'many.csv'), {
      recordMissingSessions: true,
    });
    expect(batch.problems[0]).toMatchObject({ row: 2, code: 'LIVE_NOT_ENDED' });
    await ENTRIES((await sessions())[0]!.id);
    await desk.takeBack(batch);
    const { problems } = await desk.lab.batch(batch.id);
    expect(problems.at(-1)).toMatchObject({ row: 213, code: 'SESSION_KEPT' });
    expect(problems.filter(({ code }) => code === 'LIVE_NOT_ENDED' || code === 'UNMATCHED')).toEqual([]);
  });

  it('goes with the last of two imports, whichever that is and when both are taken back at once (INV-23)', async () => {
    const [one, two] = [await record(), await record()];
    await desk.takeBack(one);
    expect((await counted()).held).toBe(1);
    expect((await desk.lab.batch(one.id)).problems).toMatchObject([{ code: 'SESSION_KEPT' }]);
    await desk.takeBack(two);
    expect((await counted()).held).toBe(0);
    expect([(await desk.lab.batch(one.id)).problems, (await desk.lab.batch(two.id)).problems]).toEqual([[], []]);
    const pair = [await record(), await record()];
    await Promise.all(pair.map((batch) => desk.takeBack(batch)));
    expect((await counted()).held).toBe(0);
    expect((await sessions()).map(({ status }) => status)).toEqual(['WITHDRAWN', 'WITHDRAWN']);
  });

  it('is there when the same live is committed from another file, or attached to it, while it is withdrawn (INV-34)', async () => {
    const batch = await record();
    const [session] = await sessions();
    const again = await upload(`${desk.live},again.csv`);
    const [refusals, , attached] = await Promise.all([
      desk.reverse(batch),
      desk.lab.beginCommit(again, { recordMissingSessions: true }),
      attach(session!.id),
    ]);
    expect(refusals).toEqual([]);
    await app.drainJobs();
    const [reversed, booked] = [await desk.lab.batch(batch.id), await desk.lab.batch(again)];
    expect([reversed.status, booked.status]).toEqual(['REVERSED', 'COMMITTED']);
    const [kept] = await sessions();
    expect(attached.length === 0).toBe(kept!.status !== 'WITHDRAWN');
    expect((await counted()).held).toBe(1);
  });

  it('is withdrawn once when the reversal is killed in between (INV-23)', async () => {
    const recorded = (app.worker ?? app.api).get(RecordedSessions, { strict: false });
    const withdraw = recorded.withdraw.bind(recorded);
    const batch = await record();
    let calls = 0;
    recorded.withdraw = async (...step) => {
      await withdraw(...step);
      if (++calls === 1) throw new Error('killed');
    };
    expect(await desk.reverse(batch)).toEqual([]);
    await waitUntil(async () => (await desk.lab.batch(batch.id)).status === 'REVERSED');
    recorded.withdraw = withdraw;
    await app.drainJobs();
    expect(calls).toBe(2);
    expect((await counted()).held).toBe(0);
    const [session] = await sessions();
    expect(await rows(`SELECT id FROM session_history WHERE sessionId = ? AND verb = 'withdrawRecording'`, session!.id)).toHaveLength(1);
    expect((await desk.lab.ledger()).sumFen).toBe(0);
  });

  async function OTHER_IMPORT(): Promise<string> {
    await desk.importLines([desk.anOrder(70_00)]);
    return '另一个导入批次';
  }

  async function ENTRIES(sessionId: string): Promise<string> {
    const entry = { kind: 'SALE', amountFen: '3000', occurredOn: '2026-10-05' };
    await ask('recordSales', 'RecordSalesInput', { sessionId, entries: [entry], idempotencyKey: desk.lab.key() });
    return '手工记的流水';
  }

  async function ATTACHED_LIVE(sessionId: string): Promise<string> {
    expect(await attach(sessionId)).toEqual([]);
    return '手工关联';
  }

  /* Straight to the tables: the ways there through the API take other people and weeks. */
  async function CLOSED(sessionId: string): Promise<string> {
    await app.dataSource.query(`UPDATE broadcast_session SET status = 'CLOSED' WHERE id = ?`, [sessionId]);
    return '已归档';
  }

  async function SKILL_EVIDENCE(sessionId: string): Promise<string> {
    await app.dataSource.query(
      `INSERT INTO skill_evidence (id, parkId, trackId, gate, heldOn, standardVersion, isPassed, classHours, sessionId, assessorId, reference, recordedAt, recordedBy)
       VALUES (?, ?, ?, 'G5', '2026-10-05', 1, 1, 0, ?, ?, '带教', 0, ?)`,
      [sessionId, desk.lab.parkId, sessionId, sessionId, sessionId, sessionId],
    );
    return '带教考核';
  }

  function upload(fileName = 'lives.csv'): Promise<string> {
    return desk.upload(livesFile(ACCOUNT, [{ id: desk.live, ...EVENING, saleFen: 100_00 }]), fileName);
  }

  async function record(choices: object = {}): Promise<ImportResult> {
    return desk.lab.commit(await upload(), { recordMissingSessions: true, ...choices });
  }

  function attach(sessionId: string): Promise<string[]> {
    return ask('attachLive', 'AttachLiveInput', { sessionId, platform: 'DOUYIN', liveExportId: `${desk.live}9` });
  }

  async function ask(verb: string, type: string, input: object): Promise<string[]> {
    const answer = await app.ask<Record<string, { userErrors: { code: string }[] }>>(
      desk.lab.operator,
      `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code } } }`,
      { input },
    );
    await app.drainJobs();
    return answer[verb]!.userErrors.map(({ code }) => code);
  }

  async function counted(): Promise<{ held: number; hosts: number; beneficiaries: number }> {
    const { totals, streamers, beneficiaries } = await desk.lab.dashboard();
    const held = (list: { sessionsHeld: number }[]) => list.reduce((total, entry) => total + entry.sessionsHeld, 0);
    return { held: totals.sessionsHeld, hosts: held(streamers), beneficiaries: held(beneficiaries) };
  }

  async function sums(): Promise<object> {
    const query = 'query ($id: ID!) { sessionSales(sessionId: $id) { gmvPaidFen grainOfRecord } }';
    return (await app.ask<{ sessionSales: object }>(desk.lab.operator, query, { id: await desk.sessionId() })).sessionSales;
  }

  function sessions(): Promise<{ id: string; status: string }[]> {
    return rows('SELECT id, status FROM broadcast_session WHERE parkId = ? ORDER BY id', desk.lab.parkId);
  }

  function rows<Row>(sql: string, ...parameters: string[]): Promise<Row[]> {
    return app.dataSource.query<Row[]>(sql, parameters);
  }
});
