import { setImmediate as othersFirst } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Persons } from '../../organizations/persons.service.js';
import { type Caller, systemCaller } from '../../platform/auth/caller.js';
import { isDuplicateKey, RetryWork } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { DomainError } from '../../platform/errors/refusals.js';
import { PersonalDataCipher } from '../../platform/personal-data/cipher.js';
import type { JobRun } from '../../platform/queue/job-run.js';
import { WaitingWork } from '../cases/waiting-work.js';
import { identityAddress } from './takeover-drafts.js';
import { findingsOf } from './takeover-findings.js';
import { takeoverMatter } from './takeover-states.js';
import { nextRow, rowCounts, type WorkRow } from './takeover-rows.js';
import type { RowIdentity } from './takeover-sheet.js';
import type { TakeoverRunPayload } from './takeover.jobs.js';

/**
 * Commits a sheet as a job, row by row: the person is registered, the ID-card number leaves the row, and the row waits for a second person. Killed
 * anywhere, the next run goes on with the first row that is still open; equal rows are taken once, in whatever sheets they stand.
 */
@Injectable()
export class TakeoverCommitting {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: Persons,
    private readonly cipher: PersonalDataCipher,
    private readonly waiting: WaitingWork,
  ) {}

  /** Runs the commit of the batch that is the job's key. */
  async run(run: JobRun<TakeoverRunPayload>): Promise<void> {
    const reader = { rows: <Row>(sql: string, parameters: readonly unknown[] = []) => this.dataSource.query<Row[]>(sql, [...parameters]) };
    const caller = { ...systemCaller(run.jobId), accountId: run.payload.actorId };
    const { valid } = await rowCounts(reader, run.key);
    for (let done = 0; ; done++) {
      const row = await nextRow(reader, run.key, 'OPEN');
      if (!row) break;
      await this.commitRow(run, caller, row);
      await othersFirst();
      await run.progress(done + 1, valid);
    }
    await run.complete(async (tx) => {
      if (await finish(tx, run.key)) await this.tellConfirmers(tx, run.key, caller.accountId);
    });
  }

  private async tellConfirmers(tx: Tx, batchId: string, byAccountId: string): Promise<void> {
    const sql = 'SELECT organizationId FROM takeover_batch WHERE scopeId = ? AND id = ?';
    const [batch] = await tx.rows<{ organizationId: string }>(sql, [INSTALLATION_SCOPE, batchId]);
    await this.waiting.waits(tx, takeoverMatter({ id: batchId, organizationId: batch!.organizationId }), byAccountId, {
      zh: '一张接管既有个案的表格已提交,待确认。',
      en: 'A sheet of existing cases was committed and waits for your confirmation.',
    });
  }

  private async commitRow(run: JobRun<TakeoverRunPayload>, caller: Caller, row: WorkRow): Promise<void> {
    try {
      await run.transaction((tx) => this.take(tx, caller, row));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const findings = JSON.stringify(findingsOf(error));
      await run.transaction((tx) =>
        tx.execute(
          `UPDATE takeover_row SET outcome = 'REFUSED', identityEncrypted = NULL, content = NULL, findings = ?, version = version + 1
          WHERE id = ? AND version = ?`,
          [findings, row.id, row.version],
        ),
      );
    }
  }

  private async take(tx: Tx, caller: Caller, row: WorkRow): Promise<void> {
    const known = await tx.rows('SELECT id FROM takeover_row WHERE scopeId = ? AND onceKey = ?', [INSTALLATION_SCOPE, row.rowHash]);
    if (known.length > 0) {
      await tx.execute(
        `UPDATE takeover_row SET outcome = 'DUPLICATE', identityEncrypted = NULL, content = NULL, version = version + 1 WHERE id = ? AND version = ?`,
        [row.id, row.version],
      );
      return;
    }
    const identity = JSON.parse(this.cipher.decrypt(identityAddress(row.id), row.identityEncrypted!)) as RowIdentity;
    /* In the installation's trail: in the organization's, auditors without a party role would see who is on the way (PR-7). */
    const personId = await this.persons.findOrCreate(tx, caller, { ...identity, scopeIdForAudit: INSTALLATION_SCOPE });
    await tx
      .execute(
        `UPDATE takeover_row SET outcome = 'PENDING', personId = ?, onceKey = rowHash, identityEncrypted = NULL, version = version + 1
         WHERE id = ? AND version = ?`,
        [personId, row.id, row.version],
      )
      .catch((error: unknown) => {
        throw isDuplicateKey(error) ? new RetryWork('an equal row was taken at the same time') : error;
      });
  }
}

/** Rows that were refused when they were read keep their findings and nothing personal. True when rows wait for the second person. */
async function finish(tx: Tx, batchId: string): Promise<boolean> {
  await tx.execute(
    `UPDATE takeover_row SET outcome = 'REFUSED', identityEncrypted = NULL, version = version + 1 WHERE scopeId = ? AND batchId = ? AND outcome = 'OPEN'`,
    [INSTALLATION_SCOPE, batchId],
  );
  const { pending } = await rowCounts(tx, batchId);
  await tx.execute(
    `UPDATE takeover_batch SET status = ?, committedAt = ?, version = version + 1 WHERE scopeId = ? AND id = ? AND status = 'COMMITTING'`,
    [pending > 0 ? 'COMMITTED' : 'CONFIRMED', tx.at.getTime(), INSTALLATION_SCOPE, batchId],
  );
  return pending > 0;
}
