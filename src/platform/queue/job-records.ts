import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ListingDefinition } from '../database/listing.js';
import type { Tx } from '../database/transactions.js';
import { notFound } from '../errors/faults.js';
import { DomainError } from '../errors/refusals.js';
import { JobHandlers } from './job-handlers.js';
import { JobNudge } from './job-nudge.js';
import { JOB_NOT_DEAD } from './queue.errors.js';
import type { JobStatus } from './job.entity.js';
import { ATTEMPTS_MAX_DEFAULT, machineTime } from './queue-limits.js';

/** How jobs are listed. Instants are milliseconds. The payload is left out: it means something to its handler only. */
export const jobListing: ListingDefinition = {
  table: 'job',
  fields: {
    id: 'id',
    scopeId: 'scopeId',
    name: 'name',
    key: 'jobKey',
    status: 'status',
    attempts: 'attempts',
    attemptsMax: 'attemptsMax',
    dueAt: 'dueAt',
    createdAt: 'createdAt',
    startedAt: 'startedAt',
    finishedAt: 'finishedAt',
    lastError: 'lastError',
    progressDone: 'progressDone',
    progressTotal: 'progressTotal',
    progressNote: 'progressNote',
  },
  orders: { NEWEST_FIRST: { by: [], direction: 'DESC' }, OLDEST_FIRST: { by: [], direction: 'ASC' } },
};

/** How far a job is. */
export interface JobProgress {
  jobId: string;
  status: JobStatus;
  done: number;
  /** Null while the whole is not known. */
  total: number | null;
  note: string | null;
  lastError: string | null;
}

const PROGRESS_COLUMNS = 'id AS jobId, status, progressDone AS done, progressTotal AS total, progressNote AS note, lastError';

/** What people and health checks see of jobs, and the second chance of a dead one. */
@Injectable()
export class JobRecords {
  constructor(
    private readonly dataSource: DataSource,
    private readonly handlers: JobHandlers,
    private readonly nudge: JobNudge,
  ) {}

  /** Gives a DEAD job as many attempts again as it had. Throws NOT_FOUND (`input.jobId`) or refuses with JOB_NOT_DEAD. */
  async rerun(tx: Tx, jobId: string): Promise<void> {
    const [row] = await tx.rows<{ name: string; status: JobStatus }>('SELECT name, status FROM job WHERE id = ?', [jobId]);
    if (!row) throw notFound('input', 'jobId');
    const attempts = this.handlers.find(row.name)?.definition.attemptsMax ?? ATTEMPTS_MAX_DEFAULT;
    const matched = await tx.execute(
      `UPDATE job SET status = 'WAITING', attemptsMax = attempts + ?, dueAt = ?, finishedAt = NULL WHERE id = ? AND status = 'DEAD'`,
      [attempts, machineTime(), jobId],
    );
    if (matched === 0) throw new DomainError([JOB_NOT_DEAD({ status: row.status === 'DEAD' ? 'WAITING' : row.status }, 'input', 'jobId')]);
    tx.afterCommit(() => this.nudge.signal());
  }

  /** How far a job is; null when there is no such job (any more). */
  async progress(jobId: string): Promise<JobProgress | null> {
    const [row] = await this.dataSource.query<JobProgress[]>(`SELECT ${PROGRESS_COLUMNS} FROM job WHERE id = ?`, [jobId]);
    return row ?? null;
  }

  /** Since when the oldest job has been waiting that could run now; null when none does. Delayed jobs and those in back-off do not count. */
  async oldestWaitingAt(): Promise<Date | null> {
    const [row] = await this.dataSource.query<{ oldest: number | string | null }[]>(
      `SELECT MIN(createdAt) AS oldest FROM job WHERE status = 'SENT' OR (status = 'WAITING' AND dueAt <= ?)`,
      [machineTime()],
    );
    return row?.oldest === null || row === undefined ? null : new Date(Number(row.oldest));
  }

  /** How many jobs have used up their attempts. */
  async deadCount(): Promise<number> {
    const [row] = await this.dataSource.query<{ total: number | string }[]>(`SELECT COUNT(*) AS total FROM job WHERE status = 'DEAD'`);
    return Number(row!.total);
  }
}
