import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const OPTIONAL = { nullable: true };

const TABLES: TableSpec[] = [
  {
    name: 'plate',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('scopeId'),
      column.id('storefrontId'),
      column.id('pledgeId'),
      column.text('serialNumber', 20),
      column.text('tokenDigest', 43),
      column.id('liveKey'),
      column.text('status', 20),
      column.text('issuerName', 120),
      column.text('pledgeName', 80),
      column.text('pledgeNameEn', 160),
      column.localDate('issuedOn'),
      column.localDate('validUntil'),
      column.localDate('displayedOn', OPTIONAL),
      column.localDate('recalledOn', OPTIONAL),
      column.localDate('recallDueOn', OPTIONAL),
      column.text('reason', 300, OPTIONAL),
      column.integer('fulfilledCount'),
      column.version(),
    ],
    unique: {
      ux_plate_serial: ['parkId', 'serialNumber'],
      ux_plate_live: ['scopeId', 'liveKey'],
      ux_plate_token: ['scopeId', 'tokenDigest'],
    },
    indexes: { ix_plate_pledge: ['parkId', 'pledgeId'] },
  },
  {
    name: 'plate_history',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('plateId'),
      column.text('verb', 40),
      column.text('fromStatus', 20, OPTIONAL),
      column.text('toStatus', 20),
      column.text('reason', 300, OPTIONAL),
      column.instant('at'),
      column.id('byAccountId'),
    ],
    indexes: { ix_plate_history: ['parkId', 'plateId', 'at'] },
  },
  {
    name: 'plate_series',
    columns: [column.primaryId('parkId'), column.primaryInteger('year'), column.integer('lastNumber')],
  },
  {
    name: 'fulfilment_commitment',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('pledgeId'),
      column.text('audience', 20),
      column.id('signatoryId'),
      column.text('signatoryName', 120),
      column.text('kind', 20),
      column.text('text', 300),
      column.localDate('dueOn'),
      column.text('status', 20),
      column.text('reason', 300, OPTIONAL),
      column.instant('createdAt'),
      column.instant('fulfilledAt', OPTIONAL),
      column.version(),
    ],
    indexes: {
      ix_fulfilment_commitment: ['parkId', 'status', 'dueOn'],
      ix_fulfilment_commitment_signatory: ['parkId', 'signatoryId', 'status'],
    },
  },
  {
    name: 'fulfilment_evidence',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('commitmentId'),
      column.text('reference', 300),
      column.localDate('notedOn'),
      column.id('notedBy'),
    ],
    indexes: { ix_fulfilment_evidence: ['parkId', 'commitmentId', 'notedOn'] },
  },
];

/** Plates of storefronts, and the log of commitments and how they were kept. */
export class Plates1700000009010 implements MigrationInterface {
  name = 'Plates1700000009010';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
