import type { MultipartFile } from '@fastify/multipart';
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
/** How the multipart reader calls a file beyond the one that is taken. */
const SECOND_FILE = 'FST_FILES_LIMIT';

/** A request that may carry a multipart file. */
export type UploadRequest = AuthenticatedRequest & { files: (options: object) => AsyncIterableIterator<MultipartFile> };

/**
 * One file of at most 10 MB that a person uploads as multipart/form-data, with a few text fields before it. Fields come first, so that rights
 * are asked before the file's bytes are taken in.
 */
export class SpreadsheetUpload {
  private constructor(
    private readonly part: MultipartFile,
    private readonly further: AsyncIterator<MultipartFile>,
  ) {}

  /** The upload of a request. Throws BAD_USER_INPUT without a file, UNSUPPORTED_MEDIA_TYPE for another content type. */
  static async of(request: UploadRequest): Promise<SpreadsheetUpload> {
    const limits = { fileSize: FILE_BYTES_MAX, files: 1, fields: FIELDS_MAX, fieldSize: FIELD_BYTES_MAX, parts: FIELDS_MAX + 1 };
    let files: AsyncIterator<MultipartFile>;
    let first: IteratorResult<MultipartFile, unknown>;
    try {
      files = request.files({ limits });
      first = await files.next();
    } catch (error) {
      throw multipartFault(error);
    }
    if (first.done)
      throw badInput(['file'], 'MISSING', { zh: '请选择一个文件(multipart 字段 file)', en: 'send one file in the multipart field file' });
    return new SpreadsheetUpload(first.value, files);
  }

  /** Name that the sender gave the file. */
  get fileName(): string {
    return this.part.filename;
  }

  /** A text field that stood before the file, or null. */
  field(name: string): string | null {
    const field = this.part.fields[name];
    const single = Array.isArray(field) ? field[0] : field;
    return single && single.type === 'field' && typeof single.value === 'string' ? single.value : null;
  }

  /** The same, required. Throws BAD_USER_INPUT. */
  requiredField(name: string): string {
    const value = this.field(name);
    if (!value) throw badInput([name], 'MISSING', { zh: `请在文件之前提供 ${name} 字段`, en: `send the field ${name} before the file` });
    return value;
  }

  /** The file's bytes. Throws PAYLOAD_TOO_LARGE, and BAD_USER_INPUT when another file follows: none is dropped in silence. */
  async content(): Promise<Buffer> {
    try {
      const content = await this.part.toBuffer();
      if ((await this.further.next()).done) return content;
      throw Object.assign(new Error('a second file'), { code: SECOND_FILE });
    } catch (error) {
      throw multipartFault(error);
    }
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
  if (code === SECOND_FILE) {
    return badInput(['file'], 'SECOND_FILE', { zh: '一次只能上传一个文件,请分别上传', en: 'send one file at a time' });
  }
  if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return new Fault('UNSUPPORTED_MEDIA_TYPE');
  return badInput(['file'], 'BAD_MULTIPART', {
    zh: '上传内容不完整或格式不对,请重新上传',
    en: 'the upload is incomplete or malformed; send it again',
  });
}
