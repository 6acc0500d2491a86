import type { Tx } from '../platform/database/transactions.js';
import type { AffectedSession } from '../pledges/breaches/affected-sessions.js';

/** Sessions of one host that are found at most; a host has a few in a week. */
const SESSIONS_MAX = 1_000;

/** Sessions of a host that are confirmed or prepared, not on air yet and not past, soonest first. */
export async function confirmedSessionsOf(tx: Tx, parkId: string, streamerId: string): Promise<AffectedSession[]> {
  const rows = await tx.rows<Omit<AffectedSession, 'plannedStartAt'> & { plannedStartAt: number | string }>(
    `SELECT DISTINCT s.id AS sessionId, s.sessionNumber AS sessionNumber, s.title AS title, s.plannedStartAt AS plannedStartAt
     FROM host_segment h JOIN broadcast_session s ON s.id = h.sessionId
     WHERE h.parkId = ? AND h.streamerId = ? AND s.status IN ('CONFIRMED', 'PREPARED') AND s.plannedEndAt > ? ORDER BY s.plannedStartAt, s.id LIMIT ${SESSIONS_MAX}`,
    [parkId, streamerId, tx.at.getTime()],
  );
  return rows.map((row) => ({ ...row, plannedStartAt: new Date(Number(row.plannedStartAt)) }));
}
