import { Injectable } from '@nestjs/common';
import { LessThanOrEqual, In } from 'typeorm';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { BreachReminders } from './breaches/breach-reminders.js';
import { DateReminders } from './date-reminders.js';
import { DepartedParties } from './departed-parties.js';
import { IntegrityPledge } from './pledge.entity.js';
import type { PledgeStatus } from './pledge-states.js';
import { PledgeWriter } from './pledge-writer.js';

/** Pledges that one transaction moves on. */
const PLEDGES_PER_CHUNK_MAX = 200;
/** Statuses that the passing of days changes. */
const DATED_STATUSES: readonly PledgeStatus[] = ['SIGNED', 'IN_FORCE', 'EXPIRING', 'WARNED', 'REINSTATED', 'REVOKED'];

/** Writes down what the passing of days has done to pledges. Reads by date are right without it; the history and what hangs on it need it. */
@Injectable()
export class PledgeDates {
  constructor(
    private readonly writer: PledgeWriter,
    private readonly departed: DepartedParties,
    private readonly reminders: DateReminders,
    private readonly breaches: BreachReminders,
  ) {}

  /** Moves on every pledge of the installation whose day has come, reminds, and ends what binds nobody any more. Running it twice, or twice at once, changes nothing more. */
  async apply(run: JobRun): Promise<void> {
    while ((await run.transaction((tx) => this.applyChunk(tx, run.jobId))) > 0);
    await this.reminders.remind(run);
    await this.breaches.remind(run);
    await this.departed.endLeftBehind(run);
    await run.complete(() => Promise.resolve());
  }

  private async applyChunk(tx: Tx, requestId: string): Promise<number> {
    const due = await this.due(tx, localDateOf(tx.at));
    for (const { id } of due) {
      /* Read afresh: moving one pledge on may have moved its predecessor as well. */
      const pledge = await tx.manager.findOneByOrFail(IntegrityPledge, { id });
      await this.writer.settle(tx, pledge, requestId);
    }
    return due.length;
  }

  private due(tx: Tx, today: LocalDate): Promise<IntegrityPledge[]> {
    return tx.manager.find(IntegrityPledge, {
      where: { status: In([...DATED_STATUSES]), dueOn: LessThanOrEqual(today) },
      order: { dueOn: 'ASC', id: 'DESC' },
      take: PLEDGES_PER_CHUNK_MAX,
    });
  }
}
