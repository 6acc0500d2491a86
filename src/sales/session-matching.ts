import { Injectable } from '@nestjs/common';
import { inList } from '../platform/database/transactions.js';
import { HELD_STATUSES } from './rollup.service.js';
import type { StagedRow } from './staged-row.js';

/** Whatever can run a SELECT: a transaction, or the data source outside one. */
export interface RowReader {
  rows<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
}

/** Where a live belongs. Without a session `accountId` and `blockingSessionId` tell what is known all the same. */
export interface LiveMatch {
  sessionId: string | null;
  accountId: string | null;
  /** A booked session of the account at that time that has not been ended: it must be ended before its figures can be booked. */
  blockingSessionId: string | null;
  /** True when the live's id was known before. */
  isKnown: boolean;
}

interface Candidate {
  id: string;
  accountId: string;
  status: string;
  startAt: number;
  endAt: number;
}

const UNFINISHED_STATUSES = ['REQUESTED', 'CONFIRMED', 'PREPARED', 'LIVE'] as const;
const LIVES_PER_STATEMENT_MAX = 500;

/** Finds the session of a live: by its id once known, else by account and the longest overlap in time. */
@Injectable()
export class SessionMatching {
  /** One match per live id that occurs in the rows. */
  async match(
    reader: RowReader,
    scope: { parkId: string; platform: string; chosenAccountId: string | null },
    rows: readonly StagedRow[],
  ): Promise<Map<string, LiveMatch>> {
    const matches = new Map<string, LiveMatch>();
    const lives = new Map(rows.map((row) => [row.liveExportId, row]));
    const ids = [...lives.keys()];
    for (let start = 0; start < ids.length; start += LIVES_PER_STATEMENT_MAX) {
      const chunk = ids.slice(start, start + LIVES_PER_STATEMENT_MAX);
      const known = await reader.rows<{ liveExportId: string; sessionId: string; accountId: string }>(
        `SELECT liveExportId, sessionId, accountId FROM session_live WHERE parkId = ? AND platform = ? AND liveExportId IN ${inList(chunk)}`,
        [scope.parkId, scope.platform, ...chunk],
      );
      for (const live of known) matches.set(live.liveExportId, { ...live, blockingSessionId: null, isKnown: true });
    }
    const unknown = [...lives.values()].filter((row) => !matches.has(row.liveExportId));
    for (const [id, match] of await this.matchByTime(reader, scope, unknown)) matches.set(id, match);
    return matches;
  }

  private async matchByTime(
    reader: RowReader,
    scope: { parkId: string; platform: string; chosenAccountId: string | null },
    rows: readonly StagedRow[],
  ): Promise<Map<string, LiveMatch>> {
    const matches = new Map<string, LiveMatch>();
    if (rows.length === 0) return matches;
    const accounts = await reader.rows<{ id: string; name: string }>(
      'SELECT id, name FROM platform_account WHERE parkId = ? AND platform = ?',
      [scope.parkId, scope.platform],
    );
    const accountOf = (row: StagedRow): string | null => {
      const name = row.kind === 'LIVE' ? row.accountName : null;
      if (name === null) return scope.chosenAccountId;
      return accounts.find((account) => account.name === name)?.id ?? null;
    };
    const candidates = await this.candidates(reader, scope.parkId, rows);
    for (const row of rows) {
      const accountId = accountOf(row);
      const best =
        row.kind === 'LIVE' && accountId ? bestOverlap(candidates, accountId, Date.parse(row.startAt), Date.parse(row.endAt)) : null;
      const isHeld = best !== null && (HELD_STATUSES as readonly string[]).includes(best.status);
      matches.set(row.liveExportId, {
        sessionId: isHeld ? best.id : null,
        accountId,
        blockingSessionId: best !== null && !isHeld ? best.id : null,
        isKnown: false,
      });
    }
    return matches;
  }

  private async candidates(reader: RowReader, parkId: string, rows: readonly StagedRow[]): Promise<Candidate[]> {
    const lives = rows.filter((row) => row.kind === 'LIVE');
    if (lives.length === 0) return [];
    const statuses = [...HELD_STATUSES, ...UNFINISHED_STATUSES];
    const found = await reader.rows<Candidate>(
      `SELECT id, accountId, status, COALESCE(actualStartAt, plannedStartAt) AS startAt, COALESCE(actualEndAt, plannedEndAt) AS endAt
       FROM broadcast_session
       WHERE parkId = ? AND status IN ${inList(statuses)} AND accountId IS NOT NULL
         AND COALESCE(actualStartAt, plannedStartAt) < ? AND COALESCE(actualEndAt, plannedEndAt) > ?`,
      [
        parkId,
        ...statuses,
        Math.max(...lives.map((live) => Date.parse(live.endAt))),
        Math.min(...lives.map((live) => Date.parse(live.startAt))),
      ],
    );
    return found.map((row) => ({ ...row, startAt: Number(row.startAt), endAt: Number(row.endAt) }));
  }
}

function bestOverlap(candidates: readonly Candidate[], accountId: string, startAt: number, endAt: number): Candidate | null {
  let best: Candidate | null = null;
  let longest = 0;
  for (const candidate of candidates) {
    const overlap = candidate.accountId === accountId ? Math.min(candidate.endAt, endAt) - Math.max(candidate.startAt, startAt) : 0;
    if (overlap > longest) {
      best = candidate;
      longest = overlap;
    }
  }
  return best;
}
