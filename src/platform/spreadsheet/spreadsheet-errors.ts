import type { Bilingual } from '../errors/faults.js';
import * as limits from './spreadsheet-limits.js';

const megabytes = (bytes: number): number => bytes / 1024 / 1024;

/** Why a file could not be read. The codes are stable; the texts are for the person who picked the file. */
const SPREADSHEET_MESSAGES = {
  FILE_EMPTY: { zh: '文件是空的(0 字节),请重新导出。', en: 'The file is empty (0 bytes); export it again.' },
  FILE_TOO_LARGE: {
    zh: `文件超过 ${megabytes(limits.FILE_BYTES_MAX)} MB,请按日期分批导出。`,
    en: `The file is larger than ${megabytes(limits.FILE_BYTES_MAX)} MB; export it in parts by date.`,
  },
  FILE_TYPE_UNSUPPORTED: {
    zh: '只能读取 .xlsx 和 .csv 文件;旧的 .xls 请在 Excel 或 WPS 里另存为 .xlsx。',
    en: 'Only .xlsx and .csv files can be read; save an old .xls as .xlsx in Excel or WPS.',
  },
  FILE_IS_XLSX: {
    zh: '文件内容是 Excel 工作簿(.xlsx),名称却不是;请把扩展名改为 .xlsx 再上传。',
    en: 'The content is an Excel workbook (.xlsx) under another name; rename the file to end in .xlsx and upload it again.',
  },
  FILE_IS_TEXT: {
    zh: '文件内容是文字,不是 Excel 工作簿;逗号分隔的表格请把扩展名改为 .csv,其他(如网页)请在 Excel 或 WPS 里另存为 .xlsx。',
    en: 'The content is text, no Excel workbook; rename a comma-separated table to end in .csv, and save anything else (such as a web page) as .xlsx in Excel or WPS.',
  },
  FILE_DAMAGED: {
    zh: '文件已损坏或不完整,请重新导出或另存后再上传。',
    en: 'The file is damaged or incomplete; export it again or save it anew.',
  },
  FILE_ENCRYPTED: {
    zh: '文件设有密码,请去掉密码后再上传。',
    en: 'The file is protected by a password; remove it and upload again.',
  },
  FILE_HAS_MACROS: {
    zh: '文件带有宏,不能读取;请另存为不含宏的 .xlsx。',
    en: 'The file contains macros and is not read; save it as .xlsx without macros.',
  },
  FILE_INFLATES_TOO_MUCH: {
    zh: `文件解压后过大(超过 ${megabytes(limits.INFLATED_BYTES_MAX)} MB,或压缩比、部件数异常),不予读取。`,
    en: `The file unpacks to more than ${megabytes(limits.INFLATED_BYTES_MAX)} MB, or with an abnormal ratio or number of parts; it is not read.`,
  },
  TOO_MANY_ROWS: {
    zh: `表格超过 ${limits.SHEET_ROWS_MAX} 行,请按日期分批导出。`,
    en: `The sheet has more than ${limits.SHEET_ROWS_MAX} rows; export it in parts by date.`,
  },
  TOO_MANY_COLUMNS: {
    zh: `表格超过 ${limits.SHEET_COLUMNS_MAX} 列。`,
    en: `The sheet has more than ${limits.SHEET_COLUMNS_MAX} columns.`,
  },
  TOO_MUCH_TEXT: {
    zh: '表格里的单元格或文字过多,请分批导出。',
    en: 'The sheet holds too many cells or too much text; export it in parts.',
  },
  CELL_TOO_LONG: {
    zh: `有单元格超过 ${limits.CELL_CHARACTERS_MAX} 个字。`,
    en: `A cell holds more than ${limits.CELL_CHARACTERS_MAX} characters.`,
  },
  SHEET_EMPTY: { zh: '第一张工作表里没有内容。', en: 'The first sheet holds nothing.' },
  TEXT_ENCODING_UNKNOWN: {
    zh: '无法识别文件的文字编码;请另存为 .xlsx,或 UTF-8、GBK 编码的 .csv。',
    en: 'The text encoding was not recognized; save as .xlsx, or as .csv in UTF-8 or GBK.',
  },
  PARSE_TIMED_OUT: { zh: '读取文件超时,已中止。', en: 'Reading the file took too long and was stopped.' },
  PARSE_ABORTED: {
    zh: '读取文件占用的内存过多,已中止。',
    en: 'Reading the file needed too much memory and was stopped.',
  },
  READER_BUSY: { zh: '正在读取的文件太多,请稍后再试。', en: 'Too many files are being read; try again later.' },
} as const satisfies Record<string, Bilingual>;

/** Stable code of a file that could not be read. */
export type SpreadsheetErrorCode = keyof typeof SPREADSHEET_MESSAGES;

/** The file could not be read; `code` is stable and `text` is for people. READER_BUSY alone says nothing about the file: the same file may be tried again. */
export class SpreadsheetError extends Error {
  readonly text: Bilingual;

  constructor(readonly code: SpreadsheetErrorCode) {
    super(SPREADSHEET_MESSAGES[code].en);
    this.name = 'SpreadsheetError';
    this.text = SPREADSHEET_MESSAGES[code];
  }
}

/** True for a code that this version knows: what a child process sends is checked before it is believed. */
export function isSpreadsheetErrorCode(code: unknown): code is SpreadsheetErrorCode {
  return typeof code === 'string' && Object.hasOwn(SPREADSHEET_MESSAGES, code);
}
