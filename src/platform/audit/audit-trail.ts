import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../auth/caller.js';
import { CallerReach } from '../auth/caller-reach.js';
import { newId } from '../database/ids.js';
import type { Tx } from '../database/transactions.js';
import { SECRETS, type Secrets } from '../personal-data/secrets.js';
import { type AuditChange, storedChanges } from './audit-changes.js';
import { type EntryContent, entryDigestOf, personalFingerprint } from './audit-digests.js';
import { AUDIT_LENGTH_MAX, AuditEntry, AuditUnsealed } from './audit.entities.js';

/** Most records that one read may show: a page of a list. */
const READ_RECORDS_MAX = 100;

/** The action under which reads of personal records stand. */
export const READ_ACTION = 'READ';

/** Stands for the name of an account that acts for its holder alone. */
const ONESELF = '本人';

/** What happened to a record. */
export interface AuditedAct {
  /** The park, organization or installation whose auditors see the entry. */
  scopeId: string;
  /** The domain verb, such as `confirmSession`. */
  action: string;
  recordKind: string;
  recordId: string;
  changes?: readonly AuditChange[];
  /** Fields among the changes whose values are kept as fingerprints only. Well-known ones (idCard, phone …) always are. */
  personal?: readonly string[];
  /** Why, in the caller's words; shown to auditors, so never a personal value. */
  reason?: string;
}

/** A read of personal records. */
export interface AuditedRead {
  scopeId: string;
  recordKind: string;
  /** At most 100; each gets an entry of its own, so that a person can be shown who read the record (PR-7). */
  recordIds: readonly string[];
  /** The personal fields that were shown. */
  fields: readonly string[];
  reason?: string;
}

/** Text as every engine gives it back unchanged: well-formed, without control characters, within its column. */
function storable(text: string, lengthMax: number): string {
  const clean = Buffer.from(text, 'utf8')
    .toString('utf8')
    .replace(/\p{Cc}/gu, ' ');
  return [...clean].slice(0, lengthMax).join('');
}

/** Writes what happened, in the transaction in which it happens: no act without its entry, no entry without its act. */
@Injectable()
export class AuditTrail {
  constructor(
    @Inject(SECRETS) private readonly secrets: Secrets,
    private readonly reach: CallerReach,
  ) {}

  /** Records one act. */
  async record(tx: Tx, caller: Caller, act: AuditedAct): Promise<void> {
    await this.write(tx, [this.entryOf(tx, caller, act)]);
  }

  /** Records that personal fields of records were shown. Throws when there are more than 100 records. */
  async recordRead(tx: Tx, caller: Caller, read: AuditedRead): Promise<void> {
    if (read.recordIds.length > READ_RECORDS_MAX) throw new Error(`A read shows at most ${READ_RECORDS_MAX} records`);
    const { recordIds, fields, ...act } = read;
    const changes = fields.map((field) => ({ field }));
    await this.write(
      tx,
      recordIds.map((recordId) => this.entryOf(tx, caller, { ...act, action: READ_ACTION, recordId, changes, personal: fields })),
    );
  }

  private entryOf(tx: Tx, caller: Caller, act: AuditedAct): EntryContent {
    const fingerprint = (field: string, value: string) =>
      personalFingerprint(this.secrets.auditKey, act.recordKind, act.recordId, field, value);
    return {
      id: newId(),
      scopeId: act.scopeId,
      at: tx.at.getTime(),
      actorId: caller.accountId,
      actorName: storable(this.nameOf(caller), AUDIT_LENGTH_MAX.actorName),
      actorKind: caller.kind,
      requestId: storable(caller.requestId, AUDIT_LENGTH_MAX.requestId),
      action: storable(act.action, AUDIT_LENGTH_MAX.action),
      recordKind: storable(act.recordKind, AUDIT_LENGTH_MAX.recordKind),
      recordId: storable(act.recordId, AUDIT_LENGTH_MAX.recordId),
      changes: storedChanges(act.changes ?? [], act.personal ?? [], fingerprint),
      reason: act.reason === undefined ? null : storable(act.reason, AUDIT_LENGTH_MAX.reason),
    };
  }

  /** Officers stand by their name. Who acts for oneself is told by the account: an erased name could not be taken out of the chain (PR-3). */
  private nameOf(caller: Caller): string {
    return this.reach.actsForOneself(caller) ? ONESELF : caller.displayName;
  }

  private async write(tx: Tx, entries: readonly EntryContent[]): Promise<void> {
    await tx.insert(
      AuditEntry,
      entries.map((entry) => ({ ...entry, at: tx.at, digest: entryDigestOf(this.secrets.auditKey, entry) })),
    );
    await tx.insert(
      AuditUnsealed,
      entries.map(({ id }) => ({ entryId: id, at: tx.at })),
    );
  }
}
