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

  /** Reads the days on which any of the pairs was on air together, once, and counts those in the span of each request. */
  async countTogether(tx: Tx, requests: readonly TogetherRequest[]): Promise<number[]> {
    if (requests.length === 0) return [];
    const days = await togetherOf(tx, requests);
    return requests.map((request) => {
      const ofPair = days.filter((day) => PAIR.every((field) => day[field] === request[field]));
      return ofPair.filter(({ startOn }) => request.from <= startOn && startOn <= request.to).length;
    });
  }
}

/** One held session of a mentee in which a mentor was there. */
type TogetherRow = Pick<TogetherRequest, (typeof PAIR)[number]> & { sessionId: string; startOn: LocalDate };

const PAIR = ['parkId', 'mentorStreamerId', 'menteeStreamerId'] as const;

/** Each session once for a pair, whether the mentor hosted a part, was present as mentor, or both. */
function togetherOf(tx: Tx, requests: readonly TogetherRequest[]): Promise<TogetherRow[]> {
  const distinct = (field: keyof TogetherRequest) => [...new Set(requests.map((request) => request[field]))].sort();
  const [parkIds, mentorIds, menteeIds] = [distinct('parkId'), distinct('mentorStreamerId'), distinct('menteeStreamerId')];
  const span = [distinct('from')[0], distinct('to').at(-1)];
  const presence = (table: 'host_segment' | 'session_mentor') =>
    `SELECT h.parkId AS parkId, h.streamerId AS menteeStreamerId, m.streamerId AS mentorStreamerId, s.id AS sessionId, s.startOn AS startOn
     FROM host_segment h JOIN broadcast_session s ON s.id = h.sessionId JOIN ${table} m ON m.parkId = h.parkId AND m.sessionId = h.sessionId
     WHERE h.parkId IN ${inList(parkIds)} AND h.streamerId IN ${inList(menteeIds)} AND m.streamerId IN ${inList(mentorIds)}
       AND s.status IN ${inList(COMPLETED_STATUSES)} AND s.startOn BETWEEN ? AND ?`;
  const parameters = [...parkIds, ...menteeIds, ...mentorIds, ...COMPLETED_STATUSES, ...span];
  return tx.rows<TogetherRow>(`${presence('host_segment')} UNION ${presence('session_mentor')}`, [...parameters, ...parameters]);
}
