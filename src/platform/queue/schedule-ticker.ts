import { Injectable } from '@nestjs/common';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { inList, Transactions } from '../database/transactions.js';
import { JobHandlers } from './job-handlers.js';
import { JobOutbox } from './job-outbox.js';
import type { JobSchedule } from './job-schedule.js';
import { tickAfter, tickKey, tickUpTo } from './job-schedule.rules.js';
import { OPEN_STATUSES } from './job.entity.js';
import { machineTime, MISSED_TICK_MAX_MS } from './queue-limits.js';

/** Turns ticks of schedules into jobs: each tick once, however many processes notice it, and none while the previous job is open. */
@Injectable()
export class ScheduleTicker {
  private readonly firedUpTo = new Map<string, number>();

  constructor(
    private readonly handlers: JobHandlers,
    private readonly outbox: JobOutbox,
    private readonly transactions: Transactions,
  ) {}

  /** The schedules of this application. */
  get schedules(): readonly JobSchedule[] {
    return this.handlers.catalog.schedules;
  }

  /** Writes the job of one tick (milliseconds). False when it is left out because an earlier job of the schedule is still open. */
  async fire(schedule: JobSchedule, tick: number): Promise<boolean> {
    const isFired = await this.transactions.run(async (tx) => {
      const open = await tx.rows(
        `SELECT id FROM job WHERE scopeId = ? AND name = ? AND jobKey = ? AND status IN ${inList(OPEN_STATUSES)} LIMIT 1`,
        [INSTALLATION_SCOPE, schedule.job.name, schedule.name, ...OPEN_STATUSES],
      );
      if (open.length > 0) return false;
      await this.outbox.enqueue(tx, schedule.job, {
        scopeId: INSTALLATION_SCOPE,
        key: schedule.name,
        payload: {},
        dedupeKey: tickKey(schedule.name, tick),
      });
      return true;
    });
    if (isFired) this.firedUpTo.set(schedule.name, tick);
    return isFired;
  }

  /** Fires the latest tick of each schedule unless it was fired: the inline clock, and what makes up for a tick that got lost. */
  async makeUp(): Promise<void> {
    const now = machineTime();
    for (const schedule of this.schedules) {
      const tick = tickUpTo(schedule.cron, now);
      const isKnown = (this.firedUpTo.get(schedule.name) ?? 0) >= tick;
      if (!isKnown && now - tick < MISSED_TICK_MAX_MS) await this.fire(schedule, tick);
    }
  }

  /** Milliseconds until the next tick of any schedule, at most `limitMs`. */
  untilNextTick(limitMs: number): number {
    const now = machineTime();
    const next = this.schedules.map((schedule) => tickAfter(schedule.cron, now) - now);
    return Math.max(1, Math.min(limitMs, ...next));
  }
}
