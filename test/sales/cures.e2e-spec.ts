import { TestApp } from '../support/test-app.js';
import { livesFile } from './exports.js';
import { ACCOUNT, EVENING, LiveDesk } from './live-desk.js';

interface Told {
  code: string;
  message: string;
  cure: string;
}

describe('what a refusal about sales says, and what it tells to do', () => {
  let app: TestApp;
  let desk: LiveDesk;
  let sessionId: string;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    desk = await LiveDesk.open(app);
    sessionId = await pastSession();
  });
  afterAll(() => app.close());

  it.each([
    ['zh', '请先冲销或更正这笔订单的退款', '销售额最多还能减少 500 分'],
    ['en', 'reverse or correct the refunds of the order first', 'lowered by at most 500 fen'],
  ])('names the refunds that stand against a correction of their order, and helps when it is followed (%s, INV-31)', async (...said) => {
    const [language, ...cures] = said;
    expect(await record([order('SALE', 3_000), order('REFUND', 2_500)])).toEqual([]);
    const [refused] = await correct('SALE', { amountFen: '-501' }, language);
    expect(refused!.code).toBe('REFUND_EXCEEDS_SALE');
    for (const cure of cures) expect(refused!.cure).toContain(cure);
    expect(await correct('SALE', { amountFen: '-500' })).toEqual([]);
    expect(await reverse('REFUND')).toEqual([]);
    expect(await correct('SALE', { amountFen: '-500' })).toEqual([]);
  });

  it('does not speak of refunds where there are none (INV-30)', async () => {
    expect(await record([order('SALE', 3_000)])).toEqual([]);
    expect(await correct('SALE', { amountFen: '-3001' })).toMatchObject([
      { code: 'FIGURES_BELOW_ZERO', message: '这样一来,成交金额会变成负数。', cure: expect.stringContaining('填写的是差额') as string },
    ]);
    expect(await correct('SALE', { amountFen: '-1000' })).toEqual([]);
    expect(await reverse('SALE')).toMatchObject([
      { code: 'FIGURES_BELOW_ZERO', cure: '之后的更正以它为依据:请先冲销这个场次里数额为负的更正,再冲销它。' },
    ]);
  });

  it('names the figures that would fall below zero, and how a refund is corrected (INV-30)', async () => {
    expect(await record([{ ...total('SALE', 3_000), quantity: 2, orderCount: 1 }, total('REFUND', 100)])).toEqual([]);
    expect(await correct('SALE', { amountFen: '-3001', quantity: -3, orderCount: -1 })).toMatchObject([
      { code: 'FIGURES_BELOW_ZERO', message: '这样一来,成交金额、件数会变成负数。' },
    ]);
    expect(await correct('REFUND', { amountFen: '101' })).toMatchObject([
      { code: 'FIGURES_BELOW_ZERO', message: '这样一来,退款会变成负数。', cure: expect.stringContaining('正的差额使退款减少') as string },
    ]);
    expect(await correct('REFUND', { amountFen: '100' })).toEqual([]);
  });

  it('says what gives entries their grain, and what can be recorded instead (INV-34)', async () => {
    expect(await record([total('SALE', 3_000)])).toEqual([]);
    const [toTotals] = await record([order('SALE', 100)]);
    expect(toTotals).toMatchObject({ code: 'GRAIN_DIFFERS', message: expect.stringContaining('带有订单号 (orderRef)') as string });
    expect(toTotals!.cure).toContain('请去掉各条的订单号');
    expect(await reverse('SALE')).toEqual([]);
    expect(await record([order('SALE', 100)])).toEqual([]);
    const [toOrders] = await record([total('SALE', 100)]);
    expect(toOrders!.message).toContain('没有订单号 (orderRef)');
    expect(toOrders!.cure).toContain('请填写订单号');
    await desk.importTotals(1_00);
    sessionId = await desk.sessionId();
    await desk.importLines([desk.anOrder(50_00)], { switchGrain: true });
    const [toLines] = await record([order('SALE', 100)]);
    expect(toLines!.message).toContain('本场按“子订单(商品行)”入账');
    expect(toLines!.cure).toContain('correctSalesEntry');
  });

  it('says of a session that was withdrawn that it was not held, and not that it has still to end', async () => {
    const batch = await desk.lab.commit(
      await desk.upload(livesFile(ACCOUNT, [{ id: `${desk.live}1`, ...tomorrow(), saleFen: 100 }]), 'other.csv'),
      { recordMissingSessions: true },
    );
    sessionId = await newestSession();
    await desk.takeBack(batch);
    expect(await record([total('SALE', 1)])).toMatchObject([
      { code: 'SESSION_NOT_HELD', message: expect.stringContaining('没有播出') as string, cure: expect.stringContaining('补录') as string },
    ]);
  });

  const order = (kind: string, amountFen: number) => ({ ...total(kind, amountFen), basis: null, orderRef: '4900009' });
  const total = (kind: string, amountFen: number) => ({ kind, amountFen: String(amountFen), occurredOn: '2026-10-07', basis: '平台汇总' });
  const tomorrow = () => ({ startAt: EVENING.startAt.replace('-05', '-06'), endAt: EVENING.endAt.replace('-05', '-06') });

  function record(entries: object[]): Promise<Told[]> {
    const input = { sessionId, entries, idempotencyKey: desk.lab.key() };
    return send('recordSales', 'RecordSalesInput', input);
  }

  async function correct(kind: string, change: object, language = 'zh'): Promise<Told[]> {
    const input = { entryId: await standing(kind), reason: '核对', idempotencyKey: desk.lab.key(), ...change };
    return send('correctSalesEntry', 'CorrectSalesEntryInput', input, language);
  }

  async function reverse(kind: string): Promise<Told[]> {
    return send('reverseSalesEntry', 'ReverseSalesEntryInput', {
      entryId: await standing(kind),
      reason: '冲销',
      idempotencyKey: desk.lab.key(),
    });
  }

  /** The newest entry of the kind. */
  async function standing(kind: string): Promise<string> {
    const { salesEntries } = await app.ask<{ salesEntries: { nodes: { id: string; kind: string }[] } }>(
      desk.lab.secretary,
      'query ($id: ID!) { salesEntries(sessionId: $id, first: 100) { nodes { id kind } } }',
      { id: sessionId },
    );
    return salesEntries.nodes.find((entry) => entry.kind === kind)!.id;
  }

  async function pastSession(): Promise<string> {
    const { recordPastSession } = await app.ask<{ recordPastSession: { session: { id: string } } }>(
      desk.lab.operator,
      'mutation ($input: RecordPastSessionInput!) { recordPastSession(input: $input) { session { id } userErrors { code } } }',
      {
        input: {
          ...{ parkId: desk.lab.parkId, title: '补录的一场', type: 'COMMERCE', accountId: desk.lab.accountIds[ACCOUNT] },
          ...{ actualStartAt: '2026-10-04T12:00:00Z', actualEndAt: '2026-10-04T13:00:00Z', streamerIds: [], isFarmAid: false },
          ...{ beneficiaries: [], productIds: [], reason: '补录', idempotencyKey: desk.lab.key() },
        },
      },
    );
    return recordPastSession.session.id;
  }

  async function newestSession(): Promise<string> {
    const [row] = await app.dataSource.query<{ id: string }[]>(
      'SELECT id FROM broadcast_session WHERE parkId = ? ORDER BY id DESC LIMIT 1',
      [desk.lab.parkId],
    );
    return row!.id;
  }

  async function send(verb: string, type: string, input: object, language = 'zh'): Promise<Told[]> {
    const answer = await app.ask<Record<string, { userErrors: Told[] }>>(
      desk.lab.secretary,
      `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code message cure } } }`,
      { input },
      { 'accept-language': language },
    );
    await app.drainJobs();
    return answer[verb]!.userErrors;
  }
});
