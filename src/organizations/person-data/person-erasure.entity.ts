import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import {
  IdColumn,
  InstantColumn,
  JsonColumn,
  LocalDateColumn,
  PrimaryId,
  TextColumn,
  VersionColumn,
} from '../../platform/database/columns.js';
import type { ErasurePlanItem } from './erasure.rules.js';
import type { ErasureStatus } from './erasure-states.js';

/** Lengths in characters of what people enter. */
export const ERASURE_LENGTH_MAX = { reference: 200, reason: 300 } as const;

/** A person's request that the data be erased, what was decided, and how far it is (PR-3). */
@Entity('person_erasure')
@Index('ux_person_erasure_open', ['scopeId', 'openKey'], { unique: true })
@Index('ix_person_erasure_status', ['scopeId', 'status', 'nextErasedOn'])
@Index('ix_person_erasure_person', ['scopeId', 'personId'])
export class PersonErasure {
  @PrimaryId() id: string;
  /** Always the installation. */
  @IdColumn() scopeId: string;
  @IdColumn() personId: string;
  /** The person's id while the request waits or is carried out, then the request's own id: a second one meets the unique key. */
  @IdColumn() openKey: string;
  @TextColumn(12) status: ErasureStatus;
  /** Reference of the signed request; null when the person asked in person, with the own account. Emptied with the rest. */
  @TextColumn(ERASURE_LENGTH_MAX.reference, { nullable: true }) requestReference: string | null;
  /** What goes, what is kept until when and why, as of the request; it holds no personal value. */
  @JsonColumn() plan: ErasurePlanItem[];
  @IdColumn() requestedBy: string;
  @InstantColumn() requestedAt: Date;
  @IdColumn({ nullable: true }) decidedBy: string | null;
  @InstantColumn({ nullable: true }) decidedAt: Date | null;
  @TextColumn(ERASURE_LENGTH_MAX.reason, { nullable: true }) decisionReason: string | null;
  /** The identity under which records that must be kept go on; nameless in the end. */
  @IdColumn({ nullable: true }) retainedPersonId: string | null;
  /** Last day on which something is still kept; null when nothing is, or before that is known. */
  @LocalDateColumn({ nullable: true }) retainedUntil: LocalDate | null;
  /** The day on which the next records go; null when none wait. */
  @LocalDateColumn({ nullable: true }) nextErasedOn: LocalDate | null;
  @InstantColumn({ nullable: true }) finishedAt: Date | null;
  @VersionColumn() version: number;
}
