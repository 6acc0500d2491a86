import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { isDuplicateKey } from '../database/database-errors.js';
import { newId } from '../database/ids.js';
import { type Tx, Transactions, inList } from '../database/transactions.js';
import { Fault, badInput } from '../errors/faults.js';
import { DomainError, IDEMPOTENCY_KEY_REUSED } from '../errors/refusals.js';
import { canonicalJson } from './canonical-json.js';
import { IDEMPOTENCY_KEY_LENGTH_MAX, IdempotencyKey, RESULT_REFERENCE_LENGTH_MAX } from './idempotency.entity.js';

const KEY_PATTERN = new RegExp(`^[\\x21-\\x7e]{8,${IDEMPOTENCY_KEY_LENGTH_MAX}}$`);
const TRIES_MAX = 3;
const KEPT_MS = 30 * 86_400_000;
const REMOVED_PER_BATCH_MAX = 1_000;

/** A request that must take effect once. */
export interface IdempotentRequest {
  /** The park, organization or installation in which the key counts. */
  scopeId: string;
  /** Chosen by the client: 8–100 visible ASCII characters. */
  key: string;
  /** Name of the mutation. */
  operation: string;
  /** The whole input; its own `idempotencyKey` is left out of the hash. */
  input: object;
}

/** What the work returned, now or at the first time. */
export interface IdempotentResult {
  ref: string;
  /** True when the work had been done before and was not run again. */
  replayed: boolean;
}

class KeyTaken extends Error {}

/** SHA-256 of an input in base64url, the same whatever the order of its fields. */
export function inputHashOf(input: object): string {
  const { idempotencyKey: _, ...content } = input as { idempotencyKey?: unknown };
  return createHash('sha256').update(canonicalJson(content)).digest('base64url');
}

function checkKey(key: string): void {
  if (KEY_PATTERN.test(key)) return;
  throw badInput(['input', 'idempotencyKey'], 'BAD_IDEMPOTENCY_KEY', {
    zh: `幂等键须为 8–${IDEMPOTENCY_KEY_LENGTH_MAX} 个可见的 ASCII 字符,不含空格。`,
    en: `The idempotency key must have 8–${IDEMPOTENCY_KEY_LENGTH_MAX} visible ASCII characters without spaces.`,
  });
}

/** Makes a creating mutation safe to repeat: of any number of requests with one key, at once or later, one takes effect. */
@Injectable()
export class Idempotency {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Runs the work in a transaction of its own, together with the row of the key, and returns the reference that the work returned.
   * A refused or failed request leaves no row, so its key may be used again. Throws IDEMPOTENCY_KEY_REUSED (`DomainError`) when the
   * key belongs to another operation or input, BAD_USER_INPUT for a malformed key, and RETRY_LATER as `Transactions.run` does.
   */
  async once(caller: Caller, request: IdempotentRequest, work: (tx: Tx) => Promise<string>): Promise<IdempotentResult> {
    checkKey(request.key);
    const inputHash = inputHashOf(request.input);
    for (let attempt = 1; attempt <= TRIES_MAX; attempt++) {
      try {
        const ref = await this.transactions.run((tx) => this.workWithKey(tx, caller, request, inputHash, work));
        return { ref, replayed: false };
      } catch (error) {
        if (!(error instanceof KeyTaken)) throw error;
      }
      const ref = await this.transactions.run((tx) => this.storedReference(tx, caller, request, inputHash));
      if (ref !== null) return { ref, replayed: true };
    }
    throw new Fault('RETRY_LATER');
  }

  /** Deletes keys older than 30 days, at most 1,000; returns how many. A job repeats it until it returns 0. */
  async removeExpired(tx: Tx): Promise<number> {
    const oldest = await tx.rows<{ id: string; createdAt: number | string }>(
      `SELECT id, createdAt FROM idempotency_key ORDER BY id LIMIT ${REMOVED_PER_BATCH_MAX}`,
    );
    const limit = tx.at.getTime() - KEPT_MS;
    const expired = oldest.filter((row) => Number(row.createdAt) < limit).map((row) => row.id);
    if (expired.length === 0) return 0;
    return tx.execute(`DELETE FROM idempotency_key WHERE id IN ${inList(expired)}`, expired);
  }

  /** The row comes first: a second request with the key waits at the unique index until this one commits or rolls back. */
  private async workWithKey(
    tx: Tx,
    caller: Caller,
    request: IdempotentRequest,
    inputHash: string,
    work: (tx: Tx) => Promise<string>,
  ): Promise<string> {
    const id = newId();
    const { scopeId, key: idempotencyKey, operation } = request;
    try {
      await tx.insert(IdempotencyKey, [
        { id, scopeId, actorId: caller.accountId, idempotencyKey, operation, inputHash, resultRef: '', createdAt: tx.at },
      ]);
    } catch (error) {
      throw isDuplicateKey(error) ? new KeyTaken() : error;
    }
    const ref = await work(tx);
    if (ref.length === 0 || ref.length > RESULT_REFERENCE_LENGTH_MAX) throw new Error(`${operation} returned no usable reference`);
    await tx.execute('UPDATE idempotency_key SET resultRef = ? WHERE id = ?', [ref, id]);
    return ref;
  }

  /** Null when the row has gone in the meantime. */
  private async storedReference(tx: Tx, caller: Caller, request: IdempotentRequest, inputHash: string): Promise<string | null> {
    const [stored] = await tx.rows<Pick<IdempotencyKey, 'operation' | 'inputHash' | 'resultRef'>>(
      'SELECT operation, inputHash, resultRef FROM idempotency_key WHERE scopeId = ? AND actorId = ? AND idempotencyKey = ?',
      [request.scopeId, caller.accountId, request.key],
    );
    if (!stored) return null;
    if (stored.operation !== request.operation || stored.inputHash !== inputHash) {
      throw new DomainError([IDEMPOTENCY_KEY_REUSED({ operation: stored.operation }, 'input', 'idempotencyKey')]);
    }
    return stored.resultRef;
  }
}
