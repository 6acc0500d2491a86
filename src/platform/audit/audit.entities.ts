import { Entity, Index } from 'typeorm';
import {
  IdColumn,
  InstantColumn,
  IntegerColumn,
  LongTextColumn,
  PrimaryId,
  PrimaryInteger,
  TextColumn,
  VersionColumn,
} from '../database/columns.js';

/** Lengths in characters of the columns that callers fill. */
export const AUDIT_LENGTH_MAX = { actorName: 100, requestId: 64, action: 80, recordKind: 60, recordId: 100, reason: 500 } as const;

const DIGEST_LENGTH = 43;

/** Who did what, when, to which record. Written once in the transaction of the act, never changed. */
@Entity('audit_entry')
@Index('ix_audit_entry_at', ['scopeId', 'at', 'id'])
@Index('ix_audit_entry_record', ['scopeId', 'recordKind', 'recordId', 'at'])
export class AuditEntry {
  @PrimaryId() id: string;
  @IdColumn() scopeId: string;
  @InstantColumn() at: Date;
  @IdColumn() actorId: string;
  @TextColumn(AUDIT_LENGTH_MAX.actorName) actorName: string;
  @TextColumn(20) actorKind: string;
  @TextColumn(AUDIT_LENGTH_MAX.requestId) requestId: string;
  /** The verb, such as `confirmSession`; `READ` for a read of a personal record. */
  @TextColumn(AUDIT_LENGTH_MAX.action) action: string;
  @TextColumn(AUDIT_LENGTH_MAX.recordKind) recordKind: string;
  @TextColumn(AUDIT_LENGTH_MAX.recordId) recordId: string;
  /** JSON text of `AuditedField[]`; kept as text here because the digest covers its bytes. */
  @LongTextColumn({ nullable: true }) changes: string | null;
  @TextColumn(AUDIT_LENGTH_MAX.reason, { nullable: true }) reason: string | null;
  /** Keyed digest over all other columns. */
  @TextColumn(DIGEST_LENGTH) digest: string;
}

/** An entry that waits to be sealed; written with it, removed with its seal. */
@Entity('audit_unsealed')
@Index('ix_audit_unsealed_at', ['at', 'entryId'])
export class AuditUnsealed {
  @PrimaryId() entryId: string;
  @InstantColumn() at: Date;
}

/** One link of the hash chain over the entries, in the order of sealing. */
@Entity('audit_seal')
@Index('ux_audit_seal_entryId', ['entryId'], { unique: true })
export class AuditSeal {
  /** 1, 2, 3 … without a gap. */
  @PrimaryInteger() seq: number;
  @IdColumn() entryId: string;
  /** The entry's digest as it was found; `MISSING` when the entry had gone before it was sealed. */
  @TextColumn(DIGEST_LENGTH) entryDigest: string;
  @TextColumn(DIGEST_LENGTH) previousHash: string;
  @TextColumn(DIGEST_LENGTH) hash: string;
}

/** The end of the chain: a single row, touched by sealers alone. */
@Entity('audit_chain_head')
export class AuditChainHead {
  @PrimaryInteger() id: number;
  /** The newest seal; 0 before the first. */
  @IntegerColumn() seq: number;
  /** Keyed hash over the newest seal and the version: whoever cuts the tail cannot make the one that fits. */
  @TextColumn(DIGEST_LENGTH) hash: string;
  @VersionColumn() version: number;
}

/** Entities of this module, for the application's list. */
export const AUDIT_ENTITIES = [AuditEntry, AuditUnsealed, AuditSeal, AuditChainHead];
