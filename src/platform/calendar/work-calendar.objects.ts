import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { LocalDate } from '../clock/local-date.js';
import { described } from '../graphql/descriptions.js';
import { DateTimeScalar, LocalDateScalar } from '../graphql/scalars.js';
import { MutationPayload } from '../graphql/user-errors.js';
import { SpecialDayKind, WorkCalendarYearStatus } from './work-calendar-states.js';

@ObjectType('SpecialDay', { description: described('特殊日:与平常的星期不同的一天', 'A day that is not what its weekday says') })
export class SpecialDayView {
  @Field(() => LocalDateScalar, { description: described('日期', 'The day') })
  onDay: LocalDate;

  @Field(() => SpecialDayKind, { description: described('放假或调休上班', 'A day off or a make-up day') })
  kind: SpecialDayKind;

  @Field({ description: described('节日名称', 'Name of the holiday') })
  name: string;
}

@ObjectType('WorkCalendarYear', { description: described('一年的工作日历', 'The work calendar of a year') })
export class WorkCalendarYearView {
  @Field(() => ID, { description: described('编号', 'Id') })
  id: string;

  @Field(() => Int, { description: described('年份', 'The year') })
  year: number;

  @Field(() => WorkCalendarYearStatus, { description: described('状态', 'State') })
  status: WorkCalendarYearStatus;

  @Field({ description: described('依据的通知', 'The announcement that it was taken from') })
  source: string;

  @Field(() => DateTimeScalar, { description: described('载入时间', 'When it was loaded') })
  loadedAt: Date;

  @Field(() => ID, {
    description: described(
      '载入人的账号;随程序提供的年份为系统',
      'Account of who loaded it; the system for a year that came with the program',
    ),
  })
  loadedBy: string;

  @Field(() => Int, { description: described('放假天数,含假期中的周末', 'Days off, with the weekends within holidays') })
  holidayCount: number;

  @Field(() => Int, { description: described('调休上班天数', 'Make-up days') })
  makeUpDayCount: number;

  @Field(() => [SpecialDayView], { description: described('特殊日,按日期', 'Its special days, by day') })
  days: SpecialDayView[];

  @Field(() => Int, { description: described('版本号', 'Version') })
  version: number;
}

@ObjectType('ChangedCalendarDay', { description: described('导入会改变的一天', 'A day that an import would change') })
export class ChangedCalendarDay {
  @Field(() => LocalDateScalar, { description: described('日期', 'The day') })
  onDay: LocalDate;

  @Field(() => SpecialDayKind, {
    nullable: true,
    description: described('现在的种类;平常日为 null', 'What it is now; null for an ordinary day'),
  })
  kindBefore: SpecialDayKind | null;

  @Field(() => SpecialDayKind, { nullable: true, description: described('导入后的种类', 'What it would be') })
  kindAfter: SpecialDayKind | null;

  @Field(() => String, { nullable: true, description: described('现在的名称', 'Its name now') })
  nameBefore: string | null;

  @Field(() => String, { nullable: true, description: described('导入后的名称', 'Its name afterwards') })
  nameAfter: string | null;

  @Field({ description: described('现在是否为工作日', 'Whether it is a working day now') })
  isWorkdayBefore: boolean;

  @Field({ description: described('导入后是否为工作日', 'Whether it would be a working day') })
  isWorkdayAfter: boolean;
}

@ObjectType({ description: described('所填一年日历的一项检查结果', 'Something found in the days entered for a year') })
export class WorkCalendarFinding {
  @Field({ description: described('固定的代码', 'Stable code') })
  code: string;

  @Field({ description: described('说明(按 Accept-Language)', 'What was found, in the language of Accept-Language') })
  message: string;

  @Field(() => String, { nullable: true, description: described('处理办法', 'What to do about it') })
  cure: string | null;

  @Field(() => [String], { description: described('涉及的输入字段路径', 'Path of the input field that is concerned') })
  field: string[];

  @Field({ description: described('是否使导入被拒绝', 'Whether the import would be refused for it') })
  isBlocking: boolean;
}

@ObjectType({ description: described('导入一年工作日历的预览;什么都没有写入', 'What an import of a year would do; nothing is written') })
export class WorkCalendarYearPreview {
  @Field(() => Int, { description: described('年份', 'The year') })
  year: number;

  @Field(() => Int, {
    nullable: true,
    description: described('当前版本号;从未载入过为 null', 'Its version now; null when it was never loaded'),
  })
  currentVersion: number | null;

  @Field(() => [WorkCalendarFinding], { description: described('检查结果', 'What was found') })
  findings: WorkCalendarFinding[];

  @Field(() => [ChangedCalendarDay], { description: described('会改变的日子,按日期', 'Days that would change, by day') })
  changedDays: ChangedCalendarDay[];
}

@ObjectType('WorkdaySpan', { description: described('按工作日计算的期限', 'A time limit counted in working days') })
export class WorkdaySpanView {
  @Field(() => LocalDateScalar, { description: described('最后一日', 'Its last day') })
  endsOn: LocalDate;

  @Field({ description: described('是否暂定:涉及没有日历的年份', 'Whether it is provisional: it touches a year without a calendar') })
  isProvisional: boolean;

  @Field(() => [Int], { description: described('涉及的没有日历的年份', 'Those years') })
  missingYears: number[];
}

@ObjectType({ description: described('工作日历操作的结果', 'Result of a verb on the work calendar') })
export class WorkCalendarYearPayload extends MutationPayload {
  @Field(() => WorkCalendarYearView, { nullable: true, description: described('该年的工作日历', 'The work calendar of the year') })
  workCalendarYear?: WorkCalendarYearView | null;
}
