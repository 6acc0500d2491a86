/*
 * npm run bench: what one request costs the server process, as a ratio to a bare node:http + mysql2 server that runs the same statements on the
 * same database and answers the same JSON. Both are asked in turns within one run; the cost is the CPU time of the process from /proc, so the
 * database's own work does not count. A ratio of 0.40 means: the bare server needs 0.40 of the CPU that the product needs.
 *   node bench/run.mjs [mysql://root@127.0.0.1:3306]
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildStage } from './stage.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SERVER = process.argv[2] ?? 'mysql://root@127.0.0.1:3306';
const REDIS = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';
const TICKS_PER_SECOND = 100;
const ROUNDS = 2;
const TURNS_PER_ROUND = 4;
const CLIENTS = 4;
const START_MAX_MS = 60_000;
const START_POLL_MS = 200;

const LIST = `query ($input: ID!) { broadcastSessions(first: 50, filter: { parkId: $input, fromOn: "2031-01-01" }) {
  nodes { id sessionNumber title status plannedStartAt plannedEndAt room { id name } account { id name platform }
    hosts { id position streamer { id stageName } } } pageInfo { hasNextPage endCursor } } }`;
const DASHBOARD = `query ($input: ID!) { salesDashboard(parkId: $input, from: "2026-09-01", to: "2026-09-30") {
  totals { gmvPaidFen refundFen netFen sessionsHeld } days { day netFen } streamers { memberId name netFen } products { memberId name netFen } } }`;
const CHANGE = `mutation ($input: ChangeStreamerInput!) { changeStreamer(input: $input) { streamer { id version stageName } userErrors { code } } }`;
const BATCH = `mutation ($input: RecordSalesInput!) { recordSales(input: $input) { userErrors { code } } }`;

/** The four jobs: requests per turn, clients, the query, and the next input. `floor` is what the product promises at least. */
function jobsOf(stage) {
  let version = null;
  let batches = 0;
  const entriesOf = (prefix) =>
    Array.from({ length: 1_000 }, (_, index) => ({
      kind: 'SALE',
      amountFen: '1990',
      quantity: 1,
      orderRef: `${prefix}-${index}`,
      occurredOn: '2026-09-01',
    }));
  return [
    {
      name: 'list of 50 with three relations',
      operation: 'list',
      floor: 0.3,
      requests: 150,
      clients: CLIENTS,
      query: LIST,
      input: () => stage.parkId,
    },
    {
      name: 'park dashboard from rollups',
      operation: 'dashboard',
      floor: 0.4,
      requests: 200,
      clients: CLIENTS,
      query: DASHBOARD,
      input: () => stage.parkId,
    },
    {
      name: 'one-row mutation',
      operation: 'change',
      floor: 0.35,
      requests: 200,
      clients: 1,
      query: CHANGE,
      input: () => ({
        streamerId: stage.streamerId,
        expectedVersion: version,
        stageName: `主播 ${randomBytes(3).toString('hex')}`,
        kind: 'VILLAGE',
      }),
      before: async (ask) => {
        const found = await ask('query ($id: ID!) { streamer(id: $id) { version } }', { id: stage.streamerId });
        version = found.data.streamer.version;
      },
      after: (answer) => {
        version = (answer.data.changeStreamer.streamer ?? { version }).version;
      },
    },
    {
      name: 'batch of 1,000 entries',
      operation: 'batch',
      floor: 0.8,
      requests: 5,
      clients: 1,
      query: BATCH,
      input: () => {
        const key = `bench-${process.pid}-${++batches}`;
        return { sessionId: stage.sessionId, entries: entriesOf(key), idempotencyKey: key };
      },
    },
  ];
}

/** User and system CPU seconds of a process and its threads. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(String(port)));
    });
  });
}

/** Starts a server on a free port and waits until it answers whatever it answers. */
async function startServer(script, environment) {
  const PORT = await freePort();
  const child = spawn(process.execPath, [script], {
    cwd: ROOT,
    env: { ...process.env, ...environment, PORT },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const address = `http://127.0.0.1:${PORT}/graphql`;
  for (let waited = 0; waited < START_MAX_MS; waited += START_POLL_MS) {
    if (child.exitCode !== null) throw new Error(`${script} ended with ${child.exitCode}`);
    const answers = await fetch(address).then(
      () => true,
      () => false,
    );
    if (answers) return { child, address };
    await pause(START_POLL_MS);
  }
  child.kill('SIGKILL');
  throw new Error(`${script} does not answer within ${START_MAX_MS} ms`);
}

async function post(address, token, body) {
  const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  const refused = Object.values(answer.data).flatMap((part) => part?.userErrors ?? []);
  if (refused.length > 0) throw new Error(JSON.stringify(refused));
  return answer;
}

/** One turn: so many requests by so many clients; CPU seconds of the server per request. */
async function turn(job, side) {
  if (job.before) await job.before((query, variables) => post(side.product.address, side.product.token, { query, variables }));
  const body = () => ({ operation: job.operation, query: job.query, variables: { input: job.input() } });
  let left = job.requests;
  const before = cpuSeconds(side.child.pid);
  const client = async () => {
    while (left-- > 0) {
      const answer = await post(side.address, side.token, body());
      if (job.after && side === side.product) job.after(answer);
    }
  };
  await Promise.all(Array.from({ length: job.clients }, client));
  return (cpuSeconds(side.child.pid) - before) / job.requests;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(job, product, bare) {
  await turn(job, product);
  await turn(job, bare);
  const ratios = [];
  const costs = { product: [], bare: [] };
  for (let step = 0; step < TURNS_PER_ROUND; step++) {
    const order = step % 2 === 0 ? [product, bare] : [bare, product];
    const cost = new Map();
    for (const side of order) cost.set(side, await turn(job, side));
    ratios.push(cost.get(bare) / cost.get(product));
    costs.product.push(cost.get(product));
    costs.bare.push(cost.get(bare));
  }
  return { ratios, product: median(costs.product), bare: median(costs.bare) };
}

const stage = await buildStage(SERVER);
const prefix = `{bench-${randomBytes(4).toString('hex')}}`;
const shared = { PARK_ID: stage.parkId, STREAMER_ID: stage.streamerId, SESSION_ID: stage.sessionId, DATABASE: stage.database };
const product = await startServer('dist/main.js', {
  ...stage.environment,
  REDIS_URL: REDIS,
  REDIS_PREFIX: prefix,
});
const bare = await startServer('bench/bare-server.mjs', shared);
Object.assign(product, { token: stage.token, product });
Object.assign(bare, { token: null, product });
try {
  await pause(2_000);
  console.log('| operation | bare ÷ product, round 1 | round 2 | spread of single turns | CPU ms per request: product | bare | floor |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  const isBelow = [];
  for (const job of jobsOf(stage)) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(job, product, bare));
    const all = rounds.flatMap((round) => round.ratios);
    const middles = rounds.map((round) => median(round.ratios));
    const figure = (value) => value.toFixed(2);
    const ms = (side) => (1_000 * median(rounds.map((round) => round[side]))).toFixed(2);
    const spread = `${figure(Math.min(...all))}–${figure(Math.max(...all))}`;
    console.log(
      `| ${job.name} | ${middles.map(figure).join(' | ')} | ${spread} | ${ms('product')} | ${ms('bare')} | ${figure(job.floor)} |`,
    );
    if (median(middles) < job.floor) isBelow.push(job.name);
  }
  console.log(isBelow.length === 0 ? '\nEvery floor holds.' : `\nBelow its floor: ${isBelow.join(', ')}`);
} finally {
  for (const { child } of [product, bare]) {
    child.kill('SIGTERM');
    await new Promise((resolve) => child.once('exit', resolve));
  }
  await stage.remove();
}
process.exit(0);
