import { Injectable } from '@nestjs/common';
import { declareJob } from '../queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../queue/job-handler.js';
import type { JobRun } from '../queue/job-run.js';
import { declareSchedule } from '../queue/job-schedule.js';
import { AuditSealer, SEAL_BATCH_MAX } from './audit-sealer.js';

/** Batches of one run; what is left waits for the next one, ten seconds later. */
const BATCHES_MAX = 100;
/** A broken chain does not mend itself: long pauses, so that it ends as one dead job an hour and not as thousands. */
const BACKOFF_BASE_MS = 60_000;

/** Appends the entries that wait to the hash chain. */
export const SEAL_AUDIT_TRAIL = declareJob<object>('audit.seal-entries', {
  describe: { zh: '把新的审计记录封入哈希链', en: 'Seals new audit entries into the hash chain' },
  backoffBaseMs: BACKOFF_BASE_MS,
});

declareSchedule('audit.seal-entries', { cron: '*/10 * * * * *', job: SEAL_AUDIT_TRAIL });

/** Handler of SEAL_AUDIT_TRAIL. A batch is a transaction of its own, and two sealers at once do no harm. */
@Injectable()
@HandlesJob(SEAL_AUDIT_TRAIL)
export class SealAuditTrail implements JobHandler {
  constructor(private readonly sealer: AuditSealer) {}

  async handle(run: JobRun): Promise<void> {
    for (let batch = 0; batch < BATCHES_MAX; batch++) {
      if ((await this.sealer.sealBatch()) < SEAL_BATCH_MAX) break;
    }
    await run.complete(() => Promise.resolve());
  }
}
