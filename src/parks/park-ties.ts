import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EnterpriseUses } from '../enterprises/enterprise-uses.js';
import { OrganizationUses } from '../organizations/organization-uses.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { ENTERPRISE_HOLDS_SLOTS, ORGANIZATION_LEADS_PARK } from './parks.errors.js';

/** Tells the earlier modules what parks still need: an organization that leads one, an enterprise that holds a place in one. */
@Injectable()
export class ParkTies implements OnModuleInit {
  constructor(
    private readonly organizations: OrganizationUses,
    private readonly enterprises: EnterpriseUses,
  ) {}

  onModuleInit(): void {
    this.organizations.register((tx, organizationId) => this.refusalsOfLeading(tx, organizationId));
    this.enterprises.register((tx, enterpriseId) => this.refusalsOfPlaces(tx, enterpriseId));
  }

  private async refusalsOfLeading(tx: Tx, organizationId: string): Promise<Refusal[]> {
    const today = localDateOf(tx.at);
    const parks = await tx.rows<{ name: string }>(
      `SELECT p.name FROM park p WHERE p.scopeId = ? AND p.status <> 'CLOSED' AND (p.leadingOrganizationId = ? OR EXISTS (
         SELECT 1 FROM park_slot_holder h WHERE h.parkId = p.id AND h.holderKind = 'ORGANIZATION' AND h.holderId = ?
           AND (h.endsOn IS NULL OR (h.endsOn > ? AND h.endsOn > h.startsOn)))) ORDER BY p.name`,
      [INSTALLATION_SCOPE, organizationId, organizationId, today],
    );
    return parks.map(({ name }) => ORGANIZATION_LEADS_PARK({ parkName: name }, 'input', 'organizationId'));
  }

  private async refusalsOfPlaces(tx: Tx, enterpriseId: string): Promise<Refusal[]> {
    const places = await tx.rows(
      `SELECT h.id FROM park p JOIN park_slot_holder h ON h.parkId = p.id AND h.holderId = ?
       WHERE p.scopeId = ? AND p.status <> 'CLOSED' AND h.holderKind = 'ENTERPRISE'
         AND (h.endsOn IS NULL OR (h.endsOn > ? AND h.endsOn > h.startsOn)) LIMIT 1`,
      [enterpriseId, INSTALLATION_SCOPE, localDateOf(tx.at)],
    );
    return places.length > 0 ? [ENTERPRISE_HOLDS_SLOTS({}, 'input', 'enterpriseId')] : [];
  }
}
