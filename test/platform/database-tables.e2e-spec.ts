import type { DataSource } from 'typeorm';
import { ENTITIES } from '../../src/app.entities.js';
import { MIGRATIONS } from '../../src/migrations/index.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { openDatabase } from '../../src/platform/database/data-source.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';
import { ENGINES } from './platform-database.js';

/** Scope columns: one stands first in every unique key and list index, and none is ever null. */
const SCOPES = ['scopeId', 'parkId'];
/** Indexes that begin with something else, as `index`, each with its reason. */
const WITHOUT_SCOPE: Readonly<Record<string, string>> = {
  ix_job_due: 'the runner looks for the jobs of all scopes that are due',
  ix_broadcast_session_due: 'the timer looks for the sessions of all parks whose time has passed',
  ix_integrity_pledge_due: 'midnight moves on the pledges of all parks whose day has come',
  ix_mentor_pairing_person: 'a mentor has so many pairings at most in all parks together',
  ix_audit_unsealed_at: 'the sealer takes the entries of all scopes in the order of their time',
  ux_audit_seal_entryId: 'one chain seals the entries of all scopes',
};
/** Tables without a scope column, each with its reason. */
const TABLES_WITHOUT_SCOPE: Readonly<Record<string, string>> = {
  audit_unsealed: 'one chain seals the entries of all scopes in one order',
  audit_seal: 'one chain seals the entries of all scopes in one order',
  audit_chain_head: 'the one row at which the chain ends',
};
const SECONDARY_INDEXES_OF_LEDGER_MAX = 2;

describe.each(ENGINES)('the tables on %s', (engine) => {
  let dataSource: DataSource;
  let url: string | undefined;
  beforeAll(async () => {
    url = engine === 'MariaDB' ? await createPrivateDatabase(process.env.DATABASE_URL) : undefined;
    const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:', DATABASE_URL: url });
    dataSource = await openDatabase(settings, { entities: ENTITIES, migrations: MIGRATIONS });
  });
  afterAll(async () => {
    await dataSource.destroy();
    await dropPrivateDatabase(url);
  });

  const drift = async () => (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
  const remaining = async () => {
    const sql =
      engine === 'MariaDB'
        ? 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()'
        : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    return (await dataSource.query<{ name: string }[]>(sql)).map(({ name }) => name).sort();
  };
  const indexes = () =>
    dataSource.entityMetadatas.flatMap((entity) =>
      entity.indices.map(({ name, columns, isUnique }) => ({ table: entity.tableName, name, isUnique, first: columns[0]! })),
    );

  it('are after the migrations exactly what the entities say (P-DB-1)', async () => {
    expect(dataSource.entityMetadatas.length).toBeGreaterThan(10);
    expect(await drift()).toEqual([]);
    expect(await remaining()).toEqual([...dataSource.entityMetadatas.map((entity) => entity.tableName), 'migrations'].sort());
  });

  it('go away one migration at a time and come back the same (P-DB-1)', async () => {
    for (let done = 0; done < MIGRATIONS.length; done++) await dataSource.undoLastMigration();
    expect(await remaining()).toEqual(['migrations']);
    await dataSource.runMigrations({ transaction: 'each' });
    expect(await drift()).toEqual([]);
  }, 180_000);

  it('have a scope that is never null, first in every unique key and every index (P-DB-5)', () => {
    const scopeless = dataSource.entityMetadatas
      .filter((entity) => !entity.columns.some((column) => SCOPES.includes(column.propertyName) && !column.isNullable))
      .map((entity) => entity.tableName);
    expect(scopeless.filter((table) => !(table in TABLES_WITHOUT_SCOPE))).toEqual([]);
    const wrong = indexes().filter(({ name, first }) => !SCOPES.includes(first.propertyName) && !(name in WITHOUT_SCOPE));
    expect(wrong.map(({ table, name }) => `${table}: ${name}`)).toEqual([]);
    expect(indexes().filter(({ first }) => first.isNullable)).toEqual([]);
  });

  it('name each index after its table, so that both engines and the migration agree (P-DB-1)', () => {
    const isNamed = (name: string, isUnique: boolean) => (isUnique ? /^ux_\w+$/ : /^ix_\w+$/).test(name);
    expect(
      indexes()
        .filter(({ name, isUnique }) => !isNamed(name, isUnique))
        .map(({ name }) => name),
    ).toEqual([]);
    const names = indexes().map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('have names in singular snake_case, columns named as their properties, no foreign keys and no generated keys (P-DB-1)', () => {
    const wrong = dataSource.entityMetadatas.filter(
      (entity) => !/^[a-z]+(_[a-z0-9]+)*$/.test(entity.tableName) || entity.relations.length > 0 || entity.generatedColumns.length > 0,
    );
    expect(wrong.map((entity) => entity.tableName)).toEqual([]);
    const renamed = dataSource.entityMetadatas.flatMap((entity) =>
      entity.columns
        .filter((column) => column.databaseName !== column.propertyName)
        .map((column) => `${entity.tableName}.${column.databaseName}`),
    );
    expect(renamed).toEqual([]);
  });

  it('name what they hold: instants end in At, days in On, money in Fen (P-DB-1)', () => {
    const columns = dataSource.entityMetadatas.flatMap((entity) =>
      entity.columns.map((column) => ({
        path: `${entity.tableName}.${column.propertyName}`,
        name: column.propertyName,
        type: String(column.type),
      })),
    );
    const isDay = (name: string) => /(^o|O)n$|(^d|D)ay$|(^f|F)rom$|(^u|U)ntil$|(^t|T)o$/.test(name);
    const wrong = columns.filter(
      ({ name, type }) =>
        ((type === 'date') !== isDay(name) && (type === 'date' || /[a-z]On$/.test(name))) || (/At$|Fen$/.test(name) && type !== 'bigint'),
    );
    expect(wrong.map(({ path, type }) => `${path}: ${type}`)).toEqual([]);
  });

  it('weigh the ledger with few secondary indexes (P-DB-5)', () => {
    const ledger = indexes().filter(({ table }) => table === 'sales_entry' || table === 'sales_line');
    const perTable = ['sales_entry', 'sales_line'].map((name) => ledger.filter(({ table }) => table === name).length);
    expect(Math.max(0, ...perTable)).toBeLessThanOrEqual(SECONDARY_INDEXES_OF_LEDGER_MAX);
  });

  if (engine === 'MariaDB') {
    it('compare texts byte by byte, as on SQLite (P-DB-1)', async () => {
      const collations = await dataSource.query<{ name: string; collation: string }[]>(
        "SELECT table_name AS name, table_collation AS collation FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'migrations'",
      );
      expect(collations.filter(({ collation }) => collation !== 'utf8mb4_bin')).toEqual([]);
    });
  }
});

describe('two processes that start at once on an empty server', () => {
  const onMariaDb = process.env.DATABASE_URL ? it : it.skip;
  onMariaDb('both end with the same tables and one record of each migration (P-DB-1)', async () => {
    const url = await createPrivateDatabase(process.env.DATABASE_URL);
    const settings = readSettings({ NODE_ENV: 'test', DATA_DIR: ':memory:', DATABASE_URL: url });
    const opened = await Promise.all([1, 2].map(() => openDatabase(settings, { entities: ENTITIES, migrations: MIGRATIONS })));
    try {
      const rows = await opened[0]!.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY timestamp');
      expect(rows.map(({ name }) => name)).toEqual(MIGRATIONS.map((migration) => migration.name));
      expect((await opened[1]!.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
    } finally {
      await Promise.all(opened.map((dataSource) => dataSource.destroy()));
      await dropPrivateDatabase(url);
    }
  });
});
