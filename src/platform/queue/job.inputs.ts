import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, ValidateNested } from 'class-validator';
import { PageArgs } from '../graphql/connection.js';
import { described, describedEnum } from '../graphql/descriptions.js';
import { EnumListField, IdField, TextField } from '../graphql/input-fields.js';
import type { JobStatus } from './job.entity.js';
import { JobState } from './job.objects.js';
import { JOB_NAME_MAX } from './queue-limits.js';

/** Sort orders of jobs. */
export const JobOrder = { NEWEST_FIRST: 'NEWEST_FIRST', OLDEST_FIRST: 'OLDEST_FIRST' } as const;
export type JobOrder = (typeof JobOrder)[keyof typeof JobOrder];
describedEnum(JobOrder, 'JobOrder', '后台任务的排序', 'Sort order of jobs', {
  NEWEST_FIRST: ['最近产生的在前', 'Latest written first'],
  OLDEST_FIRST: ['最早产生的在前', 'Earliest written first'],
});

@InputType({ description: described('后台任务筛选条件', 'Which jobs') })
export class JobFilter {
  @EnumListField(() => JobState, '状态', 'States', { optional: true, maxItems: 5 })
  status?: JobStatus[] | null;

  @TextField('任务名', 'Kind', { optional: true, max: JOB_NAME_MAX })
  name?: string | null;

  @IdField('所属的园区、党组织或整个系统', 'The park, organization or installation that they belong to', { optional: true })
  scopeId?: string | null;
}

@ArgsType()
export class JobsArgs extends PageArgs {
  @Field(() => JobFilter, { nullable: true, description: described('筛选', 'Filter') })
  @IsOptional()
  @Type(() => JobFilter)
  @ValidateNested()
  filter?: JobFilter | null;

  @Field(() => JobOrder, { defaultValue: JobOrder.NEWEST_FIRST, description: described('排序', 'Order') })
  @IsString()
  order: JobOrder;
}

@InputType({ description: described('重新执行一个失败终止的后台任务', 'Run a job again that stopped after too many failures') })
export class RerunJobInput {
  @IdField('后台任务', 'Id of the job')
  jobId: string;
}
