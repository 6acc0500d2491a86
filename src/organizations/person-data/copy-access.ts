import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { CallerReach } from '../../platform/auth/caller-reach.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type Condition, where } from '../../platform/database/listing.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { CopyPage, ReaderLimit } from '../../platform/personal-data/personal-copies.js';
import { PersonalDataRegister } from '../../platform/personal-data/personal-data-register.js';
import { OwnPersons } from './own-persons.js';

/** Who may have which part of a copy, and the trace that it leaves. */
@Injectable()
export class CopyAccess {
  constructor(
    readonly ownPersons: OwnPersons,
    private readonly register: PersonalDataRegister,
    private readonly reach: CallerReach,
    private readonly audit: AuditTrail,
  ) {}

  /** The tables, and of them the rows, that the caller may read anyway (PR-7): a copy opens no door. */
  async limitOf(caller: Caller): Promise<ReaderLimit> {
    const held = new Set(this.reach.permissionsOf(caller));
    const limits = new Map<string, Condition | null>();
    for (const { table, readers, scopeColumn } of this.register.tables) {
      if (!held.has(readers)) limits.set(table, null);
      else if (scopeColumn === null) limits.set(table, where('1 = 1'));
      else limits.set(table, (await this.reach.scopedRows(caller, readers, `{t}.${scopeColumn}`)).condition);
    }
    return ({ table }) => limits.get(table) ?? null;
  }

  /** One entry per page, with the tables that were shown. */
  async recordCopy(tx: Tx, caller: Caller, { personId, reason }: { personId: string; reason: string }, page: CopyPage): Promise<void> {
    const fields = [...new Set(page.records.map(({ table }) => table.table))];
    await this.audit.recordRead(tx, caller, { scopeId: INSTALLATION_SCOPE, recordKind: 'Person', recordIds: [personId], fields, reason });
  }
}
