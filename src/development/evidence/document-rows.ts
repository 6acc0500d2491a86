import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { ListingDefinition } from '../../platform/database/listing.js';
import type { Tx } from '../../platform/database/transactions.js';
import { paperName } from './paper-kinds.js';

/** SQL condition that a paper stands: not corrected by another, not withdrawn. `{t}` is the table's alias. */
export const STANDING = '{t}.supersededById IS NULL AND {t}.withdrawnAt IS NULL';

/** How papers are read; `attachedByName` is the account's display name. */
export const developmentDocumentListing: ListingDefinition = {
  table: 'development_document',
  fields: {
    id: 'id',
    caseId: 'caseId',
    factId: 'factId',
    paperKind: 'paperKind',
    title: 'title',
    reference: 'reference',
    documentSha256: 'sha256',
    pagesCount: 'pagesCount',
    heldBy: 'heldBy',
    attachedByName: '(SELECT writer.displayName FROM account writer WHERE writer.id = {t}.attachedBy)',
    attachedAt: 'attachedAt',
    supersedesId: 'supersedesId',
    correctionReason: 'correctionReason',
    supersededById: 'supersededById',
    withdrawnAt: 'withdrawnAt',
    withdrawnReason: 'withdrawnReason',
    version: 'version',
  },
  always: ['paperKind', 'supersededById', 'withdrawnAt', 'caseId'],
  derive: (row) => {
    row.paperName = paperName(row.paperKind as string).zh;
    row.isStanding = row.supersededById === null && row.withdrawnAt === null;
  },
  orders: { NEWEST_FIRST: { by: ['{t}.attachedAt'], direction: 'DESC' } },
};

/** Codes of the papers that stand in the file of a case. */
export async function heldPaperKinds(tx: Tx, caseId: string): Promise<Set<string>> {
  const rows = await tx.rows<{ paperKind: string }>(
    `SELECT DISTINCT d.paperKind FROM development_document d WHERE d.scopeId = ? AND d.caseId = ? AND ${STANDING.replaceAll('{t}', 'd')}`,
    [INSTALLATION_SCOPE, caseId],
  );
  return new Set(rows.map((row) => row.paperKind));
}
