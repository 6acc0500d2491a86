import type { JobDefinition } from './job-definition.js';
import { tickAfter } from './job-schedule.rules.js';
import { JOB_KEY_MAX, JOB_NAME_MAX, machineTime } from './queue-limits.js';

const TICK_SUFFIX_LENGTH = 20;

/** A job that the clock asks for, once per tick in the whole installation. Its payload is empty and its key is the schedule's name. */
export interface JobSchedule {
  readonly name: string;
  /** Five fields, or six with seconds first, read in Asia/Shanghai. */
  readonly cron: string;
  readonly job: JobDefinition;
}

const declared = new Map<string, JobSchedule>();

/** Declares a schedule. Throws when the pattern is not valid or the name is taken. */
export function declareSchedule(name: string, options: { cron: string; job: JobDefinition }): JobSchedule {
  if (declared.has(name)) throw new Error(`Schedule ${name} is declared twice`);
  if (name.length > Math.min(JOB_NAME_MAX, JOB_KEY_MAX - TICK_SUFFIX_LENGTH)) throw new Error(`Schedule name ${name} is too long`);
  tickAfter(options.cron, machineTime());
  const schedule = { name, ...options };
  declared.set(name, schedule);
  return schedule;
}

/** Every schedule declared so far in this process. */
export function declaredSchedules(): JobSchedule[] {
  return [...declared.values()];
}
