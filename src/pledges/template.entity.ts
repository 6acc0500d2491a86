import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../platform/database/columns.js';
import type { PledgeAudience, PledgeTemplateStatus, RenewalRule, TemplateChange } from './template-states.js';
import type { PledgeClause } from './template-content.js';

/** 承诺书模板: one version of a pledge's text. Once it is published its content never changes again (INV-39). */
@Entity('pledge_template')
@Index('ux_pledge_template_version', ['parkId', 'code', 'templateVersion'], { unique: true })
@Index('ux_pledge_template_published', ['parkId', 'publishedKey'], { unique: true })
@Index('ix_pledge_template_name', ['parkId', 'name', 'id'])
export class PledgeTemplate {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  /** Names the series to which the versions belong. */
  @TextColumn(40) code: string;
  /** Counts from 1 within the series. */
  @IntegerColumn() templateVersion: number;
  /** Grows with each material change: a pledge of an earlier edition needs a renewal (INV-39). */
  @IntegerColumn() edition: number;
  /** The series while this version is published, else the own id: at most one version of a series is published. */
  @TextColumn(40) publishedKey: string;
  @TextColumn(80) name: string;
  @TextColumn(160) nameEn: string;
  @TextColumn(20) audience: PledgeAudience;
  @LongTextColumn() preamble: string;
  @LongTextColumn() preambleEn: string;
  @JsonColumn() clauses: PledgeClause[];
  /** How many clauses the name promises (十不准 = 10); checked when the version is published (INV-40). */
  @IntegerColumn() declaredClauseCount: number;
  @IntegerColumn() validityMonths: number;
  /** Days before its end from which a pledge counts as expiring. */
  @IntegerColumn() renewalNoticeDays: number;
  @TextColumn(20) renewalRule: RenewalRule;
  @TextColumn(20) change: TemplateChange;
  @TextColumn(300, { nullable: true }) changeNote: string | null;
  @TextColumn(20) status: PledgeTemplateStatus;
  /** SHA-256 of the canonical content in hexadecimal; null for a draft. */
  @TextColumn(64, { nullable: true }) contentHash: string | null;
  @InstantColumn() createdAt: Date;
  @InstantColumn({ nullable: true }) publishedAt: Date | null;
  @InstantColumn({ nullable: true }) retiredAt: Date | null;
  @VersionColumn() version: number;
}
