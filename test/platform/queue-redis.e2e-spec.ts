/* Runs alone: its jobs become jobs of the program. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { INestApplicationContext } from '@nestjs/common';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { BullWorker } from '../../src/platform/queue/bull-worker.js';
import { JobRecords } from '../../src/platform/queue/job-records.js';
import { QUEUE_NAME } from '../../src/platform/queue/redis-link.js';
import { lab, NOTE, resetLab, TICKED } from './queue-lab.js';
import { eventually, LAB_TIMINGS, scheduleOf, Stage } from './queue-stage.js';

const { DATABASE_URL, REDIS_URL } = process.env;
const SHUTDOWN_MAX_MS = 3_000;
const NOBODY_LISTENS = 'redis://127.0.0.1:1';

/** A Redis of the test's own, which it may kill; it keeps nothing on disk. */
class OwnRedis {
  private process?: ChildProcess;

  private constructor(private readonly port: number) {}

  static async start(): Promise<OwnRedis> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as { port: number };
    probe.close();
    await once(probe, 'close');
    const redis = new OwnRedis(port);
    await redis.begin();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  private get isRunning(): boolean {
    return this.process !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  async begin(): Promise<void> {
    if (this.isRunning) return;
    this.process = spawn('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
      stdio: 'ignore',
    });
    const client = new Redis(this.url, { retryStrategy: () => 50 });
    client.on('error', () => undefined);
    await client.ping();
    client.disconnect();
  }

  async kill(): Promise<void> {
    if (!this.isRunning) return;
    this.process!.kill('SIGKILL');
    await once(this.process!, 'exit');
  }
}

(DATABASE_URL && REDIS_URL ? describe : describe.skip)('jobs and an unreliable Redis', () => {
  let stage: Stage;
  let own: OwnRedis | undefined;

  beforeEach(() => resetLab());
  afterEach(async () => {
    await own?.begin();
    await stage.close();
    await own?.kill();
    own = undefined;
  });

  const note = (node: INestApplicationContext, text: string) => stage.enqueue(node, NOTE, { payload: { note: text } });
  const countOf = async (node: INestApplicationContext, status: string) =>
    (await stage.query(node, `SELECT id FROM job WHERE name = 'lab.note' AND status = ?`, [status])).length;
  const names = (count: number) => Array.from({ length: count }, (_, index) => `note ${String(index).padStart(2, '0')}`);
  async function millisecondsToStop(node: INestApplicationContext): Promise<number> {
    const startedAt = Date.now();
    await stage.stop(node);
    return Date.now() - startedAt;
  }

  it('catches up on every job after Redis was emptied (P-JOB-13)', async () => {
    stage = await Stage.open({ database: DATABASE_URL, redis: REDIS_URL });
    const api = await stage.start({ role: 'api', timings: { sentLeaseMs: 1_000 } });
    for (const name of names(40)) await note(api, name);
    await eventually(async () => (await countOf(api, 'SENT')) === 40);
    await stage.forgetRedis();
    const worker = await stage.start({ role: 'worker' });
    await stage.idle(worker);
    expect(await stage.entries(api)).toEqual(names(40));
  });

  it('takes jobs again after a worker of BullMQ has stopped to, and goes on with what it had taken (P-JOB-14)', async () => {
    stage = await Stage.open({ database: DATABASE_URL, redis: REDIS_URL });
    const api = await stage.start({ role: 'api' });
    const worker = await stage.start({ role: 'worker', timings: { deafMs: 900 } });
    const deaf = Reflect.get(worker.get(BullWorker), 'deliveries') as object;
    /* The wait that is under way ends with the next job; the one after it never does, as it was seen after an outage. */
    const { backend } = Reflect.get(deaf, 'worker') as { backend: { waitForJob: () => Promise<unknown> } };
    backend.waitForJob = () => new Promise(() => undefined);
    let goOn = (): void => undefined;
    lab.before = () => new Promise<void>((resolve) => (goOn = resolve));
    await note(api, 'taken before');
    await eventually(async () => (await countOf(api, 'RUNNING')) === 1);
    lab.before = () => Promise.resolve();
    await note(api, 'lies there');
    await eventually(async () => (await countOf(api, 'DONE')) === 1);
    expect(Reflect.get(worker.get(BullWorker), 'deliveries')).not.toBe(deaf);
    goOn();
    await eventually(async () => (await countOf(api, 'DONE')) === 2);
    expect(await stage.entries(api)).toEqual(['lies there', 'taken before']);
  });

  it('does not run jobs in a process of the API while there is Redis (P-JOB-13)', async () => {
    stage = await Stage.open({ database: DATABASE_URL, redis: REDIS_URL });
    const api = await stage.start({ role: 'api', timings: { sentLeaseMs: 60_000 } });
    const id = await note(api, 'a');
    await eventually(async () => (await countOf(api, 'SENT')) === 1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stage.job(api, id)).toMatchObject({ status: 'SENT', attempts: 0 });
  });

  it('puts a job into Redis once, however often it is sent, keeps all keys below its prefix, and leaves no job behind (P-JOB-13)', async () => {
    stage = await Stage.open({ database: DATABASE_URL, redis: REDIS_URL });
    const api = await stage.start({ role: 'api', timings: { sentLeaseMs: 50 } });
    await stage.start({ role: 'api', timings: { sentLeaseMs: 50 } });
    for (const name of names(10)) await note(api, name);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const connection = new Redis(REDIS_URL!, { maxRetriesPerRequest: null });
    const queue = new Queue(QUEUE_NAME, { connection, prefix: stage.prefix });
    try {
      expect(await queue.getWaitingCount()).toBe(10);
      await stage.idle(await stage.start({ role: 'worker' }));
      await eventually(async () =>
        Object.values(await queue.getJobCounts('waiting', 'active', 'completed', 'failed')).every((count) => count === 0),
      );
      const keys = await connection.keys(`*${stage.prefix.slice(1, -1)}*`);
      expect(keys.every((key) => key.startsWith(`${stage.prefix}:`))).toBe(true);
    } finally {
      await queue.close();
      connection.disconnect();
    }
    expect(await stage.entries(api)).toEqual(names(10));
  });

  it('accepts work and shuts down in time while Redis was never there (P-JOB-14)', async () => {
    stage = await Stage.open({ database: DATABASE_URL });
    const environment = { REDIS_URL: NOBODY_LISTENS };
    const api = await stage.start({ role: 'api', environment });
    const worker = await stage.start({ role: 'worker', environment });
    const startedAt = Date.now();
    const id = await note(api, 'waits');
    expect(Date.now() - startedAt).toBeLessThan(1_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stage.job(api, id)).toMatchObject({ status: 'WAITING', attempts: 0 });
    expect(await api.get(JobRecords).oldestWaitingAt()).not.toBeNull();
    expect(await millisecondsToStop(worker)).toBeLessThan(SHUTDOWN_MAX_MS);
    expect(await millisecondsToStop(api)).toBeLessThan(SHUTDOWN_MAX_MS);
  });

  it('accepts work while Redis is killed, catches up when it is back empty, and its schedules with it (P-JOB-14)', async () => {
    own = await OwnRedis.start();
    stage = await Stage.open({ database: DATABASE_URL, redis: own.url });
    const schedules = [scheduleOf('lab.every-second', '* * * * * *', TICKED)];
    const timings = { ...LAB_TIMINGS, schedulesMs: 60_000 };
    const api = await stage.start({ role: 'api' });
    await stage.start({ role: 'worker', schedules, timings });
    await note(api, 'note 00');
    await eventually(async () => (await countOf(api, 'DONE')) === 1);
    await own.kill();
    for (const name of names(20).slice(1)) await note(api, name);
    expect(await countOf(api, 'DONE')).toBe(1);
    await own.begin();
    await eventually(async () => (await countOf(api, 'DONE')) === 20);
    expect(await stage.entries(api)).toEqual(names(20));
    const ticks = () => stage.query(api, `SELECT id FROM job WHERE name = 'lab.ticked' AND status = 'DONE'`);
    const before = (await ticks()).length;
    await eventually(async () => (await ticks()).length >= before + 2);
  });

  it('shuts down in time while Redis is dead that was there before, and loses nothing (P-JOB-10, P-JOB-14)', async () => {
    own = await OwnRedis.start();
    stage = await Stage.open({ database: DATABASE_URL, redis: own.url });
    const api = await stage.start({ role: 'api' });
    const worker = await stage.start({ role: 'worker' });
    await note(api, 'first');
    await eventually(async () => (await countOf(api, 'DONE')) === 1);
    await own.kill();
    await note(api, 'second');
    expect(await millisecondsToStop(worker)).toBeLessThan(SHUTDOWN_MAX_MS);
    await own.begin();
    await stage.start({ role: 'worker' });
    await eventually(async () => (await countOf(api, 'DONE')) === 2);
    await own.kill();
    expect(await millisecondsToStop(api)).toBeLessThan(SHUTDOWN_MAX_MS);
  });
});
