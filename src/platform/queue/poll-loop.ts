import { Logger } from '@nestjs/common';
import { errorSummary } from './job-retry.rules.js';
import { settlesWithin } from './waiting.js';

const PAUSE_AFTER_ERROR_MS = 500;
const PAUSE_AFTER_ERROR_MAX_MS = 10_000;
const STOP_WAIT_MAX_MS = 1_000;

/** Repeats a step: at once while there is more to do, else after a pause or a wake-up, and ever more slowly while it fails. */
export class PollLoop {
  private readonly logger: Logger;
  private readonly ended: Promise<void>;
  private isStopped = false;
  private isWoken = false;
  private failures = 0;
  private wakeUp: () => void = () => undefined;

  /** Starts at once. `step` returns how long to pause in milliseconds; 0 goes on at once. */
  constructor(
    name: string,
    private readonly step: () => Promise<number>,
  ) {
    this.logger = new Logger(name);
    this.ended = this.loop();
  }

  /** Ends the pause; during a step, the next pause is left out. */
  wake(): void {
    this.isWoken = true;
    this.wakeUp();
  }

  /** Begins no further step and waits a bounded time for the one that is under way. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.wake();
    await settlesWithin(STOP_WAIT_MAX_MS, this.ended);
  }

  private async loop(): Promise<void> {
    while (!this.isStopped) {
      this.isWoken = false;
      const wait = await this.stepSafely();
      if (wait > 0) await this.rest(wait);
    }
  }

  private async stepSafely(): Promise<number> {
    try {
      const wait = await this.step();
      this.failures = 0;
      return wait;
    } catch (error) {
      if (!this.isStopped) this.logger.error(`Goes on after a pause: ${errorSummary(error)}`);
      return Math.min(PAUSE_AFTER_ERROR_MAX_MS, PAUSE_AFTER_ERROR_MS * 2 ** this.failures++);
    }
  }

  /** A wake-up shortens the pause after success, not the one after a failure. */
  private async rest(milliseconds: number): Promise<void> {
    const isWakeable = this.failures === 0;
    if (this.isStopped || (isWakeable && this.isWoken)) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
      this.wakeUp = () => (isWakeable || this.isStopped ? resolve() : undefined);
    });
    clearTimeout(timer);
    this.wakeUp = () => undefined;
  }
}
