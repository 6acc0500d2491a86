import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { createContext } from '../../src/create-app.js';
import { lastOfWorkdays } from '../../src/platform/calendar/work-calendar.js';
import { WorkCalendars } from '../../src/platform/calendar/work-calendars.service.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { generateSecretTexts } from '../../src/platform/personal-data/secrets.js';
import { createPrivateDatabase, dropPrivateDatabase } from '../support/private-database.js';

describe('two processes that start at once on an empty database', () => {
  it('load the shipped years once, and a later start leaves what people changed (R10)', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'parkcast-calendar-'));
    const databaseUrl = await createPrivateDatabase(process.env.DATABASE_URL);
    const settings = readSettings({
      ...{ NODE_ENV: 'test', DATA_DIR: directory, LOG_LEVEL: 'silent', LOAD_DEMO: 'false', DATABASE_URL: databaseUrl },
      ...generateSecretTexts(),
    });
    try {
      const both = await Promise.all([createContext(settings, 'none'), createContext(settings, 'none')]);
      const counted = (sql: string) =>
        both[0]
          .get(DataSource)
          .query<{ total: number | string }[]>(sql)
          .then(([row]) => Number(row!.total));
      expect(await counted('SELECT COUNT(*) AS total FROM work_calendar_year')).toBe(3);
      expect(await counted('SELECT COUNT(*) AS total FROM work_calendar_day')).toBe(108);
      const spans = await Promise.all(
        both.map(async (context) => lastOfWorkdays(await context.get(WorkCalendars).load(), '2026-02-13', 5)),
      );
      expect(spans).toEqual([1, 2].map(() => ({ endsOn: '2026-02-27', isProvisional: false, missingYears: [] })));
      await both[0].get(DataSource).query("UPDATE work_calendar_year SET source = '改过', version = 2 WHERE year = 2025");
      const later = await createContext(settings, 'none');
      const rows = await later.get(DataSource).query('SELECT year, version FROM work_calendar_year ORDER BY year');
      expect(rows).toEqual([
        { year: 2024, version: 1 },
        { year: 2025, version: 2 },
        { year: 2026, version: 1 },
      ]);
      for (const context of [...both, later]) await context.close();
    } finally {
      rmSync(directory, { recursive: true, force: true });
      await dropPrivateDatabase(databaseUrl);
    }
  }, 120_000);
});
