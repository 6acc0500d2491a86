import { gapsOf } from './checks/gaps.mjs';

const VIOLATIONS_SHOWN_MAX = 20;
const WRITES_SHOWN_MAX = 6;
const ERRORS_SHOWN_MAX = 8;

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows
    .map((row) => row.map((cell, column) => String(cell)[column === 0 ? 'padEnd' : 'padStart'](widths[column])).join('  '))
    .join('\n');
}

/** The table of faults: when each began, how long it lasted, the longest time without a successful write, and the rate until the next one. */
export function faultTable(history, faults, startedAt, endedAt) {
  const seconds = (ms) => (ms / 1_000).toFixed(1);
  const rows = gapsOf(history, faults, endedAt).map(({ name, from, to, gapMs, acked, perSecond }) => [
    ...[name, seconds(from - startedAt), seconds(to - from), seconds(gapMs), acked, perSecond.toFixed(1)],
  ]);
  return table([['fault', 'at s', 'lasted s', 'longest gap s', 'acknowledged', 'per s'], ...rows]);
}

function describeWrite({ seq, verb, by, sentAt, answeredAt, outcome, codes, creates, moves }) {
  const about = creates ? `${creates.kind} ${creates.mark}` : moves ? `${moves.kind} ${moves.id}` : '';
  const times = [sentAt, answeredAt].map((at) => new Date(at).toISOString().slice(11, 23)).join(' – ');
  return `      #${seq} ${verb} ${about} by ${by}, ${times}: ${outcome}${codes.length > 0 ? ` after ${codes.join(', ')}` : ''}`;
}

/** One line per check, and each violation with the writes that it concerns. */
export function checkLines(results) {
  return Object.entries(results).flatMap(([name, violations]) => [
    `${violations.length === 0 ? 'ok  ' : 'FAIL'}  ${name}${violations.length > 0 ? ` (${violations.length})` : ''}`,
    ...violations
      .slice(0, VIOLATIONS_SHOWN_MAX)
      .flatMap(({ what, writes }) => [`    ${what}`, ...writes.slice(0, WRITES_SHOWN_MAX).map(describeWrite)]),
  ]);
}

/** The load in one line. */
export function loadLine(history, seconds) {
  const [acked, refused, unknown] = ['acked', 'refused', 'unknown'].map((outcome) => history.count(outcome));
  return (
    `${history.ofLoad.length} writes: ${acked} acknowledged (${(acked / seconds).toFixed(1)} per s), ${refused} refused, ${unknown} unknown; ` +
    `${history.lostAnswers} answers lost, ${history.internals.length} INTERNAL, ${history.sightings.length} lists and records looked at`
  );
}

/** What the processes logged as errors, the most frequent first. */
export function errorLines(programs) {
  return programs.flatMap(({ name, errors }) =>
    [...errors.counts]
      .sort(([, left], [, right]) => right - left)
      .slice(0, ERRORS_SHOWN_MAX)
      .map(([kind, count]) => `${String(count).padStart(6)}  ${name}  ${kind}`),
  );
}
