import { Args, Int, Resolver } from '@nestjs/graphql';
import type { Caller } from '../auth/caller.js';
import { CurrentCaller } from '../auth/current-caller.js';
import type { Selection } from '../database/listing.js';
import { described } from '../graphql/descriptions.js';
import { MutationOperation, QueryOperation } from '../graphql/operations.js';
import { Selected, selectionBelow } from '../graphql/selection.js';
import { WorkCalendarYears } from './work-calendar-years.service.js';
import {
  ImportWorkCalendarYearInput,
  WithdrawWorkCalendarYearInput,
  WorkCalendarYearContentInput,
  WorkdaySpanArgs,
} from './work-calendar.inputs.js';
import { WorkCalendarYearPayload, WorkCalendarYearPreview, WorkCalendarYearView, WorkdaySpanView } from './work-calendar.objects.js';
import { WorkCalendarQueries } from './work-calendar.queries.js';
import { lastOfWorkdays } from './work-calendar.js';
import { WorkCalendars } from './work-calendars.service.js';

const INPUT = { description: described('输入', 'Input') };

/** The work calendar: holidays and make-up days by year. */
@Resolver()
export class WorkCalendarResolver {
  constructor(
    private readonly years: WorkCalendarYears,
    private readonly queries: WorkCalendarQueries,
    private readonly calendars: WorkCalendars,
  ) {}

  @QueryOperation(() => [WorkCalendarYearView], {
    zh: '已载入或已撤回的各年工作日历,最近的年份在前',
    en: 'Years of the work calendar, loaded or withdrawn, latest first',
    permission: 'calendar.read',
  })
  workCalendarYears(@Selected() selection: Selection): Promise<WorkCalendarYearView[]> {
    return this.queries.workCalendarYears(selection);
  }

  @QueryOperation(() => WorkCalendarYearView, {
    zh: '一年的工作日历;从未载入过为 null',
    en: 'The work calendar of a year; null when it was never loaded',
    permission: 'calendar.read',
    nullable: true,
  })
  workCalendarYear(
    @Args('year', { type: () => Int, description: described('年份', 'The year') }) year: number,
    @Selected() selection: Selection,
  ): Promise<WorkCalendarYearView | null> {
    return this.queries.workCalendarYear(year, selection);
  }

  @QueryOperation(() => WorkdaySpanView, {
    zh: '从某日起若干个工作日的最后一日(R10)',
    en: 'The last of some working days from a day on (R10)',
    permission: 'calendar.read',
  })
  async workdaySpan(@Args() { postedOn, count, postingDay }: WorkdaySpanArgs): Promise<WorkdaySpanView> {
    return lastOfWorkdays(await this.calendars.load(), postedOn, count, postingDay);
  }

  @QueryOperation(() => WorkCalendarYearPreview, {
    zh: '导入一年工作日历的预览:检查结果和会改变的日子',
    en: 'What an import of a year would change, and what is found in it',
    permission: 'calendar.manage',
  })
  workCalendarYearPreview(
    @Args('content', { description: described('所填的一年', 'The year as it is entered') }) content: WorkCalendarYearContentInput,
  ): Promise<WorkCalendarYearPreview> {
    return this.queries.preview(content);
  }

  @MutationOperation(() => WorkCalendarYearPayload, {
    zh: '导入一年的放假日和调休上班日,整年替换',
    en: 'Imports the days off and make-up days of a year, in place of all that were loaded for it',
    permission: 'calendar.manage',
  })
  async importWorkCalendarYear(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: ImportWorkCalendarYearInput,
    @Selected() selection: Selection,
  ): Promise<WorkCalendarYearPayload> {
    return this.shown(await this.years.importWorkCalendarYear(caller, input), selection);
  }

  @MutationOperation(() => WorkCalendarYearPayload, {
    zh: '撤回一年的工作日历;此后涉及该年的期限为暂定',
    en: 'Withdraws the work calendar of a year; time limits that touch it are provisional from then on',
    permission: 'calendar.manage',
  })
  async withdrawWorkCalendarYear(
    @CurrentCaller() caller: Caller,
    @Args('input', INPUT) input: WithdrawWorkCalendarYearInput,
    @Selected() selection: Selection,
  ): Promise<WorkCalendarYearPayload> {
    return this.shown(await this.years.withdrawWorkCalendarYear(caller, input), selection);
  }

  private async shown(year: number, selection: Selection): Promise<WorkCalendarYearPayload> {
    return { workCalendarYear: await this.queries.workCalendarYear(year, selectionBelow(selection, 'workCalendarYear')) };
  }
}
