/*
 * The stage of the benchmark: a database of its own on a MariaDB server with a park, five hosts, fifty planned sessions and thirty days of
 * sales, all made through the API's own operations, and a token for the load.
 */
import { randomBytes } from 'node:crypto';
import { createConnection } from 'mysql2/promise';

export const SESSIONS = 50;
const SALES_DAYS = 30;

/** Makes the database and returns the settings of the servers, the ids that the load needs, and how to remove it all. */
export async function buildStage(server) {
  const name = `parkcast_bench_${randomBytes(4).toString('hex')}`;
  await run(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  const environment = {
    NODE_ENV: 'production',
    DATABASE_URL: `${server.replace(/^mysql:/, 'mariadb:')}/${name}`,
    PERSONAL_DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
    AUDIT_KEY: randomBytes(32).toString('base64'),
    LOG_LEVEL: 'error',
    LOAD_DEMO: 'false',
  };
  const remove = () => run(server, `DROP DATABASE ${name}`);
  const ids = await furnish(environment).catch((error) => remove().then(() => Promise.reject(error)));
  return { environment, database: `${server}/${name}`, ...ids, remove };
}

async function run(server, sql) {
  const connection = await createConnection({ uri: `${server}/` });
  await connection.query(sql).finally(() => connection.end());
}

async function furnish(environment) {
  const load = (path) => import(new URL(`../dist/${path}.js`, import.meta.url).href);
  const [{ createApi }, { readSettings }, { DemoBuilder }, { GraphqlClient }] = await Promise.all(
    ['create-app', 'platform/config/settings', 'demo/demo-park', 'demo/graphql-client'].map(load),
  );
  const [{ AccountCreation }, { systemCaller }, { JobDrain }, { Sessions }, { Transactions }] = await Promise.all(
    [
      'platform/auth/account-creation.service',
      'platform/auth/caller',
      'platform/queue/job-drain',
      'platform/auth/sessions.service',
      'platform/database/transactions',
    ].map(load),
  );
  const api = await createApi(readSettings(environment));
  await api.listen(0, '127.0.0.1');
  const tokenOf = async (accountId) => (await api.get(Transactions).run((tx) => api.get(Sessions).open(tx, accountId))).accessToken;
  const identity = { loginName: 'bench-admin', displayName: '管理员', password: randomBytes(12).toString('hex') };
  const administrator = new GraphqlClient(
    api,
    await tokenOf(await api.get(AccountCreation).createAdministrator(systemCaller('bench'), identity)),
  );
  const founded = await new DemoBuilder(administrator).foundPark();
  const firstPassword = randomBytes(12).toString('hex');
  const secretary = await administrator.run(
    'createAccount',
    'CreateAccountInput',
    {
      loginName: 'bench-secretary',
      displayName: '书记',
      temporaryPassword: firstPassword,
      idempotencyKey: 'bench-account',
    },
    'account { id }',
  );
  const accountId = secretary.account.id;
  const grant = { accountId, role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: founded.parkId, idempotencyKey: 'bench-grant' };
  await administrator.run('grantRole', 'GrantRoleInput', grant, 'account { id }');
  const change = { currentPassword: firstPassword, newPassword: randomBytes(12).toString('hex') };
  await new GraphqlClient(api, await tokenOf(accountId)).run('changePassword', 'ChangePasswordInput', change, '__typename');
  const token = await tokenOf(accountId);
  const client = new GraphqlClient(api, token);
  const demo = await new DemoBuilder(client).furnishPark(founded, new Date().toISOString().slice(0, 10));
  await planSessions(client, demo);
  const pastIds = await recordSales(client, demo);
  await api.get(JobDrain).untilIdle();
  await api.close();
  return { token, parkId: demo.parkId, streamerId: Object.values(demo.streamerIds)[0], sessionId: pastIds[0] };
}

async function planSessions(client, demo) {
  const firstStart = Date.UTC(2031, 0, 1, 11);
  const streamerIds = Object.values(demo.streamerIds);
  for (let index = 0; index < SESSIONS; index++) {
    const startAt = firstStart + index * 86_400_000;
    const input = {
      parkId: demo.parkId,
      title: `助农专场 ${index + 1}`,
      type: 'COMMERCE',
      isFarmAid: true,
      roomId: demo.roomIds[index % demo.roomIds.length],
      accountId: demo.accountIds['金铁村助农'],
      plannedStartAt: new Date(startAt).toISOString(),
      plannedEndAt: new Date(startAt + 7_200_000).toISOString(),
      hosts: [{ streamerId: streamerIds[index % streamerIds.length] }],
      beneficiaries: [{ beneficiaryId: demo.beneficiaryId, shareBasisPoints: 10_000 }],
      productIds: demo.productIds,
      aiAvatar: false,
      idempotencyKey: `bench-session-${index}`,
    };
    await client.run('draftSession', 'DraftSessionInput', input, 'session { id }');
  }
}

async function recordSales(client, demo) {
  const streamerIds = Object.values(demo.streamerIds);
  const ids = [];
  for (let index = 0; index < SALES_DAYS; index++) {
    const day = `2026-09-${String(index + 1).padStart(2, '0')}`;
    const past = {
      parkId: demo.parkId,
      title: `已播场次 ${index + 1}`,
      type: 'COMMERCE',
      accountId: demo.accountIds['金铁村助农'],
      roomId: demo.roomIds[0],
      actualStartAt: `${day}T19:00:00+08:00`,
      actualEndAt: `${day}T21:00:00+08:00`,
      streamerIds: [streamerIds[index % streamerIds.length]],
      isFarmAid: false,
      beneficiaries: [],
      productIds: [],
      reason: '基准测试数据',
      idempotencyKey: `bench-past-${index}`,
    };
    const { session } = await client.run('recordPastSession', 'RecordPastSessionInput', past, 'session { id }');
    const entries = demo.productIds.map((productId, place) => ({
      kind: 'SALE',
      amountFen: String(100_000 + 1_000 * index + place),
      quantity: 10,
      orderRef: `bench-${index}-${place}`,
      productId,
      occurredOn: day,
    }));
    const input = { sessionId: session.id, entries, idempotencyKey: `bench-sales-${index}` };
    await client.run('recordSales', 'RecordSalesInput', input, 'entries { id }');
    ids.push(session.id);
  }
  return ids;
}
