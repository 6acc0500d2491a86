import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { noise, packZip, workbookParts } from '../support/spreadsheet-fixtures.js';
import type { HostileCase, HostileRequest, Place, Refused } from './case.js';

const EXPORT = readFileSync('test/fixtures/exports/channels-lives.csv', 'utf8');
const FILE_BYTES_MAX = 10 * 1_024 * 1_024;
const cell = (text: string) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`;
const sheet = (rows: string) => workbookParts(rows);

function form(place: Place, files: readonly (readonly [name: string, content: Buffer | string])[], fields = true): HostileRequest {
  const body = new FormData();
  if (fields) body.append('parkId', place.parkId);
  for (const [name, content] of files) body.append('file', new Blob([content as never]), name);
  return { path: '/uploads', headers: { 'content-type': undefined }, body };
}

/** A multipart body written by hand, for what an honest library refuses to write. */
function multipart(place: Place, disposition: string, content: string, end = '\r\n--x--\r\n'): HostileRequest {
  const field = `--x\r\nContent-Disposition: form-data; name="parkId"\r\n\r\n${place.parkId}\r\n`;
  const file = `--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${content}${end}`;
  return { path: '/uploads', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: field + file };
}

function refused(name: string, fileName: string, content: () => Buffer | string, fieldCode: string): HostileCase {
  return {
    name: `a file ${name}`,
    request: (place) => form(place, [[fileName, content()]]),
    answer: { code: 'BAD_USER_INPUT', status: 400, field: 'file', fieldCode },
  };
}

const multipartFault = { code: 'BAD_USER_INPUT', status: 400, field: 'file' } as const satisfies Refused;
const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>';
const external = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';

/** A workbook whose only sheet begins with a document type and shows its entity. */
function withDocumentType(type: string): Buffer {
  return packZip(
    sheet(cell('&a;&b;')).map((part) => (part.path.endsWith('sheet1.xml') ? { ...part, content: type + String(part.content) } : part)),
  );
}

/** Files, and the requests around them. */
export const UPLOADS: readonly HostileCase[] = [
  refused('of 0 bytes', 'a.csv', () => '', 'FILE_EMPTY'),
  refused('that is a picture', 'a.xlsx', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'FILE_TYPE_UNSUPPORTED'),
  refused('that is a program by its name', 'a.csv.exe', () => EXPORT, 'FILE_TYPE_UNSUPPORTED'),
  refused('without a name ending', 'export', () => EXPORT, 'FILE_TYPE_UNSUPPORTED'),
  refused('that is cut off', 'a.xlsx', () => packZip(sheet(cell('x'))).subarray(0, 400), 'FILE_DAMAGED'),
  refused('with macros', 'a.xlsm', () => packZip(sheet(cell('x'))), 'FILE_HAS_MACROS'),
  refused('with a password', 'a.xlsx', () => packZip(sheet(cell('x')).map((part) => ({ ...part, flags: 1 }))), 'FILE_ENCRYPTED'),
  refused(
    'that unpacks to 60 MB',
    'a.xlsx',
    () => packZip([...sheet(cell('x')), { path: 'xl/b.bin', content: Buffer.alloc(60 * 1_024 * 1_024) }]),
    'FILE_INFLATES_TOO_MUCH',
  ),
  refused(
    'that unpacks to 60 MB and says 100 bytes',
    'a.xlsx',
    () => packZip([...sheet(cell('x')), { path: 'xl/b.bin', content: Buffer.alloc(60 * 1_024 * 1_024), declaredBytes: 100 }]),
    'FILE_INFLATES_TOO_MUCH',
  ),
  refused(
    'of 3,000 parts',
    'a.xlsx',
    () => packZip([...sheet(cell('x')), ...Array.from({ length: 3_000 }, (_, index) => ({ path: `a/${index}`, content: '' }))]),
    'FILE_INFLATES_TOO_MUCH',
  ),
  refused('of one row of 100,000 columns', 'a.csv', () => Array.from({ length: 100_000 }, () => 'a').join(','), 'TOO_MANY_COLUMNS'),
  refused('of one cell of 100,000 characters', 'a.csv', () => 'a'.repeat(100_000), 'CELL_TOO_LONG'),
  refused('with a quote that never closes', 'a.csv', () => `"${'a,\n'.repeat(100_000)}`, 'CELL_TOO_LONG'),
  refused('of 20,001 rows', 'a.csv', () => 'a,b\n'.repeat(20_001), 'TOO_MANY_ROWS'),
  refused(
    'with a cell at the edge of what Excel has',
    'a.xlsx',
    () => packZip(sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    'TOO_MANY_ROWS',
  ),
  refused('in UTF-16', 'a.csv', () => iconv.encode(`\ufeff${EXPORT}`, 'utf16le'), 'TEXT_ENCODING_UNKNOWN'),
  refused('of bytes that are no text', 'a.csv', () => noise(5_000), 'FILE_TYPE_UNSUPPORTED'),
  refused('of bytes that are no character', 'a.csv', () => Buffer.from([0x61, 0xff, 0xff, 0x2c, 0x80]), 'TEXT_ENCODING_UNKNOWN'),
  {
    name: 'a file whose entities grow',
    request: (place) => form(place, [['a.xlsx', withDocumentType(bomb)]]),
    answer: { code: 'BAD_USER_INPUT', status: 400 },
  },
  {
    name: 'a file with an entity of the server',
    request: (place) => form(place, [['a.xlsx', withDocumentType(external)]]),
    answer: { code: 'BAD_USER_INPUT', status: 400 },
  },
  {
    name: 'a file of 10 MB and one byte',
    request: (place) => form(place, [['a.csv', Buffer.alloc(FILE_BYTES_MAX + 1, 'a')]]),
    answer: { code: 'PAYLOAD_TOO_LARGE', status: 413 },
  },
  { name: 'no file', request: (place) => form(place, []), answer: { ...multipartFault, fieldCode: 'MISSING' } },
  {
    name: 'no park',
    request: (place) => form(place, [['a.csv', EXPORT]], false),
    answer: { code: 'BAD_USER_INPUT', status: 400, field: 'parkId' },
  },
  {
    name: 'two files',
    request: (place) =>
      form(place, [
        ['a.csv', EXPORT],
        ['b.csv', EXPORT],
      ]),
    answer: { ...multipartFault, fieldCode: 'SECOND_FILE' },
  },
  {
    name: 'a body that ends in the file',
    request: (place) => multipart(place, 'name="file"; filename="a.csv"', EXPORT, ''),
    answer: multipartFault,
  },
  { name: 'a field __proto__', request: (place) => multipart(place, 'name="__proto__"', 'x'), answer: multipartFault },
  {
    name: 'JSON where a file is taken',
    request: () => ({ path: '/uploads', headers: { 'content-type': 'application/json' }, body: '{}' }),
    answer: { code: 'UNSUPPORTED_MEDIA_TYPE', status: 415 },
  },
  {
    name: 'a body without its boundary',
    request: () => ({ path: '/uploads', headers: { 'content-type': 'multipart/form-data' }, body: 'x' }),
    answer: { code: ['BAD_USER_INPUT', 'UNSUPPORTED_MEDIA_TYPE'] },
  },
  {
    name: 'a file name that climbs',
    request: (place) => multipart(place, 'name="file"; filename="../../../etc/passwd.csv"', EXPORT),
    answer: { data: () => 'passwd.csv' },
  },
  {
    name: 'a file name with NUL and a right-to-left override',
    request: (place) => multipart(place, 'name="file"; filename="a\u202e\u0000vsc.csv"', EXPORT.replace('场', '場')),
    answer: { data: () => 'avsc.csv' },
  },
  {
    name: 'a file name of 3,000 characters',
    request: (place) => multipart(place, `name="file"; filename="${'名'.repeat(1_000)}.csv"`, EXPORT),
    answer: { data: () => '名'.repeat(200) },
  },
];
