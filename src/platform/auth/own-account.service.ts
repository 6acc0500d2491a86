import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { notFound } from '../errors/faults.js';
import { DomainError, type Refusal, refuseIfAny } from '../errors/refusals.js';
import { PASSWORD_TOO_WEAK, PASSWORD_UNCHANGED, PASSWORD_WRONG } from './accounts.errors.js';
import type { Caller } from './caller.js';
import { requireSignedInPerson } from './own-credentials.js';
import { hashPassword, isWeakPassword, passwordMatches } from './passwords.js';
import { Sessions } from './sessions.service.js';
import { SignInThrottles } from './sign-in-throttle.js';

interface Secret {
  loginName: string;
  passwordHash: string;
}

/** What people do with their own account: password and sessions. An API token may do none of it. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly sessions: Sessions,
    private readonly throttles: SignInThrottles,
  ) {}

  /**
   * Changes the password and ends all other sessions. Guesses of the current password count as failed sign-ins: throws RATE_LIMITED when the
   * name is locked. Refuses PASSWORD_WRONG, PASSWORD_TOO_WEAK, PASSWORD_UNCHANGED.
   */
  async changePassword(caller: Caller, passwords: { currentPassword: string; newPassword: string }, address: string): Promise<void> {
    requireSignedInPerson(caller);
    const { currentPassword, newPassword } = passwords;
    const secret = await this.transactions.run((tx) => secretOf(tx, caller.accountId));
    await this.throttles.reserve(secret.loginName, address);
    const isKnown = await passwordMatches(secret.passwordHash, currentPassword);
    if (isKnown) await this.throttles.release(secret.loginName, address);
    refuseIfAny([...(isKnown ? [] : [passwordWrong()]), ...refusalsOf(newPassword, currentPassword, secret.loginName)]);
    const passwordHash = await hashPassword(newPassword);
    await this.transactions.run(async (tx) => {
      const matched = await tx.execute(
        'UPDATE account SET passwordHash = ?, mustChangePassword = ?, passwordChangedAt = ?, version = version + 1 WHERE id = ? AND passwordHash = ?',
        [passwordHash, 0, tx.at.getTime(), caller.accountId, secret.passwordHash],
      );
      if (matched === 0) throw new DomainError([passwordWrong()]);
      await this.sessions.revokeAll(tx, caller.accountId, caller.credentialId);
      await this.record(tx, caller, 'changePassword', 'Account', caller.accountId);
    });
  }

  /** Ends the session of this request. */
  async signOut(caller: Caller): Promise<void> {
    requireSignedInPerson(caller);
    await this.transactions.run((tx) => this.end(tx, caller, 'signOut', caller.credentialId ?? ''));
  }

  /** Ends one of the caller's sessions. Throws NOT_FOUND when it is not an open session of the caller. */
  async revokeSession(caller: Caller, sessionId: string): Promise<void> {
    requireSignedInPerson(caller);
    const isEnded = await this.transactions.run((tx) => this.end(tx, caller, 'revokeSession', sessionId));
    if (!isEnded) throw notFound('input', 'sessionId');
  }

  private async end(tx: Tx, caller: Caller, action: string, sessionId: string): Promise<boolean> {
    const isEnded = await this.sessions.revoke(tx, caller.accountId, sessionId);
    if (isEnded) await this.record(tx, caller, action, 'AuthSession', sessionId);
    return isEnded;
  }

  private record(tx: Tx, caller: Caller, action: string, recordKind: string, recordId: string): Promise<void> {
    return this.audit.record(tx, caller, { scopeId: INSTALLATION_SCOPE, action, recordKind, recordId });
  }
}

async function secretOf(tx: Tx, accountId: string): Promise<Secret> {
  const [secret] = await tx.rows<Secret>('SELECT loginName, passwordHash FROM account WHERE id = ?', [accountId]);
  return secret!;
}

function passwordWrong(): Refusal {
  return PASSWORD_WRONG({}, 'input', 'currentPassword');
}

function refusalsOf(newPassword: string, currentPassword: string, loginName: string): Refusal[] {
  return [
    ...(isWeakPassword(newPassword, loginName) ? [PASSWORD_TOO_WEAK({}, 'input', 'newPassword')] : []),
    ...(newPassword === currentPassword ? [PASSWORD_UNCHANGED({}, 'input', 'newPassword')] : []),
  ];
}
