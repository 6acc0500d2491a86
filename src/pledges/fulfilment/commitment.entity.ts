import { Entity, Index } from 'typeorm';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { IdColumn, InstantColumn, LocalDateColumn, PrimaryId, TextColumn, VersionColumn } from '../../platform/database/columns.js';
import type { PledgeAudience } from '../template-states.js';
import type { CommitmentKind, CommitmentStatus } from './fulfilment-states.js';

/** 承诺践诺: one thing that a party said it would do, in public. */
@Entity('fulfilment_commitment')
@Index('ix_fulfilment_commitment', ['parkId', 'status', 'dueOn'])
@Index('ix_fulfilment_commitment_signatory', ['parkId', 'signatoryId', 'status'])
export class FulfilmentCommitment {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() pledgeId: string;
  @TextColumn(20) audience: PledgeAudience;
  @IdColumn() signatoryId: string;
  @TextColumn(120) signatoryName: string;
  @TextColumn(20) kind: CommitmentKind;
  @TextColumn(300) text: string;
  @LocalDateColumn() dueOn: LocalDate;
  @TextColumn(20) status: CommitmentStatus;
  @TextColumn(300, { nullable: true }) reason: string | null;
  @InstantColumn() createdAt: Date;
  @InstantColumn({ nullable: true }) fulfilledAt: Date | null;
  @VersionColumn() version: number;
}

/** What shows that a commitment was kept: the reference of a paper or page, never a photograph of people. */
@Entity('fulfilment_evidence')
@Index('ix_fulfilment_evidence', ['parkId', 'commitmentId', 'notedOn'])
export class FulfilmentEvidence {
  @PrimaryId() id: string;
  @IdColumn() parkId: string;
  @IdColumn() commitmentId: string;
  @TextColumn(300) reference: string;
  @LocalDateColumn() notedOn: LocalDate;
  @IdColumn() notedBy: string;
}
