import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../../access/access.js';
import { organizationInScope } from '../../organizations/organization-records.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { DomainError, type Refusal, refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { cutOverOf } from './case-opening.service.js';
import { CUT_OVER_AFTER_UPPER, CUT_OVER_DECIDED, CUT_OVER_IN_FUTURE, CUT_OVER_RECORDED } from './rules.errors.js';
import { type CutOverStatus, OrganizationCutOver } from './development-rules.entity.js';
import { TwoPersons } from './two-persons.js';
import { type Matter, WaitingWork } from './waiting-work.js';

/** The day from which an organization's facts obey every rule. */
export interface CutOver {
  organizationId: string;
  cutOverOn: LocalDate;
  documentNumber: string;
  idempotencyKey: string;
}

/** Which cut-over, as the caller saw it. */
export interface CutOverTarget {
  cutOverId: string;
  expectedVersion: number;
}

type CutOverRow = Pick<OrganizationCutOver, 'id' | 'organizationId' | 'cutOverOn' | 'status' | 'recordedBy' | 'version'>;

/** A cut-over is about an organization and no single person. */
const NOBODY = '';

/** Cut-overs: once for an organization, by two persons, for the cases that are opened afterwards (INV-13a). */
@Injectable()
export class CutOvers {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly twoPersons: TwoPersons,
    private readonly waiting: WaitingWork,
  ) {}

  /** Records the day, which counts when somebody else has confirmed it. Refuses CUT_OVER_RECORDED, CUT_OVER_IN_FUTURE and CUT_OVER_AFTER_UPPER. */
  async recordCutOver(caller: Caller, cutOver: CutOver): Promise<string> {
    const { organizationId, cutOverOn, documentNumber } = cutOver;
    const scope = await this.access.organizations(caller, 'development.record');
    const request = { scopeId: INSTALLATION_SCOPE, key: cutOver.idempotencyKey, operation: 'recordCutOver', input: cutOver };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      refuseIfAny([
        ...(cutOverOn > localDateOf(tx.at) ? [CUT_OVER_IN_FUTURE({ onDay: cutOverOn }, 'input', 'cutOverOn')] : []),
        ...refusalsAfterUpper(cutOverOn, await cutOverOf(tx, organizationId), 'cutOverOn'),
      ]);
      const facts = { organizationId, cutOverOn, documentNumber, status: 'PENDING' as const };
      const id = newId();
      const row = { id, scopeId: INSTALLATION_SCOPE, onceKey: organizationId, ...facts, recordedBy: caller.accountId, recordedAt: tx.at };
      await tx.insert(OrganizationCutOver, [{ ...row, version: 1 }]).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new DomainError([CUT_OVER_RECORDED({}, 'input', 'organizationId')]) : error;
      });
      await this.record(tx, caller, 'recordCutOver', id, organizationId, facts);
      await this.waiting.waits(tx, matterOf({ id, organizationId }), caller.accountId, {
        zh: `接管日期 ${cutOverOn} 的登记待确认。`,
        en: `The cut-over day ${cutOverOn} waits for your confirmation.`,
      });
      return id;
    });
    return ref;
  }

  /** Confirms the day. Refuses whoever recorded it. */
  confirmCutOver(caller: Caller, target: CutOverTarget): Promise<string> {
    return this.decide(caller, 'confirmCutOver', target, 'CONFIRMED', {});
  }

  /** Rejects it, so that another can be recorded. */
  rejectCutOver(caller: Caller, target: CutOverTarget & { reason: string }): Promise<string> {
    return this.decide(caller, 'rejectCutOver', target, 'REJECTED', { reason: target.reason, onceKey: target.cutOverId });
  }

  private async decide(
    caller: Caller,
    action: string,
    target: CutOverTarget,
    status: CutOverStatus,
    more: { reason?: string; onceKey?: string },
  ): Promise<string> {
    const scope = await this.access.organizations(caller, 'development.confirm');
    await this.transactions.run(async (tx) => {
      const row = await cutOverInScope(tx, scope, target.cutOverId);
      refuseIfAny(row.status === 'PENDING' ? [] : [CUT_OVER_DECIDED({}, 'input', 'cutOverId')]);
      requireVersion(row, target.expectedVersion);
      refuseIfAny(await this.twoPersons.refusals(tx, caller, NOBODY, row.recordedBy));
      if (status === 'CONFIRMED') refuseIfAny(refusalsAfterUpper(row.cutOverOn, await cutOverOf(tx, row.organizationId), 'cutOverId'));
      const changes = { status, decidedBy: caller.accountId, decidedAt: tx.at, ...more };
      await updateVersioned(tx, 'organization_cut_over', { id: row.id, version: row.version }, changes);
      await this.record(tx, caller, action, row.id, row.organizationId, { status });
      await this.waiting.isSettled(tx, matterOf(row));
      if (status === 'REJECTED')
        await this.waiting.wasRejected(tx, matterOf(row), row.recordedBy, {
          zh: `接管日期 ${row.cutOverOn} 的登记被退回,请查看理由后重新登记。`,
          en: `The cut-over day ${row.cutOverOn} was rejected; see the reason and record it again.`,
        });
    });
    return target.cutOverId;
  }

  private async record(tx: Tx, caller: Caller, action: string, recordId: string, scopeId: string, facts: object): Promise<void> {
    const act = { scopeId, action, recordKind: 'OrganizationCutOver', recordId };
    await this.audit.record(tx, caller, { ...act, changes: changesBetween(null, facts) });
  }
}

function matterOf({ id, organizationId }: Pick<CutOverRow, 'id' | 'organizationId'>): Matter {
  return { organizationId, subjectKind: 'OrganizationCutOver', subjectId: id, key: 'cut-over' };
}

/** Nobody below loosens what an organization above has begun to apply (INV-13a). */
function refusalsAfterUpper(cutOverOn: LocalDate, upperCutOverOn: LocalDate | null, field: string): Refusal[] {
  const isLater = upperCutOverOn !== null && cutOverOn > upperCutOverOn;
  return isLater ? [CUT_OVER_AFTER_UPPER({ upperCutOverOn }, 'input', field)] : [];
}

async function cutOverInScope(tx: Tx, scope: OrganizationScope, id: string): Promise<CutOverRow> {
  const condition = scope.condition('u.organizationId');
  const [row] = await tx.rows<CutOverRow>(
    `SELECT u.id, u.organizationId, u.cutOverOn, u.status, u.recordedBy, u.version FROM organization_cut_over u
     WHERE u.scopeId = ? AND u.id = ? AND ${condition.sql}`,
    [INSTALLATION_SCOPE, id, ...condition.parameters],
  );
  if (!row) throw notFound('input', 'cutOverId');
  return row;
}
