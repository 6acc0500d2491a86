import { Entity, Index } from 'typeorm';
import { IdColumn, InstantColumn, PrimaryId, TextColumn } from '../database/columns.js';

/** Longest client-chosen key, in characters. */
export const IDEMPOTENCY_KEY_LENGTH_MAX = 100;
/** Longest reference to a result, in characters. */
export const RESULT_REFERENCE_LENGTH_MAX = 100;

/** A request that was carried out: its key, the hash of its input and where its result is. Written with the effect, in one transaction. */
@Entity('idempotency_key')
@Index('ux_idempotency_key', ['scopeId', 'actorId', 'idempotencyKey'], { unique: true })
export class IdempotencyKey {
  /** Time-ordered, so the oldest rows stand first in the primary key and no index over the time is needed. */
  @PrimaryId() id: string;
  @IdColumn() scopeId: string;
  @IdColumn() actorId: string;
  @TextColumn(IDEMPOTENCY_KEY_LENGTH_MAX) idempotencyKey: string;
  /** Name of the GraphQL mutation. */
  @TextColumn(80) operation: string;
  /** SHA-256 of the canonical input, in base64url. */
  @TextColumn(43) inputHash: string;
  /** Usually the id of the created row. */
  @TextColumn(RESULT_REFERENCE_LENGTH_MAX) resultRef: string;
  @InstantColumn() createdAt: Date;
}

/** Entities of this module, for the application's list. */
export const IDEMPOTENCY_ENTITIES = [IdempotencyKey];
