import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { Access } from '../access/access.js';
import { Permission } from '../platform/auth/permissions.js';
import { badInput } from '../platform/errors/faults.js';
import { SpreadsheetUpload, type UploadRequest } from '../platform/spreadsheet/spreadsheet-upload.js';
import { ImportStaging } from './import-staging.js';
import type { MappingOverride } from './intake/detect-format.js';
import { EXPORT_FORMATS, exportFormat, type ExportFormatCode } from './intake/header-mappings.js';

/** Unknown fields of `columns` that a refusal names. */
const UNKNOWN_FIELDS_SHOWN_MAX = 10;

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
    const upload = await SpreadsheetUpload.of(request, { required: ['parkId'], optional: ['format', 'columns'] });
    const parkId = upload.requiredField('parkId');
    await this.access.requirePark(request.caller!, 'sales.import', parkId, 'parkId');
    const override = overrideOf(upload.field('format'), upload.field('columns'));
    const content = await upload.content();
    return { uploadId: await this.staging.stage(request.caller!, { parkId, fileName: upload.fileName, content, override }) };
  }
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
  if (columns) override.columns = parsedColumns(columns, override.format);
  return override;
}

function parsedColumns(text: string, format: ExportFormatCode | undefined): NonNullable<MappingOverride['columns']> {
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
  refuseUnknownFields(Object.keys(parsed as object), format);
  return parsed as NonNullable<MappingOverride['columns']>;
}

/** A misspelt field would be left out in silence, and its column called missing. */
function refuseUnknownFields(named: readonly string[], format: ExportFormatCode | undefined): void {
  const formats = format ? [format] : (Object.keys(EXPORT_FORMATS) as ExportFormatCode[]);
  const known = new Set<string>(formats.flatMap((code) => exportFormat(code).columns.map(({ field }) => field)));
  const unknown = named.filter((field) => !known.has(field)).map((field) => field.slice(0, 40));
  if (unknown.length === 0) return;
  const shown = unknown.slice(0, UNKNOWN_FIELDS_SHOWN_MAX);
  throw badInput(['columns'], 'BAD_VALUE', {
    zh: `columns 里没有字段“${shown.join('、')}”;可用的字段:${[...known].join('、')}`,
    en: `columns has no field "${shown.join(', ')}"; the fields are ${[...known].join(', ')}`,
  });
}
