import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { noise, packZip, workbookParts } from '../../../test/support/spreadsheet-fixtures.js';
import { ForkedSpreadsheetReader } from './forked-reader.js';

const SAMPLE = 'test/fixtures/exports/orders-one-session.xlsx';

/** A small file whose one cell would, in a naive parser, stand behind a billion rows. */
function sheetThatEatsMemory(): Buffer {
  return packZip(workbookParts("<row r='1000000000'><c r='A1000000000'><v>1</v></c></row>"));
}

/** Digits of a large sheet: honest, but slow enough for a tiny time limit. */
function largeSheet(): Buffer {
  return Buffer.from('1,2,3,4,5,6,7,8,9,10\n'.repeat(20_000));
}

describe('ForkedSpreadsheetReader (promise 1)', () => {
  it('reads a file with its format and digest', async () => {
    const file = readFileSync(SAMPLE);
    const table = await ForkedSpreadsheetReader.bounded({}).read(file, 'orders.xlsx');
    expect(table.format).toBe('XLSX');
    expect(table.rows).toHaveLength(122);
    expect(table.sha256).toBe(createHash('sha256').update(file).digest('hex'));
  });

  it('brings every row of a large sheet over in order', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index},x`).join('\n');
    const { rows } = await ForkedSpreadsheetReader.bounded({}).read(Buffer.from(lines), 'a.csv');
    expect(rows.map((row) => Number(row[0]))).toEqual(Array.from({ length: 20_000 }, (_, index) => index));
  });

  it('carries the refusal of the child', async () => {
    await expect(ForkedSpreadsheetReader.bounded({}).read(packZip([]), 'a.xlsx')).rejects.toMatchObject({ code: 'FILE_TYPE_UNSUPPORTED' });
  });

  it('survives a sheet that needs more memory than the child has', async () => {
    const reader = ForkedSpreadsheetReader.bounded({ heapMegabytesMax: 32 });
    await expect(reader.read(sheetThatEatsMemory(), 'a.xlsx')).rejects.toMatchObject({ code: 'PARSE_ABORTED' });
    expect((await reader.read(readFileSync(SAMPLE), 'a.xlsx')).rows).toHaveLength(122);
  }, 30_000);

  it('kills a child that takes too long', async () => {
    const reader = ForkedSpreadsheetReader.bounded({ millisecondsMax: 1 });
    await expect(reader.read(largeSheet(), 'a.csv')).rejects.toMatchObject({ code: 'PARSE_TIMED_OUT' });
  });

  it('kills a child whose parser runs in squares over a sheet that never closes a tag', async () => {
    const reader = ForkedSpreadsheetReader.bounded({ millisecondsMax: 2_000 });
    // Noise between the tags keeps the archive within the ratio, as a careful attacker would.
    const sheet = packZip(
      workbookParts(`<c ${noise(20_000).toString('hex')} `.repeat(3) + '<c '.repeat(800_000) + noise(60_000).toString('hex')),
    );
    await expect(reader.read(sheet, 'a.xlsx')).rejects.toMatchObject({ code: 'PARSE_TIMED_OUT' });
  }, 15_000);

  it('runs a bounded number at once, lets a bounded number wait and refuses the next', async () => {
    const reader = ForkedSpreadsheetReader.bounded({ atOnceMax: 1, waitingMax: 1 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => reader.read(Buffer.from('a,b'), 'a.csv')));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'READER_BUSY' } });
    expect((await reader.read(Buffer.from('a,b'), 'a.csv')).rows).toEqual([['a', 'b']]);
  });

  it('ends its children when the application ends', async () => {
    const reader = ForkedSpreadsheetReader.bounded({});
    const reading = reader.read(largeSheet(), 'a.csv');
    await new Promise((resolve) => setTimeout(resolve, 20));
    reader.onModuleDestroy();
    await expect(reading).rejects.toMatchObject({ code: 'PARSE_ABORTED' });
    await expect(reader.read(Buffer.from('a,b'), 'a.csv')).rejects.toMatchObject({ code: 'READER_BUSY' });
  });
});
