import type { EntityMetadata } from 'typeorm';
import type { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { demoAccounts } from '../platform/auth/demo-accounts.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';

/** Ends the name of every unit of the demo. */
const DEMO_SUFFIX = '(演示)';

/** How many rows were removed, by table. */
export type RemovedRows = Record<string, number>;

/* The audit trail stays: it is append-only, and it shows that the demo was there. */
const KEPT_TABLES = ['audit_entry', 'audit_seal', 'audit_unsealed', 'audit_chain_head'];

/** Parks that are not the demo's stand below one of its organizations: removing it would leave them without the organization that leads them. */
export class DemoInUse extends Error {
  constructor(readonly parkNames: readonly string[]) {
    super(`Parks below the demo: ${parkNames.join(', ')}`);
    this.name = 'DemoInUse';
  }
}

/** Who removes the demo, by which verb, and where that is written down. */
export interface DemoRemoval {
  audit: AuditTrail;
  caller: Caller;
  action: 'removeDemo' | 'resetDemo' | 'removeInterruptedDemo';
}

interface Named {
  id: string;
  name: string;
}

const byCount = (rows: RemovedRows) => Object.entries(rows).sort(([, one], [, other]) => other - one);
const idsOf = (records: readonly Named[]): string[] => records.map(({ id }) => id);

/**
 * Removes the demo: its accounts, its parks with everything in them, and its organizations, enterprises and persons. Whatever somebody entered
 * in a demo park goes with it, as do grants over it, whoever holds them. Everything else stays, and one entry of the audit trail tells who removed what.
 * Throws `DemoInUse` before it removes anything when a park that is not the demo's is led by one of its organizations.
 */
export async function removeDemo(tx: Tx, { audit, caller, action }: DemoRemoval): Promise<RemovedRows> {
  const accounts = await demoAccounts(tx);
  const accountIds = [...accounts.values()];
  if (accountIds.length === 0) return {};
  const parks = await demoParks(tx, accountIds);
  const organizations = await demoOrganizations(tx);
  const removed = await removeAll(tx, accountIds, idsOf(parks), idsOf(organizations));
  const total = Object.values(removed).reduce((sum, count) => sum + count, 0);
  const namesOf = (records: readonly Named[]) => records.map(({ name }) => name).join('、');
  await audit.record(tx, caller, {
    ...{ scopeId: INSTALLATION_SCOPE, action, recordKind: 'Demo', recordId: parks[0]?.id ?? INSTALLATION_SCOPE },
    changes: [
      { field: 'parks', before: namesOf(parks) },
      { field: 'organizations', before: namesOf(organizations) },
      { field: 'accounts', before: [...accounts.keys()].sort().join('、') },
      { field: 'rows', before: total, after: 0 },
      /* The trail keeps a bounded number of fields. */
      ...byCount(removed).map(([table, count]) => ({ field: `rows.${table}`, before: count, after: 0 })),
    ],
  });
  return removed;
}

async function removeAll(
  tx: Tx,
  accountIds: readonly string[],
  parkIds: readonly string[],
  organizationIds: readonly string[],
): Promise<RemovedRows> {
  const removal = new Removal(tx);
  await requireNoOtherParks(tx, parkIds, organizationIds);
  const personIds = await demoPersons(tx, parkIds, organizationIds);
  const ownScopes = [...(await idsOfParks(tx, 'streamer', parkIds)), ...(await idsOfParks(tx, 'beneficiary', parkIds))];
  await removal.from('role_grant', 'grantScopeId', [...parkIds, ...organizationIds, ...ownScopes]);
  await removal.byColumn('parkId', parkIds);
  await removal.byColumn('scopeId', parkIds);
  await removal.byColumn('organizationId', organizationIds);
  await removal.byColumn('accountId', accountIds);
  await removal.byColumn('aboutScopeId', [...parkIds, ...organizationIds]);
  await removal.byColumn('actorId', accountIds);
  await removal.from('park', 'id', parkIds);
  await removal.from('storefront', 'enterpriseId', await demoEnterprises(tx, organizationIds));
  await removal.from('enterprise', 'responsibleOrganizationId', organizationIds);
  await removal.from('organization_closure', 'descendantId', organizationIds);
  await removal.from('organization', 'id', organizationIds);
  await removal.from('person', 'id', personIds);
  await removal.from('account', 'id', accountIds);
  return removal.removed;
}

/** Parks over which an account of the demo has a role. */
function demoParks(tx: Tx, accountIds: readonly string[]): Promise<Named[]> {
  return tx.rows<Named>(
    `SELECT DISTINCT p.id AS id, p.name AS name FROM park p JOIN role_grant g ON g.grantScopeId = p.id
     WHERE g.accountId IN ${inList(accountIds)} AND p.name LIKE ?`,
    [...accountIds, `%${DEMO_SUFFIX}`],
  );
}

/** The demo's own organizations and whatever was put below them. */
function demoOrganizations(tx: Tx): Promise<Named[]> {
  return tx.rows<Named>(
    `SELECT DISTINCT d.id AS id, d.name AS name FROM organization o JOIN organization_closure c ON c.ancestorId = o.id
     JOIN organization d ON d.id = c.descendantId WHERE o.name LIKE ?`,
    [`%${DEMO_SUFFIX}`],
  );
}

async function requireNoOtherParks(tx: Tx, parkIds: readonly string[], organizationIds: readonly string[]): Promise<void> {
  if (organizationIds.length === 0) return;
  const rows = await tx.rows<{ id: string; name: string }>(
    `SELECT id, name FROM park WHERE leadingOrganizationId IN ${inList(organizationIds)} ORDER BY id`,
    organizationIds,
  );
  const others = rows.filter(({ id }) => !parkIds.includes(id));
  if (others.length > 0) throw new DemoInUse(others.map(({ name }) => name));
}

async function idsOfParks(tx: Tx, table: 'streamer' | 'beneficiary', parkIds: readonly string[]): Promise<string[]> {
  if (parkIds.length === 0) return [];
  const rows = await tx.rows<{ id: string }>(`SELECT id FROM ${table} WHERE parkId IN ${inList(parkIds)}`, parkIds);
  return rows.map(({ id }) => id);
}

/** Enterprises on the registers of the demo's organizations. */
async function demoEnterprises(tx: Tx, organizationIds: readonly string[]): Promise<string[]> {
  if (organizationIds.length === 0) return [];
  const rows = await tx.rows<{ id: string }>(
    `SELECT id FROM enterprise WHERE responsibleOrganizationId IN ${inList(organizationIds)}`,
    organizationIds,
  );
  return rows.map((row) => row.id);
}

/** Persons who occur nowhere but in the demo. */
async function demoPersons(tx: Tx, parkIds: readonly string[], organizationIds: readonly string[]): Promise<string[]> {
  if (parkIds.length === 0 || organizationIds.length === 0) return [];
  const rows = await tx.rows<{ id: string }>(
    `SELECT p.id AS id FROM person p
     WHERE (EXISTS (SELECT 1 FROM streamer s WHERE s.personId = p.id AND s.parkId IN ${inList(parkIds)})
         OR EXISTS (SELECT 1 FROM membership m WHERE m.personId = p.id AND m.organizationId IN ${inList(organizationIds)})
         OR EXISTS (SELECT 1 FROM development_case c WHERE c.personId = p.id AND c.organizationId IN ${inList(organizationIds)}))
       AND NOT EXISTS (SELECT 1 FROM streamer s WHERE s.personId = p.id AND s.parkId NOT IN ${inList(parkIds)})
       AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.personId = p.id AND m.organizationId NOT IN ${inList(organizationIds)})
       AND NOT EXISTS (SELECT 1 FROM organization_officer f WHERE f.personId = p.id AND f.organizationId NOT IN ${inList(organizationIds)})
       AND NOT EXISTS (SELECT 1 FROM development_case c WHERE c.personId = p.id AND c.organizationId NOT IN ${inList(organizationIds)})`,
    [...parkIds, ...organizationIds, ...organizationIds, ...parkIds, ...organizationIds, ...organizationIds, ...organizationIds],
  );
  return rows.map((row) => row.id);
}

class Removal {
  readonly removed: RemovedRows = {};
  private readonly tables: readonly EntityMetadata[];

  constructor(private readonly tx: Tx) {
    this.tables = tx.manager.connection.entityMetadatas.filter((entity) => !KEPT_TABLES.includes(entity.tableName));
  }

  /** Removes from every table that has the column. */
  async byColumn(column: string, values: readonly string[]): Promise<void> {
    for (const entity of this.tables) {
      if (entity.columns.some((entry) => entry.propertyName === column)) await this.from(entity.tableName, column, values);
    }
  }

  async from(table: string, column: string, values: readonly string[]): Promise<void> {
    if (values.length === 0) return;
    const count = await this.tx.execute(`DELETE FROM ${table} WHERE ${column} IN ${inList(values)}`, values);
    if (count > 0) this.removed[table] = (this.removed[table] ?? 0) + count;
  }
}
