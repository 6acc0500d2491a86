import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'beneficiary',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('kind', 20),
      column.text('name', 80),
      column.text('place', 120, { nullable: true }),
      column.text('status', 20),
      column.text('statusReason', 300, { nullable: true }),
      column.instant('createdAt'),
      column.version(),
    ],
    unique: { ux_beneficiary_name: ['parkId', 'name'] },
  },
  {
    name: 'brand_product',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('name', 120),
      column.text('code', 40),
      column.text('category', 30),
      column.text('origin', 120),
      column.id('beneficiaryId', { nullable: true }),
      column.text('description', 1000, { nullable: true }),
      column.text('status', 20),
      column.text('statusReason', 300, { nullable: true }),
      column.instant('createdAt'),
      column.version(),
    ],
    unique: { ux_brand_product_code: ['parkId', 'code'] },
    indexes: {
      ix_brand_product_name: ['parkId', 'name', 'id'],
      ix_brand_product_newest: ['parkId', 'createdAt', 'id'],
      ix_brand_product_beneficiary: ['parkId', 'beneficiaryId'],
    },
  },
  {
    name: 'product_evidence',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('productId'),
      column.text('kind', 30),
      column.text('reference', 200),
      column.text('documentSha256', 64, { nullable: true }),
      column.localDate('validFrom'),
      column.localDate('validUntil', { nullable: true }),
      column.instant('addedAt'),
      column.id('addedBy'),
      column.instant('withdrawnAt', { nullable: true }),
      column.text('withdrawnReason', 300, { nullable: true }),
    ],
    indexes: { ix_product_evidence: ['parkId', 'productId', 'addedAt'] },
  },
  {
    name: 'product_status_change',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('productId'),
      column.text('verb', 40),
      column.text('fromStatus', 20, { nullable: true }),
      column.text('toStatus', 20),
      column.text('reason', 300, { nullable: true }),
      column.id('changedBy'),
      column.instant('changedAt'),
    ],
    indexes: { ix_product_status_change: ['parkId', 'productId', 'changedAt'] },
  },
  {
    name: 'product_platform_code',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('platform', 30),
      column.text('code', 100),
      column.id('productId'),
      column.id('mappedBy'),
      column.instant('mappedAt'),
      column.version(),
    ],
    unique: { ux_product_platform_code: ['parkId', 'platform', 'code'] },
    indexes: { ix_product_platform_code_product: ['parkId', 'productId'] },
  },
];

/** Beneficiaries, brand products with their papers, and the codes under which platforms name them. */
export class Products1700000005500 implements MigrationInterface {
  name = 'Products1700000005500';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
