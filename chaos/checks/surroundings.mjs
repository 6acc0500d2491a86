import { violation } from './violation.mjs';

/** No row of another park was shown to a park's token, neither in a list nor by its id. */
export function checkSightings(history) {
  return history.sightings.flatMap(({ parkId, at, rows }) =>
    rows
      .filter((row) => row.parkId !== parkId)
      .map((row) => violation('sightings', `park ${parkId} saw ${row.kind} ${row.id} of ${row.parkId} at ${new Date(at).toISOString()}`)),
  );
}

/** No job is left: none is dead, and none is open once it is quiet. */
export function checkJobs(jobs) {
  return jobs.map(({ id, name, status, attempts, lastError }) =>
    violation('jobs', `${name} ${id} is ${status} after ${attempts} attempts: ${lastError ?? 'no error'}`),
  );
}

/** The chain of the audit trail verifies, by the command that administrators use. */
export function checkAudit({ code, output }) {
  return code === 0 ? [] : [violation('audit', `audit:verify ended with ${code}: ${output.slice(-500)}`)];
}

/** Every write got an answer in the end: once all faults are healed, none is lost again and again. */
export function checkAnswers(history) {
  const isLost = ({ outcome, codes }) => outcome === 'unknown' && ['LOST', 'RETRY_LATER', 'INTERNAL'].includes(codes.at(-1));
  return history.writes
    .filter(isLost)
    .map((write) => violation('answers', `${write.verb} was never answered, at last ${write.codes.slice(-3).join(', ')}`, [write]));
}

/** INTERNAL is an answer that only a fault may cause. `faults`: { from, to } in ms. */
export function checkInternals(history, faults) {
  return history.internals
    .filter(({ at }) => !faults.some(({ from, to }) => at >= from && at <= to))
    .map(({ at, verb }) => violation('internals', `${verb} was answered INTERNAL without a fault at ${new Date(at).toISOString()}`));
}

/** No process ended unless it was told to. */
export function checkEnds(programs) {
  return programs.flatMap(({ name, unexpectedEnds, output }) =>
    unexpectedEnds.map(({ code, signal }) => violation('ends', `${name} ended by itself with ${code ?? signal}: ${output.slice(-500)}`)),
  );
}

/** Rollups equal the ledger, and jobs are done, within the limit of quiet. */
export function checkQuiet(quietMs, limitMs) {
  return quietMs <= limitMs ? [] : [violation('quiet', `jobs and rollups needed ${quietMs} ms of quiet instead of at most ${limitMs}`)];
}

/** A process that was told to end did so by itself and without an error. */
export function checkOrderlyEnds(ends) {
  return ends
    .filter(({ code }) => code !== 0)
    .map(({ name, code, signal, afterMs, output }) =>
      violation('ends', `${name} ended with ${code ?? signal} ${afterMs} ms after SIGTERM, and wrote: ${output}`),
    );
}
