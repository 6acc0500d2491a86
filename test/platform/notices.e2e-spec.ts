import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { type NoticeToPost, Notices } from '../../src/platform/notices/notices.service.js';
import { REMOVE_OLD_NOTICES } from '../../src/platform/notices/notices.jobs.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { givenPark } from '../support/parks.js';
import { countStatements } from '../support/statement-counter.js';
import { TestApp, type TestGrant } from '../support/test-app.js';

const DAY_MS = 86_400_000;
const LIST = `query($first: Int, $after: String, $unreadOnly: Boolean, $topic: String, $subjectId: ID) {
  myNotices(first: $first, after: $after, unreadOnly: $unreadOnly, topic: $topic, subjectId: $subjectId) {
    nodes { id topic text subjectKind subjectId dueOn postedAt readAt } pageInfo { hasNextPage endCursor } totalCount } }`;
const MARK = `mutation($input: MarkNoticesReadInput!) { markNoticesRead(input: $input) { markedCount unreadCount userErrors { code cure } } }`;

interface Person {
  token: string;
  accountId: string;
}
interface Page {
  nodes: { id: string; topic: string; text: string; subjectId: string; dueOn: string | null; postedAt: string; readAt: string | null }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  totalCount: number;
}

describe('the inbox', () => {
  let app: TestApp;
  let notices: Notices;
  let parkId: string;
  let otherParkId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    notices = app.api.get(Notices);
    ({ parkId } = await givenPark(app, '甲园'));
    ({ parkId: otherParkId } = await givenPark(app, '乙园'));
  });
  afterAll(() => app.close());
  afterEach(() => app.clock.set(null));

  const person = async (...grants: TestGrant[]): Promise<Person> => {
    const token = await app.signInAs(grants);
    const { viewer } = await app.ask<{ viewer: { accountId: string } }>(token, '{ viewer { accountId } }');
    return { token, accountId: viewer.accountId };
  };
  const secretary = (ofPark = parkId) => person({ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: ofPark });
  const notice = (to: readonly Person[], more: Partial<NoticeToPost> = {}): NoticeToPost => ({
    ...{ scopeId: parkId, topic: 'reviews.due', requiredPermission: 'parks.read', subjectKind: 'Review', subjectId: newId() },
    ...{ dedupKey: newId(), accountIds: to.map(({ accountId }) => accountId) },
    ...{ text: { zh: '请于期限前完成检查', en: 'Finish the review in time' } },
    ...more,
  });
  const post = (...posted: NoticeToPost[]) => app.transactions.run((tx) => notices.post(tx, posted));
  const inbox = async ({ token }: Person, variables: object = {}, headers: Record<string, string> = {}) =>
    (await app.ask<{ myNotices: Page }>(token, LIST, { ...variables }, headers)).myNotices;
  const unread = async ({ token }: Person) =>
    (await app.ask<{ myUnreadNoticeCount: number }>(token, '{ myUnreadNoticeCount }')).myUnreadNoticeCount;
  const mark = async ({ token }: Person, input: object) =>
    (
      await app.ask<{
        markNoticesRead: { markedCount: number | null; unreadCount: number | null; userErrors: { code: string; cure: string }[] };
      }>(token, MARK, { input })
    ).markNoticesRead;

  it('shows its owner what was posted, newest first, in the language of the request, and shows nobody else', async () => {
    const [reader, other] = [await secretary(), await secretary()];
    app.clock.set(new Date('2026-03-02T01:00:00Z'));
    const first = notice([reader], { dueOn: '2026-03-31' });
    await post(first);
    app.clock.set(new Date('2026-03-03T01:00:00Z'));
    await post(notice([reader], { topic: 'visits.due', text: { zh: '请安排走访', en: 'Arrange the visit' } }));
    const page = await inbox(reader);
    expect(page.nodes.map(({ topic, text }) => [topic, text])).toEqual([
      ['visits.due', '请安排走访'],
      ['reviews.due', '请于期限前完成检查'],
    ]);
    expect(page.nodes[1]).toMatchObject({
      ...{ subjectKind: 'Review', subjectId: first.subjectId, dueOn: '2026-03-31', postedAt: '2026-03-02T01:00:00.000Z', readAt: null },
    });
    expect((await inbox(reader, {}, { 'accept-language': 'en' })).nodes[0]!.text).toBe('Arrange the visit');
    expect((await inbox(reader, { topic: 'visits.due' })).nodes.map(({ topic }) => topic)).toEqual(['visits.due']);
    expect((await inbox(reader, { subjectId: first.subjectId })).nodes.map(({ topic }) => topic)).toEqual(['reviews.due']);
    expect([(await inbox(other)).totalCount, await unread(other)]).toEqual([0, 0]);
  });

  it('takes a notice once for each account and key, ever: repeated, within one call, after it was read and after it was taken away', async () => {
    const [reader, other] = [await secretary(), await secretary()];
    const posted = notice([reader, reader]);
    expect(await post(posted, posted)).toBe(1);
    expect(await post({ ...posted, accountIds: [reader.accountId, other.accountId] })).toBe(1);
    expect(await post({ ...posted, text: { zh: '换个说法', en: 'In other words' }, subjectId: newId() })).toBe(0);
    await mark(reader, { noticeIds: (await inbox(reader)).nodes.map(({ id }) => id) });
    expect(await post(posted)).toBe(0);
    await app.transactions.run((tx) => notices.withdraw(tx, 'Review', posted.subjectId));
    expect(await post({ ...posted, accountIds: [reader.accountId, other.accountId] })).toBe(0);
    expect([(await inbox(reader)).totalCount, (await inbox(other)).totalCount]).toEqual([1, 0]);
    expect(await post({ ...posted, dedupKey: newId() })).toBe(1);
  });

  it('takes each notice once when several post the same at once, in any order', async () => {
    const readers = await Promise.all(Array.from({ length: 8 }, () => secretary()));
    for (let round = 0; round < 3; round++) {
      const batch = Array.from({ length: 40 }, () => notice(readers));
      const orders = [batch, [...batch].reverse(), batch.slice(20), [...batch.slice(0, 30)].reverse()];
      const counts = await Promise.all(orders.map((order) => post(...order)));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40 * readers.length);
    }
    expect(await Promise.all(readers.map(unread))).toEqual(readers.map(() => 120));
  }, 60_000);

  it('is written with the transaction that posts, or not at all', async () => {
    const reader = await secretary();
    const posted = notice([reader]);
    const given = app.transactions.run(async (tx) => {
      await notices.post(tx, [posted]);
      throw new Error('given up');
    });
    await expect(given).rejects.toThrow('given up');
    expect(await unread(reader)).toBe(0);
    expect(await post(posted)).toBe(1);
  });

  it('writes thousands in a few statements, and refuses more than it can carry and texts that do not fit', async () => {
    const accountIds = Array.from({ length: 500 }, () => newId());
    const batch = Array.from({ length: 5 }, () => ({ ...notice([]), accountIds }));
    const written = await countStatements(app.dataSource, () => post(...batch));
    expect(written.result).toBe(2_500);
    expect(written.statements.length).toBeLessThanOrEqual(9);
    const repeated = await countStatements(app.dataSource, () => post(...batch));
    expect([repeated.result, repeated.statements.length]).toEqual([0, 3]);
    await expect(post({ ...notice([]), accountIds: Array.from({ length: 20_001 }, () => newId()) })).rejects.toThrow('limit is 20000');
    await expect(post(notice([], { text: { zh: '长'.repeat(301), en: 'long' } }))).rejects.toThrow('301 characters');
    await expect(post(notice([], { dedupKey: '' }))).rejects.toThrow('dedupKey');
  }, 60_000);

  it('shows a notice only while its permission is held in its scope (PR-7)', async () => {
    const reader = await secretary();
    await post(
      notice([reader], { topic: 'own.park' }),
      notice([reader], { topic: 'other.park', scopeId: otherParkId }),
      notice([reader], { topic: 'other.right', requiredPermission: 'memberships.read' }),
      notice([reader], { topic: 'anywhere', scopeId: INSTALLATION_SCOPE }),
      notice([reader], { topic: 'nowhere', scopeId: INSTALLATION_SCOPE, requiredPermission: 'memberships.read' }),
      notice([reader], { topic: 'unknown.right', requiredPermission: 'no.such' }),
    );
    const topics = async () => (await inbox(reader)).nodes.map(({ topic }) => topic).sort();
    expect(await topics()).toEqual(['anywhere', 'own.park']);
    expect(await unread(reader)).toBe(2);
    const [hidden] = await app.dataSource.query<{ id: string }[]>("SELECT id FROM notice WHERE accountId = ? AND topic = 'other.right'", [
      reader.accountId,
    ]);
    const refused = await app.send(reader.token, MARK, { input: { noticeIds: [hidden!.id] } });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'noticeIds'] });
    expect((await mark(reader, { postedAtUntil: '2199-01-01T00:00:00Z' })).markedCount).toBe(2);
    await app.dataSource.query('UPDATE role_grant SET grantScopeId = ? WHERE accountId = ?', [otherParkId, reader.accountId]);
    expect(await topics()).toEqual(['anywhere', 'other.park']);
    await app.dataSource.query('DELETE FROM role_grant WHERE accountId = ?', [reader.accountId]);
    expect([await topics(), await unread(reader)]).toEqual([[], 0]);
  });

  it('reaches people about their own data, and the subtree of an organization', async () => {
    const [streamerId, { organizationId }] = [newId(), await givenPark(app, '丙园')];
    const streamer = await person({ role: 'STREAMER', scopeKind: 'STREAMER', scopeId: streamerId });
    const recorder = await person({ role: 'PARTY_RECORDER', scopeKind: 'ORGANIZATION', scopeId: organizationId });
    await post(
      notice([streamer, recorder], { topic: 'own', scopeId: streamerId, requiredPermission: 'own.schedule' }),
      notice([streamer, recorder], { topic: 'of.party', scopeId: organizationId, requiredPermission: 'memberships.read' }),
      notice([streamer], { topic: 'of.another', scopeId: newId(), requiredPermission: 'own.schedule' }),
    );
    expect((await inbox(streamer)).nodes.map(({ topic }) => topic)).toEqual(['own']);
    expect((await inbox(recorder)).nodes.map(({ topic }) => topic)).toEqual(['of.party']);
  });

  it('is marked as read by ids or up to an instant, once, and by its owner only', async () => {
    const [reader, other] = [await secretary(), await secretary()];
    for (const [index, topic] of ['a', 'b', 'c', 'd'].entries()) {
      app.clock.set(new Date(Date.UTC(2026, 2, 2 + index)));
      await post(notice([reader, other], { topic }));
    }
    const [d, c, b, a] = (await inbox(reader)).nodes.map(({ id }) => id);
    expect(await mark(reader, { noticeIds: [b, b, d] })).toEqual({ markedCount: 2, unreadCount: 2, userErrors: [] });
    app.clock.set(new Date(Date.UTC(2026, 2, 20)));
    expect(await mark(reader, { noticeIds: [a, b] })).toMatchObject({ markedCount: 1, unreadCount: 1 });
    expect((await inbox(reader)).nodes.map(({ readAt }) => readAt)).toEqual([
      '2026-03-05T00:00:00.000Z',
      null,
      '2026-03-05T00:00:00.000Z',
      '2026-03-20T00:00:00.000Z',
    ]);
    expect((await inbox(reader, { unreadOnly: true })).nodes.map(({ id }) => id)).toEqual([c]);
    const foreign = await app.send(other.token, MARK, { input: { noticeIds: [(await inbox(other)).nodes[0]!.id, c] } });
    expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'noticeIds'] });
    expect([await unread(other), await unread(reader)]).toEqual([4, 1]);
    expect(await mark(other, { postedAtUntil: '2026-03-03T00:00:00Z' })).toMatchObject({ markedCount: 2, unreadCount: 2 });
    expect(await mark(other, { postedAtUntil: '2026-03-03T00:00:00Z' })).toMatchObject({ markedCount: 0, unreadCount: 2 });
    for (const input of [{}, { noticeIds: [a], postedAtUntil: '2026-03-03T00:00:00Z' }]) {
      expect((await mark(reader, input)).userErrors).toMatchObject([{ code: 'NOTICES_NOT_CHOSEN', cure: expect.any(String) as string }]);
    }
    for (const noticeIds of [[], Array.from({ length: 101 }, () => newId())]) {
      expect((await app.send(reader.token, MARK, { input: { noticeIds } })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('is marked once when the same request comes twice at once', async () => {
    const reader = await secretary();
    await post(...Array.from({ length: 5 }, () => notice([reader])));
    const noticeIds = (await inbox(reader)).nodes.map(({ id }) => id);
    const answers = await Promise.all([1, 2, 3].map(() => mark(reader, { noticeIds })));
    expect(answers.map(({ markedCount }) => markedCount).sort()).toEqual([0, 0, 5]);
  });

  it('loses the unread notices of a settled matter, all or those of one kind, and keeps what was read', async () => {
    const reader = await secretary();
    const [subjectId, otherSubjectId] = [newId(), newId()];
    const about = (key: string, subject = subjectId) =>
      notice([reader], { subjectId: subject, topic: key.slice(0, 8), dedupKey: `${key}/${subject}` });
    await post(about('meeting/1'), about('meeting/2'), about('approval/1'), about('approval/2'), about('meeting/1', otherSubjectId));
    const read = (await inbox(reader, { topic: 'meeting/', subjectId })).nodes[0]!;
    await mark(reader, { noticeIds: [read.id] });
    const withdraw = (prefix?: string) => app.transactions.run((tx) => notices.withdraw(tx, 'Review', subjectId, prefix));
    expect(await withdraw('meeting/')).toBe(1);
    expect(await withdraw('%')).toBe(0);
    expect((await inbox(reader, { subjectId })).totalCount).toBe(3);
    expect(await withdraw()).toBe(2);
    expect((await inbox(reader)).nodes.map(({ id, subjectId: subject }) => (subject === subjectId ? id : 'other')).sort()).toEqual(
      [read.id, 'other'].sort(),
    );
  });

  it('pages through equal instants without a gap or a repetition, at the same cost for one and for fifty', async () => {
    const reader = await secretary();
    app.clock.set(new Date('2026-03-02T01:00:00Z'));
    await post(...Array.from({ length: 60 }, () => notice([reader])));
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await inbox(reader, { first: 7, after });
      seen.push(...page.nodes.map(({ id }) => id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
    const cost = (first: number) => countStatements(app.dataSource, () => inbox(reader, { first }));
    expect((await cost(50)).statements.length).toBe((await cost(1)).statements.length);
  });

  it('is cleared by a job of what was read 180 days ago or lay unread for two years, and the same is not posted again', async () => {
    const reader = await secretary();
    const now = new Date();
    const at = async (topic: string, postedDaysAgo: number, readDaysAgo: number | null) => {
      const posted = notice([reader], { topic });
      app.clock.set(new Date(now.getTime() - postedDaysAgo * DAY_MS));
      await post(posted);
      await app.dataSource.query('UPDATE notice SET readAt = ? WHERE accountId = ? AND topic = ?', [
        readDaysAgo === null ? null : now.getTime() - readDaysAgo * DAY_MS,
        ...[reader.accountId, topic],
      ]);
      return posted;
    };
    const old = await at('read.long.ago', 400, 181);
    await at('read.lately', 400, 179);
    await at('unread', 729, null);
    await at('never.read', 731, null);
    app.clock.set(null);
    await app.transactions.run((tx) =>
      app.api.get(JobOutbox).enqueue(tx, REMOVE_OLD_NOTICES, { scopeId: INSTALLATION_SCOPE, key: 'notices', payload: {} }),
    );
    await app.drainJobs();
    expect((await inbox(reader)).nodes.map(({ topic }) => topic).sort()).toEqual(['read.lately', 'unread']);
    expect(await post(old)).toBe(0);
  });

  it('is closed to whoever is not signed in', async () => {
    expect((await app.send(null, LIST)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await app.send(null, MARK, { input: { noticeIds: [newId()] } })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});
