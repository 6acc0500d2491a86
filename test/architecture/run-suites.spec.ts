import { selectionFor } from '../../scripts/suite-selection.mjs';
import { filesBelow } from './source-tree.js';

describe('the arguments of the test command', () => {
  const batched = async (...given: string[]) => (await selectionFor(given)).inBatches;

  it('run every suite in batches when none is chosen, whatever values the options have', async () => {
    expect(await batched()).toBe(true);
    expect(await batched('-t', 'two at once')).toBe(true);
    expect(await batched('--testTimeout', '60000', '--shard', '1/3')).toBe(true);
    expect(await batched('--e2e', '--testTimeout=60000')).toBe(true);
  });

  it('run the suites that are chosen by a path, by a pattern or by what has changed, each by itself', async () => {
    expect(await batched('test/pledges')).toBe(false);
    expect(await batched('-t', 'plates', 'test/pledges')).toBe(false);
    expect(await batched('--e2e', 'test/pledges')).toBe(false);
    for (const option of ['--testPathPatterns=pledges', '--watch', '--watchAll', '-o', '--changedSince=main', '-f']) {
      expect([option, await batched(option)]).toEqual([option, false]);
    }
  });

  it('hand everything on to jest, and leave out the suites beside the sources only for --e2e', async () => {
    const specs = '\\.spec\\.ts$';
    const whole = (await selectionFor(['-t', 'two at once'])).jestArguments;
    expect(whole).toEqual(['-t', 'two at once', '--testRegex', 'test/batches/.*', specs]);
    expect((await selectionFor(['--e2e', '-i'])).jestArguments).toEqual(['-i', '--testRegex', 'test/batches/.*']);
    expect((await selectionFor(['test/pledges'])).jestArguments).toEqual(['test/pledges', '--testPathIgnorePatterns', 'test/batches/']);
  });
});

/* Suites of one batch are one file to jest: a hook beside the `describe` of one would run around the tests of all, and what one changes in the process stays. */
describe('end-to-end suites that share a batch', () => {
  const AROUND_ALL = /^(?:it|test|beforeAll|beforeEach|afterAll|afterEach)\b/m;
  const OF_THE_PROCESS =
    /process\.env(?:\.\w+|\[[^\]]+\]) = |delete process\.env|process\.chdir\(|process\.on\(|useFakeTimers|jest\.setTimeout/;
  const suites = filesBelow('test', '.e2e-spec.ts').filter(
    ({ path, text }) => !path.startsWith('test/batches/') && !/^\/\* Runs alone/m.test(text),
  );
  const pathsWith = (pattern: RegExp) => suites.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  it('have their tests and hooks inside a describe', () => {
    expect(suites.length).toBeGreaterThan(90);
    expect(pathsWith(AROUND_ALL)).toEqual([]);
    expect(AROUND_ALL.test("describe('it', () => {\n  beforeAll(open);\n});\nafterAll(close);")).toBe(true);
  });

  it('leave the environment, the clock and the listeners of the process alone', () => {
    expect(pathsWith(OF_THE_PROCESS)).toEqual([]);
    expect(OF_THE_PROCESS.test("process.env.TZ = 'UTC';")).toBe(true);
  });
});
