import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { knownOrganization } from '../organizations/organization-records.js';
import { serializeOnOrganizations } from '../organizations/organization-tree.js';
import { refusalsUnlessWorking } from '../organizations/organization.rules.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { parkInScope, type ParkRow, recordParkStep } from './park-records.js';
import { PARK_TRANSITIONS, type ParkVerb } from './park-states.js';
import { Park } from './park.entity.js';
import { refusalsOfParkState, refusalsUnlessOpen } from './park.rules.js';
import { refusalsOfStructure } from './structure.rules.js';
import { serializeOnStructure, slotsOfTemplate, structureFacts } from './structures.js';

/** A park in preparation. */
export interface ParkFoundation {
  name: string;
  leadingOrganizationId: string;
  structureTemplateId: string;
  idempotencyKey: string;
}

/** Corrections of a park; what is left out stays. */
export interface ParkChange {
  parkId: string;
  name?: string | null;
  leadingOrganizationId?: string | null;
  expectedVersion: number;
}

/** A change of a park's state. */
export interface ParkStep {
  parkId: string;
  expectedVersion: number;
  reason?: string | null;
}

/** Parks: founded under a leading organization, activated once their structure is complete (INV-01, INV-02). */
@Injectable()
export class Parks {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly audit: AuditTrail,
  ) {}

  /** Founds a park in DRAFT. Throws NOT_FOUND for an organization outside the caller's scope or an unknown template. */
  async createPark(caller: Caller, foundation: ParkFoundation): Promise<string> {
    const { name, leadingOrganizationId, structureTemplateId } = foundation;
    await this.access.requireOrganization(caller, 'parks.create', leadingOrganizationId, 'input', 'leadingOrganizationId');
    const request = { scopeId: INSTALLATION_SCOPE, key: foundation.idempotencyKey, operation: 'createPark', input: foundation };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnOrganizations(tx, [leadingOrganizationId]);
      if (!(await slotsOfTemplate(tx, structureTemplateId))) throw notFound('input', 'structureTemplateId');
      await this.requireWorking(tx, leadingOrganizationId, 'leadingOrganizationId');
      const id = newId();
      const row = { name, leadingOrganizationId, structureTemplateId, status: 'DRAFT' as const };
      await tx.insert(Park, [{ id, scopeId: INSTALLATION_SCOPE, ...row, statusReason: null, createdAt: tx.at, version: 1 }]);
      await recordParkStep(tx, caller, { parkId: id, verb: 'createPark', fromStatus: null, toStatus: 'DRAFT', reason: null });
      await this.recordAct(tx, caller, 'createPark', id, null, row);
      return id;
    });
    return ref;
  }

  /** Renames a park or gives it another leading organization, which only somebody who may create parks below that one can do. */
  async changePark(caller: Caller, change: ParkChange): Promise<string> {
    const { leadingOrganizationId: wanted } = change;
    const scope = await this.access.parks(caller, 'parks.manage');
    if (wanted) await this.access.requireOrganization(caller, 'parks.create', wanted, 'input', 'leadingOrganizationId');
    return this.transactions.run(async (tx) => {
      if (wanted) await serializeOnOrganizations(tx, [wanted]);
      const row = await parkInScope(tx, scope, change.parkId, 'input', 'parkId');
      requireVersion(row, change.expectedVersion);
      refuseIfAny(refusalsUnlessOpen(row.status));
      const after = { name: change.name ?? row.name, leadingOrganizationId: wanted ?? row.leadingOrganizationId };
      if (after.leadingOrganizationId !== row.leadingOrganizationId) {
        await this.requireWorking(tx, after.leadingOrganizationId, 'leadingOrganizationId');
      }
      await updateVersioned(tx, 'park', row, after);
      await this.recordAct(tx, caller, 'changePark', row.id, row, after);
      return row.id;
    });
  }

  /** Gives the park another pattern. An ACTIVE park takes it only when its holders fulfill it today (INV-01). */
  async changeParkTemplate(caller: Caller, change: ParkStep & { structureTemplateId: string }): Promise<string> {
    const scope = await this.access.parks(caller, 'parks.manage');
    return this.transactions.run(async (tx) => {
      await serializeOnStructure(tx, change.parkId);
      const row = await parkInScope(tx, scope, change.parkId, 'input', 'parkId');
      requireVersion(row, change.expectedVersion);
      const slots = await slotsOfTemplate(tx, change.structureTemplateId);
      if (!slots) throw notFound('input', 'structureTemplateId');
      const facts = await structureFacts(tx, row, localDateOf(tx.at), slots);
      refuseIfAny([...refusalsUnlessOpen(row.status), ...(row.status === 'ACTIVE' ? refusalsOfStructure(facts) : [])]);
      const after = { structureTemplateId: change.structureTemplateId };
      await updateVersioned(tx, 'park', row, after);
      await this.recordAct(tx, caller, 'changeParkTemplate', row.id, row, after, change.reason);
      return row.id;
    });
  }

  /** Opens a park, for the first time or again. Throws every missing place and every other reason at once (INV-01, INV-02). */
  activatePark(caller: Caller, step: ParkStep): Promise<string> {
    return this.advance(caller, 'activatePark', step);
  }

  suspendPark(caller: Caller, step: ParkStep): Promise<string> {
    return this.advance(caller, 'suspendPark', step);
  }

  closePark(caller: Caller, step: ParkStep): Promise<string> {
    return this.advance(caller, 'closePark', step);
  }

  private async advance(caller: Caller, verb: ParkVerb, step: ParkStep): Promise<string> {
    const scope = await this.access.parks(caller, 'parks.manage');
    return this.transactions.run(async (tx) => {
      await serializeOnStructure(tx, step.parkId);
      const row = await parkInScope(tx, scope, step.parkId, 'input', 'parkId');
      requireVersion(row, step.expectedVersion);
      const refusals = refusalsOfParkState(verb, row.status);
      if (verb === 'activatePark') {
        const leading = await knownOrganization(tx, row.leadingOrganizationId);
        refusals.push(
          ...refusalsUnlessWorking(leading, 'input', 'parkId'),
          ...refusalsOfStructure(await structureFacts(tx, row, localDateOf(tx.at))),
        );
      }
      refuseIfAny(refusals);
      await this.writeStep(tx, caller, verb, row, step.reason ?? null);
      return row.id;
    });
  }

  private async writeStep(tx: Tx, caller: Caller, verb: ParkVerb, row: ParkRow, reason: string | null): Promise<void> {
    const after = { status: PARK_TRANSITIONS[verb].to, statusReason: reason };
    await updateVersioned(tx, 'park', row, after);
    await recordParkStep(tx, caller, { parkId: row.id, verb, fromStatus: row.status, toStatus: after.status, reason });
    await this.recordAct(tx, caller, verb, row.id, row, after, reason);
  }

  private async requireWorking(tx: Tx, organizationId: string, field: string): Promise<void> {
    refuseIfAny(refusalsUnlessWorking(await knownOrganization(tx, organizationId), 'input', field));
  }

  private recordAct(
    tx: Tx,
    caller: Caller,
    action: string,
    parkId: string,
    before: object | null,
    after: object,
    reason?: string | null,
  ): Promise<void> {
    return this.audit.record(tx, caller, {
      scopeId: parkId,
      action,
      recordKind: 'Park',
      recordId: parkId,
      changes: changesBetween(before, after),
      ...(reason ? { reason } : {}),
    });
  }
}
