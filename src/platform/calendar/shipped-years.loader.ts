import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemCaller } from '../auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { type AnnouncedYear, SHIPPED_YEARS } from './shipped-years.js';
import { replaceDays, serializeOnYears, yearRow } from './work-calendar-rows.js';
import { contentOf, daysHashOf, specialDaysOf } from './work-calendar-year.rules.js';
import { WorkCalendarYear } from './work-calendar.entity.js';

/**
 * Loads, at every start, the years that come with the program and that this installation never had. A year that somebody imported or withdrew
 * stays as it is. Of processes that start at once one loads a year.
 */
@Injectable()
export class ShippedYearsLoader implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
  ) {}

  async onModuleInit(): Promise<void> {
    const known = await this.dataSource.query<{ year: number }[]>('SELECT year FROM work_calendar_year WHERE scopeId = ?', [
      INSTALLATION_SCOPE,
    ]);
    const knownYears = new Set(known.map(({ year }) => year));
    const missing = SHIPPED_YEARS.filter(({ year }) => !knownYears.has(year));
    if (missing.length === 0) return;
    await this.transactions.run(async (tx) => {
      await serializeOnYears(
        tx,
        missing.map(({ year }) => year),
      );
      for (const announced of missing) await loadIfMissing(tx, announced);
    });
  }
}

async function loadIfMissing(tx: Tx, announced: AnnouncedYear): Promise<void> {
  if (await yearRow(tx, announced.year)) return;
  const days = specialDaysOf(contentOf(announced));
  const { year, source } = announced;
  const id = newId();
  await tx.insert(WorkCalendarYear, [
    {
      ...{ id, scopeId: INSTALLATION_SCOPE, year, status: 'LOADED', source, daysHash: daysHashOf(days) },
      ...{ loadedAt: tx.at, loadedBy: systemCaller('start').accountId, version: 1 },
    },
  ]);
  await replaceDays(tx, id, days);
}
