import { ImportReasons1700000010870 } from '../../src/migrations/1700000010870-import-reasons.js';
import { TestApp } from '../support/test-app.js';
import { ACCOUNT, LiveDesk } from './live-desk.js';

/** What each reason of an import says; the Chinese words are also how it stood before it was stored as a code. */
const RECORDED = { zh: '平台导出数据补录', en: 'Recorded from an export of the platform', code: 'RECORDED_FROM_EXPORT' };
const KEPT = { zh: '以往导入的明细,随本批次入账', en: 'Lines of an earlier import, booked with this one', code: 'KEPT_LINES_COUNT' };
const SWITCHED = { zh: '导入时确认切换统计粒度', en: 'The switch of grain was confirmed at the import', code: 'SWITCHED_AT_IMPORT' };
const TABLES = ['broadcast_session', 'session_history', 'sales_entry', 'grain_switch'];

describe('a reason that an import gives', () => {
  let app: TestApp;
  let desk: LiveDesk;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    desk = await LiveDesk.open(app);
  });
  afterAll(() => app.close());

  const read = <Data>(token: string, language: string, query: string, variables: object) =>
    app.ask<Data>(token, query, { ...variables }, { 'accept-language': language });

  const ofSession = async (language: string) => {
    const query = 'query ($id: ID!) { broadcastSession(id: $id) { reason history { verb reason } } }';
    type Told = { reason: string | null; history: { verb: string; reason: string | null }[] };
    const { broadcastSession } = await read<{ broadcastSession: Told }>(desk.lab.operator, language, query, { id: await desk.sessionId() });
    return [broadcastSession.reason, broadcastSession.history.find(({ verb }) => verb === 'recordPastSession')!.reason];
  };

  /** Reasons of the entries of a batch or of the session, each once. */
  const ofEntries = async (language: string, batchId: string | null = null) => {
    const query = `query ($sessionId: ID, $batchId: ID) { salesEntries(sessionId: $sessionId, batchId: $batchId, first: 100) { nodes { reason } } }`;
    const variables = batchId === null ? { sessionId: await desk.sessionId() } : { batchId };
    type Told = { salesEntries: { nodes: { reason: string | null }[] } };
    const { salesEntries } = await read<Told>(desk.lab.secretary, language, query, variables);
    return [...new Set(salesEntries.nodes.map(({ reason }) => reason))].sort();
  };

  const audited = async (language: string) => {
    const auditor = await app.signInAs([{ role: 'AUDITOR', scopeKind: 'PARK', scopeId: desk.lab.parkId }]);
    const query = 'query ($filter: AuditEntryFilter) { auditEntries(filter: $filter, first: 1) { nodes { reason } } }';
    const filter = { recordId: await desk.sessionId(), action: 'switchSessionGrain' };
    return (await read<{ auditEntries: { nodes: { reason: string }[] } }>(auditor, language, query, { filter })).auditEntries.nodes[0]!
      .reason;
  };

  /** Every stored reason of the park, by the row that holds it. */
  const stored = async () => {
    const reasons: Record<string, string | null> = {};
    for (const table of TABLES) {
      const rows = await app.dataSource.query<{ id: string; reason: string | null }[]>(`SELECT id, reason FROM ${table} WHERE parkId = ?`, [
        desk.lab.parkId,
      ]);
      for (const { id, reason } of rows) reasons[`${table}/${id}`] = reason;
    }
    return reasons;
  };

  const asItOnceStood = async () => {
    for (const { code, zh } of [RECORDED, KEPT, SWITCHED])
      for (const table of TABLES)
        await app.dataSource.query(`UPDATE ${table} SET reason = ? WHERE reason = ? AND parkId = ?`, [
          zh,
          `\u200b{"code":"${code}"}`,
          desk.lab.parkId,
        ]);
  };

  const migrate = async () => {
    const runner = app.dataSource.createQueryRunner();
    for (const _run of [1, 2]) await new ImportReasons1700000010870().up(runner);
    await runner.release();
  };

  /** Totals, lines that were kept, the totals taken back, and the lines that count from then on. */
  const keptLinesCount = async () => {
    const totals = await desk.importTotals(100_00);
    await desk.importLines([desk.anOrder(90_00)]);
    await desk.takeBack(totals);
    return desk.importLines([desk.anOrder(5_00)]);
  };

  it.each(['zh', 'en'] as const)('reads in the language of its reader (%s)', async (language) => {
    const lines = await keptLinesCount();
    expect(await ofSession(language)).toEqual([RECORDED[language], RECORDED[language]]);
    expect(await ofEntries(language, lines.id)).toEqual([KEPT[language], null].sort());
    expect(await ofEntries(language)).toEqual([KEPT[language], '导错文件', null].sort());
  });

  it.each(['zh', 'en'] as const)(
    'to switch the grain reads so on every entry that it moves and in the audit trail (%s)',
    async (language) => {
      await desk.importTotals(100_00);
      const lines = await desk.importLines([desk.anOrder(70_00)], { switchGrain: true });
      expect(await ofEntries(language, lines.id)).toEqual([SWITCHED[language]]);
      expect(await audited(language)).toBe(SWITCHED[language]);
    },
  );

  it('is nothing that a person can write: the code is shown as it was written, and its mark is refused', async () => {
    const totals = await desk.importTotals(100_00);
    await desk.importLines([desk.anOrder(90_00)]);
    const code = `{"code":"${SWITCHED.code}"}`;
    const marked = { reason: `\u200b${code}`, idempotencyKey: desk.lab.key() };
    const sessionId = await desk.sessionId();
    for (const [verb, type, input] of [
      ['switchSessionGrain', 'SwitchSessionGrainInput', { ...marked, sessionId, toGrain: 'SKU' }],
      ['reverseSalesEntry', 'ReverseSalesEntryInput', { ...marked, entryId: sessionId }],
      ['correctSalesEntry', 'CorrectSalesEntryInput', { ...marked, entryId: sessionId, amountFen: '-1' }],
      ['reverseImportBatch', 'ReverseImportBatchInput', { reason: marked.reason, batchId: totals.id, expectedVersion: totals.version }],
    ] as const) {
      const { errors } = await app.send(
        desk.lab.secretary,
        `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code } } }`,
        { input },
      );
      expect(errors![0]!.extensions).toMatchObject({ fields: [{ path: ['input', 'reason'], code: 'UNSAFE_TEXT' }] });
    }
    await desk.switchGrain('SKU', code);
    expect(await ofEntries('en')).toEqual([code, null].sort());
  });

  it('and that stood in Chinese before is said in the language of its reader', async () => {
    await keptLinesCount();
    await desk.importTotals(100_00);
    const before = await stored();
    await asItOnceStood();
    expect(await ofEntries('en')).toContain(KEPT.zh);
    await migrate();
    expect(await stored()).toEqual(before);
    expect(await ofSession('en')).toEqual([RECORDED.en, RECORDED.en]);

    desk = await LiveDesk.open(app);
    await desk.importTotals(100_00);
    const lines = await desk.importLines([desk.anOrder(70_00)], { switchGrain: true });
    const switched = await stored();
    await asItOnceStood();
    await migrate();
    expect(await stored()).toEqual(switched);
    expect(await ofEntries('en', lines.id)).toEqual([SWITCHED.en]);
  });

  it('stays apart from the same words of a person, who recorded a session, switched the grain or took an import back', async () => {
    await desk.importTotals(100_00);
    const lines = await desk.importLines([desk.anOrder(90_00)]);
    await desk.switchGrain('SKU', SWITCHED.zh);
    await desk.takeBack(lines, KEPT.zh);
    const input = {
      ...{ parkId: desk.lab.parkId, title: '补录的一场', type: 'COMMERCE', accountId: desk.lab.accountIds[ACCOUNT] },
      ...{ actualStartAt: '2026-10-07T12:00:00Z', actualEndAt: '2026-10-07T13:00:00Z' },
      ...{ streamerIds: [], isFarmAid: false, beneficiaries: [], productIds: [] },
      ...{ reason: RECORDED.zh, idempotencyKey: desk.lab.key() },
    };
    const record = 'mutation ($input: RecordPastSessionInput!) { recordPastSession(input: $input) { userErrors { code } } }';
    expect(await app.ask(desk.lab.operator, record, { input })).toEqual({ recordPastSession: { userErrors: [] } });
    const before = await stored();
    const written = Object.values(before);
    for (const { zh } of [RECORDED, KEPT, SWITCHED]) expect(written).toContain(zh);
    await migrate();
    expect(await stored()).toEqual(before);
  });
});
