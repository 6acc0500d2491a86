import { checkHolds, checkOverlaps } from './bookings.mjs';
import { checkPlateTimes, checkPlates } from './plates.mjs';
import { checkReturned, checkRows } from './rows.mjs';
import { checkAmounts, checkRefunds, checkRollups } from './sales.mjs';
import { checkFacts, checkStates, checkSteps } from './steps.mjs';
import {
  checkAnswers,
  checkAudit,
  checkEnds,
  checkInternals,
  checkJobs,
  checkOrderlyEnds,
  checkQuiet,
  checkSightings,
} from './surroundings.mjs';

/** Longest time of quiet after which jobs are done and rollups equal the ledger. */
export const QUIET_MAX_MS = 30_000;

/** What a check makes of the history and of the final state; `world` holds the tables of states and whatever was seen besides. */
const CHECKS = {
  'nothing acknowledged is lost, nothing doubled': ({ history, state }) => checkRows(history, state),
  'what was returned is there': ({ history, state }) => checkReturned(history, state),
  'each step is taken once': ({ history, state }) => checkSteps(history, state),
  'only documented states, each reached': ({ history, state, tables }) => checkStates(history, state, tables),
  'a fact is decided once': ({ history, state }) => checkFacts(history, state),
  'no place is given twice': ({ history }) => checkHolds(history),
  'no sessions overlap': ({ history, state, holdingStatuses }) => checkOverlaps(history, state, holdingStatuses),
  'amounts stand as sent': ({ history, state }) => checkAmounts(history, state),
  'refunds within sales': ({ history, state }) => checkRefunds(history, state),
  'rollups equal the ledger': ({ history, state }) => checkRollups(history, state),
  'one plate per storefront': ({ history, state, livePlateStatuses }) => [
    ...checkPlates(history, state, livePlateStatuses),
    ...checkPlateTimes(history),
  ],
  'no row of another park': ({ history }) => checkSightings(history),
  'jobs are done': ({ jobs }) => checkJobs(jobs),
  'within 30 s of quiet': ({ quietMs }) => checkQuiet(quietMs, QUIET_MAX_MS),
  'the audit chain verifies': ({ audit }) => checkAudit(audit),
  'every write is answered in the end': ({ history }) => checkAnswers(history),
  'INTERNAL only in a fault': ({ history, faults }) => checkInternals(history, faults),
  'no process ends by itself': ({ programs }) => checkEnds(programs),
  'SIGTERM ends in order': ({ ends }) => checkOrderlyEnds(ends),
};

/** Runs every check; returns name → violations. */
export function runChecks(world) {
  return Object.fromEntries(Object.entries(CHECKS).map(([name, check]) => [name, check(world)]));
}
