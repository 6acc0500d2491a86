import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import { inList, Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { DomainError, refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { SLOT_MS } from './booking.rules.js';
import { HOLDING_STATUSES } from './broadcast-session-states.js';
import { NAME_TAKEN, OFF_TIME_GRID, ROOM_HOLDS_SESSIONS, ROOM_STATUS_UNCHANGED } from './broadcasts.errors.js';
import { LiveRoom, type RoomKind, type RoomStatus, SampleSet } from './live-room.entity.js';

const PERMISSION = 'broadcasts.rooms';
const GRID_MINUTES = SLOT_MS / 60_000;
/** Sessions that one refusal names at most. */
const SESSIONS_NAMED_MAX = 20;

/** A room as it is described. */
export interface RoomFacts {
  name: string;
  kind: RoomKind;
  setupMinutes: number;
  teardownMinutes: number;
}

/** Which room, as the caller saw it. */
export interface RoomTarget {
  roomId: string;
  expectedVersion: number;
}

type RoomChanges = Partial<Omit<LiveRoom, 'id' | 'version'>>;

/** Live rooms and sample sets of a park. */
@Injectable()
export class LiveRooms {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Opens a room. Buffers are multiples of 5 minutes (INV-22); the name is unique in the park. */
  async openLiveRoom(caller: Caller, input: RoomFacts & { parkId: string; idempotencyKey: string }): Promise<string> {
    const { parkId, name, kind, setupMinutes, teardownMinutes } = input;
    await this.access.requirePark(caller, PERMISSION, parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'openLiveRoom', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      refuseIfAny(refusalsOfBuffers(input));
      const room: LiveRoom = { id: newId(), parkId, name, kind, setupMinutes, teardownMinutes, status: 'OPEN', version: 1 };
      await refusingTakenName(name, () => tx.insert(LiveRoom, [room]));
      const changes = changesBetween(null, { name, kind, setupMinutes, teardownMinutes });
      await this.audit.record(tx, caller, { scopeId: parkId, action: 'openLiveRoom', recordKind: 'LiveRoom', recordId: room.id, changes });
      return room.id;
    });
    return ref;
  }

  /** Changes name, kind and buffers. Sessions that hold their time already keep the slots they took. */
  changeLiveRoom(caller: Caller, input: RoomFacts & RoomTarget): Promise<string> {
    const { name, kind, setupMinutes, teardownMinutes } = input;
    return this.change(caller, 'changeLiveRoom', input, () => {
      refuseIfAny(refusalsOfBuffers(input));
      return { name, kind, setupMinutes, teardownMinutes };
    });
  }

  /** Takes the room out of use for new requests and confirmations. Refused with ROOM_HOLDS_SESSIONS while sessions hold time in it. */
  closeLiveRoom(caller: Caller, target: RoomTarget): Promise<string> {
    return this.change(caller, 'closeLiveRoom', target, async (room, tx) => {
      refuseIfAny(await refusalsOfHeldTime(tx, room));
      return moved(room, 'CLOSED');
    });
  }

  /** Puts a closed room to use again. */
  reopenLiveRoom(caller: Caller, target: RoomTarget): Promise<string> {
    return this.change(caller, 'reopenLiveRoom', target, (room) => moved(room, 'OPEN'));
  }

  /** Adds a set of samples or equipment that one session at a time can use. */
  async addSampleSet(caller: Caller, input: { parkId: string; name: string; idempotencyKey: string }): Promise<string> {
    const { parkId, name } = input;
    await this.access.requirePark(caller, PERMISSION, parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: input.idempotencyKey, operation: 'addSampleSet', input };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const id = newId();
      await refusingTakenName(name, () => tx.insert(SampleSet, [{ id, parkId, name, version: 1 }]));
      const changes = [{ field: 'name', after: name }];
      await this.audit.record(tx, caller, { scopeId: parkId, action: 'addSampleSet', recordKind: 'SampleSet', recordId: id, changes });
      return id;
    });
    return ref;
  }

  private async change(
    caller: Caller,
    action: string,
    target: RoomTarget,
    changesOf: (room: LiveRoom, tx: Tx) => RoomChanges | Promise<RoomChanges>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, PERMISSION);
    return this.transactions.run(async (tx) => {
      const room = await parkRow(tx, LiveRoom, scope, target.roomId, 'input', 'roomId');
      requireVersion(room, target.expectedVersion);
      const changes = await changesOf(room, tx);
      await refusingTakenName(changes.name ?? room.name, () => updateVersioned(tx, LiveRoom, room, changes));
      const act = { scopeId: room.parkId, recordKind: 'LiveRoom', recordId: room.id, changes: changesBetween(room, changes) };
      await this.audit.record(tx, caller, { ...act, action });
      return room.id;
    });
  }
}

async function refusalsOfHeldTime(tx: Tx, { parkId, id, name }: LiveRoom): Promise<Refusal[]> {
  const holding = await tx.rows<{ sessionNumber: string }>(
    `SELECT sessionNumber FROM broadcast_session WHERE parkId = ? AND roomId = ? AND status IN ${inList(HOLDING_STATUSES)}
     ORDER BY plannedStartAt, id LIMIT ${SESSIONS_NAMED_MAX}`,
    [parkId, id, ...HOLDING_STATUSES],
  );
  const sessionNumbers = holding.map((session) => session.sessionNumber);
  return sessionNumbers.length === 0 ? [] : [ROOM_HOLDS_SESSIONS({ roomName: name, sessionNumbers }, 'input', 'roomId')];
}

function refusalsOfBuffers(buffers: Pick<RoomFacts, 'setupMinutes' | 'teardownMinutes'>): Refusal[] {
  return (['setupMinutes', 'teardownMinutes'] as const)
    .filter((name) => buffers[name] % GRID_MINUTES !== 0)
    .map((name) => OFF_TIME_GRID({ value: String(buffers[name]), gridMinutes: GRID_MINUTES }, 'input', name));
}

function moved(room: LiveRoom, status: RoomStatus): { status: RoomStatus } {
  if (room.status === status) throw new DomainError([ROOM_STATUS_UNCHANGED({ status }, 'input', 'roomId')]);
  return { status };
}

async function refusingTakenName(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isDuplicateKey(error) ? new DomainError([NAME_TAKEN({ name }, 'input', 'name')]) : error;
  }
}
