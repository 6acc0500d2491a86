import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../auth/caller.js';
import { CallerReach } from '../auth/caller-reach.js';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { type Condition, where } from '../database/listing.js';

/** Which notices a caller sees: the own ones, as far as the permission that each requires is still held in its scope. */
@Injectable()
export class NoticeReach {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reach: CallerReach,
  ) {}

  /** Conditions on rows of `notice`. Ask before a transaction opens; the answer is good for one request. */
  async visible(caller: Caller): Promise<Condition[]> {
    return [where('{t}.scopeId = ? AND {t}.accountId = ?', INSTALLATION_SCOPE, caller.accountId), await this.permitted(caller)];
  }

  private async permitted(caller: Caller): Promise<Condition> {
    const required = await this.dataSource.query<{ requiredPermission: string }[]>(
      'SELECT DISTINCT requiredPermission FROM notice WHERE scopeId = ? AND accountId = ?',
      [INSTALLATION_SCOPE, caller.accountId],
    );
    const held = new Set(this.reach.permissionsOf(caller));
    const parts: Condition[] = [];
    for (const { requiredPermission } of required) {
      if (held.has(requiredPermission)) parts.push(await this.inScopeOf(caller, requiredPermission));
    }
    if (parts.length === 0) return where('1 = 0');
    return where(parts.map(({ sql }) => `(${sql})`).join(' OR '), ...parts.flatMap(({ parameters }) => [...parameters]));
  }

  private async inScopeOf(caller: Caller, permission: string): Promise<Condition> {
    const { condition } = await this.reach.scopedRows(caller, permission, '{t}.aboutScopeId');
    const sql = `{t}.requiredPermission = ? AND ({t}.aboutScopeId = ? OR ${condition.sql})`;
    return where(sql, permission, INSTALLATION_SCOPE, ...condition.parameters);
  }
}
