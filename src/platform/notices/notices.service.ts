import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LocalDate } from '../clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import { inList, type Tx } from '../database/transactions.js';
import type { Bilingual } from '../errors/faults.js';
import { Notice, NOTICE_LENGTH_MAX, NoticePosting } from './notice.entity.js';

/** Notices that one statement looks for or writes. */
const ROWS_PER_CHUNK_MAX = 1_000;
/** Notices, counted by account, of one call; a job posts more in several transactions. */
const POSTED_PER_CALL_MAX = 20_000;

/** A notice with everybody to whom it goes. */
export interface NoticeToPost {
  /**
   * Where the permission must be held: a record of a scope that grants name, or `INSTALLATION_SCOPE` when holding it anywhere is enough.
   */
  scopeId: string;
  /** What it is about in the posting module's own words, such as `reviews.due`; the inbox filters by it. */
  topic: string;
  /** An account sees the notice only while it holds this permission in the scope. */
  requiredPermission: string;
  /** Kind and id of the record that the notice is about. */
  subjectKind: string;
  subjectId: string;
  /** Same account and key: posted once, ever. At most 200 characters. */
  dedupKey: string;
  accountIds: readonly string[];
  /** One sentence of at most 300 characters in each language. */
  text: Bilingual;
  /** The day by which something should be done. */
  dueOn?: LocalDate | null;
}

interface Posting {
  notice: NoticeToPost;
  accountId: string;
  postingHash: string;
}

/** Puts notices into the inboxes of accounts, and takes them away when their subject is settled. */
@Injectable()
export class Notices {
  /**
   * Posts every notice to each of its accounts that did not get it before, and returns how many were new. Of two transactions that post the
   * same at once one does; the other runs again. Throws when a text is too long or one call holds more than 20,000.
   */
  async post(tx: Tx, notices: readonly NoticeToPost[]): Promise<number> {
    for (const notice of notices) requireFitting(notice);
    const postings = postingsOf(notices);
    if (postings.length > POSTED_PER_CALL_MAX)
      throw new Error(`${postings.length} notices in one call; the limit is ${POSTED_PER_CALL_MAX}`);
    let posted = 0;
    for (let start = 0; start < postings.length; start += ROWS_PER_CHUNK_MAX) {
      posted += await postChunk(tx, postings.slice(start, start + ROWS_PER_CHUNK_MAX));
    }
    return posted;
  }

  /**
   * Takes the unread notices about a record away, all of them or those whose key begins with the prefix; returns how many. What was read
   * stays in the inbox. A notice that was taken away is not posted again under the same key.
   */
  withdraw(tx: Tx, subjectKind: string, subjectId: string, dedupKeyPrefix = ''): Promise<number> {
    return tx.execute(
      `DELETE FROM notice WHERE scopeId = ? AND subjectKind = ? AND subjectId = ? AND readAt IS NULL AND SUBSTR(dedupKey, 1, ?) = ?`,
      [INSTALLATION_SCOPE, subjectKind, subjectId, [...dedupKeyPrefix].length, dedupKeyPrefix],
    );
  }
}

function requireFitting(notice: NoticeToPost): void {
  const { topic, requiredPermission, subjectKind, dedupKey, text } = notice;
  const lengths = { topic, requiredPermission, subjectKind, dedupKey };
  for (const [name, value] of [...Object.entries(lengths), ['text', text.zh], ['text', text.en]] as [
    keyof typeof NOTICE_LENGTH_MAX,
    string,
  ][]) {
    const length = [...value].length;
    if (length === 0 || length > NOTICE_LENGTH_MAX[name]) throw new Error(`The ${name} of a notice ${topic} has ${length} characters`);
  }
}

/** One entry for each account and key, in the order of their hashes: transactions that meet take their locks in one order. */
function postingsOf(notices: readonly NoticeToPost[]): Posting[] {
  const postings = new Map<string, Posting>();
  for (const notice of notices) {
    for (const accountId of notice.accountIds) {
      const postingHash = createHash('sha256').update(`${accountId}\u0000${notice.dedupKey}`).digest('base64url');
      if (!postings.has(postingHash)) postings.set(postingHash, { notice, accountId, postingHash });
    }
  }
  return [...postings.values()].sort((left, right) => (left.postingHash < right.postingHash ? -1 : 1));
}

async function postChunk(tx: Tx, postings: readonly Posting[]): Promise<number> {
  const hashes = postings.map(({ postingHash }) => postingHash);
  const known = await tx.rows<{ postingHash: string }>(
    `SELECT postingHash FROM notice_posting WHERE scopeId = ? AND postingHash IN ${inList(hashes)}`,
    [INSTALLATION_SCOPE, ...hashes],
  );
  const knownHashes = new Set(known.map(({ postingHash }) => postingHash));
  const fresh = postings.filter(({ postingHash }) => !knownHashes.has(postingHash)).map((posting) => ({ id: newId(), ...posting }));
  try {
    await tx.insert(
      NoticePosting,
      fresh.map(({ id, postingHash }) => ({ id, scopeId: INSTALLATION_SCOPE, postingHash })),
    );
  } catch (error) {
    throw isDuplicateKey(error) ? new RetryWork('the same notice was posted at the same time') : error;
  }
  await tx.insert(
    Notice,
    fresh.map(({ id, notice, accountId }) => rowOf(tx, id, notice, accountId)),
  );
  return fresh.length;
}

function rowOf(tx: Tx, id: string, notice: NoticeToPost, accountId: string): Notice {
  const { topic, requiredPermission, subjectKind, subjectId, dedupKey } = notice;
  return {
    ...{ id, scopeId: INSTALLATION_SCOPE, accountId, topic, requiredPermission, aboutScopeId: notice.scopeId },
    ...{ subjectKind, subjectId, dedupKey, textZh: notice.text.zh, textEn: notice.text.en },
    ...{ dueOn: notice.dueOn ?? null, postedAt: tx.at, readAt: null },
  };
}
