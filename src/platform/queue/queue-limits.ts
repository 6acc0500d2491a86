/** Times that govern how jobs are taken, kept and given back; all in milliseconds. */
export interface JobTimings {
  /** Longest wait of an idle runner before it looks at the table again. */
  pollMs: number;
  /** How long a claim holds without a renewal; a process that dies frees its jobs after it. */
  leaseMs: number;
  /** How long a job may stay in Redis untaken before it is sent again. */
  sentLeaseMs: number;
  /** How long a worker may take nothing from Redis while a job lies there; longer than `sentLeaseMs`, after which the job is sent again. */
  deafMs: number;
  /** How often expired claims, and jobs that nobody takes, are looked for. */
  sweepMs: number;
  /** How long a shutdown waits for running jobs; the process must be gone 10 s after SIGTERM. */
  shutdownWaitMs: number;
  /** How often the schedules are compared with the clock, besides their own ticks. */
  schedulesMs: number;
}

/** The times of production; a test shortens them, nothing else does. */
export const JOB_TIMINGS_DEFAULT: JobTimings = {
  pollMs: 250,
  leaseMs: 15_000,
  sentLeaseMs: 15_000,
  deafMs: 20_000,
  sweepMs: 2_500,
  shutdownWaitMs: 8_000,
  schedulesMs: 60_000,
};

/** Injection token of the process's `JobTimings`. */
export const JOB_TIMINGS = Symbol('JobTimings');

/** Jobs that one process with the inline runner runs at once. */
export const INLINE_CONCURRENCY_MAX = 4;
/** Jobs that one worker process runs at once. */
export const WORKER_CONCURRENCY_MAX = 10;
/** Rows that one pass of a runner, of the relay or of the sweep takes. */
export const BATCH_ROWS_MAX = 200;
/** Rows that may lie in Redis at once; the rest waits in the table, where it is safe. */
export const SENT_ROWS_MAX = 2_000;
/** Size of a job's payload; it carries ids, never content. */
export const PAYLOAD_BYTES_MAX = 4_096;
/** Jobs that one call of `enqueueMany` may write. */
export const ENQUEUE_ROWS_MAX = 10_000;
/** Waiting jobs of the same key that one run may take along. */
export const COALESCED_ROWS_MAX = 1_000;
/** Characters of a job's or schedule's name. */
export const JOB_NAME_MAX = 64;
/** Characters of a job's key and of its deduplication key. */
export const JOB_KEY_MAX = 100;
/** Characters of the stored summary of an error. */
export const LAST_ERROR_MAX = 300;
/** Characters of a progress note. */
export const PROGRESS_NOTE_MAX = 200;
/** Attempts of a job that does not say otherwise. */
export const ATTEMPTS_MAX_DEFAULT = 8;
/** First step of the back-off of a job that does not say otherwise. */
export const BACKOFF_BASE_DEFAULT_MS = 1_000;
/** Longest pause between two attempts. */
export const BACKOFF_CAP_MS = 10 * 60_000;
/** Longest time one attempt may take before its claim is no longer renewed. */
export const RUN_MAX_DEFAULT_MS = 15 * 60_000;
/** How long a finished job stays readable. */
export const FINISHED_KEPT_MS = 7 * 24 * 3_600_000;
/** Rows that one transaction of the removal deletes. */
export const REMOVAL_ROWS_MAX = 500;
/** Transactions of one run of the removal; what is left waits for the next run. */
export const REMOVAL_BATCHES_MAX = 200;
/** A tick that nobody fired is made up within this time; it is shorter than `FINISHED_KEPT_MS`, so a fired one is still known. */
export const MISSED_TICK_MAX_MS = 24 * 3_600_000;

/**
 * The machine's own time. Leases, back-off and polling follow it and not `Clock`: with a pinned clock no lease would ever end,
 * and a moved clock would make waiting jobs vanish.
 */
export function machineTime(): number {
  return Date.now();
}
