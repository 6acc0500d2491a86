import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Access } from '../access/access.js';
import { EnterpriseRegister } from '../organizations/enterprise-register.js';
import { organizationInScope } from '../organizations/organization-records.js';
import { refusalsIfEnded } from '../organizations/organization.rules.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey } from '../platform/database/database-errors.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { DomainError, refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { creditCodeProblem, normalizedCreditCode } from './credit-code.js';
import { enterpriseInScope, recordEnterpriseStep } from './enterprise-records.js';
import type { EnterpriseKind } from './enterprise-states.js';
import { Enterprise } from './enterprise.entity.js';
import { CREDIT_CODE_INVALID, CREDIT_CODE_TAKEN } from './enterprises.errors.js';

/** A unit to be put on the register. */
export interface EnterpriseRegistration {
  name: string;
  creditCode: string;
  kind: EnterpriseKind;
  responsibleOrganizationId: string;
  trade?: string | null;
  address?: string | null;
  idempotencyKey: string;
}

/** Corrections; what is left out stays. The credit code never changes: another code is another unit. */
export interface EnterpriseChange {
  enterpriseId: string;
  name?: string | null;
  /** Null clears it. */
  trade?: string | null;
  /** Null clears it. */
  address?: string | null;
  responsibleOrganizationId?: string | null;
  expectedVersion: number;
}

/** The register of enterprises and social organizations, each once in the installation by its credit code. */
@Injectable()
export class Enterprises implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly audit: AuditTrail,
    private readonly register: EnterpriseRegister,
  ) {}

  onModuleInit(): void {
    this.register.register(async (caller) => {
      const scope = await this.access.organizations(caller, 'enterprises.read');
      return async (tx, enterpriseId, ...path) => void (await enterpriseInScope(tx, scope, enterpriseId, ...path));
    });
  }

  /** Throws CREDIT_CODE_INVALID, and CREDIT_CODE_TAKEN whoever registered the code. */
  async registerEnterprise(caller: Caller, registration: EnterpriseRegistration): Promise<string> {
    const scope = await this.access.organizations(caller, 'enterprises.manage');
    const request = { scopeId: INSTALLATION_SCOPE, key: registration.idempotencyKey, operation: 'registerEnterprise', input: registration };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const responsible = await organizationInScope(
        tx,
        scope,
        registration.responsibleOrganizationId,
        'input',
        'responsibleOrganizationId',
      );
      const creditCode = normalizedCreditCode(registration.creditCode);
      const problem = creditCodeProblem(creditCode);
      refuseIfAny([
        ...(problem ? [CREDIT_CODE_INVALID({ problem }, 'input', 'creditCode')] : []),
        ...refusalsIfEnded(responsible, 'input', 'responsibleOrganizationId'),
      ]);
      return this.write(tx, caller, { ...registration, creditCode });
    });
    return ref;
  }

  /** Corrects the entry, or hands it over to another organization within the caller's scope. */
  async changeEnterprise(caller: Caller, change: EnterpriseChange): Promise<string> {
    const scope = await this.access.organizations(caller, 'enterprises.manage');
    return this.transactions.run(async (tx) => {
      const row = await enterpriseInScope(tx, scope, change.enterpriseId, 'input', 'enterpriseId');
      requireVersion(row, change.expectedVersion);
      const responsibleOrganizationId = change.responsibleOrganizationId ?? row.responsibleOrganizationId;
      if (responsibleOrganizationId !== row.responsibleOrganizationId) {
        const responsible = await organizationInScope(tx, scope, responsibleOrganizationId, 'input', 'responsibleOrganizationId');
        refuseIfAny(refusalsIfEnded(responsible, 'input', 'responsibleOrganizationId'));
      }
      const after = {
        name: change.name ?? row.name,
        trade: change.trade === undefined ? row.trade : change.trade,
        address: change.address === undefined ? row.address : change.address,
        responsibleOrganizationId,
      };
      await updateVersioned(tx, 'enterprise', row, after);
      await this.audit.record(tx, caller, {
        scopeId: row.responsibleOrganizationId,
        action: 'changeEnterprise',
        recordKind: 'Enterprise',
        recordId: row.id,
        changes: changesBetween(row, after),
      });
      return row.id;
    });
  }

  private async write(tx: Tx, caller: Caller, registration: EnterpriseRegistration): Promise<string> {
    const id = newId();
    const { name, creditCode, kind, responsibleOrganizationId, trade = null, address = null } = registration;
    const row = { name, creditCode, kind, status: 'PROSPECTIVE' as const, responsibleOrganizationId, trade, address };
    try {
      await tx.insert(Enterprise, [{ id, scopeId: INSTALLATION_SCOPE, ...row, statusReason: null, createdAt: tx.at, version: 1 }]);
    } catch (error) {
      throw isDuplicateKey(error) ? new DomainError([CREDIT_CODE_TAKEN({}, 'input', 'creditCode')]) : error;
    }
    await recordEnterpriseStep(tx, caller, {
      enterpriseId: id,
      verb: 'registerEnterprise',
      fromStatus: null,
      toStatus: 'PROSPECTIVE',
      reason: null,
    });
    await this.audit.record(tx, caller, {
      scopeId: responsibleOrganizationId,
      action: 'registerEnterprise',
      recordKind: 'Enterprise',
      recordId: id,
      changes: changesBetween(null, row),
    });
    return id;
  }
}
