import type { MigrationInterface, QueryRunner } from 'typeorm';
import { column, createTables, dropTables, type TableSpec } from '../platform/database/table-builder.js';

const TABLES: TableSpec[] = [
  {
    name: 'work_calendar_year',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.integer('year'),
      column.text('status', 10),
      column.text('source', 300),
      column.text('daysHash', 43),
      column.instant('loadedAt'),
      column.id('loadedBy'),
      column.version(),
    ],
    unique: { ux_work_calendar_year: ['scopeId', 'year'] },
  },
  {
    name: 'work_calendar_day',
    columns: [
      column.primaryId(),
      column.id('scopeId'),
      column.id('yearId'),
      column.localDate('onDay'),
      column.text('kind', 20),
      column.text('name', 60),
    ],
    unique: { ux_work_calendar_day: ['scopeId', 'yearId', 'onDay'] },
  },
];

/** Holidays and make-up days by year. The years that come with the program are loaded at its start. */
export class WorkCalendar1700000008500 implements MigrationInterface {
  name = 'WorkCalendar1700000008500';

  up(runner: QueryRunner): Promise<void> {
    return createTables(runner, TABLES);
  }

  down(runner: QueryRunner): Promise<void> {
    return dropTables(runner, TABLES);
  }
}
