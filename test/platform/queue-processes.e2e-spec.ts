/* Runs alone: its jobs become jobs of the program. */
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions } from '../../src/platform/database/transactions.js';
import { ScheduleTicker } from '../../src/platform/queue/schedule-ticker.js';
import { lab, LONG, NOTE, POISON, resetLab, TICKED } from './queue-lab.js';
import { eventually, scheduleOf, Stage, STAGE_KINDS } from './queue-stage.js';

describe.each(STAGE_KINDS)('processes with jobs by the $title', (kind) => {
  let stage: Stage;
  let node: INestApplicationContext;

  beforeEach(async () => {
    resetLab();
    stage = await Stage.open(kind);
    node = await stage.start();
  });
  afterEach(() => stage.close());

  it('loses and doubles nothing when the process is shut down in the middle of a job (P-JOB-10)', async () => {
    let steps = 0;
    lab.during = () => new Promise((resolve) => setTimeout(resolve, 30)).then(() => void steps++);
    const id = await stage.enqueue(node, LONG, { payload: { steps: 20 } });
    await eventually(() => steps >= 3);
    const startedAt = Date.now();
    await stage.stop(node);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    node = await stage.start();
    await stage.idle(node);
    expect(await stage.entries(node)).toHaveLength(21);
    expect(new Set(await stage.entries(node)).size).toBe(21);
    expect(await stage.job(node, id)).toMatchObject({ status: 'DONE', attempts: 2, progressDone: 20 });
  });

  it('gives a job back that does not end within the time of a shutdown (P-JOB-10)', async () => {
    let goOn!: () => void;
    lab.before = () => new Promise<void>((resolve) => (goOn = resolve));
    const id = await stage.enqueue(node, NOTE, { payload: { note: 'once' } });
    await eventually(() => goOn !== undefined);
    await stage.stop(node);
    resetLab();
    node = await stage.start();
    await stage.idle(node);
    goOn();
    expect(await stage.entries(node)).toEqual(['once']);
    expect(await stage.job(node, id)).toMatchObject({ status: 'DONE', attempts: 2, attemptsMax: NOTE.attemptsMax + 1 });
  });

  it('fires each tick of a schedule once, however many processes there are (P-JOB-9)', async () => {
    await stage.stop(node);
    const schedules = [scheduleOf('lab.every-second', '* * * * * *', TICKED)];
    node = await stage.start({ schedules });
    if (stage.isServer) await stage.start({ schedules });
    await eventually(async () => (await stage.query(node, `SELECT id FROM job WHERE name = 'lab.ticked' AND status = 'DONE'`)).length >= 3);
    const keys = await stage.query<{ dedupeKey: string; id: string }>(node, `SELECT dedupeKey FROM job WHERE name = 'lab.ticked'`);
    expect(new Set(keys.map((row) => row.dedupeKey)).size).toBe(keys.length);
    const ticker = node.get(ScheduleTicker);
    await stage.idle(node);
    const tick = Date.parse('2026-10-01T00:00:00Z');
    await Promise.all(Array.from({ length: 6 }, () => ticker.fire(schedules[0]!, tick)));
    const same = await stage.query(node, 'SELECT id FROM job WHERE dedupeKey = ?', ['lab.every-second@2026-10-01T00:00:00']);
    expect(same.length).toBeLessThanOrEqual(1);
  });

  it('never piles up the jobs of a schedule (P-JOB-9)', async () => {
    let goOn!: () => void;
    lab.before = () => new Promise<void>((resolve) => (goOn = resolve));
    const schedule = scheduleOf('lab.slow', '0 0 1 1 *', TICKED);
    const ticker = node.get(ScheduleTicker);
    expect(await ticker.fire(schedule, 1_000)).toBe(true);
    expect(await ticker.fire(schedule, 2_000)).toBe(false);
    await eventually(() => goOn !== undefined);
    expect(await ticker.fire(schedule, 3_000)).toBe(false);
    lab.before = () => Promise.resolve();
    goOn();
    await stage.idle(node);
    expect(await ticker.fire(schedule, 4_000)).toBe(true);
  });

  it('removes jobs that were done seven days ago, in bounded steps, and no others (P-JOB-11)', async () => {
    const old = await stage.enqueue(node, NOTE, { payload: { note: 'old' } });
    const recent = await stage.enqueue(node, NOTE, { payload: { note: 'recent' } });
    const dead = await stage.enqueue(node, POISON, { payload: {} });
    await eventually(async () => (await stage.job(node, dead)).status === 'DEAD');
    await stage.idle(node);
    const weekAgo = Date.now() - 7 * 24 * 3_600_000;
    await node.get(Transactions).run((tx) => tx.execute('UPDATE job SET dueAt = ? WHERE id IN (?, ?)', [weekAgo - 1, old, dead]));
    await node.get(Transactions).run((tx) => tx.execute('UPDATE job SET dueAt = ? WHERE id = ?', [weekAgo + 60_000, recent]));
    const ticker = node.get(ScheduleTicker);
    const removal = ticker.schedules.find((schedule) => schedule.name === 'jobs.remove-finished')!;
    await ticker.fire(removal, 1_000);
    await stage.idle(node);
    const left = await stage.query<{ id: string }>(node, `SELECT id FROM job WHERE name LIKE 'lab.%' ORDER BY id`);
    expect(left.map((row) => row.id)).toEqual([recent, dead]);
  });

  it('has tables equal to its entities (P-DB-1)', async () => {
    const log = await node.get(DataSource).driver.createSchemaBuilder().log();
    expect(log.upQueries.map((query) => query.query)).toEqual([]);
  });
});
