import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { CallerReach, type ReachedRows } from '../platform/auth/caller-reach.js';
import { type Condition, where } from '../platform/database/listing.js';
import { Access } from './access.js';
import { type PermissionName, PERMISSIONS } from './roles.js';

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

  async scopedRows(caller: Caller, permission: string, column?: string): Promise<ReachedRows> {
    const reached = await this.access.scopedRows(caller, permission as PermissionName, column);
    if (permission !== 'audit.read' || reached.isEverywhere || this.access.isAllowedSomewhere(caller, 'memberships.read')) return reached;
    return { ...reached, condition: withoutPartyRecords(reached.condition) };
  }
}

/** Audit entries tell who became a member of what, and who is on the way; without a party role they are as closed as the membership itself (PR-7). */
function withoutPartyRecords(condition: Condition): Condition {
  return where(`(${condition.sql}) AND {t}.recordKind <> 'Membership' AND {t}.recordKind NOT LIKE 'Development%'`, ...condition.parameters);
}
