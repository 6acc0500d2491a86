import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { IdColumn, LocalDateColumn, PrimaryId, TextColumn, VersionColumn } from '../../platform/database/columns.js';
import type { BadgeRevocationGround } from './badge-kinds.js';

/**
 * 党员主播标识: a label that a member carries by separate consent. It is valid only on days on which the person is at home in a party
 * organization, and its words follow from the standing of that day: both are read, neither is stored (INV-09).
 */
@Entity('member_badge')
@Index('ix_member_badge_streamer', ['parkId', 'streamerId', 'issuedOn'])
@Index('ix_member_badge_issued', ['parkId', 'issuedOn', 'id'])
export class MemberBadge {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() streamerId: string;
  @IdColumn() personId: string;
  /** Where the person was at home on the day of issue; shown to party roles alone. */
  @IdColumn() organizationId: string;
  @LocalDateColumn() consentOn: LocalDate;
  @TextColumn(200) consentReference: string;
  @LocalDateColumn() issuedOn: LocalDate;
  @IdColumn() issuedBy: string;
  /** First day on which it is no longer carried. */
  @LocalDateColumn({ nullable: true }) revokedOn: LocalDate | null;
  @TextColumn(30, { nullable: true }) revokedGround: BadgeRevocationGround | null;
  @TextColumn(300, { nullable: true }) revokedReason: string | null;
  @VersionColumn() version: number;
}
