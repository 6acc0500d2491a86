import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { enterpriseInScope, serializeOnEnterprises } from '../enterprises/enterprise-records.js';
import { ADMITTED_STATUSES } from '../enterprises/enterprise-states.js';
import { organizationInScope } from '../organizations/organization-records.js';
import { serializeOnOrganizations } from '../organizations/organization-tree.js';
import { refusalsUnlessWorking } from '../organizations/organization.rules.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { refusalsToEnd } from '../platform/clock/day-interval.rules.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { DomainError, type Refusal, refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { HolderKind } from './park-kinds.js';
import { parkInScope, type ParkRow } from './park-records.js';
import { ParkSlotHolder } from './park.entity.js';
import { refusalsUnlessOpen } from './park.rules.js';
import { ENTERPRISE_NOT_ADMITTED, HOLDER_NOT_NAMED, LEADER_WITHOUT_ORGANIZATION } from './parks.errors.js';
import { findingsOfStructure, type HolderFacts, refusalsToAssign } from './structure.rules.js';
import { holdersOfPark, readerOf, serializeOnStructure, slotsOfTemplate, structureFacts, workingHolders } from './structures.js';

/** Somebody takes a place: enterprise, organization and product by id, industry group and site by name. */
export interface SlotAssignment {
  parkId: string;
  slotRole: string;
  holderKind: HolderKind;
  holderId?: string | null;
  holderName?: string | null;
  startsOn: string;
  endsOn?: string | null;
  idempotencyKey: string;
}

/** Somebody gives up a place; `endsOn` is the first day without it. */
export interface SlotRelease {
  slotHolderId: string;
  endsOn: string;
  reason: string;
  expectedVersion: number;
}

/** A change of the structure with what it leaves to be mended. */
export interface StructureChange {
  slotHolderId: string;
  parkId: string;
  findings: readonly Refusal[];
}

type Named = Pick<HolderFacts, 'holderId' | 'holderName'> & { refusals: Refusal[] };
type Naming = (tx: Tx, id: string) => Promise<Named>;

const NAMED_BY_ID: readonly HolderKind[] = [HolderKind.ENTERPRISE, HolderKind.ORGANIZATION, HolderKind.BRAND_PRODUCT];

/** Who holds the places of a park's structure (INV-01, INV-02, INV-03). */
@Injectable()
export class SlotHolders {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws every reason at once; of two assignments at once that exclude each other one is refused (INV-03). */
  async assignSlotHolder(caller: Caller, assignment: SlotAssignment): Promise<string> {
    const { parkId, slotRole, holderKind, startsOn, endsOn = null } = assignment;
    await this.access.requirePark(caller, 'parks.manage', parkId, 'input', 'parkId');
    const scope = await this.access.parks(caller, 'parks.manage');
    const naming = await this.namingFor(caller, parkId, holderKind);
    const request = { scopeId: parkId, key: assignment.idempotencyKey, operation: 'assignSlotHolder', input: assignment };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await this.serialize(tx, assignment);
      const park = await parkInScope(tx, scope, parkId, 'input', 'parkId');
      const { refusals, ...named } = await nameHolder(tx, assignment, naming);
      const added = { slotRole, holderKind, ...named, startsOn, endsOn };
      refuseIfAny([...refusalsUnlessOpen(park.status), ...(await refusalsOfPlace(tx, park, added)), ...refusals]);
      const row = { id: newId(), parkId, ...added, version: 1 };
      await tx.insert(ParkSlotHolder, [row]);
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'assignSlotHolder',
        recordKind: 'ParkSlotHolder',
        recordId: row.id,
        changes: changesBetween(null, added),
      });
      return row.id;
    });
    return ref;
  }

  /** Ends a holding. What is then missing is reported as findings, never passed over (INV-01). */
  async releaseSlotHolder(caller: Caller, release: SlotRelease): Promise<StructureChange> {
    const scope = await this.access.parks(caller, 'parks.manage');
    return this.transactions.run(async (tx) => {
      const condition = scope.condition('park_slot_holder.parkId');
      const [row] = await tx.rows<ParkSlotHolder>(
        `SELECT id, parkId, startsOn, endsOn, version FROM park_slot_holder WHERE id = ? AND ${condition.sql}`,
        [release.slotHolderId, ...condition.parameters],
      );
      if (!row) throw notFound('input', 'slotHolderId');
      requireVersion(row, release.expectedVersion);
      refuseIfAny(refusalsToEnd(row, release.endsOn));
      await updateVersioned(tx, 'park_slot_holder', row, { endsOn: release.endsOn });
      await this.audit.record(tx, caller, {
        scopeId: row.parkId,
        action: 'releaseSlotHolder',
        recordKind: 'ParkSlotHolder',
        recordId: row.id,
        changes: changesBetween(row, { endsOn: release.endsOn }),
        reason: release.reason,
      });
      const park = await parkInScope(tx, scope, row.parkId, 'input', 'slotHolderId');
      const today = localDateOf(tx.at);
      const day = release.endsOn > today ? release.endsOn : today;
      return { slotHolderId: row.id, parkId: row.parkId, findings: findingsOfStructure(await structureFacts(tx, park, day)) };
    });
  }

  /** Locks of the installation come before those of a park, everywhere in the same order. */
  private async serialize(tx: Tx, { parkId, holderKind, holderId }: SlotAssignment): Promise<void> {
    if (holderId && holderKind === HolderKind.ENTERPRISE) await serializeOnEnterprises(tx, [holderId]);
    if (holderId && holderKind === HolderKind.ORGANIZATION) await serializeOnOrganizations(tx, [holderId]);
    await serializeOnStructure(tx, parkId);
  }

  /** How a holder of the kind is found by its id, within what the caller may read; null for kinds that have none. */
  private async namingFor(caller: Caller, parkId: string, kind: HolderKind): Promise<Naming | null> {
    if (kind === HolderKind.ENTERPRISE) {
      const scope = await this.access.organizations(caller, 'enterprises.read');
      return async (tx, id) => {
        const { name, status } = await enterpriseInScope(tx, scope, id, 'input', 'holderId');
        const refusals = ADMITTED_STATUSES.includes(status) ? [] : [ENTERPRISE_NOT_ADMITTED({ name, status }, 'input', 'holderId')];
        return { holderId: id, holderName: name, refusals };
      };
    }
    if (kind === HolderKind.ORGANIZATION) {
      const scope = await this.access.organizations(caller, 'organizations.read');
      return async (tx, id) => {
        const organization = await organizationInScope(tx, scope, id, 'input', 'holderId');
        return { holderId: id, holderName: organization.name, refusals: refusalsUnlessWorking(organization, 'input', 'holderId') };
      };
    }
    if (kind !== HolderKind.BRAND_PRODUCT) return null;
    return async (tx, id) => {
      const [product] = await tx.rows<{ name: string }>('SELECT name FROM brand_product WHERE id = ? AND parkId = ?', [id, parkId]);
      if (!product) throw notFound('input', 'holderId');
      return { holderId: id, holderName: product.name, refusals: [] };
    };
  }
}

async function nameHolder(tx: Tx, { holderKind, holderId, holderName }: SlotAssignment, naming: Naming | null): Promise<Named> {
  const isByName = !NAMED_BY_ID.includes(holderKind);
  if (isByName && holderName && !holderId) return { holderId: null, holderName, refusals: [] };
  if (!naming || !holderId || holderName)
    throw new DomainError([HOLDER_NOT_NAMED({ holderKind }, 'input', isByName ? 'holderName' : 'holderId')]);
  return naming(tx, holderId);
}

async function refusalsOfPlace(tx: Tx, park: ParkRow, added: HolderFacts): Promise<Refusal[]> {
  const slots = (await slotsOfTemplate(tx, park.structureTemplateId)) ?? [];
  const refusals = refusalsToAssign(slots, await holdersOfPark(tx, park.id), added);
  const isLeader = slots.some(({ role, isLeader: leads }) => role === added.slotRole && leads);
  if (!isLeader || added.holderId === null) return refusals;
  const working = await workingHolders(readerOf(tx), [added]);
  return working.has(added.holderId)
    ? refusals
    : [...refusals, LEADER_WITHOUT_ORGANIZATION({ holderName: added.holderName }, 'input', 'holderId')];
}
