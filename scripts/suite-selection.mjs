import { buildArgv } from 'jest';

/** Suites run one by one here, the batches aside. */
const SINGLE_SUITES = ['--testPathIgnorePatterns', 'test/batches/'];

/** Options of jest that choose suites by what they are about; batches would hide from them what each suite imports. */
const CHOOSING = ['findRelatedTests', 'lastCommit', 'onlyChanged', 'onlyFailures', 'testPathPatterns', 'watch', 'watchAll'];

/**
 * What the arguments of the test command ask for: whether the end-to-end suites run in batches, and jest's own arguments. Jest itself
 * reads them, so `-t 'name of a test'` is an option with a value and no path.
 */
export async function selectionFor(given) {
  const onlyEndToEnd = given[0] === '--e2e';
  const options = onlyEndToEnd ? given.slice(1) : given;
  const parsed = await buildArgv(options);
  const areChosen = parsed._.length > 0 || Boolean(parsed.changedSince) || CHOOSING.some((name) => Boolean(parsed[name]));
  if (areChosen) return { inBatches: false, jestArguments: [...options, ...SINGLE_SUITES] };
  return { inBatches: true, jestArguments: [...options, '--testRegex', 'test/batches/.*', ...(onlyEndToEnd ? [] : ['\\.spec\\.ts$'])] };
}
