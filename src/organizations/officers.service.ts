import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import type { DayInterval } from '../platform/clock/day-interval.js';
import { refusalsOfDays, refusalsToEnd } from '../platform/clock/day-interval.rules.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import { type Tx, Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { Office } from './organization-kinds.js';
import { organizationInScope } from './organization-records.js';
import { serializeOnOrganizations } from './organization-tree.js';
import { OrganizationOfficer } from './organization.entity.js';
import { firstOverlap, refusalsIfEnded } from './organization.rules.js';
import { OFFICE_TAKEN } from './organizations.errors.js';
import { type NamedPerson, Persons } from './persons.service.js';

/** A person takes an office. */
export interface Appointment extends NamedPerson {
  organizationId: string;
  office: Office;
  startsOn: string;
  endsOn?: string | null;
  idempotencyKey: string;
}

/** A person leaves an office; `endsOn` is the first day on which it is no longer held. */
export interface EndOfOffice {
  officerId: string;
  endsOn: string;
  expectedVersion: number;
}

type HeldOffice = Pick<OrganizationOfficer, 'id' | 'personId' | 'office' | 'startsOn' | 'endsOn'>;

/** Who holds which office of an organization, and when. An organization has one secretary at a time. */
@Injectable()
export class Officers {
  constructor(
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly access: Access,
    private readonly audit: AuditTrail,
    private readonly persons: Persons,
  ) {}

  /** Throws OFFICE_TAKEN when the secretary's office, or this office of this person, is held on one of the days already. */
  async appointOfficer(caller: Caller, appointment: Appointment): Promise<string> {
    const scope = await this.access.organizations(caller, 'persons.manage');
    const requireVisible = await this.persons.visibleTo(caller, 'persons.manage');
    const { organizationId, office, startsOn, endsOn = null } = appointment;
    const request = { scopeId: INSTALLATION_SCOPE, key: appointment.idempotencyKey, operation: 'appointOfficer', input: appointment };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnOrganizations(tx, [organizationId]);
      const organization = await organizationInScope(tx, scope, organizationId, 'input', 'organizationId');
      const personId = await this.persons.named(tx, caller, appointment, requireVisible, organizationId);
      const days = { startsOn, endsOn };
      const taken = firstOverlap(await this.rivals(tx, organizationId, office, personId), days);
      refuseIfAny([
        ...refusalsIfEnded(organization, 'input', 'organizationId'),
        ...refusalsOfDays(days),
        ...(taken ? [OFFICE_TAKEN({ office, startsOn: taken.startsOn }, 'input', 'office')] : []),
      ]);
      return this.write(tx, caller, { organizationId, personId, office, ...days });
    });
    return ref;
  }

  /** Records when an office was left. */
  async endOffice(caller: Caller, end: EndOfOffice): Promise<string> {
    const scope = await this.access.organizations(caller, 'persons.manage');
    return this.transactions.run(async (tx) => {
      const condition = scope.condition('organization_officer.organizationId');
      const [row] = await tx.rows<OrganizationOfficer>(
        `SELECT id, organizationId, personId, office, startsOn, endsOn, version FROM organization_officer WHERE id = ? AND ${condition.sql}`,
        [end.officerId, ...condition.parameters],
      );
      if (!row) throw notFound('input', 'officerId');
      requireVersion(row, end.expectedVersion);
      refuseIfAny(refusalsToEnd(row, end.endsOn));
      await updateVersioned(tx, 'organization_officer', row, { endsOn: end.endsOn });
      await this.audit.record(tx, caller, {
        scopeId: row.organizationId,
        action: 'endOffice',
        recordKind: 'OrganizationOfficer',
        recordId: row.id,
        changes: [{ field: 'endsOn', before: row.endsOn, after: end.endsOn }],
      });
      return row.id;
    });
  }

  /** Terms that exclude the new one: all of the secretary's office, and the person's own terms in the same office. */
  private async rivals(tx: Tx, organizationId: string, office: Office, personId: string): Promise<HeldOffice[]> {
    const terms = await tx.rows<HeldOffice>(
      'SELECT id, personId, office, startsOn, endsOn FROM organization_officer WHERE scopeId = ? AND organizationId = ? AND office = ?',
      [INSTALLATION_SCOPE, organizationId, office],
    );
    return office === Office.SECRETARY ? terms : terms.filter((term) => term.personId === personId);
  }

  private async write(
    tx: Tx,
    caller: Caller,
    term: DayInterval & { organizationId: string; personId: string; office: Office },
  ): Promise<string> {
    const id = newId();
    await tx.insert(OrganizationOfficer, [{ id, scopeId: INSTALLATION_SCOPE, ...term, version: 1 }]);
    await this.audit.record(tx, caller, {
      scopeId: term.organizationId,
      action: 'appointOfficer',
      recordKind: 'OrganizationOfficer',
      recordId: id,
      changes: Object.entries(term).map(([field, after]) => ({ field, after })),
    });
    return id;
  }
}
