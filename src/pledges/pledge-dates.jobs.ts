import { Injectable } from '@nestjs/common';
import { declareJob } from '../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../platform/queue/job-handler.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { declareSchedule } from '../platform/queue/job-schedule.js';
import { PledgeDates } from './pledge-dates.service.js';

export const APPLY_PLEDGE_DATES = declareJob('pledges.apply-dates', {
  describe: {
    zh: '按日期登记承诺的生效、到期和撤销终局,并结束已离开各方遗留的承诺',
    en: 'Writes down which pledges began, end soon, lapsed or are revoked for good, and ends those that gone parties left behind',
  },
});

/** At local midnight, when a day begins in Asia/Shanghai. */
export const PLEDGE_DATES_SCHEDULE = declareSchedule('pledges.dates', { cron: '0 0 * * *', job: APPLY_PLEDGE_DATES });

@Injectable()
@HandlesJob(APPLY_PLEDGE_DATES)
export class ApplyPledgeDates implements JobHandler {
  constructor(private readonly dates: PledgeDates) {}

  handle(run: JobRun): Promise<unknown> {
    return this.dates.apply(run);
  }
}
