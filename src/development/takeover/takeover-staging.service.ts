import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../../access/access.js';
import { organizationInScope } from '../../organizations/organization-records.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { badInput, Fault } from '../../platform/errors/faults.js';
import { SpreadsheetReader, type SheetTable } from '../../platform/spreadsheet/spreadsheet-reader.js';
import { readUploadedSheet, storableFileName } from '../../platform/spreadsheet/spreadsheet-upload.js';
import { JobOutbox } from '../../platform/queue/job-outbox.js';
import { refusalsWithoutAssessment } from '../cases/case-opening.service.js';
import { RowDrafts } from './takeover-drafts.js';
import { type ReadSheet, readTakeoverSheet } from './takeover-reading.rules.js';
import { JUDGE_TAKEOVER } from './takeover.jobs.js';
import { TAKEOVER_RECORD_KIND } from './takeover-states.js';
import { TakeoverBatch, TakeoverRow } from './takeover.entity.js';

/** People in one sheet at most: each has a case of some twenty facts. */
export const ROWS_PER_SHEET_MAX = 500;

/** A sheet as it was sent. */
export interface UploadedSheet {
  organizationId: string;
  fileName: string;
  content: Buffer;
}

/** Dry run of a takeover: reads the sheet and stages its rows; a job asks the rules about each. Neither a case nor a fact comes of it, and the bytes are not kept. */
@Injectable()
export class TakeoverStaging {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly reader: SpreadsheetReader,
    private readonly drafts: RowDrafts,
    private readonly outbox: JobOutbox,
    private readonly audit: AuditTrail,
  ) {}

  /** Requires that the caller may record for the organization; asked before the file is taken in. Throws NOT_FOUND. */
  async requireOrganization(caller: Caller, organizationId: string): Promise<void> {
    const scope = await this.access.organizations(caller, 'development.record');
    await this.transactions.run(async (tx) => {
      await organizationInScope(tx, scope, organizationId, 'organizationId');
      refuseUpload(await refusalsWithoutAssessment(tx, organizationId));
    });
  }

  /** Stages a sheet and returns the batch's id. Throws BAD_USER_INPUT when the file cannot be read or a required column is missing. */
  async stage(caller: Caller, sheet: UploadedSheet): Promise<string> {
    const scope = await this.access.organizations(caller, 'development.record');
    const members = await this.access.organizations(caller, 'memberships.read');
    const table = await readUploadedSheet(this.reader, sheet.content, sheet.fileName);
    const read = readTakeoverSheet(table.rows);
    refuseUnreadable(read);
    return this.transactions.run((tx) => this.write(tx, caller, { sheet, table, read }, { scope, members }));
  }

  private async write(
    tx: Tx,
    caller: Caller,
    { sheet, table, read }: { sheet: UploadedSheet; table: SheetTable; read: ReadSheet },
    { scope, members }: { scope: OrganizationScope; members: OrganizationScope },
  ): Promise<string> {
    const organization = await organizationInScope(tx, scope, sheet.organizationId, 'organizationId');
    const draft = batchOf(tx, caller, sheet, table, read);
    const jobId = await this.outbox.enqueue(tx, JUDGE_TAKEOVER, { scopeId: INSTALLATION_SCOPE, key: draft.id, payload: {} });
    const batch = { ...draft, jobId };
    const rows = await this.drafts.of(tx, read.rows, { batchId: batch.id, rootId: organization.id, members, todayOn: localDateOf(tx.at) });
    await tx.insert(TakeoverBatch, [batch]);
    await tx.insert(TakeoverRow, rows);
    await this.audit.record(tx, caller, {
      scopeId: organization.id,
      action: 'uploadDevelopmentTakeover',
      recordKind: TAKEOVER_RECORD_KIND,
      recordId: batch.id,
      changes: [
        { field: 'fileName', after: batch.fileName },
        { field: 'sha256', after: batch.sha256 },
        { field: 'rowsCount', after: batch.rowsCount },
      ],
    });
    return batch.id;
  }
}

/** An upload answers with faults, not with a payload: the refusals become its field problems. */
function refuseUpload(refusals: readonly { code: string; message: { zh: string; en: string } }[]): void {
  const [first] = refusals;
  if (first) throw badInput(['organizationId'], first.code, first.message);
}

function refuseUnreadable(read: ReadSheet): void {
  if (read.rows.length > ROWS_PER_SHEET_MAX) {
    throw badInput(['file'], 'TOO_MANY_ROWS', {
      zh: `一次最多接管 ${ROWS_PER_SHEET_MAX} 人,请分批上传。`,
      en: `At most ${ROWS_PER_SHEET_MAX} people are taken over at once; send the sheet in parts.`,
    });
  }
  const errors = read.fileFindings.filter(({ severity }) => severity === 'ERROR');
  if (errors.length === 0 && read.rows.length > 0) return;
  const fields = errors.map(({ code, column, message }) => ({ path: ['file', column ?? ''], code, message: named(column, message) }));
  if (fields.length > 0) throw new Fault('BAD_USER_INPUT', { fields, message: fields[0]!.message });
  throw badInput(['file'], 'SHEET_EMPTY', { zh: '表里没有人员。', en: 'Nobody stands in the sheet.' });
}

function named(column: string | null, { zh, en }: { zh: string; en: string }) {
  return column === null ? { zh, en } : { zh: `“${column}”:${zh}`, en: `"${column}": ${en}` };
}

function batchOf(tx: Tx, caller: Caller, sheet: UploadedSheet, table: SheetTable, read: ReadSheet): TakeoverBatch {
  return {
    id: newId(),
    scopeId: INSTALLATION_SCOPE,
    organizationId: sheet.organizationId,
    fileName: storableFileName(sheet.fileName),
    sha256: table.sha256,
    sizeBytes: sheet.content.length,
    fileFormat: table.format,
    status: 'READING',
    rowsCount: read.rows.length,
    droppedHeaders: read.droppedHeaders,
    fileFindings: read.fileFindings,
    jobId: null,
    reason: null,
    uploadedBy: caller.accountId,
    uploadedAt: tx.at,
    committedBy: null,
    committedAt: null,
    confirmedBy: null,
    confirmedAt: null,
    endedBy: null,
    endedAt: null,
    version: 1,
  };
}
