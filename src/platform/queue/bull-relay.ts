import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { SETTINGS, type Settings } from '../config/settings.js';
import { JobClaims } from './job-claims.js';
import { JobExecutor } from './job-executor.js';
import { JobNudge } from './job-nudge.js';
import { JobSending } from './job-sending.js';
import { PollLoop } from './poll-loop.js';
import { JOB_TIMINGS, type JobTimings } from './queue-limits.js';
import { type Delivery, RedisLink } from './redis-link.js';
import type { Runner } from './runner.js';

/** Carries due jobs from the table to Redis. API and worker processes may all do so: each row is marked by one of them. */
@Injectable()
export class BullRelay implements Runner {
  private loops: PollLoop[] = [];
  private link?: RedisLink;
  private readonly connected = new JobNudge();

  constructor(
    private readonly sending: JobSending,
    private readonly claims: JobClaims,
    private readonly executor: JobExecutor,
    private readonly nudge: JobNudge,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(JOB_TIMINGS) private readonly timings: JobTimings,
  ) {}

  start(): void {
    this.link = new RedisLink(this.settings.REDIS_URL!, this.settings.REDIS_PREFIX, () => this.connected.signal());
    const relay = new PollLoop(BullRelay.name, () => this.relay());
    const sweep = new PollLoop(BullRelay.name, () => this.sweep());
    this.nudge.listen(() => relay.wake());
    this.connected.listen(() => relay.wake());
    this.loops = [relay, sweep];
  }

  async stopTaking(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  async close(): Promise<void> {
    await this.link?.close();
  }

  /** Calls the listener each time that Redis has become reachable, perhaps empty. */
  onConnected(listener: () => void): void {
    this.connected.listen(listener);
  }

  /** Whether Redis can be reached now; false in a process that never asks. */
  get isConnected(): boolean {
    return this.link !== undefined && this.link.since !== null;
  }

  /** The queue of this process; null while Redis cannot be reached. Throws when Redis does not answer in time. */
  async queue(): Promise<Queue<Delivery> | null> {
    return !this.link || this.link.since === null ? null : this.link.queue();
  }

  private async relay(): Promise<number> {
    const queue = await this.queue();
    if (queue === null) return this.timings.pollMs;
    const batch = await this.sending.take(this.link?.since ?? 0);
    if (batch.jobs.length === 0) return this.timings.pollMs;
    try {
      await queue.addBulk(
        batch.jobs.map(({ jobId, transportId }) => ({
          name: 'job',
          data: { jobId },
          opts: { jobId: transportId, attempts: 1, removeOnComplete: true, removeOnFail: true },
        })),
      );
    } catch (error) {
      await this.sending.takeBack(batch);
      throw error;
    }
    return 0;
  }

  private async sweep(): Promise<number> {
    const swept = await this.claims.sweep((jobId, claimId) => this.executor.holds(jobId, claimId));
    if (swept > 0) this.nudge.signal();
    return this.timings.sweepMs;
  }
}
