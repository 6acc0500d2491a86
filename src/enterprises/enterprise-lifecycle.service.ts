import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { coverageOfEnterprise } from '../organizations/enterprise-coverage.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { enterpriseInScope, recordEnterpriseStep, serializeOnEnterprises } from './enterprise-records.js';
import { ENTERPRISE_TRANSITIONS, EnterpriseStatus, type EnterpriseVerb } from './enterprise-states.js';
import { EnterpriseUses } from './enterprise-uses.js';
import { refusalsToAdvance } from './enterprise.rules.js';

/** A change of an enterprise's state. */
export interface EnterpriseStepRequest {
  enterpriseId: string;
  expectedVersion: number;
  reason?: string | null;
}

/** The verbs that lead an enterprise through the three gates and off the register. Each names all reasons against it at once. */
@Injectable()
export class EnterpriseLifecycle {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: Access,
    private readonly audit: AuditTrail,
    private readonly uses: EnterpriseUses,
  ) {}

  admitEnterprise(caller: Caller, step: EnterpriseStepRequest): Promise<string> {
    return this.advance(caller, 'admitEnterprise', step);
  }

  /** Sends an enterprise back to the beginning, with the reason. */
  rejectEnterprise(caller: Caller, step: EnterpriseStepRequest): Promise<string> {
    return this.advance(caller, 'rejectEnterprise', step);
  }

  beginOrganizationBuilding(caller: Caller, step: EnterpriseStepRequest): Promise<string> {
    return this.advance(caller, 'beginOrganizationBuilding', step);
  }

  /** Needs a party organization that covers the enterprise (INV-06). */
  trackEnterprise(caller: Caller, step: EnterpriseStepRequest): Promise<string> {
    return this.advance(caller, 'trackEnterprise', step);
  }

  beginDeparture(caller: Caller, step: EnterpriseStepRequest): Promise<string> {
    return this.advance(caller, 'beginDeparture', step);
  }

  /** Needs that no later module still uses the enterprise; what it promised ends with it. */
  completeDeparture(caller: Caller, step: EnterpriseStepRequest): Promise<string> {
    return this.advance(caller, 'completeDeparture', step);
  }

  private async advance(caller: Caller, verb: EnterpriseVerb, step: EnterpriseStepRequest): Promise<string> {
    const scope = await this.access.organizations(caller, 'enterprises.manage');
    return this.transactions.run(async (tx) => {
      await serializeOnEnterprises(tx, [step.enterpriseId]);
      const row = await enterpriseInScope(tx, scope, step.enterpriseId, 'input', 'enterpriseId');
      requireVersion(row, step.expectedVersion);
      const { to } = ENTERPRISE_TRANSITIONS[verb];
      const coverage = await coverageOfEnterprise(tx, row.id, localDateOf(tx.at));
      const uses = to === EnterpriseStatus.LEFT ? await this.uses.refusalsToEnd(tx, row.id) : [];
      refuseIfAny([...refusalsToAdvance(verb, row.status, coverage), ...uses]);
      const reason = step.reason ?? null;
      const after = { status: to, statusReason: reason };
      await updateVersioned(tx, 'enterprise', row, after);
      await recordEnterpriseStep(tx, caller, { enterpriseId: row.id, verb, fromStatus: row.status, toStatus: to, reason });
      await this.audit.record(tx, caller, {
        scopeId: row.responsibleOrganizationId,
        action: verb,
        recordKind: 'Enterprise',
        recordId: row.id,
        changes: changesBetween(row, after),
        ...(reason === null ? {} : { reason }),
      });
      if (to === EnterpriseStatus.LEFT) await this.uses.tellEnded(tx, caller, row.id);
      return row.id;
    });
  }
}
