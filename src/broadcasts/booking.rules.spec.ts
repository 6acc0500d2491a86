import fc from 'fast-check';
import { type Booking, bookingsOf, freeIntervals, resourceKey, shiftToFree, SLOT_MS, slotsOf, sortedSlots } from './booking.rules.js';

const at = (text: string) => new Date(`2026-11-27T${text}:00+08:00`);
const slot = (text: string) => at(text).getTime() / SLOT_MS;
const room = { id: 'room', setupMinutes: 30, teardownMinutes: 15 };

describe('what a session occupies', () => {
  it('holds the room from its setup to the end of its teardown, all else for the session, hosts for their segments (INV-22)', () => {
    const bookings = bookingsOf({
      plannedStartAt: at('19:00'),
      plannedEndAt: at('21:00'),
      room,
      accountId: 'account',
      sampleSetId: 'samples',
      segments: [
        { streamerId: 'first', startAt: at('19:00'), endAt: at('20:00') },
        { streamerId: 'second', startAt: at('20:00'), endAt: at('21:00') },
      ],
    });
    expect(bookings).toEqual([
      { kind: 'HOST', resourceId: 'first', fromSlot: slot('19:00'), toSlot: slot('20:00') },
      { kind: 'HOST', resourceId: 'second', fromSlot: slot('20:00'), toSlot: slot('21:00') },
      { kind: 'ROOM', resourceId: 'room', fromSlot: slot('18:30'), toSlot: slot('21:15') },
      { kind: 'ACCOUNT', resourceId: 'account', fromSlot: slot('19:00'), toSlot: slot('21:00') },
      { kind: 'SAMPLE_SET', resourceId: 'samples', fromSlot: slot('19:00'), toSlot: slot('21:00') },
    ]);
  });

  it('leaves the slot of the end to the next session (INV-22, half-open)', () => {
    expect(slotsOf(0, SLOT_MS)).toEqual({ fromSlot: 0, toSlot: 1 });
    expect(slotsOf(SLOT_MS, SLOT_MS + 1)).toEqual({ fromSlot: 1, toSlot: 2 });
  });

  it('writes slot rows in key order whatever the order of the bookings (INV-22)', () => {
    const bookings: Booking[] = [
      { kind: 'ROOM', resourceId: 'b', fromSlot: 9, toSlot: 12 },
      { kind: 'HOST', resourceId: 'z', fromSlot: 99, toSlot: 101 },
      { kind: 'ROOM', resourceId: 'a', fromSlot: 100, toSlot: 101 },
    ];
    const names = (list: Booking[]) => sortedSlots(list).map((row) => `${row.resourceKind} ${row.resourceId} ${row.slotNumber}`);
    expect(names(bookings)).toEqual(['HOST z 99', 'HOST z 100', 'ROOM a 100', 'ROOM b 9', 'ROOM b 10', 'ROOM b 11']);
    expect(names([...bookings].reverse())).toEqual(names(bookings));
  });
});

describe('the next free time', () => {
  const booking = (kind: Booking['kind'], fromSlot: number, toSlot: number): Booking => ({ kind, resourceId: 'r', fromSlot, toSlot });
  const taken = (kind: Booking['kind'], ...slots: number[]): [string, Set<number>] => [
    resourceKey({ kind, resourceId: 'r' }),
    new Set(slots),
  ];

  it('is the asked time when nothing is taken (INV-22)', () => {
    expect(shiftToFree([booking('ROOM', 10, 20)], new Map())).toBe(0);
  });

  it('is the first gap that is long enough, not the first gap (INV-22)', () => {
    const obstacles = new Map([taken('ROOM', 10, 13, 14)]);
    expect(shiftToFree([booking('ROOM', 10, 12)], obstacles)).toBe(1);
    expect(shiftToFree([booking('ROOM', 10, 13)], obstacles)).toBe(5);
  });

  it('is free for all resources at once (INV-22)', () => {
    const bookings = [booking('ROOM', 8, 14), booking('ACCOUNT', 10, 12)];
    expect(shiftToFree(bookings, new Map([taken('ROOM', 9), taken('ACCOUNT', 12, 16)]))).toBe(3);
  });

  it('is null when 14 days hold no such gap (INV-22)', () => {
    const everything = Array.from({ length: 14 * 288 + 20 }, (_, index) => index);
    expect(shiftToFree([booking('ROOM', 0, 2)], new Map([taken('ROOM', ...everything)]))).toBeNull();
  });

  it('equals the answer of trying every shift (INV-22)', () => {
    const slots = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
    const range = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 8 }));
    fc.assert(
      fc.property(slots, slots, range, range, (roomSlots, accountSlots, [roomFrom, roomLength], [accountFrom, accountLength]) => {
        const bookings = [booking('ROOM', roomFrom, roomFrom + roomLength), booking('ACCOUNT', accountFrom, accountFrom + accountLength)];
        const obstacles = new Map([taken('ROOM', ...roomSlots), taken('ACCOUNT', ...accountSlots)]);
        const isFree = (shift: number) =>
          sortedSlots(bookings.map((one) => ({ ...one, fromSlot: one.fromSlot + shift, toSlot: one.toSlot + shift }))).every(
            (row) => !obstacles.get(`${row.resourceKind}/${row.resourceId}`)!.has(row.slotNumber),
          );
        let shift = 0;
        while (!isFree(shift)) shift++;
        return shiftToFree(bookings, obstacles) === shift;
      }),
    );
  });
});

describe('the free intervals of a day', () => {
  it('are what the taken slots leave, joined where they touch', () => {
    const minutes = (interval: { startMs: number; endMs: number }) => [interval.startMs / SLOT_MS, interval.endMs / SLOT_MS];
    expect(freeIntervals(new Set([2, 3, 7]), { fromSlot: 0, toSlot: 8 }).map(minutes)).toEqual([
      [0, 2],
      [4, 7],
    ]);
    expect(freeIntervals(new Set([0]), { fromSlot: 0, toSlot: 1 })).toEqual([]);
  });
});
