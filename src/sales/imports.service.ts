import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import type { Condition } from '../platform/database/listing.js';
import { inList, Transactions, type Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { DomainError, refuseIfAny, STALE_VERSION } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { JobOutbox } from '../platform/queue/job-outbox.js';
import { serializeOn } from '../platform/queue/key-lock.js';
import type { ImportChoices } from './import-batch.entity.js';
import { choicesOf, refusalsOfChoices, requireChosenRecords } from './import-choices.js';
import { COMMIT_IMPORT, REVERSE_IMPORT } from './import.jobs.js';
import type { AttachLiveInput, CommitImportInput, ReverseImportBatchInput } from './imports.inputs.js';
import { SessionLive } from './ledger.entity.js';
import { SESSION_SALES_LOCK } from './ledger.service.js';
import type { SalesGrain } from './line-booking.rules.js';
import { HELD_STATUSES } from './rollup.service.js';
import { IMPORT_HAS_LATER_CHANGES, IMPORT_NOT_OPEN, LIVE_ALREADY_ATTACHED, SESSION_NOT_HELD } from './sales.errors.js';

interface BatchRow {
  id: string;
  parkId: string;
  platform: string;
  grain: SalesGrain;
  status: string;
  /** Milliseconds; null before the first commit. */
  committedAt: number | null;
  version: number;
}

/** Rows whose outcome a later commit decides again. */
const REOPENED_OUTCOMES = ['UNMATCHED', 'CORRECTION_PROPOSED'];

/** Decisions about imports: commit, reverse, attach. The work itself is done by jobs. */
@Injectable()
export class Imports {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly outbox: JobOutbox,
    private readonly audit: AuditTrail,
  ) {}

  /** Starts the commit of a staged file, or takes up the rows that an earlier commit left (unmatched, or waiting for a decision). */
  async commit(caller: Caller, scope: Condition, input: CommitImportInput): Promise<string> {
    const parkId = await this.transactions.run(async (tx) => (await this.batchOf(tx, scope, input.uploadId, 'uploadId')).parkId);
    const choices = choicesOf(input);
    const { ref } = await this.idempotency.once(
      caller,
      { scopeId: parkId, key: input.idempotencyKey, operation: 'commitImport', input },
      async (tx) => {
        const batch = await this.batchOf(tx, scope, input.uploadId, 'uploadId');
        if (batch.status !== 'STAGED' && batch.status !== 'COMMITTED')
          throw new DomainError([IMPORT_NOT_OPEN({ status: batch.status }, 'input', 'uploadId')]);
        await this.checkChoices(tx, batch, choices);
        const jobId = await this.outbox.enqueue(tx, COMMIT_IMPORT, {
          scopeId: batch.parkId,
          key: batch.id,
          payload: { actorId: caller.accountId },
        });
        await this.moveTo(tx, batch, 'COMMITTING', `choices = ?, jobId = ?`, [JSON.stringify(choices), jobId]);
        await tx.execute(
          `UPDATE import_row SET outcome = '' WHERE parkId = ? AND batchId = ? AND outcome IN ${inList(REOPENED_OUTCOMES)}`,
          [batch.parkId, batch.id, ...REOPENED_OUTCOMES],
        );
        await this.audit.record(tx, caller, {
          scopeId: batch.parkId,
          action: 'commitImport',
          recordKind: 'ImportBatch',
          recordId: batch.id,
          changes: [{ field: 'choices', before: null, after: JSON.stringify(choices) }],
        });
        return batch.id;
      },
    );
    return ref;
  }

  /** Starts the reversal of a committed file. Refused while a later import changed the same figures. */
  async reverse(caller: Caller, scope: Condition, input: ReverseImportBatchInput): Promise<string> {
    return this.transactions.run(async (tx) => {
      const batch = await this.batchOf(tx, scope, input.batchId, 'batchId');
      if (batch.status !== 'COMMITTED') throw new DomainError([IMPORT_NOT_OPEN({ status: batch.status }, 'input', 'batchId')]);
      if (batch.version !== input.expectedVersion)
        throw new DomainError([STALE_VERSION({ currentVersion: batch.version }, 'input', 'expectedVersion')]);
      await this.refuseLaterChanges(tx, batch);
      const jobId = await this.outbox.enqueue(tx, REVERSE_IMPORT, {
        scopeId: batch.parkId,
        key: batch.id,
        payload: { actorId: caller.accountId },
      });
      await this.moveTo(tx, batch, 'REVERSING', 'reason = ?, jobId = ?', [input.reason, jobId]);
      await this.audit.record(tx, caller, {
        scopeId: batch.parkId,
        action: 'reverseImportBatch',
        recordKind: 'ImportBatch',
        recordId: batch.id,
        reason: input.reason,
      });
      return batch.id;
    });
  }

  /** Attaches a live to a session by hand; the next commit books its rows. */
  async attachLive(caller: Caller, scope: Condition, input: AttachLiveInput): Promise<string> {
    const { parkId } = await this.transactions.run((tx) => attachable(tx, scope, input.sessionId));
    return this.transactions.run(async (tx) => {
      /* A reversal may withdraw the session at the same time. */
      await serializeOn(tx, parkId, SESSION_SALES_LOCK, input.sessionId);
      const session = await attachable(tx, scope, input.sessionId);
      if (!(HELD_STATUSES as readonly string[]).includes(session.status))
        throw new DomainError([SESSION_NOT_HELD({ status: session.status }, 'input', 'sessionId')]);
      const { liveExportId, platform } = input;
      const [known] = await tx.rows<{ sessionId: string }>(
        'SELECT sessionId FROM session_live WHERE parkId = ? AND platform = ? AND liveExportId = ?',
        [session.parkId, platform, liveExportId],
      );
      if (known && known.sessionId !== session.id)
        throw new DomainError([LIVE_ALREADY_ATTACHED({ liveExportId }, 'input', 'liveExportId')]);
      if (known) return session.id;
      const attached = [
        {
          id: newId(),
          parkId: session.parkId,
          platform,
          liveExportId,
          accountId: session.accountId,
          sessionId: session.id,
          isAttachedByHand: true,
          createdAt: tx.at,
        },
      ];
      await tx.insert(SessionLive, attached).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new RetryWork('the live was matched at the same time') : error;
      });
      await this.audit.record(tx, caller, {
        scopeId: session.parkId,
        action: 'attachLive',
        recordKind: 'BroadcastSession',
        recordId: session.id,
        changes: [{ field: 'liveExportId', before: null, after: liveExportId }],
      });
      return session.id;
    });
  }

  private async batchOf(tx: Tx, scope: Condition, batchId: string, field: string): Promise<BatchRow> {
    const [batch] = await tx.rows<BatchRow>(
      `SELECT b.id, b.parkId, b.platform, b.grain, b.status, b.committedAt, b.version FROM import_batch b WHERE b.id = ? AND ${scope.sql.replaceAll('{t}', 'b')}`,
      [batchId, ...scope.parameters],
    );
    if (!batch) throw notFound('input', field);
    return batch;
  }

  private async moveTo(tx: Tx, batch: BatchRow, status: string, assignments: string, parameters: readonly unknown[]): Promise<void> {
    const moved = await tx.execute(
      `UPDATE import_batch SET status = ?, ${assignments}, version = version + 1 WHERE id = ? AND version = ?`,
      [status, ...parameters, batch.id, batch.version],
    );
    if (moved === 0) throw new DomainError([STALE_VERSION({ currentVersion: batch.version + 1 }, 'input')]);
  }

  private async checkChoices(tx: Tx, batch: BatchRow, choices: ImportChoices): Promise<void> {
    await requireChosenRecords(tx, batch.parkId, choices, 'input');
    refuseIfAny(await refusalsOfChoices(tx, batch, choices));
  }

  /* The order of commits counts, not that of uploads: a line's version tells which batch changed it first. */
  private async refuseLaterChanges(tx: Tx, batch: BatchRow): Promise<void> {
    const inOwnSessions = 'IN (SELECT s.sessionId FROM import_row s WHERE s.parkId = ? AND s.batchId = ?)';
    const own = await tx.rows<{ lineId: string; version: number | string }>(
      `SELECT lineId, (JSON_EXTRACT(previousLine, '$.version') + 0) AS version FROM import_row WHERE parkId = ? AND batchId = ? AND lineId IS NOT NULL`,
      [batch.parkId, batch.id],
    );
    const others = await tx.rows<{ lineId: string; version: number | string; madeBy: string | null; fileName: string }>(
      `SELECT r.lineId AS lineId, (JSON_EXTRACT(r.previousLine, '$.version') + 0) AS version, l.batchId AS madeBy, b.fileName AS fileName
       FROM import_row r JOIN sales_line l ON l.id = r.lineId JOIN import_batch b ON b.id = r.batchId
       WHERE r.parkId = ? AND r.batchId <> ? AND r.outcome <> 'REVERSED' AND r.sessionId ${inOwnSessions}`,
      [batch.parkId, batch.id, batch.parkId, batch.id],
    );
    const [switched] = await tx.rows<{ fileName: string }>(
      `SELECT b.fileName AS fileName FROM grain_switch g JOIN import_batch b ON b.id = g.batchId
       WHERE g.parkId = ? AND g.batchId <> ? AND g.switchedAt >= ? AND b.status IN ('COMMITTING', 'COMMITTED') AND g.sessionId ${inOwnSessions} LIMIT 1`,
      [batch.parkId, batch.id, batch.committedAt, batch.parkId, batch.id],
    );
    const versions = new Map(own.map((row) => [row.lineId, Number(row.version)]));
    const changed = others.find((row) => row.madeBy === batch.id || Number(row.version) > (versions.get(row.lineId) ?? Infinity));
    const later = changed ?? switched;
    if (later) throw new DomainError([IMPORT_HAS_LATER_CHANGES({ fileName: later.fileName }, 'input', 'batchId')]);
  }
}

/** The session to which a live is to be attached; NOT_FOUND when it is not in scope or has no account. */
async function attachable(tx: Tx, scope: Condition, sessionId: string) {
  const [session] = await tx.rows<{ id: string; parkId: string; accountId: string | null; status: string }>(
    `SELECT s.id, s.parkId, s.accountId, s.status FROM broadcast_session s WHERE s.id = ? AND ${scope.sql.replaceAll('{t}', 's')}`,
    [sessionId, ...scope.parameters],
  );
  if (!session?.accountId) throw notFound('input', 'sessionId');
  return { ...session, accountId: session.accountId };
}
