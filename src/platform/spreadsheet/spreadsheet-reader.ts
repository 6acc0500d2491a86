/** Kinds of file that can be read. */
export type SheetFormat = 'XLSX' | 'CSV';

/** The first sheet of a file, as text. */
export interface SheetTable {
  /**
   * Trimmed texts; `rows[0]` is row 1 of the sheet, and an empty row stays as `[]`. A row ends at its last filled cell, so rows
   * differ in length. Numbers keep all their digits; dates are `YYYY-MM-DD HH:mm:ss`; formulas give their stored result.
   */
  rows: string[][];
  format: SheetFormat;
  /** SHA-256 of the file's bytes, in hex. */
  sha256: string;
}

/** Reads spreadsheets that people upload. The file is hostile until proven otherwise, and its bytes are not kept. */
export abstract class SpreadsheetReader {
  /**
   * Reads the first sheet of an xlsx or csv file.
   * @throws SpreadsheetError with a stable code for every file that cannot be read.
   */
  abstract read(file: Buffer, fileName: string): Promise<SheetTable>;
}
