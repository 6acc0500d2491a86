import type { Bilingual } from '../errors/faults.js';
import { ATTEMPTS_MAX_DEFAULT, BACKOFF_BASE_DEFAULT_MS, JOB_NAME_MAX, RUN_MAX_DEFAULT_MS } from './queue-limits.js';

/** One kind of background job. */
export interface JobDefinition<Payload extends object = object> {
  readonly name: string;
  /** Attempts after which the job is DEAD. */
  readonly attemptsMax: number;
  /** The pause after the first failure is at most this; it doubles with each further one, up to ten minutes. */
  readonly backoffBaseMs: number;
  /** An attempt that takes longer is given up and counts as failed. */
  readonly runMaxMs: number;
  /**
   * The job recomputes its key from committed rows, whatever the payload: a run takes along all jobs of the same scope and key
   * that were committed before its effect began to read, and runs of one key never overlap.
   */
  readonly coalesce: boolean;
  /** What the job does, for the people who see it listed. */
  readonly describe: Bilingual;
  /** Never set: it carries the type of the payload. */
  readonly payload?: Payload;
}

/** What a declaration may leave out. */
export interface JobOptions {
  describe: Bilingual;
  attemptsMax?: number;
  backoffBaseMs?: number;
  runMaxMs?: number;
  coalesce?: boolean;
}

const NAME_PATTERN = /^[a-z][a-z-]*\.[a-z][a-z-]*$/;
const declared = new Map<string, JobDefinition>();

/** Declares a kind of job by the stable name `module.verb-noun`. Each module does so in its `*.jobs.ts`, beside the handler. */
export function declareJob<Payload extends object>(name: string, options: JobOptions): JobDefinition<Payload> {
  if (!NAME_PATTERN.test(name) || name.length > JOB_NAME_MAX) throw new Error(`${name} is not a job name such as sales.recompute-day`);
  if (declared.has(name)) throw new Error(`Job ${name} is declared twice`);
  const definition: JobDefinition<Payload> = {
    name,
    attemptsMax: options.attemptsMax ?? ATTEMPTS_MAX_DEFAULT,
    backoffBaseMs: options.backoffBaseMs ?? BACKOFF_BASE_DEFAULT_MS,
    runMaxMs: options.runMaxMs ?? RUN_MAX_DEFAULT_MS,
    coalesce: options.coalesce ?? false,
    describe: options.describe,
  };
  declared.set(name, definition);
  return definition;
}

/** Every job declared so far in this process. */
export function declaredJobs(): JobDefinition[] {
  return [...declared.values()];
}
