import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createContext } from '../../src/create-app.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { generateSecretTexts } from '../../src/platform/personal-data/secrets.js';
import type { SalesApp, SalesPark } from '../sales/sales-lab.js';
import { givenPark } from '../support/parks.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';
import { signInAs } from '../support/test-account.js';
import { freePort, Program, until } from './program.js';

const DRAINED_WITHIN_MS = 60_000;
const REQUEST_TIMEOUT_MS = 20_000;

/** An installation of its own: processes of the built program, and a window on their database. */
export class Site implements SalesApp {
  readonly api: Program;
  readonly worker: Program | null;
  readonly server: string;

  private constructor(
    private readonly environment: Record<string, string>,
    private readonly context: INestApplicationContext,
  ) {
    this.server = `http://127.0.0.1:${environment.PORT}`;
    this.api = new Program('main', environment);
    this.worker = environment.REDIS_URL ? new Program('worker', environment) : null;
  }

  /** With `redisUrl` on the database server that DATABASE_URL names, else embedded in a temporary folder; `more` is added to the environment of its
   * processes. No process is started yet. */
  static async open(redisUrl?: string, more: Record<string, string> = {}): Promise<Site> {
    const databaseUrl = redisUrl ? await createPrivateDatabase(process.env.DATABASE_URL) : undefined;
    const environment: Record<string, string> = {
      NODE_ENV: 'test',
      PORT: String(await freePort()),
      LOG_LEVEL: 'warn',
      LOAD_DEMO: 'false',
      DATA_DIR: mkdtempSync(join(tmpdir(), 'parkcast-site-')),
      ...generateSecretTexts(),
      ...more,
    };
    if (redisUrl) {
      environment.DATABASE_URL = databaseUrl!;
      environment.REDIS_URL = redisUrl;
      environment.REDIS_PREFIX = `{site-${randomBytes(4).toString('hex')}}`;
    }
    const context = await createContext(readSettings({ ...environment, LOG_LEVEL: 'silent' }), 'none');
    return new Site(environment, context);
  }

  get dataSource(): DataSource {
    return this.context.get(DataSource);
  }

  /** A park and its people, written past the processes. */
  async givenSalesPark(): Promise<SalesPark> {
    const { parkId } = await givenPark({ transactions: this.context.get(Transactions) });
    const as = (role: string) => signInAs(this.context, [{ role, scopeKind: 'PARK', scopeId: parkId }], role);
    return { parkId, operator: await as('OPERATOR'), secretary: await as('PARK_SECRETARY') };
  }

  async start(): Promise<void> {
    this.api.start();
    this.worker?.start();
    await this.api.untilReady();
  }

  async ask<Data = Record<string, never>>(token: string | null, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const call = request(this.server).post('/graphql').timeout(REQUEST_TIMEOUT_MS);
    if (token) void call.set('authorization', `Bearer ${token}`);
    const { body } = (await call.send({ query, variables })) as { body: { data: Data; errors?: unknown[] } };
    if (body.errors) throw new Error(`unexpected errors: ${JSON.stringify(body.errors)}`);
    return body.data;
  }

  async rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.dataSource.query<Row[]>(sql, parameters);
  }

  /** Waits until every job of sales is done; a dead one is an error. */
  async drainJobs(withinMs = DRAINED_WITHIN_MS): Promise<void> {
    await until('all sales jobs are done', withinMs, async () => {
      const open = await this.rows<{ name: string; status: string; lastError: string | null }>(
        `SELECT name, status, lastError FROM job WHERE status <> 'DONE' AND name LIKE 'sales.%'`,
      );
      const dead = open.filter((job) => job.status === 'DEAD');
      if (dead.length > 0) throw new Error(`dead jobs: ${JSON.stringify(dead)}`);
      return open.length === 0;
    });
  }

  async health(): Promise<{ code: number; status: string }> {
    const response = await fetch(`${this.server}/health/ready`);
    return { code: response.status, status: ((await response.json()) as { status: string }).status };
  }

  /** Ends what still runs and removes all that the site left. */
  async close(): Promise<void> {
    await this.api.kill();
    await this.worker?.kill();
    await this.context.close();
    await dropPrivateDatabase(this.environment.DATABASE_URL);
    rmSync(this.environment.DATA_DIR!, { recursive: true, force: true });
  }
}
