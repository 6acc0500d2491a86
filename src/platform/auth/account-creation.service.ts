import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { isDuplicateKey } from '../database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { DomainError, refuseIfAny } from '../errors/refusals.js';
import { Idempotency } from '../idempotency/idempotency.js';
import { Account, AccountStatus } from './account.entity.js';
import { LOGIN_NAME_TAKEN, PASSWORD_TOO_WEAK } from './accounts.errors.js';
import { ADMINISTRATOR_ROLE, INSTALLATION_SCOPE_KIND } from './administrators.js';
import type { Caller } from './caller.js';
import { hashPassword, isWeakPassword } from './passwords.js';
import { RoleGrants } from './role-grants.service.js';

/** Who gets an account. */
export interface NewAccount {
  /** Any case; kept in lower case. */
  loginName: string;
  displayName: string;
}

/** Opens accounts. */
@Injectable()
export class AccountCreation {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly grants: RoleGrants,
  ) {}

  /**
   * Opens an account without any role; its owner must change the temporary password first. Returns its id. Refuses PASSWORD_TOO_WEAK and
   * LOGIN_NAME_TAKEN.
   */
  async createAccount(caller: Caller, input: NewAccount & { temporaryPassword: string; idempotencyKey: string }): Promise<string> {
    const { loginName, displayName, temporaryPassword, idempotencyKey: key } = input;
    requireStrong(temporaryPassword, loginName, 'temporaryPassword');
    const passwordHash = await hashPassword(temporaryPassword);
    /* The stored hash of the input is a plain SHA-256: a password must not be guessable from it. */
    const request = { scopeId: INSTALLATION_SCOPE, key, operation: 'createAccount', input: { loginName, displayName } };
    const { ref } = await this.idempotency.once(caller, request, (tx) =>
      this.insert(tx, caller, { loginName, displayName }, { passwordHash, mustChangePassword: true }),
    );
    return ref;
  }

  /** Opens an account with the role of an administrator and the password that its owner chose. For the command line. Refuses as `createAccount` does. */
  async createAdministrator(caller: Caller, input: NewAccount & { password: string }): Promise<string> {
    const { loginName, displayName, password } = input;
    requireStrong(password, loginName, 'password');
    const passwordHash = await hashPassword(password);
    return this.transactions.run(async (tx) => {
      const accountId = await this.insert(tx, caller, { loginName, displayName }, { passwordHash, mustChangePassword: false });
      const scope = { scopeKind: INSTALLATION_SCOPE_KIND, scopeId: INSTALLATION_SCOPE };
      await this.grants.add(tx, caller, { accountId, role: ADMINISTRATOR_ROLE, ...scope });
      return accountId;
    });
  }

  private async insert(
    tx: Tx,
    caller: Caller,
    { loginName, displayName }: NewAccount,
    secret: { passwordHash: string; mustChangePassword: boolean },
  ): Promise<string> {
    const id = newId();
    const identity = { id, scopeId: INSTALLATION_SCOPE, loginName: loginName.toLowerCase(), displayName };
    try {
      await tx.insert(Account, [
        { ...identity, ...secret, status: AccountStatus.ACTIVE, isDemo: false, createdAt: tx.at, passwordChangedAt: tx.at, version: 1 },
      ]);
    } catch (error) {
      throw isDuplicateKey(error) ? new DomainError([LOGIN_NAME_TAKEN({ loginName }, 'input', 'loginName')]) : error;
    }
    await this.audit.record(tx, caller, {
      scopeId: INSTALLATION_SCOPE,
      action: 'createAccount',
      recordKind: 'Account',
      recordId: id,
      changes: [
        { field: 'loginName', after: identity.loginName },
        { field: 'displayName', after: displayName },
      ],
    });
    return id;
  }
}

/** Refuses PASSWORD_TOO_WEAK. */
function requireStrong(password: string, loginName: string, field: string): void {
  refuseIfAny(isWeakPassword(password, loginName) ? [PASSWORD_TOO_WEAK({}, 'input', field)] : []);
}
