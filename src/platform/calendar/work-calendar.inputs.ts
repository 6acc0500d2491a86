import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { IsString } from 'class-validator';
import type { LocalDate } from '../clock/local-date.js';
import { described } from '../graphql/descriptions.js';
import {
  ExpectedVersionField,
  IdempotencyKeyField,
  IntegerField,
  LocalDateField,
  ObjectListField,
  TextField,
} from '../graphql/input-fields.js';
import { PostingDay } from './work-calendar-states.js';
import { WORK_CALENDAR_LENGTH_MAX } from './work-calendar.entity.js';

/** Years that can be entered: the announcements begin with 2000. */
export const CALENDAR_YEAR_LIMITS = { min: 2000, max: 2199 } as const;
const HOLIDAYS_MAX = 100;
const MAKE_UP_DAYS_MAX = 60;
const REASON_MAX = 300;
const WORKDAYS_ASKED_MAX = 250;

@InputType({ description: described('一个特殊日', 'One special day') })
export class SpecialDayInput {
  @LocalDateField('日期', 'The day')
  onDay: LocalDate;

  @TextField('节日名称', 'Name of the holiday', { max: WORK_CALENDAR_LENGTH_MAX.dayName })
  name: string;
}

@InputType({ description: described('一年的放假日和调休上班日', 'All days off and make-up days of a year') })
export class WorkCalendarYearContentInput {
  @IntegerField('年份', 'The year', CALENDAR_YEAR_LIMITS)
  year: number;

  @ObjectListField(
    () => SpecialDayInput,
    '放假日,逐日填写,假期中的周末可以包括在内',
    'Days off, each by itself; weekends within a holiday may be among them',
    {
      maxItems: HOLIDAYS_MAX,
    },
  )
  holidays: SpecialDayInput[];

  @ObjectListField(() => SpecialDayInput, '调休上班的周末日', 'Days of weekends that are worked', { maxItems: MAKE_UP_DAYS_MAX })
  makeUpDays: SpecialDayInput[];
}

@InputType({ description: described('导入一年的工作日历,整年替换', 'Import the work calendar of a year; it replaces the whole year') })
export class ImportWorkCalendarYearInput extends WorkCalendarYearContentInput {
  @TextField('依据的通知', 'The announcement that it is taken from', { max: WORK_CALENDAR_LENGTH_MAX.source })
  source: string;

  @IntegerField('调用方看到的版本号;从未载入过的年份不填', 'The version that the caller saw; left out for a year that was never loaded', {
    optional: true,
    min: 1,
    max: 2_000_000_000,
  })
  expectedVersion?: number | null;

  @IdempotencyKeyField()
  idempotencyKey: string;
}

@InputType({ description: described('撤回一年的工作日历', 'Withdraw the work calendar of a year') })
export class WithdrawWorkCalendarYearInput {
  @IntegerField('年份', 'The year', CALENDAR_YEAR_LIMITS)
  year: number;

  @ExpectedVersionField()
  expectedVersion: number;

  @TextField('原因', 'Reason', { max: REASON_MAX })
  reason: string;
}

@ArgsType()
export class WorkdaySpanArgs {
  @LocalDateField('起始日,如张贴公示之日', 'The day from which it runs, such as that of posting')
  postedOn: LocalDate;

  @IntegerField('工作日数', 'Number of working days', { min: 1, max: WORKDAYS_ASKED_MAX })
  count: number;

  @Field(() => PostingDay, { defaultValue: PostingDay.EXCLUDE, description: described('起始日是否计入', 'Whether that day counts') })
  @IsString()
  postingDay: PostingDay;
}
