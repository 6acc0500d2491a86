/** Length of one slot; planned times, segment bounds and buffers are multiples of it (INV-22). */
export const SLOT_MS = 5 * 60_000;
/** How far ahead the next free time is looked for. */
export const SEARCH_WINDOW_DAYS_MAX = 14;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** What can be booked. */
export type ResourceKind = 'ROOM' | 'HOST' | 'ACCOUNT' | 'SAMPLE_SET';

/** One resource for a half-open range of slots [fromSlot, toSlot). */
export interface Booking {
  kind: ResourceKind;
  resourceId: string;
  fromSlot: number;
  toSlot: number;
}

/** What a session occupies while it holds its time. */
export interface Occupation {
  plannedStartAt: Date;
  plannedEndAt: Date;
  room: { id: string; setupMinutes: number; teardownMinutes: number } | null;
  accountId: string | null;
  sampleSetId: string | null;
  segments: readonly { streamerId: string; startAt: Date; endAt: Date }[];
}

/** Slots of a half-open interval of instants; a slot that it touches only in part counts whole. */
export function slotsOf(startMs: number, endMs: number): { fromSlot: number; toSlot: number } {
  return { fromSlot: Math.floor(startMs / SLOT_MS), toSlot: Math.ceil(endMs / SLOT_MS) };
}

/** Everything that a session books: the room with its buffers, account and samples for the session, each host for the segment. */
export function bookingsOf(occupation: Occupation): Booking[] {
  const [start, end] = [occupation.plannedStartAt.getTime(), occupation.plannedEndAt.getTime()];
  const bookings: Booking[] = occupation.segments.map(({ streamerId, startAt, endAt }) => ({
    kind: 'HOST',
    resourceId: streamerId,
    ...slotsOf(startAt.getTime(), endAt.getTime()),
  }));
  const { room, accountId, sampleSetId } = occupation;
  if (room) {
    const range = slotsOf(start - room.setupMinutes * MINUTE_MS, end + room.teardownMinutes * MINUTE_MS);
    bookings.push({ kind: 'ROOM', resourceId: room.id, ...range });
  }
  if (accountId) bookings.push({ kind: 'ACCOUNT', resourceId: accountId, ...slotsOf(start, end) });
  if (sampleSetId) bookings.push({ kind: 'SAMPLE_SET', resourceId: sampleSetId, ...slotsOf(start, end) });
  return bookings;
}

/** One row of the slot table, without its session. */
export interface Slot {
  resourceKind: ResourceKind;
  resourceId: string;
  slotNumber: number;
}

/** The slot rows of bookings in key order, so that two writers meet the same key first and none waits in a ring. */
export function sortedSlots(bookings: readonly Booking[]): Slot[] {
  const slots = bookings.flatMap(({ kind, resourceId, fromSlot, toSlot }) =>
    Array.from({ length: toSlot - fromSlot }, (_, index): Slot => ({ resourceKind: kind, resourceId, slotNumber: fromSlot + index })),
  );
  const text = (slot: Slot) => `${slot.resourceKind}/${slot.resourceId}`;
  return slots.sort((a, b) => (text(a) === text(b) ? a.slotNumber - b.slotNumber : text(a) < text(b) ? -1 : 1));
}

/** Names a resource in a map of taken slots. */
export function resourceKey({ kind, resourceId }: Pick<Booking, 'kind' | 'resourceId'>): string {
  return `${kind}/${resourceId}`;
}

/**
 * The smallest shift (in slots, 0 or more) at which every booking is free, or null within the search window. It jumps behind each
 * taken slot it meets, so it looks at a slot a few times at most.
 */
export function shiftToFree(bookings: readonly Booking[], taken: ReadonlyMap<string, ReadonlySet<number>>): number | null {
  const shiftMax = (SEARCH_WINDOW_DAYS_MAX * DAY_MS) / SLOT_MS;
  let shift = 0;
  while (shift <= shiftMax) {
    const next = shiftBehindObstacle(bookings, taken, shift);
    if (next === shift) return shift;
    shift = next;
  }
  return null;
}

function shiftBehindObstacle(bookings: readonly Booking[], taken: ReadonlyMap<string, ReadonlySet<number>>, shift: number): number {
  for (const booking of bookings) {
    const slots = taken.get(resourceKey(booking));
    if (!slots) continue;
    for (let slot = booking.toSlot + shift - 1; slot >= booking.fromSlot + shift; slot--) {
      if (slots.has(slot)) return slot + 1 - booking.fromSlot;
    }
  }
  return shift;
}

/** A half-open interval of instants in milliseconds. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** What remains of a range when the taken slots are cut out of it. */
export function freeIntervals(taken: ReadonlySet<number>, range: { fromSlot: number; toSlot: number }): Interval[] {
  const free: Interval[] = [];
  for (let slot = range.fromSlot; slot < range.toSlot; slot++) {
    if (taken.has(slot)) continue;
    const last = free.at(-1);
    if (last?.endMs === slot * SLOT_MS) last.endMs += SLOT_MS;
    else free.push({ startMs: slot * SLOT_MS, endMs: (slot + 1) * SLOT_MS });
  }
  return free;
}
