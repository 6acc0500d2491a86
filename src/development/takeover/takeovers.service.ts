import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { PermissionName } from '../../access/roles.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import type { Condition } from '../../platform/database/listing.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { type Refusal, refuseIfAny } from '../../platform/errors/refusals.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { JobOutbox } from '../../platform/queue/job-outbox.js';
import { JobRecords } from '../../platform/queue/job-records.js';
import { TwoPersons } from '../cases/two-persons.js';
import { WaitingWork } from '../cases/waiting-work.js';
import { acceptedRuleIdsOf, forgetRows, rowCounts } from './takeover-rows.js';
import {
  TAKEOVER_RECORD_KIND,
  TAKEOVER_VERBS,
  takeoverMatter,
  TakeoverStatus,
  type TakeoverVerb,
  WORKING_STATES,
} from './takeover-states.js';
import { TakeoverBatch } from './takeover.entity.js';
import {
  TAKEOVER_CONFIRMED_STANDS,
  TAKEOVER_NOTHING_TO_COMMIT,
  TAKEOVER_STATE_FORBIDS,
  TAKEOVER_WARNINGS_NOT_ACCEPTED,
} from './takeover.errors.js';
import { COMMIT_TAKEOVER, CONFIRM_TAKEOVER } from './takeover.jobs.js';

/** One batch, as the caller saw it. */
export interface TakeoverTarget {
  takeoverId: string;
  expectedVersion: number;
}

/** Decisions about takeovers; the rows themselves are worked through by jobs, each in a transaction of its own. */
@Injectable()
export class Takeovers {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly outbox: JobOutbox,
    private readonly twoPersons: TwoPersons,
    private readonly jobs: JobRecords,
    private readonly audit: AuditTrail,
    private readonly waiting: WaitingWork,
  ) {}

  /** The importer stands by the sheet: people are registered, ID-card numbers leave the rows, and its facts wait for a second person. */
  async commitDevelopmentTakeover(caller: Caller, target: TakeoverTarget): Promise<string> {
    return this.decide(caller, 'development.record', target, 'COMMIT', async (tx, batch) => {
      const { valid } = await rowCounts(tx, batch.id);
      refuseIfAny(valid === 0 ? [TAKEOVER_NOTHING_TO_COMMIT({}, 'input', 'takeoverId')] : []);
      const jobId = await this.outbox.enqueue(tx, COMMIT_TAKEOVER, jobOf(batch, caller));
      return { jobId, committedBy: caller.accountId };
    });
  }

  /**
   * A second person confirms (INV-21): every row becomes a case with its facts, or is refused for itself alone. `acceptedRuleIds` repeats the
   * warnings that the sheet passes with a reason (INV-19).
   */
  async confirmDevelopmentTakeover(
    caller: Caller,
    target: TakeoverTarget & { acceptedRuleIds?: readonly string[] | null },
  ): Promise<string> {
    return this.decide(caller, 'development.confirm', target, 'CONFIRM', async (tx, batch) => {
      refuseIfAny([
        ...(await this.twoPersons.refusals(tx, caller, batch.id, batch.committedBy)),
        ...(await refusalsOfAcceptance(tx, batch, target.acceptedRuleIds ?? [])),
      ]);
      await tx.execute(
        `UPDATE takeover_row SET outcome = 'PENDING', version = version + 1 WHERE scopeId = ? AND batchId = ? AND outcome = 'REFUSED' AND content IS NOT NULL`,
        [INSTALLATION_SCOPE, batch.id],
      );
      const jobId = await this.outbox.enqueue(tx, CONFIRM_TAKEOVER, jobOf(batch, caller));
      return { jobId, confirmedBy: caller.accountId };
    });
  }

  /**
   * Lets the job of a batch go on that has given up after many attempts: it continues with the first row that is still open, in the name of whoever
   * committed or confirmed. Refuses TAKEOVER_STATE_FORBIDS while the job has attempts left.
   */
  restartDevelopmentTakeover(caller: Caller, target: TakeoverTarget): Promise<string> {
    return this.decide(caller, 'development.record', target, 'RESTART', async (tx, batch) => {
      await this.jobs.rerun(tx, batch.jobId!);
      return {};
    });
  }

  /** Takes an unconfirmed batch back, or what is left of one: its rows keep neither identity nor facts. Nothing was made of them. */
  reverseDevelopmentTakeover(caller: Caller, target: TakeoverTarget & { reason: string }): Promise<string> {
    return this.end(caller, 'development.record', target);
  }

  /** The second person says no: the same, by a confirmer. */
  rejectDevelopmentTakeover(caller: Caller, target: TakeoverTarget & { reason: string }): Promise<string> {
    return this.end(caller, 'development.confirm', target);
  }

  private end(caller: Caller, permission: PermissionName, target: TakeoverTarget & { reason: string }): Promise<string> {
    return this.decide(caller, permission, target, 'REVERSE', async (tx, batch) => {
      await forgetRows(tx, batch.id);
      if (permission === 'development.confirm' && batch.committedBy !== null)
        await this.waiting.wasRejected(tx, takeoverMatter(batch), batch.committedBy, {
          zh: '你提交的接管表格被退回,请查看理由,更正后重新上传。',
          en: 'Your sheet of existing cases was rejected; see the reason and upload a corrected one.',
        });
      const { takenOver } = await rowCounts(tx, batch.id);
      const status = takenOver > 0 ? TakeoverStatus.CONFIRMED : TakeoverStatus.REVERSED;
      return { status, reason: target.reason, endedBy: caller.accountId, endedAt: tx.at };
    });
  }

  private async decide(
    caller: Caller,
    permission: PermissionName,
    target: TakeoverTarget,
    verb: TakeoverVerb,
    work: (tx: Tx, batch: TakeoverBatch) => Promise<Partial<TakeoverBatch>>,
  ): Promise<string> {
    const scope = (await this.access.organizations(caller, permission)).condition('b.organizationId');
    return this.transactions.run(async (tx) => {
      const batch = await batchIn(tx, scope, target.takeoverId);
      requireVersion(batch, target.expectedVersion);
      refuseIfAny(refusalsOfState(batch, verb, await hasGivenUp(tx, batch)));
      const changes = { status: TAKEOVER_VERBS[verb].to ?? batch.status, ...(await work(tx, batch)) };
      await updateVersioned(tx, TakeoverBatch, batch, changes);
      if (verb !== 'COMMIT') await this.waiting.isSettled(tx, takeoverMatter(batch));
      const { jobId: _, endedAt: __, ...shown } = changes;
      await this.audit.record(tx, caller, {
        scopeId: batch.organizationId,
        action: `${verb.toLowerCase()}DevelopmentTakeover`,
        recordKind: TAKEOVER_RECORD_KIND,
        recordId: batch.id,
        changes: changesBetween(batch, shown),
        ...(changes.reason ? { reason: changes.reason } : {}),
      });
      return batch.id;
    });
  }
}

/** The job works on rows under the locks of organizations, which count in the installation. */
function jobOf(batch: TakeoverBatch, caller: Caller) {
  return { scopeId: INSTALLATION_SCOPE, key: batch.id, payload: { actorId: caller.accountId } };
}

async function batchIn(tx: Tx, scope: Condition, takeoverId: string): Promise<TakeoverBatch> {
  const rows = await tx.rows(`SELECT b.id FROM takeover_batch b WHERE b.scopeId = ? AND b.id = ? AND ${scope.sql}`, [
    INSTALLATION_SCOPE,
    takeoverId,
    ...scope.parameters,
  ]);
  const batch = rows.length === 0 ? null : await tx.manager.findOneBy(TakeoverBatch, { scopeId: INSTALLATION_SCOPE, id: takeoverId });
  if (!batch) throw notFound('input', 'takeoverId');
  return batch;
}

/** True when the job that works on the batch has used up its attempts. */
async function hasGivenUp(tx: Tx, { status, jobId }: TakeoverBatch): Promise<boolean> {
  if (!WORKING_STATES.includes(status)) return false;
  const [job] = await tx.rows<{ status: string }>('SELECT status FROM job WHERE id = ?', [jobId]);
  return job?.status === 'DEAD';
}

function refusalsOfState({ status }: TakeoverBatch, verb: TakeoverVerb, isStuck: boolean): Refusal[] {
  const { from, fromStuck }: { from: readonly TakeoverStatus[]; fromStuck: readonly TakeoverStatus[] } = TAKEOVER_VERBS[verb];
  if (from.includes(status) || (isStuck && fromStuck.includes(status))) return [];
  if (verb === 'REVERSE' && status === 'CONFIRMED') return [TAKEOVER_CONFIRMED_STANDS({}, 'input', 'takeoverId')];
  const { zh, en } = wordOf(TakeoverStatus, status);
  return [TAKEOVER_STATE_FORBIDS({ statusZh: zh, statusEn: en }, 'input', 'takeoverId')];
}

async function refusalsOfAcceptance(tx: Tx, batch: TakeoverBatch, acceptedRuleIds: readonly string[]): Promise<Refusal[]> {
  const passed = await acceptedRuleIdsOf(tx, batch.id);
  const accepted = [...new Set(acceptedRuleIds)].sort();
  if (passed.join() === accepted.join()) return [];
  return [TAKEOVER_WARNINGS_NOT_ACCEPTED({ ruleIds: passed.join(', ') || '—' }, 'input', 'acceptedRuleIds')];
}
