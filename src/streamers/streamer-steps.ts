import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { type AuditChange, changesBetween } from '../platform/audit/audit-changes.js';
import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { serializeOnConfirmations } from './host-confirmations.js';
import { Streamer } from './streamer.entity.js';
import { StreamerStepListeners } from './streamer-step-listeners.js';
import { refusalsByState } from './streamer.rules.js';
import { STREAMER_TRANSITIONS, type StreamerVerb } from './streamer-states.js';

/** Which streamer, as the caller saw it. */
export interface StreamerTarget {
  streamerId: string;
  expectedVersion: number;
}

/** What a verb wants to write: reasons against it, or the changes of the streamer's own row and what the audit shall say besides. */
export interface StreamerStep {
  refusals?: readonly Refusal[];
  changes?: Partial<Omit<Streamer, 'id' | 'version'>>;
  audited?: readonly AuditChange[];
  /** Audited fields that are kept as fingerprints. */
  personal?: readonly string[];
  reason?: string;
}

/** Runs one verb on one streamer: state, version, refusals, row, audit entry and what follows elsewhere in one transaction. */
@Injectable()
export class StreamerSteps {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
    private readonly listeners: StreamerStepListeners,
  ) {}

  /** Returns the streamer's id. Throws NOT_FOUND, STALE_VERSION, STREAMER_STATE_FORBIDS and what the step refuses with. */
  async run(
    caller: Caller,
    verb: StreamerVerb,
    target: StreamerTarget,
    work: (tx: Tx, streamer: Streamer) => Promise<StreamerStep>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, 'streamers.manage');
    const find = (tx: Tx) => parkRow(tx, Streamer, scope, target.streamerId, 'input', 'streamerId');
    const stopped = STREAMER_TRANSITIONS[verb].stops ? await this.transactions.run(find) : null;
    return this.transactions.run(async (tx) => {
      if (stopped) await serializeOnConfirmations(tx, stopped.parkId, stopped.id);
      const streamer = await find(tx);
      requireVersion(streamer, target.expectedVersion);
      refuseIfAny(refusalsByState(verb, streamer.status));
      const step = await work(tx, streamer);
      refuseIfAny(step.refusals ?? []);
      const { to } = STREAMER_TRANSITIONS[verb];
      const changes = { ...step.changes, ...(to ? { status: to } : {}) };
      await updateVersioned(tx, Streamer, streamer, changes).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new RetryWork('the stage name was taken at the same time') : error;
      });
      await this.audit.record(tx, caller, {
        scopeId: streamer.parkId,
        action: verb,
        recordKind: 'Streamer',
        recordId: streamer.id,
        changes: [...changesBetween(streamer, changes), ...(step.audited ?? [])],
        personal: step.personal,
        reason: step.reason,
      });
      await this.listeners.tell(tx, caller, { verb, streamer: { ...streamer, ...changes, version: streamer.version + 1 } });
      return streamer.id;
    });
  }
}
