import { DataSource } from 'typeorm';
import type { Settings } from '../config/settings.js';
import { type DatabaseParts, dataSourceOptions } from './data-source-options.js';
import { serializeSqlite } from './serial-sqlite.js';

/** True for MariaDB and MySQL, false for the embedded SQLite. */
export function isServerDatabase(dataSource: DataSource): boolean {
  return dataSource.options.type !== 'better-sqlite3';
}

/** Text compares byte by byte on every engine, as it does on SQLite. It takes effect for the tables created afterwards. */
async function useBinaryCollation(dataSource: DataSource): Promise<void> {
  if (isServerDatabase(dataSource)) await dataSource.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
}

/** Connects to the database as it is, without touching its tables. */
export async function connectDatabase(settings: Settings, parts: DatabaseParts): Promise<DataSource> {
  const dataSource = new DataSource(dataSourceOptions(settings, parts));
  if (!isServerDatabase(dataSource)) serializeSqlite(dataSource);
  return dataSource.initialize();
}

/** Opens the database and brings its tables to the newest migration. Two processes may start at once: the loser waits and finds them done. */
export async function openDatabase(settings: Settings, parts: DatabaseParts): Promise<DataSource> {
  const dataSource = await connectDatabase(settings, parts);
  await migrate(dataSource);
  return dataSource;
}

/**
 * TypeORM's own table of migrations takes two records of one migration. With a unique name the later of two processes is refused, and it
 * finds the work done at its next try.
 */
async function recordEachMigrationOnce(dataSource: DataSource): Promise<void> {
  if (!isServerDatabase(dataSource)) return;
  await dataSource.query(
    'CREATE TABLE IF NOT EXISTS migrations (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, `timestamp` bigint NOT NULL, ' +
      'name varchar(255) NOT NULL, UNIQUE KEY ux_migrations_name (name))',
  );
}

const MIGRATION_TRIES_MAX = 20;
const MIGRATION_WAIT_MS = 500;

async function migrate(dataSource: DataSource): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await recordEachMigrationOnce(dataSource);
      if (!(await dataSource.showMigrations())) return;
      await useBinaryCollation(dataSource);
      await dataSource.runMigrations({ transaction: 'each' });
      return;
    } catch (error) {
      if (attempt >= MIGRATION_TRIES_MAX) throw error;
      await new Promise((resolve) => setTimeout(resolve, MIGRATION_WAIT_MS));
    }
  }
}
