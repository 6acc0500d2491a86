/*
 * Runs the test suites: `npm test` all of them, `npm test -- test/pledges -t plates` or `npm test -- --watch` what jest's own arguments
 * name, and `node scripts/run-suites.mjs --e2e` the end-to-end suites alone, as the services checks do.
 *
 * Jest loads every module anew for each suite, and half of the time of an end-to-end suite goes into loading the application. So when
 * no suite is named, end-to-end suites run in batches that load it once. A batch is a generated file which imports its suites; each suite
 * still starts an application and a database of its own. A suite that changes what the program is says "Runs alone" in a comment; what
 * else suites of a batch must leave alone is tested in test/architecture.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { selectionFor } from './suite-selection.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BATCHES = join(ROOT, 'test', 'batches');
const BATCH_SUITES_MAX = 6;
const JEST = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning', join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js')];

const E2E_SUITE = /\.e2e-spec\.ts$/;
const RUNS_ALONE = /^\/\* Runs alone/m;

function endToEndSuites() {
  return readdirSync(join(ROOT, 'test'), { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => E2E_SUITE.test(path) && !path.startsWith('batches/'))
    .sort();
}

/** Suites dealt out one by one, so that the long ones of a folder come into different batches. */
function batches() {
  const runsAlone = (path) => RUNS_ALONE.test(readFileSync(join(ROOT, 'test', path), 'utf8'));
  const suites = endToEndSuites();
  const together = suites.filter((path) => !runsAlone(path));
  const count = Math.ceil(together.length / BATCH_SUITES_MAX);
  const dealt = Array.from({ length: count }, (_, batch) => together.filter((_, place) => place % count === batch));
  return [...dealt, ...suites.filter(runsAlone).map((path) => [path])];
}

function writeBatches() {
  rmSync(BATCHES, { recursive: true, force: true });
  mkdirSync(BATCHES, { recursive: true });
  batches().forEach((suites, batch) => {
    const imports = suites.map((path) => `import '../${path.replace(/\.ts$/, '.js')}';\n`);
    writeFileSync(join(BATCHES, `batch-${String(batch + 1).padStart(2, '0')}.e2e-spec.ts`), imports.join(''));
  });
}

const { inBatches, jestArguments } = await selectionFor(process.argv.slice(2));
if (inBatches) writeBatches();
const { status } = spawnSync(process.execPath, [...JEST, ...jestArguments], { cwd: ROOT, stdio: 'inherit' });
process.exit(status ?? 1);
