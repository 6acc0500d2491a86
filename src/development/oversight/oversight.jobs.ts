import { Injectable } from '@nestjs/common';
import { declareJob } from '../../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../../platform/queue/job-handler.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { declareSchedule } from '../../platform/queue/job-schedule.js';
import { OutlookRefresh } from './outlook-refresh.service.js';

export const REFRESH_OUTLOOKS = declareJob('development.refresh-outlooks', {
  describe: { zh: '重新推算全部个案的期限、下一步和各阶段日期', en: 'Derives deadlines, next steps and stage days of all cases anew' },
});

export const SEND_REMINDERS = declareJob('development.send-reminders', {
  describe: { zh: '提醒党务人员办理到期和逾期事项', en: 'Reminds recorders and confirmers of what is due or overdue' },
});

declareSchedule('development.outlooks', { cron: '10 0 * * *', job: REFRESH_OUTLOOKS });
declareSchedule('development.reminders', { cron: '30 7 * * *', job: SEND_REMINDERS });

/** Handler of REFRESH_OUTLOOKS. */
@Injectable()
@HandlesJob(REFRESH_OUTLOOKS)
export class RefreshOutlooks implements JobHandler {
  constructor(private readonly refresh: OutlookRefresh) {}

  handle(run: JobRun): Promise<void> {
    return this.refresh.refreshAll(run);
  }
}

/** Handler of SEND_REMINDERS. */
@Injectable()
@HandlesJob(SEND_REMINDERS)
export class SendReminders implements JobHandler {
  constructor(private readonly refresh: OutlookRefresh) {}

  handle(run: JobRun): Promise<void> {
    return this.refresh.remindAll(run);
  }
}
