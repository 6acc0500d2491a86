import { Injectable, Module } from '@nestjs/common';
import { Entity, type MigrationInterface, type QueryRunner } from 'typeorm';
import { IdColumn, IntegerColumn, PrimaryId, TextColumn } from '../../src/platform/database/columns.js';
import { newId } from '../../src/platform/database/ids.js';
import { column, createTables, dropTables } from '../../src/platform/database/table-builder.js';
import type { Tx } from '../../src/platform/database/transactions.js';
import { declareJob } from '../../src/platform/queue/job-definition.js';
import { HandlesJob, type JobHandler } from '../../src/platform/queue/job-handler.js';
import { JobFailed } from '../../src/platform/queue/job-retry.rules.js';
import type { JobRun } from '../../src/platform/queue/job-run.js';
import { serializeOn } from '../../src/platform/queue/key-lock.js';

/** One effect, or one entry that a total is computed from. */
@Entity('lab_entry')
export class LabEntry {
  @PrimaryId()
  id: string;
  @IdColumn()
  scopeId: string;
  @TextColumn(40)
  entryKey: string;
  @IntegerColumn()
  amount: number;
}

/** A total computed from the entries of a key. */
@Entity('lab_total')
export class LabTotal {
  @PrimaryId()
  scopeId: string;
  @IntegerColumn()
  total: number;
  @IntegerColumn()
  runs: number;
}

export class Lab1700000009000 implements MigrationInterface {
  name = 'Lab1700000009000';
  private readonly tables = [
    { name: 'lab_entry', columns: [column.primaryId(), column.id('scopeId'), column.text('entryKey', 40), column.integer('amount')] },
    { name: 'lab_total', columns: [column.primaryId('scopeId'), column.integer('total'), column.integer('runs')] },
  ];
  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, this.tables);
  }
  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, this.tables);
  }
}

type Hook = (run: JobRun) => Promise<unknown>;
const nothing: Hook = () => Promise.resolve();

/** What the tests make the handlers do, and what they saw. */
export const lab = {
  ...{ before: nothing, during: nothing, after: nothing, inStep: () => Promise.resolve() as Promise<unknown> },
  ...{ isCured: false, seen: [] as string[], inside: 0, overlapMax: 0 },
};

/** Handlers do the plain thing again. */
export function resetLab(): void {
  Object.assign(lab, { before: nothing, during: nothing, after: nothing, inStep: () => Promise.resolve() });
  Object.assign(lab, { isCured: false, seen: [], inside: 0, overlapMax: 0 });
}

const describe = { zh: '试验', en: 'Trial' };
export const NOTE = declareJob<{ note: string }>('lab.note', { describe, backoffBaseMs: 1 });
export const POISON = declareJob<object>('lab.poison', { describe, attemptsMax: 3, backoffBaseMs: 1 });
export const TOTAL = declareJob<object>('lab.total', { describe, coalesce: true, backoffBaseMs: 1 });
export const LONG = declareJob<{ steps: number }>('lab.long', { describe, attemptsMax: 1 });
export const TICKED = declareJob<object>('lab.ticked', { describe });
export const HANGS = declareJob<object>('lab.hangs', { describe, attemptsMax: 1, runMaxMs: 100 });
export const LAB_JOBS = [NOTE, POISON, TOTAL, LONG, TICKED, HANGS];

/** Writes one entry. */
export function addEntry(tx: Tx, scopeId: string, entryKey: string, amount = 1): Promise<void> {
  return tx.insert(LabEntry, [{ id: newId(), scopeId, entryKey, amount }]);
}

@Injectable()
@HandlesJob(NOTE)
export class NoteHandler implements JobHandler<{ note: string }> {
  async handle(run: JobRun<{ note: string }>): Promise<void> {
    await lab.before(run);
    await run.complete((tx) => addEntry(tx, run.scopeId, run.payload.note));
    await lab.after(run);
  }
}

@Injectable()
@HandlesJob(POISON)
export class PoisonHandler implements JobHandler {
  async handle(run: JobRun): Promise<void> {
    await run.complete(async (tx) => {
      await addEntry(tx, run.scopeId, run.key);
      if (!lab.isCured) throw new JobFailed('poison');
    });
  }
}

@Injectable()
@HandlesJob(TOTAL)
export class TotalHandler implements JobHandler {
  async handle(run: JobRun): Promise<void> {
    await run.complete(async (tx) => {
      lab.overlapMax = Math.max(lab.overlapMax, ++lab.inside);
      try {
        const [sum] = await tx.rows<{ total: number | string | null }>('SELECT SUM(amount) AS total FROM lab_entry WHERE scopeId = ?', [
          run.scopeId,
        ]);
        await lab.during(run);
        const total = Number(sum?.total ?? 0);
        const matched = await tx.execute('UPDATE lab_total SET total = ?, runs = runs + 1 WHERE scopeId = ?', [total, run.scopeId]);
        if (matched === 0) await tx.insert(LabTotal, [{ scopeId: run.scopeId, total, runs: 1 }]);
      } finally {
        lab.inside--;
      }
    });
  }
}

@Injectable()
@HandlesJob(LONG)
export class LongHandler implements JobHandler<{ steps: number }> {
  async handle(run: JobRun<{ steps: number }>): Promise<void> {
    for (let step = 1; step <= run.payload.steps; step++) {
      await run.transaction((tx) => this.takeStep(tx, run.scopeId, `step ${step}`));
      await run.progress(step, run.payload.steps, `step ${step}`);
      await lab.during(run);
    }
    await run.complete((tx) => addEntry(tx, run.scopeId, 'end'));
  }

  private async takeStep(tx: Tx, scopeId: string, entryKey: string): Promise<void> {
    await serializeOn(tx, scopeId, 'lab', entryKey);
    const known = await tx.rows('SELECT id FROM lab_entry WHERE scopeId = ? AND entryKey = ?', [scopeId, entryKey]);
    if (known.length === 0) await addEntry(tx, scopeId, entryKey);
    await lab.inStep();
  }
}

@Injectable()
@HandlesJob(TICKED)
export class TickedHandler implements JobHandler {
  async handle(run: JobRun): Promise<void> {
    await lab.before(run);
    await run.complete((tx) => addEntry(tx, run.scopeId, run.key));
  }
}

@Injectable()
@HandlesJob(HANGS)
export class HangingHandler implements JobHandler {
  async handle(run: JobRun): Promise<void> {
    await lab.before(run);
    await run.complete((tx) => addEntry(tx, run.scopeId, 'too late')).catch((error: Error) => lab.seen.push(error.name));
  }
}

export const LAB_HANDLERS = [NoteHandler, PoisonHandler, TotalHandler, LongHandler, TickedHandler, HangingHandler];

@Module({ providers: LAB_HANDLERS })
export class LabModule {}
