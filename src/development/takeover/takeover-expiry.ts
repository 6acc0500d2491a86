import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { systemCaller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { forgetRows } from './takeover-rows.js';
import { TAKEOVER_RECORD_KIND } from './takeover-states.js';
import { TakeoverBatch } from './takeover.entity.js';

/** A sheet that nobody committed for so long was forgotten; the people in it are not to stay in a drawer. */
const STAGED_KEPT_MS = 14 * 86_400_000;
const BATCHES_PER_RUN_MAX = 100;
const REASON = '超过十四天未提交,自动撤回';

/** Takes back sheets that were staged and never committed, or whose commit has stopped, so that ID-card numbers do not stay in them. */
@Injectable()
export class TakeoverExpiry {
  constructor(private readonly audit: AuditTrail) {}

  /** Returns how many were taken back, at most 100. */
  async takeBackStale(tx: Tx, jobId: string): Promise<number> {
    const stale = await tx.rows<{ id: string; organizationId: string; version: number }>(
      `SELECT b.id, b.organizationId, b.version FROM takeover_batch b WHERE b.scopeId = ? AND b.uploadedAt < ?
       AND (b.status IN ('READING', 'STAGED') OR (b.status = 'COMMITTING' AND EXISTS (SELECT 1 FROM job j WHERE j.id = b.jobId AND j.status = 'DEAD')))
       ORDER BY b.uploadedAt LIMIT ${BATCHES_PER_RUN_MAX}`,
      [INSTALLATION_SCOPE, tx.at.getTime() - STAGED_KEPT_MS],
    );
    for (const { id, organizationId, version } of stale) {
      await updateVersioned(tx, TakeoverBatch, { id, version } as TakeoverBatch, { status: 'REVERSED', reason: REASON, endedAt: tx.at });
      await forgetRows(tx, id);
      const act = { scopeId: organizationId, action: 'expireDevelopmentTakeover', recordKind: TAKEOVER_RECORD_KIND, recordId: id };
      await this.audit.record(tx, systemCaller(jobId), { ...act, reason: REASON });
    }
    return stale.length;
  }
}
