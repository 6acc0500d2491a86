import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { machineTime } from './queue-limits.js';

const LOOK_EVERY_MS = 20;
const WAIT_MAX_DEFAULT_MS = 30_000;
const NAMED_MAX = 10;

/** Lets a test or a command wait for the background. */
@Injectable()
export class JobDrain {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Returns when no job could run now or is running; jobs that wait for a later time (delay, back-off) do not count. The process, or
   * another one, must run jobs. Throws with the names of the open jobs when it takes longer than `waitMaxMs`.
   */
  async untilIdle(waitMaxMs = WAIT_MAX_DEFAULT_MS): Promise<void> {
    const until = machineTime() + waitMaxMs;
    for (;;) {
      const open = await this.dataSource.query<{ name: string; status: string }[]>(
        `SELECT name, status FROM job WHERE status IN ('SENT', 'RUNNING') OR (status = 'WAITING' AND dueAt <= ?) LIMIT ${NAMED_MAX}`,
        [machineTime()],
      );
      if (open.length === 0) return;
      if (machineTime() >= until) {
        throw new Error(`Jobs are still open after ${waitMaxMs} ms: ${open.map((row) => `${row.name} (${row.status})`).join(', ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}
