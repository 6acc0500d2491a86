import { Injectable } from '@nestjs/common';
import type { OrganizationScope } from '../access/access.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import type { MembershipStanding } from './organization-kinds.js';

/** Where a person is at home on a day. */
export interface HomeStanding {
  membershipId: string;
  organizationId: string;
  standing: MembershipStanding;
}

/** SQL for the standing of a person's HOME membership on a day, NULL without one; the day comes from the clock, never from a caller. */
export function homeStandingSql(personColumn: string, day: LocalDate): string {
  return `(SELECT m.standing FROM membership m WHERE m.scopeId = '${INSTALLATION_SCOPE}' AND m.personId = ${personColumn} AND m.kind = 'HOME'
    AND m.startsOn <= '${day}' AND (m.endsOn IS NULL OR m.endsOn > '${day}'))`;
}

/**
 * SQL that is true when the person was at home in some organization on every day from the one in `sinceColumn` to `day`; a transfer that
 * begins on the day on which the former membership ends leaves no gap.
 */
export function homeWithoutGapSql(personColumn: string, sinceColumn: string, day: LocalDate): string {
  const next = `SELECT 1 FROM membership n WHERE n.scopeId = e.scopeId AND n.personId = e.personId AND n.kind = 'HOME'
    AND n.startsOn <= e.endsOn AND (n.endsOn IS NULL OR n.endsOn > e.endsOn)`;
  const end = `SELECT 1 FROM membership e WHERE e.scopeId = '${INSTALLATION_SCOPE}' AND e.personId = ${personColumn} AND e.kind = 'HOME'
    AND e.endsOn > ${sinceColumn} AND e.endsOn <= '${day}' AND e.endsOn > e.startsOn AND NOT EXISTS (${next})`;
  return `(${homeStandingSql(personColumn, day)} IS NOT NULL AND NOT EXISTS (${end}))`;
}

/**
 * The narrow answer for a label that a member carries by own consent: whether somebody is at home within a party role's organizations on a
 * day, and as what (INV-09). Who asks for anything else asks `Memberships` with a party role (PR-7).
 */
@Injectable()
export class MemberStandings {
  /** The person's HOME membership on the day when it lies within the scope of the caller's party role, else null. */
  async homeWithin(tx: Tx, scope: OrganizationScope, personId: string, day: LocalDate): Promise<HomeStanding | null> {
    const within = scope.condition('membership.organizationId');
    const [row] = await tx.rows<HomeStanding>(
      `SELECT id AS membershipId, organizationId, standing FROM membership WHERE scopeId = ? AND personId = ? AND kind = 'HOME'
         AND startsOn <= ? AND (endsOn IS NULL OR endsOn > ?) AND ${within.sql}`,
      [INSTALLATION_SCOPE, personId, day, day, ...within.parameters],
    );
    return row ?? null;
  }

  /** Whether the person was at home in some organization on the day. */
  async isAtHome(tx: Tx, personId: string, day: LocalDate): Promise<boolean> {
    const rows = await tx.rows(
      `SELECT id FROM membership WHERE scopeId = ? AND personId = ? AND kind = 'HOME' AND startsOn <= ? AND (endsOn IS NULL OR endsOn > ?) LIMIT 1`,
      [INSTALLATION_SCOPE, personId, day, day],
    );
    return rows.length > 0;
  }
}
