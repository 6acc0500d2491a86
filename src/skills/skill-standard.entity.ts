import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../platform/clock/local-date.js';
import {
  BooleanColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';
import type { SkillStandardValues } from './skill-standard.js';

/** A version of a park's standard. Rows are added, never changed: evidence of a day is always judged by the version of that day. */
@Entity('skill_standard')
@Index('ux_skill_standard_version', ['parkId', 'standardVersion'], { unique: true })
@Index('ux_skill_standard_effective', ['parkId', 'effectiveOn'], { unique: true })
export class SkillStandard {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  /** Counts from 1; 0 is the shipped one. */
  @IntegerColumn() standardVersion: number;
  @LocalDateColumn() effectiveOn: LocalDate;
  @JsonColumn() standardValues: SkillStandardValues;
  @TextColumn(300) reason: string;
  @InstantColumn() publishedAt: Date;
  @IdColumn() publishedBy: string;
}

/** A decision from which day on a park's hosts need a certificate. Rows are added; the newest counts. */
@Entity('skill_requirement')
@Index('ux_skill_requirement', ['parkId', 'decisionNumber'], { unique: true })
export class SkillRequirement {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  /** Counts from 1 within the park. */
  @IntegerColumn() decisionNumber: number;
  /** Sessions from this day on need certified hosts; null: not required. */
  @LocalDateColumn({ nullable: true }) requiredFrom: LocalDate | null;
  @TextColumn(300) reason: string;
  @InstantColumn() decidedAt: Date;
  @IdColumn() decidedBy: string;
}

/** 导师考评员名册: who may train or assess in a park, and when (INV-10). */
@Entity('skill_trainer')
@Index('ix_skill_trainer_person', ['parkId', 'personId', 'startsOn'])
@Index('ix_skill_trainer_name', ['parkId', 'displayName', 'id'])
export class SkillTrainer {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() personId: string;
  /** As the park calls the person at work, such as 李老师; the name proper lives with the person. */
  @TextColumn(60) displayName: string;
  /** Trains, and judges the gates before the certificate. */
  @BooleanColumn() isTrainer: boolean;
  /** Assesses and gives certificates. */
  @BooleanColumn() isAssessor: boolean;
  @TextColumn(200) qualification: string;
  @LocalDateColumn() startsOn: LocalDate;
  /** First day on which it no longer holds. */
  @LocalDateColumn({ nullable: true }) endsOn: LocalDate | null;
  @InstantColumn() appointedAt: Date;
  @IdColumn() appointedBy: string;
  @VersionColumn() version: number;
}
