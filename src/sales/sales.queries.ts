import type { ListingDefinition } from '../platform/database/listing.js';
import { showReason } from '../platform/reasons/program-reasons.js';
import { requestContext } from '../platform/operations/request-context.js';
import type { SalesFinding } from './sales.objects.js';
import { findingsOfTotals, type SessionTotals } from './session-totals.rules.js';

const FINAL_AFTER_MS = 30 * 86_400_000;

/** How ledger entries are read. */
export const salesEntryListing: ListingDefinition = {
  table: 'sales_entry',
  fields: Object.fromEntries(
    [
      ...[
        'id',
        'parkId',
        'sessionId',
        'productId',
        'productCode',
        'kind',
        'ofKind',
        'grain',
        'amountFen',
        'quantity',
        'orderCount',
        'occurredOn',
      ],
      ...['postingPeriod', 'basis', 'source', 'batchId', 'reversesId', 'reason', 'recordedAt'],
    ].map((name) => [name, name]),
  ),
  derive: showReason,
  orders: { RECORDED_DESC: { by: [], direction: 'DESC' }, OCCURRED_DESC: { by: ['occurredOn'], direction: 'DESC' } },
};

/** How session totals are read; `now` in milliseconds decides whether they are final (INV-35). */
export function sessionSalesListing(now: number): ListingDefinition {
  return {
    table: 'session_tally',
    fields: {
      id: 'id',
      sessionId: 'sessionId',
      grainOfRecord: 'grainOfRecord',
      gmvPaidFen: 'gmvPaidFen',
      refundFen: 'refundFen',
      netFen: '({t}.gmvPaidFen - {t}.refundFen)',
      unitsSold: 'unitsSold',
      orderCount: 'orderCount',
      isFinal: `(CASE WHEN (SELECT s.actualEndAt FROM broadcast_session s WHERE s.id = {t}.sessionId) <= ${now - FINAL_AFTER_MS} THEN 1 ELSE 0 END)`,
      watermarkAt: 'watermarkAt',
    },
    always: ['gmvPaidFen', 'refundFen'],
    derive: (row) => {
      row.findings = salesFindings({ saleFen: BigInt(row.gmvPaidFen as string), refundFen: BigInt(row.refundFen as string) });
    },
  };
}

/** What should be checked in a session's totals, in the language of the caller. */
export function salesFindings(totals: SessionTotals): SalesFinding[] {
  const { locale } = requestContext();
  return findingsOfTotals(totals).map(({ code, message }) => ({ code, message: message[locale] }));
}

/** How import batches are read. */
export const importBatchListing: ListingDefinition = {
  table: 'import_batch',
  fields: Object.fromEntries(
    [
      ...[
        'id',
        'parkId',
        'fileName',
        'sha256',
        'sizeBytes',
        'fileFormat',
        'mappingName',
        'platform',
        'grain',
        'basis',
        'status',
        'rowCount',
      ],
      ...['droppedHeaders', 'fileFindings', 'jobId', 'reason', 'createdAt', 'committedAt', 'reversedAt', 'version'],
    ].map((name) => [name, name]),
  ),
  json: ['droppedHeaders', 'fileFindings'],
  always: ['jobId', 'parkId', 'status'],
  orders: { CREATED_DESC: { by: ['createdAt'], direction: 'DESC' } },
};

/** How staged rows are read. */
export const importRowListing: ListingDefinition = {
  table: 'import_row',
  fields: {
    id: 'id',
    rowNumber: 'rowNumber',
    state: 'state',
    outcome: `(CASE WHEN {t}.outcome = '' THEN NULL ELSE {t}.outcome END)`,
    liveExportId: 'liveExportId',
    sessionId: 'sessionId',
    findings: 'findings',
  },
  json: ['findings'],
  orders: { ROW_ASC: { by: ['rowNumber'], direction: 'ASC' } },
};
