import { isLocalDate, type LocalDate } from '../../platform/clock/local-date.js';
import { INSPECTION_WORDS, TAKEOVER_COLUMNS, type TakeoverColumn } from './takeover-columns.js';
import { type CellFinding, cellFinding } from './takeover-findings.js';

/** Rows above the header that are looked at. */
const HEADER_ROW_MAX = 5;
const HEADER_NAMES_MAX = 200;
const DAY_PATTERNS = [/^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?$/, /^(\d{4})(\d{2})(\d{2})$/];
const YES_NO: Readonly<Record<string, boolean>> = { 是: true, 否: false };
const LIST_SEPARATOR = /[、,,;;\n]+/;
const COUNT_MAX = 100_000;

/** One inspection as it stands in a cell. */
export interface InspectionCell {
  on: LocalDate;
  outcome: string;
}

/** What a cell says: text, a day, a count, yes or no, a code, codes, names, or inspections. */
export type CellValue = string | number | boolean | readonly string[] | readonly InspectionCell[];

/** One row of the sheet, cell by cell. Empty cells are left out. */
export interface ReadRow {
  rowNumber: number;
  cells: ReadonlyMap<string, CellValue>;
  findings: CellFinding[];
}

/** A sheet as it was read. `rows` is empty when a required column is missing. */
export interface ReadSheet {
  rows: ReadRow[];
  fileFindings: CellFinding[];
  /** Headers that no column has. */
  droppedHeaders: string[];
}

/** Reads the sheet by its headers, whatever their order. A line that is empty, or whose name cell is, holds nobody and is left out when it is all empty. */
export function readTakeoverSheet(rows: readonly (readonly string[])[]): ReadSheet {
  const names = rows.slice(0, HEADER_ROW_MAX).map((row) => row.map((name) => name.replace(/[*＊\s]/g, '')));
  const headerAt = names.findIndex((row) => row.includes('姓名') && row.includes('身份证号'));
  const header = names[headerAt] ?? [];
  const { places, fileFindings, droppedHeaders } = placesOf(header);
  if (fileFindings.some(({ severity }) => severity === 'ERROR')) return { rows: [], fileFindings, droppedHeaders };
  const read = rows.flatMap((row, index) => {
    const isEmpty = row.every((cell) => cell.trim() === '');
    return index <= headerAt || isEmpty ? [] : [readRow(row, index + 1, places)];
  });
  return { rows: read, fileFindings, droppedHeaders };
}

/** A day in one of the ways in which people write it; null when it is none. */
export function dayOf(cell: string): LocalDate | null {
  for (const pattern of DAY_PATTERNS) {
    const [, year, month, date] = pattern.exec(cell.trim()) ?? [];
    if (!year) continue;
    const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
    return isLocalDate(day) ? day : null;
  }
  return null;
}

function placesOf(header: readonly string[]) {
  const places = new Map<TakeoverColumn, number>();
  const fileFindings: CellFinding[] = [];
  const known = new Set<string>();
  for (const column of TAKEOVER_COLUMNS) {
    const name = column.header.replace(/\s/g, '');
    known.add(name);
    const at = header.indexOf(name);
    if (at >= 0) places.set(column, at);
    else if (column.isRequired) fileFindings.push(cellFinding('HEADER_MISSING', column.header));
    if (at >= 0 && header.indexOf(name, at + 1) >= 0) fileFindings.push(cellFinding('HEADER_REPEATED', column.header));
  }
  const droppedHeaders = header.filter((name) => name !== '' && !known.has(name)).slice(0, HEADER_NAMES_MAX);
  return { places, fileFindings, droppedHeaders: droppedHeaders.map((name) => [...name].slice(0, 60).join('')) };
}

function readRow(row: readonly string[], rowNumber: number, places: ReadonlyMap<TakeoverColumn, number>): ReadRow {
  const cells = new Map<string, CellValue>();
  const findings: CellFinding[] = [];
  for (const [column, at] of places) {
    const cell = (row[at] ?? '').normalize('NFC').trim();
    if (cell === '') {
      if (column.isRequired) findings.push(cellFinding('CELL_MISSING', column.header));
      continue;
    }
    const value = readCell(column, cell);
    if (typeof value === 'object' && 'code' in value) findings.push(value);
    else cells.set(column.key, value);
  }
  return { rowNumber, cells, findings };
}

function readCell(column: TakeoverColumn, cell: string): CellValue | CellFinding {
  const { header, kind, choices = {}, lengthMax = 200 } = column;
  const isSecret = column.key === 'idCardNumber';
  if ([...cell].length > lengthMax) return cellFinding('CELL_TOO_LONG', header);
  switch (kind) {
    case 'TEXT':
      return cell.replace(/[\p{Cc}\p{Cf}]/gu, isSecret ? '' : ' ');
    case 'DAY':
      return dayOf(cell) ?? cellFinding('DAY_UNREADABLE', header, { detail: cell });
    case 'NUMBER':
      return /^\d{1,6}$/.test(cell) && Number(cell) <= COUNT_MAX
        ? Number(cell)
        : cellFinding('NUMBER_UNREADABLE', header, { detail: cell });
    case 'YES_NO':
      return YES_NO[cell] ?? cellFinding('CHOICE_UNKNOWN', header, { detail: cell });
    case 'CHOICE':
      return choices[cell] ?? cellFinding('CHOICE_UNKNOWN', header, { detail: cell });
    case 'CHOICES':
      return choicesOf(cell, choices) ?? cellFinding('CHOICE_UNKNOWN', header, { detail: cell });
    case 'NAMES':
      return listOf(cell);
    case 'INSPECTIONS':
      return inspectionsOf(cell) ?? cellFinding('DAY_UNREADABLE', header, { detail: cell });
  }
}

function listOf(cell: string): string[] {
  return cell
    .split(LIST_SEPARATOR)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function choicesOf(cell: string, choices: Readonly<Record<string, string>>): string[] | null {
  const codes = listOf(cell).map((word) => choices[word]);
  return codes.every((code) => code !== undefined) ? codes : null;
}

function inspectionsOf(cell: string): InspectionCell[] | null {
  const inspections: InspectionCell[] = [];
  for (const entry of listOf(cell)) {
    const [, day, word] = /^(\S+)\s+(\S+)$/.exec(entry) ?? [];
    const on = day ? dayOf(day) : null;
    const outcome = word ? INSPECTION_WORDS[word] : undefined;
    if (on === null || outcome === undefined) return null;
    inspections.push({ on, outcome });
  }
  return inspections;
}
