import { DomainError } from '../errors/refusals.js';
import { Fault } from '../errors/faults.js';
import { BACKOFF_CAP_MS, LAST_ERROR_MAX } from './queue-limits.js';

/** A failure whose message operators may read: it names ids and codes, never personal data. */
export class JobFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'JobFailed';
  }
}

/** The pause after a failed attempt: full jitter below a doubling, capped bound. `random` lies in [0, 1). */
export function backoffMs(attempt: number, baseMs: number, random: number): number {
  return Math.floor(random * Math.min(BACKOFF_CAP_MS, baseMs * 2 ** Math.max(0, attempt - 1)));
}

const CODE_PATTERN = /^[A-Z][A-Z0-9_]{1,40}$/;

function codeOf(error: object): string | null {
  const own = (error as { code?: unknown }).code;
  const driver = (error as { driverError?: { code?: unknown } }).driverError?.code;
  return [own, driver].find((code): code is string => typeof code === 'string' && CODE_PATTERN.test(code)) ?? null;
}

/** What is stored of an error. Messages of drivers and parsers quote values, so only messages of known make are kept, else the kind and code. */
export function errorSummary(error: unknown): string {
  if (!(error instanceof Error)) return 'UnknownError';
  const isReadable = error instanceof JobFailed || error instanceof DomainError || error instanceof Fault;
  const code = codeOf(error);
  const text = isReadable ? `${error.name}: ${error.message}` : code ? `${error.name} (${code})` : error.name;
  return text.slice(0, LAST_ERROR_MAX);
}
