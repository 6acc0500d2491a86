import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { type Booking, SLOT_MS, slotsOf } from './booking.rules.js';
import { type BroadcastSession, SessionMentor } from './broadcast-session.entity.js';
import type { Segment } from './session-plan.rules.js';

type SessionKey = Pick<BroadcastSession, 'parkId' | 'id'>;

/** The mentors who are present in the session. */
export async function mentorIdsOfSession(tx: Tx, { parkId, id }: SessionKey): Promise<string[]> {
  const rows = await tx.rows<{ streamerId: string }>(
    'SELECT streamerId FROM session_mentor WHERE parkId = ? AND sessionId = ? ORDER BY streamerId',
    [parkId, id],
  );
  return rows.map((row) => row.streamerId);
}

/** Writes the mentors in place of what there was; one named twice counts once. */
export async function replaceMentors(tx: Tx, { parkId, id }: SessionKey, streamerIds: readonly string[]): Promise<void> {
  await tx.execute('DELETE FROM session_mentor WHERE parkId = ? AND sessionId = ?', [parkId, id]);
  await tx.insert(
    SessionMentor,
    [...new Set(streamerIds)].map((streamerId) => ({ id: newId(), parkId, sessionId: id, streamerId })),
  );
}

/**
 * What the mentors book: a mentor is present throughout and hosts nowhere else meanwhile (INV-22). Where a mentor hosts a segment of the
 * same session, that segment books the time already.
 */
export function bookingsOfMentors(
  { plannedStartAt, plannedEndAt }: Pick<BroadcastSession, 'plannedStartAt' | 'plannedEndAt'>,
  segments: readonly Segment[],
  mentorIds: readonly string[],
): Booking[] {
  return [...new Set(mentorIds)].flatMap((resourceId) => {
    const own = segments.filter((segment) => segment.streamerId === resourceId).sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
    const bookings: Booking[] = [];
    let reached = plannedStartAt.getTime();
    for (const bound of [...own, { startAt: plannedEndAt, endAt: plannedEndAt }]) {
      const range = slotsOf(reached, bound.startAt.getTime());
      if (bound.startAt.getTime() - reached >= SLOT_MS) bookings.push({ kind: 'HOST', resourceId, ...range });
      reached = bound.endAt.getTime();
    }
    return bookings;
  });
}
