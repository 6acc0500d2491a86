import { Injectable } from '@nestjs/common';
import { isDuplicateKey, RetryWork } from '../database/database-errors.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/transactions.js';
import type { JobDefinition } from './job-definition.js';
import { JobNudge } from './job-nudge.js';
import { JobRow } from './job.entity.js';
import { ENQUEUE_ROWS_MAX, JOB_KEY_MAX, machineTime, PAYLOAD_BYTES_MAX } from './queue-limits.js';

/** What one job is about. */
export interface JobRequest<Payload extends object> {
  /** The park, organization or `INSTALLATION_SCOPE` to which the job belongs. */
  scopeId: string;
  /** The record that the job is about, at most 100 characters; jobs of one key may be coalesced. */
  key: string;
  /** Ids only, at most 4 kB as JSON: the handler reads what it needs when it runs. */
  payload: Payload;
  /** Names the cause: a second job of the same scope, name and cause is not written. */
  dedupeKey?: string;
  /** The job does not start earlier than this after the call. */
  delayMs?: number;
}

function rowOf<Payload extends object>(tx: Tx, job: JobDefinition<Payload>, request: JobRequest<Payload>): JobRow {
  const id = newId();
  const bytes = Buffer.byteLength(JSON.stringify(request.payload));
  if (bytes > PAYLOAD_BYTES_MAX) throw new Error(`The payload of ${job.name} has ${bytes} bytes; it must carry ids only`);
  for (const text of [request.key, request.dedupeKey ?? id]) {
    if (text.length === 0 || text.length > JOB_KEY_MAX)
      throw new Error(`A key of ${job.name} is empty or longer than ${JOB_KEY_MAX} characters`);
  }
  return Object.assign(new JobRow(), {
    id,
    scopeId: request.scopeId,
    name: job.name,
    jobKey: request.key,
    dedupeKey: request.dedupeKey ?? id,
    payload: request.payload,
    status: 'WAITING',
    attempts: 0,
    attemptsMax: job.attemptsMax,
    dueAt: new Date(machineTime() + (request.delayMs ?? 0)),
    createdAt: tx.at,
    progressDone: 0,
  } satisfies Partial<JobRow>);
}

/** Writes jobs in the transaction that causes them: a job exists exactly when its cause is committed. */
@Injectable()
export class JobOutbox {
  constructor(private readonly nudge: JobNudge) {}

  /** Writes one job and returns its id, or the id of the job that the same `dedupeKey` made before. */
  async enqueue<Payload extends object>(tx: Tx, job: JobDefinition<Payload>, request: JobRequest<Payload>): Promise<string> {
    const row = rowOf(tx, job, request);
    try {
      await tx.insert(JobRow, [row]);
    } catch (error) {
      if (request.dedupeKey === undefined || !isDuplicateKey(error)) throw error;
      return this.idOf(tx, row);
    }
    tx.afterCommit(() => this.nudge.signal());
    return row.id;
  }

  /** Writes many jobs of one kind in few statements and returns their ids in order; none of them may name a `dedupeKey`. */
  async enqueueMany<Payload extends object>(
    tx: Tx,
    job: JobDefinition<Payload>,
    requests: readonly Omit<JobRequest<Payload>, 'dedupeKey'>[],
  ): Promise<string[]> {
    if (requests.length > ENQUEUE_ROWS_MAX)
      throw new Error(`${requests.length} jobs of ${job.name} in one call; the limit is ${ENQUEUE_ROWS_MAX}`);
    const rows = requests.map((request) => rowOf(tx, job, request));
    await tx.insert(JobRow, rows);
    if (rows.length > 0) tx.afterCommit(() => this.nudge.signal());
    return rows.map((row) => row.id);
  }

  private async idOf(tx: Tx, row: JobRow): Promise<string> {
    const [known] = await tx.rows<{ id: string }>('SELECT id FROM job WHERE scopeId = ? AND name = ? AND dedupeKey = ?', [
      row.scopeId,
      row.name,
      row.dedupeKey,
    ]);
    if (!known) throw new RetryWork('the job with this deduplication key was committed after the snapshot of this transaction');
    return known.id;
  }
}
