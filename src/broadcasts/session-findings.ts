import { Injectable } from '@nestjs/common';
import { addDays, localDateOf } from '../platform/clock/local-date.js';
import { isDuplicateKey } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { bookingsOf } from './booking.rules.js';
import { BookingDesk } from './booking-desk.js';
import type { BroadcastSession } from './broadcast-session.entity.js';
import { LiveRoom } from './live-room.entity.js';
import { plannedSegments, segmentsOfSession } from './session-parts.js';
import { type FindingCode, SessionFinding } from './session-records.entity.js';

/** Sessions that one search for overlaps names at most. */
const OVERLAPS_MAX = 20;
/** States in which a session's time counts when another is recorded afterwards. */
const COUNTING_STATUSES = ['REQUESTED', 'CONFIRMED', 'PREPARED', 'LIVE', 'ENDED', 'ABORTED', 'TALLIED', 'CLOSED'] as const;

/** Findings: what is worth a look and stops nothing (INV-22, INV-23). Finding the same again changes nothing. */
@Injectable()
export class SessionFindings {
  constructor(private readonly desk: BookingDesk) {}

  /** Flags the bookings into which a session runs beyond its plan; the session itself takes no further slot. */
  async flagOverrun(tx: Tx, session: BroadcastSession, untilAt: Date): Promise<void> {
    if (untilAt.getTime() <= session.plannedEndAt.getTime()) return;
    const room = session.roomId ? await tx.manager.findOneByOrFail(LiveRoom, { id: session.roomId }) : null;
    const last = plannedSegments(await segmentsOfSession(tx, session)).at(-1);
    const segments = last ? [{ ...last, startAt: session.plannedEndAt, endAt: untilAt }] : [];
    const { plannedEndAt: plannedStartAt, accountId, sampleSetId } = session;
    const bookings = bookingsOf({
      plannedStartAt,
      plannedEndAt: untilAt,
      room: room && { ...room, setupMinutes: 0 },
      accountId,
      sampleSetId,
      segments,
    });
    for (const holder of await this.desk.holders(tx, session.parkId, session.id, bookings)) {
      await this.add(tx, session.parkId, holder, 'OVERRUN_BY_PREVIOUS', session.id);
    }
  }

  /** Flags a session that is on air for too long. */
  flagTooLong(tx: Tx, { parkId, id }: BroadcastSession): Promise<void> {
    return this.add(tx, parkId, id, 'LIVE_TOO_LONG', id);
  }

  /** Flags a session that was recorded afterwards where it overlaps others on account, room or a host (INV-23). */
  async flagOverlaps(tx: Tx, session: BroadcastSession, streamerIds: readonly string[]): Promise<void> {
    const [startAt, endAt] = [session.actualStartAt ?? session.plannedStartAt, session.actualEndAt ?? session.plannedEndAt];
    const byHost =
      streamerIds.length === 0
        ? '1 = 0'
        : `EXISTS (SELECT 1 FROM host_segment h WHERE h.parkId = s.parkId AND h.sessionId = s.id AND h.streamerId IN ${inList(streamerIds)})`;
    const rows = await tx.rows<{ id: string }>(
      `SELECT s.id AS id FROM broadcast_session s
       WHERE s.parkId = ? AND s.startOn >= ? AND s.startOn <= ? AND s.status IN ${inList(COUNTING_STATUSES)} AND s.id <> ?
         AND COALESCE(s.actualStartAt, s.plannedStartAt) < ? AND COALESCE(s.actualEndAt, s.plannedEndAt) > ?
         AND (s.accountId = ? OR s.roomId = ? OR ${byHost}) ORDER BY s.id LIMIT ${OVERLAPS_MAX}`,
      [
        session.parkId,
        addDays(localDateOf(startAt), -1),
        localDateOf(endAt),
        ...COUNTING_STATUSES,
        session.id,
        endAt.getTime(),
        startAt.getTime(),
        session.accountId,
        session.roomId,
        ...streamerIds,
      ],
    );
    for (const { id } of rows) await this.add(tx, session.parkId, session.id, 'OVERLAPS_OTHER', id);
  }

  /** Drops what names a session whose recording is withdrawn, its own findings and those of others about it. */
  async forget(tx: Tx, { parkId, id }: BroadcastSession): Promise<void> {
    await tx.execute('DELETE FROM session_finding WHERE parkId = ? AND (sessionId = ? OR otherSessionId = ?)', [parkId, id, id]);
  }

  private async add(tx: Tx, parkId: string, sessionId: string, code: FindingCode, otherSessionId: string): Promise<void> {
    const key = [parkId, sessionId, code, otherSessionId];
    const known = await tx.rows(
      'SELECT id FROM session_finding WHERE parkId = ? AND sessionId = ? AND code = ? AND otherSessionId = ?',
      key,
    );
    if (known.length > 0) return;
    try {
      await tx.insert(SessionFinding, [{ id: newId(), parkId, sessionId, code, otherSessionId, foundAt: tx.at }]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
