import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { Fault } from '../platform/errors/faults.js';
import { type Refusal, refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { EnterpriseRegister } from './enterprise-register.js';
import type { OrganizationKind, OrganizationTier, OrganizationType } from './organization-kinds.js';
import { organizationInScope, recordStatusStep } from './organization-records.js';
import { ENDED_STATUSES } from './organization-states.js';
import { OrganizationTree, serializeOnTree } from './organization-tree.js';
import { Organization } from './organization.entity.js';
import { refusalsIfEnded, refusalsOfKind } from './organization.rules.js';
import { ENTERPRISE_HAS_ORGANIZATION } from './organizations.errors.js';

/** A new organization. */
export interface OrganizationProposal {
  name: string;
  shortName: string;
  type: OrganizationType;
  tier: OrganizationTier;
  kind?: OrganizationKind | null;
  /** Null makes a root, which only the administrator of the installation may. */
  adminParentId?: string | null;
  enterpriseId?: string | null;
  leadAgency?: string | null;
  idempotencyKey: string;
}

/** New names of an organization; what is left out stays. */
export interface OrganizationChange {
  organizationId: string;
  name?: string | null;
  shortName?: string | null;
  leadAgency?: string | null;
  expectedVersion: number;
}

/** A move to another place in the ADMIN forest. */
export interface OrganizationMove {
  organizationId: string;
  adminParentId?: string | null;
  expectedVersion: number;
}

/** Sets up organizations and keeps the ADMIN forest (INV-04). Who holds `organizations.manage` above a place may change it. */
@Injectable()
export class Organizations {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly audit: AuditTrail,
    private readonly tree: OrganizationTree,
    private readonly enterprises: EnterpriseRegister,
  ) {}

  /** Proposes an organization below another. Throws NOT_FOUND for a parent or an enterprise outside the caller's scope. */
  async proposeOrganization(caller: Caller, proposal: OrganizationProposal): Promise<string> {
    const scope = await this.access.organizations(caller, 'organizations.manage');
    const { adminParentId = null, enterpriseId = null, kind = null } = proposal;
    if (adminParentId === null) requireEverywhere(scope);
    const requireEnterprise = enterpriseId === null ? null : await this.enterprises.visibleTo(caller);
    const request = { scopeId: INSTALLATION_SCOPE, key: proposal.idempotencyKey, operation: 'proposeOrganization', input: proposal };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnTree(tx, adminParentId === null ? [] : [adminParentId]);
      const refusals = refusalsOfKind(kind, enterpriseId);
      if (adminParentId !== null) {
        const parent = await organizationInScope(tx, scope, adminParentId, 'input', 'adminParentId');
        refusals.push(...refusalsIfEnded(parent, 'input', 'adminParentId'));
      }
      if (enterpriseId !== null) {
        await requireEnterprise?.(tx, enterpriseId, 'input', 'enterpriseId');
        refusals.push(...(await this.refusalsOfOwnOrganization(tx, enterpriseId)));
      }
      refuseIfAny(refusals);
      return this.write(tx, caller, proposal);
    });
    return ref;
  }

  /** Corrects names. */
  async changeOrganization(caller: Caller, change: OrganizationChange): Promise<string> {
    const scope = await this.access.organizations(caller, 'organizations.manage');
    return this.transactions.run(async (tx) => {
      const row = await organizationInScope(tx, scope, change.organizationId, 'input', 'organizationId');
      requireVersion(row, change.expectedVersion);
      const after = {
        name: change.name ?? row.name,
        shortName: change.shortName ?? row.shortName,
        leadAgency: change.leadAgency === undefined ? row.leadAgency : change.leadAgency,
      };
      await updateVersioned(tx, 'organization', row, after);
      await this.audit.record(tx, caller, {
        scopeId: row.id,
        action: 'changeOrganization',
        recordKind: 'Organization',
        recordId: row.id,
        changes: changesBetween(row, after),
      });
      return row.id;
    });
  }

  /** Puts an organization with all below it under another one. Throws ORGANIZATION_CYCLE, also when two moves at once would close one. */
  async moveOrganization(caller: Caller, move: OrganizationMove): Promise<string> {
    const scope = await this.access.organizations(caller, 'organizations.manage');
    const { adminParentId = null } = move;
    if (adminParentId === null) requireEverywhere(scope);
    return this.transactions.run(async (tx) => {
      await serializeOnTree(tx, adminParentId === null ? [] : [adminParentId]);
      const row = await organizationInScope(tx, scope, move.organizationId, 'input', 'organizationId');
      requireVersion(row, move.expectedVersion);
      const refusals = refusalsIfEnded(row, 'input', 'organizationId');
      if (adminParentId !== null) {
        const parent = await organizationInScope(tx, scope, adminParentId, 'input', 'adminParentId');
        refusals.push(...refusalsIfEnded(parent, 'input', 'adminParentId'));
      }
      refuseIfAny(refusals);
      await this.tree.move(tx, row.id, adminParentId);
      await updateVersioned(tx, 'organization', row, { adminParentId });
      await this.audit.record(tx, caller, {
        scopeId: row.id,
        action: 'moveOrganization',
        recordKind: 'Organization',
        recordId: row.id,
        changes: changesBetween(row, { adminParentId }),
      });
      return row.id;
    });
  }

  private async refusalsOfOwnOrganization(tx: Tx, enterpriseId: string): Promise<Refusal[]> {
    const rows = await tx.rows<{ status: Organization['status'] }>(
      'SELECT status FROM organization WHERE scopeId = ? AND enterpriseId = ?',
      [INSTALLATION_SCOPE, enterpriseId],
    );
    const hasOne = rows.some(({ status }) => !ENDED_STATUSES.includes(status));
    return hasOne ? [ENTERPRISE_HAS_ORGANIZATION({}, 'input', 'enterpriseId')] : [];
  }

  private async write(tx: Tx, caller: Caller, proposal: OrganizationProposal): Promise<string> {
    const id = newId();
    const { name, shortName, type, tier } = proposal;
    const row = {
      name,
      shortName,
      type,
      tier,
      kind: proposal.kind ?? null,
      status: 'PROPOSED' as const,
      adminParentId: proposal.adminParentId ?? null,
      enterpriseId: proposal.enterpriseId ?? null,
      leadAgency: proposal.leadAgency ?? null,
    };
    const blank = { statusReason: null, mergedIntoId: null, createdAt: tx.at, version: 1 };
    await tx.insert(Organization, [{ id, scopeId: INSTALLATION_SCOPE, ...row, ...blank }]);
    await this.tree.plant(tx, id, row.adminParentId);
    await recordStatusStep(tx, caller, {
      organizationId: id,
      verb: 'proposeOrganization',
      fromStatus: null,
      toStatus: 'PROPOSED',
      reason: null,
    });
    await this.audit.record(tx, caller, {
      scopeId: id,
      action: 'proposeOrganization',
      recordKind: 'Organization',
      recordId: id,
      changes: changesBetween(null, row),
    });
    return id;
  }
}

function requireEverywhere(scope: OrganizationScope): void {
  if (!scope.isEverywhere) throw new Fault('FORBIDDEN');
}
