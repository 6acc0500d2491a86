import { createHash } from 'node:crypto';
import { type CanonicalRow, type StagedRow, stagedRow } from './canonical-rows.js';

/** Fields that say what was sold, and those that say what was refunded; names, titles and states may change without changing either. */
const SALE_FIELDS: ReadonlySet<string> = new Set([
  'kind',
  'liveExportId',
  'orderRef',
  'subOrderRef',
  'productCode',
  'quantity',
  'saleFen',
  'paidOn',
  'orderCount',
  'unitCount',
]);
const REFUND_FIELDS: ReadonlySet<string> = new Set(['kind', 'liveExportId', 'orderRef', 'subOrderRef', 'refundFen', 'refundedOn']);

/** Digest of what the row says was sold (INV-34). It depends on no order of columns and on no file format. */
export function saleHash(row: CanonicalRow): string {
  return digestOf(stagedRow(row), SALE_FIELDS);
}

/** Digest of what the row says was refunded; empty when it reports no refund, which is not the same as a refund of 0. */
export function refundHash(row: CanonicalRow): string {
  return row.refundFen === null ? '' : digestOf(stagedRow(row), REFUND_FIELDS);
}

/** Digest of everything the row says. */
export function contentHash(row: CanonicalRow): string {
  return digestOf(stagedRow(row));
}

function digestOf(row: StagedRow, fields?: ReadonlySet<string>): string {
  const pairs = Object.entries(row)
    .filter(([field]) => fields?.has(field) ?? true)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(pairs)).digest('base64url');
}
