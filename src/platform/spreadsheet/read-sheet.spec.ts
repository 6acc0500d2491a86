import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { noise, packZip, workbookParts } from '../../../test/support/spreadsheet-fixtures.js';
import { readSheetRows } from './read-sheet.js';
import { SpreadsheetError } from './spreadsheet-errors.js';
import { CELL_CHARACTERS_MAX, FILE_BYTES_MAX, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX, ZIP_ENTRIES_MAX } from './spreadsheet-limits.js';
import { plainNumberText } from './xlsx-sheet.js';

const sheet = (rows: string, sharedStrings?: string[]): Buffer => packZip(workbookParts(rows, sharedStrings));
const read = (file: Buffer, name = 'a.xlsx'): Promise<string[][]> => readSheetRows(file, name);

async function codeOf(file: Buffer, name = 'a.xlsx'): Promise<string> {
  const error: unknown = await read(file, name).then(
    () => 'READ',
    (reason: unknown) => reason,
  );
  if (!(error instanceof SpreadsheetError)) return String(error);
  expect(error.text.zh).not.toBe('');
  expect(error.text.en).not.toBe('');
  return error.code;
}

describe('cells of an xlsx sheet (promises 4 and 5)', () => {
  it('keeps every digit of whole numbers and leaves lost digits visible', async () => {
    const rows = '<row r="1"><c r="A1"><v>7397552452857812570</v></c><c r="B1"><v>7.39755E+18</v></c><c r="C1"><v>12275.4</v></c></row>';
    expect(await read(sheet(rows))).toEqual([['7397552452857812570', '7.39755E+18', '12275.4']]);
  });

  it.each([
    ['19.899999999999999', '19.9'],
    ['1.227540123E7', '12275401.23'],
    ['1.0E7', '10000000'],
    ['5.0E-2', '0.05'],
    ['-4391.9000000000005', '-4391.9'],
    ['0.1', '0.1'],
    ['1056020.0', '1056020'],
    ['999999999999999.4', '999999999999999'],
    ['1E+15', '1E+15'],
    ['12', '12'],
    ['-0', '-0'],
  ])('writes the number cell %s as %s', (stored, text) => expect(plainNumberText(stored)).toBe(text));

  it('writes dates and lengths of time to the second, and stored results of formulas', async () => {
    const rows =
      '<row r="1"><c r="A1" s="1"><v>46296.395833333336</v></c><c r="B1" s="1"><v>0.10138888888888889</v></c>' +
      '<c r="C1"><f>1+1</f><v>2</v></c><c r="D1" t="e"><v>#DIV/0!</v></c><c r="E1" t="b"><v>1</v></c></row>';
    expect(await read(sheet(rows))).toEqual([['2026-10-01 09:30:00', '2:26:00', '2', '', 'TRUE']]);
  });

  it('keeps row numbers over gaps, merged titles and blank rows at the end', async () => {
    const rows =
      '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"/></row><row r="4"><c r="A4" t="inlineStr"><is><t> x </t></is></c></row>' +
      '<row r="30000"><c r="A30000" s="1"/></row>';
    expect(await read(sheet(rows, ['标题']))).toEqual([[], ['', '标题'], [], ['x']]);
  });

  it('reads the constructed samples', async () => {
    const file = readFileSync('test/fixtures/exports/douyin-lives-2026-10.xlsx');
    const rows = await read(file);
    expect(rows).toHaveLength(17);
    expect(rows[2].slice(0, 5)).toEqual(['助农专场 第1期', '金铁村助农', '村播老王', '7397552452857812570', '2026-10-01 09:30:00']);
  });
});

describe('hostile and broken archives (promise 2)', () => {
  it('refuses what is empty, too large or of another type', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), noise(600)]);
    expect(await codeOf(Buffer.alloc(0))).toBe('FILE_EMPTY');
    expect(await codeOf(Buffer.alloc(FILE_BYTES_MAX + 1, 'a'), 'a.csv')).toBe('FILE_TOO_LARGE');
    expect(await codeOf(png)).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await codeOf(png, 'a.csv')).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await codeOf(noise(5000))).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await codeOf(noise(5000), 'a.csv')).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await codeOf(Buffer.from('a,b'), 'a.txt')).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await codeOf(packZip([{ path: 'word/document.xml', content: '<a/>' }]))).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await codeOf(ole, 'a.xls')).toBe('FILE_TYPE_UNSUPPORTED');
    expect(await codeOf(Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]))).toBe('FILE_ENCRYPTED');
    expect(await codeOf(sheet(''))).toBe('SHEET_EMPTY');
  });

  it('names what a file under a wrong name holds', async () => {
    const workbook = readFileSync('test/fixtures/exports/douyin-lives-2026-10.xlsx');
    for (const name of ['a.csv', 'a.xls', 'a']) expect(await codeOf(workbook, name)).toBe('FILE_IS_XLSX');
    for (const name of ['a.xlsx', 'a.xls']) expect(await codeOf(Buffer.from('场次,金额\n1,2\n'), name)).toBe('FILE_IS_TEXT');
  });

  it('refuses a truncated file at every length', async () => {
    const whole = readFileSync('test/fixtures/exports/douyin-lives-2026-10.xlsx');
    for (let length = 2; length < whole.length; length += 701) expect(await codeOf(whole.subarray(0, length))).toBe('FILE_DAMAGED');
  });

  it('refuses a file in which bytes were changed', async () => {
    const whole = readFileSync('test/fixtures/exports/orders-one-session.xlsx');
    for (let at = 60; at < whole.length / 2; at += 997) {
      const changed = Buffer.from(whole);
      changed[at] ^= 0xff;
      expect(['FILE_DAMAGED', 'FILE_INFLATES_TOO_MUCH']).toContain(await codeOf(changed));
    }
  });

  it('refuses macros, under either name, and parts with a password', async () => {
    const plain = workbookParts('<row r="1"><c r="A1"><v>1</v></c></row>');
    expect(await codeOf(packZip([...plain, { path: 'xl/vbaProject.bin', content: 'x' }]))).toBe('FILE_HAS_MACROS');
    expect(await codeOf(packZip(plain), 'a.xlsm')).toBe('FILE_HAS_MACROS');
    expect(await codeOf(packZip(plain.map((part) => ({ ...part, flags: 1 }))))).toBe('FILE_ENCRYPTED');
  });

  it('refuses a zip bomb that is honest about its size, by bytes, by ratio and by number of parts', async () => {
    const plain = workbookParts('<row r="1"><c r="A1"><v>1</v></c></row>');
    const zeros = { path: 'xl/media/a.bin', content: Buffer.alloc(51 * 1024 * 1024) };
    expect(await codeOf(packZip([...plain, zeros]))).toBe('FILE_INFLATES_TOO_MUCH');
    expect(await codeOf(packZip([...plain, { ...zeros, content: Buffer.alloc(1024 * 1024) }]))).toBe('FILE_INFLATES_TOO_MUCH');
    const many = Array.from({ length: ZIP_ENTRIES_MAX }, (_, index) => ({ path: `a/${index}`, content: '' }));
    expect(await codeOf(packZip([...plain, ...many]))).toBe('FILE_INFLATES_TOO_MUCH');
  });

  it('refuses a zip bomb that lies about its size', async () => {
    const plain = workbookParts('<row r="1"><c r="A1"><v>1</v></c></row>');
    const liar = { path: 'xl/media/a.bin', content: Buffer.alloc(60 * 1024 * 1024), declaredBytes: 100 };
    expect(await codeOf(packZip([...plain, liar]))).toBe('FILE_INFLATES_TOO_MUCH');
    expect(await codeOf(packZip([...plain, { ...liar, content: 'abc' }]))).toBe('FILE_DAMAGED');
    expect(await codeOf(packZip([...plain, { path: 'a.bin', content: 'abc', declaredCrc: 1 }]))).toBe('FILE_DAMAGED');
    expect(await codeOf(packZip([...plain, plain[4]]))).toBe('FILE_DAMAGED');
  });

  it('does not expand entities of a document type', async () => {
    const parts = workbookParts('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>');
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    parts[4] = { ...parts[4], content: bomb + String(parts[4].content) };
    const outcome = await read(packZip(parts)).then(
      (rows) => rows.flat().join(''),
      () => '',
    );
    expect(outcome).not.toContain('aaaa');
  });
});

describe('limits of a sheet (promise 2)', () => {
  const line = (cells: number): string => Array.from({ length: cells }, () => '1').join(',');

  it('takes the last row and column within the limits and refuses the next', async () => {
    const full = `${line(SHEET_COLUMNS_MAX)}\n` + 'a\n'.repeat(SHEET_ROWS_MAX - 1);
    expect(await read(Buffer.from(full), 'a.csv')).toHaveLength(SHEET_ROWS_MAX);
    expect(await codeOf(Buffer.from(`${full}a\n`), 'a.csv')).toBe('TOO_MANY_ROWS');
    expect(await codeOf(Buffer.from(line(SHEET_COLUMNS_MAX + 1)), 'a.csv')).toBe('TOO_MANY_COLUMNS');
    const cell = (address: string): string => `<row><c r="${address}"><v>1</v></c></row>`;
    expect(await codeOf(sheet(cell(`A${SHEET_ROWS_MAX + 1}`)))).toBe('TOO_MANY_ROWS');
    expect(await codeOf(sheet(cell('GS1')))).toBe('TOO_MANY_COLUMNS');
    expect((await read(sheet(cell('GR1'))))[0]).toHaveLength(SHEET_COLUMNS_MAX);
  });

  it('refuses a long cell, a quote that never closes, and too much text or too many cells altogether', async () => {
    expect(await read(Buffer.from('a'.repeat(CELL_CHARACTERS_MAX)), 'a.csv')).toHaveLength(1);
    expect(await codeOf(Buffer.from('a'.repeat(CELL_CHARACTERS_MAX + 1)), 'a.csv')).toBe('CELL_TOO_LONG');
    expect(await codeOf(Buffer.from(`"${'a'.repeat(600_000)}`), 'a.csv')).toBe('CELL_TOO_LONG');
    expect(await codeOf(Buffer.from(','.repeat(1_000_000)), 'a.csv')).toBe('CELL_TOO_LONG');
    expect(await codeOf(Buffer.from('"a'), 'a.csv')).toBe('FILE_DAMAGED');
    const repeated = Array.from({ length: 2500 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}" t="s"><v>0</v></c></row>`).join('');
    const text = noise(5000).toString('hex').slice(0, 9999);
    expect(await codeOf(sheet(repeated, [text]))).toBe('TOO_MUCH_TEXT');
    expect(await codeOf(Buffer.from(`${line(SHEET_COLUMNS_MAX)}\n`.repeat(5001)), 'a.csv')).toBe('TOO_MUCH_TEXT');
  });
});

describe('text of a csv file', () => {
  const text = '订单编号,商品\r\n"1,2","徐闻菠萝 ""2""个"\r\n\r\n="0012", 龘 \r\n';
  const rows = [['订单编号', '商品'], ['1,2', '徐闻菠萝 "2"个'], [], ['0012', '龘']];

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with byte order mark', Buffer.from(`\ufeff${text}`)],
    ['GBK', iconv.encode(text, 'gbk')],
    ['GB18030', iconv.encode(text, 'gb18030')],
    ['tabs', Buffer.from('订单编号\t商品\n"1,2"\t"徐闻菠萝 ""2""个"\n\n"=""0012"""\t龘\n')],
  ])('reads %s', async (_, file) => expect(await read(file, 'A.CSV')).toEqual(rows));

  it('refuses text in another encoding', async () => {
    expect(await codeOf(iconv.encode('\ufeff标题', 'utf16le'), 'a.csv')).toBe('TEXT_ENCODING_UNKNOWN');
    expect(await codeOf(Buffer.from([0x61, 0xff, 0xff, 0x2c, 0x80]), 'a.csv')).toBe('TEXT_ENCODING_UNKNOWN');
  });
});
