import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { notFound } from '../errors/faults.js';
import { DomainError, type Refusal, refuseIfAny } from '../errors/refusals.js';
import { Idempotency } from '../idempotency/idempotency.js';
import { serializeOn } from '../queue/key-lock.js';
import { ApiToken } from './account.entity.js';
import { API_TOKEN_REVOKED, API_TOKENS_TOO_MANY, PERMISSION_UNKNOWN, TOKEN_TOO_LONG_LIVED } from './accounts.errors.js';
import type { Caller } from './caller.js';
import { CallerReach } from './caller-reach.js';
import { requireSignedInPerson } from './own-credentials.js';
import { API_TOKEN_DAYS_MAX, digestOf, newToken } from './tokens.js';

/** Tokens in force that one account may have. */
export const API_TOKENS_PER_ACCOUNT_MAX = 20;

const DAY_MS = 86_400_000;

/** What a token is made for. */
export interface NewApiToken {
  /** Which system uses it. */
  name: string;
  permissions: string[];
  expiresAt: Date;
  idempotencyKey: string;
}

/** Tokens with which other systems act in the name of an account. */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
    private readonly reach: CallerReach,
  ) {}

  /**
   * Makes a token of the caller's own account and returns its id with the token itself, which is shown this once: a repeated request gets null
   * in its place. Refuses PERMISSION_UNKNOWN (also for one that the caller does not hold), TOKEN_TOO_LONG_LIVED, API_TOKENS_TOO_MANY.
   */
  async createApiToken(caller: Caller, input: NewApiToken): Promise<{ id: string; token: string | null }> {
    requireSignedInPerson(caller);
    const token = newToken('api');
    const request = { scopeId: INSTALLATION_SCOPE, key: input.idempotencyKey, operation: 'createApiToken', input };
    const { ref, replayed } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOn(tx, INSTALLATION_SCOPE, 'apiTokens', caller.accountId);
      refuseIfAny([...this.refusalsOf(caller, input, tx.at), ...(await refusalsOfCount(tx, caller.accountId))]);
      return this.insert(tx, caller, input, token);
    });
    return { id: ref, token: replayed ? null : token };
  }

  /** Revokes one of the caller's tokens, with effect on the next request. Throws NOT_FOUND; refuses API_TOKEN_REVOKED. */
  async revokeApiToken(caller: Caller, apiTokenId: string): Promise<void> {
    requireSignedInPerson(caller);
    await this.transactions.run(async (tx) => {
      const ownToken = [INSTALLATION_SCOPE, caller.accountId, apiTokenId];
      const known = await tx.rows('SELECT id FROM api_token WHERE scopeId = ? AND accountId = ? AND id = ?', ownToken);
      if (known.length === 0) throw notFound('input', 'apiTokenId');
      const matched = await tx.execute(
        'UPDATE api_token SET revokedAt = ? WHERE scopeId = ? AND accountId = ? AND id = ? AND revokedAt IS NULL',
        [tx.at.getTime(), ...ownToken],
      );
      if (matched === 0) throw new DomainError([API_TOKEN_REVOKED({}, 'input', 'apiTokenId')]);
      const record = { scopeId: INSTALLATION_SCOPE, recordKind: 'ApiToken', recordId: apiTokenId };
      await this.audit.record(tx, caller, { ...record, action: 'revokeApiToken' });
    });
  }

  private refusalsOf(caller: Caller, input: NewApiToken, at: Date): Refusal[] {
    const held = new Set(this.reach.permissionsOf(caller));
    const unknown = input.permissions.flatMap((permission, index) =>
      held.has(permission) ? [] : [PERMISSION_UNKNOWN({ permission }, 'input', 'permissions', index)],
    );
    const lifetimeMs = input.expiresAt.getTime() - at.getTime();
    const isInForce = lifetimeMs > 0 && lifetimeMs <= API_TOKEN_DAYS_MAX * DAY_MS;
    return isInForce ? unknown : [...unknown, TOKEN_TOO_LONG_LIVED({ daysMax: API_TOKEN_DAYS_MAX }, 'input', 'expiresAt')];
  }

  private async insert(tx: Tx, caller: Caller, input: NewApiToken, token: string): Promise<string> {
    const id = newId();
    const permissions = [...new Set(input.permissions)].sort();
    const { name, expiresAt } = input;
    const content = { name, permissions, expiresAt };
    await tx.insert(ApiToken, [
      {
        id,
        scopeId: INSTALLATION_SCOPE,
        accountId: caller.accountId,
        digest: digestOf(token),
        createdAt: tx.at,
        revokedAt: null,
        ...content,
      },
    ]);
    const changes = Object.entries(content).map(([field, after]) => ({ field, after }));
    await this.audit.record(tx, caller, {
      scopeId: INSTALLATION_SCOPE,
      action: 'createApiToken',
      recordKind: 'ApiToken',
      recordId: id,
      changes,
    });
    return id;
  }
}

async function refusalsOfCount(tx: Tx, accountId: string): Promise<Refusal[]> {
  const [row] = await tx.rows<{ total: number | string }>(
    'SELECT COUNT(*) AS total FROM api_token WHERE scopeId = ? AND accountId = ? AND revokedAt IS NULL AND expiresAt > ?',
    [INSTALLATION_SCOPE, accountId, tx.at.getTime()],
  );
  return Number(row!.total) < API_TOKENS_PER_ACCOUNT_MAX ? [] : [API_TOKENS_TOO_MANY({ countMax: API_TOKENS_PER_ACCOUNT_MAX }, 'input')];
}
