import { Listings, whereIn } from '../platform/database/listing.js';
import { type JobStatus, OPEN_STATUSES } from '../platform/queue/job.entity.js';
import { JobState } from '../platform/queue/job.objects.js';
import { jobListing } from '../platform/queue/job-records.js';
import { type Command, WrongCall } from './command.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 1_000;
const STATUS_WIDTH = 8;
const NAME_WIDTH = 32;

interface JobLine {
  id: string;
  name: string;
  key: string;
  status: JobStatus;
  attempts: number;
  attemptsMax: number;
  createdAt: number | string;
  lastError: string | null;
}

const SHOWN = {
  id: true,
  name: true,
  key: true,
  status: true,
  attempts: true,
  attemptsMax: true,
  createdAt: true,
  lastError: true,
} as const;

/** Lists jobs, the newest first. */
export const JOBS_LIST: Command = {
  name: 'jobs:list',
  zh: '列出后台任务(默认为未完成的和失败终止的)',
  en: 'Lists background jobs, by default those that are open or dead',
  options: {
    status: { type: 'string', zh: `状态:${Object.keys(JobState).join('、')}`, en: `State: ${Object.keys(JobState).join(', ')}` },
    limit: { type: 'string', zh: `最多条数,默认 ${LIMIT_DEFAULT}`, en: `How many at most, ${LIMIT_DEFAULT} by default` },
  },
  run: async ({ options, terminal, open }) => {
    const statuses = typeof options.status === 'string' ? [options.status.toUpperCase()] : [...OPEN_STATUSES, JobState.DEAD];
    if (statuses.some((status) => !(status in JobState))) throw new WrongCall('没有这个状态 / There is no such state');
    const limit = Number(options.limit ?? LIMIT_DEFAULT);
    if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX) throw new WrongCall(`--limit: 1–${LIMIT_MAX}`);
    const context = await open();
    const jobs = await context.get(Listings).list<JobLine>(jobListing, SHOWN, [whereIn('{t}.status', statuses)], '{t}.id DESC', limit);
    for (const job of jobs) terminal.out(lineOf(job));
    if (jobs.length === 0) terminal.note('没有符合条件的任务 / No such jobs');
    return 0;
  },
};

function lineOf(job: JobLine): string {
  const columns = [
    job.id,
    job.status.padEnd(STATUS_WIDTH),
    `${job.attempts}/${job.attemptsMax}`,
    new Date(Number(job.createdAt)).toISOString(),
    job.name.padEnd(NAME_WIDTH),
    job.key,
    job.lastError ?? '',
  ];
  return columns.join('  ').trimEnd();
}
