import { Injectable } from '@nestjs/common';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { DataSubject } from '../../platform/personal-data/data-subject.js';
import { PersonalDataRegister, type RegisteredTable } from '../../platform/personal-data/personal-data-register.js';
import { PersonalErasures } from '../../platform/personal-data/personal-erasures.js';
import { type ErasurePlanItem, fateOf, IDENTITY_TABLE, identityFateOf, latestOf } from './erasure.rules.js';
import { PARTY_ARCHIVE } from './organizations.personal-data.js';

/** Works out what becomes of each kind of record about a person, and says why (PR-3, INV-28). */
@Injectable()
export class ErasurePlans {
  constructor(
    private readonly register: PersonalDataRegister,
    private readonly erasures: PersonalErasures,
  ) {}

  /** The plan as of the transaction's day; kinds of which there is no record are left out. */
  async of(tx: Tx, subject: DataSubject): Promise<ErasurePlanItem[]> {
    const items: ErasurePlanItem[] = [];
    for (const table of this.register.tables) {
      if (table.table === IDENTITY_TABLE) continue;
      const rows = await this.erasures.countByScope(tx, table, subject);
      if (rows.size > 0) items.push(await this.itemOf(tx, subject, table, rows));
    }
    const identity = this.register.tables.find(({ table }) => table === IDENTITY_TABLE)!;
    return [
      { ...described(identity), rows: 1, rowsByScope: null, keptUntilByScope: {}, ...identityFateOf(items, PARTY_ARCHIVE.code) },
      ...items,
    ];
  }

  private async itemOf(
    tx: Tx,
    subject: DataSubject,
    table: RegisteredTable,
    rows: ReadonlyMap<string | null, number>,
  ): Promise<ErasurePlanItem> {
    const { endsWith } = table.retention;
    const ends = endsWith === 'DAY' ? await this.register.retentionEnds(tx, subject, table.retention) : new Map<string, LocalDate>();
    return {
      ...described(table),
      rows: [...rows.values()].reduce((sum, count) => sum + count, 0),
      rowsByScope: table.scopeColumn === null ? null : Object.fromEntries(rows),
      keptUntilByScope: Object.fromEntries(ends),
      ...fateOf({ endsWith, keptUntil: latestOf(ends.values()) }, localDateOf(tx.at)),
    };
  }
}

function described({
  table,
  zh,
  en,
  retention,
}: RegisteredTable): Pick<ErasurePlanItem, 'table' | 'zh' | 'en' | 'rule' | 'ruleZh' | 'ruleEn'> {
  return { table, zh, en, rule: retention.code, ruleZh: retention.zh, ruleEn: retention.en };
}
