import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'person_erasure',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('personId'),
      column.id('openKey'),
      column.text('status', 12),
      column.text('requestReference', 200, { nullable: true }),
      column.json('plan'),
      column.id('requestedBy'),
      column.instant('requestedAt'),
      column.id('decidedBy', { nullable: true }),
      column.instant('decidedAt', { nullable: true }),
      column.text('decisionReason', 300, { nullable: true }),
      column.id('retainedPersonId', { nullable: true }),
      column.localDate('retainedUntil', { nullable: true }),
      column.localDate('nextErasedOn', { nullable: true }),
      column.instant('finishedAt', { nullable: true }),
      column.version(),
    ],
    unique: { ux_person_erasure_open: ['scopeId', 'openKey'] },
    indexes: {
      ix_person_erasure_status: ['scopeId', 'status', 'nextErasedOn'],
      ix_person_erasure_person: ['scopeId', 'personId'],
    },
  },
];

/** Requests that a person's data be erased (PR-3). */
export class PersonErasures1700000010500 implements MigrationInterface {
  name = 'PersonErasures1700000010500';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES);
  }
}
