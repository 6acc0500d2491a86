/* Runs alone: its jobs become jobs of the program. */
import type { INestApplicationContext } from '@nestjs/common';
import { newId } from '../../src/platform/database/ids.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { JobClaims } from '../../src/platform/queue/job-claims.js';
import { JobExecutor } from '../../src/platform/queue/job-executor.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { JobRecords } from '../../src/platform/queue/job-records.js';
import { JobRun } from '../../src/platform/queue/job-run.js';
import { serializeOn } from '../../src/platform/queue/key-lock.js';
import { addEntry, HANGS, lab, LONG, NOTE, POISON, resetLab, TOTAL } from './queue-lab.js';
import { eventually, Stage, STAGE_KINDS } from './queue-stage.js';

describe.each(STAGE_KINDS)('jobs by the $title', (kind) => {
  let stage: Stage;
  let node: INestApplicationContext;

  beforeEach(async () => {
    resetLab();
    stage = await Stage.open(kind);
    node = await stage.start();
  });
  afterEach(() => stage.close());

  const addWithJob = (amount: number) =>
    node.get(Transactions).run(async (tx) => {
      await addEntry(tx, stage.scopeId, 'amount', amount);
      await node.get(JobOutbox).enqueue(tx, TOTAL, { scopeId: stage.scopeId, key: 'sum', payload: {} });
    });
  const total = async () =>
    (await stage.query<{ total: number; runs: number }>(node, 'SELECT * FROM lab_total WHERE scopeId = ?', [stage.scopeId]))[0];

  it('runs a job whose cause was committed, and none whose cause was rolled back (P-JOB-1)', async () => {
    const kept = await stage.enqueue(node, NOTE, { payload: { note: 'kept' } });
    const undone = node.get(Transactions).run(async (tx) => {
      await node.get(JobOutbox).enqueue(tx, NOTE, { scopeId: stage.scopeId, key: 'k', payload: { note: 'undone' } });
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    await stage.idle(node);
    expect(await stage.entries(node)).toEqual(['kept']);
    expect(await stage.job(node, kept)).toMatchObject({ status: 'DONE', attempts: 1, lastError: null });
  });

  it('writes many jobs in one call and runs each once (P-JOB-1)', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `note ${String(index).padStart(2, '0')}`);
    const requests = names.map((note) => ({ scopeId: stage.scopeId, key: note, payload: { note } }));
    const ids = await node.get(Transactions).run((tx) => node.get(JobOutbox).enqueueMany(tx, NOTE, requests));
    expect(new Set(ids).size).toBe(names.length);
    await stage.idle(node);
    expect(await stage.entries(node)).toEqual(names);
  });

  it('refuses a payload over 4 kB and an empty key before anything is written (P-JOB-1)', async () => {
    await expect(stage.enqueue(node, NOTE, { payload: { note: 'x'.repeat(5_000) } })).rejects.toThrow('ids only');
    await expect(stage.enqueue(node, NOTE, { key: '', payload: { note: 'a' } })).rejects.toThrow('key');
    expect(await stage.query(node, `SELECT id FROM job WHERE name = 'lab.note'`)).toEqual([]);
  });

  it('makes one job of one cause, also when two requests name it at once (P-JOB-2)', async () => {
    const request = { dedupeKey: 'cause', payload: { note: 'once' } };
    const ids = await Promise.all(Array.from({ length: 8 }, () => stage.enqueue(node, NOTE, request)));
    await stage.idle(node);
    ids.push(await stage.enqueue(node, NOTE, request));
    await stage.idle(node);
    expect(new Set(ids).size).toBe(1);
    expect(await stage.entries(node)).toEqual(['once']);
  });

  it('keeps a delayed job until its time (P-JOB-2)', async () => {
    const id = await stage.enqueue(node, NOTE, { payload: { note: 'later' }, delayMs: 5_000 });
    await stage.idle(node);
    /* A schedule whose time has passed may bring a job of its own just after the start. */
    await eventually(async () => (await node.get(JobRecords).oldestWaitingAt()) === null);
    expect(await stage.job(node, id)).toMatchObject({ status: 'WAITING', attempts: 0 });
    await eventually(async () => (await stage.job(node, id)).status === 'DONE');
  });

  it('gives a job to one of many runners that reach for it at once (P-JOB-3)', async () => {
    await stage.stop(node);
    node = await stage.start({ role: 'none' });
    const id = await stage.enqueue(node, NOTE, { payload: { note: 'one' } });
    const claims = await Promise.all(Array.from({ length: 10 }, () => node.get(JobClaims).claimDelivered(id)));
    const won = claims.filter((claim) => claim !== null);
    expect(won).toHaveLength(1);
    await node.get(JobExecutor).execute(won[0]!);
    expect(await stage.entries(node)).toEqual(['one']);
  });

  it('does nothing on a delivery of a job that is done (P-JOB-3)', async () => {
    const id = await stage.enqueue(node, NOTE, { payload: { note: 'once' } });
    await stage.idle(node);
    if (stage.redisUrl) await stage.redeliver(id, 5);
    expect(await node.get(JobClaims).claimDelivered(id)).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stage.entries(node)).toEqual(['once']);
    expect(await stage.job(node, id)).toMatchObject({ status: 'DONE', attempts: 1 });
  });

  it('does not repeat an effect when the run dies between effect and acknowledgement (P-JOB-3)', async () => {
    lab.after = () => Promise.reject(new Error('died after the commit'));
    const id = await stage.enqueue(node, NOTE, { payload: { note: 'once' } });
    await stage.idle(node);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await stage.entries(node)).toEqual(['once']);
    expect(await stage.job(node, id)).toMatchObject({ status: 'DONE', attempts: 1, lastError: null });
  });

  it('runs a job again whose process died, and lets the dead run write nothing more (P-JOB-4)', async () => {
    await stage.stop(node);
    node = await stage.start({ role: 'none' });
    const id = await stage.enqueue(node, NOTE, { payload: { note: 'once' } });
    const lost = (await node.get(JobClaims).claimDelivered(id))!;
    const successor = await stage.start();
    await eventually(async () => (await stage.job(node, id)).status === 'DONE');
    const zombie = new JobRun(lost, NOTE, { claims: node.get(JobClaims), transactions: node.get(Transactions), isStopping: () => false });
    await expect(zombie.complete((tx) => addEntry(tx, stage.scopeId, 'zombie'))).rejects.toThrow('not held');
    await expect(zombie.progress(1, 1)).rejects.toThrow('not held');
    expect(await stage.entries(successor)).toEqual(['once']);
    expect(await stage.job(node, id)).toMatchObject({ status: 'DONE', attempts: 2 });
  });

  it('renews the lease of a job that runs longer than it (P-JOB-4)', async () => {
    lab.before = () => new Promise((resolve) => setTimeout(resolve, 1_800));
    const other = stage.isServer ? await stage.start() : node;
    const id = await stage.enqueue(other, NOTE, { payload: { note: 'slow' } });
    await stage.idle(node);
    expect(await stage.job(node, id)).toMatchObject({ status: 'DONE', attempts: 1 });
    expect(await stage.entries(node)).toEqual(['slow']);
  });

  it('does not take a job for dead whose transaction takes longer than the lease (P-JOB-4)', async () => {
    lab.inStep = () => new Promise((resolve) => setTimeout(resolve, 1_500));
    if (stage.isServer) await stage.start();
    const id = await stage.enqueue(node, LONG, { payload: { steps: 2 } });
    await stage.idle(node);
    expect(await stage.job(node, id)).toMatchObject({ status: 'DONE', attempts: 1, lastError: null });
    expect(await stage.entries(node)).toEqual(['end', 'step 1', 'step 2']);
  });

  it('gives up a job that hangs and fences it off (P-JOB-4)', async () => {
    let goOn!: () => void;
    lab.before = () => new Promise<void>((resolve) => (goOn = resolve));
    const id = await stage.enqueue(node, HANGS, { payload: {} });
    await eventually(async () => (await stage.job(node, id)).status === 'DEAD');
    goOn();
    await eventually(() => lab.seen.length > 0);
    expect(lab.seen).toEqual(['LostClaim']);
    expect(await stage.entries(node)).toEqual([]);
    expect((await stage.job(node, id)).lastError).toBe('JobFailed: The attempt took longer than 100 ms');
  });

  it('buries a poison job after its attempts and runs it again on demand (P-JOB-5)', async () => {
    const records = node.get(JobRecords);
    const id = await stage.enqueue(node, POISON, { payload: {} });
    await eventually(async () => (await stage.job(node, id)).status === 'DEAD');
    expect(await stage.job(node, id)).toMatchObject({ attempts: 3, attemptsMax: 3, lastError: 'JobFailed: poison' });
    expect(await stage.entries(node)).toEqual([]);
    expect(await records.deadCount()).toBe(1);
    lab.isCured = true;
    await node.get(Transactions).run((tx) => records.rerun(tx, id));
    await stage.idle(node);
    expect(await stage.job(node, id)).toMatchObject({ status: 'DONE', attempts: 4 });
    expect(await records.deadCount()).toBe(0);
    await expect(node.get(Transactions).run((tx) => records.rerun(tx, id))).rejects.toThrow('JOB_NOT_DEAD');
    await expect(node.get(Transactions).run((tx) => records.rerun(tx, newId()))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('buries a job that kills its process each time (P-JOB-5)', async () => {
    await stage.stop(node);
    node = await stage.start({ role: 'none', timings: { leaseMs: 0 } });
    const id = await stage.enqueue(node, POISON, { payload: {} });
    const claims = node.get(JobClaims);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await eventually(async () => (await claims.claimDelivered(id)) !== null);
      expect(await claims.sweep(() => false)).toBe(1);
    }
    expect(await stage.job(node, id)).toMatchObject({ status: 'DEAD', attempts: 3, lastError: 'LeaseExpired' });
    expect(await claims.claimDelivered(id)).toBeNull();
  });

  it('ends in the same state whatever the order of jobs of one key, and never overlaps them (P-JOB-7, INV-37)', async () => {
    if (stage.isServer) await stage.start();
    lab.during = () => new Promise((resolve) => setTimeout(resolve, 20));
    const amounts = Array.from({ length: 30 }, (_, index) => index + 1);
    await Promise.all(amounts.map(addWithJob));
    await stage.idle(node);
    const sum = await total();
    expect(sum?.total).toBe(465);
    expect(sum!.runs).toBeLessThanOrEqual(30);
    expect(lab.overlapMax).toBe(1);
    const open = await stage.query(node, `SELECT id FROM job WHERE name = 'lab.total' AND status <> 'DONE'`);
    expect(open).toEqual([]);
  });

  it('takes waiting jobs of the key along in one run (P-JOB-7)', async () => {
    await stage.stop(node);
    node = await stage.start({ role: 'none' });
    for (const amount of [1, 2, 3, 4]) await addWithJob(amount);
    const worker = await stage.start();
    await stage.idle(worker);
    const sum = await total();
    expect(sum?.total).toBe(10);
    expect(sum!.runs).toBeLessThan(4);
  });

  it('leaves a job alone whose cause was committed after the effect had begun to read (P-JOB-7)', async () => {
    let late: Promise<unknown> | undefined;
    lab.during = async () => {
      if (late) return;
      late = addWithJob(100);
      if (stage.isServer) await late;
    };
    await addWithJob(1);
    await eventually(async () => (await total()) !== undefined);
    await late;
    await stage.idle(node);
    expect(await total()).toMatchObject({ total: 101, runs: 2 });
  });

  it('lets transactions of one key follow each other, so none reads a value from before another (P-JOB-8)', async () => {
    await addWithJob(0);
    await stage.idle(node);
    const increment = () =>
      node.get(Transactions).run(async (tx) => {
        await serializeOn(tx, stage.scopeId, 'lab', 'counter');
        const [row] = await tx.rows<{ total: number }>('SELECT total FROM lab_total WHERE scopeId = ?', [stage.scopeId]);
        await tx.execute('UPDATE lab_total SET total = ? WHERE scopeId = ?', [row!.total + 1, stage.scopeId]);
      });
    await Promise.all(Array.from({ length: 24 }, increment));
    expect((await total())?.total).toBe(24);
  });

  it('refuses a lock to a transaction that has read already, for it would not see what the previous holder wrote (P-JOB-8)', async () => {
    const late = node.get(Transactions).run(async (tx) => {
      await tx.rows('SELECT total FROM lab_total WHERE scopeId = ?', [stage.scopeId]);
      await serializeOn(tx, stage.scopeId, 'lab', 'counter');
    });
    await expect(late).rejects.toThrow('The lock of lab must come before the first read of its transaction');
  });

  it('shows progress while the job runs (P-JOB-6)', async () => {
    const stops: (() => void)[] = [];
    lab.during = () => new Promise<void>((resolve) => stops.push(resolve));
    const id = await stage.enqueue(node, LONG, { payload: { steps: 2 } });
    await eventually(() => stops.length === 1);
    expect(await node.get(JobRecords).progress(id)).toMatchObject({
      status: 'RUNNING',
      done: 1,
      total: 2,
      note: 'step 1',
      lastError: null,
    });
    stops[0]!();
    await eventually(() => stops.length === 2);
    expect(await node.get(JobRecords).progress(id)).toMatchObject({ status: 'RUNNING', done: 2 });
    stops[1]!();
    await stage.idle(node);
    expect(await node.get(JobRecords).progress(id)).toMatchObject({ status: 'DONE', done: 2, total: 2 });
    expect(await node.get(JobRecords).progress(newId())).toBeNull();
  });
});
