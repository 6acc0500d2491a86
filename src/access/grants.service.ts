import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { RoleGrants } from '../platform/auth/role-grants.service.js';
import { ROLE_SCOPE_MISMATCH } from '../platform/auth/accounts.errors.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { badInput, notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { type Role, ROLE_SCOPES, ScopeKind } from './roles.js';

/** Table in which the scopes of a kind stand; the installation itself has none. */
const SCOPE_TABLES: Readonly<Record<Exclude<ScopeKind, 'INSTALLATION'>, string>> = {
  ORGANIZATION: 'organization',
  PARK: 'park',
  STREAMER: 'streamer',
  BENEFICIARY: 'beneficiary',
};

/** A role that an administrator gives. */
export interface RequestedGrant {
  accountId: string;
  role: Role;
  scopeKind: ScopeKind;
  /** Absent for the installation. */
  scopeId?: string | null;
  idempotencyKey: string;
}

/** Grants of roles: which role may cover what, and whether that exists. */
@Injectable()
export class Grants {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly grants: RoleGrants,
  ) {}

  /**
   * Grants a role over one scope; it counts from the next request on. Returns the grant's id. Refuses ROLE_SCOPE_MISMATCH and
   * ROLE_ALREADY_GRANTED; throws NOT_FOUND for an unknown account or scope.
   */
  async grantRole(caller: Caller, input: RequestedGrant): Promise<string> {
    const { accountId, role, scopeKind, idempotencyKey: key } = input;
    const allowed = ROLE_SCOPES[role];
    const fits = allowed.includes(scopeKind);
    refuseIfAny(fits ? [] : [ROLE_SCOPE_MISMATCH({ role, allowed: allowed.join(', ') }, 'input', 'scopeKind')]);
    const request = { scopeId: INSTALLATION_SCOPE, key, operation: 'grantRole', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const scopeId = await scopeIn(tx, scopeKind, input.scopeId ?? null);
      return this.grants.add(tx, caller, { accountId, role, scopeKind, scopeId });
    });
    return ref;
  }

  /** Takes a role back; returns the account's id. Throws NOT_FOUND; refuses LAST_ADMINISTRATOR. */
  revokeRole(caller: Caller, grantId: string): Promise<string> {
    return this.grants.revokeRole(caller, grantId);
  }
}

async function scopeIn(tx: Tx, scopeKind: ScopeKind, scopeId: string | null): Promise<string> {
  if (scopeKind === ScopeKind.INSTALLATION) {
    if (scopeId !== null && scopeId !== INSTALLATION_SCOPE) throw notFound('input', 'scopeId');
    return INSTALLATION_SCOPE;
  }
  if (scopeId === null) {
    throw badInput(['input', 'scopeId'], 'REQUIRED', { zh: '请指明授权范围', en: 'must name what the role covers' });
  }
  const known = await tx.rows(`SELECT id FROM ${SCOPE_TABLES[scopeKind]} WHERE id = ?`, [scopeId]);
  if (known.length === 0) throw notFound('input', 'scopeId');
  return scopeId;
}
