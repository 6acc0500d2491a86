import { Injectable } from '@nestjs/common';
import { declareJob } from '../queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../queue/job-handler.js';
import type { JobRun } from '../queue/job-run.js';
import { declareSchedule } from '../queue/job-schedule.js';
import { AuthCleanup } from './auth-cleanup.js';

/** Transactions of one run; what is left waits for the next hour. */
const BATCHES_MAX = 100;

/** Removes ended sessions, exchanged refresh tokens and old counts of failed sign-ins. */
export const REMOVE_STALE_SIGN_INS = declareJob<object>('auth.remove-stale', {
  describe: { zh: '清理已结束的登录会话和过期的登录计数', en: 'Removes ended sessions and old counts of failed sign-ins' },
});

declareSchedule('auth.remove-stale', { cron: '37 * * * *', job: REMOVE_STALE_SIGN_INS });

/** Handler of REMOVE_STALE_SIGN_INS. */
@Injectable()
@HandlesJob(REMOVE_STALE_SIGN_INS)
export class RemoveStaleSignIns implements JobHandler {
  constructor(private readonly cleanup: AuthCleanup) {}

  async handle(run: JobRun): Promise<void> {
    for (let batch = 0; batch < BATCHES_MAX; batch++) {
      if ((await run.transaction((tx) => this.cleanup.removeStale(tx))) === 0) break;
    }
    await run.complete(() => Promise.resolve());
  }
}
