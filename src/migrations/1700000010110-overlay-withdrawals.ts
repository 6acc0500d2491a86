import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'rule_overlay_withdrawal',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('overlayId'),
      column.id('organizationId'),
      column.id('onceKey'),
      column.localDate('endsOn'),
      column.text('documentNumber', 80),
      column.text('reason', 500),
      column.text('status', 12),
      column.id('recordedBy'),
      column.instant('recordedAt'),
      column.id('decidedBy', { nullable: true }),
      column.instant('decidedAt', { nullable: true }),
      column.text('decisionReason', 500, { nullable: true }),
      column.version(),
    ],
    unique: { ux_rule_overlay_withdrawal: ['scopeId', 'onceKey'] },
  },
];

/** The way back from what an organization tightened: an overlay ends on a later day, by two persons. */
export class OverlayWithdrawals1700000010110 implements MigrationInterface {
  name = 'OverlayWithdrawals1700000010110';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
