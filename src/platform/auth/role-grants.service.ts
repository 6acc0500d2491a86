import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { isDuplicateKey } from '../database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { notFound } from '../errors/faults.js';
import { DomainError } from '../errors/refusals.js';
import { RoleGrant } from './account.entity.js';
import { ROLE_ALREADY_GRANTED } from './accounts.errors.js';
import { ADMINISTRATOR_ROLE, Administrators } from './administrators.js';
import type { Caller, Grant } from './caller.js';

/** One role for an account over one scope. Whether the role may cover that scope, and whether it exists, its module has checked. */
export interface NewGrant extends Grant {
  accountId: string;
}

interface StoredGrant extends Grant {
  id: string;
  accountId: string;
}

/** Gives roles to accounts and takes them back. */
@Injectable()
export class RoleGrants {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly administrators: Administrators,
  ) {}

  /** Grants a role and returns the grant's id. Throws NOT_FOUND for an unknown account; refuses ROLE_ALREADY_GRANTED. */
  async add(tx: Tx, caller: Caller, grant: NewGrant): Promise<string> {
    const { accountId, role, scopeKind, scopeId } = grant;
    const account = await tx.rows('SELECT id FROM account WHERE scopeId = ? AND id = ?', [INSTALLATION_SCOPE, accountId]);
    if (account.length === 0) throw notFound('input', 'accountId');
    const id = newId();
    try {
      await tx.insert(RoleGrant, [
        {
          id,
          scopeId: INSTALLATION_SCOPE,
          accountId,
          role,
          grantScopeKind: scopeKind,
          grantScopeId: scopeId,
          grantedBy: caller.accountId,
          grantedAt: tx.at,
        },
      ]);
    } catch (error) {
      throw isDuplicateKey(error) ? new DomainError([ROLE_ALREADY_GRANTED({ role }, 'input', 'role')]) : error;
    }
    await this.record(tx, caller, 'grantRole', { id, accountId, role, scopeKind, scopeId });
    return id;
  }

  /** Takes a role back, with effect on the next request, and returns the account's id. Throws NOT_FOUND; refuses LAST_ADMINISTRATOR. */
  async revokeRole(caller: Caller, grantId: string): Promise<string> {
    return this.transactions.run(async (tx) => {
      await this.administrators.serialize(tx);
      const [grant] = await tx.rows<StoredGrant>(
        'SELECT id, accountId, role, grantScopeKind AS scopeKind, grantScopeId AS scopeId FROM role_grant WHERE scopeId = ? AND id = ?',
        [INSTALLATION_SCOPE, grantId],
      );
      if (!grant) throw notFound('input', 'grantId');
      if (grant.role === ADMINISTRATOR_ROLE) await this.administrators.requireAnother(tx, grant.accountId, 'input', 'grantId');
      await tx.execute('DELETE FROM role_grant WHERE id = ?', [grantId]);
      await this.record(tx, caller, 'revokeRole', grant);
      return grant.accountId;
    });
  }

  /** The entry belongs to the scope that the role covers, so a park's auditors see who was given rights over it. */
  private record(tx: Tx, caller: Caller, action: 'grantRole' | 'revokeRole', grant: StoredGrant): Promise<void> {
    const side = action === 'grantRole' ? 'after' : 'before';
    const fields = { role: grant.role, scopeKind: grant.scopeKind, scopeId: grant.scopeId };
    const changes = Object.entries(fields).map(([field, value]) => ({ field, [side]: value }));
    return this.audit.record(tx, caller, { scopeId: grant.scopeId, action, recordKind: 'Account', recordId: grant.accountId, changes });
  }
}
