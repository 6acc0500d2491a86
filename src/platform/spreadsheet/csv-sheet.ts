import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { SpreadsheetError } from './spreadsheet-errors.js';
import { CELL_CHARACTERS_MAX, SHEET_ROWS_MAX } from './spreadsheet-limits.js';

/** Longest line of a csv file; a longer one is a quote that was never closed. */
const LINE_CHARACTERS_MAX = 20 * CELL_CHARACTERS_MAX;
/** Excel's way of keeping a long number as text: `="7397552452857812570"`. */
const TEXT_FORMULA = /^="(.*)"$/s;
/** Bytes that no text of these encodings holds; a picture or a program has one of them soon. */
const LOWEST_TEXT_BYTE = 0x20;
const TEXT_CONTROLS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);
/** What the decoder puts in place of bytes that are not GB18030. */
const REPLACEMENT_CHARACTER = '\ufffd';

/** Reads a csv file as text: UTF-8 with or without byte order mark, else GB18030 (which includes GBK and GB2312). @throws SpreadsheetError */
export function readCsvSheet(file: Buffer): string[][] {
  const text = decodeText(file);
  refuseLongLine(text);
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: LINE_CHARACTERS_MAX,
      // One more than allowed, so that the limit is noticed.
      to: SHEET_ROWS_MAX + 1,
    });
    return rows.map((row) => row.map((cell) => cell.trim().replace(TEXT_FORMULA, '$1').trim()));
  } catch (error) {
    const tooLong = (error as { code?: string }).code === 'CSV_MAX_RECORD_SIZE';
    throw new SpreadsheetError(tooLong ? 'CELL_TOO_LONG' : 'FILE_DAMAGED');
  }
}

/** The parser does not count separators: a line of nothing else would keep it busy for long. */
function refuseLongLine(text: string): void {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end + 1;
    if (next - start > LINE_CHARACTERS_MAX) throw new SpreadsheetError('CELL_TOO_LONG');
    start = next;
  }
}

function decodeText(file: Buffer): string {
  if ((file[0] === 0xff && file[1] === 0xfe) || (file[0] === 0xfe && file[1] === 0xff)) throw new SpreadsheetError('TEXT_ENCODING_UNKNOWN');
  if (file.some((byte) => byte < LOWEST_TEXT_BYTE && !TEXT_CONTROLS.has(byte))) throw new SpreadsheetError('FILE_TYPE_UNSUPPORTED');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    const text = iconv.decode(file, 'gb18030');
    if (text.includes(REPLACEMENT_CHARACTER)) throw new SpreadsheetError('TEXT_ENCODING_UNKNOWN');
    return text;
  }
}

function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const firstLine = text.slice(0, end < 0 ? LINE_CHARACTERS_MAX : end);
  return !firstLine.includes(',') && firstLine.includes('\t') ? '\t' : ',';
}
