import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const OPTIONAL = { nullable: true };

const TABLES: TableSpec[] = [
  {
    name: 'pledge_template',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('code', 40),
      column.integer('templateVersion'),
      column.integer('edition'),
      column.text('publishedKey', 40),
      column.text('name', 80),
      column.text('nameEn', 160),
      column.text('audience', 20),
      column.longText('preamble'),
      column.longText('preambleEn'),
      column.json('clauses'),
      column.integer('declaredClauseCount'),
      column.integer('validityMonths'),
      column.integer('renewalNoticeDays'),
      column.text('renewalRule', 20),
      column.text('change', 20),
      column.text('changeNote', 300, OPTIONAL),
      column.text('status', 20),
      column.text('contentHash', 64, OPTIONAL),
      column.instant('createdAt'),
      column.instant('publishedAt', OPTIONAL),
      column.instant('retiredAt', OPTIONAL),
      column.version(),
    ],
    unique: {
      ux_pledge_template_version: ['parkId', 'code', 'templateVersion'],
      ux_pledge_template_published: ['parkId', 'publishedKey'],
    },
    indexes: { ix_pledge_template_name: ['parkId', 'name', 'id'] },
  },
  {
    name: 'integrity_pledge',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('templateId'),
      column.text('code', 40),
      column.integer('edition'),
      column.text('contentHash', 64),
      column.text('audience', 20),
      column.id('signatoryId'),
      column.text('signatoryName', 120),
      column.text('status', 20),
      column.text('reviewedFrom', 20, OPTIONAL),
      column.text('pendingKey', 70),
      column.localDate('validFrom', OPTIONAL),
      column.localDate('validUntil', OPTIONAL),
      column.localDate('expiringFrom', OPTIONAL),
      column.localDate('dueOn', OPTIONAL),
      column.boolean('awaitsGuardian'),
      column.id('renewedById', OPTIONAL),
      column.localDate('appealUntil', OPTIONAL),
      column.boolean('isAppealed'),
      column.id('batchId', OPTIONAL),
      column.id('signingEventId', OPTIONAL),
      column.instant('offeredAt'),
      column.id('offeredBy'),
      column.instant('signedAt', OPTIONAL),
      column.text('reason', 300, OPTIONAL),
      column.version(),
    ],
    unique: { ux_integrity_pledge_pending: ['parkId', 'pendingKey'] },
    indexes: {
      ix_integrity_pledge_signatory: ['parkId', 'signatoryId', 'code'],
      ix_integrity_pledge_template: ['parkId', 'templateId', 'status'],
      ix_integrity_pledge_until: ['parkId', 'audience', 'validUntil'],
      ix_integrity_pledge_due: ['status', 'dueOn'],
    },
  },
  {
    name: 'pledge_history',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('pledgeId'),
      column.text('verb', 40),
      column.text('fromStatus', 20, OPTIONAL),
      column.text('toStatus', 20),
      column.text('reason', 300, OPTIONAL),
      column.instant('at'),
      column.id('byAccountId'),
    ],
    indexes: { ix_pledge_history: ['parkId', 'pledgeId', 'at'] },
  },
  {
    name: 'pledge_reading',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('pledgeId'),
      column.id('templateId'),
      column.text('contentHash', 64),
      column.text('reader', 20),
      column.text('channel', 20),
      column.instant('readAt'),
      column.id('recordedBy'),
    ],
    indexes: { ix_pledge_reading: ['parkId', 'pledgeId', 'readAt'] },
  },
  {
    name: 'pledge_signature',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('pledgeId'),
      column.id('templateId'),
      column.text('contentHash', 64),
      column.id('readingId'),
      column.text('signer', 20),
      column.text('channel', 20),
      column.text('reference', 100, OPTIONAL),
      column.instant('signedAt'),
      column.id('recordedBy'),
    ],
    unique: { ux_pledge_signature: ['parkId', 'pledgeId', 'signer'] },
  },
  {
    name: 'signing_event',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('name', 100),
      column.text('place', 200),
      column.localDate('heldOn'),
      column.boolean('isClosed'),
      column.instant('createdAt'),
      column.version(),
    ],
    indexes: { ix_signing_event: ['parkId', 'heldOn', 'id'] },
  },
  {
    name: 'pledge_setting',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.localDate('requiresPledgeFrom', OPTIONAL),
      column.integer('appealDays'),
      column.integer('recallDays'),
      column.version(),
    ],
    unique: { ux_pledge_setting: ['parkId'] },
  },
  {
    name: 'pledge_offer_batch',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('templateId'),
      column.text('audience', 20),
      column.text('kind', 20),
      column.localDate('endingUntil', OPTIONAL),
      column.text('status', 20),
      column.id('lastSignatoryId'),
      column.integer('lookedAtCount'),
      column.integer('offeredCount'),
      column.id('jobId', OPTIONAL),
      column.instant('createdAt'),
      column.id('createdBy'),
      column.instant('doneAt', OPTIONAL),
      column.version(),
    ],
    indexes: { ix_pledge_offer_batch: ['parkId', 'createdAt'] },
  },
];

/** Texts of pledges, the pledges with their readings and signatures, signing events, batches of offers and the park's settings. */
export class Pledges1700000009000 implements MigrationInterface {
  name = 'Pledges1700000009000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
