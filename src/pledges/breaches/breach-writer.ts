import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { type AuditChange, changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import { newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { updateVersioned } from '../../platform/database/versioned-rows.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import type { IntegrityPledge } from '../pledge.entity.js';
import { BreachCase, BreachHistory } from './breach.entity.js';
import { type BreachStatus, type BreachVerb, UNDECIDED_STATUSES } from './breach-states.js';
import { refusalsOfBreachState } from './breach.rules.js';

/** Columns with restricted texts: the audit, which others read, never has them. */
const RESTRICTED = ['noticeSummarySealed', 'statementSealed', 'appealSealed', 'decisionReason', 'appealReason'] as const;

/** What a step of a case writes. */
export interface BreachMove {
  /** The state that it leads to; the same when it leads nowhere. */
  to: BreachStatus;
  changes?: Partial<Omit<BreachCase, 'id' | 'version' | 'status' | 'openKey'>>;
  reason?: string | null;
  audited?: readonly AuditChange[];
}

/** The key under which one undecided case at a time stands against a party in the series of its pledge. */
export function undecidedKeyOf({ signatoryId, code }: Pick<IntegrityPledge, 'signatoryId' | 'code'>): string {
  return `${signatoryId}/${code}`;
}

/** Moves cases along their table: row, history and audit in one transaction. */
@Injectable()
export class BreachWriter {
  constructor(private readonly audit: AuditTrail) {}

  /** Takes one step and returns the case as it is then. Refuses with BREACH_STATE_FORBIDS. */
  async move(tx: Tx, caller: Caller, verb: BreachVerb, breach: BreachCase, move: BreachMove): Promise<BreachCase> {
    refuseIfAny(refusalsOfBreachState(verb, breach.status));
    const { to: status, reason = null } = move;
    const openKey = UNDECIDED_STATUSES.includes(status) ? breach.openKey : breach.id;
    const written = { ...move.changes, status, openKey };
    await updateVersioned(tx, BreachCase, breach, written);
    await this.note(tx, caller, verb, breach, { from: breach.status, to: status, reason });
    const shown: Record<string, unknown> = { ...move.changes, status };
    for (const name of RESTRICTED) delete shown[name];
    await this.audit.record(tx, caller, {
      scopeId: breach.parkId,
      action: verb,
      recordKind: 'BreachCase',
      recordId: breach.id,
      changes: [...changesBetween(breach, shown), ...(move.audited ?? [])],
    });
    return { ...breach, ...written, version: breach.version + 1 };
  }

  /** Writes a line of the case's history. */
  note(
    tx: Tx,
    caller: Caller,
    verb: string,
    { id: caseId, parkId }: Pick<BreachCase, 'id' | 'parkId'>,
    step: { from: BreachStatus | null; to: BreachStatus; reason: string | null },
  ): Promise<void> {
    const row = { parkId, caseId, verb, fromStatus: step.from, toStatus: step.to, reason: step.reason };
    return tx.insert(BreachHistory, [{ id: newId(), ...row, at: tx.at, byAccountId: caller.accountId }]);
  }
}
