import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { BUSINESS_ZONE } from '../clock/local-date.js';
import { BullRelay } from './bull-relay.js';
import type { JobSchedule } from './job-schedule.js';
import { PollLoop } from './poll-loop.js';
import { JOB_TIMINGS, type JobTimings } from './queue-limits.js';
import type { Delivery } from './redis-link.js';
import type { Runner } from './runner.js';
import { ScheduleTicker } from './schedule-ticker.js';

/** Keeps the schedules in Redis, which may lose them at any time, and makes up for ticks that got lost with it. */
@Injectable()
export class BullSchedules implements Runner {
  private loop?: PollLoop;

  constructor(
    private readonly ticker: ScheduleTicker,
    private readonly relay: BullRelay,
    @Inject(JOB_TIMINGS) private readonly timings: JobTimings,
  ) {}

  start(): void {
    const loop = new PollLoop(BullSchedules.name, () => this.step());
    this.relay.onConnected(() => loop.wake());
    this.loop = loop;
  }

  async stopTaking(): Promise<void> {
    await this.loop?.stop();
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }

  /** Writes the job of a tick that BullMQ delivered; a schedule that this program does not know is removed. */
  async deliver(name: string, tick: number): Promise<void> {
    const schedule = this.ticker.schedules.find((known) => known.name === name);
    if (schedule) await this.ticker.fire(schedule, tick);
    else await (await this.relay.queue())?.removeJobScheduler(name);
  }

  private async step(): Promise<number> {
    await this.ticker.makeUp();
    const queue = await this.relay.queue();
    if (queue === null) return this.timings.schedulesMs;
    for (const schedule of this.ticker.schedules) await this.keep(queue, schedule);
    return this.timings.schedulesMs;
  }

  private async keep(queue: Queue<Delivery>, { name, cron }: JobSchedule): Promise<void> {
    const known = await queue.getJobScheduler(name);
    if (known?.pattern === cron && known.tz === BUSINESS_ZONE) return;
    await queue.upsertJobScheduler(
      name,
      { pattern: cron, tz: BUSINESS_ZONE },
      { name: 'schedule', data: { schedule: name }, opts: { attempts: 1, removeOnComplete: true, removeOnFail: true } },
    );
  }
}
