import { Injectable } from '@nestjs/common';
import { declareJob } from '../queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../queue/job-handler.js';
import type { JobRun } from '../queue/job-run.js';
import { declareSchedule } from '../queue/job-schedule.js';
import { Idempotency } from './idempotency.js';

/** Transactions of one run; what is left waits for the next hour. */
const BATCHES_MAX = 100;

/** Removes keys that nobody repeats any more. */
export const REMOVE_EXPIRED_KEYS = declareJob<object>('idempotency.remove-expired', {
  describe: { zh: '清理三十天前的幂等键', en: 'Removes idempotency keys that are older than 30 days' },
});

declareSchedule('idempotency.remove-expired', { cron: '47 * * * *', job: REMOVE_EXPIRED_KEYS });

/** Handler of REMOVE_EXPIRED_KEYS. */
@Injectable()
@HandlesJob(REMOVE_EXPIRED_KEYS)
export class RemoveExpiredKeys implements JobHandler {
  constructor(private readonly idempotency: Idempotency) {}

  async handle(run: JobRun): Promise<void> {
    for (let batch = 0; batch < BATCHES_MAX; batch++) {
      if ((await run.transaction((tx) => this.idempotency.removeExpired(tx))) === 0) break;
    }
    await run.complete(() => Promise.resolve());
  }
}
