import { givenBeneficiary } from '../support/parks.js';
import { countStatements } from '../support/statement-counter.js';
import { TestApp } from '../support/test-app.js';
import { livesFile } from './exports.js';
import { SalesLab } from './sales-lab.js';

const LIVE = '7100000000000000001';
const RECORD_SALES = 'mutation ($input: RecordSalesInput!) { recordSales(input: $input) { userErrors { code } } }';
const ACCOUNT = '金铁村助农';

describe('people and files at work on one session', () => {
  let app: TestApp;
  let lab: SalesLab;
  let sessionId: string;
  let batchId: string;
  beforeAll(async () => {
    app = await TestApp.start();
    lab = await SalesLab.open(app);
    const file = livesFile(ACCOUNT, [{ id: LIVE, startAt: '2026-10-05 20:00:00', endAt: '2026-10-05 22:00:00', saleFen: 50_00 }]);
    const { body } = (await lab.post(file, 'lives.csv')) as { body: { uploadId: string } };
    batchId = (await lab.commit(body.uploadId, { recordMissingSessions: true })).id;
    const [row] = await app.dataSource.query<{ id: string }[]>('SELECT id FROM broadcast_session WHERE parkId = ?', [lab.parkId]);
    sessionId = row!.id;
  });
  afterAll(() => app.close());

  it('takes an import back whose session is CLOSED and leaves it closed (INV-30)', async () => {
    await setStatus('CLOSED');
    const { version } = await lab.batch(batchId);
    const input = { batchId, expectedVersion: version, reason: '导错文件' };
    expect(await send('reverseImportBatch', 'ReverseImportBatchInput', input, lab.secretary)).toEqual([]);
    expect(await lab.batch(batchId)).toMatchObject({ status: 'REVERSED', progress: { jobStatus: 'DONE' } });
    expect((await lab.ledger()).sumFen).toBe(0);
    expect(await status()).toBe('CLOSED');
    await setStatus('ENDED');
  });

  it('may be recorded at another grain once the only entry is reversed (INV-34)', async () => {
    expect(await record({})).toEqual([]);
    expect(await status()).toBe('TALLIED');
    expect(await record({ orderRef: '4900001' })).toEqual(['GRAIN_DIFFERS']);
    await reverseNewest();
    expect(await status()).toBe('ENDED');
    expect(await record({ orderRef: '4900001' })).toEqual([]);
    expect((await lab.ledger()).sumFen).toBe(30_00);
  });

  it('attaches a live only to a session that was held', async () => {
    await setStatus('CANCELLED');
    const input = { sessionId, platform: 'DOUYIN', liveExportId: '7100000000000000002' };
    expect(await send('attachLive', 'AttachLiveInput', input, lab.operator)).toEqual(['SESSION_NOT_HELD']);
    await setStatus('TALLIED');
    expect(await send('attachLive', 'AttachLiveInput', input, lab.operator)).toEqual([]);
  });

  it('keeps figures above zero: no correction or reversal takes more than there is (INV-30)', async () => {
    const sale = await newestEntry();
    const correct = (change: object) =>
      send(
        'correctSalesEntry',
        'CorrectSalesEntryInput',
        { entryId: sale, reason: '核对更正', idempotencyKey: lab.key(), ...change },
        lab.secretary,
      );
    expect(await correct({ amountFen: '0' })).toEqual(['CORRECTION_EMPTY']);
    expect(await correct({ amountFen: '0', quantity: -1 })).toEqual(['FIGURES_BELOW_ZERO']);
    expect(await correct({ amountFen: '-3001' })).not.toEqual([]);
    expect(await correct({ amountFen: '-1000' })).toEqual([]);
    const reversal = { entryId: sale, reason: '整笔冲销', idempotencyKey: lab.key() };
    expect(await send('reverseSalesEntry', 'ReverseSalesEntryInput', reversal, lab.secretary)).not.toEqual([]);
    expect((await lab.ledger()).sumFen).toBe(20_00);
  });

  it('refuses a day before the session and a day that has not come (INV-27)', async () => {
    expect(await record({ orderRef: '4900002', occurredOn: '2026-10-04' })).toEqual(['OCCURRED_BEFORE_SESSION']);
    expect(await record({ orderRef: '4900002', occurredOn: '2199-01-01' })).toEqual(['OCCURRED_IN_FUTURE']);
  });

  it('books 1,000 orders in a bounded number of statements, and 1,001 not at all', async () => {
    const orders = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => order(`${prefix}${index}`, 'SALE', 100));
    const { result, statements } = await countStatements(app.dataSource, () => recordAll(orders(1_000, '51')));
    expect(result).toEqual([]);
    expect(statements.length).toBeLessThan(40);
    expect((await lab.ledger()).sumFen).toBe(20_00 + 1_000_00);
    const answer = await app.send(lab.operator, RECORD_SALES, { input: salesOf(orders(1_001, '52')) });
    expect(answer.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it('keeps the refunds of an order within its sales, inside one batch and beside earlier ones (INV-31)', async () => {
    const before = (await lab.ledger()).sumFen;
    const isolated = [order('6001', 'REFUND', 300), order('6001', 'SALE', 300), order('6002', 'SALE', 100)];
    expect(await recordAll([...isolated, order('6002', 'REFUND', 101)])).toEqual(['REFUND_EXCEEDS_SALE']);
    expect((await lab.ledger()).sumFen).toBe(before);
    expect(await recordAll(isolated)).toEqual([]);
    expect(await recordAll([order('6001', 'REFUND', 1)])).toEqual(['REFUND_EXCEEDS_SALE']);
    const halves = await Promise.all([1, 2, 3].map(() => recordAll([order('6002', 'REFUND', 50)])));
    expect(halves.flat()).toEqual(['REFUND_EXCEEDS_SALE']);
    expect((await lab.ledger()).sumFen).toBe(before);
  });

  it('refuses shares above the whole before anything is booked (INV-26)', async () => {
    const file = livesFile(ACCOUNT, [
      { id: '7100000000000000003', startAt: '2026-10-06 20:00:00', endAt: '2026-10-06 22:00:00', saleFen: 10_00 },
    ]);
    const { body } = (await lab.post(file, 'lives.csv')) as { body: { uploadId: string } };
    const share = { beneficiaryId: await givenBeneficiary(app, lab.parkId), shareBasisPoints: 6_000 };
    const input = { uploadId: body.uploadId, recordMissingSessions: true, beneficiaries: [share, share], idempotencyKey: lab.key() };
    expect(await send('commitImport', 'CommitImportInput', input, lab.operator)).toEqual(['BENEFICIARY_REPEATED', 'SHARES_EXCEED_WHOLE']);
    expect((await lab.batch(body.uploadId)).status).toBe('STAGED');
  });

  function record(order: object): Promise<string[]> {
    const entry = { kind: 'SALE', amountFen: '3000', occurredOn: '2026-10-05', ...order };
    return send('recordSales', 'RecordSalesInput', { sessionId, entries: [entry], idempotencyKey: lab.key() }, lab.operator);
  }

  function order(orderRef: string, kind: 'SALE' | 'REFUND', amountFen: number): object {
    return { kind, amountFen: String(amountFen), orderRef, occurredOn: '2026-10-05' };
  }

  function salesOf(entries: object[]): object {
    return { sessionId, entries, idempotencyKey: lab.key() };
  }

  function recordAll(entries: object[]): Promise<string[]> {
    return send('recordSales', 'RecordSalesInput', salesOf(entries), lab.operator);
  }

  async function newestEntry(): Promise<string> {
    const { salesEntries } = await app.ask<{ salesEntries: { nodes: { id: string }[] } }>(
      lab.secretary,
      `query ($id: ID!) { salesEntries(sessionId: $id, first: 1) { nodes { id } } }`,
      { id: sessionId },
    );
    return salesEntries.nodes[0]!.id;
  }

  async function reverseNewest(): Promise<void> {
    const input = { entryId: await newestEntry(), reason: '记错口径', idempotencyKey: lab.key() };
    expect(await send('reverseSalesEntry', 'ReverseSalesEntryInput', input, lab.secretary)).toEqual([]);
  }

  async function send(mutation: string, inputType: string, input: object, token: string): Promise<string[]> {
    const answer = await app.ask<Record<string, { userErrors: { code: string }[] }>>(
      token,
      `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { userErrors { code } } }`,
      { input },
    );
    await app.drainJobs();
    return answer[mutation]!.userErrors.map((error) => error.code);
  }

  async function status(): Promise<string> {
    const [row] = await app.dataSource.query<{ status: string }[]>('SELECT status FROM broadcast_session WHERE id = ?', [sessionId]);
    return row!.status;
  }

  /* Straight to the table: the way there through the API takes other people and weeks. */
  async function setStatus(value: string): Promise<void> {
    await app.dataSource.query('UPDATE broadcast_session SET status = ? WHERE id = ?', [value, sessionId]);
  }
});
