import { randomUUID } from 'node:crypto';
import { systemCaller } from '../platform/auth/caller.js';
import { JobReruns } from '../platform/queue/job-reruns.service.js';
import { type Command, WrongCall } from './command.js';

const JOBS_MAX = 100;

/** Runs dead jobs again; the processes that run jobs pick them up. */
export const JOBS_RERUN: Command = {
  name: 'jobs:rerun',
  zh: '重新执行失败终止的后台任务',
  en: 'Runs dead background jobs again',
  options: {},
  operands: '<任务编号 / job id> …',
  run: async ({ operands, terminal, open }) => {
    if (operands.length === 0 || operands.length > JOBS_MAX) throw new WrongCall(`1–${JOBS_MAX} 个任务编号 / job ids`);
    const reruns = (await open()).get(JobReruns);
    const caller = systemCaller(randomUUID());
    for (const jobId of operands) {
      await reruns.rerunFromCommand(caller, jobId);
      terminal.out(`已重新排队 / waiting again: ${jobId}`);
    }
    return 0;
  },
};
