import type { FindingCode } from './intake/findings.js';
import type { LiveMatch } from './session-matching.js';
import type { StagedRow } from './staged-row.js';

/** Where the row's figures are booked, or why nowhere. */
export type LivePlacing =
  'MATCHED' | 'WILL_RECORD' | 'LIVE_NOT_ENDED' | 'SESSION_NOT_ENDED' | 'ACCOUNT_NOT_CHOSEN' | 'ACCOUNT_UNKNOWN' | 'UNMATCHED';

/** Reasons for which a row is booked nowhere. */
export const UNPLACED: readonly FindingCode[] = [
  'LIVE_NOT_ENDED',
  'SESSION_NOT_ENDED',
  'ACCOUNT_NOT_CHOSEN',
  'ACCOUNT_UNKNOWN',
  'UNMATCHED',
];

/**
 * Where a row belongs, for the preview and the commit alike (INV-23, INV-34). A live that has not ended has no figures and cannot be recorded
 * afterwards, whatever it is matched to: either its times are wrong or the export comes too early.
 */
export function placingOf(row: StagedRow, match: LiveMatch, recordMissingSessions: boolean, now: Date): LivePlacing {
  if (row.kind === 'LIVE' && Date.parse(row.endAt) > now.getTime()) return 'LIVE_NOT_ENDED';
  if (match.sessionId) return 'MATCHED';
  if (match.blockingSessionId) return 'SESSION_NOT_ENDED';
  if (row.kind !== 'LIVE') return 'UNMATCHED';
  if (!match.accountId) return row.accountName === null ? 'ACCOUNT_NOT_CHOSEN' : 'ACCOUNT_UNKNOWN';
  return recordMissingSessions ? 'WILL_RECORD' : 'UNMATCHED';
}

/** The finding that says why a row is booked nowhere; null for one that has its place. */
export function unplacedBecause(placing: LivePlacing): FindingCode | null {
  return UNPLACED.find((code) => code === placing) ?? null;
}
