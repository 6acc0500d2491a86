import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDate } from '../platform/clock/local-date.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { type HeldSession, HeldSessions, type HeldSessionSource, type TogetherRequest } from '../skills/held-sessions.js';
import type { SessionStatus } from './broadcast-session-states.js';
import { mentorIdsOfSession } from './session-mentors.js';

/** States of a session that ran to its end. One that was broken off taught nobody a whole session. */
const COMPLETED_STATUSES: readonly SessionStatus[] = ['ENDED', 'TALLIED', 'CLOSED'];

/** Tells `skills` which sessions were held, by whom, and with which mentors present. */
@Injectable()
export class HeldSessionRecords implements HeldSessionSource, OnModuleInit {
  constructor(private readonly port: HeldSessions) {}

  onModuleInit(): void {
    this.port.register(this);
  }

  async find(tx: Tx, parkId: string, sessionId: string): Promise<HeldSession | null> {
    const [session] = await tx.rows<{ startOn: LocalDate; status: SessionStatus }>(
      'SELECT startOn, status FROM broadcast_session WHERE parkId = ? AND id = ?',
      [parkId, sessionId],
    );
    if (!session) return null;
    const hosts = await tx.rows<{ streamerId: string }>('SELECT DISTINCT streamerId FROM host_segment WHERE parkId = ? AND sessionId = ?', [
      parkId,
      sessionId,
    ]);
    return {
      sessionId,
      heldOn: session.startOn,
      isHeld: COMPLETED_STATUSES.includes(session.status),
      hostIds: hosts.map(({ streamerId }) => streamerId),
      mentorIds: await mentorIdsOfSession(tx, { parkId, id: sessionId }),
    };
  }

  async hasRoom(tx: Tx, parkId: string, roomId: string): Promise<boolean> {
    return (await tx.rows('SELECT id FROM live_room WHERE parkId = ? AND id = ?', [parkId, roomId])).length > 0;
  }

  async countTogether(tx: Tx, { parkId, mentorStreamerId, menteeStreamerId, from, to }: TogetherRequest): Promise<number> {
    const [row] = await tx.rows<{ total: number | string }>(
      `SELECT COUNT(*) AS total FROM broadcast_session s
       WHERE s.parkId = ? AND s.startOn >= ? AND s.startOn <= ? AND s.status IN ${inList(COMPLETED_STATUSES)}
         AND EXISTS (SELECT 1 FROM host_segment h WHERE h.parkId = s.parkId AND h.sessionId = s.id AND h.streamerId = ?)
         AND (EXISTS (SELECT 1 FROM host_segment h WHERE h.parkId = s.parkId AND h.sessionId = s.id AND h.streamerId = ?)
           OR EXISTS (SELECT 1 FROM session_mentor m WHERE m.parkId = s.parkId AND m.sessionId = s.id AND m.streamerId = ?))`,
      [parkId, from, to, ...COMPLETED_STATUSES, menteeStreamerId, mentorStreamerId, mentorStreamerId],
    );
    return Number(row!.total);
  }
}
