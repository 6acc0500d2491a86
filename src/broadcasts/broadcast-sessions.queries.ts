import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { type Caller, SYSTEM_ACCOUNT_ID, SYSTEM_NAME } from '../platform/auth/caller.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../platform/database/listing.js';
import { inList } from '../platform/database/transactions.js';
import { requestContext } from '../platform/operations/request-context.js';
import { showReason } from '../platform/reasons/program-reasons.js';
import { platformAccountListing } from '../streamers/streamers.queries.js';
import type { BroadcastSessionsArgs, BroadcastSessionFilter, MyScheduleArgs } from './broadcast-sessions.inputs.js';
import type { BroadcastSessionView, ScheduledHosting } from './broadcast-sessions.objects.js';
import { checklistTitle } from './checklist-template.js';
import { liveRoomListing, sampleSetListing } from './live-rooms.queries.js';

const hostStreamerListing: ListingDefinition = {
  table: 'streamer',
  fields: { id: 'id', stageName: 'stageName', kind: 'kind', status: 'status' },
};
const SEGMENT_FIELDS = {
  id: 'id',
  position: 'position',
  plannedStartAt: 'plannedStartAt',
  plannedEndAt: 'plannedEndAt',
  actualStartAt: 'actualStartAt',
  actualEndAt: 'actualEndAt',
};
const hostListing: ListingDefinition = {
  table: 'host_segment',
  fields: SEGMENT_FIELDS,
  one: { streamer: { listing: () => hostStreamerListing, key: 'streamerId' } },
};
const mentorListing: ListingDefinition = {
  table: 'session_mentor',
  fields: { id: 'id' },
  one: { streamer: { listing: () => hostStreamerListing, key: 'streamerId' } },
};
const beneficiaryListing: ListingDefinition = {
  table: 'session_beneficiary',
  fields: {
    id: 'id',
    beneficiaryId: 'beneficiaryId',
    name: '(SELECT b.name FROM beneficiary b WHERE b.id = {t}.beneficiaryId)',
    shareBasisPoints: 'shareBasisPoints',
  },
};
const productListing: ListingDefinition = {
  table: 'session_product',
  fields: {
    id: 'id',
    productId: 'productId',
    name: '(SELECT p.name FROM brand_product p WHERE p.id = {t}.productId)',
    code: '(SELECT p.code FROM brand_product p WHERE p.id = {t}.productId)',
  },
};
const checklistListing: ListingDefinition = {
  table: 'session_checklist_item',
  fields: { id: 'id', code: 'code', doneAt: 'doneAt', doneByName: 'doneByName' },
  always: ['code'],
  derive: (row) => {
    row.title = checklistTitle(String(row.code))[requestContext().locale];
  },
};
const historyListing: ListingDefinition = {
  table: 'session_history',
  fields: {
    id: 'id',
    verb: 'verb',
    fromStatus: 'fromStatus',
    toStatus: 'toStatus',
    reason: 'reason',
    plannedStartAt: 'plannedStartAt',
    plannedEndAt: 'plannedEndAt',
    byAccountId: 'byAccountId',
    byName: 'byName',
    at: 'at',
  },
  always: ['byAccountId'],
  derive: (row) => {
    showReason(row);
    if (row.byAccountId === SYSTEM_ACCOUNT_ID) row.byName = SYSTEM_NAME[requestContext().locale];
  },
};
const referenceListing: ListingDefinition = {
  table: 'broadcast_session',
  fields: { id: 'id', sessionNumber: 'sessionNumber', title: 'title' },
};
const findingListing: ListingDefinition = {
  table: 'session_finding',
  fields: { id: 'id', code: 'code', foundAt: 'foundAt' },
  one: { otherSession: { listing: () => referenceListing, key: 'NULLIF({t}.otherSessionId, {t}.sessionId)' } },
};

/** How sessions are read: one statement with the joins that are selected, one more for each selected list of parts. */
const sessionListing: ListingDefinition = {
  table: 'broadcast_session',
  fields: {
    id: 'id',
    parkId: 'parkId',
    sessionNumber: 'sessionNumber',
    title: 'title',
    type: 'type',
    isFarmAid: 'isFarmAid',
    status: 'status',
    plannedStartAt: 'plannedStartAt',
    plannedEndAt: 'plannedEndAt',
    actualStartAt: 'actualStartAt',
    actualEndAt: 'actualEndAt',
    startOn: 'startOn',
    hostReportedAt: 'hostReportedAt',
    aiAvatar: 'aiAvatar',
    aiLabelConfirmed: 'aiLabelConfirmed',
    dutyPersonName: 'dutyPersonName',
    recordedAfterwards: 'recordedAfterwards',
    recordedSource: 'recordedSource',
    reason: 'reason',
    isOverrun: 'CASE WHEN {t}.actualEndAt > {t}.plannedEndAt THEN 1 ELSE 0 END',
    createdAt: 'createdAt',
    version: 'version',
  },
  derive: showReason,
  one: {
    room: { listing: () => liveRoomListing, key: 'roomId' },
    account: { listing: () => platformAccountListing, key: 'accountId' },
    sampleSet: { listing: () => sampleSetListing, key: 'sampleSetId' },
  },
  many: {
    hosts: { listing: () => hostListing, ownerKey: 'sessionId', orderBy: '{t}.position' },
    mentors: { listing: () => mentorListing, ownerKey: 'sessionId', orderBy: '{t}.id', scope: 'parkId' },
    beneficiaries: { listing: () => beneficiaryListing, ownerKey: 'sessionId', orderBy: '{t}.shareBasisPoints DESC, {t}.id' },
    products: { listing: () => productListing, ownerKey: 'sessionId', orderBy: '{t}.id' },
    checklist: { listing: () => checklistListing, ownerKey: 'sessionId', orderBy: '{t}.position' },
    history: { listing: () => historyListing, ownerKey: 'sessionId', orderBy: '{t}.at, {t}.id' },
    findings: { listing: () => findingListing, ownerKey: 'sessionId', orderBy: '{t}.foundAt, {t}.id' },
  },
  orders: {
    START_ASC: { by: ['{t}.plannedStartAt'], direction: 'ASC' },
    START_DESC: { by: ['{t}.plannedStartAt'], direction: 'DESC' },
    NUMBER: { by: ['{t}.sessionNumber'], direction: 'ASC' },
  },
};
const scheduledHostingListing: ListingDefinition = {
  table: 'host_segment',
  fields: SEGMENT_FIELDS,
  one: { session: { listing: () => sessionListing, key: 'sessionId' } },
  orders: {
    START_ASC: { by: ['{t}.plannedStartAt'], direction: 'ASC' },
    START_DESC: { by: ['{t}.plannedStartAt'], direction: 'DESC' },
  },
};

/** Reads of sessions within the caller's parks, and of a host's own schedule. */
@Injectable()
export class BroadcastSessionQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
  ) {}

  /** A page of sessions. */
  async broadcastSessions(caller: Caller, args: BroadcastSessionsArgs, selection: Selection): Promise<Page<BroadcastSessionView>> {
    const scope = await this.access.parks(caller, 'broadcasts.read');
    const conditions = [scope.condition(), ...conditionsOf(args.filter ?? {})];
    const { first, after, order } = args;
    return this.listings.page<BroadcastSessionView>(sessionListing, { selection, conditions, order, first, after });
  }

  /** One session, or null when there is none in scope. */
  async broadcastSession(caller: Caller, id: string, selection: Selection): Promise<BroadcastSessionView | null> {
    const scope = await this.access.parks(caller, 'broadcasts.read');
    return this.listings.one<BroadcastSessionView>(sessionListing, selection, [where('{t}.id = ?', id), scope.condition()]);
  }

  /** The caller's own segments as a host, drafts left out. */
  async mySchedule(caller: Caller, args: MyScheduleArgs, selection: Selection): Promise<Page<ScheduledHosting>> {
    const ownIds = this.access.ownIds(caller, 'own.schedule', 'STREAMER');
    const conditions: Condition[] = [
      whereIn('{t}.streamerId', ownIds),
      where(`EXISTS (SELECT 1 FROM broadcast_session s WHERE s.id = {t}.sessionId AND s.status <> 'DRAFT')`),
    ];
    if (ownIds.length > 0)
      conditions.push(where(`{t}.parkId IN (SELECT own.parkId FROM streamer own WHERE own.id IN ${inList(ownIds)})`, ...ownIds));
    if (args.fromAt) conditions.push(where('{t}.plannedEndAt > ?', args.fromAt.getTime()));
    const { first, after, order } = args;
    return this.listings.page<ScheduledHosting>(scheduledHostingListing, { selection, conditions, order, first, after });
  }
}

function conditionsOf(filter: BroadcastSessionFilter): Condition[] {
  const conditions: Condition[] = [];
  if (filter.parkId) conditions.push(where('{t}.parkId = ?', filter.parkId));
  if (filter.status) conditions.push(whereIn('{t}.status', filter.status));
  if (filter.roomId) conditions.push(where('{t}.roomId = ?', filter.roomId));
  if (filter.accountId) conditions.push(where('{t}.accountId = ?', filter.accountId));
  if (filter.fromOn) conditions.push(where('{t}.startOn >= ?', filter.fromOn));
  if (filter.toOn) conditions.push(where('{t}.startOn <= ?', filter.toOn));
  if (filter.isFarmAid !== undefined && filter.isFarmAid !== null) conditions.push(where('{t}.isFarmAid = ?', filter.isFarmAid ? 1 : 0));
  if (filter.streamerId) {
    const hosts = 'EXISTS (SELECT 1 FROM host_segment h WHERE h.parkId = {t}.parkId AND h.sessionId = {t}.id AND h.streamerId = ?)';
    conditions.push(where(hosts, filter.streamerId));
  }
  return conditions;
}
