import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'job',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.text('name', 64),
      column.text('jobKey', 100),
      column.text('dedupeKey', 100),
      column.json('payload'),
      column.text('status', 10),
      column.integer('attempts'),
      column.integer('attemptsMax'),
      column.instant('dueAt'),
      column.id('claimId', { nullable: true }),
      column.instant('createdAt'),
      column.instant('startedAt', { nullable: true }),
      column.instant('finishedAt', { nullable: true }),
      column.text('lastError', 300, { nullable: true }),
      column.integer('progressDone'),
      column.integer('progressTotal', { nullable: true }),
      column.text('progressNote', 200, { nullable: true }),
    ],
    unique: { ux_job_dedupe: ['scopeId', 'name', 'dedupeKey'] },
    indexes: { ix_job_key: ['scopeId', 'name', 'jobKey', 'status'], ix_job_due: ['status', 'dueAt'] },
  },
  {
    name: 'key_lock',
    columns: [column.primaryId('scopeId'), column.primaryInteger('stripe'), column.bigint('version')],
  },
];

/** Jobs, their outbox in the same table, and the rows that serialize transactions of one key. */
export class Queue1700000002000 implements MigrationInterface {
  name = 'Queue1700000002000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
