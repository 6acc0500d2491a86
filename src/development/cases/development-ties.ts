import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { MembershipHolds } from '../../organizations/membership-holds.js';
import type { HeldMembership } from '../../organizations/membership-alignment.rules.js';
import { OrganizationUses } from '../../organizations/organization-uses.js';
import { type PersonPlace, PersonVisibility } from '../../organizations/person-visibility.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { where } from '../../platform/database/listing.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { MEMBERSHIP_HELD_BY_CASE, ORGANIZATION_HAS_CASES } from './cases.errors.js';
import { TwoPersons } from './two-persons.js';

/**
 * What an open case means to the register of persons and organizations: the person is visible to those who may read the case, the memberships
 * follow the case, and the organization does not end while it handles one.
 */
@Injectable()
export class DevelopmentTies implements OnModuleInit {
  constructor(
    private readonly access: Access,
    private readonly visibility: PersonVisibility,
    private readonly holds: MembershipHolds,
    private readonly uses: OrganizationUses,
    private readonly twoPersons: TwoPersons,
  ) {}

  onModuleInit(): void {
    this.visibility.register(async (caller, permission) => {
      /* As with memberships: whoever may not read cases must not tell candidates from others by whom a list shows (PR-7). */
      const scope = (await this.access.organizations(caller, permission)).condition('d.organizationId');
      const party = (await this.access.organizations(caller, 'development.read')).condition('d.organizationId');
      return where(
        `EXISTS (SELECT 1 FROM development_case d WHERE d.scopeId = {t}.scopeId AND d.personId = {t}.id AND ${scope.sql} AND ${party.sql})`,
        ...scope.parameters,
        ...party.parameters,
      );
    }, casePlaces);
    this.holds.register({
      refusalsToAdmit: async (tx, personId, kind) => (kind === 'HOME' ? refusalsOf(await openMemberships(tx, personId)) : []),
      refusalsToChange: async (tx, { id, personId }) => {
        const held = await openMemberships(tx, personId);
        return held?.some(({ membershipId }) => membershipId === id) ? refusalsOf(held) : [];
      },
      refusalsToConfirm: (tx, caller, { personId, recordedBy }) => this.twoPersons.refusals(tx, caller, personId, recordedBy),
    });
    this.uses.register(async (tx, organizationId) => {
      const count = await openCases(tx, organizationId);
      return count === 0 ? [] : [ORGANIZATION_HAS_CASES({ count }, 'input', 'organizationId')];
    });
  }
}

async function casePlaces(tx: Tx, personId: string): Promise<PersonPlace[]> {
  const sql = 'SELECT DISTINCT organizationId FROM development_case WHERE scopeId = ? AND personId = ?';
  const rows = await tx.rows<{ organizationId: string }>(sql, [INSTALLATION_SCOPE, personId]);
  return rows.map((at) => ({ at, needs: 'development.read' }));
}

function refusalsOf(held: readonly HeldMembership[] | null): Refusal[] {
  return held === null ? [] : [MEMBERSHIP_HELD_BY_CASE({}, 'input')];
}

/** The memberships that the person's open case made; null when there is no open case. */
async function openMemberships(tx: Tx, personId: string): Promise<HeldMembership[] | null> {
  const sql = 'SELECT memberships FROM development_case WHERE scopeId = ? AND openKey = ?';
  const [row] = await tx.rows<{ memberships: string }>(sql, [INSTALLATION_SCOPE, personId]);
  return row ? (JSON.parse(row.memberships) as HeldMembership[]) : null;
}

async function openCases(tx: Tx, organizationId: string): Promise<number> {
  const [row] = await tx.rows<{ total: number | string }>(
    `SELECT COUNT(*) AS total FROM development_case
     WHERE scopeId = ? AND closedOn IS NULL AND (organizationId = ? OR pendingOrganizationId = ?)`,
    [INSTALLATION_SCOPE, organizationId, organizationId],
  );
  return Number(row!.total);
}
