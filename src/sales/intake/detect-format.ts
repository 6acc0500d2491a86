import type { Bilingual } from '../../platform/errors/faults.js';
import { type Finding, findingOf, shortened } from './findings.js';
import {
  type CanonicalField,
  type ColumnUnit,
  EXPORT_FORMATS,
  exportFormat,
  type ExportFormatCode,
  isMoneyField,
} from './header-mappings.js';
import { isBuyerHeader, normalizeHeader, unitStatedBy } from './header-text.js';

/** A header may stand below merged title rows, but not deeper than this. */
const HEADER_SEARCH_ROWS_MAX = 10;

/** What the operator says about a file that is not recognized, or not rightly. */
export interface MappingOverride {
  /** The format whose platform, grain and bases apply. */
  format?: ExportFormatCode;
  /** Header text of the column to read a field from, in place of the format's own headers. */
  columns?: Partial<Record<CanonicalField, string>>;
}

/** One column that is read. */
export interface LayoutColumn {
  /** Position in a row, counted from 0. */
  index: number;
  field: CanonicalField;
  /** Header as it stands in the file. */
  header: string;
  unit: ColumnUnit | null;
}

/** Where everything stands in a sheet. It can be stored as JSON. */
export interface SheetLayout {
  format: ExportFormatCode;
  /** Row number of the header, counted from 1. */
  headerRow: number;
  columns: LayoutColumn[];
  /** Headers of buyers' data; their columns are dropped before anything is stored (PR-6). */
  buyerHeaders: string[];
  /** Headers that mean nothing here; their columns are dropped as well. */
  unknownHeaders: string[];
}

/** The layout, or why there is none. */
export type Detection = { layout: SheetLayout; findings: [] } | { layout: null; findings: Finding[] };

interface Candidate extends SheetLayout {
  missing: CanonicalField[];
  findings: Finding[];
}

/** Finds the header row and the export format of a sheet: the one whose required headers are all there, in any order of columns. */
export function detectFormat(rows: readonly (readonly string[])[], override: MappingOverride = {}): Detection {
  const codes = override.format ? [override.format] : (Object.keys(EXPORT_FORMATS) as ExportFormatCode[]);
  const candidates = rows
    .slice(0, HEADER_SEARCH_ROWS_MAX)
    .flatMap((cells, index) => codes.map((code) => matchRow(cells, index + 1, code, override.columns ?? {})))
    .filter((candidate) => candidate.missing.length < exportFormat(candidate.format).required.length)
    .sort((a, b) => rank(b) - rank(a));
  const best = candidates[0];
  if (!best) return refused([findingOf('FORMAT_UNKNOWN')]);
  if (best.missing.length > 0) return refused([...best.findings, missingColumns(best)]);
  const rivals = candidates.filter((candidate) => candidate.format !== best.format && rank(candidate) === rank(best));
  if (rivals.length > 0) return refused([findingOf('FORMAT_AMBIGUOUS', { row: best.headerRow }, { formats: namesOf([best, ...rivals]) })]);
  if (best.findings.length > 0) return refused(best.findings);
  const { format, headerRow, columns, buyerHeaders, unknownHeaders } = best;
  return { layout: { format, headerRow, columns, buyerHeaders, unknownHeaders }, findings: [] };
}

/** A complete header beats every incomplete one; then more required columns count before more columns. */
function rank(candidate: Candidate): number {
  const required = exportFormat(candidate.format).required.length;
  return (candidate.missing.length === 0 ? 1_000_000 : 0) + (required - candidate.missing.length) * 1_000 + candidate.columns.length;
}

function matchRow(
  cells: readonly string[],
  headerRow: number,
  format: ExportFormatCode,
  named: NonNullable<MappingOverride['columns']>,
): Candidate {
  const candidate: Candidate = { format, headerRow, columns: [], buyerHeaders: [], unknownHeaders: [], missing: [], findings: [] };
  const readable = cells.map((cell) => (isBuyerHeader(cell) ? '' : normalizeHeader(cell)));
  for (const [field, header] of Object.entries(named) as [CanonicalField, string][]) takeNamed(candidate, cells, readable, field, header);
  for (const mapping of exportFormat(format).columns) {
    if (named[mapping.field] !== undefined) continue;
    const found = mapping.headers.map((header) => readable.indexOf(normalizeHeader(header))).filter((index) => index >= 0);
    for (const index of found)
      takeKnown(candidate, { index, field: mapping.field, header: shortened(cells[index]), unit: mapping.unit ?? null });
  }
  const taken = new Set(candidate.columns.map((column) => column.index));
  cells.forEach((cell, index) => {
    if (cell === '' || taken.has(index)) return;
    (isBuyerHeader(cell) ? candidate.buyerHeaders : candidate.unknownHeaders).push(shortened(cell));
  });
  candidate.missing = exportFormat(format).required.filter((field) => !candidate.columns.some((column) => column.field === field));
  return candidate;
}

/** Of several headers for one field the first in the format's list is read; two amounts of money are never chosen between. */
function takeKnown(candidate: Candidate, column: LayoutColumn): void {
  const rival = candidate.columns.find((known) => known.field === column.field);
  if (!rival) {
    if (!candidate.columns.some((known) => known.index === column.index)) candidate.columns.push(column);
    return;
  }
  if (!isMoneyField(column.field) || rival.index === column.index) return;
  const columns = `${rival.header}、${column.header}`;
  candidate.findings.push(findingOf('COLUMN_AMBIGUOUS', { row: candidate.headerRow, column: column.header }, { columns }));
}

function takeNamed(
  candidate: Candidate,
  cells: readonly string[],
  readable: readonly string[],
  field: CanonicalField,
  header: string,
): void {
  const place = { row: candidate.headerRow, column: shortened(header) };
  const refuse = (code: 'BUYER_COLUMN_REFUSED' | 'OVERRIDE_HEADER_MISSING' | 'UNIT_UNKNOWN'): void => {
    candidate.findings.push(findingOf(code, place, { value: header }));
  };
  if (isBuyerHeader(header)) return refuse('BUYER_COLUMN_REFUSED');
  const index = normalizeHeader(header) === '' ? -1 : readable.indexOf(normalizeHeader(header));
  if (index < 0) return refuse('OVERRIDE_HEADER_MISSING');
  const usual = exportFormat(candidate.format).columns.find((mapping) => mapping.field === field)?.unit ?? null;
  const stated = unitStatedBy(header, field);
  const unit = usual === null ? null : (stated ?? usual);
  if (unit === 'UNKNOWN' || (unit !== null && isMoneyField(field) !== (unit === 'YUAN' || unit === 'FEN'))) return refuse('UNIT_UNKNOWN');
  candidate.columns.push({ index, field, header: shortened(cells[index]), unit });
}

function missingColumns(candidate: Candidate): Finding {
  const format = exportFormat(candidate.format);
  const headers = candidate.missing.map((field) => format.columns.find((mapping) => mapping.field === field)?.headers[0] ?? field);
  return findingOf('COLUMNS_MISSING', { row: candidate.headerRow }, { format: format.name, columns: headers.join('、') });
}

function namesOf(candidates: readonly Candidate[]): Bilingual {
  const names = candidates.map((candidate) => exportFormat(candidate.format).name);
  return { zh: names.map((name) => `“${name.zh}”`).join('和'), en: names.map((name) => `"${name.en}"`).join(' and ') };
}

function refused(findings: Finding[]): Detection {
  return { layout: null, findings };
}
