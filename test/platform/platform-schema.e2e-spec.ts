import { ENGINES, openPlatformDatabase } from './platform-database.js';

describe.each(ENGINES)('the tables of idempotency and audit on %s', (engine) => {
  it('are as the entities say, and the migration runs again where it stopped', async () => {
    const { dataSource, close } = await openPlatformDatabase(engine);
    try {
      const drift = await dataSource.driver.createSchemaBuilder().log();
      expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
      await dataSource.query('DELETE FROM migrations');
      await dataSource.runMigrations();
      expect(await dataSource.query('SELECT id, seq, version FROM audit_chain_head')).toEqual([{ id: 1, seq: 0, version: 0 }]);
      await dataSource.undoLastMigration();
      await expect(dataSource.query('SELECT 1 FROM audit_entry')).rejects.toThrow(/no such table|doesn't exist/);
    } finally {
      await close();
    }
  });
});
