import { Injectable } from '@nestjs/common';
import { changesBetween } from '../audit/audit-changes.js';
import { AuditTrail } from '../audit/audit-trail.js';
import type { Caller } from '../auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { requireVersion, updateVersioned } from '../database/versioned-rows.js';
import { notFound } from '../errors/faults.js';
import { DomainError, refuseIfAny, STALE_VERSION } from '../errors/refusals.js';
import { Idempotency } from '../idempotency/idempotency.js';
import { replaceDays, serializeOnYears, specialDaysOfYear, yearRow } from './work-calendar-rows.js';
import { daysHashOf, refusalsOfContent, type SpecialDay, specialDaysOf, type YearContent } from './work-calendar-year.rules.js';
import { WorkCalendarYear } from './work-calendar.entity.js';
import { CALENDAR_YEAR_WITHDRAWN } from './work-calendar.errors.js';

/** A whole year as it is imported. */
export interface YearImport extends YearContent {
  /** The announcement that the days were taken from. */
  source: string;
  /** Version of the year that the caller saw; left out for a year that was never loaded. */
  expectedVersion?: number | null;
  idempotencyKey: string;
}

/** Which year, as the caller saw it, is taken back, and why. */
export interface YearWithdrawal {
  year: number;
  expectedVersion: number;
  reason: string;
}

/** The years of the work calendar: a year is imported as a whole, replaced as a whole, and withdrawn as a whole. */
@Injectable()
export class WorkCalendarYears {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Loads a year, or replaces all its days. Refuses days outside the year, days entered twice, make-up days from Monday to Friday, a year
   * without a day off, and STALE_VERSION when the year is not as the caller saw it; of two imports at once one is refused so.
   */
  async importWorkCalendarYear(caller: Caller, entered: YearImport): Promise<number> {
    const request = { scopeId: INSTALLATION_SCOPE, key: entered.idempotencyKey, operation: 'importWorkCalendarYear', input: entered };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      await serializeOnYears(tx, [entered.year]);
      const row = await yearRow(tx, entered.year);
      requireSeen(row, entered.expectedVersion ?? null);
      refuseIfAny(refusalsOfContent(entered));
      const [before, after] = [await daysOf(tx, entered.year), specialDaysOf(entered)];
      const written = await writeYear(tx, caller, row, { year: entered.year, source: entered.source, days: after });
      await this.record(tx, caller, 'importWorkCalendarYear', written.id, {
        before: { source: row?.source, status: row?.status, ...auditedDays(before) },
        after: { source: entered.source, status: 'LOADED', ...auditedDays(after) },
      });
      return String(entered.year);
    });
    return Number(ref);
  }

  /**
   * Takes the days of a year away: what is counted in it is provisional again, until the year is imported anew. Throws NOT_FOUND for a year
   * that was never loaded; refuses CALENDAR_YEAR_WITHDRAWN.
   */
  async withdrawWorkCalendarYear(caller: Caller, { year, expectedVersion, reason }: YearWithdrawal): Promise<number> {
    await this.transactions.run(async (tx) => {
      await serializeOnYears(tx, [year]);
      const row = await yearRow(tx, year);
      if (!row) throw notFound('input', 'year');
      requireVersion(row, expectedVersion);
      if (row.status === 'WITHDRAWN') throw new DomainError([CALENDAR_YEAR_WITHDRAWN({ year }, 'input', 'year')]);
      const before = { status: row.status, ...auditedDays(await daysOf(tx, year)) };
      await updateVersioned(tx, WorkCalendarYear, row, { status: 'WITHDRAWN', daysHash: daysHashOf([]) });
      await replaceDays(tx, row.id, []);
      const after = { status: 'WITHDRAWN', ...auditedDays([]) };
      await this.record(tx, caller, 'withdrawWorkCalendarYear', row.id, { before, after }, reason);
    });
    return year;
  }

  private record(
    tx: Tx,
    caller: Caller,
    action: string,
    recordId: string,
    changed: { before: object; after: object },
    reason?: string,
  ): Promise<void> {
    const changes = changesBetween(changed.before, changed.after);
    return this.audit.record(tx, caller, {
      scopeId: INSTALLATION_SCOPE,
      action,
      recordKind: 'WorkCalendarYear',
      recordId,
      changes,
      reason,
    });
  }
}

function requireSeen(row: WorkCalendarYear | null, expectedVersion: number | null): void {
  const currentVersion = row?.version ?? null;
  if (currentVersion === expectedVersion) return;
  throw new DomainError([STALE_VERSION({ currentVersion: currentVersion ?? 0 }, 'input', 'expectedVersion')]);
}

function daysOf(tx: Tx, year: number): Promise<SpecialDay[]> {
  return specialDaysOfYear((sql, parameters) => tx.rows(sql, parameters), year);
}

async function writeYear(
  tx: Tx,
  caller: Caller,
  row: WorkCalendarYear | null,
  { year, source, days }: { year: number; source: string; days: readonly SpecialDay[] },
): Promise<{ id: string }> {
  const loaded = { status: 'LOADED' as const, source, daysHash: daysHashOf(days), loadedAt: tx.at, loadedBy: caller.accountId };
  const id = row?.id ?? newId();
  if (row) await updateVersioned(tx, WorkCalendarYear, row, loaded);
  else await tx.insert(WorkCalendarYear, [{ id, scopeId: INSTALLATION_SCOPE, year, ...loaded, version: 1 }]);
  await replaceDays(tx, id, days);
  return { id };
}

/** Days as an auditor reads them: month and day of each. */
function auditedDays(days: readonly SpecialDay[]): { holidays: string; makeUpDays: string } {
  const listed = (kind: SpecialDay['kind']) =>
    days
      .filter((day) => day.kind === kind)
      .map(({ onDay }) => onDay.slice(5))
      .join(' ');
  return { holidays: listed('HOLIDAY'), makeUpDays: listed('MAKE_UP_WORKDAY') };
}
