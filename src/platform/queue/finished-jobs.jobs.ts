import { Injectable } from '@nestjs/common';
import { inList, type Tx } from '../database/transactions.js';
import { declareJob } from './job-definition.js';
import { HandlesJob, type JobHandler } from './job-handler.js';
import type { JobRun } from './job-run.js';
import { declareSchedule } from './job-schedule.js';
import { FINISHED_KEPT_MS, machineTime, REMOVAL_BATCHES_MAX, REMOVAL_ROWS_MAX } from './queue-limits.js';

/** Removes jobs that have been DONE for seven days; DEAD ones stay. */
export const REMOVE_FINISHED_JOBS = declareJob<Record<string, never>>('jobs.remove-finished', {
  describe: { zh: '清理七天前已完成的后台任务', en: 'Removes background jobs that were done seven days ago' },
});

/** Hourly, away from the full hour. */
export const FINISHED_JOBS_SCHEDULE = declareSchedule('jobs.remove-finished', { cron: '23 * * * *', job: REMOVE_FINISHED_JOBS });

async function removeBatch(tx: Tx, until: number): Promise<number> {
  const rows = await tx.rows<{ id: string }>(
    `SELECT id FROM job WHERE status = 'DONE' AND dueAt <= ? ORDER BY dueAt LIMIT ${REMOVAL_ROWS_MAX}`,
    [until],
  );
  if (rows.length === 0) return 0;
  const ids = rows.map((row) => row.id);
  return tx.execute(`DELETE FROM job WHERE id IN ${inList(ids)} AND status = 'DONE'`, ids);
}

/** Handler of REMOVE_FINISHED_JOBS, in transactions of bounded size. */
@Injectable()
@HandlesJob(REMOVE_FINISHED_JOBS)
export class RemoveFinishedJobs implements JobHandler<Record<string, never>> {
  async handle(run: JobRun<Record<string, never>>): Promise<void> {
    const until = machineTime() - FINISHED_KEPT_MS;
    for (let batch = 0; batch < REMOVAL_BATCHES_MAX; batch++) {
      const removed = await run.transaction((tx) => removeBatch(tx, until));
      if (removed < REMOVAL_ROWS_MAX) break;
    }
    await run.complete(() => Promise.resolve());
  }
}
