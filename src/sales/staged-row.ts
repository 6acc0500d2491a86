import { localDateOf } from '../platform/clock/local-date.js';
import { type CanonicalRow, type StagedRow as StagedContent, stagedRow } from './intake/canonical-rows.js';
import { refundHash, saleHash } from './intake/row-hash.js';
import type { ReportedLine, SalesGrain } from './line-booking.rules.js';

interface Hashes {
  saleHash: string;
  refundHash: string;
}

/** A valid row of a file as it waits in the database, with the digests of what it reports; it holds nothing about buyers. */
export type StagedRow = StagedContent & Hashes;

/** A staged row that describes a whole live. */
export type StagedLive = Extract<StagedRow, { kind: 'LIVE' }>;

/** A parsed row, ready to be staged. */
export function stagedWithHashes(row: CanonicalRow): StagedRow {
  return { ...stagedRow(row), saleHash: saleHash(row), refundHash: refundHash(row) };
}

/** The part of the natural key that tells lines of one live apart: empty for the live itself. */
export function lineRefOf(row: StagedRow): string {
  return row.kind === 'LIVE' ? '' : row.subOrderRef;
}

/** What a row reports, in the terms of the ledger. A live's amounts occur on the local day on which it started (INV-26a). */
export function reportedLineOf(row: StagedRow): ReportedLine {
  const reported = {
    refundFen: BigInt(row.refundFen ?? '0'),
    refundHash: row.refundHash,
    saleFen: BigInt(row.saleFen),
    saleHash: row.saleHash,
  };
  if (row.kind === 'LIVE') {
    const startOn = localDateOf(new Date(row.startAt));
    return { ...reported, quantity: row.unitCount ?? 0, orderCount: row.orderCount ?? 0, saleOn: startOn, refundOn: startOn };
  }
  return { ...reported, quantity: row.quantity, orderCount: 1, saleOn: row.paidOn, refundOn: row.refundedOn };
}

/** True for grains whose refunds belong to one order. */
export function isOrderGrain(grain: SalesGrain): boolean {
  return grain !== 'SESSION';
}
