import { Injectable } from '@nestjs/common';
import { declareJob } from '../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../platform/queue/job-handler.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { ImportCommitting } from './import-committing.js';
import { ImportReversing } from './import-reversing.js';

/** A file of 20,000 rows takes seconds; the limit leaves room for a busy database. */
const IMPORT_RUN_MAX_MS = 30 * 60_000;

/** Who asked for the run: the entries are recorded in that account's name. */
export interface ImportRunPayload {
  actorId: string;
}

export const COMMIT_IMPORT = declareJob<ImportRunPayload>('sales.commit-import', {
  describe: { zh: '把上传的销售文件入账', en: 'Books an uploaded sales file' },
  runMaxMs: IMPORT_RUN_MAX_MS,
});

export const REVERSE_IMPORT = declareJob<ImportRunPayload>('sales.reverse-import', {
  describe: { zh: '撤销一个已入账的导入批次', en: 'Reverses a booked import' },
  runMaxMs: IMPORT_RUN_MAX_MS,
});

/** Key: the import's id. */
@Injectable()
@HandlesJob(COMMIT_IMPORT)
export class CommitImportHandler implements JobHandler<ImportRunPayload> {
  constructor(private readonly committing: ImportCommitting) {}

  handle(run: JobRun<ImportRunPayload>): Promise<unknown> {
    return this.committing.run(run);
  }
}

/** Key: the import's id. */
@Injectable()
@HandlesJob(REVERSE_IMPORT)
export class ReverseImportHandler implements JobHandler<ImportRunPayload> {
  constructor(private readonly reversing: ImportReversing) {}

  handle(run: JobRun<ImportRunPayload>): Promise<unknown> {
    return this.reversing.run(run);
  }
}
