import { Injectable } from '@nestjs/common';
import { type AuditChange, changesBetween } from '../platform/audit/audit-changes.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { updateVersioned } from '../platform/database/versioned-rows.js';
import type { Booking } from './booking.rules.js';
import { BookingDesk } from './booking-desk.js';
import { HOLDING_STATUSES, type SessionStatus, type SessionVerb, statusAfter } from './broadcast-session-states.js';
import { BroadcastSession } from './broadcast-session.entity.js';
import { SessionChangeListeners } from './session-change-listeners.js';
import { SessionHistory } from './session-records.entity.js';

const NAME_MAX = 100;
/** Verbs of `sales` itself: it need not be told of them. */
const TOLD_BY_SALES: readonly string[] = ['markTallied', 'markUntallied'];

/** The columns that a verb may change; state, day and version follow from them. */
export type SessionColumns = Partial<Omit<BroadcastSession, 'id' | 'parkId' | 'version' | 'status' | 'startOn'>>;

/** What one verb writes. */
export interface SessionMove {
  changes?: SessionColumns;
  /** The slots that the session holds from now on; left out, it keeps its own or gives them up with the new state. */
  bookings?: readonly Booking[];
  /** The state it goes back to, for a verb that has two. */
  backTo?: SessionStatus;
  reason?: string | null;
  /** What the audit shall say besides the session's own columns. */
  audited?: readonly AuditChange[];
}

/** Writes one step of a session: row, slots, history, audit and those who listen, in the caller's transaction. */
@Injectable()
export class SessionWriter {
  constructor(
    private readonly desk: BookingDesk,
    private readonly audit: AuditTrail,
    private readonly listeners: SessionChangeListeners,
  ) {}

  /** Writes a new session with its first row of history. */
  async create(tx: Tx, caller: Caller, verb: string, session: BroadcastSession, audited: readonly AuditChange[]): Promise<void> {
    await tx.insert(BroadcastSession, [session]);
    await this.record(tx, caller, verb, null, session, { audited });
  }

  /** Moves a session along its table. The verb has asked the rules before; here nothing is refused any more. */
  async move(tx: Tx, caller: Caller, verb: SessionVerb, session: BroadcastSession, step: SessionMove): Promise<void> {
    const after = { ...session, ...step.changes, status: statusAfter(verb, session.status, step.backTo) };
    after.startOn = localDateOf(after.actualStartAt ?? after.plannedStartAt);
    if (step.reason !== undefined) after.reason = step.reason;
    const { id: _id, version: _version, ...columns } = after;
    await updateVersioned(tx, BroadcastSession, session, columns);
    await this.holdSlots(tx, session, after, step.bookings);
    await this.record(tx, caller, verb, session, after, step);
  }

  private async holdSlots(tx: Tx, before: BroadcastSession, after: BroadcastSession, bookings?: readonly Booking[]): Promise<void> {
    const { parkId, id: sessionId, plannedStartAt: startAt, plannedEndAt: endAt } = after;
    const gaveUp = bookings !== undefined || !HOLDING_STATUSES.includes(after.status);
    if (HOLDING_STATUSES.includes(before.status) && gaveUp) await this.desk.free(tx, parkId, sessionId);
    if (bookings && HOLDING_STATUSES.includes(after.status)) await this.desk.take(tx, { parkId, sessionId, bookings, startAt, endAt });
  }

  private async record(
    tx: Tx,
    caller: Caller,
    verb: string,
    before: BroadcastSession | null,
    after: BroadcastSession,
    step: Pick<SessionMove, 'audited' | 'reason'>,
  ): Promise<void> {
    const { parkId, id: sessionId } = after;
    await tx.insert(SessionHistory, [
      {
        id: newId(),
        parkId,
        sessionId,
        verb,
        fromStatus: before?.status ?? null,
        toStatus: after.status,
        reason: (before ? step.reason : after.reason) ?? null,
        plannedStartAt: after.plannedStartAt,
        plannedEndAt: after.plannedEndAt,
        byAccountId: caller.accountId,
        byName: caller.displayName.slice(0, NAME_MAX),
        at: tx.at,
      },
    ]);
    const { id: _id, version: _version, ...columns } = after;
    await this.audit.record(tx, caller, {
      scopeId: parkId,
      action: verb,
      recordKind: 'BroadcastSession',
      recordId: sessionId,
      changes: [...changesBetween(before, columns), ...(step.audited ?? [])],
      personal: ['dutyPersonName'],
      reason: step.reason ?? undefined,
    });
    if (TOLD_BY_SALES.includes(verb)) return;
    await this.listeners.tell(tx, {
      parkId,
      sessionId,
      startOnBefore: before?.startOn ?? null,
      startOnAfter: after.startOn,
      statusBefore: before?.status ?? null,
      statusAfter: after.status,
    });
  }
}
