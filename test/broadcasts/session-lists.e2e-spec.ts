import { jest } from '@jest/globals';
import { newId } from '../../src/platform/database/ids.js';
import { beijing, BroadcastLab, type SessionFacts } from './broadcast-lab.js';

const LIST = `query ($first: Int!, $filter: BroadcastSessionFilter) { broadcastSessions(first: $first, filter: $filter) { nodes {
  id sessionNumber room { name } account { name platform } hosts { position streamer { stageName } } beneficiaries { name shareBasisPoints } } } }`;

interface ListedSession {
  id: string;
  sessionNumber: string;
  room: { name: string } | null;
  account: { name: string } | null;
  hosts: { streamer: { stageName: string } }[];
  beneficiaries: { name: string; shareBasisPoints: number }[];
}

describe('lists of sessions', () => {
  let lab: BroadcastLab;
  let roomId: string;
  let accountId: string;
  let streamerId: string;
  let farmAid: SessionFacts;
  beforeAll(async () => {
    lab = await BroadcastLab.start();
    roomId = await lab.room('列表直播间', 30, 15);
    accountId = await lab.account('金铁村助农');
    streamerId = await lab.streamer('小满');
    const beneficiaries = [{ beneficiaryId: await lab.beneficiary('金铁村'), shareBasisPoints: 6_000 }];
    for (let index = 0; index < 60; index++) {
      const day = 1 + (index % 28);
      const times = { plannedStartAt: beijing('19:00', day), plannedEndAt: beijing('21:00', day) };
      const plan = { roomId, accountId, hosts: [{ streamerId }], isFarmAid: index % 2 === 0, ...times };
      farmAid = await lab.draft({ ...plan, beneficiaries: plan.isFarmAid ? beneficiaries : [] });
    }
  });
  afterAll(() => lab.close());

  const list = async (filter: Record<string, unknown> = {}, token = lab.token) =>
    (await lab.app.ask<{ broadcastSessions: { nodes: ListedSession[] } }>(token, LIST, { first: 50, filter })).broadcastSessions.nodes;

  it('read 50 sessions with room, account, hosts and beneficiaries in as many statements as one', async () => {
    const count = async (first: number) => {
      const spy = jest.spyOn(lab.app.dataSource, 'query');
      const answer = await lab.app.ask<{ broadcastSessions: { nodes: ListedSession[] } }>(lab.token, LIST, { first });
      const statements = spy.mock.calls.filter(([sql]) =>
        /broadcast_session|host_segment|session_beneficiary|live_room|platform_account|streamer/.test(sql),
      );
      spy.mockRestore();
      return { rows: answer.broadcastSessions.nodes.length, statements: statements.length };
    };
    expect(await count(1)).toEqual({ rows: 1, statements: 3 });
    expect(await count(50)).toEqual({ rows: 50, statements: 3 });
  });

  it('show what was selected of each neighbor', async () => {
    const nodes = await list({ isFarmAid: true });
    expect(nodes).toHaveLength(30);
    expect(nodes[0]).toMatchObject({
      room: { name: '列表直播间' },
      account: { name: '金铁村助农' },
      hosts: [{ streamer: { stageName: '小满' } }],
      beneficiaries: [{ name: '金铁村', shareBasisPoints: 6_000 }],
    });
  });

  it('filter by day, room, host, account, state and kind', async () => {
    expect(await list({ fromOn: '2026-11-02', toOn: '2026-11-03' })).toHaveLength(6);
    expect(await list({ roomId, streamerId, accountId, status: ['DRAFT'] })).toHaveLength(50);
    for (const nothing of [
      { status: [] },
      { status: ['LIVE'] },
      { roomId: newId() },
      { streamerId: newId() },
      { accountId: newId() },
      { parkId: newId() },
    ]) {
      expect(await list(nothing)).toEqual([]);
    }
  });

  it('page in a stable order in each direction', async () => {
    const query = `query ($after: String, $order: BroadcastSessionOrder!) { broadcastSessions(first: 25, after: $after, order: $order) {
      totalCount nodes { id sessionNumber plannedStartAt } pageInfo { hasNextPage endCursor } } }`;
    type Answer = {
      broadcastSessions: {
        totalCount: number;
        nodes: { id: string; sessionNumber: string; plannedStartAt: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    for (const order of ['START_ASC', 'START_DESC', 'NUMBER']) {
      const seen: Answer['broadcastSessions']['nodes'] = [];
      let after: string | null = null;
      for (let page = 0; page < 3; page++) {
        const { broadcastSessions }: Answer = await lab.app.ask<Answer>(lab.token, query, { after, order });
        expect(broadcastSessions.totalCount).toBe(60);
        expect(broadcastSessions.pageInfo.hasNextPage).toBe(page < 2);
        seen.push(...broadcastSessions.nodes);
        after = broadcastSessions.pageInfo.endCursor;
      }
      expect(new Set(seen.map((node) => node.id)).size).toBe(60);
      const keys = seen.map((node) => (order === 'NUMBER' ? node.sessionNumber : node.plannedStartAt));
      expect(keys).toEqual(order === 'START_DESC' ? [...keys].sort().reverse() : [...keys].sort());
    }
  });

  it('show nothing of another park, by list, by id, by availability or by verb', async () => {
    const other = await BroadcastLab.in(lab.app);
    expect(await list({}, other.token)).toEqual([]);
    const reads = await lab.app.ask<Record<string, unknown>>(
      other.token,
      'query ($id: ID!, $room: ID!) { broadcastSession(id: $id) { id } liveRoom(id: $room) { id } roomAvailability(roomId: $room, day: "2026-11-27") { day } }',
      { id: farmAid.id, room: roomId },
    );
    expect(reads).toEqual({ broadcastSession: null, liveRoom: null, roomAvailability: null });
    const send = (name: string, type: string, input: Record<string, unknown>) =>
      lab.app.send(other.token, `mutation ($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`, { input });
    const foreign = await send('requestSession', 'SessionTargetInput', { sessionId: farmAid.id, expectedVersion: 1 });
    const unknown = await send('requestSession', 'SessionTargetInput', { sessionId: newId(), expectedVersion: 1 });
    expect(foreign.errors?.map((error) => [error.extensions.code, error.message])).toEqual([['NOT_FOUND', unknown.errors![0]!.message]]);
    for (const changed of [{ roomId }, { accountId }, { hosts: [{ streamerId }] }, { parkId: lab.parkId }]) {
      const answer = await send('draftSession', 'DraftSessionInput', other.plan(changed));
      expect(answer.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });

  it('give a host the own schedule and nothing else', async () => {
    const host = await lab.streamer('排期主播');
    const hosts = [{ streamerId: host }];
    const times = { plannedStartAt: beijing('08:00', 29), plannedEndAt: beijing('09:00', 29) };
    const requested = await lab.requested({ accountId: await lab.account('排期账号'), hosts, ...times });
    await lab.draft({ hosts });
    const token = await lab.app.signInAs([{ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: host }]);
    const query = '{ mySchedule(first: 10) { nodes { plannedStartAt session { id sessionNumber status account { name } } } } }';
    const { mySchedule } = await lab.app.ask<{ mySchedule: { nodes: unknown[] } }>(token, query);
    expect(mySchedule.nodes).toEqual([
      {
        plannedStartAt: beijing('08:00', 29),
        session: { id: requested.id, sessionNumber: requested.sessionNumber, status: 'REQUESTED', account: { name: '排期账号' } },
      },
    ]);
    const denied = await lab.app.send(token, LIST, { first: 1 });
    expect(denied.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await lab.app.send(lab.token, query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('show when a room is held, buffers included, and when it is free', async () => {
    const quiet = await lab.room('占用一览', 30, 15);
    const session = await lab.requested({
      accountId: await lab.account('占用账号'),
      hosts: [{ streamerId: await lab.streamer('占用主播') }],
      roomId: quiet,
    });
    const { roomAvailability } = await lab.app.ask<{ roomAvailability: unknown }>(
      lab.token,
      'query ($room: ID!) { roomAvailability(roomId: $room, day: "2026-11-27") { busy { startAt endAt sessionNumber } free { startAt endAt } } }',
      { room: quiet },
    );
    expect(roomAvailability).toEqual({
      busy: [{ startAt: beijing('18:30'), endAt: beijing('21:15'), sessionNumber: session.sessionNumber }],
      free: [
        { startAt: beijing('00:00'), endAt: beijing('18:30') },
        { startAt: beijing('21:15'), endAt: beijing('00:00', 28) },
      ],
    });
  });

  it('name the checklist in the language of the request', async () => {
    const query = 'query ($id: ID!) { broadcastSession(id: $id) { checklist { code title } } }';
    const title = async (language: string) => {
      const answer = await lab.app.ask<{ broadcastSession: { checklist: { title: string }[] } }>(
        lab.token,
        query,
        { id: farmAid.id },
        { 'accept-language': language },
      );
      return answer.broadcastSession.checklist[0]!.title;
    };
    expect([await title('zh-CN'), await title('en')]).toEqual([
      '商品证照齐全,选品与话术已核对',
      'Product papers complete, selection and wording checked',
    ]);
  });
});
