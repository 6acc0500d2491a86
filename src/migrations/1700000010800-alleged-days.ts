import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, extendTable, reduceTable, type TableSpec } from '../platform/database/table-builder.js';

/** The day on which what is alleged happened; older allegations do not tell. */
const ALLEGATIONS: TableSpec = { name: 'breach_allegation', columns: [column.localDate('happenedOn', { nullable: true })] };

export class AllegedDays1700000010800 implements MigrationInterface {
  name = 'AllegedDays1700000010800';

  up(runner: QueryRunner): Promise<void> {
    return extendTable(runner, ALLEGATIONS);
  }

  down(runner: QueryRunner): Promise<void> {
    return reduceTable(runner, ALLEGATIONS);
  }
}
