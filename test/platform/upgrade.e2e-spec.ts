import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENTITIES } from '../../src/app.entities.js';
import { createContext } from '../../src/create-app.js';
import { MIGRATIONS } from '../../src/migrations/index.js';
import { AuditVerifier } from '../../src/platform/audit/audit-verifier.js';
import { readSettings, type Settings } from '../../src/platform/config/settings.js';
import { openDatabase } from '../../src/platform/database/data-source.js';
import { PersonalDataCipher } from '../../src/platform/personal-data/cipher.js';
import { idCardProblem } from '../../src/platform/personal-data/id-card.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';
import { ENGINES } from './platform-database.js';

const FOLDER = join('test', 'fixtures', 'upgrade');
const ROWS_PER_STATEMENT_MAX = 100;

interface Fixture {
  migrations: string[];
  secrets: Record<string, string>;
  tables: Record<string, { columns: string[]; rows: (string | number | null)[][] }>;
}

const fixtures = readdirSync(FOLDER).filter((name) => name.endsWith('.json.gz'));
const read = (name: string) => JSON.parse(gunzipSync(readFileSync(join(FOLDER, name))).toString('utf8')) as Fixture;
const cases = ENGINES.flatMap((engine) => fixtures.map((name) => [name, engine] as const));

describe.each(cases)('a database of %s on %s', (name, engine) => {
  const fixture = read(name);
  let folder: string;
  let databaseUrl: string | undefined;
  let settings: Settings;
  let context: INestApplicationContext;

  const rowCount = Object.values(fixture.tables).reduce((sum, { rows }) => sum + rows.length, 0);
  const quoted = (columns: readonly string[]) => columns.map((column) => `\`${column}\``).join(', ');

  async function fill(dataSource: DataSource): Promise<void> {
    for (const [table, { columns, rows }] of Object.entries(fixture.tables)) {
      await dataSource.query(`DELETE FROM ${table}`);
      for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT_MAX) {
        const chunk = rows.slice(start, start + ROWS_PER_STATEMENT_MAX);
        const places = chunk.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ');
        await dataSource.query(`INSERT INTO ${table} (${quoted(columns)}) VALUES ${places}`, chunk.flat());
      }
    }
  }

  /** Tables whose rows are not the ones of the fixture any more. */
  async function changed(dataSource: DataSource): Promise<string[]> {
    const differing: string[] = [];
    for (const [table, { columns, rows }] of Object.entries(fixture.tables)) {
      const found = await dataSource.query<Record<string, unknown>[]>(`SELECT ${quoted(columns)} FROM ${table}`);
      const texts = (list: unknown[][]) =>
        list.map((row) => JSON.stringify(row.map((value) => (value === null ? null : String(value))))).sort();
      if (JSON.stringify(texts(found.map((row) => columns.map((column) => row[column])))) !== JSON.stringify(texts(rows)))
        differing.push(table);
    }
    return differing;
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkcast-upgrade-'));
    databaseUrl = engine === 'MariaDB' ? await createPrivateDatabase(process.env.DATABASE_URL) : undefined;
    settings = readSettings({
      NODE_ENV: 'test',
      DATA_DIR: folder,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'silent',
      LOAD_DEMO: 'false',
      ...fixture.secrets,
    });
    const atThatTime = MIGRATIONS.slice(0, fixture.migrations.length);
    const before = await openDatabase(settings, { entities: [], migrations: atThatTime });
    await fill(before);
    await before.destroy();
    context = await createContext(settings, 'none');
  }, 120_000);
  afterAll(async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
    await dropPrivateDatabase(databaseUrl);
  });

  it('had run the very migrations that still come first, in their order', () => {
    expect(MIGRATIONS.slice(0, fixture.migrations.length).map((migration) => migration.name)).toEqual(fixture.migrations);
    expect(rowCount).toBeGreaterThan(500);
  });

  it('keeps every row through all later migrations, and no table differs from its entity', async () => {
    const dataSource = context.get(DataSource);
    expect(await dataSource.showMigrations()).toBe(false);
    expect(await changed(dataSource)).toEqual([]);
    expect((await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('sums up to the same fen, opens its encrypted values and has its audit chain intact', async () => {
    const dataSource = context.get(DataSource);
    const { columns, rows } = fixture.tables.sales_entry!;
    const amounts = rows.map((row) => BigInt(row[columns.indexOf('amountFen')] as number));
    const [sum] = await dataSource.query<{ total: string | number }[]>('SELECT SUM(amountFen) AS total FROM sales_entry');
    expect(BigInt(sum!.total)).toBe(amounts.reduce((total, amount) => total + amount, 0n));
    const people = await dataSource.query<{ id: string; idCardEncrypted: string }[]>('SELECT id, idCardEncrypted FROM person');
    const cipher = context.get(PersonalDataCipher);
    const numbers = people.map(({ id, idCardEncrypted }) => cipher.decrypt({ kind: 'Person', id, field: 'idCard' }, idCardEncrypted));
    expect(numbers.filter((number) => idCardProblem(number, '2026-11-30') !== null)).toEqual([]);
    expect(await context.get(AuditVerifier).verify()).toMatchObject({
      isIntact: true,
      head: { seq: fixture.tables.audit_seal!.rows.length },
    });
  });

  it('goes back to that time and up again with every row in place', async () => {
    const dataSource = context.get(DataSource);
    const later = MIGRATIONS.length - fixture.migrations.length;
    for (let step = 0; step < later; step++) await dataSource.undoLastMigration({ transaction: 'each' });
    const ran = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
    expect(ran.map((row) => row.name)).toEqual(fixture.migrations);
    expect(await changed(dataSource)).toEqual([]);
    await dataSource.runMigrations({ transaction: 'each' });
    expect(await changed(dataSource)).toEqual([]);
    expect((await dataSource.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
    expect(ENTITIES.length).toBeGreaterThanOrEqual(Object.keys(fixture.tables).length);
  });
});
