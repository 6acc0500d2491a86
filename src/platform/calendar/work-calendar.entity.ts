import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../clock/local-date.js';
import { IdColumn, InstantColumn, IntegerColumn, LocalDateColumn, PrimaryId, TextColumn, VersionColumn } from '../database/columns.js';
import type { SpecialDayKind, WorkCalendarYearStatus } from './work-calendar-states.js';

/** Lengths in characters of what people enter. */
export const WORK_CALENDAR_LENGTH_MAX = { source: 300, dayName: 60 } as const;

const HASH_LENGTH = 43;

/** A year whose holidays and make-up days are known, or were until the year was withdrawn. */
@Entity('work_calendar_year')
@Index('ux_work_calendar_year', ['scopeId', 'year'], { unique: true })
export class WorkCalendarYear {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IntegerColumn() year: number;
  @TextColumn(10) status: WorkCalendarYearStatus;
  /** The announcement that the days were taken from. */
  @TextColumn(WORK_CALENDAR_LENGTH_MAX.source) source: string;
  /** SHA-256 of the days in base64url: processes recognize by it that they know the year as it is. */
  @TextColumn(HASH_LENGTH) daysHash: string;
  @InstantColumn() loadedAt: Date;
  @IdColumn() loadedBy: string;
  @VersionColumn() version: number;
}

/** A day that is not what its weekday says. */
@Entity('work_calendar_day')
@Index('ux_work_calendar_day', ['scopeId', 'yearId', 'onDay'], { unique: true })
export class WorkCalendarDay {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  /** Row of the year in which the day lies. */
  @IdColumn() yearId: string;
  @LocalDateColumn() onDay: LocalDate;
  @TextColumn(20) kind: SpecialDayKind;
  /** Such as 春节. */
  @TextColumn(WORK_CALENDAR_LENGTH_MAX.dayName) name: string;
}

/** Entities of this module, for the application's list. */
export const WORK_CALENDAR_ENTITIES = [WorkCalendarYear, WorkCalendarDay];
