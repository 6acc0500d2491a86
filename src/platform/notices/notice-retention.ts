import { Injectable } from '@nestjs/common';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { inList, type Tx } from '../database/transactions.js';

const DAY_MS = 86_400_000;
const READ_KEPT_MS = 180 * DAY_MS;
const UNREAD_KEPT_MS = 730 * DAY_MS;

/** Notices that one call removes of each kind. */
const REMOVED_PER_CALL_MAX = 1_000;

/** What is too old: read long ago, or never read by anybody for two years. */
const OLD = [
  { condition: 'readAt < ?', keptMs: READ_KEPT_MS },
  { condition: 'readAt IS NULL AND postedAt < ?', keptMs: UNREAD_KEPT_MS },
] as const;

/** Keeps inboxes from growing without end. */
@Injectable()
export class NoticeRetention {
  /** Removes notices that were read 180 days ago or lie unread for two years, at most 1,000 of each; returns how many. A job repeats it until it returns 0. */
  async removeOld(tx: Tx): Promise<number> {
    let removed = 0;
    for (const { condition, keptMs } of OLD) {
      const rows = await tx.rows<{ id: string }>(`SELECT id FROM notice WHERE scopeId = ? AND ${condition} LIMIT ${REMOVED_PER_CALL_MAX}`, [
        INSTALLATION_SCOPE,
        tx.at.getTime() - keptMs,
      ]);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) removed += await tx.execute(`DELETE FROM notice WHERE id IN ${inList(ids)}`, ids);
    }
    return removed;
  }
}
