import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

const TABLE = 'pledge_offer_batch';
const COLUMN = 'skippedCounts';

/** A batch of offers says how many it left out and why; what ran before kept no reasons. */
export class OfferBatchSkips1700000010700 implements MigrationInterface {
  name = 'OfferBatchSkips1700000010700';

  async up(runner: QueryRunner): Promise<void> {
    /* An interrupted run may have made it: DDL is not transactional on MySQL. */
    if (await runner.hasColumn(TABLE, COLUMN)) return;
    await runner.addColumn(TABLE, new TableColumn({ name: COLUMN, type: 'text', isNullable: true }));
  }

  down(runner: QueryRunner): Promise<void> {
    return runner.dropColumn(TABLE, COLUMN);
  }
}
