import { Global, Module } from '@nestjs/common';
import { ShippedYearsLoader } from './shipped-years.loader.js';
import { WorkCalendarYears } from './work-calendar-years.service.js';
import { WorkCalendarQueries } from './work-calendar.queries.js';
import { WorkCalendarResolver } from './work-calendar.resolver.js';
import { WorkCalendars } from './work-calendars.service.js';

/** The work calendar, for every module that counts working days. */
@Global()
@Module({
  providers: [WorkCalendars, WorkCalendarYears, WorkCalendarQueries, WorkCalendarResolver, ShippedYearsLoader],
  exports: [WorkCalendars],
})
export class CalendarModule {}
