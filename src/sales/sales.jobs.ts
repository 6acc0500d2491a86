import { Injectable } from '@nestjs/common';
import { type LocalDate, localMonthOf } from '../platform/clock/local-date.js';
import { declareJob } from '../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../platform/queue/job-handler.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { Rollups } from './rollup.service.js';

export const RECOMPUTE_SESSION = declareJob<object>('sales.recompute-session', {
  describe: { zh: '重新计算一场直播的销售合计', en: 'Computes the sales totals of one session again' },
  coalesce: true,
});

export const RECOMPUTE_DAY = declareJob<object>('sales.recompute-day', {
  describe: { zh: '重新计算园区一天及当月的销售汇总', en: "Computes a park's day and month again" },
  coalesce: true,
});

/** Key: the session's id. */
@Injectable()
@HandlesJob(RECOMPUTE_SESSION)
export class RecomputeSessionHandler implements JobHandler {
  constructor(private readonly rollups: Rollups) {}

  handle(run: JobRun): Promise<unknown> {
    return run.complete((tx) => this.rollups.recomputeSession(tx, run.scopeId, run.key));
  }
}

/** Key: the day. Days of one month share its month row, so they take turns. */
@Injectable()
@HandlesJob(RECOMPUTE_DAY)
export class RecomputeDayHandler implements JobHandler {
  constructor(private readonly rollups: Rollups) {}

  handle(run: JobRun): Promise<unknown> {
    const day: LocalDate = run.key;
    return run.complete((tx) => this.rollups.recomputeDay(tx, run.scopeId, day), {
      serialize: [{ kind: 'sales-month', key: localMonthOf(day) }],
    });
  }
}
