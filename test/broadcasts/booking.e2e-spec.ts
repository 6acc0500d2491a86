import { newId } from '../../src/platform/database/ids.js';
import { beijing, BroadcastLab, type SessionFacts } from './broadcast-lab.js';

const RACERS = 24;
const ROUNDS = 20;

interface RoomAnswer {
  liveRoom: { status: string } | null;
  userErrors: { code: string; message: string }[];
}

describe('booking', () => {
  let lab: BroadcastLab;
  let serial = 0;
  beforeAll(async () => {
    lab = await BroadcastLab.start();
  });
  afterAll(() => lab.close());

  const at = (from: string, to: string) => ({ plannedStartAt: beijing(from), plannedEndAt: beijing(to) });
  /** Resources of its own for one session: host and account that nobody else uses. */
  const own = async () => {
    const name = `${++serial}`;
    return { accountId: await lab.account(`账号 ${name}`), hosts: [{ streamerId: await lab.streamer(`主播 ${name}`) }] };
  };
  const slotsHeldBy = async (session: SessionFacts) => {
    const rows = await lab.app.dataSource.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM booking_slot WHERE sessionId = ?', [
      session.id,
    ]);
    return Number(rows[0]!.n);
  };
  const codesOf = (answer: { userErrors: { code: string }[] }) => answer.userErrors.map((error) => error.code);

  it('lets exactly one of 24 requests at once have the room, in each of 20 rounds (INV-22)', async () => {
    const racers = await Promise.all(Array.from({ length: RACERS }, own));
    for (let round = 0; round < ROUNDS; round++) {
      const roomId = await lab.room(`竞争直播间 ${round}`, 30, 15);
      const drafts: SessionFacts[] = [];
      for (const [index, racer] of racers.entries()) {
        /* All overlap on the room; half of them do so by its buffers alone. */
        const times = index % 2 === 0 ? at('14:00', '15:00') : at('15:10', '16:10');
        drafts.push(await lab.draft({ ...racer, ...times, roomId }));
      }
      const answers = await Promise.all(drafts.map((draft) => lab.requestPatiently(draft)));
      const winners = answers.filter((answer) => answer.session?.status === 'REQUESTED');
      expect(winners).toHaveLength(1);
      expect(answers.filter((answer) => codesOf(answer).join() === 'BOOKING_CONFLICT')).toHaveLength(RACERS - 1);
      const named = answers.flatMap((answer) =>
        answer.userErrors.flatMap((error) => error.conflicts!.map((conflict) => conflict.sessionId)),
      );
      expect(new Set(named)).toEqual(new Set([winners[0]!.session!.id]));
      const holders = await lab.app.dataSource.query<{ sessionId: string }[]>(
        'SELECT DISTINCT sessionId FROM booking_slot WHERE resourceId = ?',
        [roomId],
      );
      expect(holders.map((row) => row.sessionId)).toEqual([winners[0]!.session!.id]);
      await lab.step('cancelSession', winners[0]!.session!, { reason: '下一轮' });
    }
  }, 600_000);

  it('keeps a room open while sessions hold time in it, and says which (INV-22)', async () => {
    const roomId = await lab.room('待停用直播间', 0, 0);
    const session = await lab.requested({ ...(await own()), ...at('22:00', '23:00'), roomId });
    const close = async () => {
      const query = `mutation ($input: LiveRoomTargetInput!) { closeLiveRoom(input: $input) { liveRoom { status } userErrors { code message } } }`;
      const input = { roomId, expectedVersion: 1 };
      return (await lab.app.ask<{ closeLiveRoom: RoomAnswer }>(lab.token, query, { input })).closeLiveRoom;
    };
    const refused = await close();
    expect(refused.userErrors.map((error) => error.code)).toEqual(['ROOM_HOLDS_SESSIONS']);
    expect(refused.userErrors[0]!.message).toContain(session.sessionNumber);
    await lab.step('cancelSession', session, { reason: '设备检修' });
    expect((await close()).liveRoom).toEqual({ status: 'CLOSED' });
  });

  it('refuses an overlap on the room and names session, room and the next free time in the language of the request (INV-22)', async () => {
    const roomId = await lab.room('一号直播间', 30, 15);
    const first = await lab.requested({ ...(await own()), ...at('19:00', '21:00'), roomId, title: '金铁村大米专场' });
    const second = await lab.draft({ ...(await own()), ...at('20:00', '21:00'), roomId });
    const input = { sessionId: second.id, expectedVersion: second.version };
    const [refusal] = (await lab.verb('requestSession', input)).userErrors;
    expect(refusal).toMatchObject({ code: 'BOOKING_CONFLICT', rule: 'INV-22', field: ['input', 'sessionId'] });
    expect(refusal!.conflicts).toEqual([
      {
        resourceKind: 'ROOM',
        resourceName: '一号直播间',
        sessionId: first.id,
        sessionNumber: first.sessionNumber,
        title: '金铁村大米专场',
        startAt: beijing('19:00'),
        endAt: beijing('21:00'),
      },
    ]);
    expect([refusal!.nextFreeStartAt, refusal!.nextFreeEndAt]).toEqual([beijing('21:45'), beijing('22:45')]);
    expect(refusal!.message).toContain(`直播间“一号直播间”已被场次 ${first.sessionNumber}《金铁村大米专场》(2026-11-27 19:00–21:00)占用`);
    expect(refusal!.cure).toContain('2026-11-27 21:45 至 2026-11-27 22:45');
    const [english] = (await lab.verb('requestSession', input, lab.token, { 'accept-language': 'en' })).userErrors;
    expect(english!.message).toContain(`room "一号直播间" by session ${first.sessionNumber}`);
    expect(english!.cure).toContain('2026-11-27 21:45');
    const changed = await lab.done('changeSession', {
      ...lab.plan({ ...(await own()), roomId }),
      ...input,
      parkId: undefined,
      idempotencyKey: undefined,
      plannedStartAt: refusal!.nextFreeStartAt,
      plannedEndAt: refusal!.nextFreeEndAt,
    });
    expect((await lab.request(changed)).session?.status).toBe('REQUESTED');
  });

  it('holds the room with its buffers: one minute of setup too many is an overlap, touching is none (INV-22, half-open)', async () => {
    const roomId = await lab.room('缓冲直播间', 30, 15);
    await lab.requested({ ...(await own()), ...at('14:00', '15:00'), roomId });
    const tooEarly = await lab.draft({ ...(await own()), ...at('15:40', '16:00'), roomId });
    expect(codesOf(await lab.request(tooEarly))).toEqual(['BOOKING_CONFLICT']);
    const touching = await lab.draft({ ...(await own()), ...at('15:45', '16:00'), roomId });
    expect((await lab.request(touching)).session?.status).toBe('REQUESTED');
    const before = await lab.draft({ ...(await own()), ...at('12:30', '13:15'), roomId });
    expect((await lab.request(before)).session?.status).toBe('REQUESTED');
  });

  it('lets sessions without buffers follow each other on account and host to the minute (INV-22, half-open)', async () => {
    const resources = await own();
    await lab.requested({ ...resources, ...at('14:00', '15:00') });
    expect((await lab.request(await lab.draft({ ...resources, ...at('15:00', '16:00') }))).session?.status).toBe('REQUESTED');
    expect((await lab.request(await lab.draft({ ...resources, ...at('13:00', '14:00') }))).session?.status).toBe('REQUESTED');
    const overlapping = await lab.request(await lab.draft({ ...resources, ...at('13:55', '14:00') }));
    expect(overlapping.userErrors[0]!.conflicts!.map((conflict) => conflict.resourceKind).sort()).toEqual(['ACCOUNT', 'HOST']);
  });

  it('books a host for the segment alone, not for the whole session (INV-22)', async () => {
    const [early, late] = [await lab.streamer('早场'), await lab.streamer('晚场')];
    const segment = (streamerId: string, from: string, to: string) => ({ streamerId, startAt: beijing(from), endAt: beijing(to) });
    const hosts = [segment(early, '19:00', '20:00'), segment(late, '20:00', '21:00')];
    await lab.requested({ accountId: await lab.account('双主播'), hosts });
    const free = await lab.draft({ accountId: await lab.account('另一账号一'), ...at('20:00', '21:00'), hosts: [{ streamerId: early }] });
    expect((await lab.request(free)).session?.status).toBe('REQUESTED');
    const taken = await lab.draft({ accountId: await lab.account('另一账号二'), ...at('20:55', '21:30'), hosts: [{ streamerId: late }] });
    const answer = await lab.request(taken);
    expect(answer.userErrors[0]!.conflicts!.map(({ resourceKind, resourceName }) => [resourceKind, resourceName])).toEqual([
      ['HOST', '晚场'],
    ]);
    expect(answer.userErrors[0]!.nextFreeStartAt).toBe(beijing('21:00'));
  });

  it('lets one session at a time use a sample set (INV-22)', async () => {
    const sampleSetId = await lab.sampleSet('大米样品');
    await lab.requested({ ...(await own()), sampleSetId });
    const answer = await lab.request(await lab.draft({ ...(await own()), sampleSetId }));
    expect(answer.userErrors[0]!.conflicts!.map((conflict) => conflict.resourceKind)).toEqual(['SAMPLE_SET']);
  });

  it('names every conflict of a request at once, and a time that is free for all of them (INV-22)', async () => {
    const [roomId, resources] = [await lab.room('联合冲突', 0, 0), await own()];
    await lab.requested({ ...(await own()), roomId, ...at('19:00', '20:00') });
    await lab.requested({ ...resources, ...at('20:00', '21:30') });
    const answer = await lab.request(await lab.draft({ ...resources, roomId, ...at('19:30', '20:30') }));
    expect(answer.userErrors[0]!.conflicts!.map((conflict) => conflict.resourceKind).sort()).toEqual(['ACCOUNT', 'HOST', 'ROOM']);
    expect(answer.userErrors[0]!.nextFreeStartAt).toBe(beijing('21:30'));
  });

  it('frees the time when a session is cancelled, sent back or postponed, and holds nothing for a draft (INV-22)', async () => {
    const resources = { ...(await own()), roomId: await lab.room('释放') };
    const draft = await lab.draft(resources);
    expect(await slotsHeldBy(draft)).toBe(0);
    let first = await lab.step('requestSession', draft);
    expect(await slotsHeldBy(first)).toBe(3 * 24);
    first = await lab.step('sendBackSession', first, { reason: '缺少脚本' });
    expect([first.status, await slotsHeldBy(first)]).toEqual(['DRAFT', 0]);
    const second = await lab.requested(resources);
    expect(codesOf(await lab.request(first))).toEqual(['BOOKING_CONFLICT']);
    await lab.step('cancelSession', second, { reason: '改期' });
    first = await lab.step('confirmSession', await lab.step('requestSession', first));
    first = await lab.step('postponeSession', first, { reason: '大雪' });
    expect([first.status, await slotsHeldBy(first), await slotsHeldBy(second)]).toEqual(['POSTPONED', 0, 0]);
  });

  it('keeps the identity of a postponed session, shows both times and refuses a new time that is taken (INV-22)', async () => {
    const resources = { ...(await own()), roomId: await lab.room('延期') };
    const requested = await lab.requested(resources);
    let session = await lab.step('confirmSession', requested);
    session = await lab.step('postponeSession', session, { reason: '停电' });
    const other = await lab.requested({ ...resources, plannedStartAt: beijing('19:00', 28), plannedEndAt: beijing('21:00', 28) });
    const newTime = (from: string, to: string) => ({
      sessionId: session.id,
      expectedVersion: session.version,
      plannedStartAt: beijing(from, 28),
      plannedEndAt: beijing(to, 28),
    });
    const taken = await lab.verb('rescheduleSession', newTime('20:00', '22:00'));
    expect(taken.userErrors[0]!.conflicts!.map((conflict) => conflict.sessionId)).toContain(other.id);
    expect(taken.userErrors[0]!.nextFreeStartAt).toBe(beijing('21:00', 28));
    expect(codesOf(await lab.verb('rescheduleSession', newTime('21:02', '22:02')))).toContain('OFF_TIME_GRID');
    session = await lab.done('rescheduleSession', newTime('21:00', '23:00'));
    expect(session).toMatchObject({ id: requested.id, sessionNumber: requested.sessionNumber, status: 'CONFIRMED' });
    const { broadcastSession } = await lab.app.ask<{
      broadcastSession: { startOn: string; history: { verb: string; plannedStartAt: string; reason: string | null }[] };
    }>(lab.token, 'query ($id: ID!) { broadcastSession(id: $id) { startOn history { verb plannedStartAt reason } } }', { id: session.id });
    expect(broadcastSession.startOn).toBe('2026-11-28');
    expect(broadcastSession.history.slice(-2)).toEqual([
      { verb: 'postponeSession', plannedStartAt: beijing('19:00'), reason: '停电' },
      { verb: 'rescheduleSession', plannedStartAt: beijing('21:00', 28), reason: null },
    ]);
  });

  it('refuses times and buffers off the grid of 5 minutes and sessions longer than 12 hours, all at once (INV-22, INV-23)', async () => {
    const answer = await lab.verb(
      'draftSession',
      lab.plan({ plannedStartAt: beijing('08:01'), plannedEndAt: beijing('20:02'), isFarmAid: true }),
    );
    expect(codesOf(answer)).toEqual(['OFF_TIME_GRID', 'OFF_TIME_GRID', 'SESSION_TOO_LONG', 'FARM_AID_WITHOUT_BENEFICIARY']);
    const { openLiveRoom } = await lab.app.ask<{ openLiveRoom: { userErrors: { code: string; field: string[] }[] } }>(
      lab.token,
      'mutation ($input: OpenLiveRoomInput!) { openLiveRoom(input: $input) { userErrors { code field } } }',
      { input: { parkId: lab.parkId, name: '错', kind: 'ORDINARY', setupMinutes: 7, teardownMinutes: 10, idempotencyKey: newId() } },
    );
    expect(openLiveRoom.userErrors).toEqual([{ code: 'OFF_TIME_GRID', field: ['input', 'setupMinutes'] }]);
  });

  it('keeps the slots taken when the same session is requested twice at once: one wins, the other is told (INV-22)', async () => {
    const draft = await lab.draft({ ...(await own()), roomId: await lab.room('双击') });
    const answers = await Promise.all([lab.request(draft), lab.request(draft), lab.request(draft)]);
    expect(answers.filter((answer) => answer.session?.status === 'REQUESTED')).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toEqual(['STALE_VERSION', 'STALE_VERSION']);
    expect(await slotsHeldBy(draft)).toBe(3 * 24);
  });
});
