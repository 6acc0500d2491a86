import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller, Grant } from '../platform/auth/caller.js';
import type { ReachedRows } from '../platform/auth/caller-reach.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { type Condition, where, whereIn } from '../platform/database/listing.js';
import { inList, type Tx } from '../platform/database/transactions.js';
import { Fault, notFound } from '../platform/errors/faults.js';
import { accountsHolding, accountOfStreamer, accountsOfStreamers, type HeldAt } from './account-holders.js';
import { type PermissionName, PERMISSIONS, ScopeKind } from './roles.js';

/** Parks that one caller may work on at most; a district has tens. */
const PARKS_PER_CALLER_MAX = 2_000;

/** Scopes that one statement asks about. */
const SCOPES_PER_CHUNK_MAX = 1_000;

/** The parks in which a caller holds a permission. */
export class ParkScope {
  constructor(
    /** True when the permission holds in every park. */
    readonly isEverywhere: boolean,
    readonly parkIds: readonly string[],
  ) {}

  includes(parkId: string): boolean {
    return this.isEverywhere || this.parkIds.includes(parkId);
  }

  /** SQL condition on a park column; it matches nothing when there is no park. */
  condition(column = '{t}.parkId'): Condition {
    return this.isEverywhere ? where('1 = 1') : whereIn(column, this.parkIds);
  }
}

/** The party organizations in which a caller holds a permission: whole subtrees, as a condition in SQL. */
export class OrganizationScope {
  constructor(
    readonly isEverywhere: boolean,
    /** Roots of the subtrees. */
    readonly rootIds: readonly string[],
  ) {}

  condition(column = '{t}.organizationId'): Condition {
    if (this.isEverywhere) return where('1 = 1');
    if (this.rootIds.length === 0) return where('1 = 0');
    const subtrees = `SELECT descendantId FROM organization_closure WHERE scopeId = ? AND ancestorId IN ${inList(this.rootIds)}`;
    return where(`${column} IN (${subtrees})`, INSTALLATION_SCOPE, ...this.rootIds);
  }
}

/**
 * Answers where a caller may do something. It reads the grants, the organization tree and the parks' leading organizations; it owns no table.
 * Answers are remembered for the one request that the `Caller` object belongs to.
 */
@Injectable()
export class Access {
  private readonly parkScopes = new WeakMap<Caller, Map<string, Promise<ParkScope>>>();

  constructor(private readonly dataSource: DataSource) {}

  /** True when the caller holds the permission somewhere. */
  isAllowedSomewhere(caller: Caller, permission: string): boolean {
    return grantsWith(caller, permission).length > 0;
  }

  /** Parks in which the caller holds the permission. */
  parks(caller: Caller, permission: PermissionName): Promise<ParkScope> {
    return this.remembered(caller, permission, () => this.parkScopeOf(grantsWith(caller, permission)));
  }

  /**
   * Requires a permission in one park. Throws NOT_FOUND when no grant of the caller reaches that park, so that a foreign park cannot be told from
   * one that does not exist; FORBIDDEN when the park is the caller's but the role does not allow the operation.
   */
  async requirePark(caller: Caller, permission: PermissionName, parkId: string, ...path: (string | number)[]): Promise<void> {
    if (await this.reaches(await this.parks(caller, permission), parkId)) return;
    const visible = await this.remembered(caller, '*', () => this.parkScopeOf(caller.grants));
    if (await this.reaches(visible, parkId)) throw new Fault('FORBIDDEN');
    throw notFound(...path);
  }

  /** Organization subtrees in which the caller holds the permission. A park role reaches the subtree of the park's leading organization. */
  async organizations(caller: Caller, permission: PermissionName): Promise<OrganizationScope> {
    const grants = grantsWith(caller, permission);
    if (grants.some((grant) => grant.scopeKind === ScopeKind.INSTALLATION)) return new OrganizationScope(true, []);
    const roots = idsOf(grants, ScopeKind.ORGANIZATION);
    const parkIds = idsOf(grants, ScopeKind.PARK);
    if (parkIds.length > 0) {
      const rows = await this.dataSource.query<{ id: string }[]>(
        `SELECT leadingOrganizationId AS id FROM park WHERE id IN ${inList(parkIds)}`,
        parkIds,
      );
      roots.push(...rows.map((row) => row.id));
    }
    return new OrganizationScope(false, [...new Set(roots)]);
  }

  /** Requires a permission over one organization; NOT_FOUND when it lies outside every subtree of the caller's grants, FORBIDDEN when only the role is missing. */
  async requireOrganization(
    caller: Caller,
    permission: PermissionName,
    organizationId: string,
    ...path: (string | number)[]
  ): Promise<void> {
    if (await this.isWithin(await this.organizations(caller, permission), organizationId)) return;
    for (const other of Object.keys(PERMISSIONS) as PermissionName[]) {
      if (!other.startsWith('organizations.')) continue;
      if (await this.isWithin(await this.organizations(caller, other), organizationId)) throw new Fault('FORBIDDEN');
    }
    throw notFound(...path);
  }

  /**
   * Rows of any scope that carry its id: all for a permission over the installation, else those of the caller's parks, organization
   * subtrees and own data. A park role does not reach the organization above the park.
   */
  async scopedRows(caller: Caller, permission: PermissionName, column = '{t}.scopeId'): Promise<ReachedRows> {
    const parks = await this.parks(caller, permission);
    if (parks.isEverywhere) return { isEverywhere: true, condition: where('1 = 1') };
    const ofParks = parks.condition(column);
    const grants = grantsWith(caller, permission);
    const ofOrganizations = new OrganizationScope(false, idsOf(grants, ScopeKind.ORGANIZATION)).condition(column);
    const ofOneself = whereIn(column, [...idsOf(grants, ScopeKind.STREAMER), ...idsOf(grants, ScopeKind.BENEFICIARY)]);
    const parts = [ofParks, ofOrganizations, ofOneself];
    const any = where(parts.map(({ sql }) => `(${sql})`).join(' OR '), ...parts.flatMap(({ parameters }) => [...parameters]));
    return { isEverywhere: false, condition: any };
  }

  /** Those of the scopes whose rows `scopedRows` would match. */
  async scopesWithin(caller: Caller, permission: PermissionName, scopeIds: readonly string[]): Promise<Set<string>> {
    const parks = await this.parks(caller, permission);
    if (parks.isEverywhere) return new Set(scopeIds);
    const grants = grantsWith(caller, permission);
    const own = new Set([...parks.parkIds, ...idsOf(grants, ScopeKind.STREAMER), ...idsOf(grants, ScopeKind.BENEFICIARY)]);
    const within = new Set(scopeIds.filter((id) => own.has(id)));
    const roots = idsOf(grants, ScopeKind.ORGANIZATION);
    for (let start = 0; roots.length > 0 && start < scopeIds.length; start += SCOPES_PER_CHUNK_MAX) {
      const chunk = scopeIds.slice(start, start + SCOPES_PER_CHUNK_MAX);
      const rows = await this.dataSource.query<{ id: string }[]>(
        `SELECT DISTINCT descendantId AS id FROM organization_closure
         WHERE scopeId = ? AND ancestorId IN ${inList(roots)} AND descendantId IN ${inList(chunk)}`,
        [INSTALLATION_SCOPE, ...roots, ...chunk],
      );
      for (const { id } of rows) within.add(id);
    }
    return within;
  }

  /** Ids of the streamers or beneficiaries that the caller is. */
  ownIds(caller: Caller, permission: PermissionName, kind: typeof ScopeKind.STREAMER | typeof ScopeKind.BENEFICIARY): readonly string[] {
    return idsOf(grantsWith(caller, permission), kind);
  }

  /** Active accounts that hold the permission over the organization or the park, at most 1,000. */
  accountsHolding(tx: Tx, permission: PermissionName, at: HeldAt): Promise<string[]> {
    return accountsHolding(tx, permission, at);
  }

  /** Active accounts that are the streamer, at most 1,000. Their own data has the streamer's id as its scope. */
  accountOfStreamer(tx: Tx, streamerId: string): Promise<string[]> {
    return accountOfStreamer(tx, streamerId);
  }

  /** `accountOfStreamer` for at most 1,000 streamers in one statement, by streamer. */
  accountsOfStreamers(tx: Tx, streamerIds: readonly string[]): Promise<Map<string, string[]>> {
    return accountsOfStreamers(tx, streamerIds);
  }

  private async isWithin(scope: OrganizationScope, organizationId: string): Promise<boolean> {
    const condition = scope.condition('organization.id');
    const rows = await this.dataSource.query<unknown[]>(`SELECT id FROM organization WHERE id = ? AND ${condition.sql}`, [
      organizationId,
      ...condition.parameters,
    ]);
    return rows.length > 0;
  }

  private async reaches(scope: ParkScope, parkId: string): Promise<boolean> {
    if (!scope.isEverywhere) return scope.includes(parkId);
    return (await this.dataSource.query<unknown[]>('SELECT id FROM park WHERE id = ?', [parkId])).length > 0;
  }

  private async parkScopeOf(grants: readonly Grant[]): Promise<ParkScope> {
    if (grants.some((grant) => grant.scopeKind === ScopeKind.INSTALLATION)) return new ParkScope(true, []);
    const parkIds = idsOf(grants, ScopeKind.PARK);
    const organizationIds = idsOf(grants, ScopeKind.ORGANIZATION);
    if (organizationIds.length > 0) {
      const rows = await this.dataSource.query<{ id: string }[]>(
        `SELECT DISTINCT p.id AS id FROM park p JOIN organization_closure c ON c.descendantId = p.leadingOrganizationId
         WHERE c.scopeId = ? AND c.ancestorId IN ${inList(organizationIds)} LIMIT ${PARKS_PER_CALLER_MAX}`,
        [INSTALLATION_SCOPE, ...organizationIds],
      );
      parkIds.push(...rows.map((row) => row.id));
    }
    return new ParkScope(false, [...new Set(parkIds)]);
  }

  private remembered(caller: Caller, key: string, compute: () => Promise<ParkScope>): Promise<ParkScope> {
    const known = this.parkScopes.get(caller) ?? new Map<string, Promise<ParkScope>>();
    this.parkScopes.set(caller, known);
    const answer = known.get(key) ?? compute();
    known.set(key, answer);
    return answer;
  }
}

function grantsWith(caller: Caller, permission: string): readonly Grant[] {
  if (caller.permissionLimit && !caller.permissionLimit.includes(permission)) return [];
  const roles: readonly string[] = PERMISSIONS[permission as PermissionName] ?? [];
  return caller.grants.filter((grant) => roles.includes(grant.role));
}

function idsOf(grants: readonly Grant[], kind: ScopeKind): string[] {
  return [...new Set(grants.filter((grant) => grant.scopeKind === kind).map((grant) => grant.scopeId))];
}
