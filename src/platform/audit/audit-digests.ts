import { createHmac } from 'node:crypto';
import type { AuditEntry } from './audit.entities.js';

/** Stands in the place of the hash before the first seal. */
export const GENESIS_HASH = 'GENESIS';
/** Stands in a seal in the place of the digest when the entry had gone before it was sealed. */
export const MISSING_DIGEST = 'MISSING';

/** All columns of an entry but its digest, with the instant in milliseconds. */
export type EntryContent = Omit<AuditEntry, 'at' | 'digest'> & { at: number };

function keyed(key: Buffer, purpose: string, parts: readonly (string | number | null)[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([purpose, ...parts]))
    .digest('base64url');
}

/** Digest over everything that an entry says, its id included. */
export function entryDigestOf(key: Buffer, entry: EntryContent): string {
  const { id, scopeId, at, actorId, actorName, actorKind, requestId, action, recordKind, recordId, changes, reason } = entry;
  return keyed(key, 'entry', [id, scopeId, at, actorId, actorName, actorKind, requestId, action, recordKind, recordId, changes, reason]);
}

/** Hash of one link of the chain. */
export function sealHashOf(key: Buffer, seal: { seq: number; entryId: string; entryDigest: string; previousHash: string }): string {
  return keyed(key, 'seal', [seal.seq, seal.entryId, seal.entryDigest, seal.previousHash]);
}

/** Hash of the chain's end. It differs from the hash of the newest seal, so an older seal's hash cannot serve as the end of a cut chain. */
export function headHashOf(key: Buffer, seq: number, newestSealHash: string, version: number): string {
  return keyed(key, 'head', [seq, newestSealHash, version]);
}

/** What stands for a personal value: equal values of one field of one record can be told equal, and nothing else. */
export function personalFingerprint(key: Buffer, recordKind: string, recordId: string, field: string, value: string): string {
  return `hmac:${keyed(key, 'personal', [recordKind, recordId, field, value])}`;
}
