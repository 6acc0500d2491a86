import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'storefront',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('enterpriseId'),
      column.text('name', 80),
      column.text('place', 200),
      column.text('status', 20),
      column.text('statusReason', 300, { nullable: true }),
      column.instant('createdAt'),
      column.version(),
    ],
    unique: { ux_storefront_name: ['scopeId', 'enterpriseId', 'name'] },
    indexes: { ix_storefront_list: ['scopeId', 'name', 'id'] },
  },
];

/** Storefronts of the enterprises on the register. */
export class Storefronts1700000008800 implements MigrationInterface {
  name = 'Storefronts1700000008800';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
