import { declareRefusal } from '../errors/refusals.js';
import type { JobStatus } from './job.entity.js';

/** Only a job that has used up its attempts is run again by hand. */
export const JOB_NOT_DEAD = declareRefusal<{ status: JobStatus }>('JOB_NOT_DEAD', {
  zh: ({ status }) => `这个后台任务没有失败终止(当前状态 ${status})。`,
  en: ({ status }) => `This background job has not failed for good (its status is ${status}).`,
  cureZh: () => '请等待它自动运行完成。',
  cureEn: () => 'Wait until it has run by itself.',
});
