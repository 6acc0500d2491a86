import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { CallerReach, type ReachedRows } from '../platform/auth/caller-reach.js';
import { type Condition, where } from '../platform/database/listing.js';
import { Access } from './access.js';
import { type PermissionName, PERMISSIONS, ScopeKind } from './roles.js';

/** Tells the platform how far a caller's rights reach. */
@Injectable()
export class AccessReach extends CallerReach {
  constructor(private readonly access: Access) {
    super();
  }

  permissionsOf(caller: Caller): string[] {
    return Object.keys(PERMISSIONS)
      .filter((permission) => this.access.isAllowedSomewhere(caller, permission))
      .sort();
  }

  actsForOneself(caller: Caller): boolean {
    const own: readonly string[] = [ScopeKind.STREAMER, ScopeKind.BENEFICIARY];
    return caller.grants.length > 0 && caller.grants.every(({ scopeKind }) => own.includes(scopeKind));
  }

  async scopedRows(caller: Caller, permission: string, column = '{t}.scopeId'): Promise<ReachedRows> {
    const reached = await this.access.scopedRows(caller, permission as PermissionName, column);
    if (permission !== 'audit.read' || reached.isEverywhere) return reached;
    const [members, cases] = [
      await this.access.organizations(caller, 'memberships.read'),
      await this.access.organizations(caller, 'development.read'),
    ];
    return { ...reached, condition: withPartyRecords(reached.condition, members.condition(column), cases.condition(column)) };
  }

  async scopesWithin(caller: Caller, permission: string, scopeIds: readonly string[]): Promise<Set<string>> {
    const within = (name: PermissionName) => this.access.scopesWithin(caller, name, scopeIds);
    const reached = await within(permission as PermissionName);
    if (permission !== 'audit.read') return reached;
    const [parks, members, cases] = [
      await this.access.parks(caller, 'audit.read'),
      await within('memberships.read'),
      await within('development.read'),
    ];
    return new Set([...reached].filter((id) => parks.includes(id) || (members.has(id) && cases.has(id))));
  }
}

/**
 * Audit entries tell who became a member of what, and who is on the way: they are as closed as the records themselves, so each is shown where the
 * caller holds a party role over the very organization in whose trail it stands (PR-7).
 */
function withPartyRecords(reached: Condition, members: Condition, cases: Condition): Condition {
  return where(
    `(${reached.sql}) AND ({t}.recordKind NOT LIKE 'Membership%' OR ${members.sql}) AND ({t}.recordKind NOT LIKE 'Development%' OR ${cases.sql})`,
    ...reached.parameters,
    ...members.parameters,
    ...cases.parameters,
  );
}
