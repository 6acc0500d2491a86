import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import type { Tx } from '../database/transactions.js';
import type { SpecialDayKind } from './work-calendar-states.js';
import { workCalendarOf, type WorkCalendar } from './work-calendar.js';

interface DayRow {
  year: number;
  daysHash: string;
  onDay: string | null;
  kind: SpecialDayKind | null;
}

const STAMPS = `SELECT year, daysHash FROM work_calendar_year WHERE scopeId = ? AND status = 'LOADED' ORDER BY year`;

/* One statement, so that the days belong to the hashes that stand beside them. */
const DAYS = `SELECT y.year AS year, y.daysHash AS daysHash, d.onDay AS onDay, d.kind AS kind
  FROM work_calendar_year y
  LEFT JOIN work_calendar_day d ON d.scopeId = y.scopeId AND d.yearId = y.id
  WHERE y.scopeId = ? AND y.status = 'LOADED' ORDER BY y.year, d.onDay`;

/** The installation's work calendar. */
@Injectable()
export class WorkCalendars {
  private remembered: { stamp: string; calendar: WorkCalendar } | null = null;

  constructor(private readonly dataSource: DataSource) {}

  /**
   * The calendar of all loaded years, as the transaction sees it. One small statement; the days are read again only when a year has changed,
   * whichever process changed it. Give the transaction that is open: the embedded database has only one.
   */
  async load(tx?: Tx): Promise<WorkCalendar> {
    const read = <Row>(sql: string): Promise<Row[]> =>
      tx ? tx.rows<Row>(sql, [INSTALLATION_SCOPE]) : this.dataSource.query<Row[]>(sql, [INSTALLATION_SCOPE]);
    const stamp = stampOf(await read<DayRow>(STAMPS));
    if (this.remembered?.stamp === stamp) return this.remembered.calendar;
    const rows = await read<DayRow>(DAYS);
    this.remembered = { stamp: stampOf(rows), calendar: calendarOf(rows) };
    return this.remembered.calendar;
  }
}

function stampOf(rows: readonly DayRow[]): string {
  return [...new Set(rows.map(({ year, daysHash }) => `${year} ${daysHash}`))].join(',');
}

function calendarOf(rows: readonly DayRow[]): WorkCalendar {
  const years = [...new Set(rows.map(({ year }) => year))];
  const days = (year: number, kind: SpecialDayKind) =>
    rows.filter((row) => row.year === year && row.kind === kind).map(({ onDay }) => onDay!);
  return workCalendarOf(years.map((year) => ({ year, holidays: days(year, 'HOLIDAY'), makeUpDays: days(year, 'MAKE_UP_WORKDAY') })));
}
