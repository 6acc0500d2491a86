import { Module } from '@nestjs/common';
import { HealthModule } from '../operations/health.module.js';
import { JobReruns } from './job-reruns.service.js';
import { JobQueries } from './job.queries.js';
import { JobResolver } from './job.resolver.js';
import { QueueHealth } from './queue-health.js';

/** What people see of jobs: the API and the health check. Apart from `JobsModule`, which also serves where nobody is signed in. */
@Module({ imports: [HealthModule], providers: [JobQueries, JobReruns, JobResolver, QueueHealth] })
export class JobApiModule {}
