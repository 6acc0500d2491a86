import { Inject, Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { type Claim, JobClaims, LostClaim } from './job-claims.js';
import { type HandledJob, JobHandlers } from './job-handlers.js';
import { errorSummary, JobFailed } from './job-retry.rules.js';
import { JobRun, RunInterrupted } from './job-run.js';
import { BACKOFF_BASE_DEFAULT_MS, JOB_TIMINGS, type JobTimings } from './queue-limits.js';
import { settlesWithin, within } from './waiting.js';

interface Running {
  claim: Claim;
  run: JobRun;
  ended: Promise<void>;
}

const RENEWALS_PER_LEASE = 3;

/** Runs claimed jobs, keeps their leases and books how each attempt ended; the same for every runner. */
@Injectable()
export class JobExecutor {
  private readonly logger = new Logger(JobExecutor.name);
  private readonly running = new Map<string, Running>();
  private heartbeat?: NodeJS.Timeout;
  private isStopping = false;

  constructor(
    private readonly claims: JobClaims,
    private readonly handlers: JobHandlers,
    private readonly transactions: Transactions,
    @Inject(JOB_TIMINGS) private readonly timings: JobTimings,
  ) {}

  /** How many jobs run in this process. */
  get runningCount(): number {
    return this.running.size;
  }

  /** True while this process holds this claim. */
  holds(jobId: string, claimId: string): boolean {
    return this.running.get(jobId)?.claim.claimId === claimId;
  }

  /** Runs one attempt to its end. It never rejects. */
  execute(claim: Claim): Promise<void> {
    const job = this.handlers.find(claim.name);
    if (!job) return this.bookFailure(claim, BACKOFF_BASE_DEFAULT_MS, new JobFailed(`This program has no handler for ${claim.name}`));
    const surroundings = { claims: this.claims, transactions: this.transactions, isStopping: () => this.isStopping };
    const run = new JobRun(claim, job.definition, surroundings);
    const ended = this.attempt(job, claim, run).finally(() => this.running.delete(claim.jobId));
    this.running.set(claim.jobId, { claim, run, ended });
    this.heartbeat ??= setInterval(() => this.keepAlive(), this.timings.leaseMs / RENEWALS_PER_LEASE);
    return ended;
  }

  /** Lets running jobs end, at most `shutdownWaitMs`; those that have not ended go back to waiting. */
  async stop(): Promise<void> {
    this.isStopping = true;
    const all = Promise.all([...this.running.values()].map((entry) => entry.ended));
    await settlesWithin(this.timings.shutdownWaitMs, all);
    clearInterval(this.heartbeat);
    const abandoned = [...this.running.values()].map((entry) => entry.claim);
    this.running.clear();
    for (const claim of abandoned) await this.giveBack(claim);
  }

  private async attempt(job: HandledJob, claim: Claim, run: JobRun): Promise<void> {
    try {
      await within(
        job.definition.runMaxMs,
        job.handler.handle(run),
        () => new JobFailed(`The attempt took longer than ${job.definition.runMaxMs} ms`),
      );
      if (!run.wasCompleted) throw new JobFailed('The handler returned without completing the job');
    } catch (error) {
      await this.settle(claim, run, job.definition.backoffBaseMs, error);
    }
  }

  /** A run that a shutdown has abandoned books nothing: its job is given back and the database may be closed. */
  private async settle(claim: Claim, run: JobRun, backoffBaseMs: number, error: unknown): Promise<void> {
    if (!this.holds(claim.jobId, claim.claimId)) return;
    if (run.wasCompleted)
      this.logger.warn(`Job ${claim.jobId} (${claim.name}) failed after its effect was committed: ${errorSummary(error)}`);
    else if (error instanceof LostClaim) this.logger.debug(`${error.message} (${claim.name}, attempt ${claim.attempt})`);
    else if (error instanceof RunInterrupted) await this.giveBack(claim);
    else await this.bookFailure(claim, backoffBaseMs, error);
  }

  private async bookFailure(claim: Claim, backoffBaseMs: number, error: unknown): Promise<void> {
    const stack = error instanceof Error ? error.stack : undefined;
    this.logger.error(`Job ${claim.jobId} (${claim.name}) failed in attempt ${claim.attempt}: ${errorSummary(error)}`, stack);
    try {
      await this.claims.fail(claim, errorSummary(error), backoffBaseMs);
    } catch (failure) {
      this.logger.error(`Job ${claim.jobId} keeps its claim until the lease ends: ${errorSummary(failure)}`);
    }
  }

  private async giveBack(claim: Claim): Promise<void> {
    try {
      await this.claims.giveBack(claim);
    } catch (failure) {
      this.logger.warn(`Job ${claim.jobId} keeps its claim until the lease ends: ${errorSummary(failure)}`);
    }
  }

  private keepAlive(): void {
    for (const { claim, run } of this.running.values()) {
      run.keepAlive().catch((error: unknown) => {
        if (!(error instanceof LostClaim)) this.logger.warn(`The lease of job ${claim.jobId} was not renewed: ${errorSummary(error)}`);
      });
    }
  }
}
