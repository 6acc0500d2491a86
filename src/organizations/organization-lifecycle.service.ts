import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { inList, type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { knownOrganization, organizationInScope, type OrganizationRow, recordStatusStep } from './organization-records.js';
import { ENDED_STATUSES, ORGANIZATION_TRANSITIONS, type OrganizationVerb } from './organization-states.js';
import { serializeOnOrganizationEnds, serializeOnTree } from './organization-tree.js';
import { OrganizationUses } from './organization-uses.js';
import { type OrganizationFacts, refusalsToAdvance, refusalsUnlessWorking } from './organization.rules.js';
import { ORGANIZATION_MERGES_INTO_ITSELF } from './organizations.errors.js';

/** A change of an organization's state. */
export interface OrganizationStep {
  organizationId: string;
  expectedVersion: number;
  reason?: string | null;
}

/** The verbs that lead an organization through its states. Each names all reasons against it at once. */
@Injectable()
export class OrganizationLifecycle {
  constructor(
    private readonly transactions: Transactions,
    private readonly access: Access,
    private readonly audit: AuditTrail,
    private readonly uses: OrganizationUses,
  ) {}

  approveOrganization(caller: Caller, step: OrganizationStep): Promise<string> {
    return this.advance(caller, 'approveOrganization', step);
  }

  activateOrganization(caller: Caller, step: OrganizationStep): Promise<string> {
    return this.advance(caller, 'activateOrganization', step);
  }

  beginRectification(caller: Caller, step: OrganizationStep): Promise<string> {
    return this.advance(caller, 'beginRectification', step);
  }

  completeRectification(caller: Caller, step: OrganizationStep): Promise<string> {
    return this.advance(caller, 'completeRectification', step);
  }

  /** Only without members, working organizations below it and parks that it leads. */
  dissolveOrganization(caller: Caller, step: OrganizationStep): Promise<string> {
    return this.advance(caller, 'dissolveOrganization', step);
  }

  /** Like `dissolveOrganization`, after the members were handed over; names the organization that goes on. */
  mergeOrganization(caller: Caller, step: OrganizationStep & { intoOrganizationId: string }): Promise<string> {
    return this.advance(caller, 'mergeOrganization', step, step.intoOrganizationId);
  }

  private async advance(caller: Caller, verb: OrganizationVerb, step: OrganizationStep, intoId: string | null = null): Promise<string> {
    const scope = await this.access.organizations(caller, 'organizations.manage');
    return this.transactions.run(async (tx) => {
      await serializeOnTree(tx, [step.organizationId]);
      if (isEnd(verb)) await serializeOnOrganizationEnds(tx, [step.organizationId]);
      const row = await organizationInScope(tx, scope, step.organizationId, 'input', 'organizationId');
      requireVersion(row, step.expectedVersion);
      const refusals = refusalsToAdvance(verb, await this.factsOf(tx, row));
      if (intoId !== null) {
        const into = await organizationInScope(tx, scope, intoId, 'input', 'intoOrganizationId');
        refusals.push(...refusalsUnlessWorking(into, 'input', 'intoOrganizationId'));
        if (into.id === row.id) refusals.push(ORGANIZATION_MERGES_INTO_ITSELF({}, 'input', 'intoOrganizationId'));
      }
      if (isEnd(verb)) refusals.push(...(await this.uses.refusalsToEnd(tx, row.id)));
      refuseIfAny(refusals);
      await this.write(tx, caller, verb, row, step.reason ?? null, intoId);
      if (isEnd(verb)) await this.uses.tellEnded(tx, caller, row.id);
      return row.id;
    });
  }

  private async write(
    tx: Tx,
    caller: Caller,
    verb: OrganizationVerb,
    row: OrganizationRow,
    reason: string | null,
    mergedIntoId: string | null,
  ): Promise<void> {
    const after = { status: ORGANIZATION_TRANSITIONS[verb].to, statusReason: reason, mergedIntoId };
    await updateVersioned(tx, 'organization', row, after);
    await recordStatusStep(tx, caller, { organizationId: row.id, verb, fromStatus: row.status, toStatus: after.status, reason });
    await this.audit.record(tx, caller, {
      scopeId: row.id,
      action: verb,
      recordKind: 'Organization',
      recordId: row.id,
      changes: changesBetween(row, after),
      ...(reason === null ? {} : { reason }),
    });
  }

  private async factsOf(tx: Tx, row: OrganizationRow): Promise<OrganizationFacts> {
    const today = localDateOf(tx.at);
    const [counts] = await tx.rows<Record<'members' | 'coveredUnits' | 'children', number | string>>(
      `SELECT
         (SELECT COUNT(*) FROM membership WHERE scopeId = ? AND organizationId = ? AND (endsOn IS NULL OR (endsOn > ? AND endsOn > startsOn))) AS members,
         (SELECT COUNT(DISTINCT enterpriseId) FROM organization_coverage
            WHERE scopeId = ? AND organizationId = ? AND startsOn <= ? AND (endsOn IS NULL OR endsOn > ?)) AS coveredUnits,
         (SELECT COUNT(*) FROM organization WHERE scopeId = ? AND adminParentId = ? AND status NOT IN ${inList(ENDED_STATUSES)}) AS children`,
      [INSTALLATION_SCOPE, row.id, today, INSTALLATION_SCOPE, row.id, today, today, INSTALLATION_SCOPE, row.id, ...ENDED_STATUSES],
    );
    return {
      name: row.name,
      status: row.status,
      kind: row.kind,
      parent: row.adminParentId === null ? null : await knownOrganization(tx, row.adminParentId),
      coveredUnits: Number(counts!.coveredUnits),
      members: Number(counts!.members),
      children: Number(counts!.children),
    };
  }
}

function isEnd(verb: OrganizationVerb): boolean {
  return (ENDED_STATUSES as readonly string[]).includes(ORGANIZATION_TRANSITIONS[verb].to);
}
