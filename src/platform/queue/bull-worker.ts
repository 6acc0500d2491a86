import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { SETTINGS, type Settings } from '../config/settings.js';
import { BullDeliveries } from './bull-deliveries.js';
import { BullRelay } from './bull-relay.js';
import { BullSchedules } from './bull-schedules.js';
import { JobClaims } from './job-claims.js';
import { JobExecutor } from './job-executor.js';
import { JobSending } from './job-sending.js';
import { PollLoop } from './poll-loop.js';
import { JOB_TIMINGS, type JobTimings, machineTime } from './queue-limits.js';
import type { Delivery } from './redis-link.js';
import type { Runner } from './runner.js';

/** The job that has been lying in Redis longest, and since when (ms) it is known to. */
interface Untaken {
  jobId: string;
  since: number;
}

/** Takes jobs from Redis and runs them. A delivery is only a hint: whether the job runs is decided by the claim on its row. */
@Injectable()
export class BullWorker implements Runner {
  private readonly logger = new Logger(BullWorker.name);
  private deliveries?: BullDeliveries;
  private watch?: PollLoop;
  private untaken: Untaken | null = null;
  private isStopping = false;

  constructor(
    private readonly claims: JobClaims,
    private readonly executor: JobExecutor,
    private readonly sending: JobSending,
    private readonly schedules: BullSchedules,
    private readonly relay: BullRelay,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(JOB_TIMINGS) private readonly timings: JobTimings,
  ) {}

  start(): void {
    this.deliveries = this.open();
    this.watch = new PollLoop(BullWorker.name, () => this.look());
  }

  async stopTaking(): Promise<void> {
    this.isStopping = true;
    await this.watch?.stop();
    await this.deliveries?.pause();
  }

  async close(): Promise<void> {
    await this.deliveries?.close();
  }

  private open(): BullDeliveries {
    const source = { url: this.settings.REDIS_URL!, prefix: this.settings.REDIS_PREFIX };
    return new BullDeliveries(source, (job) => this.take(job));
  }

  /**
   * A worker of BullMQ has been seen to take nothing any more, for good, after Redis had been killed at the moment at which it began. One that could
   * take a delivery and does not, while the same job lies in Redis for longer than it is sent anew, is replaced.
   */
  private async look(): Promise<number> {
    const jobId = this.relay.isConnected ? await this.sending.oldestSent() : null;
    if (jobId === null) this.untaken = null;
    else if (jobId !== this.untaken?.jobId) this.untaken = { jobId, since: machineTime() };
    if (!this.isStopping && this.untaken && this.isDeafSince(this.untaken)) {
      this.logger.warn(`Nothing was taken from Redis for ${this.timings.deafMs} ms although jobs lie there; the connection is made anew`);
      const deaf = this.deliveries;
      this.deliveries = this.open();
      this.untaken = null;
      await deaf?.close();
    }
    return this.timings.sweepMs;
  }

  private isDeafSince({ since }: Untaken): boolean {
    return machineTime() - since >= this.timings.deafMs && this.deliveries!.isIdleSince(since);
  }

  private async take(job: Job<Delivery>): Promise<void> {
    const { jobId, schedule } = job.data;
    if (schedule !== undefined) return this.schedules.deliver(schedule, job.opts.prevMillis ?? job.timestamp);
    if (jobId === undefined) return;
    if (this.isStopping) return this.sending.decline(jobId);
    const claim = await this.claims.claimDelivered(jobId);
    if (claim) await this.executor.execute(claim);
  }
}
