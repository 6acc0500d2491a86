import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { PermissionName } from '../../access/roles.js';
import { organizationInScope } from '../../organizations/organization-records.js';
import type { Caller } from '../../platform/auth/caller.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type Condition, where } from '../../platform/database/listing.js';
import { Transactions } from '../../platform/database/transactions.js';

/** An organization with everything below it, for the lists and counts of this part. */
@Injectable()
export class OrganizationSubtrees {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
  ) {}

  /** Rows whose `column` names an organization of the subtree. Throws NOT_FOUND when the caller does not hold the permission over its root. */
  async within(caller: Caller, permission: PermissionName, organizationId: string, column = '{t}.organizationId'): Promise<Condition> {
    const scope = await this.access.organizations(caller, permission);
    await this.transactions.run((tx) => organizationInScope(tx, scope, organizationId, 'organizationId'));
    const below = 'SELECT descendantId FROM organization_closure WHERE scopeId = ? AND ancestorId = ?';
    return where(`${column} IN (${below})`, INSTALLATION_SCOPE, organizationId);
  }

  /** True when the caller holds the permission over the organization. */
  async covers(caller: Caller, permission: PermissionName, organizationId: string): Promise<boolean> {
    const condition = (await this.access.organizations(caller, permission)).condition('o.id');
    const sql = `SELECT o.id FROM organization o WHERE o.id = ? AND ${condition.sql}`;
    return this.transactions.run(async (tx) => (await tx.rows(sql, [organizationId, ...condition.parameters])).length > 0);
  }

  /** Throws NOT_FOUND when the caller does not hold the permission over the organization. */
  async require(caller: Caller, permission: PermissionName, organizationId: string): Promise<void> {
    const scope = await this.access.organizations(caller, permission);
    await this.transactions.run((tx) => organizationInScope(tx, scope, organizationId, 'organizationId'));
  }
}
