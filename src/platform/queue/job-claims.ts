import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { newId } from '../database/ids.js';
import { inList, Transactions, type Tx } from '../database/transactions.js';
import { backoffMs } from './job-retry.rules.js';
import { BACKOFF_BASE_DEFAULT_MS, BATCH_ROWS_MAX, COALESCED_ROWS_MAX, JOB_TIMINGS, type JobTimings, machineTime } from './queue-limits.js';

/** One attempt at one job, held by this process. */
export interface Claim {
  jobId: string;
  claimId: string;
  scopeId: string;
  name: string;
  key: string;
  payload: object;
  attempt: number;
}

/** The row is not held by this claim any more: its lease ended and another attempt has it, or it is done. Nothing more may be written. */
export class LostClaim extends Error {
  constructor(jobId: string) {
    super(`Job ${jobId} is not held by this run any more`);
    this.name = 'LostClaim';
  }
}

interface ClaimedRow extends Omit<Claim, 'payload'> {
  payload: string;
}

interface ExpiredRow {
  id: string;
  claimId: string;
  name: string;
  attempts: number;
}

const CLAIM_COLUMNS = 'id AS jobId, claimId, scopeId, name, jobKey AS `key`, payload, attempts AS attempt';

/** Who runs which job: every change of a row's holder, each by a conditional UPDATE, so any number of processes may compete. */
@Injectable()
export class JobClaims {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    @Inject(JOB_TIMINGS) private readonly timings: JobTimings,
  ) {}

  /** Takes up to `limit` due jobs straight from the table, the longest waiting first. */
  async claimDue(limit: number): Promise<Claim[]> {
    const candidates = await this.dataSource.query<{ id: string }[]>(
      `SELECT id FROM job WHERE status = 'WAITING' AND dueAt <= ? ORDER BY dueAt LIMIT ${limit}`,
      [machineTime()],
    );
    return candidates.length === 0 ? [] : this.claim(candidates.map((row) => row.id));
  }

  /** Takes one job that was delivered from Redis; null when it is taken, done or not due: the delivery was a duplicate. */
  async claimDelivered(jobId: string): Promise<Claim | null> {
    return (await this.claim([jobId]))[0] ?? null;
  }

  private claim(jobIds: readonly string[]): Promise<Claim[]> {
    return this.transactions.run(async (tx) => {
      const claimId = newId();
      const now = machineTime();
      const ids = inList(jobIds);
      const matched = await tx.execute(
        `UPDATE job SET status = 'RUNNING', claimId = ?, attempts = attempts + 1, startedAt = ?, dueAt = ?
          WHERE id IN ${ids} AND (status = 'SENT' OR (status = 'WAITING' AND dueAt <= ?))`,
        [claimId, now, now + this.timings.leaseMs, ...jobIds, now],
      );
      if (matched === 0) return [];
      const rows = await tx.rows<ClaimedRow>(`SELECT ${CLAIM_COLUMNS} FROM job WHERE id IN ${ids} AND claimId = ?`, [...jobIds, claimId]);
      return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as object }));
    });
  }

  /** First word of each transaction of a run: locks the row and renews the lease. Throws LostClaim when somebody else has the job. */
  async hold(tx: Tx, claim: Claim): Promise<void> {
    const matched = await tx.execute(`UPDATE job SET dueAt = ? WHERE id = ? AND claimId = ? AND status = 'RUNNING'`, [
      machineTime() + this.timings.leaseMs,
      claim.jobId,
      claim.claimId,
    ]);
    if (matched === 0) throw new LostClaim(claim.jobId);
  }

  /** Marks the job done in the transaction that carries its effect. */
  async finish(tx: Tx, claim: Claim): Promise<void> {
    const now = machineTime();
    const matched = await tx.execute(
      `UPDATE job SET status = 'DONE', claimId = NULL, finishedAt = ?, dueAt = ?, lastError = NULL
        WHERE id = ? AND claimId = ? AND status = 'RUNNING'`,
      [now, now, claim.jobId, claim.claimId],
    );
    if (matched === 0) throw new LostClaim(claim.jobId);
  }

  /**
   * Marks the other jobs of the claim's key done, as far as they are visible here, also those that run and wait for their turn. The
   * SELECT is the first of its transaction and takes the snapshot with which the effect reads, so a job seen here has its cause seen
   * there; a later one stays and runs on its own.
   */
  async takeAlong(tx: Tx, claim: Claim): Promise<number> {
    const now = machineTime();
    const siblings = await tx.rows<{ id: string }>(
      `SELECT id FROM job WHERE scopeId = ? AND name = ? AND jobKey = ? AND status IN ('WAITING', 'SENT', 'RUNNING') AND id <> ?
         AND (status <> 'WAITING' OR attempts > 0 OR dueAt <= ?) ORDER BY id LIMIT ${COALESCED_ROWS_MAX}`,
      [claim.scopeId, claim.name, claim.key, claim.jobId, now],
    );
    if (siblings.length === 0) return 0;
    const ids = siblings.map((row) => row.id);
    return tx.execute(
      `UPDATE job SET status = 'DONE', claimId = NULL, finishedAt = ?, dueAt = ?, lastError = NULL
        WHERE id IN ${inList(ids)} AND status IN ('WAITING', 'SENT', 'RUNNING')`,
      [now, now, ...ids],
    );
  }

  /** Renews the lease of a run that is between its transactions. */
  renew(claim: Claim): Promise<void> {
    return this.transactions.run((tx) => this.hold(tx, claim));
  }

  /** Books a failed attempt: the job waits for its next one, or is DEAD after the last. False when the claim was lost before. */
  async fail(claim: Claim, lastError: string, backoffBaseMs: number): Promise<boolean> {
    const pause = backoffMs(claim.attempt, backoffBaseMs, Math.random());
    const matched = await this.transactions.run((tx) => this.giveUp(tx, claim.jobId, claim.claimId, lastError, pause));
    return matched > 0;
  }

  /** Gives a job back that a shutdown cut short; the attempt does not count. */
  async giveBack(claim: Claim): Promise<void> {
    await this.transactions.run((tx) =>
      tx.execute(
        `UPDATE job SET status = 'WAITING', claimId = NULL, dueAt = ?, attemptsMax = attemptsMax + 1
          WHERE id = ? AND claimId = ? AND status = 'RUNNING'`,
        [machineTime(), claim.jobId, claim.claimId],
      ),
    );
  }

  /** Books a failed attempt for jobs whose lease has ended, except those that this process still holds. Returns how many. */
  async sweep(isHeldHere: (jobId: string, claimId: string) => boolean): Promise<number> {
    const expired = await this.dataSource.query<ExpiredRow[]>(
      `SELECT id, claimId, name, attempts FROM job WHERE status = 'RUNNING' AND dueAt <= ? ORDER BY dueAt LIMIT ${BATCH_ROWS_MAX}`,
      [machineTime()],
    );
    const lost = expired.filter((row) => !isHeldHere(row.id, row.claimId));
    if (lost.length === 0) return 0;
    return this.transactions.run(async (tx) => {
      let count = 0;
      for (const row of lost) {
        const pause = backoffMs(row.attempts, BACKOFF_BASE_DEFAULT_MS, Math.random());
        count += await this.giveUp(tx, row.id, row.claimId, 'LeaseExpired', pause, machineTime());
      }
      return count;
    });
  }

  /** Ends every lease at once: only for the embedded database, which belongs to this one process. */
  async endAllLeases(): Promise<void> {
    await this.transactions.run((tx) => tx.execute(`UPDATE job SET dueAt = 0 WHERE status IN ('RUNNING', 'SENT')`));
  }

  private giveUp(tx: Tx, jobId: string, claimId: string, lastError: string, pauseMs: number, leaseEndedBy?: number): Promise<number> {
    const now = machineTime();
    const isLast = 'attempts >= attemptsMax';
    return tx.execute(
      `UPDATE job SET dueAt = CASE WHEN ${isLast} THEN ? ELSE ? END, finishedAt = CASE WHEN ${isLast} THEN ? ELSE NULL END,
              status = CASE WHEN ${isLast} THEN 'DEAD' ELSE 'WAITING' END, claimId = NULL, lastError = ?
        WHERE id = ? AND claimId = ? AND status = 'RUNNING' AND dueAt <= ?`,
      [now, now + pauseMs, now, lastError, jobId, claimId, leaseEndedBy ?? Number.MAX_SAFE_INTEGER],
    );
  }
}
