import { crc32, inflateRawSync } from 'node:zlib';
import { SpreadsheetError } from './spreadsheet-errors.js';
import { INFLATE_RATIO_MAX, INFLATED_BYTES_MAX, ZIP_ENTRIES_MAX } from './spreadsheet-limits.js';

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 0xffff;
const DIRECTORY_SIGNATURE = 0x02014b50;
const DIRECTORY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const METHOD_STORED = 0;
const METHOD_DEFLATED = 8;
const FLAG_ENCRYPTED = 1;

/** One part of an archive as its central directory declares it; the declaration may lie until `unpackZip` has proved it. */
export interface ZipEntry {
  path: string;
  flags: number;
  method: number;
  crc: number;
  packedBytes: number;
  inflatedBytes: number;
  localOffset: number;
}

/** One unpacked part. */
export interface ZipPart {
  path: string;
  content: Buffer;
}

/** Reads the central directory and refuses what it already gives away: too many parts, too many bytes, too high a ratio, passwords. */
export function readZipDirectory(file: Buffer): ZipEntry[] {
  const end = findEnd(file);
  const count = file.readUInt16LE(end + 10);
  const start = file.readUInt32LE(end + 16);
  if (count > ZIP_ENTRIES_MAX) throw new SpreadsheetError('FILE_INFLATES_TOO_MUCH');
  const entries: ZipEntry[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + DIRECTORY_BYTES > end || file.readUInt32LE(at) !== DIRECTORY_SIGNATURE) throw new SpreadsheetError('FILE_DAMAGED');
    const entry = readEntry(file, at);
    entries.push(entry);
    at += DIRECTORY_BYTES + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  if (new Set(entries.map((entry) => entry.path)).size !== entries.length) throw new SpreadsheetError('FILE_DAMAGED');
  const declared = entries.reduce((sum, entry) => sum + entry.inflatedBytes, 0);
  if (declared > inflatedBytesMax(file)) throw new SpreadsheetError('FILE_INFLATES_TOO_MUCH');
  if (entries.some((entry) => (entry.flags & FLAG_ENCRYPTED) !== 0)) throw new SpreadsheetError('FILE_ENCRYPTED');
  return entries;
}

/** Unpacks every part within the byte limits, whatever the directory declares, and proves each size and checksum. */
export function unpackZip(file: Buffer, entries: readonly ZipEntry[]): ZipPart[] {
  let left = inflatedBytesMax(file);
  return entries.map((entry) => {
    const content = inflate(packedBytes(file, entry), entry.method, left);
    left -= content.length;
    if (content.length !== entry.inflatedBytes || crc32(content) !== entry.crc) throw new SpreadsheetError('FILE_DAMAGED');
    return { path: entry.path, content };
  });
}

/** Packs parts without compression: the parser is handed only what was unpacked and proved here, never the archive itself. */
export function storeZip(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const name = Buffer.from(part.path, 'utf8');
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(part.content), 10);
    fields.writeUInt32LE(part.content.length, 14);
    fields.writeUInt32LE(part.content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const position = Buffer.alloc(14);
    position.writeUInt32LE(offset, 10);
    bodies.push(uint32(LOCAL_SIGNATURE), fields, name, part.content);
    directory.push(uint32(DIRECTORY_SIGNATURE), Buffer.from([20, 0]), fields, position, name);
    offset += LOCAL_BYTES + name.length + part.content.length;
  }
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END_SIGNATURE, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, piece) => sum + piece.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

function inflatedBytesMax(file: Buffer): number {
  return Math.min(INFLATED_BYTES_MAX, file.length * INFLATE_RATIO_MAX);
}

function findEnd(file: Buffer): number {
  const first = Math.max(0, file.length - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = file.length - END_BYTES; at >= first; at--) {
    if (file.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new SpreadsheetError('FILE_DAMAGED');
}

function readEntry(file: Buffer, at: number): ZipEntry {
  const nameStart = at + DIRECTORY_BYTES;
  return {
    flags: file.readUInt16LE(at + 8),
    method: file.readUInt16LE(at + 10),
    crc: file.readUInt32LE(at + 16),
    packedBytes: file.readUInt32LE(at + 20),
    inflatedBytes: file.readUInt32LE(at + 24),
    localOffset: file.readUInt32LE(at + 42),
    path: file.toString('utf8', nameStart, nameStart + file.readUInt16LE(at + 28)),
  };
}

function packedBytes(file: Buffer, entry: ZipEntry): Buffer {
  const at = entry.localOffset;
  if (at + LOCAL_BYTES > file.length || file.readUInt32LE(at) !== LOCAL_SIGNATURE) throw new SpreadsheetError('FILE_DAMAGED');
  const start = at + LOCAL_BYTES + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  if (start + entry.packedBytes > file.length) throw new SpreadsheetError('FILE_DAMAGED');
  return file.subarray(start, start + entry.packedBytes);
}

function inflate(packed: Buffer, method: number, bytesMax: number): Buffer {
  if (method === METHOD_STORED) {
    if (packed.length > bytesMax) throw new SpreadsheetError('FILE_INFLATES_TOO_MUCH');
    return packed;
  }
  if (method !== METHOD_DEFLATED) throw new SpreadsheetError('FILE_DAMAGED');
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytesMax) });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new SpreadsheetError(tooLarge ? 'FILE_INFLATES_TOO_MUCH' : 'FILE_DAMAGED');
  }
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
