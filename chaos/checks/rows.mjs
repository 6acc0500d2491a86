import { groupBy, possibleSums, violation } from './violation.mjs';

function countsOf(writes, outcome) {
  return writes.filter((write) => write.outcome === outcome).map(({ creates }) => creates.count);
}

/** How many rows there may be with a mark. Writes that bring the same rows (`isOnce`) bring them once together. */
function allowedCounts(writes) {
  const acked = countsOf(writes, 'acked');
  const unknown = countsOf(writes, 'unknown');
  if (writes[0].creates.isOnce) {
    const { count } = writes[0].creates;
    return new Set([...(acked.length > 0 ? [] : [0]), ...(acked.length + unknown.length > 0 ? [count] : [])]);
  }
  return possibleSums(
    acked.reduce((sum, count) => sum + count, 0),
    unknown,
  );
}

/** Rows of acknowledged writes are there, each once; those of unknown ones once or never, those of refused ones never; none comes in parts. */
export function checkRows(history, state) {
  const found = groupBy(state.rows, ({ kind, mark }) => `${kind} ${mark}`);
  const made = groupBy(
    history.writes.filter(({ creates }) => creates),
    ({ creates }) => `${creates.kind} ${creates.mark}`,
  );
  const violations = [];
  for (const [key, writes] of made) {
    const count = found.get(key)?.length ?? 0;
    const allowed = allowedCounts(writes);
    if (allowed.has(count)) continue;
    const name = count < Math.min(...allowed) ? 'lost' : count > Math.max(...allowed) ? 'doubled' : 'in parts';
    violations.push(violation('rows', `${key}: ${name}, ${count} rows instead of ${[...allowed].join(' or ')}`, writes));
  }
  return violations;
}

/** Every id that the API has returned for an acknowledged write leads to a record, of the version returned or a later one. */
export function checkReturned(history, state) {
  const byId = new Map(state.rows.map((row) => [row.id, row]));
  const violations = [];
  for (const write of history.writes) {
    if (write.outcome !== 'acked' || !write.creates) continue;
    for (const returned of [write.result[write.part]].flat()) {
      const row = byId.get(returned.id);
      if (!row) violations.push(violation('returned', `${returned.id} was returned and is not there`, [write]));
      else if (returned.version > row.version)
        violations.push(
          violation('returned', `${row.kind} ${row.id} went back from version ${returned.version} to ${row.version}`, [write]),
        );
    }
  }
  return violations;
}
