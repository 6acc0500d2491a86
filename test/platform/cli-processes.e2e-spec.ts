import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_MAX_MS = 60_000;
const END_MAX_MS = 10_000;
const BUILD_MAX_MS = 240_000;
const NOBODY_LISTENS = 'redis://127.0.0.1:1';

/** A process of the built program. */
class ProgramProcess {
  private text = '';
  private readonly child: ChildProcess;
  private readonly exit: Promise<{ code: number | null; signal: string | null }>;

  constructor(script: string, environment: Record<string, string>, options: readonly string[] = []) {
    const inherited = Object.fromEntries(['PATH', 'HOME', 'TMPDIR'].map((key) => [key, process.env[key]]));
    this.child = spawn(process.execPath, [join(ROOT, 'dist', script), ...options], { cwd: ROOT, env: { ...inherited, ...environment } });
    for (const stream of [this.child.stdout!, this.child.stderr!]) stream.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
    this.exit = new Promise((resolve) => this.child.once('exit', (code, signal) => resolve({ code, signal })));
  }

  get output(): string {
    return this.text;
  }

  /** Waits until the process has printed something that matches, and returns the match. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const until = Date.now() + START_MAX_MS;
    for (;;) {
      const match = pattern.exec(this.text);
      if (match) return match;
      if (this.child.exitCode !== null || Date.now() > until) throw new Error(`${pattern} was never printed:\n${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Port on which the API listens. */
  async port(): Promise<number> {
    return Number((await this.says(/http:\/\/127\.0\.0\.1:(\d+)\/graphql/))[1]);
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** How the process ended, and how long after this call. */
  async end(): Promise<{ code: number | null; signal: string | null; milliseconds: number }> {
    const startedAt = performance.now();
    const ended = await this.exit;
    return { ...ended, milliseconds: performance.now() - startedAt };
  }

  kill(): void {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
  }
}

describe('processes', () => {
  let directory: string;
  const started: ProgramProcess[] = [];
  const start = (script: string, more: Record<string, string> = {}, options: readonly string[] = []): ProgramProcess => {
    const environment = { NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'info', LOAD_DEMO: 'false', DATA_DIR: directory, ...more };
    const program = new ProgramProcess(script, environment, options);
    started.push(program);
    return program;
  };
  beforeAll(() => {
    const build = spawnSync(process.execPath, [join(ROOT, 'scripts', 'ensure-build.mjs')], { stdio: 'inherit' });
    expect(build.status).toBe(0);
  }, BUILD_MAX_MS);
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'parkcast-process-'))));
  afterEach(() => {
    for (const program of started.splice(0)) program.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'the API prints its addresses, serves, and ends in order at %s, with a connection kept open; the database is left alone, without journals',
    async (signal) => {
      const api = start('main.js');
      const port = await api.port();
      expect(api.output).toContain(`http://127.0.0.1:${port}/graphiql`);
      expect(api.output).toContain('npm run accounts:create');
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { headers: { connection: 'keep-alive' } });
      expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ status: 'ok' })]);
      const ended = api.end();
      api.send(signal);
      expect(await ended).toMatchObject({ code: 0 });
      expect((await ended).milliseconds).toBeLessThan(END_MAX_MS);
      expect(readdirSync(directory).sort()).toEqual(['parkcast.sqlite', 'secrets.json', 'server.lock']);
    },
    START_MAX_MS + END_MAX_MS,
  );

  it(
    'the API ends in order also when it is told so while it starts',
    async () => {
      const api = start('main.js');
      await api.says(/Starting Nest application/);
      api.send('SIGTERM');
      expect(await api.end()).toMatchObject({ code: 0, signal: null });
      expect(api.output).toContain('SIGTERM: ');
    },
    START_MAX_MS + END_MAX_MS,
  );

  it(
    'the API is gone within 10 s although a request never ends',
    async () => {
      const api = start('main.js');
      const socket = connect(await api.port(), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
      await new Promise((resolve) => setTimeout(resolve, 300));
      const ended = api.end();
      api.send('SIGTERM');
      expect((await ended).milliseconds).toBeLessThan(END_MAX_MS);
      socket.destroy();
    },
    START_MAX_MS + END_MAX_MS,
  );

  it(
    'the API ends at once at a second signal, and takes one Ctrl+C that arrives twice for one',
    async () => {
      const api = start('main.js');
      const socket = connect(await api.port(), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write('POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{');
      await new Promise((resolve) => setTimeout(resolve, 300));
      const ended = api.end();
      api.send('SIGINT');
      api.send('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      api.send('SIGINT');
      const { code, milliseconds } = await ended;
      expect(code).toBe(1);
      expect(milliseconds).toBeGreaterThan(900);
      expect(milliseconds).toBeLessThan(3_000);
      socket.destroy();
    },
    START_MAX_MS + END_MAX_MS,
  );

  it(
    'a second API on the embedded database does not start and says where and what to do; commands work beside the first, and after SIGKILL the next starts',
    async () => {
      const first = start('main.js');
      const port = await first.port();
      const second = start('main.js');
      expect(await second.end()).toMatchObject({ code: 1 });
      expect(second.output).toMatch(new RegExp(`^目录 ${directory} 正由另一个[^]*The folder ${directory} is in use[^]*DATA_DIR`));
      expect(second.output).not.toMatch(/^\s+at /m);
      const commands = [['jobs:list'], ['backup', '--out', join(directory, 'backup')]];
      for (const options of commands) expect(await start('cli.js', {}, options).end()).toMatchObject({ code: 0 });
      const reset = start('cli.js', { LOAD_DEMO: 'true' }, ['demo:reset']);
      expect(await reset.end()).toMatchObject({ code: 1 });
      expect(reset.output).toContain(`The folder ${directory} is in use`);
      expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
      first.kill();
      expect(await first.end()).toMatchObject({ signal: 'SIGKILL' });
      const third = start('main.js');
      await third.port();
      third.send('SIGTERM');
      expect(await third.end()).toMatchObject({ code: 0 });
      expect(readdirSync(directory).sort()).toEqual(['backup', 'parkcast.sqlite', 'secrets.json', 'server.lock']);
    },
    4 * START_MAX_MS,
  );

  it(
    'a start that cannot succeed says why, ends with 1 and leaves the database as an ordered end does',
    async () => {
      const badSettings = start('main.js', { NODE_ENV: 'production', PORT: 'x' });
      expect(await badSettings.end()).toMatchObject({ code: 1 });
      for (const key of ['PORT', 'PERSONAL_DATA_KEYS', 'BLIND_INDEX_KEY', 'AUDIT_KEY']) expect(badSettings.output).toContain(key);
      const worker = start('worker.js');
      expect(await worker.end()).toMatchObject({ code: 1 });
      expect(worker.output).toMatch(/DATABASE_URL[^]*REDIS_URL/);
      const noDatabase = start('main.js', { DATABASE_URL: 'mariadb://root@127.0.0.1:1/none' });
      expect(await noDatabase.end()).toMatchObject({ code: 1 });
      expect(noDatabase.output).toContain('The database cannot be reached (ECONNREFUSED)');
      const first = start('main.js');
      const port = await first.port();
      const second = start('main.js', { PORT: String(port), DATA_DIR: join(directory, 'second') });
      expect(await second.end()).toMatchObject({ code: 1 });
      expect(second.output).toContain(`Port ${port} is in use`);
      expect(readdirSync(join(directory, 'second')).sort()).toEqual(['parkcast.sqlite', 'secrets.json', 'server.lock']);
    },
    3 * START_MAX_MS,
  );
});

const onServer = process.env.DATABASE_URL ? describe : describe.skip;

onServer('processes with a database server', () => {
  let databaseUrl: string;
  let environment: Record<string, string>;
  const directory = mkdtempSync(join(tmpdir(), 'parkcast-process-'));
  const started: ProgramProcess[] = [];
  const start = (script: string): ProgramProcess => {
    const program = new ProgramProcess(script, environment);
    started.push(program);
    return program;
  };
  beforeAll(async () => {
    databaseUrl = (await createPrivateDatabase(process.env.DATABASE_URL))!;
    environment = { NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'info', LOAD_DEMO: 'false', DATA_DIR: directory, DATABASE_URL: databaseUrl };
    environment.REDIS_URL = NOBODY_LISTENS;
  });
  afterAll(async () => {
    for (const program of started) program.kill();
    rmSync(directory, { recursive: true, force: true });
    await dropPrivateDatabase(databaseUrl);
  });

  it(
    'API and worker start, say that Redis is away, and end within 10 s of SIGTERM while it is',
    async () => {
      const api = start('main.js');
      const port = await api.port();
      const ready = await fetch(`http://127.0.0.1:${port}/health/ready`);
      expect([ready.status, await ready.json()]).toEqual([
        200,
        expect.objectContaining({
          status: 'degraded',
          checks: expect.objectContaining({ queue: expect.objectContaining({ redis: 'down' }) as object }) as object,
        }),
      ]);
      const worker = start('worker.js');
      await worker.says(/The worker runs jobs/);
      await worker.says(/Redis cannot be reached/);
      const ends = [api.end(), worker.end()];
      api.send('SIGTERM');
      worker.send('SIGTERM');
      for (const ended of await Promise.all(ends)) {
        expect(ended.code).toBe(0);
        expect(ended.milliseconds).toBeLessThan(END_MAX_MS);
      }
    },
    2 * START_MAX_MS,
  );
});
