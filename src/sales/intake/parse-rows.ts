import type { CanonicalRow } from './canonical-rows.js';
import { idOf } from './cell-values.js';
import type { SheetLayout } from './detect-format.js';
import { type Finding, findingOf } from './findings.js';
import { type CanonicalField, exportFormat } from './header-mappings.js';
import { lineRowOf } from './line-row.js';
import { liveRowOf } from './live-row.js';
import { contentHash } from './row-hash.js';
import { type ColumnsByField, RowReader } from './row-reader.js';
import { compareTotals, hasTotalLabel } from './total-row.js';

/** What became of a row when it was read; whether it matches a session is decided later. */
export type RowState = 'VALID' | 'REFUSED' | 'SKIPPED';

/** One data row of a sheet with everything that is kept of it. */
export interface ParsedRow {
  /** Row number as the spreadsheet program shows it, counted from 1. */
  row: number;
  state: RowState;
  /** Null unless the row is VALID. */
  content: CanonicalRow | null;
  /** Live id as far as it could be read, for rows that are refused too; empty otherwise. */
  liveExportId: string;
  findings: Finding[];
}

/** A sheet that was read. Blank rows, notes and the total row are no data rows. */
export interface ParsedSheet {
  rows: ParsedRow[];
  /** Findings beside the data rows: a total row that differs, notes that were skipped, no rows at all. */
  sheetFindings: Finding[];
}

/** Reads the rows below the header. Nothing but the layout's columns is looked at, so buyers' data cannot get through (PR-6). */
export function parseRows(rows: readonly (readonly string[])[], layout: SheetLayout): ParsedSheet {
  const columns: ColumnsByField = new Map(layout.columns.map((column) => [column.field, column]));
  const isLive = exportFormat(layout.format).grain === 'SESSION';
  const parsed: ParsedRow[] = [];
  const sheetFindings: Finding[] = [];
  const totals: { row: number; cells: readonly string[] }[] = [];
  for (let index = layout.headerRow; index < rows.length; index++) {
    const cells = rows[index];
    const reader = new RowReader(index + 1, cells, columns);
    const kind = rowKind(cells, reader, isLive ? 'liveExportId' : 'subOrderRef');
    if (kind === 'TOTAL') totals.push({ row: index + 1, cells });
    if (kind === 'NOTE') sheetFindings.push(findingOf('NOTE_ROW_SKIPPED', { row: index + 1 }));
    if (kind === 'DATA') parsed.push(parsedRow(reader, isLive));
  }
  settleRepeatedKeys(parsed);
  const valid = parsed.flatMap((row) => row.content ?? []);
  // Several total rows are sums of groups; only the last one covers the sheet.
  const last = totals.pop();
  for (const { row } of totals) sheetFindings.push(findingOf('NOTE_ROW_SKIPPED', { row }));
  if (last) sheetFindings.push(...compareTotals(last.row, last.cells, layout.columns, valid));
  if (parsed.length === 0) sheetFindings.push(findingOf('NO_ROWS', { row: layout.headerRow }));
  return { rows: parsed, sheetFindings };
}

function rowKind(cells: readonly string[], reader: RowReader, keyField: CanonicalField): 'BLANK' | 'TOTAL' | 'NOTE' | 'DATA' {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return 'BLANK';
  const key = reader.raw(keyField);
  const isLabelled = hasTotalLabel(cells);
  if (isLabelled && (key === '' || hasTotalLabel([key]))) return 'TOTAL';
  // No kind of row says everything it must in one cell.
  return filled.length === 1 ? 'NOTE' : 'DATA';
}

function parsedRow(reader: RowReader, isLive: boolean): ParsedRow {
  const outcome = isLive ? liveRowOf(reader) : lineRowOf(reader);
  const content = outcome === 'SKIPPED' ? null : outcome;
  const state = outcome === 'SKIPPED' ? 'SKIPPED' : content ? 'VALID' : 'REFUSED';
  return { row: reader.row, state, content, liveExportId: content?.liveExportId ?? readableId(reader), findings: reader.findings };
}

function readableId(reader: RowReader): string {
  const id = idOf(reader.raw('liveExportId'));
  return id.kind === 'VALUE' ? id.value : '';
}

/** The same id twice in one file: the same content is skipped, a different content leaves open which one is right, so neither is taken. */
function settleRepeatedKeys(rows: readonly ParsedRow[]): void {
  const firstOf = new Map<string, { row: ParsedRow; hash: string }>();
  for (const row of rows) {
    if (!row.content) continue;
    const key = row.content.kind === 'LIVE' ? row.content.liveExportId : row.content.subOrderRef;
    const hash = contentHash(row.content);
    const first = firstOf.get(key);
    if (!first) firstOf.set(key, { row, hash });
    else if (first.hash === hash) dismiss(row, 'SKIPPED', findingOf('DUPLICATE_ROW', { row: row.row }, { row: first.row.row }));
    else {
      dismiss(row, 'REFUSED', findingOf('KEY_CONFLICT', { row: row.row }, { row: first.row.row }));
      if (first.row.content) dismiss(first.row, 'REFUSED', findingOf('KEY_CONFLICT', { row: first.row.row }, { row: row.row }));
    }
  }
}

function dismiss(row: ParsedRow, state: RowState, finding: Finding): void {
  row.state = state;
  row.content = null;
  row.findings.push(finding);
}
