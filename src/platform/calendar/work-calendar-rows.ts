import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import type { Tx } from '../database/transactions.js';
import { type LockKey, serializeOnAll } from '../queue/key-lock.js';
import type { SpecialDay } from './work-calendar-year.rules.js';
import { WorkCalendarDay, WorkCalendarYear } from './work-calendar.entity.js';

/** Reads rows with the open transaction or without one. */
export type RowReader = <Row>(sql: string, parameters: readonly unknown[]) => Promise<Row[]>;

function lockOf(year: number): LockKey {
  return { kind: 'work-calendar-year', key: String(year) };
}

/** Lets one transaction at a time work on each of the years; it comes before the first SELECT. */
export function serializeOnYears(tx: Tx, years: readonly number[]): Promise<void> {
  return serializeOnAll(tx, INSTALLATION_SCOPE, years.map(lockOf));
}

/** The year's row, loaded or withdrawn; null when it was never loaded. */
export function yearRow(tx: Tx, year: number): Promise<WorkCalendarYear | null> {
  return tx.manager.findOneBy(WorkCalendarYear, { scopeId: INSTALLATION_SCOPE, year });
}

/** The special days of a year in the order of the calendar; none for a year that is not loaded. */
export function specialDaysOfYear(read: RowReader, year: number): Promise<SpecialDay[]> {
  return read<SpecialDay>(
    `SELECT d.onDay AS onDay, d.kind AS kind, d.name AS name FROM work_calendar_day d
     JOIN work_calendar_year y ON y.id = d.yearId AND y.scopeId = d.scopeId
     WHERE d.scopeId = ? AND y.year = ? ORDER BY d.onDay`,
    [INSTALLATION_SCOPE, year],
  );
}

/** Replaces all days of a year. */
export async function replaceDays(tx: Tx, yearId: string, days: readonly SpecialDay[]): Promise<void> {
  await tx.execute('DELETE FROM work_calendar_day WHERE scopeId = ? AND yearId = ?', [INSTALLATION_SCOPE, yearId]);
  await tx.insert(
    WorkCalendarDay,
    days.map((day) => ({ id: newId(), scopeId: INSTALLATION_SCOPE, yearId, ...day })),
  );
}
