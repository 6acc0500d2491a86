import type { OrganizationScope } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import type { OrganizationStatus } from './organization-states.js';
import { type Organization, OrganizationStatusChange } from './organization.entity.js';

/** An organization as a verb loads it. */
export type OrganizationRow = Omit<Organization, 'createdAt' | 'scopeId'>;

const COLUMNS =
  'id, name, shortName, type, tier, kind, status, statusReason, adminParentId, enterpriseId, leadAgency, mergedIntoId, version';

/** The organization, provided that it lies in the scope; otherwise throws NOT_FOUND with the path. */
export async function organizationInScope(
  tx: Tx,
  scope: OrganizationScope,
  organizationId: string,
  ...path: (string | number)[]
): Promise<OrganizationRow> {
  const condition = scope.condition('organization.id');
  const [row] = await tx.rows<OrganizationRow>(`SELECT ${COLUMNS} FROM organization WHERE id = ? AND ${condition.sql}`, [
    organizationId,
    ...condition.parameters,
  ]);
  if (!row) throw notFound(...path);
  return row;
}

/** An organization that a row of ours names. */
export async function knownOrganization(tx: Tx, organizationId: string): Promise<OrganizationRow> {
  const [row] = await tx.rows<OrganizationRow>(`SELECT ${COLUMNS} FROM organization WHERE id = ?`, [organizationId]);
  if (!row) throw new Error(`No organization ${organizationId}`);
  return row;
}

/** What a change of status leaves behind in the organization's history. */
export interface StatusStep {
  organizationId: string;
  verb: string;
  fromStatus: OrganizationStatus | null;
  toStatus: OrganizationStatus;
  reason: string | null;
}

/** Writes the history row of a change of status. */
export async function recordStatusStep(tx: Tx, caller: Caller, step: StatusStep): Promise<void> {
  await tx.insert(OrganizationStatusChange, [
    { id: newId(), scopeId: INSTALLATION_SCOPE, ...step, changedBy: caller.accountId, changedAt: tx.at },
  ]);
}
