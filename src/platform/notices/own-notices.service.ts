import { Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { type Condition, where, whereIn } from '../database/listing.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { notFound } from '../errors/faults.js';
import { DomainError } from '../errors/refusals.js';
import { NoticeReach } from './notice-reach.js';
import { NOTICES_NOT_CHOSEN } from './notices.errors.js';

/** Which notices to mark: those named, or all that were posted up to an instant. */
export interface NoticeChoice {
  noticeIds?: readonly string[] | null;
  postedAtUntil?: Date | null;
}

/** What people do with the own inbox. */
@Injectable()
export class OwnNotices {
  constructor(
    private readonly transactions: Transactions,
    private readonly reach: NoticeReach,
  ) {}

  /**
   * Marks notices of the caller as read and returns how many were unread; one that was read keeps its time. Throws NOT_FOUND when a named one
   * is not among those that the caller sees; refuses NOTICES_NOT_CHOSEN.
   */
  async markNoticesRead(caller: Caller, { noticeIds, postedAtUntil }: NoticeChoice): Promise<number> {
    if (!noticeIds === !postedAtUntil) throw new DomainError([NOTICES_NOT_CHOSEN({}, 'input')]);
    const visible = await this.reach.visible(caller);
    return this.transactions.run(async (tx) => {
      if (noticeIds) return markNamed(tx, visible, [...new Set(noticeIds)]);
      return mark(tx, [...visible, where('{t}.postedAt <= ?', postedAtUntil!.getTime())]);
    });
  }
}

function plain(conditions: readonly Condition[]): Condition {
  const sql = conditions.map((entry) => `(${entry.sql.replaceAll('{t}', 'notice')})`).join(' AND ');
  return where(sql, ...conditions.flatMap(({ parameters }) => [...parameters]));
}

async function markNamed(tx: Tx, visible: readonly Condition[], noticeIds: readonly string[]): Promise<number> {
  const conditions = [...visible, whereIn('{t}.id', noticeIds)];
  const { sql, parameters } = plain(conditions);
  const found = await tx.rows<{ id: string }>(`SELECT id FROM notice WHERE ${sql}`, parameters);
  if (found.length < noticeIds.length) throw notFound('input', 'noticeIds');
  return mark(tx, conditions);
}

function mark(tx: Tx, conditions: readonly Condition[]): Promise<number> {
  const { sql, parameters } = plain(conditions);
  return tx.execute(`UPDATE notice SET readAt = ? WHERE readAt IS NULL AND ${sql}`, [tx.at.getTime(), ...parameters]);
}
