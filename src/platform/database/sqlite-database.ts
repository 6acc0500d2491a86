import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from '@photostructure/sqlite';
import { isRetryable } from './database-errors.js';

type Row = Record<string, unknown>;

const SAFE_MIN = BigInt(Number.MIN_SAFE_INTEGER);
const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** Integers beyond 2^53 come back as decimal text, as mysql2 gives them; all others as numbers; blobs as Buffers. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return value >= SAFE_MIN && value <= SAFE_MAX ? Number(value) : value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value;
}

function plainRow(row: Row): Row {
  const plain: Row = {};
  for (const key of Object.keys(row)) plain[key] = plainValue(row[key]);
  return plain;
}

function bindable(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) throw new TypeError('An instant must be bound as milliseconds');
  if (value !== null && typeof value === 'object' && !ArrayBuffer.isView(value))
    throw new TypeError('An object cannot be bound to a statement');
  return value;
}

class Statement {
  readonly reader: boolean;

  constructor(
    private readonly statement: InstanceType<typeof StatementSync>,
    private readonly parameterCount: number,
  ) {
    statement.setReadBigInts(true);
    this.reader = statement.columns().length > 0;
  }

  all(...parameters: unknown[]): Row[] {
    return (this.statement.all(...(this.bound(parameters) as never[])) as Row[]).map(plainRow);
  }

  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number } {
    const result = this.statement.run(...(this.bound(parameters) as never[]));
    return { changes: Number(result.changes), lastInsertRowid: Number(result.lastInsertRowid) };
  }

  /* SQLite reads a missing parameter as NULL without a word; MariaDB refuses it. */
  private bound(parameters: readonly unknown[]): unknown[] {
    if (parameters.length !== this.parameterCount)
      throw new TypeError(`The statement takes ${this.parameterCount} parameters, not ${parameters.length}`);
    return parameters.map(bindable);
  }
}

const QUOTED = /'(?:[^']|'')*'|"[^"]*"|`[^`]*`/g;

function parameterCountOf(sql: string): number {
  return sql.replace(QUOTED, '').split('?').length - 1;
}

const IN_MEMORY = ':memory:';
const OWNER_ONLY = 0o600;

/** Creates the file for its owner only, whatever the umask; SQLite gives its journals the mode of the database. A file that exists stays as it is. */
function createForOwner(file: string): void {
  try {
    closeSync(openSync(file, 'wx', OWNER_ONLY));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** TypeORM's "better-sqlite3" driver over the `node:sqlite` API: no compiler, no download, one binary for every Node. */
export class SqliteDatabase {
  private readonly database: InstanceType<typeof DatabaseSync>;

  constructor(
    file: string,
    private readonly options: { readonly?: boolean; timeout?: number } = {},
  ) {
    if (file !== IN_MEMORY && !options.readonly) createForOwner(file);
    this.database = new DatabaseSync(file, {
      readOnly: options.readonly ?? false,
      timeout: options.timeout ?? 5000,
      enableForeignKeyConstraints: true,
    });
  }

  prepare(sql: string): Statement {
    return new Statement(this.database.prepare(sql), parameterCountOf(sql));
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  pragma(sql: string): Row[] {
    return this.prepare(`PRAGMA ${sql}`).all();
  }

  /**
   * Closes the connection; an open transaction is undone. The last connection of a file leaves it alone, with everything in it and no journal beside
   * it: SQLite would do so by itself, but not while prepared statements wait for the garbage collector, as they do when a process ends.
   */
  close(): void {
    try {
      if (!this.options.readonly) this.endJournal();
    } finally {
      this.database.close();
    }
  }

  private endJournal(): void {
    if (this.database.isTransaction) this.exec('ROLLBACK');
    try {
      /* By `exec`: of a query that fails, the driver does not tell the code. */
      this.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE');
    } catch (error) {
      /* Another process has the file open and goes on with the journal; whoever closes last ends it. */
      if (!isRetryable(error)) throw error;
    }
  }
}
