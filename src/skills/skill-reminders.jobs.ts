import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../platform/queue/job-handler.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { SkillReminders } from './skill-reminders.service.js';
import { POST_PARK_REMINDERS, REQUEST_REMINDERS } from './skills.jobs.js';

@Injectable()
@HandlesJob(REQUEST_REMINDERS)
export class RequestReminders implements JobHandler {
  constructor(private readonly reminders: SkillReminders) {}

  handle(run: JobRun): Promise<unknown> {
    return this.reminders.requestAll(run);
  }
}

/** Scope: the park. Key: the day. */
@Injectable()
@HandlesJob(POST_PARK_REMINDERS)
export class PostParkReminders implements JobHandler {
  constructor(private readonly reminders: SkillReminders) {}

  handle(run: JobRun): Promise<unknown> {
    return run.complete((tx) => this.reminders.postPark(tx, run.scopeId));
  }
}
