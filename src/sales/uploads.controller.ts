import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { MultipartFile } from '@fastify/multipart';
import { Access } from '../access/access.js';
import type { AuthenticatedRequest } from '../platform/auth/current-caller.js';
import { Permission } from '../platform/auth/permissions.js';
import { badInput, Fault } from '../platform/errors/faults.js';
import { FILE_BYTES_MAX } from '../platform/spreadsheet/spreadsheet-limits.js';
import { ImportStaging } from './import-staging.js';
import type { MappingOverride } from './intake/detect-format.js';
import { EXPORT_FORMATS, type ExportFormatCode } from './intake/header-mappings.js';

const FIELD_BYTES_MAX = 4_096;
const FIELDS_MAX = 4;

type UploadRequest = AuthenticatedRequest & { file: (options: object) => Promise<MultipartFile | undefined> };

/**
 * `POST /uploads`, multipart/form-data: first the text field `parkId` (and, if wanted, `format` and `columns`, a JSON object field → header), then one
 * file of at most 10 MB. Answers 201 `{ uploadId }`; everything after that is GraphQL.
 */
@Controller('uploads')
export class UploadsController {
  constructor(
    private readonly staging: ImportStaging,
    private readonly access: Access,
  ) {}

  @Post()
  @HttpCode(201)
  @Permission('sales.import')
  async upload(@Req() request: UploadRequest): Promise<{ uploadId: string }> {
    const part = await this.partOf(request);
    const parkId = textField(part, 'parkId');
    if (!parkId) throw badInput(['parkId'], 'MISSING', { zh: '请在文件之前提供 parkId 字段', en: 'send the field parkId before the file' });
    await this.access.requirePark(request.caller!, 'sales.import', parkId, 'parkId');
    const override = overrideOf(textField(part, 'format'), textField(part, 'columns'));
    const content = await this.contentOf(part);
    return { uploadId: await this.staging.stage(request.caller!, { parkId, fileName: part.filename, content, override }) };
  }

  private async partOf(request: UploadRequest): Promise<MultipartFile> {
    const limits = { fileSize: FILE_BYTES_MAX, files: 1, fields: FIELDS_MAX, fieldSize: FIELD_BYTES_MAX, parts: FIELDS_MAX + 1 };
    let part: MultipartFile | undefined;
    try {
      part = await request.file({ limits });
    } catch (error) {
      throw multipartFault(error);
    }
    if (!part)
      throw badInput(['file'], 'MISSING', { zh: '请选择一个文件(multipart 字段 file)', en: 'send one file in the multipart field file' });
    return part;
  }

  private async contentOf(part: MultipartFile): Promise<Buffer> {
    try {
      return await part.toBuffer();
    } catch (error) {
      throw multipartFault(error);
    }
  }
}

function multipartFault(error: unknown): Fault {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_REQ_FILE_TOO_LARGE') {
    return new Fault('PAYLOAD_TOO_LARGE', {
      message: { zh: '文件超过 10 MB,请按日期分批导出。', en: 'The file is larger than 10 MB; export it in parts by date.' },
    });
  }
  if (code === 'FST_INVALID_MULTIPART_CONTENT_TYPE') return new Fault('UNSUPPORTED_MEDIA_TYPE');
  return badInput(['file'], 'BAD_MULTIPART', {
    zh: '上传内容不完整或格式不对,请重新上传',
    en: 'the upload is incomplete or malformed; send it again',
  });
}

function textField(part: MultipartFile, name: string): string | null {
  const field = part.fields[name];
  const single = Array.isArray(field) ? field[0] : field;
  return single && single.type === 'field' && typeof single.value === 'string' ? single.value : null;
}

function overrideOf(format: string | null, columns: string | null): MappingOverride {
  const override: MappingOverride = {};
  if (format) {
    if (!Object.hasOwn(EXPORT_FORMATS, format))
      throw badInput(['format'], 'BAD_VALUE', {
        zh: `没有名为“${format.slice(0, 40)}”的格式`,
        en: `there is no format "${format.slice(0, 40)}"`,
      });
    override.format = format as ExportFormatCode;
  }
  if (columns) override.columns = parsedColumns(columns);
  return override;
}

function parsedColumns(text: string): NonNullable<MappingOverride['columns']> {
  const invalid = badInput(['columns'], 'BAD_VALUE', {
    zh: 'columns 须为 JSON 对象:字段名 → 表头',
    en: 'columns must be a JSON object: field → header',
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid;
  }
  const isMap =
    typeof parsed === 'object' &&
    parsed !== null &&
    !Array.isArray(parsed) &&
    Object.values(parsed).every((header) => typeof header === 'string');
  if (!isMap) throw invalid;
  return parsed as NonNullable<MappingOverride['columns']>;
}
