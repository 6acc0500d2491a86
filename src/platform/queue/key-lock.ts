import { createHash } from 'node:crypto';
import { Entity } from 'typeorm';
import { BigIntColumn, PrimaryId, PrimaryInteger } from '../database/columns.js';
import { isDuplicateKey, RetryWork } from '../database/database-errors.js';
import type { Tx } from '../database/transactions.js';

/**
 * One of a scope's 256 lock rows. Keys share rows by their hash, so the table stays small, and rows exist beforehand in all but a
 * key's first use: InnoDB's gap locks around missing rows would make strangers wait for each other.
 */
@Entity('key_lock')
export class KeyLockRow {
  @PrimaryId()
  scopeId: string;

  @PrimaryInteger()
  stripe: number;

  @BigIntColumn()
  version: bigint;
}

/** What two transactions must not do at once: `kind` names the matter, `key` the record. */
export interface LockKey {
  kind: string;
  key: string;
}

/** Lock rows of one scope: one byte of the hash. */
const STRIPES = 256;

function stripeOf(lock: LockKey): number {
  return createHash('sha256').update(`${lock.kind}\u0000${lock.key}`).digest()[0]!;
}

const ascending = (stripes: readonly number[]): number[] => [...new Set(stripes)].sort((left, right) => left - right);

async function takeStripe(tx: Tx, scopeId: string, stripe: number): Promise<void> {
  const matched = await tx.execute('UPDATE key_lock SET version = version + 1 WHERE scopeId = ? AND stripe = ?', [scopeId, stripe]);
  if (matched > 0) return;
  try {
    await tx.execute('INSERT INTO key_lock (scopeId, stripe, version) VALUES (?, ?, 1)', [scopeId, stripe]);
  } catch (error) {
    if (isDuplicateKey(error)) throw new RetryWork('another transaction made the lock row first');
    throw error;
  }
}

/**
 * Makes transactions with a key in common run one after the other, until commit. It must come before the first SELECT of the
 * transaction: InnoDB takes its snapshot with that, and a snapshot older than the lock would miss what the previous holder wrote.
 * InnoDB and SQLite wait for the row; Galera lets one certify and repeats the other. No FOR UPDATE, no GET_LOCK.
 */
export async function serializeOnAll(tx: Tx, scopeId: string, locks: readonly LockKey[]): Promise<void> {
  tx.requireUnread(`The lock of ${locks.map(({ kind }) => kind).join(', ')}`);
  for (const stripe of ascending(locks.map(stripeOf))) await takeStripe(tx, scopeId, stripe);
}

/** `serializeOnAll` for one key. Name all keys in one call where there are several: it takes them in an order that cannot deadlock. */
export function serializeOn(tx: Tx, scopeId: string, kind: string, key: string): Promise<void> {
  return serializeOnAll(tx, scopeId, [{ kind, key }]);
}

/** Holds alone, until commit, keys that others share with `serializeShared`. Like `serializeOn` it comes before the first SELECT. */
export async function serializeAlone(tx: Tx, scopeId: string, kind: string, keys: readonly string[]): Promise<void> {
  tx.requireUnread(`The lock of ${kind}`);
  const stripes = keys.map((key) => stripesOf(kind, key)).flatMap(({ alone, shared }) => [alone, shared]);
  for (const stripe of ascending(stripes)) await takeStripe(tx, scopeId, stripe);
}

/**
 * Shares keys with others of their kind, one after the other until commit, and never beside one that holds one of them alone. For a transaction that
 * has read already: when one that held one alone committed since this one began to read, what was read is out of date and the whole work runs again.
 * All are compared before the first is taken: taking one raises its row, which may be that of another.
 */
export async function serializeShared(tx: Tx, scopeId: string, kind: string, keys: readonly string[]): Promise<void> {
  const stripes = keys.map((key) => stripesOf(kind, key));
  for (const alone of ascending(stripes.map((pair) => pair.alone))) await requireUnchanged(tx, scopeId, alone);
  for (const shared of ascending(stripes.map((pair) => pair.shared))) await takeStripe(tx, scopeId, shared);
}

/** Keeps the row as it is until commit. An UPDATE looks at the newest committed row, a SELECT at the snapshot; this one changes nothing. */
async function requireUnchanged(tx: Tx, scopeId: string, stripe: number): Promise<void> {
  const [seen] = await tx.rows<{ version: number | string }>('SELECT version FROM key_lock WHERE scopeId = ? AND stripe = ?', [
    scopeId,
    stripe,
  ]);
  const newer = 'UPDATE key_lock SET version = version WHERE scopeId = ? AND stripe = ? AND version <> ?';
  const isStale = (await tx.execute(newer, [scopeId, stripe, seen?.version ?? 0])) > 0;
  if (isStale) throw new RetryWork('another transaction held the key alone since this one began to read');
}

/** The two rows of a key that is shared. They differ, for taking the one raises its version and must not look like a change of the other. */
export function stripesOf(kind: string, key: string): { alone: number; shared: number } {
  const alone = stripeOf({ kind, key });
  const shared = stripeOf({ kind: `${kind}/shared`, key });
  return { alone, shared: shared === alone ? (shared + 1) % STRIPES : shared };
}
