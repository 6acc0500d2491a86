import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';

/** 培育计划, such as 滴网先锋主播培育计划. */
@Entity('skill_program')
@Index('ux_skill_program_name', ['parkId', 'name'], { unique: true })
export class SkillProgram {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @TextColumn(80) name: string;
  @TextColumn(500, { nullable: true }) description: string | null;
  @InstantColumn() createdAt: Date;
  @IdColumn() createdBy: string;
}

/** 班期: one round of a program, with its days and places. */
@Entity('skill_cohort')
@Index('ux_skill_cohort_name', ['parkId', 'programId', 'name'], { unique: true })
@Index('ix_skill_cohort_starts', ['parkId', 'startsOn', 'id'])
export class SkillCohort {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() programId: string;
  @TextColumn(80) name: string;
  @LocalDateColumn() startsOn: LocalDate;
  /** Last day: a certificate of this day still counts. */
  @LocalDateColumn() lastOn: LocalDate;
  @IntegerColumn() capacity: number;
  @VersionColumn() version: number;
}

/** A streamer in a cohort. Whether the member graduated follows from the certificates, not from this row. */
@Entity('skill_cohort_member')
@Index('ux_skill_cohort_member', ['parkId', 'cohortId', 'streamerId', 'joinedAt'], { unique: true })
@Index('ix_skill_cohort_member_streamer', ['parkId', 'streamerId'])
export class SkillCohortMember {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() cohortId: string;
  @IdColumn() streamerId: string;
  @InstantColumn() joinedAt: Date;
  @LocalDateColumn() joinedOn: LocalDate;
  @LocalDateColumn({ nullable: true }) leftOn: LocalDate | null;
  @TextColumn(300, { nullable: true }) leftReason: string | null;
  @VersionColumn() version: number;
}
