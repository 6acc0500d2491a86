import type { DataSource } from 'typeorm';
import { Clock } from '../../src/platform/clock/clock.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { openDatabase } from '../../src/platform/database/data-source.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { AUDIT_ENTITIES } from '../../src/platform/audit/audit.entities.js';
import { IDEMPOTENCY_ENTITIES } from '../../src/platform/idempotency/idempotency.entity.js';
import { Platform1700000001000 } from '../../src/migrations/1700000001000-platform.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';

/** A fresh database with the tables of the platform alone, its clock and its opener of transactions. */
export interface PlatformDatabase {
  dataSource: DataSource;
  clock: Clock;
  transactions: Transactions;
  close(): Promise<void>;
}

/** Names of the engines that this run tests: the embedded one always, the server when DATABASE_URL names it. */
export const ENGINES: readonly string[] = process.env.DATABASE_URL ? ['SQLite', 'MariaDB'] : ['SQLite'];

/** Opens a fresh database on the engine. */
export async function openPlatformDatabase(engine: string): Promise<PlatformDatabase> {
  const databaseUrl = engine === 'MariaDB' ? await createPrivateDatabase(process.env.DATABASE_URL) : undefined;
  const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:', DATABASE_URL: databaseUrl });
  const dataSource = await openDatabase(settings, {
    entities: [...IDEMPOTENCY_ENTITIES, ...AUDIT_ENTITIES],
    migrations: [Platform1700000001000],
  });
  const clock = new Clock();
  return {
    dataSource,
    clock,
    transactions: new Transactions(dataSource, clock),
    close: async () => {
      await dataSource.destroy();
      await dropPrivateDatabase(databaseUrl);
    },
  };
}
