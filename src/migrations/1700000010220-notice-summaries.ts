import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, extendTable, reduceTable, type TableSpec } from '../platform/database/table-builder.js';

/** What the notice tells the party of what is alleged; encrypted. */
const CASES: TableSpec = { name: 'breach_case', columns: [column.longText('noticeSummarySealed', { nullable: true })] };

export class NoticeSummaries1700000010220 implements MigrationInterface {
  name = 'NoticeSummaries1700000010220';

  up(runner: QueryRunner): Promise<void> {
    return extendTable(runner, CASES);
  }

  down(runner: QueryRunner): Promise<void> {
    return reduceTable(runner, CASES);
  }
}
