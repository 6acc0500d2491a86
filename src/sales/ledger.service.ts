import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localMonthOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { JobOutbox } from '../platform/queue/job-outbox.js';
import { HELD_SESSION_LOCK } from '../skills/held-sessions.js';
import { SalesEntry, SessionTally } from './ledger.entity.js';
import type { EntryDraft, SalesGrain } from './line-booking.rules.js';
import { RECOMPUTE_DAY, RECOMPUTE_SESSION } from './sales.jobs.js';

/** Where an entry belongs and where it comes from. */
export interface EntryOrigin {
  parkId: string;
  sessionId: string;
  lineId: string | null;
  productId: string | null;
  productCode: string | null;
  grain: SalesGrain;
  basis: string;
  source: 'IMPORT' | 'MANUAL';
  batchId: string | null;
  reversesId?: string | null;
  reason?: string | null;
}

/** An entry to post: what, and where it belongs. */
export type EntryToPost = EntryDraft & EntryOrigin;

/** Name of the lock under which a session's sales are written, one writer at a time; nobody takes evidence from the session meanwhile. */
export const SESSION_SALES_LOCK = HELD_SESSION_LOCK;

/** The only writer of `sales_entry`. It inserts, and asks for the totals that the entries change to be computed again (INV-30, INV-37). */
@Injectable()
export class Ledger {
  constructor(private readonly outbox: JobOutbox) {}

  /** Posts entries and enqueues the recomputation of every session and day they touch, in the same transaction. Returns their ids in order. */
  async post(tx: Tx, caller: Caller, entries: readonly EntryToPost[]): Promise<string[]> {
    if (entries.length === 0) return [];
    const rows = entries.map((entry) => ({
      ...entry,
      id: newId(),
      reversesId: entry.reversesId ?? null,
      reason: entry.reason ?? null,
      postingPeriod: localMonthOf(entry.occurredOn),
      adjustsPeriod: null,
      recordedBy: caller.accountId,
      recordedAt: tx.at,
    }));
    await tx.insert(SalesEntry, rows);
    await this.requestRecomputation(
      tx,
      entries[0]!.parkId,
      entries.map((entry) => entry.sessionId),
      entries.map((entry) => entry.occurredOn),
    );
    return rows.map((row) => row.id);
  }

  /** Asks for totals again: of the sessions, of the days, and of the days on which the sessions started (INV-26, INV-27). */
  async requestRecomputation(tx: Tx, parkId: string, sessionIds: readonly string[], days: readonly LocalDate[]): Promise<void> {
    const sessions = [...new Set(sessionIds)];
    const allDays = new Set(days);
    for (const { startOn } of await this.startDays(tx, parkId, sessions)) allDays.add(startOn);
    await this.outbox.enqueueMany(
      tx,
      RECOMPUTE_SESSION,
      sessions.map((key) => ({ scopeId: parkId, key, payload: {} })),
    );
    await this.outbox.enqueueMany(
      tx,
      RECOMPUTE_DAY,
      [...allDays].map((key) => ({ scopeId: parkId, key, payload: {} })),
    );
  }

  private async startDays(tx: Tx, parkId: string, sessionIds: readonly string[]): Promise<{ startOn: LocalDate }[]> {
    if (sessionIds.length === 0) return [];
    return tx.rows(`SELECT DISTINCT startOn FROM broadcast_session WHERE parkId = ? AND id IN ${inList(sessionIds)}`, [
      parkId,
      ...sessionIds,
    ]);
  }

  /** The session's grain of record, null while nothing is booked. Makes the tally row when there is none. */
  async grainOfRecord(tx: Tx, parkId: string, sessionId: string): Promise<SalesGrain | null> {
    const [tally] = await tx.rows<{ grainOfRecord: SalesGrain | null }>(
      'SELECT grainOfRecord FROM session_tally WHERE parkId = ? AND sessionId = ?',
      [parkId, sessionId],
    );
    if (tally) return tally.grainOfRecord;
    await tx.insert(SessionTally, [
      {
        id: newId(),
        parkId,
        sessionId,
        grainOfRecord: null,
        gmvPaidFen: 0n,
        refundFen: 0n,
        unitsSold: 0,
        orderCount: 0,
        watermarkAt: null,
        computedAt: null,
      },
    ]);
    return null;
  }

  /** True when every entry of the session has been reversed, or it never had one. */
  async nothingStands(tx: Tx, parkId: string, sessionId: string): Promise<boolean> {
    const standing = await tx.rows(
      `SELECT e.id FROM sales_entry e WHERE e.parkId = ? AND e.sessionId = ? AND e.kind <> 'REVERSAL'
       AND e.id NOT IN (SELECT r.reversesId FROM sales_entry r WHERE r.parkId = ? AND r.sessionId = ? AND r.reversesId IS NOT NULL) LIMIT 1`,
      [parkId, sessionId, parkId, sessionId],
    );
    return standing.length === 0;
  }

  /** Sets which grain counts. The caller holds the session's lock. */
  async setGrainOfRecord(tx: Tx, parkId: string, sessionId: string, grain: SalesGrain | null): Promise<void> {
    await tx.execute('UPDATE session_tally SET grainOfRecord = ? WHERE parkId = ? AND sessionId = ?', [grain, parkId, sessionId]);
  }
}
