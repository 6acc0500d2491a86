import { TestApp } from '../support/test-app.js';
import { livesFile } from './exports.js';
import { ACCOUNT, EVENING, LiveDesk } from './live-desk.js';

const CODE = 'REFUND_ABOVE_SALES';

interface Payload {
  entries: { id: string }[] | null;
  findings: { code: string; message: string }[] | null;
  userErrors: { code: string }[];
}

describe('refunds of a whole session above its sales', () => {
  let app: TestApp;
  let desk: LiveDesk;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    desk = await LiveDesk.open(app);
  });
  afterAll(() => app.close());

  it('are booked from a file, and the preview, the commit and the session say so with a cure (INV-33)', async () => {
    const upload = await uploadLive(100_00, 150_00);
    const { importPreview } = await app.ask<{ importPreview: { counts: object; bookedRefundFen: string; findings: object[] } }>(
      desk.lab.operator,
      `query ($id: ID!) { importPreview(uploadId: $id, choices: { recordMissingSessions: true }) {
        counts { booked refused } bookedRefundFen findings { row column code severity message } } }`,
      { id: upload },
    );
    expect(importPreview).toMatchObject({ counts: { booked: 1, refused: 0 }, bookedRefundFen: '15000' });
    const warning = { row: 2, code: CODE, severity: 'WARNING', message: expect.stringContaining('请核对') as string };
    expect(importPreview.findings).toMatchObject([warning]);
    const batch = await desk.lab.commit(upload, { recordMissingSessions: true });
    expect(batch.counts).toMatchObject({ booked: 1, refused: 0 });
    expect(batch.problems).toEqual(importPreview.findings);
    expect((await desk.lab.dashboard()).totals).toMatchObject({ gmvPaidFen: '10000', refundFen: '15000', netFen: '-5000' });
    expect(await codesOfSession()).toEqual([CODE]);
  });

  it('are not said to be booked of a live that has no place (INV-33, INV-34)', async () => {
    const upload = await uploadLive(100_00, 150_00);
    const { importPreview } = await app.ask<{ importPreview: { findings: object[] } }>(
      desk.lab.operator,
      'query ($id: ID!) { importPreview(uploadId: $id) { findings { row column code severity message } } }',
      { id: upload },
    );
    expect(importPreview.findings).toMatchObject([{ row: 2, code: 'UNMATCHED' }]);
    expect((await desk.lab.commit(upload)).problems).toEqual(importPreview.findings);
  });

  it('are booked by hand and named in the answer, and no longer once they are within the sales again (INV-33)', async () => {
    await desk.lab.commit(await uploadLive(100_00, 0), { recordMissingSessions: true });
    const within = await refund('10000');
    expect([within.userErrors, within.findings]).toEqual([[], []]);
    const key = desk.lab.key();
    const above = await refund('1', key);
    expect(above).toMatchObject({ userErrors: [], entries: [{}], findings: [{ code: CODE }] });
    expect(await refund('1', key)).toEqual(above);
    expect(await codesOfSession()).toEqual([CODE]);
    const input = { entryId: above.entries![0]!.id, reason: '记错', idempotencyKey: desk.lab.key() };
    expect(await send('reverseSalesEntry', 'ReverseSalesEntryInput', input)).toMatchObject({ userErrors: [], findings: [] });
    expect(await codesOfSession()).toEqual([]);
  });

  it('that a correction of the sales leaves behind are named in its answer (INV-33)', async () => {
    await desk.lab.commit(await uploadLive(100_00, 90_00), { recordMissingSessions: true });
    const { salesEntries } = await app.ask<{ salesEntries: { nodes: { id: string; kind: string }[] } }>(
      desk.lab.secretary,
      'query ($id: ID!) { salesEntries(sessionId: $id, first: 10) { nodes { id kind } } }',
      { id: await desk.sessionId() },
    );
    const sale = salesEntries.nodes.find(({ kind }) => kind === 'SALE')!;
    const correct = (amountFen: string) =>
      send('correctSalesEntry', 'CorrectSalesEntryInput', { entryId: sale.id, amountFen, reason: '核对', idempotencyKey: desk.lab.key() });
    expect(await correct('-1000')).toMatchObject({ userErrors: [], findings: [] });
    expect(await correct('-1')).toMatchObject({ userErrors: [], findings: [{ code: CODE }] });
  });

  function uploadLive(saleFen: number, refundFen: number): Promise<string> {
    return desk.upload(livesFile(ACCOUNT, [{ id: desk.live, ...EVENING, saleFen, refundFen }]), 'lives.csv');
  }

  async function refund(amountFen: string, idempotencyKey = desk.lab.key()): Promise<Payload> {
    const entry = { kind: 'REFUND', amountFen, occurredOn: '2026-10-07', basis: '平台汇总' };
    return send('recordSales', 'RecordSalesInput', { sessionId: await desk.sessionId(), entries: [entry], idempotencyKey });
  }

  async function send(verb: string, type: string, input: object): Promise<Payload> {
    const answer = await app.ask<Record<string, Payload>>(
      desk.lab.secretary,
      `mutation ($input: ${type}!) { ${verb}(input: $input) { entries { id } findings { code message } userErrors { code message } } }`,
      { input },
    );
    await app.drainJobs();
    return answer[verb]!;
  }

  async function codesOfSession(): Promise<string[]> {
    const { sessionSales } = await app.ask<{ sessionSales: { findings: { code: string }[] } }>(
      desk.lab.operator,
      'query ($id: ID!) { sessionSales(sessionId: $id) { findings { code } } }',
      { id: await desk.sessionId() },
    );
    return sessionSales.findings.map(({ code }) => code);
  }
});
