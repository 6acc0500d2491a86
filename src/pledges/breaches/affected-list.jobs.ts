import { Injectable } from '@nestjs/common';
import { systemCaller } from '../../platform/auth/caller.js';
import { declareJob } from '../../platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../../platform/queue/job-handler.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { AffectedList } from './affected-list.js';

export const LIST_AFFECTED_SESSIONS = declareJob('pledges.list-affected-sessions', {
  describe: { zh: '撤销承诺后再次核对已确认的场次', en: 'Looks once more for sessions confirmed while a pledge was revoked' },
});

/** Key: the breach case's id. */
@Injectable()
@HandlesJob(LIST_AFFECTED_SESSIONS)
export class ListAffectedSessions implements JobHandler {
  constructor(private readonly affected: AffectedList) {}

  handle(run: JobRun): Promise<unknown> {
    return run.complete((tx) => this.affected.listAgain(tx, systemCaller(run.jobId), run.scopeId, run.key));
  }
}
