import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { TestApp } from '../support/test-app.js';
import { furnishedPark, type FurnishedPark } from './furnished-park.js';
import { Household } from './household.js';
import { problemsWithIdentifyingTexts } from './identifying-texts.js';
import type { Operation } from './schema-requests.js';
import { oneForEachRole, oneForEachScope, streamerOf, type Stranger } from './strangers.js';
import { codesOf, isEmpty, NOBODY, Sweep } from './sweep.js';
import { unusableTokens, type UnusableToken } from './tokens.js';
import { Witness } from './witness.js';

/** Places that may name a record of anybody, each with the reason. */
const OPEN_PLACES: Readonly<Record<string, string>> = {
  'recordDevelopmentFact input.fact.transferStarted.toOrganizationId':
    'a case may go to any organization; nothing but its existence is asked',
};
/** Searches over what everybody with the permission may look up, each with the reason. */
const OPEN_SEARCHES: Readonly<Record<string, string>> = {
  organizationDirectory: 'whoever sends a case on looks up the receiving organization; its public name is all that is told',
};
/** Places whose record is asked for only after something else that a request of one record cannot fulfil; the answers are the same for nobody's id. */
const LATE_PLACES_MAX = 20;

/** Each reading of a case is a row of this list. */
const COUNTS_READINGS = 'developmentCaseReaders';

describe('a park sees nothing of another park', () => {
  let app: TestApp;
  let first: FurnishedPark;
  let second: FurnishedPark;
  let witness: Witness;
  let sweep: Sweep;
  /* People of the first park itself. */
  let owners: Stranger[];
  let neighbor: Stranger;
  let unpaired: Stranger;
  let tokens: UnusableToken[];
  let limitedToken: string;
  /** The end of a page in the first park's own lists, by operation. */
  const positions = new Map<string, string>();

  beforeAll(async () => {
    app = await TestApp.start();
    witness = new Witness(app);
    second = await furnishedPark(Household.second(app));
    await witness.seeWhatIsNotForeign();
    first = await furnishedPark(Household.first(app));
    owners = await oneForEachScope(first);
    neighbor = await streamerOf(first, '金铁村小李');
    unpaired = await streamerOf(first, '村播老王');
    tokens = await unusableTokens(first.household, first.demo);
    limitedToken = await tokenLimitedTo('parks.read');
    sweep = new Sweep(app.api);
    await readPositions();
    await witness.seeWhatIsForeign();
  }, 180_000);
  afterAll(async () => {
    const counted = { operations: sweep.operations.length, foreignValues: witness.foreignCount, ...sweep.counts };
    process.stdout.write(`isolation: ${JSON.stringify(counted)}\n`);
    await app.close();
  });
  afterEach(async () => expect(await witness.changes()).toEqual([]));

  it('knows a record of the first park for every place that takes an id', () => {
    const unknown = sweep.operations.flatMap((operation) =>
      sweep
        .places(operation)
        .filter((leaf) => sweep.recordIn(first, operation, leaf) === undefined)
        .map(({ path }) => `${operation.name} ${path}`),
    );
    expect(unknown).toEqual([]);
    expect(sweep.operations.flatMap((operation) => sweep.places(operation)).length).toBeGreaterThan(400);
  });

  it('answers each role, on every operation with foreign ids, FORBIDDEN or exactly as for ids that nobody has (access 1, 3)', async () => {
    const problems: string[] = [];
    for (const stranger of await oneForEachRole(second))
      for (const operation of sweep.operations) problems.push(...(await askedWithForeignIds(stranger, operation)));
    expect(problems).toEqual([]);
  }, 240_000);

  it('refuses a foreign id in every single place, with own ids in all others, exactly as one that nobody has (access 3)', async () => {
    const problems: string[] = [];
    for (const stranger of await oneForEachScope(second))
      for (const operation of sweep.operations.filter((entry) => sweep.mayCall(stranger, entry)))
        problems.push(...(await askedInEachPlace(stranger, second, operation)));
    expect(problems).toEqual([]);
    expect(sweep.counts['place asked late'] ?? 0).toBeLessThan(LATE_PLACES_MAX);
  }, 240_000);

  it('shows a streamer nothing of another streamer of the same park (access 3)', async () => {
    const problems: string[] = [];
    for (const operation of sweep.operations.filter((entry) => sweep.permissionOf(entry).startsWith('own.'))) {
      for (const leaf of sweep.places(operation)) {
        const record = sweep.recordIn(first, operation, leaf)!;
        /* The neighbor is one side of the pairing. */
        const { token } = leaf.key === 'pairingId' ? unpaired : neighbor;
        const answers = [NOBODY, record].map((id) => sweep.ask(token, sweep.withOneValue(first, operation, leaf, id)));
        const [nobody, foreign] = (await Promise.all(answers)).map((answer) => sweep.shapeOf(answer, record));
        sweep.count('place of a neighbor');
        if (nobody !== foreign) problems.push(`${operation.name} ${leaf.path}: ${foreign} <> ${nobody}`);
      }
    }
    expect(problems).toEqual([]);
  });

  it('finds nothing foreign by a text, and counts nothing foreign (access 2)', async () => {
    const [texts, unknown] = [witness.tellingWords, '不存在的内容'];
    const problems: string[] = [];
    for (const stranger of await oneForEachScope(second)) {
      for (const operation of sweep.operations.filter((entry) => entry.kind === 'query' && sweep.mayCall(stranger, entry))) {
        if (operation.name in OPEN_SEARCHES) continue;
        for (const leaf of sweep.places(operation, 'String').filter(({ path }) => path !== 'after')) {
          const nobody = sweep.shapeOf(await sweep.ask(stranger.token, sweep.withOneValue(second, operation, leaf, unknown)), unknown);
          for (const text of texts) {
            const answer = await sweep.ask(stranger.token, sweep.withOneValue(second, operation, leaf, text));
            sweep.count('text asked');
            if (sweep.shapeOf(answer, text) !== nobody) problems.push(`${operation.name} ${leaf.path} ${text}: ${sweep.shapeOf(answer)}`);
          }
        }
      }
    }
    expect(problems).toEqual([]);
  }, 120_000);

  it('goes on from a foreign page position with own rows only, and with the same total (access 2)', async () => {
    const problems: string[] = [];
    for (const operation of sweep.operations.filter(({ name }) => positions.has(name))) {
      const cursor = positions.get(operation.name)!;
      for (const stranger of await strangersByScope()) {
        if (!sweep.mayCall(stranger, operation)) continue;
        const leaf = { path: 'after', scalar: 'String', key: 'after' } as const;
        const sent = sweep.withOneValue(second, operation, leaf, cursor);
        const answer = await sweep.ask(stranger.token, sent);
        const whole = await sweep.ask(stranger.token, { ...sent, variables: { ...sent.variables, after: null } });
        sweep.count('foreign page position');
        if (operation.name !== COUNTS_READINGS && totalOf(operation, answer) !== totalOf(operation, whole))
          problems.push(`${operation.name} counts another total`);
        for (const leak of witness.leaksIn(answer, sent.variables)) problems.push(`${operation.name} shows ${leak}`);
      }
    }
    expect(problems).toEqual([]);
    expect(sweep.counts['foreign page position']).toBeGreaterThan(30);
  }, 120_000);

  it('tells nothing to who names a number or a name of the first park in a mutation, but what is decided (access 3)', async () => {
    expect(await problemsWithIdentifyingTexts({ sweep, witness }, await oneForEachScope(second), second)).toEqual([]);
    expect(sweep.counts['identifying text sent']).toBeGreaterThan(15);
  }, 60_000);

  it('opens no operation to a token that is missing, forged, expired, revoked, of another kind or of a disabled account (access 1)', async () => {
    const problems: string[] = [];
    for (const { name, token } of tokens) {
      for (const operation of sweep.operations) {
        const answer = await sweep.ask(token, sweep.withIdsOf(first, operation));
        sweep.count('operation with an unusable token');
        const value = answer.data?.[operation.name] ?? null;
        if (codesOf(answer) !== 'UNAUTHENTICATED' || value !== null) problems.push(`${name} ${operation.name}: ${sweep.shapeOf(answer)}`);
      }
    }
    expect(problems).toEqual([]);
  }, 120_000);

  it('closes every operation to an API token that was not given its permission (access 5)', async () => {
    const beyond = sweep.operations.filter((operation) => !['parks.read', 'SIGNED_IN', 'PUBLIC'].includes(sweep.permissionOf(operation)));
    for (const operation of beyond) {
      const answer = await sweep.ask(limitedToken, sweep.withIdsOf(first, operation));
      sweep.count('operation beyond a limited token');
      expect(`${operation.name} ${codesOf(answer)}`).toBe(`${operation.name} FORBIDDEN`);
    }
    const own = { document: 'query ($id: ID!) { park(id: $id) { id } }', variables: { id: first.demo.parkId } };
    expect(await sweep.ask(limitedToken, own)).toEqual({ data: { park: { id: first.demo.parkId } } });
  }, 60_000);

  it('refuses an upload into another park, and one with an unusable token', async () => {
    const upload = (path: string, field: string, id: string, token: string | null) => {
      const call = request(app.server).post(path).field(field, id);
      if (token) void call.set('authorization', token.includes(' ') ? token : `Bearer ${token}`);
      return call.attach('file', readFileSync(join('test', 'fixtures', 'exports', 'channels-lives.csv')), 'channels-lives.csv');
    };
    const recorder = await second.household.official('PARTY_RECORDER', second.demo.committeeId);
    for (const [parkId, committeeId] of [
      [first.demo.parkId, first.demo.committeeId],
      [NOBODY, NOBODY],
    ] as const) {
      const sales = await upload('/uploads', 'parkId', parkId, second.secretary);
      const cases = await upload('/uploads/cases', 'organizationId', committeeId, recorder.token);
      expect([sales.status, sales.body.error.code, cases.status, cases.body.error.code]).toEqual([404, 'NOT_FOUND', 404, 'NOT_FOUND']);
    }
    for (const { token } of tokens) {
      expect((await upload('/uploads', 'parkId', first.demo.parkId, token)).status).toBe(401);
      expect((await upload('/uploads/cases', 'organizationId', first.demo.committeeId, token)).status).toBe(401);
    }
  }, 60_000);

  let byScope: Promise<Stranger[]> | undefined;
  function strangersByScope(): Promise<Stranger[]> {
    return (byScope ??= oneForEachScope(second));
  }

  async function askedWithForeignIds(stranger: Stranger, operation: Operation): Promise<string[]> {
    const isHeld = sweep.mayCall(stranger, operation);
    /* Over the installation nothing is foreign. */
    if (isHeld && stranger.name.includes('INSTALLATION')) return [];
    const sent = sweep.withIdsOf(first, operation);
    const answer = await sweep.ask(stranger.token, sent);
    const problems = witness.leaksIn(answer, sent.variables).map((leak) => `shows ${leak}`);
    sweep.count(isHeld ? 'operation of a role that holds it' : 'operation of a role that does not hold it');
    if (!isHeld && (codesOf(answer) !== 'FORBIDDEN' || (answer.data?.[operation.name] ?? null) !== null))
      problems.push(sweep.shapeOf(answer));
    const records = sweep.places(operation).map((leaf) => sweep.recordIn(first, operation, leaf));
    if (isHeld && records.length > 0) {
      const nobody = await sweep.ask(stranger.token, sweep.withIdsOf(null, operation));
      if (sweep.shapeOf(answer, ...records) !== sweep.shapeOf(nobody))
        problems.push(`${sweep.shapeOf(answer)} <> ${sweep.shapeOf(nobody)}`);
    }
    return problems.map((problem) => `${stranger.name} ${operation.name}: ${problem.slice(0, 600)}`);
  }

  async function askedInEachPlace(stranger: Stranger, own: FurnishedPark, operation: Operation): Promise<string[]> {
    const problems: string[] = [];
    for (const leaf of sweep.places(operation)) {
      const place = `${operation.name} ${leaf.path}`;
      if (place in OPEN_PLACES) continue;
      const record = sweep.recordIn(first, operation, leaf)!;
      const nobody = await sweep.askAtCurrentVersion(stranger.token, sweep.withOneValue(own, operation, leaf, NOBODY));
      const sent = sweep.withOneValue(own, operation, leaf, record);
      const answer = await sweep.askAtCurrentVersion(stranger.token, sent);
      for (const leak of witness.leaksIn(answer, sent.variables)) problems.push(`${place} shows ${leak}`);
      const [foreign, unknown] = [sweep.shapeOf(answer, record), sweep.shapeOf(nobody)];
      if (foreign !== unknown) problems.push(`${stranger.name} ${place}: ${foreign.slice(0, 500)} <> ${unknown.slice(0, 500)}`);
      const isRefused = codesOf(answer) === 'NOT_FOUND' || isEmpty(operation, answer);
      sweep.count(isRefused ? 'place refused' : 'place asked late');
      if (!isRefused) process.stdout.write(`asked late: ${stranger.name} ${place}: ${foreign.slice(0, 240)}\n`);
    }
    return problems;
  }

  /** Reads the first park's own lists, as its people see them. */
  async function readPositions(): Promise<void> {
    for (const operation of sweep.operations.filter(({ field }) => field.args.some(({ name }) => name === 'after'))) {
      const { document, variables } = sweep.withIdsOf(first, operation);
      const page = document.replace(', filter: $filter', '').replace(/\{ nodes .*$/s, '{ pageInfo { endCursor } } }');
      for (const { token } of owners) {
        const answer = await sweep.ask(token, { document: page, variables: { ...variables, filter: undefined } });
        const value = answer.data?.[operation.name] as { pageInfo?: { endCursor: string | null } } | undefined;
        if (value?.pageInfo?.endCursor) positions.set(operation.name, value.pageInfo.endCursor);
      }
    }
  }

  async function tokenLimitedTo(permission: string): Promise<string> {
    const grant = { role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: first.demo.parkId };
    const { client } = await first.household.signInAs([grant], '甲园副书记');
    const expiresAt = new Date(Date.now() + 86_400_000);
    const input = { name: '只读园区', permissions: [permission], expiresAt, idempotencyKey: 'isolation-limited' };
    return (await client.run<{ token: string }>('createApiToken', 'CreateApiTokenInput', input, 'token')).token;
  }

  function totalOf(operation: Operation, answer: { data?: Record<string, unknown> | null }): unknown {
    return (answer.data?.[operation.name] as { totalCount?: number } | null | undefined)?.totalCount ?? null;
  }
});
