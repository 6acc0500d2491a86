import { beijing, daysAgo } from '../invented.mjs';
import { recordSales } from './sales.mjs';

const GRID_MS = 300_000;
/** A session may go on air two hours before its plan: those are the starts that a run can reach. */
const STARTS = 20;
const SESSION = { kind: 'session', part: 'session' };

/** Where and when a session could be, in the next two hours. */
function place(hand, dice = hand.dice) {
  const { rooms, accounts, hosts } = hand.park;
  const startAt = (Math.floor(Date.now() / GRID_MS) + dice.integer(2, STARTS)) * GRID_MS;
  return {
    ...{ roomId: dice.pick(rooms), accountId: dice.pick(accounts), hostId: dice.pick(hosts) },
    ...{ startAt, endAt: startAt + dice.integer(1, 2) * GRID_MS },
  };
}

function draft(hand, { roomId, accountId, hostId, startAt, endAt }) {
  const mark = hand.mark('场次');
  const input = {
    ...{ parkId: hand.park.parkId, title: mark, type: 'COMMERCE', isFarmAid: true, roomId, accountId, aiAvatar: false },
    ...{ plannedStartAt: new Date(startAt).toISOString(), plannedEndAt: new Date(endAt).toISOString() },
    beneficiaries: [{ beneficiaryId: hand.park.beneficiaryId, shareBasisPoints: 10_000 }],
    ...{ hosts: [{ streamerId: hostId }], productIds: [hand.dice.pick(hand.park.products)] },
  };
  return hand.create(hand.somebody(), 'draftSession', input, { ...SESSION, mark });
}

/** What a session holds once it has asked for its time, for the check of overlaps. */
function holdOf({ roomId, accountId, hostId, startAt, endAt }) {
  return { resources: [`room ${roomId}`, `account ${accountId}`, `host ${hostId}`], startAt, endAt };
}

function step(hand, session, verb, input = {}, more = {}) {
  const type = { completeChecklistItems: 'CompleteChecklistItemsInput', startSession: 'StartSessionInput', endSession: 'EndSessionInput' };
  const typeOf = type[verb] ?? more.type ?? (input.reason ? 'SessionReasonInput' : 'SessionTargetInput');
  return hand.move(hand.somebody(), verb, session, { sessionId: session.id, ...input }, { ...SESSION, ...more, type: typeOf });
}

async function requested(hand) {
  const where = place(hand);
  const session = await draft(hand, where);
  await step(hand, session, 'requestSession', {}, { facts: holdOf(where) });
  return Object.assign(session, { where });
}

async function prepared(hand) {
  const session = await requested(hand);
  await step(hand, session, 'confirmSession');
  const query = 'query ($id: ID!) { broadcastSession(id: $id) { checklist { code } } }';
  const { broadcastSession } = await hand.operator.read(query, { id: session.id });
  await step(hand, session, 'completeChecklistItems', { codes: broadcastSession.checklist.map(({ code }) => code) });
  await step(hand, session, 'reportHosts');
  await step(hand, session, 'prepareSession');
  return session;
}

/** A session from the draft to the end, and its sales. */
export async function heldSession(hand) {
  const session = await prepared(hand);
  await step(hand, session, 'startSession');
  if (hand.dice.chance(0.2)) await step(hand, session, 'abortSession', { reason: '设备故障' }, { type: 'AbortSessionInput' });
  else await step(hand, session, 'endSession');
  await recordSales(hand, session.id, daysAgo(0), hand.dice.integer(1, 3));
}

/** A session that is sent back, postponed, put on another time or given up. */
export async function movedSession(hand) {
  const session = await requested(hand);
  if (hand.dice.chance(0.3)) {
    await step(hand, session, 'sendBackSession', { reason: '请补充' });
    await step(hand, session, 'cancelSession', { reason: '不再需要' });
    return;
  }
  await step(hand, session, 'confirmSession');
  await step(hand, session, 'postponeSession', { reason: '延期' });
  if (hand.dice.chance(0.5)) {
    await reschedule(hand, session);
  }
  await step(hand, session, 'cancelSession', { reason: '取消' });
}

/** The same place and length at another time. */
async function reschedule(hand, session) {
  const { startAt } = place(hand);
  const where = { ...session.where, startAt, endAt: startAt + session.where.endAt - session.where.startAt };
  const times = { plannedStartAt: new Date(where.startAt).toISOString(), plannedEndAt: new Date(where.endAt).toISOString() };
  await step(hand, session, 'rescheduleSession', times, { type: 'RescheduleSessionInput', facts: holdOf(where) });
}

/** A held session of the last days, recorded afterwards. Returns it with its day. */
export async function pastSession(hand, more = {}) {
  const day = daysAgo(hand.dice.integer(1, 20));
  const mark = hand.mark('补录');
  const { parkId, accounts, rooms, hosts } = hand.park;
  const input = {
    ...{ parkId, title: mark, type: 'COMMERCE', accountId: hand.dice.pick(accounts), roomId: hand.dice.pick(rooms) },
    ...{ actualStartAt: beijing(day, '09:00'), actualEndAt: beijing(day, '11:00'), streamerIds: [hand.dice.pick(hosts)] },
    ...{ isFarmAid: false, beneficiaries: [], productIds: [], reason: '补录', ...more },
  };
  const session = await hand.create(hand.somebody(), 'recordPastSession', input, { ...SESSION, mark });
  return { ...session, day };
}

/** Several ask at once for one room at one time; whoever gets it gives it back, so that the next can fight for it. */
export async function bookingHerd(hand, size) {
  const where = place(hand);
  const rivals = await Promise.all(Array.from({ length: size }, () => draft(hand, where).catch(() => null)));
  const sessions = rivals.filter(Boolean);
  await Promise.allSettled(sessions.map((session) => step(hand, session, 'requestSession', {}, { facts: holdOf(where) })));
  await Promise.allSettled(sessions.map((session) => step(hand, session, 'cancelSession', { reason: '让出' })));
}
