/*
 * npm run chaos: the built program under load while its processes and services are killed, stopped, emptied and filled. What clients saw decides.
 *   npm run chaos -- [--seed 7] [--seconds 60] [--mode services|embedded] [--ci]
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { runChecks } from './checks/all-checks.mjs';
import { Dice } from './dice.mjs';
import { runFaults, scheduleOf } from './faults.mjs';
import { openJobs, readFinalState } from './final-state.mjs';
import { History } from './history.mjs';
import { runLoad, Shift } from './load/load.mjs';
import { checkLines, errorLines, faultTable, loadLine } from './report.mjs';
import { Site } from './site.mjs';
import { buildStage } from './stage.mjs';
import { builtStateTables } from './state-tables.mjs';

const PARKS = 2;
const SECONDS_DEFAULT = 60;
/** Long enough for every fault once, short enough for each change. */
const CI_SECONDS = 30;
const SECONDS_MIN = 10;
const SEED_MAX = 1_000_000;
/** Longer than what is allowed, so that a failing run tells how long it took. */
const DRAIN_MAX_MS = 120_000;
const DRAIN_LOOK_MS = 250;
const LAST_JOBS_SHOWN_MAX = 5;
/** A fault echoes: connections break and jobs are taken up again for a while after it is healed. */
const ECHO_MS = 10_000;

function optionsOf(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string' },
      mode: { type: 'string', default: 'services' },
      ci: { type: 'boolean' },
    },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * SEED_MAX));
  const seconds = Number(values.seconds ?? (values.ci ? CI_SECONDS : SECONDS_DEFAULT));
  const isSound = Number.isInteger(seed) && seed >= 0 && Number.isInteger(seconds) && seconds >= SECONDS_MIN;
  if (!isSound || !['services', 'embedded'].includes(values.mode))
    throw new Error(`usage: npm run chaos -- [--seed 7] [--seconds ${SECONDS_MIN} or more] [--mode services|embedded] [--ci]`);
  return { seed, seconds, mode: values.mode };
}

const startedAt = Date.now();
const say = (line) => console.log(`${((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`);

/** The load with its faults; ends when both have had their time. */
async function disturb(site, stage, history, { seed, seconds, mode }) {
  const dice = new Dice(seed);
  const shift = new Shift();
  const from = Date.now();
  const load = runLoad(stage.parks, dice.fork('load'), shift);
  const faulting = runFaults(site, scheduleOf(mode, seconds, dice.fork('schedule')), dice.fork('faults'), history, say);
  const { faults, ends } = await Promise.race([faulting, load.then(() => faulting)]);
  await pause(Math.max(0, from + seconds * 1_000 - Date.now()));
  const to = Date.now();
  shift.end();
  await load;
  return { faults, ends, from, to };
}

/** Waits until no job is open; returns how long it took, what was still open at the end, and what had kept it waiting. */
async function quiet(administrator) {
  const from = Date.now();
  let last = [];
  for (;;) {
    const jobs = await openJobs(administrator);
    const quietMs = Date.now() - from;
    const isOnlyDead = jobs.every(({ status }) => status === 'DEAD');
    if (isOnlyDead || quietMs > DRAIN_MAX_MS) return { jobs, quietMs, last };
    last = jobs;
    await pause(DRAIN_LOOK_MS);
  }
}

async function examine(site, stage, history, disturbance) {
  const { jobs, quietMs, last } = await quiet(stage.administrator);
  const names = last.map(({ name, status, attempts, lastError }) => `${name} ${status}, attempt ${attempts} ${lastError ?? ''}`);
  say(`all jobs done after ${quietMs} ms of quiet${names.length > 0 ? `, at last ${names.slice(0, LAST_JOBS_SHOWN_MAX).join('; ')}` : ''}`);
  const state = await readFinalState(stage.parks);
  const audit = await site.command(['audit:verify']);
  say(`${state.rows.length} records read`);
  const faults = disturbance.faults.map((fault) => ({ ...fault, to: fault.to + ECHO_MS }));
  const { programs } = site;
  return runChecks({ history, state, jobs, quietMs, audit, faults, programs, ends: disturbance.ends, ...(await builtStateTables()) });
}

async function run(options) {
  say(`${options.mode}, seed ${options.seed}, ${options.seconds} s`);
  const history = new History();
  const site = await Site.open(options.mode);
  try {
    await site.start();
    const stage = await buildStage(site, history, PARKS);
    say(`${PARKS} parks built by ${history.writes.length} writes`);
    const disturbance = await disturb(site, stage, history, options);
    say('the load has ended');
    const results = await examine(site, stage, history, disturbance);
    console.log(`\n${faultTable(history, disturbance.faults, disturbance.from, disturbance.to)}\n`);
    console.log(`${loadLine(history, (disturbance.to - disturbance.from) / 1_000)}\n`);
    console.log(`logged as errors:\n${errorLines(site.programs).join('\n')}\n`);
    console.log(checkLines(results).join('\n'));
    return Object.values(results).flat().length;
  } catch (error) {
    for (const { name, output } of site.programs) console.error(`--- ${name} wrote:\n${output.slice(-4_000)}`);
    throw error;
  } finally {
    await site.close();
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

try {
  const options = optionsOf(process.argv.slice(2));
  const violations = await run(options);
  console.log(`\nseed ${options.seed}: ${violations} violations`);
  process.exit(violations === 0 ? 0 : 1);
} catch (error) {
  console.error(error);
  process.exit(2);
}
