import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../graphql/connection.js';
import { described, describedEnum } from '../graphql/descriptions.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { MutationPayload } from '../graphql/user-errors.js';
import type { JobStatus } from './job.entity.js';

/** States of a job, as the schema names them. */
export const JobState = { WAITING: 'WAITING', SENT: 'SENT', RUNNING: 'RUNNING', DONE: 'DONE', DEAD: 'DEAD' } as const satisfies {
  [Status in JobStatus]: Status;
};
describedEnum(JobState, 'JobStatus', '后台任务的状态', 'State of a background job', {
  WAITING: ['等待执行', 'Waiting to run'],
  SENT: ['已交给执行进程', 'Handed to the workers'],
  RUNNING: ['正在执行', 'Running'],
  DONE: ['已完成', 'Done'],
  DEAD: ['多次失败后停止,等待人工处理', 'Stopped after too many failures; waits for a person'],
});

@ObjectType('Job', { description: described('一个后台任务', 'One background job') })
export class JobView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => ID, { description: described('所属的园区、党组织或整个系统', 'The park, organization or installation that it belongs to') })
  scopeId: string;

  @Field({ description: described('任务名,如 sales.recompute-day', 'Its kind, such as sales.recompute-day') })
  name: string;

  @Field({ description: described('任务做什么(按 Accept-Language)', 'What it does, in the language of Accept-Language') })
  title: string;

  @Field({ description: described('任务针对的记录', 'The record that it is about') })
  key: string;

  @Field(() => JobState, { description: described('状态', 'State') })
  status: JobStatus;

  @Field(() => Int, { description: described('已尝试的次数', 'Attempts begun') })
  attempts: number;

  @Field(() => Int, { description: described('最多尝试的次数', 'Attempts after which it stops') })
  attemptsMax: number;

  @Field(() => DateTimeScalar, {
    description: described('下一次处理的时间;已结束则为结束时间', 'When it is looked at next; when it ended, for one that has ended'),
  })
  dueAt: Date;

  @Field(() => DateTimeScalar, { description: described('产生的时间', 'When it was written') })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: described('最近一次开始的时间', 'When its last attempt began') })
  startedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: described('结束的时间', 'When it ended') })
  finishedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: described('最近一次失败的种类;详情见日志', 'Kind of the last failure; the log has the details'),
  })
  lastError: string | null;

  @Field(() => Int, { description: described('已完成的步数', 'Steps that are done') })
  progressDone: number;

  @Field(() => Int, { nullable: true, description: described('总步数;未知为 null', 'Steps in all; null while unknown') })
  progressTotal: number | null;

  @Field(() => String, { nullable: true, description: described('进度说明', 'Note on the progress') })
  progressNote: string | null;
}

/** A page of jobs. */
export const JobConnection = connectionOf(JobView, 'Job', '后台任务', 'background jobs');

@ObjectType({ description: described('重新执行后台任务的结果', 'Outcome of running a job again') })
export class RerunJobPayload extends MutationPayload {
  @Field(() => JobView, { nullable: true, description: described('后台任务', 'The job') })
  job?: JobView | null;
}
