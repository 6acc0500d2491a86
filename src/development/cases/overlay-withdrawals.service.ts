import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../../access/access.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { isDuplicateKey } from '../../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../../platform/database/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { DomainError, refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { serializeOn } from '../../platform/queue/key-lock.js';
import type { RuleOverlay } from '../rule-sets/rule-set.js';
import { OVERLAY_STILL_USED, OVERLAY_WITHDRAWAL_DECIDED, OVERLAY_WITHDRAWAL_TOO_EARLY, OVERLAY_WITHDRAWN } from './rules.errors.js';
import { type CutOverStatus, RuleOverlayWithdrawal } from './development-rules.entity.js';
import { RuleChanges } from './rule-changes.js';
import { OVERLAY_COLUMNS, type OverlayRow, overlayOf } from './rule-overlay-rows.js';
import { TwoPersons } from './two-persons.js';

/** An overlay that is to judge no facts any more from a day on. */
export interface Withdrawal {
  overlayId: string;
  /** First day of the facts that it does not judge. */
  endsOn: LocalDate;
  documentNumber: string;
  reason: string;
  idempotencyKey: string;
}

/** Which withdrawal, as the caller saw it. */
export interface WithdrawalTarget {
  withdrawalId: string;
  expectedVersion: number;
}

type WithdrawalRow = Pick<RuleOverlayWithdrawal, 'id' | 'overlayId' | 'organizationId' | 'endsOn' | 'status' | 'recordedBy' | 'version'>;

const PERMISSION = 'development.rules.manage';
/** A withdrawal is about an organization and no single person. */
const NOBODY = '';

/**
 * The way back from an overlay: it ends on a later day, by two persons. What was judged under it stays as it was (INV-18), so the day lies after
 * the one on which the second person says yes. One overlay takes the place of another when it is adopted and the other withdrawn.
 */
@Injectable()
export class OverlayWithdrawals {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly twoPersons: TwoPersons,
    private readonly ruleChanges: RuleChanges,
  ) {}

  /** Asks for the end of an overlay, which counts when somebody else confirms; returns the overlay's id. One withdrawal stands at a time. */
  async withdraw(caller: Caller, withdrawal: Withdrawal): Promise<string> {
    const { overlayId, endsOn, documentNumber, reason } = withdrawal;
    const scope = await this.access.organizations(caller, PERMISSION);
    const known = await this.transactions.run((tx) => overlayInScope(tx, scope, overlayId));
    const request = { scopeId: INSTALLATION_SCOPE, key: withdrawal.idempotencyKey, operation: 'withdrawRuleOverlay', input: withdrawal };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOn(tx, INSTALLATION_SCOPE, 'rule-overlay', known.ruleSetId);
      const overlay = await overlayInScope(tx, scope, overlayId);
      refuseIfAny(await refusalsToEnd(tx, overlay, endsOn, 'endsOn'));
      const facts = { overlayId, organizationId: overlay.organizationId, endsOn, documentNumber, reason, status: 'PENDING' as const };
      const row = {
        id: newId(),
        scopeId: INSTALLATION_SCOPE,
        onceKey: overlayId,
        ...facts,
        recordedBy: caller.accountId,
        recordedAt: tx.at,
      };
      await tx.insert(RuleOverlayWithdrawal, [{ ...row, version: 1 }]).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new DomainError([OVERLAY_WITHDRAWN({}, 'input', 'overlayId')]) : error;
      });
      await this.record(tx, caller, 'withdrawRuleOverlay', row, { endsOn, documentNumber, status: 'PENDING' });
      return overlayId;
    });
    return ref;
  }

  /** Confirms it. Refuses whoever asked for it, and a day that has come meanwhile. */
  confirm(caller: Caller, target: WithdrawalTarget): Promise<string> {
    return this.decide(caller, 'confirmRuleOverlayWithdrawal', target, 'CONFIRMED', {});
  }

  /** Rejects it: the overlay goes on, and another withdrawal can be asked for. */
  reject(caller: Caller, target: WithdrawalTarget & { reason: string }): Promise<string> {
    const more = { decisionReason: target.reason, onceKey: target.withdrawalId };
    return this.decide(caller, 'rejectRuleOverlayWithdrawal', target, 'REJECTED', more);
  }

  private async decide(
    caller: Caller,
    action: string,
    target: WithdrawalTarget,
    status: CutOverStatus,
    more: { decisionReason?: string; onceKey?: string },
  ): Promise<string> {
    const scope = await this.access.organizations(caller, PERMISSION);
    const known = await this.transactions.run(async (tx) => {
      const { overlayId } = await withdrawalInScope(tx, scope, target.withdrawalId);
      return overlayInScope(tx, scope, overlayId);
    });
    return this.transactions.run(async (tx) => {
      await serializeOn(tx, INSTALLATION_SCOPE, 'rule-overlay', known.ruleSetId);
      const row = await withdrawalInScope(tx, scope, target.withdrawalId);
      refuseIfAny(row.status === 'PENDING' ? [] : [OVERLAY_WITHDRAWAL_DECIDED({}, 'input', 'withdrawalId')]);
      requireVersion(row, target.expectedVersion);
      refuseIfAny(await this.twoPersons.refusals(tx, caller, NOBODY, row.recordedBy));
      if (status === 'CONFIRMED') {
        const overlay = await overlayInScope(tx, scope, row.overlayId);
        refuseIfAny(await refusalsToEnd(tx, overlay, row.endsOn, 'withdrawalId'));
      }
      const changes = { status, decidedBy: caller.accountId, decidedAt: tx.at, ...more };
      await updateVersioned(tx, 'rule_overlay_withdrawal', { id: row.id, version: row.version }, changes);
      await this.record(tx, caller, action, row, { status });
      if (status === 'CONFIRMED') await this.ruleChanges.tell(tx);
      return row.overlayId;
    });
  }

  private async record(
    tx: Tx,
    caller: Caller,
    action: string,
    row: { overlayId: string; organizationId: string },
    facts: object,
  ): Promise<void> {
    const act = { scopeId: row.organizationId, action, recordKind: 'RuleOverlay', recordId: row.overlayId };
    await this.audit.record(tx, caller, { ...act, changes: changesBetween(null, facts) });
  }
}

/** It ends after today, after it began, and not while another overlay builds on a step that it added. */
async function refusalsToEnd(tx: Tx, overlay: RuleOverlay, endsOn: LocalDate, field: string): Promise<Refusal[]> {
  const today = localDateOf(tx.at);
  const after = overlay.effectiveFrom > today ? overlay.effectiveFrom : today;
  const early = endsOn <= after ? [OVERLAY_WITHDRAWAL_TOO_EARLY({ endsOn, after }, 'input', field)] : [];
  const added = overlay.extraSteps.map(({ code }) => code);
  if (added.length === 0) return early;
  const rows = await tx.rows<OverlayRow>(
    `SELECT ${OVERLAY_COLUMNS} FROM rule_overlay WHERE scopeId = ? AND ruleSetId = ? AND id <> ? AND organizationId IN
     (SELECT descendantId FROM organization_closure WHERE scopeId = ? AND ancestorId = ?)`,
    [INSTALLATION_SCOPE, overlay.ruleSetId, overlay.id, INSTALLATION_SCOPE, overlay.organizationId],
  );
  const resting = rows.map(overlayOf).filter((other) => !other.endsOn || other.endsOn > endsOn);
  const used = added.filter((code) => resting.some((other) => buildsOn(other, code)));
  return used.length === 0 ? early : [...early, OVERLAY_STILL_USED({ stepCodes: used.join(', ') }, 'input', field)];
}

function buildsOn({ extraSteps, extraForms }: RuleOverlay, code: string): boolean {
  return extraSteps.some(({ afterStepCode }) => afterStepCode === code) || extraForms.some(({ stepCode }) => stepCode === code);
}

async function overlayInScope(tx: Tx, scope: OrganizationScope, id: string): Promise<RuleOverlay> {
  const condition = scope.condition('rule_overlay.organizationId');
  const [row] = await tx.rows<OverlayRow>(
    `SELECT ${OVERLAY_COLUMNS} FROM rule_overlay WHERE rule_overlay.scopeId = ? AND rule_overlay.id = ? AND ${condition.sql}`,
    [INSTALLATION_SCOPE, id, ...condition.parameters],
  );
  if (!row) throw notFound('input', 'overlayId');
  return overlayOf(row);
}

async function withdrawalInScope(tx: Tx, scope: OrganizationScope, id: string): Promise<WithdrawalRow> {
  const condition = scope.condition('w.organizationId');
  const [row] = await tx.rows<WithdrawalRow>(
    `SELECT w.id, w.overlayId, w.organizationId, w.endsOn, w.status, w.recordedBy, w.version FROM rule_overlay_withdrawal w
     WHERE w.scopeId = ? AND w.id = ? AND ${condition.sql}`,
    [INSTALLATION_SCOPE, id, ...condition.parameters],
  );
  if (!row) throw notFound('input', 'withdrawalId');
  return row;
}
