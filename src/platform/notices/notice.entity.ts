import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../clock/local-date.js';
import { IdColumn, InstantColumn, LocalDateColumn, PrimaryId, TextColumn } from '../database/columns.js';

/** Lengths in characters of the texts that the posting module gives. */
export const NOTICE_LENGTH_MAX = { topic: 60, requiredPermission: 60, subjectKind: 60, dedupKey: 200, text: 300 } as const;

const HASH_LENGTH = 43;

/** One notice in the inbox of one account. */
@Entity('notice')
@Index('ix_notice_inbox', ['scopeId', 'accountId', 'postedAt'])
@Index('ix_notice_unread', ['scopeId', 'accountId', 'readAt'])
@Index('ix_notice_subject', ['scopeId', 'subjectKind', 'subjectId'])
@Index('ix_notice_age', ['scopeId', 'readAt', 'postedAt'])
export class Notice {
  /** Time-ordered, and the same as that of its posting. */
  @PrimaryId() id: string;
  /** Always the installation, to which accounts belong. */
  @IdColumn() scopeId: string;
  @IdColumn() accountId: string;
  /** What it is about in the words of the posting module, such as `reviews.due`. */
  @TextColumn(NOTICE_LENGTH_MAX.topic) topic: string;
  /** Shown only while the account holds this permission … */
  @TextColumn(NOTICE_LENGTH_MAX.requiredPermission) requiredPermission: string;
  /** … in this scope. */
  @IdColumn() aboutScopeId: string;
  @TextColumn(NOTICE_LENGTH_MAX.subjectKind) subjectKind: string;
  @IdColumn() subjectId: string;
  @TextColumn(NOTICE_LENGTH_MAX.dedupKey) dedupKey: string;
  @TextColumn(NOTICE_LENGTH_MAX.text) textZh: string;
  @TextColumn(NOTICE_LENGTH_MAX.text) textEn: string;
  /** The day by which something should be done. */
  @LocalDateColumn({ nullable: true }) dueOn: LocalDate | null;
  @InstantColumn() postedAt: Date;
  @InstantColumn({ nullable: true }) readAt: Date | null;
}

/** That a notice was posted: it outlives the notice, so that the same is never posted to the account again. */
@Entity('notice_posting')
@Index('ux_notice_posting', ['scopeId', 'postingHash'], { unique: true })
export class NoticePosting {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  /** SHA-256 of the account and the key in base64url: it tells nothing once the notice has gone. */
  @TextColumn(HASH_LENGTH) postingHash: string;
}

/** Entities of this module, for the application's list. */
export const NOTICE_ENTITIES = [Notice, NoticePosting];
