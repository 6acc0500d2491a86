import { groupBy, violation } from './violation.mjs';

function countOf(writes, outcome) {
  return writes.filter((write) => write.outcome === outcome).length;
}

/** The history of a record shows each acknowledged step once, an unknown one at most once, and none of a client that no client has taken. */
export function checkSteps(history, state) {
  const moves = history.writes.filter((write) => write.moves);
  const taken = groupBy(moves, ({ moves: { kind, id, verb } }) => `${kind} ${id} ${verb}`);
  const verbs = new Set(moves.map(({ moves: { kind, verb } }) => `${kind} ${verb}`));
  const staged = new Set(history.stagedIds);
  const violations = [];
  for (const { kind, id, steps } of state.rows) {
    if (steps === null || staged.has(id)) continue;
    const shown = new Set(steps.map(({ verb }) => verb).filter((verb) => verbs.has(`${kind} ${verb}`)));
    const sent = moves.filter((write) => write.moves.id === id && write.moves.kind === kind).map(({ moves: { verb } }) => verb);
    for (const verb of new Set([...shown, ...sent])) {
      const writes = taken.get(`${kind} ${id} ${verb}`) ?? [];
      const [least, most] = [countOf(writes, 'acked'), countOf(writes, 'acked') + countOf(writes, 'unknown')];
      const count = steps.filter((step) => step.verb === verb).length;
      if (count >= least && count <= most) continue;
      violations.push(violation('steps', `${kind} ${id}: ${verb} stands ${count} times instead of ${least} to ${most}`, writes));
    }
  }
  return violations;
}

/** What is wrong with one step, or null. An empty `to` leaves the state as it is. */
function problemOf({ verb, fromStatus, toStatus }, before, table) {
  const isFirst = before === null;
  if (isFirst) return fromStatus === null && table.first[verb]?.includes(toStatus) ? null : 'is no beginning';
  const row = table.transitions[verb];
  if (!row) return 'is no step';
  if (fromStatus !== before) return `begins at ${fromStatus} after ${before}`;
  if (!row.from.includes(fromStatus)) return `is not allowed from ${fromStatus}`;
  const targets = [row.to].flat();
  return (targets.length === 0 ? toStatus === fromStatus : targets.includes(toStatus)) ? null : `leads to ${toStatus}`;
}

/**
 * Every state is one of the documented tables and was reached by its steps, one after the other. `tables`: kind → { statuses, first: verb → states,
 * transitions: verb → { from, to } }; a kind without transitions has its states checked alone.
 */
export function checkStates(history, state, tables) {
  const violations = [];
  for (const { kind, id, status, steps } of state.rows) {
    const table = tables[kind];
    if (!table) continue;
    const about = history.writes.filter((write) => write.moves?.id === id);
    const complain = (what) => violations.push(violation('states', `${kind} ${id}: ${what}`, about));
    if (!table.statuses.includes(status)) complain(`${status} is no state`);
    if (!table.transitions || steps === null) continue;
    let before = null;
    for (const step of steps) {
      const problem = problemOf(step, before, table);
      if (problem) complain(`${step.verb} ${problem}`);
      before = step.toStatus;
    }
    if (before !== status) complain(`its steps end at ${before}, it stands at ${status}`);
  }
  return violations;
}

/** One decision about a fact of a development case, whoever came first, and the fact stands as it was decided. */
export function checkFacts(history, state) {
  const STATUS = { confirmDevelopmentFact: 'CONFIRMED', rejectDevelopmentFact: 'REJECTED' };
  const decisions = groupBy(
    history.writes.filter((write) => write.moves?.kind === 'fact'),
    ({ moves }) => moves.id,
  );
  const violations = [];
  for (const { kind, id, status } of state.rows) {
    if (kind !== 'fact') continue;
    const writes = decisions.get(id) ?? [];
    const acked = writes.filter(({ outcome }) => outcome === 'acked');
    const possible = (acked.length > 0 ? acked : writes.filter(({ outcome }) => outcome === 'unknown')).map(({ verb }) => STATUS[verb]);
    const allowed = acked.length > 0 ? possible : ['PENDING', ...possible];
    if (acked.length > 1) violations.push(violation('facts', `fact ${id} was decided ${acked.length} times`, acked));
    else if (!allowed.includes(status)) violations.push(violation('facts', `fact ${id} is ${status} instead of ${allowed}`, writes));
  }
  return violations;
}
