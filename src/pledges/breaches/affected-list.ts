import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { PledgeNotices } from '../pledge-notices.js';
import { AffectedSessions } from './affected-sessions.js';
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

  /** Lists the sessions of the case's host that are not on its list yet, and tells those who decide about them. */
  async list(tx: Tx, caller: Caller, { id: caseId, parkId, signatoryId: streamerId }: BreachCase): Promise<void> {
    const listed = await tx.manager.find(BreachAffectedSession, { where: { parkId, caseId }, select: { sessionId: true } });
    const known = new Set(listed.map(({ sessionId }) => sessionId));
    const sessions = (await this.sessions.ofHost(tx, parkId, streamerId)).filter(({ sessionId }) => !known.has(sessionId));
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

  /**
   * Lists once more, shortly after a revocation: a session that was confirmed at the same moment saw the pledge in force and was not seen by
   * the revocation. Does nothing when the host was reinstated meanwhile.
   */
  async listAgain(tx: Tx, caller: Caller, parkId: string, caseId: string): Promise<void> {
    const breach = await tx.manager.findOneByOrFail(BreachCase, { id: caseId, parkId });
    if (REVOKING_STATUSES.includes(breach.status)) await this.list(tx, caller, breach);
  }

  /** Decides about one session. Substituting the host or cancelling is then done on the session itself. */
  async decideAffectedSession(caller: Caller, input: AffectedDecisionMade): Promise<string> {
    const scope = await this.access.parks(caller, 'breaches.decide');
    return this.transactions.run(async (tx) => {
      const row = await parkRow(tx, BreachAffectedSession, scope, input.affectedSessionId, 'input', 'affectedSessionId');
      requireVersion(row, input.expectedVersion);
      const { decision, reason } = input;
      refuseIfAny(decision === 'OPEN' ? [SESSION_DECIDED({}, 'input', 'decision')] : []);
      await updateVersioned(tx, BreachAffectedSession, row, { decision, reason, decidedAt: tx.at, decidedBy: caller.accountId });
      await this.audit.record(tx, caller, {
        scopeId: row.parkId,
        action: 'decideAffectedSession',
        recordKind: 'BreachAffectedSession',
        recordId: row.id,
        changes: [{ field: 'decision', before: row.decision, after: decision }],
        reason,
      });
      return row.id;
    });
  }

  /** Whether it was decided, about the newest revocation, that the session goes on with this host all the same. */
  async isKept(tx: Tx, parkId: string, sessionId: string, streamerId: string): Promise<boolean> {
    const newest = await tx.manager.findOne(BreachAffectedSession, { where: { parkId, sessionId, streamerId }, order: { id: 'DESC' } });
    return newest?.decision === 'KEEP';
  }
}
