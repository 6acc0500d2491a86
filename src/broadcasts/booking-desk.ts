import { Injectable } from '@nestjs/common';
import { isDuplicateKey } from '../platform/database/database-errors.js';
import { inList, Transactions, type Tx } from '../platform/database/transactions.js';
import { Fault } from '../platform/errors/faults.js';
import { DomainError } from '../platform/errors/refusals.js';
import {
  type Booking,
  resourceKey,
  type ResourceKind,
  SEARCH_WINDOW_DAYS_MAX,
  shiftToFree,
  SLOT_MS,
  sortedSlots,
} from './booking.rules.js';
import { BOOKING_CONFLICT, type Conflict } from './broadcasts.errors.js';
import { BookingSlot } from './session-records.entity.js';

/** Sessions that one refusal names at most. */
const CONFLICTS_SHOWN_MAX = 20;
/** Tries when the time that was taken is free again by the time somebody looks. */
const CONTESTS_MAX = 3;
const SLOTS_PER_DAY = 86_400_000 / SLOT_MS;

/** A time that is wanted for a session. */
export interface WantedTime {
  parkId: string;
  sessionId: string;
  bookings: readonly Booking[];
  startAt: Date;
  endAt: Date;
}

/** A slot row was there already; the transaction rolls back and `BookingDesk.contested` explains. */
class TimeTaken extends Error {
  constructor(readonly wanted: WantedTime) {
    super(`A slot wanted by session ${wanted.sessionId} is taken`);
  }
}

interface TakenSlot {
  slotNumber: number;
  sessionId: string;
}

const RESOURCE_NAMES: Readonly<Record<ResourceKind, { table: string; column: string }>> = {
  ROOM: { table: 'live_room', column: 'name' },
  HOST: { table: 'streamer', column: 'stageName' },
  ACCOUNT: { table: 'platform_account', column: 'name' },
  SAMPLE_SET: { table: 'sample_set', column: 'name' },
};

/** Takes, frees and explains the slot rows by which a session holds its time (INV-22). */
@Injectable()
export class BookingDesk {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Runs a verb that takes slots. Of several that want the same slot the database lets one commit; the others are refused with
   * BOOKING_CONFLICT, which a new read fills: the sessions in the way and the next time at which everything is free.
   */
  async contested<T>(verb: () => Promise<T>): Promise<T> {
    for (let attempt = 1; attempt <= CONTESTS_MAX; attempt++) {
      try {
        return await verb();
      } catch (error) {
        if (!(error instanceof TimeTaken)) throw error;
        await this.transactions.run((tx) => this.refuseIfStillTaken(tx, error.wanted));
      }
    }
    throw new Fault('RETRY_LATER');
  }

  /** Lets the session hold exactly the wanted slots, in the session's own transaction. */
  async take(tx: Tx, wanted: WantedTime): Promise<void> {
    const { parkId, sessionId } = wanted;
    await this.free(tx, parkId, sessionId);
    try {
      await tx.insert(
        BookingSlot,
        sortedSlots(wanted.bookings).map((slot) => ({ parkId, ...slot, sessionId })),
      );
    } catch (error) {
      throw isDuplicateKey(error) ? new TimeTaken(wanted) : error;
    }
  }

  /** Gives back whatever the session holds. */
  async free(tx: Tx, parkId: string, sessionId: string): Promise<void> {
    await tx.execute('DELETE FROM booking_slot WHERE parkId = ? AND sessionId = ?', [parkId, sessionId]);
  }

  /** Other sessions that hold any of these slots. */
  async holders(tx: Tx, parkId: string, ownSessionId: string, bookings: readonly Booking[]): Promise<string[]> {
    const holders = new Set<string>();
    for (const booking of bookings) {
      for (const slot of await this.takenSlots(tx, parkId, ownSessionId, booking, booking.toSlot)) holders.add(slot.sessionId);
    }
    return [...holders].slice(0, CONFLICTS_SHOWN_MAX);
  }

  private async refuseIfStillTaken(tx: Tx, wanted: WantedTime): Promise<void> {
    const taken = new Map<string, Set<number>>();
    const inTheWay: { booking: Booking; sessionId: string }[] = [];
    for (const booking of wanted.bookings) {
      const searchEnd = booking.toSlot + SEARCH_WINDOW_DAYS_MAX * SLOTS_PER_DAY;
      const slots = await this.takenSlots(tx, wanted.parkId, wanted.sessionId, booking, searchEnd);
      const known = taken.get(resourceKey(booking)) ?? new Set<number>();
      for (const { slotNumber } of slots) known.add(slotNumber);
      taken.set(resourceKey(booking), known);
      const holders = new Set(slots.filter((slot) => slot.slotNumber < booking.toSlot).map((slot) => slot.sessionId));
      for (const sessionId of holders) inTheWay.push({ booking, sessionId });
    }
    if (inTheWay.length === 0) return;
    const conflicts = await this.conflictsOf(tx, inTheWay.slice(0, CONFLICTS_SHOWN_MAX));
    const shift = shiftToFree(wanted.bookings, taken);
    const moved = (instant: Date) => (shift === null ? null : new Date(instant.getTime() + shift * SLOT_MS));
    const details = { conflicts, nextFreeStartAt: moved(wanted.startAt), nextFreeEndAt: moved(wanted.endAt) };
    throw new DomainError([BOOKING_CONFLICT(details, 'input', 'sessionId')]);
  }

  private takenSlots(
    tx: Tx,
    parkId: string,
    ownSessionId: string,
    { kind, resourceId, fromSlot }: Booking,
    toSlot: number,
  ): Promise<TakenSlot[]> {
    return tx.rows<TakenSlot>(
      `SELECT slotNumber, sessionId FROM booking_slot
       WHERE parkId = ? AND resourceKind = ? AND resourceId = ? AND slotNumber >= ? AND slotNumber < ? AND sessionId <> ? ORDER BY slotNumber`,
      [parkId, kind, resourceId, fromSlot, toSlot, ownSessionId],
    );
  }

  private async conflictsOf(tx: Tx, inTheWay: readonly { booking: Booking; sessionId: string }[]): Promise<Conflict[]> {
    const ids = [...new Set(inTheWay.map(({ sessionId }) => sessionId))];
    const rows = await tx.rows<{ id: string; sessionNumber: string; title: string; plannedStartAt: number; plannedEndAt: number }>(
      `SELECT id, sessionNumber, title, plannedStartAt, plannedEndAt FROM broadcast_session WHERE id IN ${inList(ids)}`,
      ids,
    );
    const sessions = new Map(rows.map((row) => [row.id, row]));
    const conflicts: Conflict[] = [];
    for (const { booking, sessionId } of inTheWay) {
      const session = sessions.get(sessionId);
      if (!session) continue;
      conflicts.push({
        resourceKind: booking.kind,
        resourceName: await this.nameOf(tx, booking),
        sessionId,
        sessionNumber: session.sessionNumber,
        title: session.title,
        startAt: new Date(Number(session.plannedStartAt)),
        endAt: new Date(Number(session.plannedEndAt)),
      });
    }
    return conflicts;
  }

  private async nameOf(tx: Tx, { kind, resourceId }: Booking): Promise<string> {
    const { table, column } = RESOURCE_NAMES[kind];
    const [row] = await tx.rows<{ name: string }>(`SELECT ${column} AS name FROM ${table} WHERE id = ?`, [resourceId]);
    return row?.name ?? resourceId;
  }
}
