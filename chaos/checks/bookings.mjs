import { groupBy, violation } from './violation.mjs';

const TAKES = ['requestSession', 'rescheduleSession'];
const GIVES_BACK = ['sendBackSession', 'cancelSession', 'postponeSession', 'endSession', 'abortSession', 'markNoShow'];

function meet(left, right) {
  return left.from < right.to && right.from < left.to;
}

/** Every pair of spans of one resource that meet, in any order; each span is { from, to, … }. */
function collisions(spans) {
  const sorted = [...spans].sort((left, right) => left.from - right.from);
  const pairs = [];
  for (let first = 0; first < sorted.length; first++) {
    for (let second = first + 1; second < sorted.length && sorted[second].from < sorted[first].to; second++)
      pairs.push([sorted[first], sorted[second]]);
  }
  return pairs;
}

/** Time during which a session certainly held its place: from the answer that gave it to the sending of whatever may have taken it back. */
function certainHolds(history) {
  const ofSessions = history.writes.filter((write) => write.moves?.kind === 'session' && write.outcome !== 'refused');
  const holds = [];
  for (const writes of groupBy(ofSessions, ({ moves }) => moves.id).values()) {
    for (const write of writes) {
      if (!TAKES.includes(write.verb) || write.outcome !== 'acked') continue;
      const end = writes.find((later) => later.seq > write.seq && GIVES_BACK.includes(later.verb));
      holds.push({ write, heldFrom: write.answeredAt, heldUntil: end?.sentAt ?? Infinity });
    }
  }
  return holds;
}

/** No two sessions had one room, account or host for times that overlap, at any moment at which both certainly held them. */
export function checkHolds(history) {
  const holds = certainHolds(history).flatMap((hold) => {
    const { resources, startAt, endAt } = hold.write.facts;
    return resources.map((resource) => ({ ...hold, resource, from: startAt, to: endAt }));
  });
  const violations = [];
  for (const [resource, spans] of groupBy(holds, (hold) => hold.resource)) {
    for (const [left, right] of collisions(spans)) {
      const atOnce = meet({ from: left.heldFrom, to: left.heldUntil }, { from: right.heldFrom, to: right.heldUntil });
      if (atOnce) violations.push(violation('holds', `${resource} was given to two sessions at once`, [left.write, right.write]));
    }
  }
  return violations;
}

/** In the final state no two sessions that hold their time overlap on a room, an account or a host. */
export function checkOverlaps(history, state, holdingStatuses) {
  const spans = state.rows
    .filter(({ kind, status }) => kind === 'session' && holdingStatuses.includes(status))
    .flatMap(({ id, startAt, endAt, resources, hostIds }) =>
      [...resources, ...hostIds.map((hostId) => `host ${hostId}`)].map((resource) => ({ id, resource, from: startAt, to: endAt })),
    );
  const violations = [];
  for (const [resource, ofOne] of groupBy(spans, (span) => span.resource)) {
    for (const [left, right] of collisions(ofOne)) {
      const writes = history.writes.filter(({ moves }) => moves && [left.id, right.id].includes(moves.id));
      violations.push(violation('overlaps', `${resource} is held by ${left.id} and ${right.id}`, writes));
    }
  }
  return violations;
}
