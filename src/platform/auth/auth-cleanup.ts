import { Injectable } from '@nestjs/common';
import { inList, type Tx } from '../database/transactions.js';
import { REFRESH_TOKEN_DAYS } from './tokens.js';

/** Rows of one table that one call removes. */
const REMOVED_PER_CALL_MAX = 500;

const DAY_MS = 86_400_000;
/** Ended sessions and exchanged tokens are kept for twice the lifetime of a refresh token, so a stolen one is recognized as such. */
const ENDED_KEPT_MS = 2 * REFRESH_TOKEN_DAYS * DAY_MS;
const THROTTLE_KEPT_MS = DAY_MS;

/** What is removed: table, and the column that must lie before the limit. */
const STALE = [
  { table: 'used_refresh_token', column: 'usedAt', keptMs: ENDED_KEPT_MS },
  { table: 'auth_session', column: 'refreshExpiresAt', keptMs: ENDED_KEPT_MS },
  { table: 'sign_in_throttle', column: 'windowStartedAt', keptMs: THROTTLE_KEPT_MS },
] as const;

/** Removes rows of sign-in that no longer matter. Accounts, grants and API tokens stay. */
@Injectable()
export class AuthCleanup {
  /** Removes at most 500 rows of each table and returns how many of all; a job repeats it until it returns 0. */
  async removeStale(tx: Tx): Promise<number> {
    let removed = 0;
    for (const { table, column, keptMs } of STALE) {
      const rows = await tx.rows<{ id: string }>(`SELECT id FROM ${table} WHERE ${column} < ? LIMIT ${REMOVED_PER_CALL_MAX}`, [
        tx.at.getTime() - keptMs,
      ]);
      const ids = rows.map((row) => row.id);
      if (ids.length > 0) removed += await tx.execute(`DELETE FROM ${table} WHERE id IN ${inList(ids)}`, ids);
    }
    return removed;
  }
}
