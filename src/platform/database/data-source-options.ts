import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSourceOptions, EntitySchema, MigrationInterface } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { SqliteDatabase } from './sqlite-database.js';

/** Name of the embedded database's file below DATA_DIR. */
export const EMBEDDED_FILE = 'parkcast.sqlite';
const CONNECT_TIMEOUT_MS = 5_000;

/** What the application contributes: its entity classes and its ordered list of migrations. */
export interface DatabaseParts {
  entities: (new () => object)[] | EntitySchema[];
  migrations: (new () => MigrationInterface)[];
}

function serverOptions(url: string, settings: Settings, parts: DatabaseParts): DataSourceOptions {
  return {
    type: url.startsWith('mysql:') ? 'mysql' : 'mariadb',
    url: url.replace(/^mariadb:/, 'mysql:'),
    charset: 'utf8mb4',
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: false,
    dateStrings: ['DATE'],
    poolSize: settings.DATABASE_POOL_SIZE,
    connectTimeout: CONNECT_TIMEOUT_MS,
    /* The driver would otherwise capture a stack at every statement, to put it into an error that names its statement already. */
    trace: false,
    ...parts,
    migrationsRun: false,
    synchronize: false,
  };
}

function embeddedOptions(settings: Settings, parts: DatabaseParts): DataSourceOptions {
  const isMemory = settings.DATA_DIR === ':memory:';
  if (!isMemory) mkdirSync(settings.DATA_DIR, { recursive: true, mode: 0o700 });
  return {
    type: 'better-sqlite3',
    database: isMemory ? ':memory:' : join(settings.DATA_DIR, EMBEDDED_FILE),
    driver: SqliteDatabase,
    enableWAL: !isMemory,
    prepareDatabase: (database: SqliteDatabase) => {
      database.pragma('synchronous = FULL');
      /* What is deleted is overwritten: an erased person must not be readable in the file. */
      database.pragma('secure_delete = ON');
    },
    ...parts,
    migrationsRun: false,
    synchronize: false,
  } as DataSourceOptions;
}

/** Options of the one data source: the server named by DATABASE_URL, or the embedded SQLite file below DATA_DIR. */
export function dataSourceOptions(settings: Settings, parts: DatabaseParts): DataSourceOptions {
  return settings.DATABASE_URL ? serverOptions(settings.DATABASE_URL, settings, parts) : embeddedOptions(settings, parts);
}
