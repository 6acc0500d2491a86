import { readSheet } from 'read-excel-file/node';
import { SpreadsheetError } from './spreadsheet-errors.js';
import { SHEET_COLUMNS_MAX, SHEET_ROWS_MAX } from './spreadsheet-limits.js';
import { readZipDirectory, storeZip, unpackZip } from './zip-archive.js';

const WORKBOOK_PART = 'xl/workbook.xml';
const MACRO_PART = /(^|\/)vbaProject\.bin$/i;
const SHEET_PART = /^xl\/worksheets\/[^/]+\.xml$/;
/** Parts the parser reads; pictures, printer settings and the like never reach it. */
const READ_PART = /\.xml(\.rels)?$/;
/** A cell with content; the bounds keep a sheet without closing brackets from being scanned again and again. */
const FILLED_CELL = /<c\s[^>]{0,300}?\br="([A-Z]{1,3})(\d{1,7})"[^>]{0,300}?>/g;
const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
/** Day 0 of Excel's calendar; a cell before 1900 is a length of time, not a date. */
const EXCEL_DAY_ZERO = Date.UTC(1899, 11, 30);
const YEAR_1900 = Date.UTC(1900, 0, 1);
/** Excel keeps and shows 15 significant digits; what stands behind them in the file is noise of binary fractions. */
const EXCEL_DIGITS = 15;
const NUMBER_TEXT = /^-?\d+(\.\d+)?(E[+-]?\d{1,3})?$/i;
const WHOLE_TEXT = /^-?\d+$/;

/** Reads the first sheet of an xlsx file as text. @throws SpreadsheetError */
export async function readXlsxSheet(file: Buffer): Promise<string[][]> {
  const entries = readZipDirectory(file);
  if (entries.some((entry) => MACRO_PART.test(entry.path))) throw new SpreadsheetError('FILE_HAS_MACROS');
  if (!entries.some((entry) => entry.path === WORKBOOK_PART)) throw new SpreadsheetError('FILE_TYPE_UNSUPPORTED');
  const parts = unpackZip(file, entries).filter((part) => READ_PART.test(part.path));
  for (const part of parts) if (SHEET_PART.test(part.path)) refuseWideOrLongSheet(part.content);
  try {
    const rows = await readSheet<string>(storeZip(parts), { parseNumber: plainNumberText });
    return rows.map((row) => row.map(cellText));
  } catch {
    // The parts are proved, so whatever the parser stumbles over is not a spreadsheet as Excel or WPS write it.
    throw new SpreadsheetError('FILE_DAMAGED');
  }
}

/**
 * The text of a number cell in plain digits: `1.227540123E7` → `12275401.23`, `19.899999999999999` → `19.9`. A whole number keeps every
 * digit the file has. A number whose digits Excel has already lost (`7.39755E+18`) stays as it is, so that it can be refused.
 */
export function plainNumberText(text: string): string {
  const trimmed = text.trim();
  if (!NUMBER_TEXT.test(trimmed) || WHOLE_TEXT.test(trimmed)) return trimmed;
  // The cell is a binary fraction in every program that wrote it, and 15 digits survive that way and back unchanged.
  const value = Number(trimmed);
  if (Math.abs(value) >= 10 ** EXCEL_DIGITS) return trimmed;
  const wholeDigits = Math.trunc(Math.abs(value)).toString().length;
  return trimZeros(value.toFixed(EXCEL_DIGITS - wholeDigits));
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value).trim();
}

function dateText(value: Date): string {
  // A day is a binary fraction in the file: to the second it is exact again.
  const at = Math.round(value.getTime() / SECOND) * SECOND;
  if (!Number.isFinite(at)) return '';
  if (at >= YEAR_1900) return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  const length = Math.max(0, at - EXCEL_DAY_ZERO);
  const hours = Math.floor(length / DAY) * 24 + new Date(length).getUTCHours();
  return `${hours}:${new Date(length).toISOString().slice(14, 19)}`;
}

function refuseWideOrLongSheet(sheet: Buffer): void {
  for (const match of sheet.toString('latin1').matchAll(FILLED_CELL)) {
    if (match[0].endsWith('/>')) continue;
    if (Number(match[2]) > SHEET_ROWS_MAX) throw new SpreadsheetError('TOO_MANY_ROWS');
    if (columnNumber(match[1]) > SHEET_COLUMNS_MAX) throw new SpreadsheetError('TOO_MANY_COLUMNS');
  }
}

function columnNumber(letters: string): number {
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}
