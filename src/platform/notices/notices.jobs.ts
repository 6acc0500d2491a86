import { Injectable } from '@nestjs/common';
import { declareJob } from '../queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../queue/job-handler.js';
import type { JobRun } from '../queue/job-run.js';
import { declareSchedule } from '../queue/job-schedule.js';
import { NoticeRetention } from './notice-retention.js';

/** Transactions of one run; what is left waits for the next day. */
const BATCHES_MAX = 100;

/** Removes notices that nobody needs any more. */
export const REMOVE_OLD_NOTICES = declareJob<object>('notices.remove-old', {
  describe: { zh: '清理已读满 180 天或两年未读的站内通知', en: 'Removes notices that were read 180 days ago or lie unread for two years' },
});

declareSchedule('notices.remove-old', { cron: '37 3 * * *', job: REMOVE_OLD_NOTICES });

/** Handler of REMOVE_OLD_NOTICES. */
@Injectable()
@HandlesJob(REMOVE_OLD_NOTICES)
export class RemoveOldNotices implements JobHandler {
  constructor(private readonly retention: NoticeRetention) {}

  async handle(run: JobRun): Promise<void> {
    for (let batch = 0; batch < BATCHES_MAX; batch++) {
      if ((await run.transaction((tx) => this.retention.removeOld(tx))) === 0) break;
    }
    await run.complete(() => Promise.resolve());
  }
}
