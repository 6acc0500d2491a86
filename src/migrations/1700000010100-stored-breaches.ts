import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const TABLE = 'development_check';
const INDEX = 'ix_development_check_breach';

/** Historic breaches are read from the checks that were stored with the facts; this index finds them among all checks of a case. */
export class StoredBreaches1700000010100 implements MigrationInterface {
  name = 'StoredBreaches1700000010100';

  async up(runner: QueryRunner): Promise<void> {
    /* An interrupted run may have made it: DDL is not transactional on MySQL. */
    const table = await runner.getTable(TABLE);
    if (table?.indices.some(({ name }) => name === INDEX)) return;
    await runner.createIndex(TABLE, new TableIndex({ name: INDEX, columnNames: ['scopeId', 'caseId', 'moment', 'outcome'] }));
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropIndex(TABLE, INDEX);
  }
}
