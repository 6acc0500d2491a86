/** What the driver's error means to the program, whatever the engine. */
interface DriverError {
  errno?: number;
  code?: string;
  errcode?: number;
  message?: string;
  driverError?: DriverError;
}

const RETRYABLE_ERRNO = new Set([1213, 1205, 1020, 1047, 1180, 1412]);
const LOST_CONNECTION_ERRNO = new Set([1053, 1152, 1153, 1927, 2006, 2013, 4031]);
const LOST_CONNECTION_CODES = new Set([
  'PROTOCOL_CONNECTION_LOST',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_SEQUENCE_TIMEOUT',
]);
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_CONSTRAINT_PRIMARY_KEY = 1555;
const MYSQL_DUPLICATE_ENTRY = 1062;

function driverErrorOf(error: unknown): DriverError {
  const outer = (error ?? {}) as DriverError;
  return outer.driverError ?? outer;
}

/** A unique key refused the row: final, the work must not be repeated as it is. */
export function isDuplicateKey(error: unknown): boolean {
  const { errno, errcode } = driverErrorOf(error);
  return errno === MYSQL_DUPLICATE_ENTRY || errcode === SQLITE_CONSTRAINT_UNIQUE || errcode === SQLITE_CONSTRAINT_PRIMARY_KEY;
}

/** The connection broke; before COMMIT nothing was written, at COMMIT the outcome is unknown. */
export function isLostConnection(error: unknown): boolean {
  const { errno, code, message } = driverErrorOf(error);
  if (errno !== undefined && LOST_CONNECTION_ERRNO.has(errno)) return true;
  if (code !== undefined && LOST_CONNECTION_CODES.has(code)) return true;
  return message !== undefined && /connection (is )?(in )?closed/i.test(message);
}

/** Thrown inside a transaction whose work must run again from its beginning, for example because another made the same row first. */
export class RetryWork extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RetryWork';
  }
}

/** Deadlock, lock wait time-out, certification failure or a busy file: the whole work may run again. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof RetryWork) return true;
  const { errno, code, errcode } = driverErrorOf(error);
  if (errno !== undefined && RETRYABLE_ERRNO.has(errno)) return true;
  return (
    code === 'SQLITE_BUSY' ||
    errcode === SQLITE_BUSY ||
    errcode === SQLITE_LOCKED ||
    (errcode !== undefined && (errcode & 0xff) === SQLITE_BUSY)
  );
}

/** The database is away or busy for a while: the same request may succeed later, and whether this one did is not known. */
export function isPassing(error: unknown): boolean {
  return isRetryable(error) || isLostConnection(error);
}
