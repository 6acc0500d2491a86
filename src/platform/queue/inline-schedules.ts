import { Inject, Injectable } from '@nestjs/common';
import { PollLoop } from './poll-loop.js';
import { JOB_TIMINGS, type JobTimings } from './queue-limits.js';
import type { Runner } from './runner.js';
import { ScheduleTicker } from './schedule-ticker.js';

/** The clock of the schedules where there is no Redis. */
@Injectable()
export class InlineSchedules implements Runner {
  private loop?: PollLoop;

  constructor(
    private readonly ticker: ScheduleTicker,
    @Inject(JOB_TIMINGS) private readonly timings: JobTimings,
  ) {}

  start(): void {
    this.loop = new PollLoop(InlineSchedules.name, async () => {
      await this.ticker.makeUp();
      return this.ticker.untilNextTick(this.timings.schedulesMs);
    });
  }

  async stopTaking(): Promise<void> {
    await this.loop?.stop();
  }

  async close(): Promise<void> {
    await Promise.resolve();
  }
}
