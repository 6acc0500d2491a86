import type { DataSource, QueryRunner } from 'typeorm';
import { BetterSqlite3QueryRunner } from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';

/** How long a caller waits for an open transaction of another before it is told to come again. */
const LOCK_WAIT_MAX_MS = 10_000;

/** The embedded database stayed busy longer than a caller may wait; retryable. */
class SqliteLockTimeout extends Error {
  readonly code = 'SQLITE_BUSY';
}

class ConnectionLock {
  private tail: Promise<void> = Promise.resolve();
  private holder?: object;

  isHeldBy(owner: object): boolean {
    return this.holder === owner;
  }

  async acquire(owner: object): Promise<() => void> {
    let release!: () => void;
    const previous = this.tail;
    this.tail = new Promise<void>((resolve) => (release = resolve));
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new SqliteLockTimeout('waited too long for the open transaction')), LOCK_WAIT_MAX_MS);
    });
    try {
      await Promise.race([previous, timeout]);
    } catch (error) {
      void previous.then(release);
      throw error;
    } finally {
      clearTimeout(timer);
    }
    this.holder = owner;
    return () => {
      this.holder = undefined;
      release();
    };
  }
}

/**
 * TypeORM gives every caller the same query runner on SQLite, so overlapping transactions would share one BEGIN … COMMIT and
 * one caller's rollback would undo another's work. Here each caller gets a runner of its own, and a lock lets only the runner
 * that holds the transaction talk to the connection.
 */
export function serializeSqlite(dataSource: DataSource): DataSource {
  const lock = new ConnectionLock();

  class SerialRunner extends BetterSqlite3QueryRunner {
    private unlock?: () => void;

    override async query(sql: string, parameters?: never, structured?: boolean): Promise<unknown> {
      if (lock.isHeldBy(this)) return super.query(sql, parameters, structured);
      const unlock = await lock.acquire(this);
      try {
        return await super.query(sql, parameters, structured);
      } finally {
        unlock();
      }
    }

    override async startTransaction(level?: never): Promise<void> {
      if (!lock.isHeldBy(this)) this.unlock = await lock.acquire(this);
      try {
        await super.startTransaction(level);
      } catch (error) {
        if (!this.isTransactionActive) this.free();
        throw error;
      }
    }

    override async commitTransaction(): Promise<void> {
      await super.commitTransaction();
      if (!this.isTransactionActive) this.free();
    }

    override async rollbackTransaction(): Promise<void> {
      try {
        await super.rollbackTransaction();
      } finally {
        if (!this.isTransactionActive) this.free();
      }
    }

    override async release(): Promise<void> {
      try {
        if (this.isTransactionActive) await this.rollbackTransaction();
        await super.release();
      } finally {
        this.free();
      }
    }

    private free(): void {
      this.unlock?.();
      this.unlock = undefined;
    }
  }

  const driver = dataSource.driver as unknown as { createQueryRunner(): QueryRunner };
  driver.createQueryRunner = () => new SerialRunner(dataSource.driver as never) as unknown as QueryRunner;
  return dataSource;
}
