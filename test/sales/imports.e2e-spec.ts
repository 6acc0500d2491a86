import { TestApp } from '../support/test-app.js';
import { EXPECTED, SalesLab } from './sales-lab.js';

const LIVES = EXPECTED['douyin-lives-2026-10.xlsx'];
const ORDERS = EXPECTED['orders-one-session.xlsx'];
const CHANNELS = EXPECTED['channels-lives.csv'];

describe('bringing in the sample exports', () => {
  let app: TestApp;
  let lab: SalesLab;
  let livesUpload: string;
  beforeAll(async () => {
    app = await TestApp.start();
    lab = await SalesLab.open(app);
  });
  afterAll(() => app.close());

  it('previews the live list: every live would be recorded afterwards, nothing is written (INV-23)', async () => {
    livesUpload = await lab.upload('douyin-lives-2026-10.xlsx');
    const { importPreview } = await app.ask<{
      importPreview: { bookedSaleFen: string; bookedRefundFen: string; counts: { booked: number }; lives: { placing: string }[] };
    }>(
      lab.operator,
      `query ($id: ID!) { importPreview(uploadId: $id, choices: { recordMissingSessions: true }) {
        bookedSaleFen bookedRefundFen counts { booked unmatched } lives { placing title sessionId fileSaleFen } sameFileBatchIds batch { fileName mappingName status } } }`,
      { id: livesUpload },
    );
    expect(importPreview).toMatchObject({
      bookedSaleFen: String(LIVES.gmvFen),
      bookedRefundFen: String(LIVES.refundFen),
      counts: { booked: LIVES.rows },
    });
    expect(importPreview.lives.every((live) => live.placing === 'WILL_RECORD')).toBe(true);
    expect(await lab.ledger()).toEqual({ rows: 0, sumFen: 0 });
  });

  it('leaves rows without a session unmatched until they may be recorded afterwards', async () => {
    const batch = await lab.commit(livesUpload);
    expect(batch).toMatchObject({ status: 'COMMITTED', counts: { booked: 0, unmatched: LIVES.rows } });
    expect(batch.problems[0]).toMatchObject({ row: 3, code: 'UNMATCHED' });
    expect(await lab.ledger()).toEqual({ rows: 0, sumFen: 0 });
  });

  it('books the live list to the fen and shows it on the dashboard (INV-26a, INV-27)', async () => {
    const batch = await lab.commit(livesUpload, { recordMissingSessions: true });
    expect(batch).toMatchObject({
      status: 'COMMITTED',
      counts: { booked: LIVES.rows, unmatched: 0, refused: 0 },
      progress: { jobStatus: 'DONE' },
    });
    const dashboard = await lab.dashboard();
    expect(dashboard.totals).toMatchObject({
      gmvPaidFen: String(LIVES.gmvFen),
      refundFen: String(LIVES.refundFen),
      netFen: String(LIVES.gmvFen - LIVES.refundFen),
      unitsSold: LIVES.units,
      orders: { sessionGrain: LIVES.orders, orderGrain: 0, skuGrain: 0 },
      peakOnline: LIVES.peakOnlineMax,
      sessionsHeld: LIVES.rows,
      sessionsReported: LIVES.rows,
    });
    expect(dashboard).toMatchObject({
      isCatchingUp: false,
      previous: { from: '2026-09-01', to: '2026-09-30', totals: { gmvPaidFen: '0' } },
    });
  });

  it('puts each live on the day it started, over midnight too (INV-26a)', async () => {
    const { days } = await lab.dashboard();
    expect(days.map((day) => [day.day, day.gmvPaidFen])).toEqual(
      LIVES.sessions.map((session) => [session.start.slice(0, 10), String(session.gmvFen)]),
    );
  });

  it('sums hosts and products, 未分配 included, to the park (INV-36)', async () => {
    const dashboard = await lab.dashboard();
    const sum = (rows: { gmvPaidFen: string }[]) => rows.reduce((total, row) => total + BigInt(row.gmvPaidFen), 0n).toString();
    expect(sum(dashboard.streamers)).toBe(dashboard.totals.gmvPaidFen);
    expect(sum(dashboard.products)).toBe(dashboard.totals.gmvPaidFen);
    expect(dashboard.streamers.map((row) => row.name).sort()).toEqual(['小滴姐', '村播老王', '金铁村小李'].sort());
    expect(dashboard.products).toMatchObject([{ memberId: null }]);
  });

  it('adds nothing when the same file is uploaded again (INV-34)', async () => {
    const before = await lab.ledger();
    const batch = await lab.commit(await lab.upload('douyin-lives-2026-10.xlsx'), { recordMissingSessions: true });
    expect(batch.counts).toMatchObject({ booked: 0, duplicates: LIVES.rows });
    expect(await lab.ledger()).toEqual(before);
    expect((await lab.dashboard()).totals.sessionsHeld).toBe(LIVES.rows);
  });

  it('keeps order lines as observations while the session is booked at another grain (INV-34)', async () => {
    const before = await lab.ledger();
    const upload = await lab.upload('orders-one-session.xlsx');
    const { importPreview } = await app.ask<{ importPreview: { lives: object[]; unmatchedRows: number[] } }>(
      lab.operator,
      `query ($id: ID!) { importPreview(uploadId: $id) { unmatchedRows lives { liveExportId placing isGrainSwitchNeeded grainOfRecord ledgerSaleFen fileSaleFen fileRefundFen rowCount } } }`,
      { id: upload },
    );
    expect(importPreview.lives).toContainEqual({
      liveExportId: ORDERS.liveId,
      placing: 'MATCHED',
      isGrainSwitchNeeded: true,
      grainOfRecord: 'SESSION',
      ledgerSaleFen: String(LIVES.sessions[0]!.gmvFen),
      fileSaleFen: String(ORDERS.saleFen),
      fileRefundFen: String(ORDERS.refundFen),
      rowCount: ORDERS.validRows,
    });
    const batch = await lab.commit(upload);
    expect(batch.counts).toMatchObject({ booked: 0, observed: ORDERS.validRows });
    expect(batch.problems.map(({ row, code }) => ({ row, code }))).toEqual(ORDERS.badRows);
    expect(batch.droppedHeaders).toEqual(['收货人手机号']);
    expect(batch.fileFindings.map((finding) => finding.code)).toContain('TOTAL_ROW_DIFFERS');
    expect(await lab.ledger()).toEqual(before);
  });

  it("switches one session to the lines' sums and leaves all others (INV-34)", async () => {
    const before = await lab.dashboard();
    const sessionId = await sessionOf(ORDERS.liveId);
    const { switchSessionGrain } = await app.ask<{ switchSessionGrain: { userErrors: unknown[] } }>(
      lab.secretary,
      `mutation ($input: SwitchSessionGrainInput!) { switchSessionGrain(input: $input) { userErrors { code message } sessionSales { grainOfRecord } } }`,
      { input: { sessionId, toGrain: 'SKU', reason: '以订单明细为准', idempotencyKey: lab.key() } },
    );
    expect(switchSessionGrain).toEqual({ userErrors: [], sessionSales: { grainOfRecord: 'SKU' } });
    await app.drainJobs();
    const { sessionSales } = await app.ask<{ sessionSales: object }>(
      lab.operator,
      `query ($id: ID!) { sessionSales(sessionId: $id) { gmvPaidFen refundFen unitsSold grainOfRecord isFinal } }`,
      { id: sessionId },
    );
    expect(sessionSales).toMatchObject({
      gmvPaidFen: String(ORDERS.saleFen),
      refundFen: String(ORDERS.refundFen),
      unitsSold: ORDERS.units,
      grainOfRecord: 'SKU',
    });
    const after = await lab.dashboard();
    const first = LIVES.sessions[0]!;
    expect(after.totals.gmvPaidFen).toBe(String(LIVES.gmvFen - first.gmvFen + ORDERS.saleFen));
    expect(after.totals.refundFen).toBe(String(LIVES.refundFen - first.refundFen + ORDERS.refundFen));
    expect(after.days.slice(1).map((day) => day.gmvPaidFen)).toEqual(
      before.days
        .slice(1)
        .map((day) => day.gmvPaidFen)
        .concat([])
        .slice(0, after.days.length - 1),
    );
  });

  it('adds nothing for the same lines in a GBK file with other columns (INV-34)', async () => {
    const before = await lab.ledger();
    const batch = await lab.commit(await lab.upload('orders-one-session-gbk.csv'));
    expect(batch.counts).toMatchObject({ booked: 0, duplicates: ORDERS.validRows });
    expect(batch.problems.map((problem) => problem.code)).toEqual(ORDERS.badRows.map((row) => row.code));
    expect(await lab.ledger()).toEqual(before);
  });

  it('asks for the account when the file names none, then books amounts given in fen', async () => {
    const upload = await lab.upload('channels-lives.csv');
    const { commitImport } = await app.ask<{ commitImport: { userErrors: { code: string; message: string }[] } }>(
      lab.operator,
      `mutation ($input: CommitImportInput!) { commitImport(input: $input) { userErrors { code message field } } }`,
      { input: { uploadId: upload, recordMissingSessions: true, idempotencyKey: lab.key() } },
    );
    expect(commitImport.userErrors).toMatchObject([{ code: 'IMPORT_NEEDS_ACCOUNT', field: ['input', 'accountId'] }]);
    const before = await lab.dashboard();
    await lab.commit(upload, {
      accountId: lab.accountIds['滴道视频号'],
      hostStreamerIds: [lab.streamerIds['小滴姐']],
      recordMissingSessions: true,
    });
    const after = await lab.dashboard();
    expect(BigInt(after.totals.gmvPaidFen) - BigInt(before.totals.gmvPaidFen)).toBe(BigInt(CHANNELS.gmvFen));
    expect(BigInt(after.totals.refundFen) - BigInt(before.totals.refundFen)).toBe(BigInt(CHANNELS.refundFen));
  });

  it('takes a whole import back and can bring it in again (INV-30)', async () => {
    const before = await lab.dashboard();
    const { importBatches } = await app.ask<{ importBatches: { nodes: { id: string; version: number; fileName: string }[] } }>(
      lab.secretary,
      `{ importBatches(first: 100) { nodes { id version fileName counts { booked } } } }`,
    );
    const channels = importBatches.nodes.find((batch) => batch.fileName === 'channels-lives.csv')!;
    const reverse = (id: string, expectedVersion: number) =>
      app.ask<{ reverseImportBatch: { userErrors: { code: string }[] } }>(
        lab.secretary,
        `mutation ($input: ReverseImportBatchInput!) { reverseImportBatch(input: $input) { userErrors { code message } importBatch { status } } }`,
        { input: { batchId: id, expectedVersion, reason: '账号选错了' } },
      );
    expect((await reverse(channels.id, channels.version)).reverseImportBatch.userErrors).toEqual([]);
    await app.drainJobs();
    expect(await lab.batch(channels.id)).toMatchObject({ status: 'REVERSED', progress: { lastError: null } });
    const reversed = await lab.dashboard();
    expect(BigInt(before.totals.gmvPaidFen) - BigInt(reversed.totals.gmvPaidFen)).toBe(BigInt(CHANNELS.gmvFen));
    expect(before.totals.sessionsHeld - reversed.totals.sessionsHeld).toBe(CHANNELS.rows);
    await lab.commit(await lab.upload('channels-lives.csv'), {
      accountId: lab.accountIds['滴道视频号'],
      hostStreamerIds: [lab.streamerIds['小滴姐']],
      recordMissingSessions: true,
    });
    expect((await lab.dashboard()).totals).toEqual(before.totals);
  });

  it('stores nothing about buyers anywhere (PR-6)', async () => {
    const tables = await tablesWithText();
    for (const table of tables) {
      const rows = await app.dataSource.query<Record<string, unknown>[]>(`SELECT * FROM ${table}`);
      expect(JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('13846771727');
    }
  });

  async function sessionOf(liveExportId: string): Promise<string> {
    const [row] = await app.dataSource.query<{ sessionId: string }[]>(
      'SELECT sessionId FROM session_live WHERE parkId = ? AND liveExportId = ?',
      [lab.parkId, liveExportId],
    );
    return row!.sessionId;
  }

  async function tablesWithText(): Promise<string[]> {
    return app.dataSource.entityMetadatas.map((entity) => entity.tableName);
  }
});
