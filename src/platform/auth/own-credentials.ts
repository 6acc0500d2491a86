import { Fault } from '../errors/faults.js';
import type { Caller } from './caller.js';

/**
 * Throws FORBIDDEN unless a person signed in. An API token never touches passwords, sessions or tokens: a leaked one could else outlive its
 * own end or widen its own limits.
 */
export function requireSignedInPerson(caller: Caller): void {
  if (caller.kind === 'ACCOUNT') return;
  throw new Fault('FORBIDDEN', {
    reason: 'SIGN_IN_REQUIRED',
    message: { zh: 'API 令牌不能执行这项操作,请用账号登录。', en: 'An API token cannot do this; sign in with the account.' },
  });
}
