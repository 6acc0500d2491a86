import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const PLACES: TableSpec[] = [
  {
    name: 'live_room',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('name', 60),
      column.text('kind', 20),
      column.integer('setupMinutes'),
      column.integer('teardownMinutes'),
      column.text('status', 20),
      column.version(),
    ],
    unique: { ux_live_room_name: ['parkId', 'name'] },
  },
  {
    name: 'sample_set',
    columns: [column.primaryId(), column.id('parkId'), column.text('name', 60), column.version()],
    unique: { ux_sample_set_name: ['parkId', 'name'] },
  },
];

const SESSIONS: TableSpec[] = [
  {
    name: 'broadcast_session',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.text('sessionNumber', 20),
      column.text('title', 100),
      column.text('type', 20),
      column.boolean('isFarmAid'),
      column.text('status', 20),
      column.id('roomId', { nullable: true }),
      column.id('accountId', { nullable: true }),
      column.id('sampleSetId', { nullable: true }),
      column.instant('plannedStartAt'),
      column.instant('plannedEndAt'),
      column.instant('actualStartAt', { nullable: true }),
      column.instant('actualEndAt', { nullable: true }),
      column.localDate('startOn'),
      column.instant('hostReportedAt', { nullable: true }),
      column.boolean('aiAvatar'),
      column.boolean('aiLabelConfirmed'),
      column.text('dutyPersonName', 60, { nullable: true }),
      column.boolean('recordedAfterwards'),
      column.text('recordedSource', 20, { nullable: true }),
      column.text('reason', 500, { nullable: true }),
      column.instant('createdAt'),
      column.id('createdBy'),
      column.version(),
    ],
    unique: { ux_broadcast_session_number: ['parkId', 'sessionNumber'] },
    indexes: {
      ix_broadcast_session_start: ['parkId', 'startOn', 'status'],
      ix_broadcast_session_planned: ['parkId', 'plannedStartAt', 'id'],
      ix_broadcast_session_due: ['status', 'plannedStartAt'],
    },
  },
  {
    name: 'host_segment',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('sessionId'),
      column.id('streamerId'),
      column.integer('position'),
      column.instant('plannedStartAt'),
      column.instant('plannedEndAt'),
      column.instant('actualStartAt', { nullable: true }),
      column.instant('actualEndAt', { nullable: true }),
    ],
    unique: { ux_host_segment_position: ['parkId', 'sessionId', 'position'] },
    indexes: { ix_host_segment_streamer: ['parkId', 'streamerId', 'plannedStartAt'] },
  },
  {
    name: 'session_beneficiary',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('sessionId'),
      column.id('beneficiaryId'),
      column.integer('shareBasisPoints'),
    ],
    unique: { ux_session_beneficiary: ['parkId', 'sessionId', 'beneficiaryId'] },
  },
  {
    name: 'session_product',
    columns: [column.primaryId(), column.id('parkId'), column.id('sessionId'), column.id('productId')],
    unique: { ux_session_product: ['parkId', 'sessionId', 'productId'] },
  },
];

const RECORDS: TableSpec[] = [
  {
    name: 'session_checklist_item',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('sessionId'),
      column.text('code', 30),
      column.integer('position'),
      column.instant('doneAt', { nullable: true }),
      column.id('doneBy', { nullable: true }),
      column.text('doneByName', 100, { nullable: true }),
    ],
    unique: { ux_session_checklist_item: ['parkId', 'sessionId', 'code'] },
  },
  {
    name: 'session_history',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('sessionId'),
      column.text('verb', 40),
      column.text('fromStatus', 20, { nullable: true }),
      column.text('toStatus', 20),
      column.text('reason', 500, { nullable: true }),
      column.instant('plannedStartAt'),
      column.instant('plannedEndAt'),
      column.id('byAccountId'),
      column.text('byName', 100),
      column.instant('at'),
    ],
    indexes: { ix_session_history: ['parkId', 'sessionId', 'at'] },
  },
  {
    name: 'session_finding',
    columns: [
      column.primaryId(),
      column.id('parkId'),
      column.id('sessionId'),
      column.text('code', 30),
      column.id('otherSessionId'),
      column.instant('foundAt'),
    ],
    unique: { ux_session_finding: ['parkId', 'sessionId', 'code', 'otherSessionId'] },
  },
  {
    name: 'session_number_series',
    columns: [column.primaryText('parkId', 26), column.primaryText('dayCode', 8), column.integer('lastNumber')],
  },
  {
    name: 'booking_slot',
    columns: [
      column.primaryText('parkId', 26),
      column.primaryText('resourceKind', 10),
      column.primaryText('resourceId', 26),
      column.primaryInteger('slotNumber'),
      column.id('sessionId'),
    ],
    indexes: { ix_booking_slot_session: ['parkId', 'sessionId'] },
  },
];

const TABLES = [...PLACES, ...SESSIONS, ...RECORDS];

/** Rooms, sample sets, sessions with their parts and records, and the slots that hold bookings. */
export class Broadcasts1700000007000 implements MigrationInterface {
  name = 'Broadcasts1700000007000';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
