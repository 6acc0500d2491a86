import { TestApp } from '../support/test-app.js';
import { linesFile, livesFile } from './exports.js';
import { ACCOUNT, EVENING, LiveDesk } from './live-desk.js';
import type { SalesLab } from './sales-lab.js';

describe('imports of the same live, one after the other', () => {
  let app: TestApp;
  let desk: LiveDesk;
  let lab: SalesLab;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    desk = await LiveDesk.open(app);
    lab = desk.lab;
  });
  afterAll(() => app.close());

  it('books kept lines when the import of the other grain was taken back (INV-34)', async () => {
    const totals = await desk.importTotals(100_00);
    const line = desk.anOrder(90_00);
    expect((await desk.importLines([line])).counts).toMatchObject({ observed: 1 });
    await desk.takeBack(totals);
    expect(await sums()).toMatchObject({ grainOfRecord: null, gmvPaidFen: '0' });
    const again = await desk.importLines([line, desk.anOrder(5_00)]);
    expect(again.counts).toMatchObject({ booked: 1, duplicates: 1 });
    expect(await sums()).toMatchObject({ grainOfRecord: 'SKU', gmvPaidFen: '9500' });
    await desk.takeBack(again);
    expect(await sums()).toMatchObject({ grainOfRecord: null, gmvPaidFen: '0' });
  });

  it('takes back lines that a switch by hand booked, and books them once when they come again (INV-34)', async () => {
    await desk.importTotals(100_00);
    const line = desk.anOrder(90_00);
    const lines = await desk.importLines([line]);
    await desk.switchGrain('SKU');
    expect(await sums()).toMatchObject({ gmvPaidFen: '9000' });
    await desk.takeBack(lines);
    expect(await sums()).toMatchObject({ gmvPaidFen: '0' });
    await desk.importLines([line]);
    expect(await sums()).toMatchObject({ gmvPaidFen: '9000' });
  });

  it('takes back the totals after the import that had switched the grain was taken back, and counts them once when they come again (INV-34)', async () => {
    const totals = await desk.importTotals(100_00);
    const lines = await desk.importLines([desk.anOrder(70_00)], { switchGrain: true });
    expect(await sums()).toMatchObject({ grainOfRecord: 'SKU', gmvPaidFen: '7000' });
    await desk.takeBack(lines);
    expect(await sums()).toMatchObject({ grainOfRecord: 'SESSION', gmvPaidFen: '10000' });
    await desk.takeBack(await lab.batch(totals.id));
    expect((await lab.dashboard()).totals).toMatchObject({ gmvPaidFen: '0', sessionsHeld: 0 });
    await desk.importTotals(100_00);
    expect(await sums()).toMatchObject({ grainOfRecord: 'SESSION', gmvPaidFen: '10000' });
  });

  it('restores what stood before the batch when the batch changed a line twice (INV-30)', async () => {
    await desk.importTotals(0, 'lives only');
    const order = desk.anOrder(50_00);
    await desk.importLines([order], { switchGrain: true });
    const changed = await desk.importLines([{ ...order, saleFen: 60_00, refundFen: 10_00 }]);
    expect(changed.counts).toMatchObject({ correctionsProposed: 1 });
    expect(await sums()).toMatchObject({ gmvPaidFen: '5000', refundFen: '1000' });
    expect((await lab.commit(changed.id, { acceptCorrections: true })).counts).toMatchObject({ corrected: 1 });
    expect(await sums()).toMatchObject({ gmvPaidFen: '6000', refundFen: '1000' });
    await desk.takeBack(await lab.batch(changed.id));
    expect(await sums()).toMatchObject({ gmvPaidFen: '5000', refundFen: '0' });
    await desk.importLines([{ ...order, saleFen: 60_00, refundFen: 10_00 }], { acceptCorrections: true });
    expect(await sums()).toMatchObject({ gmvPaidFen: '6000', refundFen: '1000' });
  });

  it('asks which batch was committed later, not which was uploaded later (INV-30)', async () => {
    await desk.importTotals(0, 'lives only');
    const order = desk.anOrder(50_00);
    const uploadedFirst = await desk.upload(linesFile([{ ...order, saleFen: 70_00 }]), 'corrected.csv');
    const first = await desk.importLines([order], { switchGrain: true });
    const second = await lab.commit(uploadedFirst, { acceptCorrections: true });
    expect(second.counts).toMatchObject({ corrected: 1 });
    expect(await desk.reverse(first)).toEqual(['IMPORT_HAS_LATER_CHANGES']);
    await desk.takeBack(second);
    expect(await sums()).toMatchObject({ gmvPaidFen: '5000' });
    await desk.takeBack(await lab.batch(first.id));
    expect(await sums()).toMatchObject({ gmvPaidFen: '0' });
  });

  it('names a refund of an order that a person reversed, and goes on with the file (INV-31)', async () => {
    await desk.importTotals(0, 'lives only');
    const order = desk.anOrder(50_00);
    await desk.importLines([order], { switchGrain: true });
    await reverseEntry();
    const next = await desk.importLines([{ ...order, refundFen: 50_00 }, desk.anOrder(8_00)]);
    expect(next).toMatchObject({ status: 'COMMITTED', counts: { booked: 1, refused: 1 } });
    expect(next.problems).toMatchObject([{ row: 2, code: 'REFUND_EXCEEDS_SALE' }]);
    expect(await sums()).toMatchObject({ gmvPaidFen: '800', refundFen: '0' });
  });

  it('leaves alone the lines of another batch when one with only duplicates is taken back (INV-34)', async () => {
    await desk.importTotals(100_00);
    const same = await desk.importTotals(100_00);
    expect(same.counts).toMatchObject({ booked: 0, duplicates: 1 });
    await desk.takeBack(same);
    expect(await sums()).toMatchObject({ grainOfRecord: 'SESSION', gmvPaidFen: '10000' });
    expect((await desk.importTotals(100_00)).counts).toMatchObject({ duplicates: 1 });
  });

  it('counts the views of every live of a session, and none of an import that was taken back (INV-37)', async () => {
    const first = { id: desk.live, startAt: '2026-10-05 20:00:00', endAt: '2026-10-05 21:00:00', saleFen: 1_00, views: 30 };
    await lab.commit(await desk.upload(livesFile(ACCOUNT, [{ ...first, endAt: EVENING.endAt }]), 'one.csv'), {
      recordMissingSessions: true,
    });
    const second = { id: `${desk.live}2`, startAt: '2026-10-05 21:00:00', endAt: EVENING.endAt, saleFen: 2_00, views: 12 };
    const later = { id: `${desk.live}3`, startAt: '2026-10-06 20:00:00', endAt: '2026-10-06 21:00:00', saleFen: 4_00, views: 5 };
    const batch = await lab.commit(await desk.upload(livesFile(ACCOUNT, [second, later]), 'two.csv'));
    expect(batch.counts).toMatchObject({ booked: 1, unmatched: 1 });
    await attach(later.id);
    const whole = await lab.commit(batch.id);
    expect(whole.counts).toMatchObject({ booked: 2, unmatched: 0 });
    expect((await lab.dashboard()).totals).toMatchObject({ gmvPaidFen: '700', views: '47', sessionsHeld: 1 });
    await desk.takeBack(whole);
    expect((await lab.dashboard()).totals).toMatchObject({ gmvPaidFen: '100', views: '30' });
  });

  it('records every step of a job in the name of the one who asked for it', async () => {
    const totals = await desk.importTotals(100_00);
    await desk.importLines([desk.anOrder(90_00)], { switchGrain: true });
    const acts = await app.dataSource.query<{ action: string; actorId: string }[]>(
      `SELECT action, actorId FROM audit_entry WHERE scopeId = ? AND action IN ('commitImport', 'finishImport', 'switchSessionGrain') ORDER BY id`,
      [lab.parkId],
    );
    expect(acts.map((act) => act.action)).toEqual(['commitImport', 'finishImport', 'commitImport', 'switchSessionGrain', 'finishImport']);
    expect(new Set(acts.map((act) => act.actorId)).size).toBe(1);
    expect(await desk.reverse(totals)).toEqual(['IMPORT_HAS_LATER_CHANGES']);
  });

  async function sums(): Promise<object> {
    const { sessionSales } = await app.ask<{ sessionSales: object }>(
      lab.operator,
      `query ($id: ID!) { sessionSales(sessionId: $id) { gmvPaidFen refundFen grainOfRecord } }`,
      { id: await desk.sessionId() },
    );
    return sessionSales;
  }

  async function reverseEntry(): Promise<void> {
    const { salesEntries } = await app.ask<{ salesEntries: { nodes: { id: string; kind: string; amountFen: string }[] } }>(
      lab.secretary,
      `query ($id: ID!) { salesEntries(sessionId: $id, first: 100) { nodes { id kind amountFen } } }`,
      { id: await desk.sessionId() },
    );
    const { reverseSalesEntry } = await app.ask<{ reverseSalesEntry: { userErrors: unknown[] } }>(
      lab.secretary,
      `mutation ($input: ReverseSalesEntryInput!) { reverseSalesEntry(input: $input) { userErrors { code message } } }`,
      { input: { entryId: salesEntries.nodes[0]!.id, reason: '重复下单', idempotencyKey: lab.key() } },
    );
    expect(reverseSalesEntry.userErrors).toEqual([]);
    await app.drainJobs();
  }

  async function attach(liveExportId: string): Promise<void> {
    const { attachLive } = await app.ask<{ attachLive: { userErrors: unknown[] } }>(
      lab.operator,
      `mutation ($input: AttachLiveInput!) { attachLive(input: $input) { userErrors { code message } } }`,
      { input: { sessionId: await desk.sessionId(), platform: 'DOUYIN', liveExportId } },
    );
    expect(attachLive.userErrors).toEqual([]);
  }
});
