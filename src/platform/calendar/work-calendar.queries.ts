import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { INSTALLATION_SCOPE } from '../database/ids.js';
import { type ListingDefinition, Listings, type Selection, where } from '../database/listing.js';
import type { Refusal } from '../errors/refusals.js';
import { requestContext } from '../operations/request-context.js';
import { specialDaysOfYear } from './work-calendar-rows.js';
import { changedDays, refusalsOfContent, specialDaysOf, warningsOfContent, type YearContent } from './work-calendar-year.rules.js';
import { CALENDAR_YEAR_LIMITS } from './work-calendar.inputs.js';
import type { WorkCalendarFinding, WorkCalendarYearPreview, WorkCalendarYearView } from './work-calendar.objects.js';

/** As many as there are years that can be entered. */
const YEARS_MAX = CALENDAR_YEAR_LIMITS.max - CALENDAR_YEAR_LIMITS.min + 1;

const dayListing: ListingDefinition = {
  table: 'work_calendar_day',
  fields: { id: 'id', onDay: 'onDay', kind: 'kind', name: 'name' },
};

const countOf = (kind: string) =>
  `(SELECT COUNT(*) FROM work_calendar_day d WHERE d.scopeId = {t}.scopeId AND d.yearId = {t}.id AND d.kind = '${kind}')`;

const yearListing: ListingDefinition = {
  table: 'work_calendar_year',
  fields: {
    id: 'id',
    scopeId: 'scopeId',
    year: 'year',
    status: 'status',
    source: 'source',
    loadedAt: 'loadedAt',
    loadedBy: 'loadedBy',
    version: 'version',
    holidayCount: countOf('HOLIDAY'),
    makeUpDayCount: countOf('MAKE_UP_WORKDAY'),
  },
  many: { days: { listing: () => dayListing, ownerKey: 'yearId', orderBy: '{t}.onDay', scope: 'scopeId' } },
};

const IN_INSTALLATION = where('{t}.scopeId = ?', INSTALLATION_SCOPE);

/** Reads of the work calendar by year, and what an import would change. */
@Injectable()
export class WorkCalendarQueries {
  constructor(
    private readonly listings: Listings,
    private readonly dataSource: DataSource,
  ) {}

  /** Every year that was ever loaded, latest first. */
  workCalendarYears(selection: Selection): Promise<WorkCalendarYearView[]> {
    return this.listings.list<WorkCalendarYearView>(yearListing, selection, [IN_INSTALLATION], '{t}.year DESC', YEARS_MAX);
  }

  /** Null for a year that was never loaded. */
  workCalendarYear(year: number, selection: Selection): Promise<WorkCalendarYearView | null> {
    return this.listings.one<WorkCalendarYearView>(yearListing, selection, [IN_INSTALLATION, where('{t}.year = ?', year)]);
  }

  /** Compares what is entered with what is loaded. */
  async preview(entered: YearContent): Promise<WorkCalendarYearPreview> {
    const { year } = entered;
    const known = await this.workCalendarYear(year, { version: true });
    const before = await specialDaysOfYear((sql, parameters) => this.dataSource.query(sql, [...parameters]), year);
    const blocking = refusalsOfContent(entered).map((refusal) => findingOf(refusal, true));
    const unusual = warningsOfContent(entered).map((refusal) => findingOf(refusal, false));
    return {
      year,
      currentVersion: known?.version ?? null,
      findings: [...blocking, ...unusual],
      changedDays: changedDays(before, specialDaysOf(entered)),
    };
  }
}

function findingOf({ code, message, cure, field }: Refusal, isBlocking: boolean): WorkCalendarFinding {
  const { locale } = requestContext();
  return { code, message: message[locale], cure: cure?.[locale] ?? null, field: field.map(String), isBlocking };
}
