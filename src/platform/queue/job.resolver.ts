import { Args, ID, Resolver } from '@nestjs/graphql';
import type { Caller } from '../auth/caller.js';
import { CurrentCaller } from '../auth/current-caller.js';
import type { Page, Selection } from '../database/listing.js';
import { described } from '../graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../graphql/operations.js';
import { Selected, selectionBelow } from '../graphql/selection.js';
import { JobReruns } from './job-reruns.service.js';
import { JobsArgs, RerunJobInput } from './job.inputs.js';
import { JobConnection, JobView, RerunJobPayload } from './job.objects.js';
import { JobQueries } from './job.queries.js';

/** Background jobs, for those who watch over the program. */
@Resolver()
export class JobResolver {
  constructor(
    private readonly queries: JobQueries,
    private readonly reruns: JobReruns,
  ) {}

  @QueryOperation(() => JobConnection, {
    zh: '后台任务列表;已完成的保留七天',
    en: 'Background jobs; those that are done are kept for seven days',
    permission: 'jobs.read',
  })
  jobs(@CurrentCaller() caller: Caller, @Args() args: JobsArgs, @Selected() selection: Selection): Promise<Page<JobView>> {
    return this.queries.jobs(caller, args, selection);
  }

  @QueryOperation(() => JobView, { zh: '一个后台任务', en: 'One background job', permission: 'jobs.read', nullable: true })
  job(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: described('编号', 'Id') }) id: string,
    @Selected() selection: Selection,
  ): Promise<JobView | null> {
    return this.queries.job(caller, id, selection);
  }

  @MutationOperation(() => RerunJobPayload, {
    zh: '重新执行一个失败终止的后台任务',
    en: 'Runs a job again that stopped after too many failures',
    permission: 'jobs.rerun',
  })
  async rerunJob(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: described('输入', 'Input') }) input: RerunJobInput,
    @Selected() selection: Selection,
  ): Promise<RerunJobPayload> {
    await this.reruns.rerunJob(caller, input.jobId);
    return { job: await this.queries.job(caller, input.jobId, selectionBelow(selection, 'job')) };
  }
}
