import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { type Caller, systemCaller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { JobRun } from '../platform/queue/job-run.js';
import type { LockKey } from '../platform/queue/key-lock.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import type { CommittingBatch, PendingRow } from './committing-batch.js';
import { GrainSwitching } from './grain-switching.js';
import { ChunkBooking } from './import-chunk.js';
import type { ImportChoices } from './import-batch.entity.js';
import type { Finding } from './intake/findings.js';
import type { ImportRunPayload } from './import.jobs.js';
import { SESSION_SALES_LOCK } from './ledger.service.js';
import { type RowReader, SessionMatching } from './session-matching.js';
import type { StagedRow } from './staged-row.js';

/** Rows that one transaction books. */
const ORDER_ROWS_PER_CHUNK_MAX = 1_000;
/** Lives that one transaction books; each locks a session. */
const LIVES_PER_CHUNK_MAX = 50;
/** Tries at one chunk when its lives are matched to other sessions meanwhile. */
const REMATCH_TRIES_MAX = 3;

/** Name of the lock under which a live is matched to a session, one at a time. */
const LIVE_LOCK = 'sales-live';

/** Reason of a switch of grain that the commit asked for (INV-34). */
const SWITCHED_AT_IMPORT = declareReason('SWITCHED_AT_IMPORT', {
  zh: '导入时确认切换统计粒度',
  en: 'The switch of grain was confirmed at the import',
});

/** The lives of a chunk belong to other sessions than when its locks were chosen. */
class MatchChanged extends Error {}

/**
 * Books a staged file as a job: chunk by chunk, each in one transaction that also marks its rows. Killed anywhere, the next run goes on with
 * the first unmarked row, so every row is booked once.
 */
@Injectable()
export class ImportCommitting {
  private readonly reader: RowReader;

  constructor(
    dataSource: DataSource,
    private readonly matching: SessionMatching,
    private readonly chunks: ChunkBooking,
    private readonly switching: GrainSwitching,
    private readonly audit: AuditTrail,
  ) {
    this.reader = { rows: (sql, parameters) => dataSource.query(sql, [...parameters]) };
  }

  /** Runs the whole commit of the batch that is the job's key. */
  async run(run: JobRun<ImportRunPayload>): Promise<void> {
    const batch = await this.batchOf(run.scopeId, run.key);
    if (!batch) return void (await run.complete(() => Promise.resolve()));
    const caller = { ...systemCaller(run.jobId), accountId: run.payload.actorId };
    const [total] = await this.reader.rows<{ total: number }>(
      'SELECT COUNT(*) AS total FROM import_row WHERE parkId = ? AND batchId = ? AND state = ?',
      [batch.parkId, batch.id, 'VALID'],
    );
    for (;;) {
      const rows = await this.nextRows(batch);
      if (rows.length === 0) break;
      await this.bookChunk(run, caller, batch, rows);
      await run.progress(await this.doneRows(batch), Number(total!.total));
    }
    if (batch.choices.switchGrain) await this.switchGrains(run, caller, batch);
    await run.complete((tx) => this.finish(tx, caller, batch));
  }

  private async batchOf(parkId: string, batchId: string): Promise<CommittingBatch | null> {
    const [row] = await this.reader.rows<Omit<CommittingBatch, 'choices'> & { choices: string }>(
      `SELECT id, parkId, platform, grain, basis, choices FROM import_batch WHERE parkId = ? AND id = ? AND status = 'COMMITTING'`,
      [parkId, batchId],
    );
    return row ? { ...row, choices: JSON.parse(row.choices) as ImportChoices } : null;
  }

  /** Unmarked rows of one chunk: several lives, or order lines of one live. */
  private async nextRows(batch: CommittingBatch): Promise<PendingRow[]> {
    const limit = batch.grain === 'SESSION' ? LIVES_PER_CHUNK_MAX : ORDER_ROWS_PER_CHUNK_MAX;
    const rows = await this.reader.rows<{ id: string; rowNumber: number; content: string; findings: string }>(
      `SELECT id, rowNumber, content, findings FROM import_row WHERE parkId = ? AND batchId = ? AND state = 'VALID' AND outcome = ''
       ORDER BY rowNumber LIMIT ${limit}`,
      [batch.parkId, batch.id],
    );
    const pending = rows.map((row) => ({
      ...row,
      content: JSON.parse(row.content) as StagedRow,
      findings: JSON.parse(row.findings) as Finding[],
    }));
    if (batch.grain === 'SESSION') return pending;
    return pending.filter((row) => row.content.liveExportId === pending[0]!.content.liveExportId);
  }

  private async bookChunk(
    run: JobRun<ImportRunPayload>,
    caller: Caller,
    batch: CommittingBatch,
    rows: readonly PendingRow[],
  ): Promise<void> {
    const scope = { parkId: batch.parkId, platform: batch.platform, chosenAccountId: batch.choices.accountId };
    const contents = rows.map((row) => row.content);
    for (let attempt = 1; ; attempt++) {
      const matches = await this.matching.match(this.reader, scope, contents);
      const sessions = [...matches.values()].flatMap((match) => (match.sessionId ? [match.sessionId] : []));
      const serialize: LockKey[] = [
        ...[...matches.keys()].map((live) => ({ kind: LIVE_LOCK, key: `${batch.platform}/${live}` })),
        ...sessions.map((key) => ({ kind: SESSION_SALES_LOCK, key })),
      ];
      try {
        await run.transaction(
          async (tx) => {
            const current = await this.matching.match(tx, scope, contents);
            for (const [live, match] of current) if (match.sessionId && !sessions.includes(match.sessionId)) throw new MatchChanged(live);
            await this.chunks.book(tx, caller, batch, rows, current);
          },
          { serialize },
        );
        return;
      } catch (error) {
        if (!(error instanceof MatchChanged) || attempt >= REMATCH_TRIES_MAX) throw error;
      }
    }
  }

  private async doneRows(batch: CommittingBatch): Promise<number> {
    const [row] = await this.reader.rows<{ done: number }>(
      `SELECT COUNT(*) AS done FROM import_row WHERE parkId = ? AND batchId = ? AND state = 'VALID' AND outcome <> ''`,
      [batch.parkId, batch.id],
    );
    return Number(row!.done);
  }

  /** Switches every session in which this file's lines are known but not booked. A second run finds nothing left to switch. */
  private async switchGrains(run: JobRun<ImportRunPayload>, caller: Caller, batch: CommittingBatch): Promise<void> {
    const sessions = await this.reader.rows<{ sessionId: string }>(
      `SELECT DISTINCT r.sessionId AS sessionId FROM import_row r JOIN session_tally t ON t.parkId = r.parkId AND t.sessionId = r.sessionId
       WHERE r.parkId = ? AND r.batchId = ? AND t.grainOfRecord <> ? AND EXISTS (SELECT 1 FROM sales_line l
         WHERE l.parkId = r.parkId AND l.sessionId = r.sessionId AND l.grain = ? AND l.saleHash <> '')`,
      [batch.parkId, batch.id, batch.grain, batch.grain],
    );
    for (const { sessionId } of sessions) {
      await run.transaction(
        async (tx) => {
          const change = { parkId: batch.parkId, sessionId, toGrain: batch.grain, batchId: batch.id, reason: SWITCHED_AT_IMPORT() };
          if (await this.switching.hasManualEntries(tx, batch.parkId, sessionId)) return;
          await this.switching.switchTo(tx, caller, change);
          await tx.execute(
            `UPDATE import_row SET outcome = 'BOOKED' WHERE parkId = ? AND batchId = ? AND sessionId = ? AND outcome = 'OBSERVED'`,
            [batch.parkId, batch.id, sessionId],
          );
        },
        { serialize: [{ kind: SESSION_SALES_LOCK, key: sessionId }] },
      );
    }
  }

  private async finish(tx: Tx, caller: Caller, batch: CommittingBatch): Promise<void> {
    await tx.execute(
      `UPDATE import_batch SET status = 'COMMITTED', committedAt = ?, version = version + 1 WHERE parkId = ? AND id = ? AND status = 'COMMITTING'`,
      [tx.at.getTime(), batch.parkId, batch.id],
    );
    await this.audit.record(tx, caller, {
      scopeId: batch.parkId,
      action: 'finishImport',
      recordKind: 'ImportBatch',
      recordId: batch.id,
      changes: [{ field: 'status', before: 'COMMITTING', after: 'COMMITTED' }],
    });
  }
}
