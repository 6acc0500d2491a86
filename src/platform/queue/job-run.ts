import type { Transactions, Tx } from '../database/transactions.js';
import type { Claim, JobClaims } from './job-claims.js';
import type { JobDefinition } from './job-definition.js';
import { type LockKey, serializeOnAll } from './key-lock.js';
import { PROGRESS_NOTE_MAX } from './queue-limits.js';

/** The process is shutting down: the job goes back to waiting and the attempt does not count. */
export class RunInterrupted extends Error {
  constructor(jobId: string) {
    super(`Job ${jobId} stops because the process shuts down`);
    this.name = 'RunInterrupted';
  }
}

/** What a transaction of a run may ask for. */
export interface RunTransactionOptions {
  /** Matters of the job's scope on which this transaction runs alone; taken before anything is read. */
  serialize?: readonly LockKey[];
}

/** What a run needs from its process. */
export interface RunSurroundings {
  claims: JobClaims;
  transactions: Transactions;
  isStopping: () => boolean;
}

/**
 * One attempt at one job, as its handler sees it. Each transaction begins by proving that this run still holds the job, so a run
 * that was taken for dead can write nothing more, and the effect and the mark DONE are one commit.
 */
export class JobRun<Payload extends object = object> {
  readonly jobId: string;
  readonly key: string;
  readonly scopeId: string;
  readonly payload: Payload;
  /** Counts from 1. */
  readonly attempt: number;
  private isComplete = false;
  private isHoldingRow = false;

  constructor(
    private readonly claim: Claim,
    private readonly definition: JobDefinition,
    private readonly surroundings: RunSurroundings,
  ) {
    this.jobId = claim.jobId;
    this.key = claim.key;
    this.scopeId = claim.scopeId;
    this.payload = claim.payload as Payload;
    this.attempt = claim.attempt;
  }

  /**
   * A step of a long job, in a transaction of its own. The job may run again from its beginning, so the step recognizes its own
   * result. Throws LostClaim, and RunInterrupted when the process shuts down: let both pass.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>, options: RunTransactionOptions = {}): Promise<T> {
    this.refuseWhenStopping();
    return this.held(options.serialize ?? [], async (tx) => {
      const value = await work(tx);
      /* However long the work took, the lease runs from its commit: whoever waits for the row to take it for dead finds it renewed. */
      await this.surroundings.claims.hold(tx, this.claim);
      return value;
    });
  }

  /** The effect and the end of the job, in one transaction. A coalescing job also takes the jobs of its key along. Once per run. */
  async complete<T>(effect: (tx: Tx) => Promise<T>, options: RunTransactionOptions = {}): Promise<T> {
    const { claims } = this.surroundings;
    const own = this.definition.coalesce ? [{ kind: 'job', key: `${this.claim.name}/${this.key}` }] : [];
    const result = await this.held([...own, ...(options.serialize ?? [])], async (tx) => {
      if (this.definition.coalesce) await claims.takeAlong(tx, this.claim);
      const value = await effect(tx);
      await claims.finish(tx, this.claim);
      return value;
    });
    this.isComplete = true;
    return result;
  }

  /** Tells how far the job is; readable at once. `note` is for people and holds no personal data. */
  async progress(done: number, total: number | null, note: string | null = null): Promise<void> {
    await this.transaction((tx) =>
      tx.execute('UPDATE job SET progressDone = ?, progressTotal = ?, progressNote = ? WHERE id = ?', [
        done,
        total,
        note?.slice(0, PROGRESS_NOTE_MAX) ?? null,
        this.jobId,
      ]),
    );
  }

  /** True once the effect is committed; whatever the handler throws afterwards changes nothing. */
  get wasCompleted(): boolean {
    return this.isComplete;
  }

  /** Renews the lease, unless a transaction of the run holds the row and renewed it itself. */
  async keepAlive(): Promise<void> {
    if (!this.isHoldingRow && !this.isComplete) await this.surroundings.claims.renew(this.claim);
  }

  private async held<T>(locks: readonly LockKey[], work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await this.surroundings.transactions.run(async (tx) => {
        this.isHoldingRow = false;
        await serializeOnAll(tx, this.scopeId, locks);
        this.isHoldingRow = true;
        await this.surroundings.claims.hold(tx, this.claim);
        return work(tx);
      });
    } finally {
      this.isHoldingRow = false;
    }
  }

  private refuseWhenStopping(): void {
    if (this.surroundings.isStopping()) throw new RunInterrupted(this.jobId);
  }
}
