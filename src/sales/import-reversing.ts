import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SessionRecords } from '../broadcasts/session-records.service.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { type Caller, systemCaller } from '../platform/auth/caller.js';
import type { Tx } from '../platform/database/transactions.js';
import type { JobRun } from '../platform/queue/job-run.js';
import { GrainSwitching } from './grain-switching.js';
import type { ImportRunPayload } from './import.jobs.js';
import { Ledger, SESSION_SALES_LOCK } from './ledger.service.js';
import type { SalesGrain } from './line-booking.rules.js';
import { RecordedSessions } from './recorded-sessions.js';

interface ReversingBatch {
  id: string;
  parkId: string;
  grain: SalesGrain;
  reason: string;
}

interface SavedLine {
  saleFen: string;
  quantity: number;
  orderCount: number;
  saleOn: string;
  saleHash: string;
  refundFen: string;
  refundOn: string | null;
  refundHash: string;
}

/**
 * Takes a committed file back as a job, session by session: its standing entries are reversed, the lines it made are emptied so that the file
 * can be imported again, the lines it changed get their former content, a switch of grain that it made is undone, and a session that nothing but
 * the file told of is withdrawn.
 */
@Injectable()
export class ImportReversing {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
    private readonly switching: GrainSwitching,
    private readonly sessions: SessionRecords,
    private readonly recorded: RecordedSessions,
    private readonly audit: AuditTrail,
  ) {}

  /** Runs the reversal of the batch that is the job's key. */
  async run(run: JobRun<ImportRunPayload>): Promise<void> {
    const batch = await this.batchOf(run.scopeId, run.key);
    if (!batch) return void (await run.complete(() => Promise.resolve()));
    const caller = { ...systemCaller(run.jobId), accountId: run.payload.actorId };
    const sessions = await this.dataSource.query<{ sessionId: string }[]>(
      `SELECT DISTINCT sessionId FROM import_row WHERE parkId = ? AND batchId = ? AND sessionId IS NOT NULL ORDER BY sessionId`,
      [batch.parkId, batch.id],
    );
    for (const [index, { sessionId }] of sessions.entries()) {
      await run.transaction((tx) => this.reverseSession(tx, caller, batch, sessionId), {
        serialize: [{ kind: SESSION_SALES_LOCK, key: sessionId }],
      });
      await run.progress(index + 1, sessions.length);
    }
    await run.complete(async (tx) => {
      await tx.execute(
        `UPDATE import_batch SET status = 'REVERSED', reversedAt = ?, version = version + 1 WHERE parkId = ? AND id = ? AND status = 'REVERSING'`,
        [tx.at.getTime(), batch.parkId, batch.id],
      );
      await this.audit.record(tx, caller, {
        scopeId: batch.parkId,
        action: 'finishReversal',
        recordKind: 'ImportBatch',
        recordId: batch.id,
        changes: [{ field: 'status', before: 'REVERSING', after: 'REVERSED' }],
        reason: batch.reason,
      });
    });
  }

  private async batchOf(parkId: string, batchId: string): Promise<ReversingBatch | null> {
    const rows = await this.dataSource.query<ReversingBatch[]>(
      `SELECT id, parkId, grain, reason FROM import_batch WHERE parkId = ? AND id = ? AND status = 'REVERSING'`,
      [parkId, batchId],
    );
    return rows[0] ?? null;
  }

  /** Every step leaves nothing to do for a second run: entries stay reversed, marked rows stay marked. */
  private async reverseSession(tx: Tx, caller: Caller, batch: ReversingBatch, sessionId: string): Promise<void> {
    const { parkId } = batch;
    const pending = await tx.rows(
      `SELECT id FROM import_row WHERE parkId = ? AND batchId = ? AND sessionId = ? AND outcome <> 'REVERSED' LIMIT 1`,
      [parkId, batch.id, sessionId],
    );
    if (pending.length === 0) return;
    const [undone] = await tx.rows<{ fromGrain: SalesGrain }>(
      'SELECT fromGrain FROM grain_switch WHERE parkId = ? AND sessionId = ? AND batchId = ? ORDER BY switchedAt DESC LIMIT 1',
      [parkId, sessionId, batch.id],
    );
    if (undone)
      await this.switching.switchTo(tx, caller, { parkId, sessionId, toGrain: undone.fromGrain, batchId: batch.id, reason: batch.reason });
    else
      await this.switching.reverseStanding(tx, caller, {
        parkId,
        sessionId,
        batchId: batch.id,
        onlyBatchId: batch.id,
        reason: batch.reason,
      });
    await this.restoreLines(tx, batch, sessionId);
    await tx.execute(`UPDATE import_row SET outcome = 'REVERSED' WHERE parkId = ? AND batchId = ? AND sessionId = ?`, [
      parkId,
      batch.id,
      sessionId,
    ]);
    await this.settle(tx, caller, parkId, sessionId);
    await this.recorded.withdraw(tx, caller, batch, sessionId);
  }

  private async restoreLines(tx: Tx, batch: ReversingBatch, sessionId: string): Promise<void> {
    const changed = await tx.rows<{ lineId: string; previousLine: string }>(
      'SELECT lineId, previousLine FROM import_row WHERE parkId = ? AND batchId = ? AND sessionId = ? AND lineId IS NOT NULL',
      [batch.parkId, batch.id, sessionId],
    );
    for (const { lineId, previousLine } of changed) await restoreLine(tx, lineId, JSON.parse(previousLine) as SavedLine);
    await tx.execute(
      `UPDATE sales_line SET saleFen = 0, quantity = 0, orderCount = 0, saleHash = '', refundFen = 0, refundOn = NULL, refundHash = '', version = version + 1
       WHERE parkId = ? AND sessionId = ? AND batchId = ?`,
      [batch.parkId, sessionId, batch.id],
    );
    await recomputeBooked(tx, batch.parkId, sessionId);
  }

  /** With nothing booked any more the session has no grain of record and no tally. */
  private async settle(tx: Tx, caller: Caller, parkId: string, sessionId: string): Promise<void> {
    if (await this.ledger.nothingStands(tx, parkId, sessionId)) {
      await this.ledger.setGrainOfRecord(tx, parkId, sessionId, null);
      await this.sessions.markUntallied(tx, caller, sessionId);
    }
    await this.ledger.requestRecomputation(tx, parkId, [sessionId], []);
  }
}

async function restoreLine(tx: Tx, lineId: string, saved: SavedLine): Promise<void> {
  await tx.execute(
    `UPDATE sales_line SET saleFen = ?, quantity = ?, orderCount = ?, saleOn = ?, saleHash = ?, refundFen = ?, refundOn = ?, refundHash = ?, version = version + 1 WHERE id = ?`,
    [
      saved.saleFen,
      saved.quantity,
      saved.orderCount,
      saved.saleOn,
      saved.saleHash,
      saved.refundFen,
      saved.refundOn,
      saved.refundHash,
      lineId,
    ],
  );
}

/* The balance of a line is the sum of its entries (INV-30); after reversals it is taken from them again. */
async function recomputeBooked(tx: Tx, parkId: string, sessionId: string): Promise<void> {
  const sums = await tx.rows<{ lineId: string; ofKind: string; amountFen: number | string }>(
    'SELECT lineId, ofKind, SUM(amountFen) AS amountFen FROM sales_entry WHERE parkId = ? AND sessionId = ? AND lineId IS NOT NULL GROUP BY lineId, ofKind',
    [parkId, sessionId],
  );
  for (const sum of sums) {
    const [column, amount] = sum.ofKind === 'SALE' ? ['bookedSaleFen', BigInt(sum.amountFen)] : ['bookedRefundFen', -BigInt(sum.amountFen)];
    await tx.execute(`UPDATE sales_line SET ${column as string} = ?, version = version + 1 WHERE id = ? AND ${column as string} <> ?`, [
      (amount as bigint).toString(),
      sum.lineId,
      (amount as bigint).toString(),
    ]);
  }
}
