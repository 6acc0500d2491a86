import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApi, createContext } from '../../src/create-app.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { readSettings, type Settings } from '../../src/platform/config/settings.js';
import { INSTALLATION_SCOPE } from '../../src/platform/database/ids.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import type { LogDestination } from '../../src/platform/operations/logger.js';
import { generateSecretTexts } from '../../src/platform/personal-data/secrets.js';
import { JobDrain } from '../../src/platform/queue/job-drain.js';
import { returnMigratedDatabase, takeMigratedDatabase } from './migrated-databases.js';
import { signInAs, type TestGrant } from './test-account.js';

export type { TestGrant } from './test-account.js';

type RequestTarget = Parameters<typeof request>[0];

interface GraphqlAnswer<Data> {
  data: Data;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> & { code: string } }[];
}

/** The real application on a database of its own: SQLite in memory, or MariaDB and Redis when DATABASE_URL and REDIS_URL are set. */
export class TestApp {
  private constructor(
    readonly api: NestFastifyApplication,
    readonly worker: INestApplicationContext | null,
    /** The server's database; undefined in embedded mode. */
    readonly databaseUrl: string | undefined,
    private readonly isPooled: boolean,
  ) {}

  static async start(overrides: Record<string, string> = {}, log?: LogDestination): Promise<TestApp> {
    const isPooled = overrides.DATABASE_URL === undefined;
    const databaseUrl = isPooled ? await takeMigratedDatabase(process.env.DATABASE_URL) : overrides.DATABASE_URL;
    const settings = readSettings({
      NODE_ENV: 'test',
      DATA_DIR: ':memory:',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
      LOAD_DEMO: 'false',
      /* Given, because the API and the worker would else generate keys of their own. */
      ...generateSecretTexts(),
      REDIS_URL: process.env.REDIS_URL,
      REDIS_PREFIX: `{test-${randomUUID().slice(0, 8)}}`,
      ...overrides,
      DATABASE_URL: databaseUrl,
    });
    const api = await createApi(settings, log);
    await api.listen(0, '127.0.0.1');
    return new TestApp(api, await startWorker(settings, api.get(Clock), log), databaseUrl, isPooled);
  }

  get clock(): Clock {
    return this.api.get(Clock);
  }

  /** Where requests go: the server itself. */
  get server(): RequestTarget {
    return this.api.getHttpServer();
  }

  get dataSource(): DataSource {
    return this.api.get(DataSource);
  }

  get transactions(): Transactions {
    return this.api.get(Transactions);
  }

  /** Creates an account with the grants and returns an access token for it. */
  signInAs(grants: readonly TestGrant[], displayName = '测试人员'): Promise<string> {
    return signInAs(this.api, grants, displayName);
  }

  /** An access token of an administrator of the installation. */
  administrator(): Promise<string> {
    return this.signInAs([{ role: 'PLATFORM_ADMIN', scopeKind: 'INSTALLATION', scopeId: INSTALLATION_SCOPE }], '管理员');
  }

  /** Sends an operation and returns the whole answer. */
  async send<Data = Record<string, never>>(
    token: string | null,
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<GraphqlAnswer<Data>> {
    const call = request(this.api.getHttpServer()).post('/graphql').set(headers);
    if (token) void call.set('authorization', `Bearer ${token}`);
    const response = await call.send({ query, variables });
    return response.body as GraphqlAnswer<Data>;
  }

  /** Sends an operation that must not have top-level errors and returns its data. */
  async ask<Data = Record<string, never>>(
    token: string | null,
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Data> {
    const answer = await this.send<Data>(token, query, variables, headers);
    if (answer.errors) throw new Error(`unexpected errors: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** Waits until no job is due any more. */
  drainJobs(): Promise<void> {
    return this.api.get(JobDrain).untilIdle();
  }

  async close(): Promise<void> {
    await this.worker?.close();
    await this.api.close();
    if (this.isPooled) await returnMigratedDatabase(this.databaseUrl);
  }
}

/** With Redis a worker of its own runs the jobs, as in production; without it the API runs them. */
async function startWorker(settings: Settings, clock: Clock, log?: LogDestination): Promise<INestApplicationContext | null> {
  if (!settings.REDIS_URL) return null;
  const worker = await createContext(settings, 'worker', log);
  /* One clock for the whole test: else the worker would time out what a pinned test has planned for a day that is past. */
  worker.get(Clock).now = () => clock.now();
  return worker.init();
}
