import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Access } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { addDays, type LocalDate, startOfLocalDate } from '../platform/clock/local-date.js';
import { type ListingDefinition, Listings, type Page, type Selection, where } from '../platform/database/listing.js';
import { freeIntervals, SLOT_MS, slotsOf } from './booking.rules.js';
import type { LiveRoomsArgs, SampleSetsArgs } from './live-rooms.inputs.js';
import type { LiveRoomView, RoomAvailability, SampleSetView } from './live-rooms.objects.js';

/** How rooms are read. */
export const liveRoomListing: ListingDefinition = {
  table: 'live_room',
  fields: {
    id: 'id',
    parkId: 'parkId',
    name: 'name',
    kind: 'kind',
    setupMinutes: 'setupMinutes',
    teardownMinutes: 'teardownMinutes',
    status: 'status',
    version: 'version',
  },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' } },
};

/** How sample sets are read. */
export const sampleSetListing: ListingDefinition = {
  table: 'sample_set',
  fields: { id: 'id', parkId: 'parkId', name: 'name', version: 'version' },
  orders: { NAME: { by: ['{t}.name'], direction: 'ASC' } },
};

interface HeldRow {
  sessionId: string;
  sessionNumber: string;
  title: string;
  firstSlot: number;
  lastSlot: number;
}

/** Reads of rooms and sample sets within the caller's parks. */
@Injectable()
export class LiveRoomQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly dataSource: DataSource,
  ) {}

  async liveRooms(caller: Caller, args: LiveRoomsArgs, selection: Selection): Promise<Page<LiveRoomView>> {
    const scope = await this.access.parks(caller, 'broadcasts.read');
    const { parkId, kind, status } = args.filter ?? {};
    const conditions = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (kind) conditions.push(where('{t}.kind = ?', kind));
    if (status) conditions.push(where('{t}.status = ?', status));
    const { first, after, order } = args;
    return this.listings.page<LiveRoomView>(liveRoomListing, { selection, conditions, order, first, after });
  }

  /** One room, or null when there is none in scope. */
  async liveRoom(caller: Caller, id: string, selection: Selection): Promise<LiveRoomView | null> {
    const scope = await this.access.parks(caller, 'broadcasts.read');
    return this.listings.one<LiveRoomView>(liveRoomListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  async sampleSets(caller: Caller, args: SampleSetsArgs, selection: Selection): Promise<Page<SampleSetView>> {
    const scope = await this.access.parks(caller, 'broadcasts.read');
    const conditions = [scope.condition()];
    if (args.parkId) conditions.push(where('{t}.parkId = ?', args.parkId));
    const { first, after, order } = args;
    return this.listings.page<SampleSetView>(sampleSetListing, { selection, conditions, order, first, after });
  }

  /** One sample set, or null when there is none in scope. */
  async sampleSet(caller: Caller, id: string, selection: Selection): Promise<SampleSetView | null> {
    const scope = await this.access.parks(caller, 'broadcasts.read');
    return this.listings.one<SampleSetView>(sampleSetListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  /** When a room is held and when it is free on a local day; null when the room is not in scope. */
  async roomAvailability(caller: Caller, roomId: string, day: LocalDate): Promise<RoomAvailability | null> {
    const room = await this.liveRoom(caller, roomId, { parkId: true });
    if (!room) return null;
    const range = slotsOf(startOfLocalDate(day).getTime(), startOfLocalDate(addDays(day, 1)).getTime());
    const held = await this.dataSource.query<HeldRow[]>(
      `SELECT b.sessionId AS sessionId, s.sessionNumber AS sessionNumber, s.title AS title, MIN(b.slotNumber) AS firstSlot, MAX(b.slotNumber) AS lastSlot
       FROM booking_slot b JOIN broadcast_session s ON s.id = b.sessionId
       WHERE b.parkId = ? AND b.resourceKind = 'ROOM' AND b.resourceId = ? AND b.slotNumber >= ? AND b.slotNumber < ?
       GROUP BY b.sessionId, s.sessionNumber, s.title ORDER BY firstSlot`,
      [room.parkId, roomId, range.fromSlot, range.toSlot],
    );
    const taken = new Set(
      held.flatMap(({ firstSlot, lastSlot }) => Array.from({ length: lastSlot - firstSlot + 1 }, (_, index) => firstSlot + index)),
    );
    return {
      roomId,
      day,
      busy: held.map(({ sessionId, sessionNumber, title, firstSlot, lastSlot }) => ({
        sessionId,
        sessionNumber,
        title,
        startAt: new Date(firstSlot * SLOT_MS),
        endAt: new Date((lastSlot + 1) * SLOT_MS),
      })),
      free: freeIntervals(taken, range).map(({ startMs, endMs }) => ({ startAt: new Date(startMs), endAt: new Date(endMs) })),
    };
  }
}
