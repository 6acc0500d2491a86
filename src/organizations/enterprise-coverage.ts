import type { LocalDate } from '../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { WORKING_STATUSES } from './organization-states.js';
import { coverageKind } from './organization.rules.js';

async function hasWorkingOrganization(tx: Tx, enterpriseId: string): Promise<boolean> {
  const rows = await tx.rows(
    `SELECT id FROM organization WHERE scopeId = ? AND enterpriseId = ? AND status IN ${inList(WORKING_STATUSES)} LIMIT 1`,
    [INSTALLATION_SCOPE, enterpriseId, ...WORKING_STATUSES],
  );
  return rows.length > 0;
}

/** How organizations at work cover the enterprise on a day: its own outranks a joint one (INV-06). */
export async function coverageOfEnterprise(tx: Tx, enterpriseId: string, onDay: LocalDate): Promise<'SINGLE' | 'JOINT' | 'NONE'> {
  const own = await hasWorkingOrganization(tx, enterpriseId);
  const joint = await tx.rows(
    `SELECT c.id FROM organization_coverage c JOIN organization o ON o.id = c.organizationId
     WHERE c.scopeId = ? AND c.enterpriseId = ? AND c.startsOn <= ? AND (c.endsOn IS NULL OR c.endsOn > ?) AND o.status IN ${inList(WORKING_STATUSES)} LIMIT 1`,
    [INSTALLATION_SCOPE, enterpriseId, onDay, onDay, ...WORKING_STATUSES],
  );
  return coverageKind(own ? 1 : 0, joint.length);
}
