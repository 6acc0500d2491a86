import type { DataSource } from 'typeorm';
import { ENTITIES } from '../../src/app.entities.js';
import { AllegedTexts1700000010210 } from '../../src/migrations/1700000010210-alleged-texts.js';
import { MIGRATIONS } from '../../src/migrations/index.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { openDatabase } from '../../src/platform/database/data-source.js';
import { newId } from '../../src/platform/database/ids.js';
import { ENGINES } from '../platform/platform-database.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';

const [PARK, HOST, OFFICER] = [newId(), newId(), newId()];
const OPENED_AT = Date.UTC(2026, 10, 27, 4);

describe.each(ENGINES)('cases of an older installation on %s', (engine) => {
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

  /** Rows as they were then: later columns are not there yet. */
  async function insert(table: string, row: Record<string, unknown>): Promise<void> {
    const names = Object.keys(row);
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    await dataSource.query(sql, Object.values(row));
  }

  async function pledge(templateId: string): Promise<string> {
    const id = newId();
    const party = { audience: 'STREAMER', signatoryId: HOST, signatoryName: '甲', pendingKey: id, status: 'UNDER_REVIEW' };
    const text = { templateId, code: 'SEVEN', edition: 1, contentHash: 'x', offeredAt: OPENED_AT, offeredBy: OFFICER };
    await insert('integrity_pledge', { id, parkId: PARK, ...party, ...text, awaitsGuardian: 0, isAppealed: 0, version: 1 });
    return id;
  }

  async function breachCase(pledgeId: string, reviewedId: string | null): Promise<string> {
    const id = newId();
    const party = { audience: 'STREAMER', signatoryId: HOST, signatoryName: '甲', status: 'ALLEGED', openKey: id, clauseNumbers: '[1]' };
    await insert('breach_case', { id, parkId: PARK, pledgeId, ...party, openedOn: '2026-11-27', version: 1 });
    if (reviewedId === null) return id;
    const step = { parkId: PARK, at: OPENED_AT, byAccountId: OFFICER };
    await insert('breach_history', { ...step, id: newId(), caseId: id, verb: 'openBreachCase', toStatus: 'ALLEGED' });
    await insert('pledge_history', { ...step, id: newId(), pledgeId: reviewedId, verb: 'openReview', toStatus: 'UNDER_REVIEW' });
    return id;
  }

  it('are given the text under which they were opened, also where a renewed pledge is under review now (INV-39)', async () => {
    const isUndone = async () => {
      const runner = dataSource.createQueryRunner();
      const table = await runner.getTable('breach_case').finally(() => runner.release());
      return table?.findColumnByName('templateId') === undefined;
    };
    while (!(await isUndone())) await dataSource.undoLastMigration();
    const [oldText, newText] = [newId(), newId()];
    const [first, renewed] = [await pledge(oldText), await pledge(newText)];
    const carried = await breachCase(renewed, first);
    const withoutHistory = await breachCase(renewed, null);
    await dataSource.runMigrations({ transaction: 'each' });
    const rows = await dataSource.query<{ id: string; templateId: string }[]>('SELECT id, templateId FROM breach_case ORDER BY id');
    expect(Object.fromEntries(rows.map(({ id, templateId }) => [id, templateId]))).toEqual({
      [carried]: oldText,
      [withoutHistory]: newText,
    });
    await new AllegedTexts1700000010210().up(dataSource.createQueryRunner());
    expect((await dataSource.driver.createSchemaBuilder().log()).upQueries).toEqual([]);
  });
});
