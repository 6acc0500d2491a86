import type { Caller } from '../platform/auth/caller.js';
import { newId } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { type Booking, bookingsOf } from './booking.rules.js';
import { type BroadcastSession, HostSegment, SessionBeneficiary, SessionProduct } from './broadcast-session.entity.js';
import { checklistFor, type ChecklistItemCode, itemsReopenedBy, type ReopeningChange } from './checklist-template.js';
import { LiveRoom } from './live-room.entity.js';
import { bookingsOfMentors, mentorIdsOfSession } from './session-mentors.js';
import { SessionChecklistItem } from './session-records.entity.js';
import type { BeneficiaryShare, Segment, SessionPlan } from './session-plan.rules.js';

type SessionKey = Pick<BroadcastSession, 'parkId' | 'id'>;
type Path = readonly (string | number)[];
type ParkTable = 'live_room' | 'sample_set' | 'platform_account' | 'streamer' | 'beneficiary' | 'brand_product';

/** Requires that every id names a row of the park. An unknown or foreign one is NOT_FOUND at its place in the input. */
export async function requireInPark(
  tx: Tx,
  table: ParkTable,
  parkId: string,
  ids: readonly string[],
  pathOf: (index: number) => Path,
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.rows<{ id: string }>(`SELECT id FROM ${table} WHERE parkId = ? AND id IN ${inList(ids)}`, [parkId, ...ids]);
  const known = new Set(rows.map((row) => row.id));
  ids.forEach((id, index) => {
    if (!known.has(id)) throw notFound(...pathOf(index));
  });
}

/** Requires that everything a plan names belongs to the park. */
export async function requireReferences(tx: Tx, parkId: string, plan: Omit<SessionPlan, 'plannedStartAt' | 'plannedEndAt'>): Promise<void> {
  const single = (id: string | null | undefined) => (id ? [id] : []);
  await requireInPark(tx, 'live_room', parkId, single(plan.roomId), () => ['input', 'roomId']);
  await requireInPark(tx, 'platform_account', parkId, single(plan.accountId), () => ['input', 'accountId']);
  await requireInPark(tx, 'sample_set', parkId, single(plan.sampleSetId), () => ['input', 'sampleSetId']);
  const streamerIds = plan.hosts.map((host) => host.streamerId);
  await requireInPark(tx, 'streamer', parkId, streamerIds, (index) => ['input', 'hosts', index, 'streamerId']);
  await requireInPark(tx, 'streamer', parkId, plan.mentorIds ?? [], (index) => ['input', 'mentorIds', index]);
  const beneficiaryIds = plan.beneficiaries.map((share) => share.beneficiaryId);
  await requireInPark(tx, 'beneficiary', parkId, beneficiaryIds, (index) => ['input', 'beneficiaries', index, 'beneficiaryId']);
  await requireInPark(tx, 'brand_product', parkId, plan.productIds, (index) => ['input', 'productIds', index]);
}

/** The hosts' parts in the order of time. */
export function segmentsOfSession(tx: Tx, { parkId, id }: SessionKey): Promise<HostSegment[]> {
  return tx.manager.find(HostSegment, { where: { parkId, sessionId: id }, order: { position: 'ASC' } });
}

/** The streamers who host a part of the session. */
export async function hostIdsOf(tx: Tx, session: SessionKey): Promise<Set<string>> {
  return new Set((await segmentsOfSession(tx, session)).map(({ streamerId }) => streamerId));
}

/** The products that the session offers. */
export async function productIdsOfSession(tx: Tx, { parkId, id }: SessionKey): Promise<string[]> {
  const rows = await tx.rows<{ productId: string }>(
    'SELECT productId FROM session_product WHERE parkId = ? AND sessionId = ? ORDER BY productId',
    [parkId, id],
  );
  return rows.map((row) => row.productId);
}

/** Writes the hosts' parts in place of what there was. */
export async function replaceSegments(tx: Tx, { parkId, id }: SessionKey, segments: readonly Segment[]): Promise<void> {
  await tx.execute('DELETE FROM host_segment WHERE parkId = ? AND sessionId = ?', [parkId, id]);
  await tx.insert(
    HostSegment,
    segments.map((segment, index) => ({
      id: newId(),
      parkId,
      sessionId: id,
      streamerId: segment.streamerId,
      position: index + 1,
      plannedStartAt: segment.startAt,
      plannedEndAt: segment.endAt,
    })),
  );
}

/** Writes the beneficiaries in place of what there was. */
export async function replaceBeneficiaries(tx: Tx, { parkId, id }: SessionKey, shares: readonly BeneficiaryShare[]): Promise<void> {
  await tx.execute('DELETE FROM session_beneficiary WHERE parkId = ? AND sessionId = ?', [parkId, id]);
  await tx.insert(
    SessionBeneficiary,
    shares.map(({ beneficiaryId, shareBasisPoints }) => ({ id: newId(), parkId, sessionId: id, beneficiaryId, shareBasisPoints })),
  );
}

/** Writes the products in place of what there was; one named twice counts once. */
export async function replaceProducts(tx: Tx, { parkId, id }: SessionKey, productIds: readonly string[]): Promise<void> {
  await tx.execute('DELETE FROM session_product WHERE parkId = ? AND sessionId = ?', [parkId, id]);
  await tx.insert(
    SessionProduct,
    [...new Set(productIds)].map((productId) => ({ id: newId(), parkId, sessionId: id, productId })),
  );
}

/** Everything that the session books with these parts; without `mentorIds` the mentors on record. */
export async function bookingsOfSession(
  tx: Tx,
  session: BroadcastSession,
  segments: readonly Segment[],
  mentorIds?: readonly string[],
): Promise<Booking[]> {
  const room = session.roomId ? await tx.manager.findOneByOrFail(LiveRoom, { id: session.roomId }) : null;
  const { plannedStartAt, plannedEndAt, accountId, sampleSetId } = session;
  const mentors = mentorIds ?? (await mentorIdsOfSession(tx, session));
  const ofParts = bookingsOf({ plannedStartAt, plannedEndAt, room, accountId, sampleSetId, segments });
  return [...ofParts, ...bookingsOfMentors(session, segments, mentors)];
}

/** The planned parts of stored segments. */
export function plannedSegments(rows: readonly HostSegment[]): Segment[] {
  return rows.map((row) => ({ streamerId: row.streamerId, startAt: row.plannedStartAt, endAt: row.plannedEndAt }));
}

/** Adds the items that apply to the session now and takes away those that do not; what is done stays done. */
export async function syncChecklist(tx: Tx, session: BroadcastSession): Promise<void> {
  const { parkId, id: sessionId } = session;
  const wanted = checklistFor(session);
  const present = await tx.manager.find(SessionChecklistItem, { where: { parkId, sessionId } });
  const superfluous = present.filter((item) => !wanted.includes(item.code)).map((item) => item.id);
  if (superfluous.length > 0) await tx.execute(`DELETE FROM session_checklist_item WHERE id IN ${inList(superfluous)}`, superfluous);
  const missing = wanted.filter((code) => !present.some((item) => item.code === code));
  await tx.insert(
    SessionChecklistItem,
    missing.map((code) => ({ id: newId(), parkId, sessionId, code, position: wanted.indexOf(code) + 1 })),
  );
}

/** Opens the items again that a change touches. */
export function reopenChecklist(tx: Tx, session: SessionKey, change: ReopeningChange): Promise<void> {
  return reopenItems(tx, session, itemsReopenedBy(change));
}

/** Opens items again. */
export async function reopenItems(tx: Tx, { parkId, id }: SessionKey, codes: readonly ChecklistItemCode[]): Promise<void> {
  await tx.execute(
    `UPDATE session_checklist_item SET doneAt = NULL, doneBy = NULL, doneByName = NULL WHERE parkId = ? AND sessionId = ? AND code IN ${inList(codes)}`,
    [parkId, id, ...codes],
  );
}

/** Marks items as done; what was done before keeps its name and time. */
export async function completeItems(
  tx: Tx,
  caller: Caller,
  { parkId, id }: SessionKey,
  codes: readonly ChecklistItemCode[],
): Promise<void> {
  await tx.execute(
    `UPDATE session_checklist_item SET doneAt = ?, doneBy = ?, doneByName = ?
     WHERE parkId = ? AND sessionId = ? AND doneAt IS NULL AND code IN ${inList(codes)}`,
    [tx.at.getTime(), caller.accountId, caller.displayName, parkId, id, ...codes],
  );
}
