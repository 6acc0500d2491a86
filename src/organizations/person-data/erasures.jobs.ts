import { Injectable } from '@nestjs/common';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { declareJob } from '../../platform/queue/job-definition.js';
import { Transactions } from '../../platform/database/transactions.js';
import { HandlesJob, type JobHandler } from '../../platform/queue/job-handler.js';
import { JobOutbox } from '../../platform/queue/job-outbox.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { declareSchedule } from '../../platform/queue/job-schedule.js';
import { ErasureList } from './erasure-list.js';
import { approvedErasures, dueErasures, ErasureRun } from './erasure-run.js';

/** A large embedded database takes its time to be rebuilt. */
const RUN_MAX_MS = 30 * 60_000;

export const ERASE_PERSON = declareJob<object>('organizations.erase-person', {
  describe: { zh: '依本人要求删除个人信息', en: "Erases a person's data at the person's request" },
  runMaxMs: RUN_MAX_MS,
});

export const FINISH_ERASURES = declareJob<object>('organizations.finish-erasures', {
  describe: {
    zh: '保存期届满的个人信息:安排删除;补全删除清单',
    en: 'Starts the erasures whose time of retention is over, and completes the list of erasures',
  },
});

declareSchedule('organizations.finish-erasures', { cron: '25 2 * * *', job: FINISH_ERASURES });

/** Key: the erasure's id. */
@Injectable()
@HandlesJob(ERASE_PERSON)
export class ErasePersonHandler implements JobHandler {
  constructor(private readonly erasures: ErasureRun) {}

  handle(run: JobRun): Promise<unknown> {
    return this.erasures.run(run);
  }
}

/** One job for each erasure that is due, and what the list beside the database lacks; a day gives an erasure one job. */
@Injectable()
@HandlesJob(FINISH_ERASURES)
export class FinishErasuresHandler implements JobHandler {
  constructor(
    private readonly outbox: JobOutbox,
    private readonly transactions: Transactions,
    private readonly list: ErasureList,
  ) {}

  async handle(run: JobRun): Promise<unknown> {
    await this.list.complete(await this.transactions.run(approvedErasures));
    return run.complete(async (tx) => {
      for (const key of await dueErasures(tx)) {
        const job = { scopeId: INSTALLATION_SCOPE, key, payload: {}, dedupeKey: `${key}/${localDateOf(tx.at)}` };
        await this.outbox.enqueue(tx, ERASE_PERSON, job);
      }
    });
  }
}
