import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import { Notices } from '../../platform/notices/notices.service.js';
import { hasAnalysis, owesAnalysis, poolDueOn } from './pool-committees.js';
import { POOL_ANALYSIS_PLAN } from './reminder-plans.js';
import { earlierOffsets, latestReminder } from './reminders.rules.js';

/** Committees of one transaction. */
const COMMITTEES_PER_CHUNK_MAX = 50;
const SUBJECT_KIND = 'Organization';
/** Years that are looked at: the running one and the one before it, which is overdue. */
const YEARS_BACK = 1;

/** Reminds committees of the yearly analysis of the pool until it is confirmed (R07). */
@Injectable()
export class PoolReminders {
  constructor(
    private readonly access: Access,
    private readonly notices: Notices,
  ) {}

  /** Reminds at most 50 committees after the one named; returns the last of them, or null when there was none. */
  async remindChunk(tx: Tx, afterId: string): Promise<string | null> {
    const todayOn = localDateOf(tx.at);
    const thisYear = Number(todayOn.slice(0, 4));
    const years = [thisYear - YEARS_BACK, thisYear];
    const owing = years.map((year) => `(${owesAnalysis(year)} AND NOT ${hasAnalysis(year)})`).join(' OR ');
    const rows = await tx.rows<{ id: string; shortName: string; owesLast: number | boolean; owesThis: number | boolean }>(
      `SELECT o.id, o.shortName, (${missing(years[0]!)}) AS owesLast, (${missing(years[1]!)}) AS owesThis FROM organization o
       WHERE o.id > ? AND (${owing.replaceAll('{t}', 'o')}) ORDER BY o.id LIMIT ${COMMITTEES_PER_CHUNK_MAX}`,
      [afterId],
    );
    for (const { id, shortName, owesLast, owesThis } of rows) {
      if (owesLast) await this.remind(tx, { id, shortName }, years[0]!, todayOn);
      if (owesThis) await this.remind(tx, { id, shortName }, years[1]!, todayOn);
    }
    return rows.at(-1)?.id ?? null;
  }

  /** Takes the unread reminders of a year away. */
  async withdraw(tx: Tx, organizationId: string, year: number): Promise<void> {
    await this.notices.withdraw(tx, SUBJECT_KIND, organizationId, keyOf(organizationId, year));
  }

  private async remind(tx: Tx, committee: { id: string; shortName: string }, year: number, todayOn: LocalDate): Promise<void> {
    const dueOn = poolDueOn(year);
    const reminder = latestReminder(POOL_ANALYSIS_PLAN, dueOn, todayOn);
    if (!reminder) return;
    const { id, shortName } = committee;
    const at = { organizationId: id };
    const recorders = await this.access.accountsHolding(tx, 'development.record', at);
    const confirmers = await this.access.accountsHolding(tx, 'development.confirm', at);
    const key = keyOf(id, year);
    const zh = dueOn < todayOn ? `期限 ${dueOn} 已过,请尽快分析并登记` : `期限为 ${dueOn}`;
    const en = dueOn < todayOn ? `was due on ${dueOn}; please make and record it` : `is due on ${dueOn}`;
    const posted = await this.notices.post(tx, [
      {
        ...{ scopeId: id, topic: 'development.pool', requiredPermission: 'development.read', subjectKind: SUBJECT_KIND, subjectId: id },
        dedupKey: `${key}${reminder.offsetDays};`,
        accountIds: [...new Set([...recorders, ...confirmers])],
        text: {
          zh: `${shortName}:${year} 年入党积极分子队伍分析,${zh}。依据 R07。`,
          en: `${shortName}: the analysis of the pool of activists of ${year} ${en}. R07.`,
        },
        dueOn,
      },
    ]);
    if (posted === 0) return;
    for (const offset of earlierOffsets(POOL_ANALYSIS_PLAN, reminder.offsetDays)) {
      await this.notices.withdraw(tx, SUBJECT_KIND, id, `${key}${offset};`);
    }
  }
}

function missing(year: number): string {
  return `CASE WHEN ${owesAnalysis(year)} AND NOT ${hasAnalysis(year)} THEN 1 ELSE 0 END`.replaceAll('{t}', 'o');
}

function keyOf(organizationId: string, year: number): string {
  return `development.pool:${organizationId}:${year};`;
}
