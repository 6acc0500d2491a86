import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral, type QueryRunner } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Fault } from '../errors/faults.js';
import { isLostConnection, isRetryable } from './database-errors.js';
import { insertStatement } from './insert-statement.js';

const TRIES_MAX = 5;
const RETRY_WINDOW_MAX_MS = 5_000;
const BACKOFF_BASE_MS = 20;
const BACKOFF_CAP_MS = 800;
const ROWS_PER_STATEMENT_MAX = 1_000;
const PARAMETERS_PER_STATEMENT_MAX = 30_000;

/** An open transaction. Whatever writes takes one as its first argument; nothing else opens one. */
export class Tx {
  private readonly afterCommitHooks: (() => void)[] = [];
  private hasRead = false;

  constructor(
    private readonly entityManager: EntityManager,
    /** The instant at which the transaction began; all rows written in it carry this time. */
    readonly at: Date,
  ) {}

  /** TypeORM's own methods, within the transaction; counts as a read. */
  get manager(): EntityManager {
    this.hasRead = true;
    return this.entityManager;
  }

  /** Throws when something was read before: what must come first protects nothing then (a fault of the program). */
  requireUnread(what: string): void {
    if (this.hasRead) throw new Error(`${what} must come before the first read of its transaction`);
  }

  /** Runs a callback once the commit is durable; it must not throw and must not touch the database. */
  afterCommit(hook: () => void): void {
    this.afterCommitHooks.push(hook);
  }

  /** Rows of a SELECT, as plain objects. */
  rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.manager.query<Row[]>(sql, [...parameters]);
  }

  /** Runs an INSERT, UPDATE or DELETE and tells how many rows it matched. */
  async execute(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const runner = this.entityManager.queryRunner;
    if (!runner) throw new Error('A Tx always has a query runner');
    const result = await runner.query(sql, [...parameters], true);
    return result.affected ?? 0;
  }

  /** Inserts rows in statements of bounded size; column transformers apply, hooks and reloading do not. */
  async insert<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>, rows: readonly Partial<Entity>[]): Promise<void> {
    if (rows.length === 0) return;
    const metadata = this.entityManager.connection.getMetadata(entity);
    const chunk = Math.max(1, Math.min(ROWS_PER_STATEMENT_MAX, Math.floor(PARAMETERS_PER_STATEMENT_MAX / metadata.columns.length)));
    for (let start = 0; start < rows.length; start += chunk) {
      const { sql, parameters } = insertStatement(metadata, rows.slice(start, start + chunk));
      await this.entityManager.query(sql, parameters);
    }
  }

  /** Called by `Transactions` alone. */
  runAfterCommitHooks(): void {
    for (const hook of this.afterCommitHooks) hook();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** The only opener of transactions. It repeats the *whole* work on retryable database errors, with bounded full jitter. */
@Injectable()
export class Transactions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs the work in one transaction. The work may run several times, so it keeps no state outside the transaction.
   * Throws RETRY_LATER when the database stays busy, or when the connection broke at COMMIT and the outcome is unknown.
   */
  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const startedAt = Date.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (!isRetryable(error) && !isLostConnection(error)) throw error;
        const isOver = attempt >= TRIES_MAX || Date.now() - startedAt > RETRY_WINDOW_MAX_MS;
        if (isOver) throw new Fault('RETRY_LATER');
        await pause(Math.random() * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** attempt));
      }
    }
  }

  private async runOnce<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      const tx = new Tx(runner.manager, this.clock.now());
      const result = await work(tx);
      await this.commit(runner);
      tx.runAfterCommitHooks();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release().catch(() => undefined);
    }
  }

  private async commit(runner: QueryRunner): Promise<void> {
    try {
      await runner.commitTransaction();
    } catch (error) {
      if (isLostConnection(error)) throw new Fault('RETRY_LATER');
      throw error;
    }
  }
}

/** Placeholders for an IN list: `inList(3)` is `(?, ?, ?)`. The list must not be empty. */
export function inList(values: readonly unknown[]): string {
  return `(${values.map(() => '?').join(', ')})`;
}
