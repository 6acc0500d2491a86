import { join, resolve } from 'node:path';
import { requireDataDir } from '../config/data-dir.js';
import type { Settings } from '../config/settings.js';
import { isRetryable } from './database-errors.js';
import { SqliteDatabase } from './sqlite-database.js';

/* It is never removed: whoever waited for a removed file would hold one that nobody else can see. */
const HOLD_FILE = 'server.lock';
/** A predecessor that is just ending is waited for. */
const HOLD_WAIT_MS = 1_000;

/** Another server process runs on the folder of the settings, or a restore into it. The message tells the folder and what to do. */
export class DataDirHeld extends Error {
  constructor(dataDir: string) {
    const folder = resolve(dataDir);
    super(
      [
        `目录 ${folder} 正由另一个 Parkcast 进程使用(已启动的服务,或正在进行的恢复);内嵌数据库同时只属于一个这样的进程。`,
        '请继续使用已启动的那个,或先停止它再执行一次;要另建一套数据,请用 DATA_DIR 指定其他目录;需要多个进程,请设置 DATABASE_URL。',
        `The folder ${folder} is in use by another Parkcast process (a server, or a restore under way); the embedded database belongs to one of them at a time.`,
        'Use the one that runs, or stop it and run this again; name another folder by DATA_DIR for data of its own; for several processes set DATABASE_URL.',
      ].join('\n'),
    );
    this.name = 'DataDirHeld';
  }
}

/** What one process has to itself until it gives it back or ends. */
export interface EmbeddedHold {
  release(): void;
}

/* A connection that nobody keeps is closed by the garbage collector, and with it the lock. */
const held = new Set<SqliteDatabase>();

/**
 * Takes the embedded database for one server process, or for a restore: other commands work beside it. It is the lock of a second SQLite file, which
 * the operating system frees with the process, however that ends. Null where the database is a server or in memory. Throws `DataDirHeld`, and
 * `BadSettings` when the folder cannot be written.
 */
export function holdEmbedded(settings: Settings): EmbeddedHold | null {
  const { DATA_DIR, DATABASE_URL } = settings;
  if (DATABASE_URL || DATA_DIR === ':memory:') return null;
  requireDataDir(settings);
  const database = new SqliteDatabase(join(DATA_DIR, HOLD_FILE), { timeout: HOLD_WAIT_MS });
  try {
    /* An exclusive transaction begins a rollback journal, which has no business on the disk; a write-ahead log would let others in to read. */
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw isRetryable(error) ? new DataDirHeld(DATA_DIR) : error;
  }
  held.add(database);
  return {
    release: () => {
      if (held.delete(database)) database.close();
    },
  };
}
