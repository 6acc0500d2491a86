import { readSheetRows } from './read-sheet.js';
import { SpreadsheetError } from './spreadsheet-errors.js';
import { ROWS_PER_MESSAGE } from './spreadsheet-limits.js';

/** What the parent asks of the child: one file, once. */
export interface ParseRequest {
  file: Uint8Array;
  fileName: string;
}

/** What the child answers: any number of `rows`, then `done`; or one `refused`. */
export type ParseAnswer = { kind: 'rows'; rows: string[][] } | { kind: 'done' } | { kind: 'refused'; code: string };

/** Entry of the child process: it reads one file, answers and is then ended by its parent. */
process.once('message', (request: ParseRequest) => {
  void answer(request);
});
// The parent is gone: nobody waits for the answer.
process.once('disconnect', () => process.exit(0));

async function answer({ file, fileName }: ParseRequest): Promise<void> {
  try {
    const rows = await readSheetRows(Buffer.from(file.buffer, file.byteOffset, file.byteLength), fileName);
    for (let start = 0; start < rows.length; start += ROWS_PER_MESSAGE) {
      send({ kind: 'rows', rows: rows.slice(start, start + ROWS_PER_MESSAGE) });
    }
    send({ kind: 'done' });
  } catch (error) {
    send({ kind: 'refused', code: error instanceof SpreadsheetError ? error.code : 'FILE_DAMAGED' });
  }
}

function send(message: ParseAnswer): void {
  process.send?.(message);
}
