import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { isServerDatabase } from '../database/data-source.js';
import { JobClaims } from './job-claims.js';
import { JobExecutor } from './job-executor.js';
import { JobNudge } from './job-nudge.js';
import { JobSending } from './job-sending.js';
import { PollLoop } from './poll-loop.js';
import { INLINE_CONCURRENCY_MAX, JOB_TIMINGS, type JobTimings } from './queue-limits.js';
import type { Runner } from './runner.js';

/** Runs jobs straight from the table, in this process: the embedded mode, and servers without Redis. Several processes may share one table. */
@Injectable()
export class InlineRunner implements Runner {
  private loops: PollLoop[] = [];
  private isTakingOver: boolean;

  constructor(
    private readonly claims: JobClaims,
    private readonly executor: JobExecutor,
    private readonly sending: JobSending,
    private readonly nudge: JobNudge,
    private readonly dataSource: DataSource,
    @Inject(JOB_TIMINGS) private readonly timings: JobTimings,
  ) {
    this.isTakingOver = !isServerDatabase(this.dataSource);
  }

  start(): void {
    const sweep = new PollLoop(InlineRunner.name, () => this.sweep());
    const pump = new PollLoop(InlineRunner.name, () => this.pump());
    this.nudge.listen(() => pump.wake());
    this.loops = [pump, sweep];
  }

  async stopTaking(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  private async pump(): Promise<number> {
    const free = INLINE_CONCURRENCY_MAX - this.executor.runningCount;
    if (free <= 0) return this.timings.pollMs;
    const claimed = await this.claims.claimDue(free);
    for (const claim of claimed) void this.executor.execute(claim).then(() => this.nudge.signal());
    return claimed.length === free ? 0 : this.timings.pollMs;
  }

  /** The embedded database belongs to this process alone, so whatever ran before its start has ended with its predecessor. */
  private async sweep(): Promise<number> {
    if (this.isTakingOver) {
      await this.claims.endAllLeases();
      this.isTakingOver = false;
    }
    await this.sending.takeBackExpired();
    const swept = await this.claims.sweep((jobId, claimId) => this.executor.holds(jobId, claimId));
    if (swept > 0) this.nudge.signal();
    return this.timings.sweepMs;
  }
}
