import { Fault } from '../errors/faults.js';
import { backoffMs, errorSummary, JobFailed } from './job-retry.rules.js';
import { BACKOFF_CAP_MS, LAST_ERROR_MAX } from './queue-limits.js';

const ALMOST_ONE = 1 - Number.EPSILON;

describe('pause between attempts', () => {
  it('doubles its bound with each attempt and stops at the cap (P-JOB-5)', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, 1_000, ALMOST_ONE))).toEqual([999, 1_999, 3_999]);
    expect(backoffMs(60, 1_000, ALMOST_ONE)).toBe(BACKOFF_CAP_MS - 1);
  });

  it('spreads over the whole interval from zero (P-JOB-5)', () => {
    expect(backoffMs(4, 1_000, 0)).toBe(0);
    expect(backoffMs(4, 1_000, 0.5)).toBe(4_000);
  });
});

describe('stored summary of an error', () => {
  it('keeps no message that may quote a value (P-JOB-6)', () => {
    const driverError = Object.assign(new Error("Duplicate entry '13800000000' for key"), { code: 'ER_DUP_ENTRY' });
    const wrapped = Object.assign(new Error(driverError.message), { name: 'QueryFailedError', driverError });
    expect(errorSummary(wrapped)).toBe('QueryFailedError (ER_DUP_ENTRY)');
    expect(errorSummary(new SyntaxError('Unexpected token 张 in JSON'))).toBe('SyntaxError');
    expect(errorSummary(new Error('secret'))).toBe('Error');
    expect(errorSummary('secret')).toBe('UnknownError');
  });

  it('keeps the messages that the program wrote for operators, cut to the limit (P-JOB-6)', () => {
    expect(errorSummary(new JobFailed('batch 7 has no mapping'))).toBe('JobFailed: batch 7 has no mapping');
    expect(errorSummary(new Fault('RETRY_LATER'))).toContain('busy');
    expect(errorSummary(new JobFailed('x'.repeat(1_000)))).toHaveLength(LAST_ERROR_MAX);
  });
});
