import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SETTINGS, type Settings } from '../config/settings.js';
import { BullRelay } from './bull-relay.js';
import { BullSchedules } from './bull-schedules.js';
import { BullWorker } from './bull-worker.js';
import { FINISHED_JOBS_SCHEDULE, REMOVE_FINISHED_JOBS, RemoveFinishedJobs } from './finished-jobs.jobs.js';
import { InlineRunner } from './inline-runner.js';
import { InlineSchedules } from './inline-schedules.js';
import { JobClaims } from './job-claims.js';
import { declaredJobs, type JobDefinition } from './job-definition.js';
import { JobDrain } from './job-drain.js';
import { JobExecutor } from './job-executor.js';
import { JOB_CATALOG, type JobCatalog, JobHandlers } from './job-handlers.js';
import { JobNudge } from './job-nudge.js';
import { JobOutbox } from './job-outbox.js';
import { JobRecords } from './job-records.js';
import { declaredSchedules, type JobSchedule } from './job-schedule.js';
import { JobSending } from './job-sending.js';
import { JobsLifecycle } from './jobs-lifecycle.js';
import { JOB_TIMINGS, JOB_TIMINGS_DEFAULT, type JobTimings } from './queue-limits.js';
import { ScheduleTicker } from './schedule-ticker.js';

/**
 * `api`: without Redis it runs jobs, with Redis it only carries them there. `worker`: runs jobs in either case. `none`: writes jobs
 * and leaves them to others, for commands.
 */
export type JobsRole = 'api' | 'worker' | 'none';

/** What a process says about its jobs. Definitions and schedules are all declared ones unless a test names its own. */
export interface JobsOptions {
  role: JobsRole;
  definitions?: readonly JobDefinition[];
  schedules?: readonly JobSchedule[];
  timings?: Partial<JobTimings>;
}

function catalogOf(options: JobsOptions): JobCatalog {
  return {
    definitions: [...new Set([REMOVE_FINISHED_JOBS, ...(options.definitions ?? declaredJobs())])],
    schedules: [...new Set([FINISHED_JOBS_SCHEDULE, ...(options.schedules ?? declaredSchedules())])],
  };
}

const RUNNERS = [InlineRunner, InlineSchedules, BullRelay, BullSchedules, BullWorker] as const;

function lifecycleOf(
  role: JobsRole,
  settings: Settings,
  executor: JobExecutor,
  ...all: InstanceType<(typeof RUNNERS)[number]>[]
): JobsLifecycle {
  const has = (...wanted: (typeof RUNNERS)[number][]) => all.filter((runner) => wanted.some((kind) => runner instanceof kind));
  if (role === 'none') return new JobsLifecycle([], executor);
  if (!settings.REDIS_URL) return new JobsLifecycle(has(InlineRunner, InlineSchedules), executor);
  return new JobsLifecycle(role === 'worker' ? has(BullRelay, BullSchedules, BullWorker) : has(BullRelay), executor);
}

/** Background jobs for every module: the outbox, its runners and its records. */
@Global()
@Module({})
export class JobsModule {
  static forRoot(options: JobsOptions): DynamicModule {
    return {
      module: JobsModule,
      imports: [DiscoveryModule],
      providers: [
        { provide: JOB_CATALOG, useFactory: () => catalogOf(options) },
        { provide: JOB_TIMINGS, useValue: { ...JOB_TIMINGS_DEFAULT, ...options.timings } satisfies JobTimings },
        ...[JobNudge, JobOutbox, JobHandlers, JobClaims, JobSending, JobExecutor, JobRecords, JobDrain, ScheduleTicker, RemoveFinishedJobs],
        ...RUNNERS,
        {
          provide: JobsLifecycle,
          inject: [SETTINGS, JobExecutor, ...RUNNERS],
          useFactory: (settings: Settings, executor: JobExecutor, ...runners: InstanceType<(typeof RUNNERS)[number]>[]) =>
            lifecycleOf(options.role, settings, executor, ...runners),
        },
      ],
      exports: [JobOutbox, JobRecords, JobDrain, BullRelay],
    };
  }
}
