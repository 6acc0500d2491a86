import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JobExecutor } from './job-executor.js';
import type { Runner } from './runner.js';

/** Starts the runners of a process, and at shutdown: takes nothing more, lets jobs end, gives back the rest, closes connections. */
@Injectable()
export class JobsLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly runners: readonly Runner[],
    private readonly executor: JobExecutor,
  ) {}

  onApplicationBootstrap(): void {
    for (const runner of this.runners) runner.start();
  }

  /** Ends before the database closes, which happens in `onApplicationShutdown`. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stopTaking()));
    await this.executor.stop();
    await Promise.all(this.runners.map((runner) => runner.close()));
  }
}
