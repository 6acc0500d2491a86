import { Injectable } from '@nestjs/common';
import { declareJob } from '../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../platform/queue/job-handler.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { declareSchedule } from '../platform/queue/job-schedule.js';
import { SessionTimeouts } from './session-timeouts.service.js';

/** Cancels requests nobody confirmed in time and flags sessions that run too long. */
export const APPLY_TIMEOUTS = declareJob('broadcasts.apply-timeouts', {
  describe: { zh: '取消到点未确认的申请,提示超时的直播', en: 'Cancels requests that expired and flags sessions that run too long' },
  coalesce: true,
});

/** Every five minutes, the length of a slot. */
export const TIMEOUTS_SCHEDULE = declareSchedule('broadcasts.timeouts', { cron: '*/5 * * * *', job: APPLY_TIMEOUTS });

@Injectable()
@HandlesJob(APPLY_TIMEOUTS)
export class ApplyTimeouts implements JobHandler {
  constructor(private readonly timeouts: SessionTimeouts) {}

  handle(run: JobRun): Promise<void> {
    return run.complete((tx) => this.timeouts.applyTimeouts(tx, run.jobId));
  }
}
