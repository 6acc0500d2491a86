import { Global, Module } from '@nestjs/common';
import { WorkCalendars } from './work-calendars.service.js';

/** The work calendar, for every module that counts working days. */
@Global()
@Module({ providers: [WorkCalendars], exports: [WorkCalendars] })
export class CalendarModule {}
