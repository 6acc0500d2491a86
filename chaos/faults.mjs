import { setTimeout as pause } from 'node:timers/promises';
import { until } from './processes.mjs';

/** How long something is stopped, full or away, in ms. */
const OUTAGE_MIN_MS = 1_500;
const OUTAGE_MAX_MS = 3_500;
/** The load runs undisturbed for so long before the first fault and after the last one. */
const CALM_MS = 2_000;
/** Longest time after a fault is healed until a write succeeds again. */
const RECOVERED_MAX_MS = 30_000;
/** How much of what a process wrote last is shown with how it ended. */
const OUTPUT_SHOWN_MAX = 1_500;
/** The embedded process lives for so long between two kills. */
const EMBEDDED_LIFE_MS = 5_000;

const outage = (dice) => pause(dice.integer(OUTAGE_MIN_MS, OUTAGE_MAX_MS));

/** Ends one of the API processes and starts it again; returns how it ended. */
async function restartApi({ site, dice }, signal) {
  const api = dice.pick(site.apis);
  const end = await endOf(api.program, signal);
  api.program.start();
  await site.untilReady(api);
  return end;
}

/** Ends a process; returns how it ended, after how long, and what it wrote last. */
async function endOf(program, signal) {
  const from = Date.now();
  const end = await program.kill(signal);
  return { name: program.name, ...end, afterMs: Date.now() - from, output: program.output.slice(-OUTPUT_SHOWN_MAX) };
}

async function stopFor(program, dice) {
  program.pause();
  await outage(dice);
  program.resume();
}

/** Each fault returns when what it broke works again. */
const FAULTS = {
  'API SIGKILL': (at) => restartApi(at, 'SIGKILL'),
  'API SIGTERM': async (at) => void at.ends.push(await restartApi(at, 'SIGTERM')),
  'API SIGSTOP': ({ site, dice }) => stopFor(dice.pick(site.apis).program, dice),
  'worker SIGKILL': async ({ site, dice }) => {
    await site.worker.kill('SIGKILL');
    await outage(dice);
    await site.startWorker();
  },
  'worker SIGTERM': async ({ site, ends }) => {
    ends.push(await endOf(site.worker, 'SIGTERM'));
    await site.startWorker();
  },
  'worker SIGSTOP': ({ site, dice }) => stopFor(site.worker, dice),
  'MariaDB SIGKILL': async ({ site }) => {
    await site.mariadb.program.kill('SIGKILL');
    await site.mariadb.start();
  },
  'MariaDB SIGSTOP': ({ site, dice }) => stopFor(site.mariadb.program, dice),
  'Redis SIGKILL': async ({ site, dice }) => {
    await site.redis.program.kill('SIGKILL');
    await outage(dice);
    await site.redis.start();
  },
  'Redis SIGSTOP': ({ site, dice }) => stopFor(site.redis.program, dice),
  'Redis FLUSHALL': ({ site }) => site.redis.empty(),
  'Redis full': async ({ site, dice }) => {
    await site.redis.fill();
    await outage(dice);
    await site.redis.unfill();
  },
};

/**
 * The faults of a run in the order that the seed gives: { name, dueMs } with ms after the start, `lifeMs` for which everything works in between, and
 * `endsMs` after which none begins any more. On the services each fault comes once; the embedded process is killed as often as there is time.
 */
export function scheduleOf(mode, seconds, dice) {
  const lastsMs = seconds * 1_000 - 2 * CALM_MS;
  if (mode === 'embedded') {
    const kills = Array.from({ length: Math.ceil(lastsMs / EMBEDDED_LIFE_MS) }, () => ({ name: 'API SIGKILL', dueMs: CALM_MS }));
    return { faults: kills, lifeMs: EMBEDDED_LIFE_MS, endsMs: lastsMs };
  }
  const names = dice.shuffled(Object.keys(FAULTS));
  const faults = names.map((name, index) => ({ name, dueMs: CALM_MS + Math.floor((index * lastsMs) / names.length) }));
  return { faults, lifeMs: 0, endsMs: Infinity };
}

/**
 * Carries the schedule out. A fault begins when it is due, the one before is healed and a write has succeeded since, so that each has its own gap.
 * Returns { faults: { name, from, to } in ms, ends: how processes ended that were told to }. Throws when writes do not succeed again.
 */
export async function runFaults(site, schedule, dice, history, say) {
  const startedAt = Date.now();
  const faults = [];
  const ends = [];
  for (const { name, dueMs } of schedule.faults) {
    await pause(Math.max(faults.length > 0 ? schedule.lifeMs : 0, startedAt + dueMs - Date.now()));
    if (Date.now() > startedAt + schedule.endsMs) break;
    const fault = { name, from: Date.now(), to: Infinity };
    faults.push(fault);
    await FAULTS[name]({ site, dice, ends });
    fault.to = Date.now();
    await until(`a write succeeds after ${name}`, RECOVERED_MAX_MS, () => history.lastAckAt > fault.to);
    say(`${name}: healed after ${fault.to - fault.from} ms, a write succeeded ${history.lastAckAt - fault.to} ms later`);
  }
  await pause(CALM_MS);
  return { faults, ends };
}
