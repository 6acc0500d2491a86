import { localTextOf } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { SLOT_MS } from './booking.rules.js';
import type { SessionType } from './broadcast-session-states.js';
import {
  ACCOUNT_CLOSED,
  ACCOUNT_MISSING,
  BENEFICIARY_REPEATED,
  BENEFICIARY_WITHOUT_FARM_AID,
  FARM_AID_WITHOUT_BENEFICIARY,
  HOSTS_MISSING,
  MENTOR_IS_ONLY_HOST,
  OFF_TIME_GRID,
  ROOM_CLOSED,
  SEGMENTS_DO_NOT_TILE,
  SESSION_TOO_LONG,
  SHARES_EXCEED_WHOLE,
  START_NOT_IN_FUTURE,
  TIMES_REVERSED,
} from './broadcasts.errors.js';

/** Longest session (INV-23). */
const SESSION_HOURS_MAX = 12;
/** The whole in basis points. */
export const SHARE_WHOLE_BASIS_POINTS = 10_000;
const HOUR_MS = 3_600_000;
const MINUTES_PER_SLOT = SLOT_MS / 60_000;

/** A host with the time asked for; without times the only host has the whole session. */
export interface PlannedHost {
  streamerId: string;
  startAt?: Date | null;
  endAt?: Date | null;
}

/** A beneficiary's part of the net sales of a farm-aid session, in basis points. */
export interface BeneficiaryShare {
  beneficiaryId: string;
  shareBasisPoints: number;
}

/** What is planned for a session. */
export interface SessionPlan {
  title: string;
  type: SessionType;
  isFarmAid: boolean;
  roomId?: string | null;
  accountId?: string | null;
  sampleSetId?: string | null;
  plannedStartAt: Date;
  plannedEndAt: Date;
  hosts: readonly PlannedHost[];
  /** Streamers present as mentors; none when left out. */
  mentorIds?: readonly string[] | null;
  beneficiaries: readonly BeneficiaryShare[];
  productIds: readonly string[];
  aiAvatar: boolean;
  dutyPersonName?: string | null;
}

/** A host's part of a session. */
export interface Segment {
  streamerId: string;
  startAt: Date;
  endAt: Date;
}

type Times = Pick<SessionPlan, 'plannedStartAt' | 'plannedEndAt'>;

/** The hosts' parts with their times filled in; those that cannot be filled in have zero length and are refused by `refusalsOfTimes`. */
export function segmentsOf(hosts: readonly PlannedHost[], { plannedStartAt, plannedEndAt }: Times): Segment[] {
  const isAlone = hosts.length === 1;
  return hosts.map(({ streamerId, startAt, endAt }) => ({
    streamerId,
    startAt: startAt ?? plannedStartAt,
    endAt: endAt ?? (isAlone ? plannedEndAt : plannedStartAt),
  }));
}

/** Length, order, grid and tiling of planned times, all problems at once (INV-22, INV-23). No hosts is no problem yet: a draft may lack them. */
export function refusalsOfTimes(times: Times, hosts: readonly PlannedHost[]): Refusal[] {
  const { plannedStartAt, plannedEndAt } = times;
  const refusals = [...refusalsOfGrid(plannedStartAt, 'input', 'plannedStartAt'), ...refusalsOfGrid(plannedEndAt, 'input', 'plannedEndAt')];
  hosts.forEach(({ startAt, endAt }, index) => {
    if (startAt) refusals.push(...refusalsOfGrid(startAt, 'input', 'hosts', index, 'startAt'));
    if (endAt) refusals.push(...refusalsOfGrid(endAt, 'input', 'hosts', index, 'endAt'));
  });
  const length = plannedEndAt.getTime() - plannedStartAt.getTime();
  if (length <= 0) return [...refusals, TIMES_REVERSED({}, 'input', 'plannedEndAt')];
  if (length > SESSION_HOURS_MAX * HOUR_MS) refusals.push(SESSION_TOO_LONG({ hoursMax: SESSION_HOURS_MAX }, 'input', 'plannedEndAt'));
  return [...refusals, ...refusalsOfTiling(times, hosts)];
}

function refusalsOfGrid(instant: Date, ...path: (string | number)[]): Refusal[] {
  if (instant.getTime() % SLOT_MS === 0) return [];
  return [OFF_TIME_GRID({ value: localTextOf(instant), gridMinutes: MINUTES_PER_SLOT }, ...path)];
}

function refusalsOfTiling(times: Times, hosts: readonly PlannedHost[]): Refusal[] {
  const untimed = hosts.length > 1 ? hosts.findIndex((host) => !host.startAt || !host.endAt) : -1;
  if (untimed >= 0) return [SEGMENTS_DO_NOT_TILE({ segment: untimed + 1, problem: 'NO_TIMES' }, 'input', 'hosts', untimed)];
  const refusals: Refusal[] = [];
  let reached = times.plannedStartAt.getTime();
  const segments = segmentsOf(hosts, times);
  segments.forEach(({ startAt, endAt }, index) => {
    const refuse = (problem: 'GAP' | 'OVERLAP' | 'EMPTY') =>
      refusals.push(SEGMENTS_DO_NOT_TILE({ segment: index + 1, problem }, 'input', 'hosts', index));
    if (startAt.getTime() > reached) refuse('GAP');
    if (startAt.getTime() < reached) refuse('OVERLAP');
    if (endAt.getTime() <= startAt.getTime()) refuse('EMPTY');
    reached = endAt.getTime();
  });
  const last = segments.length;
  if (last > 0 && reached !== times.plannedEndAt.getTime()) {
    refusals.push(SEGMENTS_DO_NOT_TILE({ segment: last, problem: 'END' }, 'input', 'hosts', last - 1));
  }
  return refusals;
}

/** Beneficiaries of a farm-aid session: at least one, each once, at most the whole together (INV-26). */
export function refusalsOfShares(isFarmAid: boolean, beneficiaries: readonly BeneficiaryShare[]): Refusal[] {
  const refusals: Refusal[] = [];
  const path = ['input', 'beneficiaries'];
  if (isFarmAid && beneficiaries.length === 0) refusals.push(FARM_AID_WITHOUT_BENEFICIARY({}, ...path));
  if (!isFarmAid && beneficiaries.length > 0) refusals.push(BENEFICIARY_WITHOUT_FARM_AID({}, ...path));
  if (new Set(beneficiaries.map((share) => share.beneficiaryId)).size < beneficiaries.length)
    refusals.push(BENEFICIARY_REPEATED({}, ...path));
  const sumBasisPoints = beneficiaries.reduce((sum, share) => sum + share.shareBasisPoints, 0);
  if (sumBasisPoints > SHARE_WHOLE_BASIS_POINTS) refusals.push(SHARES_EXCEED_WHOLE({ sumBasisPoints }, ...path));
  return refusals;
}

/** All problems of a plan in itself. */
export function refusalsOfPlan(plan: SessionPlan): Refusal[] {
  return [...refusalsOfTimes(plan, plan.hosts), ...refusalsOfShares(plan.isFarmAid, plan.beneficiaries)];
}

/** A session as the request and the confirmation look at it. */
export interface BookableSession extends Times {
  room: { name: string; status: string } | null;
  account: { name: string; status: string } | null;
  hostCount: number;
}

/** What keeps a session from holding its time: no account, no hosts, a start that has passed, a room or account out of use. */
export function refusalsToBook({ plannedStartAt, room, account, hostCount }: BookableSession, now: Date): Refusal[] {
  const path = ['input', 'sessionId'];
  const refusals: Refusal[] = [];
  if (!account) refusals.push(ACCOUNT_MISSING({}, ...path));
  if (hostCount === 0) refusals.push(HOSTS_MISSING({}, ...path));
  if (plannedStartAt.getTime() <= now.getTime()) refusals.push(START_NOT_IN_FUTURE({ startAt: plannedStartAt }, ...path));
  if (room && room.status !== 'OPEN') refusals.push(ROOM_CLOSED({ roomName: room.name }, ...path));
  if (account && account.status !== 'ACTIVE') refusals.push(ACCOUNT_CLOSED({ accountName: account.name }, ...path));
  return refusals;
}

/** Hosts of a session that was held, who share its time equally in their order when nobody knows better (INV-26a). */
export function sharedSegments(streamerIds: readonly string[], startAt: Date, endAt: Date): Segment[] {
  const [start, length, count] = [startAt.getTime(), endAt.getTime() - startAt.getTime(), streamerIds.length];
  const bound = (index: number) => new Date(start + Math.floor((length * index) / count));
  return streamerIds.map((streamerId, index) => ({ streamerId, startAt: bound(index), endAt: bound(index + 1) }));
}

/** A mentor stands by somebody: one host may help another of the same session, but nobody helps only himself (INV-24). */
export function refusalsOfLoneMentors(hostIds: readonly string[], mentorIds: readonly string[]): Refusal[] {
  const isAlone = mentorIds.some((mentorId) => hostIds.length > 0 && hostIds.every((hostId) => hostId === mentorId));
  return isAlone ? [MENTOR_IS_ONLY_HOST({}, 'input', 'sessionId')] : [];
}
