import { Injectable } from '@nestjs/common';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import type { Tx } from '../database/transactions.js';
import { DomainError } from '../errors/refusals.js';
import { serializeOn } from '../queue/key-lock.js';
import { LAST_ADMINISTRATOR } from './accounts.errors.js';

/** The role that may manage accounts. */
export const ADMINISTRATOR_ROLE = 'PLATFORM_ADMIN';
/** What a grant covers that reaches everything. */
export const INSTALLATION_SCOPE_KIND = 'INSTALLATION';

/** Keeps at least one active administrator, also when two of them remove each other at once. */
@Injectable()
export class Administrators {
  /** Lets changes to the circle of administrators happen one after the other. The first statement of its transaction. */
  serialize(tx: Tx): Promise<void> {
    return serializeOn(tx, INSTALLATION_SCOPE, 'administrators', INSTALLATION_SCOPE);
  }

  /** Refuses with LAST_ADMINISTRATOR when the account is an active administrator and no other account is one. */
  async requireAnother(tx: Tx, accountId: string, ...field: string[]): Promise<void> {
    const administrators = await tx.rows<{ id: string }>(
      `SELECT DISTINCT a.id AS id FROM role_grant g JOIN account a ON a.id = g.accountId
       WHERE g.scopeId = ? AND g.role = ? AND g.grantScopeKind = ? AND a.status = 'ACTIVE' ORDER BY a.id LIMIT 2`,
      [INSTALLATION_SCOPE, ADMINISTRATOR_ROLE, INSTALLATION_SCOPE_KIND],
    );
    if (administrators.length === 1 && administrators[0]!.id === accountId) throw new DomainError([LAST_ADMINISTRATOR({}, ...field)]);
  }
}
