import { readCsvSheet } from './csv-sheet.js';
import { SpreadsheetError } from './spreadsheet-errors.js';
import {
  CELL_CHARACTERS_MAX,
  FILE_BYTES_MAX,
  SHEET_CELLS_MAX,
  SHEET_CHARACTERS_MAX,
  SHEET_COLUMNS_MAX,
  SHEET_ROWS_MAX,
} from './spreadsheet-limits.js';
import type { SheetFormat } from './spreadsheet-reader.js';
import { readXlsxSheet } from './xlsx-sheet.js';

const ZIP_MAGIC = Buffer.from('PK');
const OLE_MAGIC = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** Part by which an archive is known as a workbook; names stand unpacked in it. */
const WORKBOOK_NAME = 'xl/workbook.xml';
const TEXT_SAMPLE_BYTES = 4_096;
/** Name of the stream in which Office keeps a workbook with a password. */
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/** What kind of file it is, by its first bytes and its name, without parsing anything. @throws SpreadsheetError */
export function sheetFormatOf(file: Buffer, fileName: string): SheetFormat {
  if (file.length === 0) throw new SpreadsheetError('FILE_EMPTY');
  if (file.length > FILE_BYTES_MAX) throw new SpreadsheetError('FILE_TOO_LARGE');
  if (startsWith(file, OLE_MAGIC)) throw new SpreadsheetError(file.includes(ENCRYPTED_STREAM) ? 'FILE_ENCRYPTED' : 'FILE_TYPE_UNSUPPORTED');
  const extension = /\.[^.]*$/.exec(fileName.trim().toLowerCase())?.[0];
  if (extension === '.xlsm') throw new SpreadsheetError('FILE_HAS_MACROS');
  if (extension === '.xlsx' && startsWith(file, ZIP_MAGIC)) return 'XLSX';
  if (extension === '.csv' && !startsWith(file, ZIP_MAGIC)) return 'CSV';
  if (startsWith(file, ZIP_MAGIC) && file.includes(WORKBOOK_NAME)) throw new SpreadsheetError('FILE_IS_XLSX');
  if ((extension === '.xlsx' || extension === '.xls') && looksLikeText(file)) throw new SpreadsheetError('FILE_IS_TEXT');
  throw new SpreadsheetError('FILE_TYPE_UNSUPPORTED');
}

/** Text has no control characters but tabs and line ends; its beginning is enough to name it. */
function looksLikeText(file: Buffer): boolean {
  return file.subarray(0, TEXT_SAMPLE_BYTES).every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

/**
 * Reads the first sheet in this process. Only the bounded child process calls it; every other caller goes through `SpreadsheetReader`.
 * @throws SpreadsheetError
 */
export async function readSheetRows(file: Buffer, fileName: string): Promise<string[][]> {
  const rows = sheetFormatOf(file, fileName) === 'XLSX' ? await readXlsxSheet(file) : readCsvSheet(file);
  for (const row of rows) while (row.length > 0 && row[row.length - 1] === '') row.pop();
  while (rows.length > 0 && rows[rows.length - 1].length === 0) rows.pop();
  refuseBeyondLimits(rows);
  return rows;
}

function refuseBeyondLimits(rows: readonly string[][]): void {
  if (rows.length === 0) throw new SpreadsheetError('SHEET_EMPTY');
  if (rows.length > SHEET_ROWS_MAX) throw new SpreadsheetError('TOO_MANY_ROWS');
  let cells = 0;
  let characters = 0;
  for (const row of rows) {
    if (row.length > SHEET_COLUMNS_MAX) throw new SpreadsheetError('TOO_MANY_COLUMNS');
    cells += row.length;
    for (const cell of row) {
      if (cell.length > CELL_CHARACTERS_MAX) throw new SpreadsheetError('CELL_TOO_LONG');
      characters += cell.length;
    }
    if (cells > SHEET_CELLS_MAX || characters > SHEET_CHARACTERS_MAX) throw new SpreadsheetError('TOO_MUCH_TEXT');
  }
}

function startsWith(file: Buffer, magic: Buffer): boolean {
  return file.subarray(0, magic.length).equals(magic);
}
