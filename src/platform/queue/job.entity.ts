import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, IntegerColumn, JsonColumn, PrimaryId, TextColumn } from '../database/columns.js';
import { JOB_KEY_MAX, JOB_NAME_MAX, LAST_ERROR_MAX, PROGRESS_NOTE_MAX } from './queue-limits.js';

/**
 * WAITING: written, not taken · SENT: lies in Redis · RUNNING: a process holds a claim on it · DONE: its effect is committed ·
 * DEAD: every attempt failed; it stays until somebody runs it again.
 */
export type JobStatus = 'WAITING' | 'SENT' | 'RUNNING' | 'DONE' | 'DEAD';

/** The states in which a job still has its effect before it. */
export const OPEN_STATUSES = ['WAITING', 'SENT', 'RUNNING'] as const satisfies readonly JobStatus[];

/** One background job: the outbox row written with the change, and the only record of what became of it. */
@Entity('job')
@Index('ux_job_dedupe', ['scopeId', 'name', 'dedupeKey'], { unique: true })
@Index('ix_job_key', ['scopeId', 'name', 'jobKey', 'status'])
@Index('ix_job_due', ['status', 'dueAt'])
export class JobRow {
  @PrimaryId()
  id: string;

  @IdColumn()
  scopeId: string;

  @TextColumn(JOB_NAME_MAX)
  name: string;

  /** What the job is about, such as the id of a session. */
  @TextColumn(JOB_KEY_MAX)
  jobKey: string;

  /** Names the cause, so that one cause makes one job; the row's own id when every call is a cause of its own. */
  @TextColumn(JOB_KEY_MAX)
  dedupeKey: string;

  @JsonColumn()
  payload: object;

  @TextColumn(10)
  status: JobStatus;

  /** Attempts begun; it is counted before the handler runs, so a job that kills its process also comes to an end. */
  @IntegerColumn()
  attempts: number;

  /** The number of the last attempt. A run cut short by a shutdown, and a second life after DEAD, raise it. */
  @IntegerColumn()
  attemptsMax: number;

  /** When a runner must look at the row: WAITING – may start; SENT, RUNNING – the lease ends; DONE, DEAD – it ended. */
  @InstantColumn()
  dueAt: Date;

  /** The claim of the attempt that runs now; whoever holds another claim can no longer write. */
  @IdColumn({ nullable: true })
  claimId: string | null;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn({ nullable: true })
  startedAt: Date | null;

  @InstantColumn({ nullable: true })
  finishedAt: Date | null;

  /** Kind of the last failure, without values and without personal data; the log has the rest under the job's id. */
  @TextColumn(LAST_ERROR_MAX, { nullable: true })
  lastError: string | null;

  @IntegerColumn()
  progressDone: number;

  @IntegerColumn({ nullable: true })
  progressTotal: number | null;

  @TextColumn(PROGRESS_NOTE_MAX, { nullable: true })
  progressNote: string | null;
}
