import type { Multipart, MultipartFile } from '@fastify/multipart';
import type { AuthenticatedRequest } from '../auth/current-caller.js';
import { badInput, Fault } from '../errors/faults.js';
import { FILE_BYTES_MAX } from './spreadsheet-limits.js';
import { SpreadsheetError } from './spreadsheet-errors.js';
import type { SheetTable, SpreadsheetReader } from './spreadsheet-reader.js';

/** Longest text field of an upload. */
export const FIELD_BYTES_MAX = 4_096;
/** Most text fields of an upload. */
export const FIELDS_MAX = 4;
const FILE_NAME_LENGTH_MAX = 200;
/** As much of a field's name as is shown. */
const SHOWN_NAME_LENGTH_MAX = 40;
/** One part more of each kind than is taken, so that what is too much is seen in its order and named. */
const LIMITS = { fileSize: FILE_BYTES_MAX, files: 2, fields: FIELDS_MAX + 1, fieldSize: FIELD_BYTES_MAX, parts: FIELDS_MAX + 3 };

/** A request that may carry a multipart file. */
export type UploadRequest = AuthenticatedRequest & { parts: (options: object) => AsyncIterableIterator<Multipart, undefined> };

/** Names of the text fields that an upload takes. */
export interface UploadFields {
  required: readonly string[];
  optional?: readonly string[];
}

/**
 * One file of at most 10 MB that a person uploads as multipart/form-data, with a few text fields before it. Fields come first, so that rights
 * are asked before the file's bytes are taken in. Parts are read in the order in which they stand, however the body is cut into packets.
 */
export class SpreadsheetUpload {
  private constructor(
    private readonly part: MultipartFile,
    private readonly fields: ReadonlyMap<string, string>,
    private readonly further: AsyncIterator<Multipart, undefined>,
  ) {}

  /** The upload of a request. Throws BAD_USER_INPUT with everything that is wrong up to the file, UNSUPPORTED_MEDIA_TYPE for another content type. */
  static async of(request: UploadRequest, taken: UploadFields): Promise<SpreadsheetUpload> {
    const fields = new Map<string, string>();
    const problems: Fault[] = [];
    const parts = await partsOf(request);
    for (let read = 1; ; read++) {
      const { done, value: part } = await nextOf(parts);
      if (!done && part.type === 'field') {
        problems.push(...takeField(fields, part, taken));
        if (read > FIELDS_MAX) throw allOf([...problems, tooManyFields()]);
        continue;
      }
      if (done)
        problems.push(
          badInput(['file'], 'MISSING', { zh: '请选择一个文件(multipart 字段 file)', en: 'send one file in the multipart field file' }),
        );
      else if (part.fieldname !== 'file') problems.push(fileElsewhere(shownName(part.fieldname)));
      problems.push(...taken.required.filter((name) => !fields.has(name)).map(notBeforeFile));
      if (done || part.type !== 'file' || problems.length > 0) throw allOf(problems);
      return new SpreadsheetUpload(part, fields, parts);
    }
  }

  /** Name that the sender gave the file. */
  get fileName(): string {
    return this.part.filename;
  }

  /** A text field that stood before the file, or null. */
  field(name: string): string | null {
    return this.fields.get(name) || null;
  }

  /** The same, required. Throws BAD_USER_INPUT. */
  requiredField(name: string): string {
    const value = this.field(name);
    if (!value) throw notBeforeFile(name);
    return value;
  }

  /** The file's bytes. Throws PAYLOAD_TOO_LARGE, and BAD_USER_INPUT when a field or another file follows: nothing is dropped in silence. */
  async content(): Promise<Buffer> {
    let content: Buffer;
    try {
      content = await this.part.toBuffer();
    } catch (error) {
      throw multipartFault(error);
    }
    const { done, value: part } = await nextOf(this.further);
    if (done) return content;
    void passOver(part, this.further);
    if (part.type === 'field') throw notBeforeFile(shownName(part.fieldname));
    throw badInput(['file'], 'SECOND_FILE', { zh: '一次只能上传一个文件,请分别上传', en: 'send one file at a time' });
  }
}

/** Keeps a field, or says what is wrong with it. */
function takeField(fields: Map<string, string>, part: Exclude<Multipart, MultipartFile>, taken: UploadFields): Fault[] {
  const known = [...taken.required, ...(taken.optional ?? [])];
  const name = shownName(part.fieldname);
  if (name === 'file') {
    return [badInput(['file'], 'BAD_VALUE', { zh: 'file 须为文件,不是文字', en: 'file must be a file, not a text' })];
  }
  if (!known.includes(part.fieldname)) {
    return [
      badInput([name], 'UNKNOWN_FIELD', {
        zh: `没有名为“${name}”的字段;可用的字段:${known.join('、')},文件放在 file`,
        en: `there is no field "${name}"; the fields are ${known.join(', ')}, and file for the file`,
      }),
    ];
  }
  if (fields.has(name)) {
    return [
      badInput([name], 'FIELD_TWICE', {
        zh: `字段 ${name} 给了不止一次,请只保留一个`,
        en: `the field ${name} is given more than once; keep one`,
      }),
    ];
  }
  const value = typeof part.value === 'string' ? part.value : JSON.stringify(part.value);
  if (part.valueTruncated || Buffer.byteLength(value) > FIELD_BYTES_MAX) {
    fields.set(name, '');
    return [
      badInput([name], 'FIELD_TOO_LONG', {
        zh: `字段 ${name} 超过 ${FIELD_BYTES_MAX} 字节,请缩短`,
        en: `the field ${name} is longer than ${FIELD_BYTES_MAX} bytes; shorten it`,
      }),
    ];
  }
  if (value !== '') fields.set(name, value);
  return [];
}

function fileElsewhere(name: string): Fault {
  return badInput([name], 'UNKNOWN_FIELD', {
    zh: `文件须放在字段 file,不是“${name}”`,
    en: `the file must be in the field file, not in "${name}"`,
  });
}

function notBeforeFile(name: string): Fault {
  return badInput([name], 'MISSING', {
    zh: `请在文件之前提供 ${name} 字段;放在文件之后的不算`,
    en: `send the field ${name} before the file; one behind it does not count`,
  });
}

function tooManyFields(): Fault {
  return badInput(['file'], 'TOO_MANY_FIELDS', {
    zh: `文字字段最多 ${FIELDS_MAX} 个,请去掉多余的`,
    en: `at most ${FIELDS_MAX} text fields are taken; leave out the others`,
  });
}

function allOf(faults: readonly Fault[]): Fault {
  return new Fault('BAD_USER_INPUT', { fields: faults.flatMap(({ details }) => details.fields ?? []) });
}

/** A field's name as it may be shown. */
function shownName(name: string | undefined): string {
  return [...(name ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '')].slice(0, SHOWN_NAME_LENGTH_MAX).join('');
}

async function partsOf(request: UploadRequest): Promise<AsyncIterator<Multipart, undefined>> {
  try {
    return await Promise.resolve(request.parts({ limits: LIMITS }));
  } catch (error) {
    throw multipartFault(error);
  }
}

async function nextOf(parts: AsyncIterator<Multipart, undefined>): Promise<IteratorResult<Multipart, undefined>> {
  try {
    return await parts.next();
  } catch (error) {
    throw multipartFault(error);
  }
}

/** Lets the rest of a refused body pass by without keeping it, so that the connection is not left waiting. */
async function passOver(first: Multipart, further: AsyncIterator<Multipart, undefined>): Promise<void> {
  try {
    for (let part: Multipart | undefined = first; part; part = (await further.next()).value as Multipart | undefined) {
      if (part.type === 'file') part.file.resume();
    }
  } catch {
    /* The request was refused already. */
  }
}

/** The first sheet of an uploaded file. Throws BAD_USER_INPUT at `file` when it cannot be read. */
export async function readUploadedSheet(reader: SpreadsheetReader, content: Buffer, fileName: string): Promise<SheetTable> {
  try {
    return await reader.read(content, fileName);
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error;
    throw new Fault('BAD_USER_INPUT', { fields: [{ path: ['file'], code: error.code, message: error.text }], message: error.text });
  }
}

/** A file's name as it may be stored and shown. */
export function storableFileName(name: string): string {
  return [...name.normalize('NFC').replace(/[\p{Cc}\p{Cf}]/gu, '')].slice(0, FILE_NAME_LENGTH_MAX).join('') || 'file';
}

function multipartFault(error: unknown): Fault {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_REQ_FILE_TOO_LARGE') {
    return new Fault('PAYLOAD_TOO_LARGE', {
      message: { zh: '文件超过 10 MB,请分批上传。', en: 'The file is larger than 10 MB; send it in parts.' },
    });
  }
  if (code === 'FST_INVALID_JSON_FIELD_ERROR') {
    return badInput(['columns'], 'BAD_VALUE', {
      zh: `application/json 的字段须为 JSON,最多 ${FIELD_BYTES_MAX} 字节`,
      en: `a field of the type application/json must be JSON of at most ${FIELD_BYTES_MAX} bytes`,
    });
  }
  if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return new Fault('UNSUPPORTED_MEDIA_TYPE');
  return badInput(['file'], 'BAD_MULTIPART', {
    zh: '上传内容不完整或格式不对,请重新上传',
    en: 'the upload is incomplete or malformed; send it again',
  });
}
