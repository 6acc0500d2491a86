import { DomainError, IDEMPOTENCY_KEY_REUSED } from '../../src/platform/errors/refusals.js';
import type { Fault } from '../../src/platform/errors/faults.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import type { Tx } from '../../src/platform/database/transactions.js';
import { systemCaller } from '../../src/platform/auth/caller.js';
import { Idempotency, inputHashOf } from '../../src/platform/idempotency/idempotency.js';
import { canonicalJson } from '../../src/platform/idempotency/canonical-json.js';
import { ENGINES, openPlatformDatabase, type PlatformDatabase } from './platform-database.js';

const caller = systemCaller('request-1');
const DAY_MS = 86_400_000;

describe.each(ENGINES)('idempotency on %s', (engine) => {
  let database: PlatformDatabase;
  let idempotency: Idempotency;
  beforeAll(async () => {
    database = await openPlatformDatabase(engine);
    idempotency = new Idempotency(database.transactions);
    await database.dataSource.query('CREATE TABLE effect (id varchar(26) NOT NULL PRIMARY KEY)');
  });
  afterAll(() => database.close());

  const effects = async () => Number((await database.dataSource.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM effect'))[0]!.n);
  const keys = async () => Number((await database.dataSource.query<{ n: number }[]>('SELECT COUNT(*) AS n FROM idempotency_key'))[0]!.n);
  const effect = async (tx: Tx): Promise<string> => {
    const id = newId();
    await tx.execute('INSERT INTO effect (id) VALUES (?)', [id]);
    return id;
  };
  const request = (key: string, input: object = { name: '一号直播间' }, operation = 'createRoom') => ({
    scopeId: INSTALLATION_SCOPE,
    key,
    operation,
    input,
  });

  it('does the work once and answers the repeat with the same reference', async () => {
    const before = await effects();
    const first = await idempotency.once(caller, request('repeat-01'), effect);
    const second = await idempotency.once(caller, request('repeat-01', { idempotencyKey: 'repeat-01', name: '一号直播间' }), effect);
    expect([first.replayed, second]).toEqual([false, { ref: first.ref, replayed: true }]);
    expect(await effects()).toBe(before + 1);
  });

  it('lets one of 12 requests at once take effect', async () => {
    const before = await effects();
    const results = await Promise.all(Array.from({ length: 12 }, () => idempotency.once(caller, request('at-once-1'), effect)));
    expect(new Set(results.map(({ ref }) => ref)).size).toBe(1);
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await effects()).toBe(before + 1);
  });

  it('lets the waiting request do the work when the first one fails', async () => {
    let isFirst = true;
    const work = async (tx: Tx): Promise<string> => {
      const mine = isFirst;
      isFirst = false;
      const ref = await effect(tx);
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (mine) throw new Error('killed in between');
      return ref;
    };
    const before = await effects();
    const [first, second] = await Promise.allSettled([
      idempotency.once(caller, request('first-fails'), work),
      idempotency.once(caller, request('first-fails'), work),
    ]);
    const outcomes = [first, second].map((result) =>
      result.status === 'fulfilled' ? result.value.replayed : (result.reason as Error).message,
    );
    expect(outcomes.sort()).toEqual([false, 'killed in between']);
    expect(await effects()).toBe(before + 1);
  });

  it('refuses the key with other content or another operation and names the first operation', async () => {
    await idempotency.once(caller, request('reused-01'), effect);
    const before = await effects();
    for (const other of [request('reused-01', { name: '二号直播间' }), request('reused-01', { name: '一号直播间' }, 'createPark')]) {
      const error = await idempotency.once(caller, other, effect).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DomainError);
      expect((error as DomainError).refusals).toEqual([IDEMPOTENCY_KEY_REUSED({ operation: 'createRoom' }, 'input', 'idempotencyKey')]);
    }
    expect(await effects()).toBe(before);
  });

  it('counts a key within one scope and one account only, and tells upper from lower case', async () => {
    const before = await effects();
    await idempotency.once(caller, request('scoped-01'), effect);
    await idempotency.once(caller, { ...request('scoped-01'), scopeId: newId() }, effect);
    await idempotency.once({ ...caller, accountId: newId() }, request('scoped-01'), effect);
    await idempotency.once(caller, request('SCOPED-01'), effect);
    expect(await effects()).toBe(before + 4);
  });

  it('keeps no key of a refused or failed request, also when the work meets a duplicate of its own', async () => {
    const taken = await idempotency.once(caller, request('own-dup-0'), effect);
    const [beforeKeys, beforeEffects] = [await keys(), await effects()];
    const duplicate = async (tx: Tx) => {
      await tx.execute('INSERT INTO effect (id) VALUES (?)', [taken.ref]);
      return taken.ref;
    };
    await expect(idempotency.once(caller, request('own-dup-1'), duplicate)).rejects.toThrow(/unique|duplicate/i);
    await expect(idempotency.once(caller, request('own-dup-1'), () => Promise.resolve('x'.repeat(101)))).rejects.toThrow(
      'no usable reference',
    );
    expect([await keys(), await effects()]).toEqual([beforeKeys, beforeEffects]);
    expect((await idempotency.once(caller, request('own-dup-1'), effect)).replayed).toBe(false);
  });

  it('accepts keys of 8 to 100 visible ASCII characters and no others', async () => {
    for (const key of ['~'.repeat(8), '!'.repeat(100)]) await idempotency.once(caller, request(key), effect);
    for (const key of ['', 'a'.repeat(7), 'a'.repeat(101), 'with space', '幂等键幂等键幂等', 'newline\nkey', 'tab\tkey-01']) {
      const error = await idempotency.once(caller, request(key), effect).catch((reason: unknown) => reason);
      expect((error as Fault).details.fields?.[0]?.code).toBe('BAD_IDEMPOTENCY_KEY');
    }
  });

  it('removes what is older than 30 days and keeps what is exactly so old', async () => {
    await database.dataSource.query('DELETE FROM idempotency_key');
    const start = Date.UTC(2026, 10, 1);
    for (const [index, offset] of [-1, 0, DAY_MS].entries()) {
      database.clock.set(new Date(start + offset));
      await idempotency.once(caller, request(`expires-${index}`), effect);
    }
    database.clock.set(new Date(start + 30 * DAY_MS));
    const remove = () => database.transactions.run((tx) => idempotency.removeExpired(tx));
    expect([await remove(), await remove(), await keys()]).toEqual([1, 0, 2]);
    database.clock.set(null);
  });
});

describe('the canonical form of an input', () => {
  it('does not depend on the order of fields, and leaves out what is absent', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(canonicalJson({ b: [1, { c: 'x', d: null }] }));
    expect(inputHashOf({ a: 1, idempotencyKey: 'k' })).toBe(inputHashOf({ a: 1 }));
  });

  it('tells apart what differs: numbers, big numbers, texts, instants, null and absence', () => {
    const at = new Date(0);
    const forms = [1, 1n, '1', '1n', at, at.toISOString(), `@${at.toISOString()}`, null, [], {}, [1], { 0: 1 }, true].map((value) =>
      canonicalJson({ value }),
    );
    expect(new Set([...forms, canonicalJson({})]).size).toBe(forms.length + 1);
  });

  it('refuses what a request cannot contain', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 40; level++) deep = [deep];
    for (const value of [NaN, () => 1, new Map(), new Uint8Array(1), deep]) expect(() => canonicalJson({ value })).toThrow(TypeError);
  });
});
