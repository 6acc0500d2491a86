import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { newId } from '../platform/database/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { Fault, type FieldProblem } from '../platform/errors/faults.js';
import { SpreadsheetReader } from '../platform/spreadsheet/spreadsheet-reader.js';
import { readUploadedSheet, storableFileName } from '../platform/spreadsheet/spreadsheet-upload.js';
import { ImportBatch, ImportRow } from './import-batch.entity.js';
import { detectFormat, type MappingOverride, type SheetLayout } from './intake/detect-format.js';
import type { Finding } from './intake/findings.js';
import { exportFormat } from './intake/header-mappings.js';
import { parseRows, type ParsedSheet } from './intake/parse-rows.js';
import { stagedWithHashes } from './staged-row.js';

/** Findings about the file as a whole that are kept. */
const FILE_FINDINGS_MAX = 50;
/** Findings of one row that are kept. */
const ROW_FINDINGS_MAX = 10;

/** A file as it was sent. */
export interface UploadedFile {
  parkId: string;
  fileName: string;
  content: Buffer;
  override: MappingOverride;
}

/** Reads an uploaded export and stages its rows. Columns about buyers, unknown columns and the file's bytes are not stored (PR-6). */
@Injectable()
export class ImportStaging {
  constructor(
    private readonly transactions: Transactions,
    private readonly reader: SpreadsheetReader,
    private readonly audit: AuditTrail,
  ) {}

  /** Returns the upload's id. Throws BAD_USER_INPUT with every problem when the file cannot be read or its header is not understood. */
  async stage(caller: Caller, file: UploadedFile): Promise<string> {
    const table = await readUploadedSheet(this.reader, file.content, file.fileName);
    const { layout, findings } = detectFormat(table.rows, file.override);
    if (!layout) throw new Fault('BAD_USER_INPUT', { fields: findings.map(problemOf), message: findings[0]?.message });
    const sheet = parseRows(table.rows, layout);
    return this.transactions.run(async (tx) => {
      const batch = batchOf(caller, file, table, layout, sheet, tx.at);
      await tx.insert(ImportBatch, [batch]);
      await tx.insert(ImportRow, rowsOf(batch, sheet));
      await this.audit.record(tx, caller, {
        scopeId: batch.parkId,
        action: 'uploadSalesFile',
        recordKind: 'ImportBatch',
        recordId: batch.id,
        changes: [
          { field: 'fileName', before: null, after: batch.fileName },
          { field: 'sha256', before: null, after: batch.sha256 },
          { field: 'rowCount', before: null, after: batch.rowCount },
        ],
      });
      return batch.id;
    });
  }
}

function problemOf(finding: Finding): FieldProblem {
  return { path: ['file', ...(finding.row === null ? [] : [finding.row])], code: finding.code, message: finding.message };
}

function batchOf(
  caller: Caller,
  file: UploadedFile,
  table: { sha256: string; format: string },
  layout: SheetLayout,
  sheet: ParsedSheet,
  at: Date,
): ImportBatch {
  const format = exportFormat(layout.format);
  return {
    id: newId(),
    parkId: file.parkId,
    fileName: storableFileName(file.fileName),
    sha256: table.sha256,
    sizeBytes: file.content.length,
    fileFormat: table.format,
    mappingName: layout.format,
    platform: format.platform,
    grain: format.grain,
    basis: `${format.saleBasis}/${format.refundBasis}`,
    status: 'STAGED',
    rowCount: sheet.rows.length,
    droppedHeaders: [...layout.buyerHeaders, ...layout.unknownHeaders].slice(0, 200),
    fileFindings: sheet.sheetFindings.slice(0, FILE_FINDINGS_MAX),
    choices: null,
    jobId: null,
    progressDone: 0,
    isDemo: false,
    reason: null,
    createdBy: caller.accountId,
    createdAt: at,
    committedAt: null,
    reversedAt: null,
    version: 1,
  };
}

function rowsOf(batch: ImportBatch, sheet: ParsedSheet): Partial<ImportRow>[] {
  return sheet.rows.map((row) => ({
    id: newId(),
    parkId: batch.parkId,
    batchId: batch.id,
    rowNumber: row.row,
    state: row.state,
    liveExportId: row.liveExportId.slice(0, 100),
    content: row.content ? stagedWithHashes(row.content) : null,
    findings: row.findings.slice(0, ROW_FINDINGS_MAX),
    outcome: '',
    sessionId: null,
    lineId: null,
    previousLine: null,
  }));
}
