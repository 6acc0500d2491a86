import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { type PermissionName, PERMISSIONS, ScopeKind } from './roles.js';

/** Accounts that one answer names at most: whoever has to know of one matter. */
const ACCOUNTS_MAX = 1_000;

/** What the permission must reach. */
export type HeldAt = { organizationId: string } | { parkId: string };

interface Sql {
  sql: string;
  parameters: readonly unknown[];
}

/** The organization itself and all above it; `{id}` is SQL for its id. */
const ABOVE = 'SELECT c.ancestorId FROM organization_closure c WHERE c.scopeId = ? AND c.descendantId = {id}';
const LEADING_ORGANIZATION = '(SELECT p.leadingOrganizationId FROM park p WHERE p.id = ?)';

/** Grants of organizations reach down their subtree, those of a park the subtree of its leading organization. */
function reachingOrganization(organizationId: string): Sql {
  const above = ABOVE.replace('{id}', '?');
  const parks = `SELECT p.id FROM park p WHERE p.leadingOrganizationId IN (${above})`;
  return {
    sql: `(g.grantScopeKind = ? AND g.grantScopeId IN (${above})) OR (g.grantScopeKind = ? AND g.grantScopeId IN (${parks}))`,
    parameters: [...[ScopeKind.ORGANIZATION, INSTALLATION_SCOPE, organizationId], ...[ScopeKind.PARK, INSTALLATION_SCOPE, organizationId]],
  };
}

function reachingPark(parkId: string): Sql {
  const above = ABOVE.replace('{id}', LEADING_ORGANIZATION);
  return {
    sql: `(g.grantScopeKind = ? AND g.grantScopeId = ?) OR (g.grantScopeKind = ? AND g.grantScopeId IN (${above}))`,
    parameters: [ScopeKind.PARK, parkId, ScopeKind.ORGANIZATION, INSTALLATION_SCOPE, parkId],
  };
}

/**
 * Active accounts with a grant whose role holds the permission and that reaches the organization or the park, in one statement; the
 * counterpart of `Access.requirePark` and `requireOrganization`, seen from the record. At most 1,000, those of the oldest accounts first.
 */
export function accountsHolding(tx: Tx, permission: PermissionName, at: HeldAt): Promise<string[]> {
  const scope = 'parkId' in at ? reachingPark(at.parkId) : reachingOrganization(at.organizationId);
  const everywhere = { sql: `g.grantScopeKind = ? OR ${scope.sql}`, parameters: [ScopeKind.INSTALLATION, ...scope.parameters] };
  return accountsWith(tx, permission, everywhere);
}

/** Active accounts with a grant over the streamer's own data. */
export function accountOfStreamer(tx: Tx, streamerId: string): Promise<string[]> {
  return accountsWith(tx, 'own.schedule', {
    sql: 'g.grantScopeKind = ? AND g.grantScopeId = ?',
    parameters: [ScopeKind.STREAMER, streamerId],
  });
}

/** The same for many streamers, in one statement; a streamer without an account is not in the answer. */
export async function accountsOfStreamers(tx: Tx, streamerIds: readonly string[]): Promise<Map<string, string[]>> {
  const accounts = new Map<string, string[]>();
  if (streamerIds.length === 0) return accounts;
  const roles: readonly string[] = PERMISSIONS['own.schedule'];
  const rows = await tx.rows<{ streamerId: string; id: string }>(
    `SELECT DISTINCT g.grantScopeId AS streamerId, a.id AS id FROM role_grant g JOIN account a ON a.scopeId = g.scopeId AND a.id = g.accountId
     WHERE g.scopeId = ? AND g.grantScopeKind = ? AND g.grantScopeId IN ${inList(streamerIds)} AND g.role IN ${inList(roles)} AND a.status = 'ACTIVE'`,
    [INSTALLATION_SCOPE, ScopeKind.STREAMER, ...streamerIds, ...roles],
  );
  for (const { streamerId, id } of rows) accounts.set(streamerId, [...(accounts.get(streamerId) ?? []), id]);
  return accounts;
}

async function accountsWith(tx: Tx, permission: PermissionName, reaching: Sql): Promise<string[]> {
  const roles: readonly string[] = PERMISSIONS[permission];
  const rows = await tx.rows<{ id: string }>(
    `SELECT a.id AS id FROM account a WHERE a.scopeId = ? AND a.status = 'ACTIVE' AND EXISTS (
       SELECT 1 FROM role_grant g WHERE g.scopeId = a.scopeId AND g.accountId = a.id AND g.role IN ${inList(roles)} AND (${reaching.sql}))
     ORDER BY a.id LIMIT ${ACCOUNTS_MAX}`,
    [INSTALLATION_SCOPE, ...roles, ...reaching.parameters],
  );
  return rows.map(({ id }) => id);
}
