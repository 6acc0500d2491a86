import { Injectable } from '@nestjs/common';
import { declareJob } from '../../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../../platform/queue/job-handler.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { declareSchedule } from '../../platform/queue/job-schedule.js';
import { TakeoverChecking } from './takeover-checking.js';
import { TakeoverCommitting } from './takeover-committing.js';
import { TakeoverConfirming } from './takeover-confirming.js';
import { TakeoverExpiry } from './takeover-expiry.js';

/** 500 people with some twenty facts each; the limit leaves room for a busy database. */
const TAKEOVER_RUN_MAX_MS = 30 * 60_000;

/** Who asked for the run: it acts in that account's name. */
export interface TakeoverRunPayload {
  actorId: string;
}

export const JUDGE_TAKEOVER = declareJob<object>('development.judge-takeover', {
  describe: { zh: '按规则检查接管表格的各行', en: 'Judges the rows of a sheet of existing cases' },
  runMaxMs: TAKEOVER_RUN_MAX_MS,
});

export const COMMIT_TAKEOVER = declareJob<TakeoverRunPayload>('development.commit-takeover', {
  describe: { zh: '提交接管既有个案的表格', en: 'Commits a sheet of existing cases' },
  runMaxMs: TAKEOVER_RUN_MAX_MS,
});

export const CONFIRM_TAKEOVER = declareJob<TakeoverRunPayload>('development.confirm-takeover', {
  describe: { zh: '把确认过的表格接管为个案', en: 'Makes cases of a confirmed sheet' },
  runMaxMs: TAKEOVER_RUN_MAX_MS,
});

export const EXPIRE_TAKEOVERS = declareJob<object>('development.expire-takeovers', {
  describe: { zh: '撤回长期未提交的接管表格', en: 'Takes back sheets that nobody committed' },
});

declareSchedule('development.expire-takeovers', { cron: '40 3 * * *', job: EXPIRE_TAKEOVERS });

/** Key: the takeover's id. */
@Injectable()
@HandlesJob(JUDGE_TAKEOVER)
export class JudgeTakeoverHandler implements JobHandler {
  constructor(private readonly checking: TakeoverChecking) {}

  handle(run: JobRun): Promise<unknown> {
    return this.checking.run(run);
  }
}

/** Key: the takeover's id. */
@Injectable()
@HandlesJob(COMMIT_TAKEOVER)
export class CommitTakeoverHandler implements JobHandler<TakeoverRunPayload> {
  constructor(private readonly committing: TakeoverCommitting) {}

  handle(run: JobRun<TakeoverRunPayload>): Promise<unknown> {
    return this.committing.run(run);
  }
}

/** Key: the takeover's id. */
@Injectable()
@HandlesJob(CONFIRM_TAKEOVER)
export class ConfirmTakeoverHandler implements JobHandler<TakeoverRunPayload> {
  constructor(private readonly confirming: TakeoverConfirming) {}

  handle(run: JobRun<TakeoverRunPayload>): Promise<unknown> {
    return this.confirming.run(run);
  }
}

@Injectable()
@HandlesJob(EXPIRE_TAKEOVERS)
export class ExpireTakeoversHandler implements JobHandler {
  constructor(private readonly expiry: TakeoverExpiry) {}

  handle(run: JobRun): Promise<unknown> {
    return run.complete((tx) => this.expiry.takeBackStale(tx, run.jobId));
  }
}
