import { EXPECTED, OCTOBER } from '../sales/sales-lab.js';
import { KilledImport, SEPTEMBER } from './killed-import.js';
import { BUILD_MAX_MS, ensureBuilt, OwnRedis, until } from './program.js';
import { Site } from './site.js';

const TEST_MAX_MS = 200_000;
const CAUGHT_UP_WITHIN_MS = 60_000;
const NOTICED_WITHIN_MS = 10_000;
const END_MAX_MS = 10_000;
const LIVES = EXPECTED['douyin-lives-2026-10.xlsx'];
const ORDERS = EXPECTED['orders-one-session.xlsx'];
const CHANNELS = EXPECTED['channels-lives.csv'];
const AUGUST = { from: '2026-08-01', to: '2026-08-31' };

const suite = process.env.DATABASE_URL && process.env.REDIS_URL ? describe : describe.skip;

/* One installation for all: each promise is proved on what the one before left. */
suite('API and worker processes on a database server and Redis', () => {
  let redis: OwnRedis;
  let site: Site;
  let killed: KilledImport;
  beforeAll(async () => {
    ensureBuilt();
    redis = await OwnRedis.start();
    site = await Site.open(redis.url);
    killed = await KilledImport.prepare(site);
  }, BUILD_MAX_MS);
  afterAll(async () => {
    await site?.close();
    await redis?.close();
  });

  it(
    'end imports in the same numbers, each row once, when worker, API and worker are killed in the middle (INV-34, P-JOB-4)',
    async () => {
      const { lab, file } = killed;
      const lives = await lab.upload('douyin-lives-2026-10.xlsx');
      await killed.begin();
      await lab.beginCommit(lives, { recordMissingSessions: true });
      await killed.killInTheMiddle(site.worker!);
      await killed.killInTheMiddle(site.api);
      await killed.killInTheMiddle(site.worker!);
      const batch = await killed.finished();
      process.stdout.write(`killed at ${JSON.stringify(killed.kills)} of ${file.lines}\n`);
      expect(batch).toMatchObject({ status: 'COMMITTED', counts: { booked: file.lines, duplicates: 0, refused: 0, pending: 0 } });
      expect(await killed.entries()).toEqual(killed.expectedEntries);
      expect(await lab.dashboard(SEPTEMBER)).toMatchObject({
        totals: { gmvPaidFen: String(file.saleFen), refundFen: String(file.refundFen), unitsSold: file.units },
        isCatchingUp: false,
      });
      expect(await lab.batch(lives)).toMatchObject({ status: 'COMMITTED', counts: { booked: LIVES.rows, unmatched: 0, pending: 0 } });
      expect((await lab.dashboard()).totals).toMatchObject({
        gmvPaidFen: String(LIVES.gmvFen),
        refundFen: String(LIVES.refundFen),
        unitsSold: LIVES.units,
        peakOnline: LIVES.peakOnlineMax,
        sessionsHeld: LIVES.rows,
      });
      const { ledger, rollups } = await killed.days();
      expect(rollups).toEqual(ledger);
    },
    TEST_MAX_MS,
  );

  it(
    'bring in the other sample files with the numbers of one process, and nothing twice (INV-34)',
    async () => {
      const { lab } = killed;
      const orders = await lab.commit(await lab.upload('orders-one-session.xlsx'), { switchGrain: true });
      expect(orders).toMatchObject({ status: 'COMMITTED', counts: { booked: ORDERS.validRows } });
      expect(orders.problems.map(({ row, code }) => ({ row, code }))).toEqual(ORDERS.badRows);
      expect((await lab.commit(await lab.upload('orders-one-session-gbk.csv'))).counts).toMatchObject({
        booked: 0,
        duplicates: ORDERS.validRows,
      });
      expect((await lab.commit(await lab.upload('douyin-lives-2026-10.xlsx'), { recordMissingSessions: true })).counts.booked).toBe(0);
      await lab.commit(await lab.upload('channels-lives.csv'), { accountId: lab.accountIds['滴道视频号'], recordMissingSessions: true });
      const first = LIVES.sessions[0]!;
      expect((await lab.dashboard(OCTOBER)).totals).toMatchObject({
        gmvPaidFen: String(LIVES.gmvFen - first.gmvFen + ORDERS.saleFen + CHANNELS.gmvFen),
        refundFen: String(LIVES.refundFen - first.refundFen + ORDERS.refundFen + CHANNELS.refundFen),
        sessionsHeld: LIVES.rows + CHANNELS.rows,
      });
      const { ledger, rollups } = await killed.days();
      expect(rollups).toEqual(ledger);
    },
    TEST_MAX_MS,
  );

  it(
    'answer and accept writes while Redis is killed, and catch up within 60 s when it is back empty (P-JOB-13, P-JOB-14)',
    async () => {
      const { lab } = killed;
      const before = await lab.dashboard(OCTOBER);
      await site.worker!.terminate();
      await recordSale('2026-08-02', '20000000');
      await until(
        'its jobs lie in Redis',
        NOTICED_WITHIN_MS,
        async () => (await openJobs('SENT')) > 0 && (await openJobs('WAITING')) === 0,
      );
      await redis.kill();
      site.worker!.start();
      await until('health says degraded', NOTICED_WITHIN_MS, async () => (await site.health()).status === 'degraded');
      expect(await site.health()).toEqual({ code: 200, status: 'degraded' });
      expect((await lab.dashboard(OCTOBER)).totals).toEqual(before.totals);
      await recordSale('2026-08-03', '123456');
      await recordSale('2026-08-04', '1');
      const reversed = await reverseChannels();
      expect(reversed).toEqual([]);
      expect(await lab.dashboard(AUGUST)).toMatchObject({ totals: { gmvPaidFen: '0' }, isCatchingUp: true });
      await redis.start();
      const startedAt = Date.now();
      await site.drainJobs(CAUGHT_UP_WITHIN_MS);
      process.stdout.write(`caught up ${Date.now() - startedAt} ms after Redis was back\n`);
      expect(await lab.dashboard(AUGUST)).toMatchObject({ totals: { gmvPaidFen: '20123457', sessionsReported: 3 }, isCatchingUp: false });
      const october = (await lab.dashboard(OCTOBER)).totals;
      expect(BigInt(before.totals.gmvPaidFen) - BigInt(october.gmvPaidFen)).toBe(BigInt(CHANNELS.gmvFen));
      const { ledger, rollups } = await killed.days();
      expect(rollups).toEqual(ledger);
      await until('health says ok', NOTICED_WITHIN_MS, async () => (await site.health()).status === 'ok');
    },
    TEST_MAX_MS,
  );

  it(
    'end in order within 10 s of SIGTERM while Redis is down (P-JOB-14)',
    async () => {
      await redis.kill();
      await until('health says degraded', NOTICED_WITHIN_MS, async () => (await site.health()).status === 'degraded');
      await recordSale('2026-08-05', '7');
      const ends = await Promise.all([site.api.terminate(), site.worker!.terminate()]);
      process.stdout.write(`ended after ${ends.map((end) => Math.round(end.milliseconds)).join(' and ')} ms\n`);
      for (const end of ends) {
        expect(end.code).toBe(0);
        expect(end.milliseconds).toBeLessThan(END_MAX_MS);
      }
    },
    TEST_MAX_MS,
  );

  /** Jobs of sales in a status. */
  async function openJobs(status: string): Promise<number> {
    return (await site.rows(`SELECT id FROM job WHERE status = ? AND name LIKE 'sales.%'`, [status])).length;
  }

  /** A session of the day, recorded afterwards, with one sale by hand. */
  async function recordSale(day: string, amountFen: string): Promise<void> {
    const sessionId = await killed.recordPastSession(`${day}T09:00:00+08:00`, `${day}T10:00:00+08:00`);
    const entries = [{ kind: 'SALE', amountFen, quantity: 1, occurredOn: day }];
    await killed.mutate('recordSales', 'RecordSalesInput', { sessionId, entries, idempotencyKey: killed.lab.key() }, '__typename');
  }

  /** Takes the import of the Channels file back and returns what was refused. */
  async function reverseChannels(): Promise<unknown[]> {
    const { importBatches } = await site.ask<{ importBatches: { nodes: { id: string; version: number; fileName: string }[] } }>(
      killed.lab.secretary,
      '{ importBatches(first: 100) { nodes { id version fileName } } }',
    );
    const { id, version } = importBatches.nodes.find((batch) => batch.fileName === 'channels-lives.csv')!;
    const { reverseImportBatch } = await site.ask<{ reverseImportBatch: { userErrors: unknown[] } }>(
      killed.lab.secretary,
      'mutation ($input: ReverseImportBatchInput!) { reverseImportBatch(input: $input) { userErrors { code message } } }',
      { input: { batchId: id, expectedVersion: version, reason: '账号选错了' } },
    );
    return reverseImportBatch.userErrors;
  }
});
