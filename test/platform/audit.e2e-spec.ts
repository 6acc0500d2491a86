import type { Caller } from '../../src/platform/auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../../src/platform/database/ids.js';
import { Listings, where, whereIn } from '../../src/platform/database/listing.js';
import { AuditSealer } from '../../src/platform/audit/audit-sealer.js';
import { type AuditEntryRow, auditConditions, auditListing } from '../../src/platform/audit/audit.queries.js';
import { AUDIT_TABLES, AuditLab, caller, secrets } from './audit-lab.js';
import { ENGINES } from './platform-database.js';

const ID_CARD = '11010519491231002X';

describe.each(ENGINES)('the audit trail on %s', (engine) => {
  let lab: AuditLab;
  beforeAll(async () => (lab = await AuditLab.open(engine)));
  afterAll(() => lab.database.close());
  beforeEach(() => lab.clear());

  it('writes the entry with the act and leaves none of an act that failed', async () => {
    await lab.record(1);
    const failed = lab.database.transactions.run(async (tx) => {
      await lab.trail.record(tx, caller, lab.act());
      throw new Error('killed in between');
    });
    await expect(failed).rejects.toThrow('killed');
    for (const table of ['audit_entry', 'audit_unsealed'])
      expect(Number((await lab.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]!.n)).toBe(1);
  });

  it('is intact when empty, before sealing, after it and while both go on', async () => {
    expect(await lab.verifier.verify()).toMatchObject({ isIntact: true, sealedCount: 0, unsealedCount: 0, unsealedLagSeconds: 0 });
    await lab.record(7);
    expect(await lab.verifier.verify()).toMatchObject({ isIntact: true, sealedCount: 0, unsealedCount: 7 });
    expect(await lab.sealAll()).toBe(7);
    expect(await lab.verifier.verify()).toMatchObject({ isIntact: true, sealedCount: 7, unsealedCount: 0, head: { seq: 7 } });
    const outcomes = await Promise.all([
      lab.record(40),
      lab.sealer.sealBatch(),
      lab.verifier.verify(),
      lab.record(40),
      lab.sealer.sealBatch(),
      lab.verifier.verify(),
    ]);
    expect([outcomes[2].firstBreak, outcomes[5].firstBreak]).toEqual([null, null]);
    await lab.sealAll();
    expect(await lab.verifier.verify()).toMatchObject({ isIntact: true, sealedCount: 87, unsealedCount: 0 });
  });

  it('seals at most 500 at a time, the oldest first, and tells how long the oldest waits', async () => {
    lab.database.clock.set(new Date(Date.UTC(2026, 10, 21, 8)));
    await lab.record(501);
    lab.database.clock.set(new Date(Date.UTC(2026, 10, 21, 7)));
    await lab.record(1);
    lab.database.clock.set(new Date(Date.UTC(2026, 10, 21, 9)));
    expect(await lab.sealer.unsealedLagSeconds()).toBe(7_200);
    const progress: number[][] = [];
    expect([
      await lab.sealer.sealBatch(),
      await lab.sealer.unsealedLagSeconds(),
      await lab.sealer.sealBatch(),
      await lab.sealer.sealBatch(),
    ]).toEqual([500, 3_600, 2, 0]);
    const verification = await lab.verifier.verify((...numbers) => progress.push(numbers));
    expect([verification.isIntact, progress]).toEqual([
      true,
      [
        [500, 502],
        [502, 502],
      ],
    ]);
    const [first] = await lab.query<{ at: number }>('SELECT at FROM audit_entry WHERE id = ?', [await lab.entryIdAt(1)]);
    expect(Number(first!.at)).toBe(Date.UTC(2026, 10, 21, 7));
  });

  it('does not stumble over a waiting row of an entry that is sealed already', async () => {
    await lab.record(2);
    await lab.sealAll();
    await lab.query('INSERT INTO audit_unsealed (entryId, at) VALUES (?, 1)', [await lab.entryIdAt(1)]);
    await lab.record(1);
    expect(await lab.sealAll()).toBe(2);
    expect(await lab.verifier.verify()).toMatchObject({ isIntact: true, sealedCount: 3, unsealedCount: 0 });
  });

  it('lets one of several sealers at once win each round, and leaves a chain of each entry once', async () => {
    await lab.record(1_200);
    for (let round = 0; round < 20 && (await lab.query('SELECT entryId FROM audit_unsealed LIMIT 1')).length > 0; round++) {
      await Promise.all(Array.from({ length: 4 }, () => lab.sealer.sealBatch()));
    }
    expect(await lab.verifier.verify()).toMatchObject({ isIntact: true, sealedCount: 1_200, unsealedCount: 0 });
  });

  it('leaves chain, head and waiting rows as they were when the sealer dies before its commit', async () => {
    await lab.record(3);
    const dying = new AuditSealer(
      {
        run: (work: (tx: never) => Promise<unknown>) =>
          lab.database.transactions.run(async (tx) => {
            await work(tx as never);
            throw new Error('killed');
          }),
      } as never,
      lab.database.dataSource,
      lab.database.clock,
      secrets,
    );
    await expect(dying.sealBatch()).rejects.toThrow('killed');
    expect(await lab.verifier.verify()).toMatchObject({
      isIntact: true,
      sealedCount: 0,
      unsealedCount: 3,
      head: { seq: 0, hash: 'GENESIS' },
    });
    expect(await lab.sealAll()).toBe(3);
  });

  it('holds no personal value, so erasing a person leaves the chain valid (PR-3)', async () => {
    await lab.database.transactions.run(async (tx) => {
      const changes = [
        { field: 'idCard', after: ID_CARD },
        { field: 'phone', before: '13812345678', after: '13912345678' },
        { field: 'name', after: '王小明' },
      ];
      await lab.trail.record(tx, caller, { ...lab.act(), recordKind: 'Person', changes, personal: ['name'] });
      await lab.trail.recordRead(tx, caller, {
        scopeId: INSTALLATION_SCOPE,
        recordKind: 'Person',
        recordIds: ['p1', 'p2'],
        fields: ['idCard'],
        reason: '核对身份',
      });
    });
    await lab.sealAll();
    const everything = JSON.stringify(await Promise.all(AUDIT_TABLES.map((table) => lab.query(`SELECT * FROM ${table}`))));
    for (const value of [ID_CARD, '13812345678', '13912345678', '王小明', Buffer.from(ID_CARD).toString('base64')])
      expect(everything).not.toContain(value);
    expect(await lab.firstBreak()).toBeNull();
  });

  it('keeps what every engine gives back unchanged: odd text is made storable and cut', async () => {
    const odd: Caller = { ...caller, displayName: `名\u0000字\uD800${'长'.repeat(200)}`, requestId: 'r'.repeat(99) };
    await lab.database.transactions.run((tx) =>
      lab.trail.record(tx, odd, { ...lab.act(), reason: '𠮷'.repeat(600), recordId: 'ends with spaces  ' }),
    );
    await lab.sealAll();
    expect(await lab.firstBreak()).toBeNull();
  });

  it('lists entries newest first within the scopes, with changes and place in the chain, and one entry per record read (PR-7)', async () => {
    const park = newId();
    await lab.database.transactions.run((tx) => lab.trail.record(tx, caller, lab.act()));
    await lab.sealAll();
    await lab.database.transactions.run((tx) =>
      lab.trail.recordRead(tx, caller, { scopeId: park, recordKind: 'Person', recordIds: ['p1', 'p2'], fields: ['phone'] }),
    );
    const listings = new Listings(lab.database.dataSource);
    const selection = { nodes: { action: true, recordId: true, changes: true, sealSeq: true, at: true }, totalCount: true } as const;
    const page = (scopes: string[] | null, filter = {}) =>
      listings.page<AuditEntryRow>(auditListing, {
        selection,
        conditions: auditConditions(scopes ? whereIn('{t}.scopeId', scopes) : where('1 = 1'), filter),
        order: 'NEWEST_FIRST',
        first: 10,
      });
    expect((await page(null)).nodes.map((node) => [node.action, node.sealSeq])).toEqual([
      ['READ', null],
      ['READ', null],
      ['renameRoom', 1],
    ]);
    const own = await page([park], { recordKind: 'Person', recordId: 'p1', fromAt: new Date(0), beforeAt: new Date(Date.now() + 60_000) });
    expect([own.totalCount, own.nodes[0]?.changes]).toEqual([1, [{ field: 'phone', before: null, after: null, isPersonal: true }]]);
    expect((await page([])).totalCount).toBe(0);
    await expect(
      lab.database.transactions.run((tx) =>
        lab.trail.recordRead(tx, caller, {
          scopeId: park,
          recordKind: 'Person',
          recordIds: Array<string>(101).fill('p'),
          fields: ['phone'],
        }),
      ),
    ).rejects.toThrow('at most 100');
  });
});
