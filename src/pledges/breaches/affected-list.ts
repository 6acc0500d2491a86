import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { newId } from '../../platform/database/ids.js';
import { inList, Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { declareReason } from '../../platform/reasons/program-reasons.js';
import { PledgeNotices } from '../pledge-notices.js';
import { AffectedSessions } from './affected-sessions.js';
import { refusalsOfOwnCase } from './breach-persons.js';
import { BreachAffectedSession, BreachCase } from './breach.entity.js';
import type { AffectedDecision, BreachStatus } from './breach-states.js';
import { SESSION_DECIDED } from './breaches.errors.js';

/** A decision about one affected session. */
export interface AffectedDecisionMade {
  affectedSessionId: string;
  decision: AffectedDecision;
  reason: string;
  expectedVersion: number;
}

/** Why a session goes on after a successful appeal. */
const HOST_REINSTATED = declareReason('HOST_REINSTATED', { zh: '申诉成立,承诺已恢复', en: 'The pledge was reinstated' });

/** States of a case in which its revocation is in effect. */
const REVOKING_STATUSES: readonly BreachStatus[] = ['REVOKED', 'APPEALED', 'FINAL'];

/** The sessions that were confirmed with a host when the pledge was revoked: listed once, then decided one by one (INV-41). */
@Injectable()
export class AffectedList {
  constructor(
    private readonly sessions: AffectedSessions,
    private readonly notices: PledgeNotices,
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Lists the sessions that are confirmed with the case's host, and tells those who decide about them. */
  async list(tx: Tx, caller: Caller, { id: caseId, parkId, signatoryId: streamerId }: BreachCase): Promise<void> {
    const sessions = await this.sessions.ofHost(tx, parkId, streamerId);
    if (sessions.length === 0) return;
    const open = { decision: 'OPEN' as const, reason: null, decidedAt: null, decidedBy: null, version: 1 };
    await tx.insert(
      BreachAffectedSession,
      sessions.map((session) => ({ id: newId(), parkId, caseId, streamerId, ...session, ...open })),
    );
    await this.audit.record(tx, caller, {
      scopeId: parkId,
      action: 'listAffectedSessions',
      recordKind: 'BreachCase',
      recordId: caseId,
      changes: [{ field: 'sessionNumbers', after: sessions.map(({ sessionNumber }) => sessionNumber).join(',') }],
    });
    await this.notices.sessionsToDecide(tx, parkId, caseId, sessions.length);
  }

  /** Decides about one session. Substituting the host or cancelling is then done on the session itself. */
  async decideAffectedSession(caller: Caller, input: AffectedDecisionMade): Promise<string> {
    const scope = await this.access.parks(caller, 'breaches.decide');
    return this.transactions.run(async (tx) => {
      const row = await parkRow(tx, BreachAffectedSession, scope, input.affectedSessionId, 'input', 'affectedSessionId');
      requireVersion(row, input.expectedVersion);
      const { decision, reason } = input;
      refuseIfAny([
        ...(decision === 'OPEN' ? [SESSION_DECIDED({}, 'input', 'decision')] : []),
        ...(await refusalsOfOwnCase(tx, caller, row)),
      ]);
      await updateVersioned(tx, BreachAffectedSession, row, { decision, reason, decidedAt: tx.at, decidedBy: caller.accountId });
      await this.recordDecision(tx, caller, row, decision, reason);
      if (decision === 'SUBSTITUTE' || decision === 'CANCEL') await this.notices.sessionToChange(tx, row, decision);
      const { parkId, caseId } = row;
      if (!(await tx.manager.existsBy(BreachAffectedSession, { parkId, caseId, decision: 'OPEN' })))
        await this.notices.sessionsDecided(tx, caseId);
      return row.id;
    });
  }

  /** The host was reinstated: sessions that wait for a decision go on, and nobody is asked about them any more. */
  async release(tx: Tx, caller: Caller, { id: caseId, parkId }: BreachCase): Promise<void> {
    const open = await tx.manager.findBy(BreachAffectedSession, { parkId, caseId, decision: 'OPEN' });
    const decided = { decision: 'KEEP' as const, reason: HOST_REINSTATED(), decidedAt: tx.at, decidedBy: caller.accountId };
    for (const row of open) {
      await updateVersioned(tx, BreachAffectedSession, row, decided);
      await this.recordDecision(tx, caller, row, decided.decision, decided.reason);
    }
    await this.notices.sessionsDecided(tx, caseId);
  }

  private recordDecision(tx: Tx, caller: Caller, row: BreachAffectedSession, decision: AffectedDecision, reason: string): Promise<void> {
    return this.audit.record(tx, caller, {
      scopeId: row.parkId,
      action: 'decideAffectedSession',
      recordKind: 'BreachAffectedSession',
      recordId: row.id,
      changes: [{ field: 'decision', before: row.decision, after: decision }],
      reason,
    });
  }

  /**
   * Ids of the host's revoked pledges about which it was decided that this session goes on with the host all the same. Each pledge needs a decision
   * of its own, about its newest revocation: one about an earlier revocation says nothing about a later one.
   */
  async keptFor(tx: Tx, parkId: string, sessionId: string, streamerId: string): Promise<ReadonlySet<string>> {
    const revocations = await tx.rows<{ pledgeId: string; decision: AffectedDecision | null }>(
      `SELECT c.pledgeId AS pledgeId, a.decision AS decision FROM breach_case c
         LEFT JOIN breach_affected_session a ON a.parkId = c.parkId AND a.caseId = c.id AND a.sessionId = ? AND a.streamerId = c.signatoryId
       WHERE c.parkId = ? AND c.signatoryId = ? AND c.status IN ${inList(REVOKING_STATUSES)} ORDER BY c.id`,
      [sessionId, parkId, streamerId, ...REVOKING_STATUSES],
    );
    const newest = new Map(revocations.map(({ pledgeId, decision }) => [pledgeId, decision]));
    return new Set([...newest].filter(([, decision]) => decision === 'KEEP').map(([pledgeId]) => pledgeId));
  }
}
