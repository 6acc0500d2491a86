import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'development_document',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('caseId'),
      column.id('factId', { nullable: true }),
      column.id('organizationId'),
      column.text('paperKind', 40),
      column.text('title', 120),
      column.text('reference', 200),
      column.text('sha256', 64, { nullable: true }),
      column.integer('pagesCount'),
      column.text('heldBy', 120),
      column.id('attachedBy'),
      column.instant('attachedAt'),
      column.id('supersedesId', { nullable: true }),
      column.text('correctionReason', 500, { nullable: true }),
      column.id('supersededById', { nullable: true }),
      column.instant('withdrawnAt', { nullable: true }),
      column.id('withdrawnBy', { nullable: true }),
      column.text('withdrawnReason', 500, { nullable: true }),
      column.version(),
    ],
    indexes: {
      ix_development_document_case: ['scopeId', 'caseId', 'attachedAt'],
      ix_development_document_fact: ['scopeId', 'factId'],
    },
  },
  {
    name: 'takeover_batch',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('organizationId'),
      column.text('fileName', 200),
      column.text('sha256', 64),
      column.integer('sizeBytes'),
      column.text('fileFormat', 10),
      column.text('status', 20),
      column.integer('rowsCount'),
      column.json('droppedHeaders'),
      column.json('fileFindings'),
      column.id('jobId', { nullable: true }),
      column.text('reason', 500, { nullable: true }),
      column.id('uploadedBy'),
      column.instant('uploadedAt'),
      column.id('committedBy', { nullable: true }),
      column.instant('committedAt', { nullable: true }),
      column.id('confirmedBy', { nullable: true }),
      column.instant('confirmedAt', { nullable: true }),
      column.id('endedBy', { nullable: true }),
      column.instant('endedAt', { nullable: true }),
      column.version(),
    ],
    indexes: {
      ix_takeover_batch_uploaded: ['scopeId', 'organizationId', 'uploadedAt'],
      ix_takeover_batch_status: ['scopeId', 'status', 'uploadedAt'],
    },
  },
  {
    name: 'takeover_row',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('batchId'),
      column.integer('rowNumber'),
      column.text('state', 10),
      column.text('outcome', 20),
      column.text('onceKey', 43),
      column.text('rowHash', 43),
      column.text('identityEncrypted', 500, { nullable: true }),
      column.text('idCardMasked', 18),
      column.id('personId', { nullable: true }),
      column.id('organizationId', { nullable: true }),
      column.json('content', { nullable: true }),
      column.json('findings'),
      column.id('caseId', { nullable: true }),
      column.version(),
    ],
    unique: { ux_takeover_row: ['scopeId', 'batchId', 'rowNumber'], ux_takeover_row_once: ['scopeId', 'onceKey'] },
    indexes: { ix_takeover_row_outcome: ['scopeId', 'batchId', 'outcome', 'rowNumber'] },
  },
];

/** Papers of development cases, and existing cases that are taken over from a spreadsheet. */
export class DevelopmentEvidence1700000009300 implements MigrationInterface {
  name = 'DevelopmentEvidence1700000009300';

  async up(runner: QueryRunner): Promise<void> {
    await createTables(runner, TABLES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropTables(runner, TABLES);
  }
}
