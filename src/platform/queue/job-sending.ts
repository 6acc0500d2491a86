import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../database/ids.js';
import { inList, Transactions } from '../database/transactions.js';
import { BATCH_ROWS_MAX, JOB_TIMINGS, type JobTimings, machineTime, SENT_ROWS_MAX } from './queue-limits.js';

/** A job on its way to Redis. The transport id stays the same until the next attempt, so sending it twice adds it once. */
export interface Sending {
  jobId: string;
  transportId: string;
}

/** Rows marked SENT by one call; `sendId` takes the mark back when Redis refuses them. */
export interface SendingBatch {
  sendId: string;
  jobs: Sending[];
}

interface DueRow {
  id: string;
}

/** Which jobs lie in Redis. Redis may forget them at any time: a job that is not taken within its lease is sent again. */
@Injectable()
export class JobSending {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    @Inject(JOB_TIMINGS) private readonly timings: JobTimings,
  ) {}

  /**
   * Marks due jobs SENT and returns them. `redisSince` is the instant (ms) at which the connection to Redis began: everything sent
   * earlier is sent once more, because Redis may have come back empty.
   */
  async take(redisSince: number): Promise<SendingBatch> {
    const now = machineTime();
    const overdue = await this.due('SENT', Math.max(now, Math.min(redisSince, now) + this.timings.sentLeaseMs - 1), BATCH_ROWS_MAX);
    const room = Math.min(BATCH_ROWS_MAX - overdue.length, SENT_ROWS_MAX - (await this.countSent()));
    const waiting = room > 0 ? await this.due('WAITING', now, room) : [];
    const ids = [...overdue, ...waiting].map((row) => row.id);
    return ids.length === 0 ? { sendId: '', jobs: [] } : this.mark(ids, now);
  }

  /** Puts jobs that Redis did not accept back to waiting. */
  async takeBack(batch: SendingBatch): Promise<void> {
    const ids = batch.jobs.map((job) => job.jobId);
    await this.transactions.run((tx) =>
      tx.execute(
        `UPDATE job SET status = 'WAITING', claimId = NULL, dueAt = ? WHERE id IN ${inList(ids)} AND claimId = ? AND status = 'SENT'`,
        [machineTime(), ...ids, batch.sendId],
      ),
    );
  }

  /** Puts one delivered job back to waiting that this process will not run. */
  async decline(jobId: string): Promise<void> {
    await this.transactions.run((tx) =>
      tx.execute(`UPDATE job SET status = 'WAITING', claimId = NULL, dueAt = ? WHERE id = ? AND status = 'SENT'`, [machineTime(), jobId]),
    );
  }

  /** The oldest job that lies in Redis untaken; null when there is none. */
  async oldestSent(): Promise<string | null> {
    const [row] = await this.dataSource.query<{ id: string | null }[]>(`SELECT MIN(id) AS id FROM job WHERE status = 'SENT'`);
    return row?.id ?? null;
  }

  /** Where nothing is sent to Redis any more: jobs that lie there from before go back to waiting after their lease. */
  async takeBackExpired(): Promise<number> {
    const now = machineTime();
    const ids = (await this.due('SENT', now, BATCH_ROWS_MAX)).map((row) => row.id);
    if (ids.length === 0) return 0;
    return this.transactions.run((tx) =>
      tx.execute(`UPDATE job SET status = 'WAITING', claimId = NULL WHERE id IN ${inList(ids)} AND status = 'SENT' AND dueAt <= ?`, [
        ...ids,
        now,
      ]),
    );
  }

  private mark(ids: readonly string[], now: number): Promise<SendingBatch> {
    return this.transactions.run(async (tx) => {
      const sendId = newId();
      const leaseEnd = now + this.timings.sentLeaseMs;
      await tx.execute(
        `UPDATE job SET status = 'SENT', claimId = ?, dueAt = ?
          WHERE id IN ${inList(ids)} AND ((status = 'WAITING' AND dueAt <= ?) OR (status = 'SENT' AND dueAt < ?))`,
        [sendId, leaseEnd, ...ids, now, leaseEnd],
      );
      const rows = await tx.rows<{ id: string; attempts: number }>(
        `SELECT id, attempts FROM job WHERE id IN ${inList(ids)} AND claimId = ?`,
        [...ids, sendId],
      );
      return { sendId, jobs: rows.map((row) => ({ jobId: row.id, transportId: `${row.id}-${row.attempts}` })) };
    });
  }

  private due(status: 'WAITING' | 'SENT', upTo: number, limit: number): Promise<DueRow[]> {
    return this.dataSource.query<DueRow[]>(`SELECT id FROM job WHERE status = ? AND dueAt <= ? ORDER BY dueAt LIMIT ${limit}`, [
      status,
      upTo,
    ]);
  }

  private async countSent(): Promise<number> {
    const [row] = await this.dataSource.query<{ total: number | string }[]>(`SELECT COUNT(*) AS total FROM job WHERE status = 'SENT'`);
    return Number(row!.total);
  }
}
