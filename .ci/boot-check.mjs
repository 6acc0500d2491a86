/*
 * Boots the built program as its users do and runs real operations over HTTP.
 *   node .ci/boot-check.mjs embedded    SQLite in a temporary folder, nothing else; a second start keeps the data
 *   node .ci/boot-check.mjs services    DATABASE_URL and REDIS_URL from the environment; API and worker start at once, in production mode
 * It starts its own processes and ends only those; its database and its Redis keys are its own and are removed.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 90_000;
const STOP_WITHIN_MS = 10_000;
const SEALED_WITHIN_MS = 45_000;
const REQUEST_WITHIN_MS = 20_000;
const OUTPUT_KEPT_MAX = 20_000;
const PASSWORD = `ci ${randomBytes(12).toString('hex')}`;

const children = [];

/** Starts `dist/<name>.js` and keeps the end of what it writes; `input` is piped in. */
function start(name, environment, options = [], input = '') {
  const child = spawn(process.execPath, ['--enable-source-maps', `dist/${name}.js`, ...options], { cwd: ROOT, env: environment });
  child.stdin.end(input);
  const running = { name, child, output: '', ended: null };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes) => (running.output = (running.output + bytes).slice(-OUTPUT_KEPT_MAX)));
  }
  running.ending = new Promise((resolve) => {
    child.on('error', (error) => resolve((running.ended = { code: null, signal: null, error })));
    child.on('exit', (code, signal) => resolve((running.ended = { code, signal })));
  });
  children.push(running);
  return running;
}

/** Sends SIGTERM; the process must end by itself, without an error, within the time that orchestrators allow. */
async function stop(running) {
  const startedAt = Date.now();
  running.child.kill('SIGTERM');
  const isInTime = await Promise.race([running.ending.then(() => true), pause(STOP_WITHIN_MS, false, { ref: false })]);
  assert.ok(isInTime, `${running.name} did not end within ${STOP_WITHIN_MS} ms of SIGTERM`);
  assert.equal(running.ended.code, 0, `${running.name} ended with ${JSON.stringify(running.ended)}`);
  console.log(`${running.name} ended ${Date.now() - startedAt} ms after SIGTERM`);
}

function killTheRest() {
  for (const { child, ended } of children) if (!ended) child.kill('SIGKILL');
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function health(address) {
  const response = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(REQUEST_WITHIN_MS) });
  return { isReady: response.ok, report: await response.json() };
}

/** Waits for the readiness probe and for the line with the address: before it, the demo data may still be on its way. */
async function untilReady(address, running) {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    assert.equal(running.ended, null, `${running.name} ended before it was ready: ${JSON.stringify(running.ended)}`);
    const answer = await health(address).catch(() => null);
    if (answer?.isReady && running.output.includes('is running')) return;
    assert.ok(Date.now() < until, `not ready within ${READY_WITHIN_MS} ms: ${JSON.stringify(answer)}`);
    await pause(200);
  }
}

/** Sends an operation. Top-level errors fail the check. */
async function ask(address, token, query, variables = {}) {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(REQUEST_WITHIN_MS),
  });
  const answer = await response.json();
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data;
}

/** Runs a command line to its end, which must be 0. */
async function command(environment, options, input = '') {
  const running = start('cli', environment, options, input);
  await running.ending;
  assert.equal(running.ended.code, 0, `${options.join(' ')} ended with ${JSON.stringify(running.ended)}`);
}

function createAdministrator(environment) {
  return command(environment, ['accounts:create', '--login', 'ci.admin', '--name', '检查员', '--password-stdin'], `${PASSWORD}\n`);
}

async function signIn(address) {
  const { signIn: session } = await ask(
    address,
    null,
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { code message } } }',
    { input: { loginName: 'CI.Admin', password: PASSWORD } },
  );
  assert.deepEqual(session.userErrors, []);
  return session.accessToken;
}

const NAMES = 'query { organizations(first: 100) { totalCount nodes { name } } }';

/** Signs in, proposes an organization (twice with one key: it is there once) and reads it back. */
async function operate(address, name) {
  const token = await signIn(address);
  const { viewer } = await ask(address, token, '{ viewer { displayName grants { role } } }');
  assert.deepEqual(viewer, { displayName: '检查员', grants: [{ role: 'PLATFORM_ADMIN' }] });
  const input = { name, shortName: name, type: 'BRANCH', tier: 'LOCAL', idempotencyKey: `boot-check-${name.length}-key` };
  const propose =
    'mutation ($input: ProposeOrganizationInput!) { proposeOrganization(input: $input) { organization { id } userErrors { code } } }';
  const first = await ask(address, token, propose, { input });
  const again = await ask(address, token, propose, { input });
  assert.deepEqual(first.proposeOrganization.userErrors, []);
  assert.deepEqual(again, first);
  const { organizations } = await ask(address, token, NAMES);
  assert.equal(organizations.nodes.filter((node) => node.name === name).length, 1);
}

/** Waits until a background job has sealed the audit entries of the operations: proof that jobs run. */
async function untilSealed(address) {
  await pause(1_500);
  const until = Date.now() + SEALED_WITHIN_MS;
  for (;;) {
    const { report } = await health(address);
    if (report.checks.audit.unsealedLagSeconds === 0) return;
    assert.ok(Date.now() < until, `no job sealed the audit entries: ${JSON.stringify(report)}`);
    await pause(500);
  }
}

async function checkEmbedded() {
  const folder = mkdtempSync(join(tmpdir(), 'parkcast-boot-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const environment = { ...process.env, DATA_DIR: join(folder, 'data'), PORT: String(port) };
  try {
    const first = start('main', environment);
    await untilReady(address, first);
    await stop(first);
    await createAdministrator(environment);
    const second = start('main', environment);
    await untilReady(address, second);
    await operate(address, '启动检查党支部');
    await untilSealed(address);
    await stop(second);
    const third = start('main', environment);
    await untilReady(address, third);
    const { organizations } = await ask(address, await signIn(address), NAMES);
    assert.ok(
      organizations.nodes.some((node) => node.name === '启动检查党支部'),
      'the third start has lost the data',
    );
    await stop(third);
    await command(environment, ['audit:verify']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An empty database beside the named one. */
async function createDatabase(url) {
  const { createConnection } = await import('mysql2/promise');
  const name = `parkcast_test_${randomBytes(8).toString('hex')}`;
  const server = { uri: url.replace(/^mariadb:/, 'mysql:').replace(/\/[^/]*$/, '/') };
  const run = async (sql) => {
    const connection = await createConnection(server);
    await connection.query(sql).finally(() => connection.end());
  };
  await run(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return { url: url.replace(/\/[^/]*$/, `/${name}`), drop: () => run(`DROP DATABASE ${name}`) };
}

async function removeKeys(url, prefix) {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 500 })) if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}

async function checkServices() {
  const { DATABASE_URL, REDIS_URL } = process.env;
  assert.ok(DATABASE_URL && REDIS_URL, 'the services mode needs DATABASE_URL and REDIS_URL');
  const database = await createDatabase(DATABASE_URL);
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const environment = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    DATABASE_URL: database.url,
    REDIS_PREFIX: `{ci-${randomBytes(4).toString('hex')}}`,
    PERSONAL_DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
    AUDIT_KEY: randomBytes(32).toString('base64'),
  };
  try {
    const [api, worker] = [start('main', environment), start('worker', environment)];
    await untilReady(address, api);
    await createAdministrator(environment);
    await operate(address, '启动检查党支部');
    await untilSealed(address);
    assert.equal(worker.ended, null, `the worker ended: ${JSON.stringify(worker.ended)}`);
    await command(environment, ['audit:verify']);
    await Promise.all([stop(api), stop(worker)]);
  } finally {
    killTheRest();
    await removeKeys(REDIS_URL, environment.REDIS_PREFIX);
    await database.drop();
  }
}

const mode = process.argv[2];
try {
  if (mode === 'embedded') await checkEmbedded();
  else if (mode === 'services') await checkServices();
  else throw new Error('usage: node .ci/boot-check.mjs embedded|services');
  console.log(`${mode}: ok`);
} catch (error) {
  console.error(error);
  for (const { name, output } of children) console.error(`--- ${name} wrote:\n${output}`);
  process.exitCode = 1;
} finally {
  killTheRest();
}
