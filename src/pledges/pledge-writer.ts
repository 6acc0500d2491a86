import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import { type AuditChange, changesBetween } from '../platform/audit/audit-changes.js';
import { type Caller, systemCaller } from '../platform/auth/caller.js';
import { localDateOf } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { updateVersioned } from '../platform/database/versioned-rows.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { declareReason } from '../platform/reasons/program-reasons.js';
import { IntegrityPledge, PledgeHistory } from './pledge.entity.js';
import { datedStep, nextDueOn, refusalsByState, stateAfter } from './pledge.rules.js';
import { IN_FORCE_STATUSES, PARTY_GONE, PENDING_STATUSES, type PledgeVerb } from './pledge-states.js';
import { PledgeStepListeners } from './pledge-step-listeners.js';

/** Why a review ended or began that only went on with another pledge of the party. */
export const CARRIED_OVER = declareReason('REVIEW_CARRIED_OVER', {
  zh: '核查转由接替的承诺承接',
  en: 'The review goes on with the pledge that follows',
});

/** What a step writes besides the status. */
export interface PledgeMove {
  changes?: Partial<Omit<IntegrityPledge, 'id' | 'version' | 'status' | 'pendingKey' | 'dueOn'>>;
  reason?: string | null;
  audited?: readonly AuditChange[];
}

/** The key under which one pledge of a series at a time waits for a signatory's signature or its first day. */
export function pendingKeyOf(pledge: Pick<IntegrityPledge, 'id' | 'status' | 'signatoryId' | 'code'>): string {
  return PENDING_STATUSES.includes(pledge.status) ? `${pledge.signatoryId}/${pledge.code}` : pledge.id;
}

/** Moves pledges along the table of 6.6: row, history, audit and what hangs on it in one transaction. */
@Injectable()
export class PledgeWriter {
  constructor(
    private readonly audit: AuditTrail,
    private readonly listeners: PledgeStepListeners,
  ) {}

  /** Takes one step and returns the pledge as it is then. Refuses with PLEDGE_STATE_FORBIDS. */
  async move(tx: Tx, caller: Caller, verb: PledgeVerb, pledge: IntegrityPledge, move: PledgeMove = {}): Promise<IntegrityPledge> {
    refuseIfAny(refusalsByState(verb, pledge.status));
    const { reason = null } = move;
    const status = stateAfter(verb, pledge.reviewedFrom);
    const next = { ...pledge, ...move.changes, status, ...(reason === null ? {} : { reason }) };
    const written = { ...move.changes, status, reason: next.reason, pendingKey: pendingKeyOf(next), dueOn: nextDueOn(next) };
    await updateVersioned(tx, IntegrityPledge, pledge, written);
    const after: IntegrityPledge = { ...next, ...written, version: pledge.version + 1 };
    await this.recordStep(tx, caller, verb, pledge, after, reason);
    const changed = [...changesBetween(pledge, { ...move.changes, status }), ...(move.audited ?? [])];
    await this.auditStep(tx, caller, verb, pledge, changed, reason);
    await this.listeners.tell(tx, caller, { verb, pledge: after, reason });
    return verb === 'takeEffect' ? this.succeed(tx, caller, after) : after;
  }

  /** Takes the steps that the passing of days has brought about and returns the pledge; nothing happens when there is none. */
  async settle(tx: Tx, pledge: IntegrityPledge, requestId: string): Promise<IntegrityPledge> {
    const today = localDateOf(tx.at);
    let current = pledge;
    for (let step = datedStep(current, today); step !== null; step = datedStep(current, today)) {
      current = await this.move(tx, systemCaller(requestId), step.verb, current);
    }
    return current;
  }

  /** Notes on the pledges that a signed one will follow, so that they end as RENEWED and not as LAPSED. */
  async announceSuccessor(tx: Tx, successor: IntegrityPledge): Promise<void> {
    for (const earlier of await this.unendedBeside(tx, successor)) {
      await updateVersioned(tx, IntegrityPledge, earlier, { renewedById: successor.id });
    }
  }

  /** An appeal is open: the passing of days no longer makes the revocation final. */
  async noteAppeal(tx: Tx, pledge: IntegrityPledge): Promise<void> {
    await updateVersioned(tx, IntegrityPledge, pledge, { isAppealed: true, dueOn: null });
  }

  /** The party has gone while its pledge is under review, which stays until it is decided. */
  async noteDeparture(tx: Tx, caller: Caller, pledge: IntegrityPledge, reason: string): Promise<void> {
    await updateVersioned(tx, IntegrityPledge, pledge, { goneReason: reason });
    await this.recordStep(tx, caller, PARTY_GONE, pledge, pledge, reason);
    await this.auditStep(tx, caller, PARTY_GONE, pledge, changesBetween(pledge, { goneReason: reason }), reason);
  }

  /** A successor that will not come after all. */
  async forgetSuccessor(tx: Tx, successor: IntegrityPledge): Promise<void> {
    const announced = await tx.manager.findBy(IntegrityPledge, { parkId: successor.parkId, renewedById: successor.id });
    for (const earlier of announced) await updateVersioned(tx, IntegrityPledge, earlier, { renewedById: null });
  }

  /** The pledge of the party and series that is in force beside this one, moved on to today; null when there is none. */
  async inForceBeside(tx: Tx, pledge: IntegrityPledge, requestId: string): Promise<IntegrityPledge | null> {
    const settled: IntegrityPledge[] = [];
    for (const { id } of await this.unendedBeside(tx, pledge)) {
      /* Read afresh: moving one pledge on may have moved another. */
      settled.push(await this.settle(tx, await tx.manager.findOneByOrFail(IntegrityPledge, { id }), requestId));
    }
    return settled.filter(({ status }) => IN_FORCE_STATUSES.includes(status)).at(-1) ?? null;
  }

  /** The pledge takes the place of those of its series; a review that is open on one of them goes on with it. */
  private async succeed(tx: Tx, caller: Caller, successor: IntegrityPledge): Promise<IntegrityPledge> {
    let isUnderReview = false;
    for (const row of await this.unendedBeside(tx, successor)) {
      let earlier = row;
      if (earlier.status === 'UNDER_REVIEW') {
        isUnderReview = true;
        earlier = await this.move(tx, caller, 'clearPledge', earlier, { reason: CARRIED_OVER(), changes: { reviewedFrom: null } });
      }
      if (earlier.status === 'IN_FORCE') earlier = await this.move(tx, caller, 'beginExpiry', earlier);
      await this.move(tx, caller, 'renewPledge', earlier, { changes: { renewedById: successor.id } });
    }
    if (!isUnderReview) return successor;
    return this.move(tx, caller, 'openReview', successor, { reason: CARRIED_OVER(), changes: { reviewedFrom: successor.status } });
  }

  /** One whose party has gone under a review is followed by none: the decision ends it. */
  private unendedBeside(tx: Tx, pledge: IntegrityPledge): Promise<IntegrityPledge[]> {
    const { parkId, signatoryId, code, id } = pledge;
    return tx.manager.find(IntegrityPledge, {
      where: { parkId, signatoryId, code, id: Not(id), status: In([...IN_FORCE_STATUSES]), goneReason: IsNull() },
      order: { id: 'ASC' },
    });
  }

  private recordStep(
    tx: Tx,
    caller: Caller,
    verb: PledgeVerb | typeof PARTY_GONE,
    before: IntegrityPledge,
    after: IntegrityPledge,
    reason: string | null,
  ): Promise<void> {
    const step = { pledgeId: before.id, verb, fromStatus: before.status, toStatus: after.status, reason };
    return tx.insert(PledgeHistory, [{ id: newId(), parkId: before.parkId, ...step, at: tx.at, byAccountId: caller.accountId }]);
  }

  private auditStep(
    tx: Tx,
    caller: Caller,
    action: PledgeVerb | typeof PARTY_GONE,
    { parkId: scopeId, id: recordId }: IntegrityPledge,
    changes: readonly AuditChange[],
    reason: string | null,
  ): Promise<void> {
    return this.audit.record(tx, caller, {
      scopeId,
      action,
      recordKind: 'IntegrityPledge',
      recordId,
      changes,
      reason: reason ?? undefined,
    });
  }
}
