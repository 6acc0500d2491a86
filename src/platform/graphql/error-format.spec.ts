import { formatError } from './error-format.js';

const asked = { message: 'connect ECONNREFUSED 127.0.0.1:3306', path: ['parks'] };

describe('an error that reaches the client', () => {
  it.each([
    ['cannot be reached', { code: 'ECONNREFUSED' }],
    ['has closed the connection', { driverError: { code: 'PROTOCOL_CONNECTION_LOST' } }],
    ['is shutting down', { driverError: { errno: 1053 } }],
    ['chose a victim of a deadlock', { driverError: { errno: 1213 } }],
    ['is busy', { code: 'SQLITE_BUSY' }],
  ])('is RETRY_LATER when the database %s, also in a read without a transaction (P-DB-2)', (_what, marks) => {
    const { extensions, message, path } = formatError(asked, Object.assign(new Error(asked.message), marks));
    expect([extensions?.code, path]).toEqual(['RETRY_LATER', ['parks']]);
    expect(message).not.toContain('3306');
  });

  it('is INTERNAL and tells nothing when it is a bug', () => {
    const { extensions, message } = formatError(asked, new TypeError('x is undefined'));
    expect(extensions?.code).toBe('INTERNAL');
    expect(message).not.toContain('undefined');
  });
});
