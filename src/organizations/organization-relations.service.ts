import { Injectable } from '@nestjs/common';
import { Access, type OrganizationScope } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { holdsOn } from '../platform/clock/day-interval.js';
import { refusalsOfDays, refusalsToEnd } from '../platform/clock/day-interval.rules.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { EnterpriseRegister } from './enterprise-register.js';
import type { LinkRelation } from './organization-kinds.js';
import { knownOrganization, organizationInScope } from './organization-records.js';
import { WORKING_STATUSES } from './organization-states.js';
import { serializeOnOrganizations } from './organization-tree.js';
import { OrganizationCoverage, OrganizationLink } from './organization.entity.js';
import { firstOverlap, JOINT_UNITS_MIN, refusalsIfEnded } from './organization.rules.js';
import { COVERAGE_NEEDS_JOINT, COVERAGE_OVERLAPS, JOINT_COVERS_TOO_FEW, LINK_OVERLAPS, LINK_TO_ITSELF } from './organizations.errors.js';

/** An edge above the ADMIN forest. */
export interface LinkRequest {
  organizationId: string;
  upperOrganizationId: string;
  relation: LinkRelation;
  startsOn: string;
  endsOn?: string | null;
  idempotencyKey: string;
}

/** A unit that a joint organization covers. */
export interface CoverageRequest {
  organizationId: string;
  enterpriseId: string;
  startsOn: string;
  idempotencyKey: string;
}

/** The end of a dated row; `endsOn` is the first day on which it no longer holds. */
export interface DatedEnd {
  id: string;
  endsOn: string;
  expectedVersion: number;
}

type DatedTable = 'organization_link' | 'organization_coverage';
interface DatedRow {
  id: string;
  organizationId: string;
  startsOn: string;
  endsOn: string | null;
  version: number;
}

/** What connects organizations besides the ADMIN forest: guidance by trade and territory, and the units of joint ones (INV-04, INV-06). */
@Injectable()
export class OrganizationRelations {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly audit: AuditTrail,
    private readonly enterprises: EnterpriseRegister,
  ) {}

  /** Links an organization to one that guides it. The caller manages the organization and at least reads the other. */
  async linkOrganization(caller: Caller, link: LinkRequest): Promise<string> {
    const scope = await this.access.organizations(caller, 'organizations.manage');
    const readable = await this.access.organizations(caller, 'organizations.read');
    const { organizationId, upperOrganizationId, relation, startsOn, endsOn = null } = link;
    const request = { scopeId: INSTALLATION_SCOPE, key: link.idempotencyKey, operation: 'linkOrganization', input: link };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnOrganizations(tx, [organizationId, upperOrganizationId]);
      const lower = await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      const upper = await organizationInScope(tx, readable, upperOrganizationId, 'input', 'upperOrganizationId');
      const known = await tx.rows<OrganizationLink>(
        'SELECT startsOn, endsOn FROM organization_link WHERE scopeId = ? AND organizationId = ? AND upperOrganizationId = ? AND relation = ?',
        [INSTALLATION_SCOPE, organizationId, upperOrganizationId, relation],
      );
      const days = { startsOn, endsOn };
      refuseIfAny([
        ...refusalsIfEnded(lower, 'input', 'organizationId'),
        ...refusalsIfEnded(upper, 'input', 'upperOrganizationId'),
        ...refusalsOfDays(days),
        ...(lower.id === upper.id ? [LINK_TO_ITSELF({}, 'input', 'upperOrganizationId')] : []),
        ...(firstOverlap(known, days) ? [LINK_OVERLAPS({}, 'input', 'startsOn')] : []),
      ]);
      const row = { id: newId(), scopeId: INSTALLATION_SCOPE, organizationId, upperOrganizationId, relation, ...days, version: 1 };
      await tx.insert(OrganizationLink, [row]);
      await this.recordCreation(tx, caller, 'linkOrganization', 'OrganizationLink', row);
      return row.id;
    });
    return ref;
  }

  /** Ends a link; the lower organization's id comes back. */
  async endOrganizationLink(caller: Caller, end: DatedEnd): Promise<string> {
    const scope = await this.access.organizations(caller, 'organizations.manage');
    return this.transactions.run(async (tx) => {
      const row = await this.endable(tx, scope, 'organization_link', end);
      await this.writeEnd(tx, caller, 'organization_link', row, end, 'endOrganizationLink');
      return row.organizationId;
    });
  }

  /** Adds a unit to a joint organization. */
  async coverEnterprise(caller: Caller, coverage: CoverageRequest): Promise<string> {
    const scope = await this.access.organizations(caller, 'organizations.manage');
    const requireEnterprise = await this.enterprises.visibleTo(caller);
    const { organizationId, enterpriseId, startsOn } = coverage;
    const request = { scopeId: INSTALLATION_SCOPE, key: coverage.idempotencyKey, operation: 'coverEnterprise', input: coverage };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnOrganizations(tx, [organizationId]);
      const organization = await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      await requireEnterprise(tx, enterpriseId, 'input', 'enterpriseId');
      const days = { startsOn, endsOn: null };
      const known = (await this.coverageOf(tx, organizationId)).filter((row) => row.enterpriseId === enterpriseId);
      refuseIfAny([
        ...refusalsIfEnded(organization, 'input', 'organizationId'),
        ...(organization.kind === 'JOINT' ? [] : [COVERAGE_NEEDS_JOINT({}, 'input', 'organizationId')]),
        ...(firstOverlap(known, days) ? [COVERAGE_OVERLAPS({}, 'input', 'enterpriseId')] : []),
      ]);
      const row = { id: newId(), scopeId: INSTALLATION_SCOPE, organizationId, enterpriseId, ...days, version: 1 };
      await tx.insert(OrganizationCoverage, [row]);
      await this.recordCreation(tx, caller, 'coverEnterprise', 'OrganizationCoverage', row);
      return row.id;
    });
    return ref;
  }

  /** Takes a unit out again. A joint organization at work keeps at least two (INV-06). */
  async endCoverage(caller: Caller, end: DatedEnd & { organizationId: string }): Promise<string> {
    const scope = await this.access.organizations(caller, 'organizations.manage');
    return this.transactions.run(async (tx) => {
      await serializeOnOrganizations(tx, [end.organizationId]);
      const row = await this.endable(tx, scope, 'organization_coverage', end);
      if (row.organizationId !== end.organizationId) throw notFound('input', 'coverageId');
      const organization = await knownOrganization(tx, row.organizationId);
      const day = end.endsOn > localDateOf(tx.at) ? end.endsOn : localDateOf(tx.at);
      const covered = new Set(
        (await this.coverageOf(tx, row.organizationId))
          .filter((other) => other.id !== row.id && holdsOn(other, day))
          .map((other) => other.enterpriseId),
      ).size;
      const isTooFew = WORKING_STATUSES.includes(organization.status) && covered < JOINT_UNITS_MIN;
      refuseIfAny(isTooFew ? [JOINT_COVERS_TOO_FEW({ covered, min: JOINT_UNITS_MIN }, 'input', 'coverageId')] : []);
      await this.writeEnd(tx, caller, 'organization_coverage', row, end, 'endCoverage');
      return row.organizationId;
    });
  }

  private coverageOf(tx: Tx, organizationId: string): Promise<Pick<OrganizationCoverage, 'id' | 'enterpriseId' | 'startsOn' | 'endsOn'>[]> {
    return tx.rows('SELECT id, enterpriseId, startsOn, endsOn FROM organization_coverage WHERE scopeId = ? AND organizationId = ?', [
      INSTALLATION_SCOPE,
      organizationId,
    ]);
  }

  private async endable(tx: Tx, scope: OrganizationScope, table: DatedTable, end: DatedEnd): Promise<DatedRow> {
    const condition = scope.condition(`${table}.organizationId`);
    const [row] = await tx.rows<DatedRow>(
      `SELECT id, organizationId, startsOn, endsOn, version FROM ${table} WHERE id = ? AND ${condition.sql}`,
      [end.id, ...condition.parameters],
    );
    if (!row) throw notFound('input', table === 'organization_link' ? 'linkId' : 'coverageId');
    requireVersion(row, end.expectedVersion);
    refuseIfAny(refusalsToEnd(row, end.endsOn));
    return row;
  }

  private async writeEnd(tx: Tx, caller: Caller, table: DatedTable, row: DatedRow, end: DatedEnd, action: string): Promise<void> {
    await updateVersioned(tx, table, row, { endsOn: end.endsOn });
    await this.audit.record(tx, caller, {
      scopeId: row.organizationId,
      action,
      recordKind: table === 'organization_link' ? 'OrganizationLink' : 'OrganizationCoverage',
      recordId: row.id,
      changes: [{ field: 'endsOn', before: row.endsOn, after: end.endsOn }],
    });
  }

  private recordCreation(
    tx: Tx,
    caller: Caller,
    action: string,
    recordKind: string,
    row: { id: string; organizationId: string },
  ): Promise<void> {
    const changes = Object.entries(row).map(([field, after]) => ({ field, after }));
    return this.audit.record(tx, caller, { scopeId: row.organizationId, action, recordKind, recordId: row.id, changes });
  }
}
