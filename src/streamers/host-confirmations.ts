import type { Tx } from '../platform/database/transactions.js';
import { serializeAlone, serializeShared } from '../platform/queue/key-lock.js';

/** Confirmations of a host, starts of its sessions and offers to it share this lock; whatever ends what they rest on holds it alone. */
const CONFIRMATION_LOCK = 'host-confirmation';

/**
 * Sessions of the hosts are being confirmed or started, or something is offered to them: nothing on which that rests ends until the transaction does.
 * Where something ended since the transaction began to read, it begins anew (INV-08, INV-24, INV-41).
 */
export function shareConfirmations(tx: Tx, parkId: string, streamerIds: readonly string[]): Promise<void> {
  return serializeShared(tx, parkId, CONFIRMATION_LOCK, streamerIds);
}

/**
 * Nobody confirms or starts a session with the host until the transaction ends, so that each confirmation is either refused after it or known to it,
 * and each start refused or out of its reach (INV-08, INV-41). It comes before the first read of the transaction.
 */
export function serializeOnConfirmations(tx: Tx, parkId: string, streamerId: string): Promise<void> {
  return serializeAlone(tx, parkId, CONFIRMATION_LOCK, [streamerId]);
}
