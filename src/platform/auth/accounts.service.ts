import { Injectable } from '@nestjs/common';
import type { AuditChange } from '../audit/audit-changes.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { requireVersion, updateVersioned } from '../database/versioned-rows.js';
import { notFound } from '../errors/faults.js';
import { DomainError, refuseIfAny } from '../errors/refusals.js';
import { Account, AccountStatus } from './account.entity.js';
import { ACCOUNT_STATE_FORBIDS, PASSWORD_TOO_WEAK } from './accounts.errors.js';
import { Administrators } from './administrators.js';
import type { Caller } from './caller.js';
import { hashPassword, isWeakPassword } from './passwords.js';
import { Sessions } from './sessions.service.js';
import { SignInThrottles } from './sign-in-throttle.js';

/** The account that a verb is about, as its caller saw it. */
export interface AccountTarget {
  accountId: string;
  expectedVersion: number;
}

/** Verbs of administrators on the accounts of others. */
@Injectable()
export class Accounts {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly sessions: Sessions,
    private readonly throttles: SignInThrottles,
    private readonly administrators: Administrators,
  ) {}

  /**
   * Closes an account with effect on the next request: its sessions end and its API tokens are revoked. Refuses LAST_ADMINISTRATOR,
   * ACCOUNT_STATE_FORBIDS, STALE_VERSION; throws NOT_FOUND.
   */
  disableAccount(caller: Caller, target: AccountTarget & { reason: string }): Promise<string> {
    return this.transactions.run(async (tx) => {
      await this.administrators.serialize(tx);
      const account = await accountIn(tx, target, AccountStatus.ACTIVE);
      await this.administrators.requireAnother(tx, account.id, 'input', 'accountId');
      await this.setStatus(tx, caller, 'disableAccount', account, AccountStatus.DISABLED, target.reason);
      await tx.execute('UPDATE api_token SET revokedAt = ? WHERE scopeId = ? AND accountId = ? AND revokedAt IS NULL', [
        tx.at.getTime(),
        INSTALLATION_SCOPE,
        account.id,
      ]);
      return account.id;
    });
  }

  /** Opens a disabled account again. Nothing comes back by itself: its owner signs in anew, and revoked tokens stay revoked. */
  enableAccount(caller: Caller, target: AccountTarget): Promise<string> {
    return this.transactions.run(async (tx) => {
      const account = await accountIn(tx, target, AccountStatus.DISABLED);
      await this.setStatus(tx, caller, 'enableAccount', account, AccountStatus.ACTIVE);
      return account.id;
    });
  }

  /**
   * Gives an account a temporary password, which its owner must change first; ends its sessions and unlocks its name. API tokens rest until
   * the password is changed. Refuses PASSWORD_TOO_WEAK and STALE_VERSION; throws NOT_FOUND.
   */
  async resetPassword(caller: Caller, target: AccountTarget & { temporaryPassword: string }): Promise<string> {
    const passwordHash = await hashPassword(target.temporaryPassword);
    return this.transactions.run(async (tx) => {
      const account = await accountIn(tx, target);
      refuseIfAny(isWeakPassword(target.temporaryPassword, account.loginName) ? [PASSWORD_TOO_WEAK({}, 'input', 'temporaryPassword')] : []);
      await updateVersioned(tx, Account, account, { passwordHash, mustChangePassword: true, passwordChangedAt: tx.at });
      await this.sessions.revokeAll(tx, account.id);
      await this.throttles.forget(tx, account.loginName);
      const changes = [{ field: 'mustChangePassword', before: account.mustChangePassword, after: true }];
      await this.record(tx, caller, 'resetPassword', account, changes);
      return account.id;
    });
  }

  private async setStatus(tx: Tx, caller: Caller, action: string, account: Account, status: AccountStatus, reason?: string): Promise<void> {
    await updateVersioned(tx, Account, account, { status });
    await this.sessions.revokeAll(tx, account.id);
    await this.record(tx, caller, action, account, [{ field: 'status', before: account.status, after: status }], reason);
  }

  private record(tx: Tx, caller: Caller, action: string, account: Account, changes: AuditChange[], reason?: string): Promise<void> {
    const record = { scopeId: INSTALLATION_SCOPE, recordKind: 'Account', recordId: account.id };
    return this.audit.record(tx, caller, { ...record, action, changes, reason });
  }
}

async function accountIn(tx: Tx, target: AccountTarget, status?: AccountStatus): Promise<Account> {
  const account = await tx.manager.findOne(Account, { where: { scopeId: INSTALLATION_SCOPE, id: target.accountId } });
  if (!account) throw notFound('input', 'accountId');
  requireVersion(account, target.expectedVersion);
  if (status && account.status !== status) throw new DomainError([ACCOUNT_STATE_FORBIDS({ status: account.status }, 'input', 'accountId')]);
  return account;
}
