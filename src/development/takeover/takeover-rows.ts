import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import type { CellFinding } from './takeover-findings.js';
import type { TakeoverContent } from './takeover-sheet.js';
import type { TakeoverOutcome, TakeoverRowState } from './takeover-states.js';

/** A row that a job works on. */
export interface WorkRow {
  id: string;
  rowNumber: number;
  rowHash: string;
  identityEncrypted: string | null;
  personId: string | null;
  organizationId: string;
  content: TakeoverContent;
  findings: CellFinding[];
  version: number;
}

/** Something that reads: a data source or a transaction. */
export interface RowReader {
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** The next rows of a batch with this outcome that have facts, in their order. */
export async function nextRows(reader: RowReader, batchId: string, outcome: TakeoverOutcome, limit: number): Promise<WorkRow[]> {
  const rows = await reader.rows<Omit<WorkRow, 'content' | 'findings'> & { content: string; findings: string }>(
    `SELECT id, rowNumber, rowHash, identityEncrypted, personId, organizationId, content, findings, version FROM takeover_row
     WHERE scopeId = ? AND batchId = ? AND outcome = ? AND state = 'VALID' AND content IS NOT NULL ORDER BY rowNumber LIMIT ${limit}`,
    [INSTALLATION_SCOPE, batchId, outcome],
  );
  return rows.map((row) => ({
    ...row,
    content: JSON.parse(row.content) as TakeoverContent,
    findings: JSON.parse(row.findings) as CellFinding[],
  }));
}

/** The next of them, or null. */
export async function nextRow(reader: RowReader, batchId: string, outcome: TakeoverOutcome): Promise<WorkRow | null> {
  return (await nextRows(reader, batchId, outcome, 1))[0] ?? null;
}

/** How many rows of a batch stand where. */
export interface RowCounts {
  total: number;
  valid: number;
  pending: number;
  takenOver: number;
  duplicates: number;
  refused: number;
  /** Refused by a rule while they were confirmed: they may be confirmed again after the cure. */
  curable: number;
}

type Group = { batchId: string; state: TakeoverRowState; outcome: TakeoverOutcome; hasContent: number | string; total: number | string };

/** The counts of several batches in one statement. */
export async function rowCountsOf(reader: RowReader, batchIds: readonly string[]): Promise<Map<string, RowCounts>> {
  if (batchIds.length === 0) return new Map();
  const groups = await reader.rows<Group>(
    `SELECT batchId, state, outcome, CASE WHEN content IS NULL THEN 0 ELSE 1 END AS hasContent, COUNT(*) AS total FROM takeover_row
     WHERE scopeId = ? AND batchId IN ${inList(batchIds)} GROUP BY batchId, state, outcome, CASE WHEN content IS NULL THEN 0 ELSE 1 END`,
    [INSTALLATION_SCOPE, ...batchIds],
  );
  return new Map(batchIds.map((id) => [id, countsOf(groups.filter(({ batchId }) => batchId === id))]));
}

/** The counts of one batch. */
export async function rowCounts(reader: RowReader, batchId: string): Promise<RowCounts> {
  return (await rowCountsOf(reader, [batchId])).get(batchId)!;
}

function countsOf(groups: readonly Group[]): RowCounts {
  const sum = (accept: (group: Group) => boolean) => groups.filter(accept).reduce((total, group) => total + Number(group.total), 0);
  return {
    total: sum(() => true),
    valid: sum(({ state }) => state === 'VALID'),
    pending: sum(({ outcome }) => outcome === 'PENDING'),
    takenOver: sum(({ outcome }) => outcome === 'TAKEN_OVER'),
    duplicates: sum(({ outcome }) => outcome === 'DUPLICATE'),
    refused: sum(({ state, outcome }) => outcome === 'REFUSED' || (state === 'REFUSED' && outcome === 'OPEN')),
    curable: sum(({ outcome, hasContent }) => outcome === 'REFUSED' && Number(hasContent) === 1),
  };
}

/** Rules whose warnings the waiting rows of a batch pass, in order. */
export async function acceptedRuleIdsOf(reader: RowReader, batchId: string): Promise<string[]> {
  const rows = await reader.rows<{ content: string }>(
    `SELECT content FROM takeover_row WHERE scopeId = ? AND batchId = ? AND outcome IN ('UNJUDGED', 'OPEN', 'PENDING', 'REFUSED') AND content IS NOT NULL`,
    [INSTALLATION_SCOPE, batchId],
  );
  const facts = rows.flatMap(({ content }) => (JSON.parse(content) as TakeoverContent).facts);
  return [...new Set(facts.flatMap(({ overrides }) => overrides.map(({ ruleId }) => ruleId)))].sort();
}

/** Strips the rows that did not become cases of everything personal, and lets equal rows be taken again. */
export async function forgetRows(tx: Tx, batchId: string): Promise<void> {
  await tx.execute(
    `UPDATE takeover_row SET outcome = 'REVERSED', identityEncrypted = NULL, content = NULL, onceKey = id, version = version + 1
     WHERE scopeId = ? AND batchId = ? AND outcome IN ('UNJUDGED', 'OPEN', 'PENDING', 'REFUSED')`,
    [INSTALLATION_SCOPE, batchId],
  );
}
