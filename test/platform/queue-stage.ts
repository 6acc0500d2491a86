import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Global, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { Queue1700000002000 } from '../../src/migrations/1700000002000-queue.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { readSettings, SETTINGS, type Settings } from '../../src/platform/config/settings.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { newId } from '../../src/platform/database/ids.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import type { JobDefinition } from '../../src/platform/queue/job-definition.js';
import { JobDrain } from '../../src/platform/queue/job-drain.js';
import { type JobRequest, JobOutbox } from '../../src/platform/queue/job-outbox.js';
import type { JobSchedule } from '../../src/platform/queue/job-schedule.js';
import type { JobStatus } from '../../src/platform/queue/job.entity.js';
import { type JobsOptions, JobsModule } from '../../src/platform/queue/jobs.module.js';
import type { JobTimings } from '../../src/platform/queue/queue-limits.js';
import { QUEUE_ENTITIES } from '../../src/platform/queue/queue.entities.js';
import { QUEUE_NAME } from '../../src/platform/queue/redis-link.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';
import { Lab1700000009000, LAB_JOBS, LabEntry, LabModule, LabTotal } from './queue-lab.js';

/** Short times, so that a test sees leases end. */
export const LAB_TIMINGS: JobTimings = {
  pollMs: 25,
  leaseMs: 600,
  sentLeaseMs: 600,
  deafMs: 3_000,
  sweepMs: 50,
  shutdownWaitMs: 1_500,
  schedulesMs: 500,
};

/** The surroundings in which every promise about jobs holds: SQLite always, servers when their URLs are set. */
export const STAGE_KINDS: { title: string; database?: string; redis?: string }[] = [{ title: 'inline runner on SQLite' }];
const { DATABASE_URL: database, REDIS_URL: redis } = process.env;
if (database) STAGE_KINDS.push({ title: 'inline runner on a server database', database });
if (database && redis) STAGE_KINDS.push({ title: 'BullMQ runner', database, redis });

/** A job's row as the tests look at it. */
export interface SeenJob {
  status: JobStatus;
  attempts: number;
  attemptsMax: number;
  lastError: string | null;
  progressDone: number;
  progressTotal: number | null;
  progressNote: string | null;
}

@Global()
@Module({})
class Ground {
  static with(settings: Settings): DynamicModule {
    return { module: Ground, providers: [{ provide: SETTINGS, useValue: settings }, Clock], exports: [SETTINGS, Clock] };
  }
}

/** What a test changes about one process. */
export interface NodeOptions extends Partial<JobsOptions> {
  environment?: Record<string, string>;
  modules?: Type[];
}

/** One kind of surroundings: an installation with its own database and, perhaps, its own keys in Redis. */
export class Stage {
  readonly scopeId = newId();
  readonly prefix = `{queue-${randomUUID()}}`;
  private readonly directory = mkdtempSync(join(tmpdir(), 'queue-'));
  private readonly nodes = new Set<INestApplicationContext>();
  private databaseUrl: string | undefined;

  private constructor(
    readonly isServer: boolean,
    readonly redisUrl: string | undefined,
  ) {}

  static async open(kind: { database?: string; redis?: string }): Promise<Stage> {
    const stage = new Stage(kind.database !== undefined, kind.redis);
    stage.databaseUrl = await createPrivateDatabase(kind.database);
    return stage;
  }

  /** Starts one process of the installation. */
  async start(options: NodeOptions = {}): Promise<INestApplicationContext> {
    const settings = readSettings({
      NODE_ENV: 'test',
      DATA_DIR: this.directory,
      DATABASE_URL: this.databaseUrl,
      REDIS_URL: this.redisUrl,
      REDIS_PREFIX: this.prefix,
      ...options.environment,
    });
    const { environment: _environment, modules = [LabModule], timings, ...jobs } = options;
    const module = await Test.createTestingModule({
      imports: [
        Ground.with(settings),
        DatabaseModule.forRoot({ entities: [...QUEUE_ENTITIES, LabEntry, LabTotal], migrations: [Queue1700000002000, Lab1700000009000] }),
        JobsModule.forRoot({
          role: 'worker',
          definitions: LAB_JOBS,
          schedules: [],
          ...jobs,
          timings: { ...LAB_TIMINGS, ...timings },
        }),
        ...modules,
      ],
    }).compile();
    module.useLogger(false);
    this.nodes.add(module);
    await module.init();
    return module;
  }

  /** Ends one process in order. */
  async stop(node: INestApplicationContext): Promise<void> {
    this.nodes.delete(node);
    await node.close();
  }

  /** Ends all processes and removes what the installation left. */
  async close(): Promise<void> {
    for (const node of this.nodes) await this.stop(node);
    if (this.redisUrl) await this.forgetRedis();
    await dropPrivateDatabase(this.databaseUrl);
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Writes a job with an own transaction. */
  async enqueue<Payload extends object>(
    node: INestApplicationContext,
    job: JobDefinition<Payload>,
    request: Partial<JobRequest<Payload>> & { payload: Payload },
  ): Promise<string> {
    const outbox = node.get(JobOutbox);
    return node.get(Transactions).run((tx) => outbox.enqueue(tx, job, { scopeId: this.scopeId, key: 'k', ...request }));
  }

  /** Waits for the background. */
  idle(node: INestApplicationContext): Promise<void> {
    return node.get(JobDrain).untilIdle(15_000);
  }

  async job(node: INestApplicationContext, id: string): Promise<SeenJob> {
    const [row] = await this.query<SeenJob>(node, 'SELECT * FROM job WHERE id = ?', [id]);
    return row!;
  }

  query<Row>(node: INestApplicationContext, sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return node.get(DataSource).query<Row[]>(sql, parameters);
  }

  /** The keys of the entries that handlers wrote, sorted. */
  async entries(node: INestApplicationContext, scopeId = this.scopeId): Promise<string[]> {
    const rows = await this.query<{ entryKey: string }>(node, 'SELECT entryKey FROM lab_entry WHERE scopeId = ? ORDER BY entryKey', [
      scopeId,
    ]);
    return rows.map((row) => row.entryKey);
  }

  /** Empties this installation's part of Redis, and nothing else. */
  async forgetRedis(): Promise<void> {
    const client = new Redis(this.redisUrl!);
    try {
      for await (const keys of client.scanStream({ match: `${this.prefix}*`, count: 1_000 }) as AsyncIterable<string[]>) {
        if (keys.length > 0) await client.del(...keys);
      }
    } finally {
      client.disconnect();
    }
  }

  /** Delivers a job once more, as BullMQ does after a stall. */
  async redeliver(jobId: string, times: number): Promise<void> {
    const connection = new Redis(this.redisUrl!, { maxRetriesPerRequest: null });
    const queue = new Queue(QUEUE_NAME, { connection, prefix: this.prefix });
    try {
      await queue.addBulk(
        Array.from({ length: times }, (_, index) => ({ name: 'job', data: { jobId }, opts: { jobId: `again-${index}-${jobId}` } })),
      );
    } finally {
      await queue.close();
      connection.disconnect();
    }
  }
}

/** Schedules are a matter of the one test that passes them. */
export function scheduleOf(name: string, cron: string, job: JobDefinition): JobSchedule {
  return { name, cron, job };
}

/** Waits until a condition holds; fails after ten seconds. */
export async function eventually(condition: () => Promise<boolean> | boolean): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > until) throw new Error('The condition did not come true within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
