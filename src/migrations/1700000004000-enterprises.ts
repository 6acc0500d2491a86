import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'enterprise',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.text('name', 120),
      column.text('creditCode', 18),
      column.text('kind', 20),
      column.text('status', 20),
      column.text('statusReason', 300, { nullable: true }),
      column.id('responsibleOrganizationId'),
      column.text('trade', 60, { nullable: true }),
      column.text('address', 200, { nullable: true }),
      column.instant('createdAt'),
      column.version(),
    ],
    unique: { ux_enterprise_credit_code: ['scopeId', 'creditCode'] },
    indexes: {
      ix_enterprise_name: ['scopeId', 'name', 'id'],
      ix_enterprise_responsible: ['scopeId', 'responsibleOrganizationId'],
    },
  },
  {
    name: 'enterprise_status_change',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('enterpriseId'),
      column.text('verb', 40),
      column.text('fromStatus', 20, { nullable: true }),
      column.text('toStatus', 20),
      column.text('reason', 300, { nullable: true }),
      column.id('changedBy'),
      column.instant('changedAt'),
    ],
    indexes: { ix_enterprise_status_change: ['scopeId', 'enterpriseId', 'changedAt'] },
  },
];

/** The register of enterprises and social organizations. */
export class Enterprises1700000004000 implements MigrationInterface {
  name = 'Enterprises1700000004000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
