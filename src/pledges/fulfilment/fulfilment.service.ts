import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import type { PermissionName } from '../../access/roles.js';
import { serializeOnStorefronts } from '../../enterprises/storefront-records.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { type AuditChange, changesBetween } from '../../platform/audit/audit-changes.js';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { IntegrityPledge } from '../pledge.entity.js';
import { isInForceOn } from '../pledge.rules.js';
import { fulfilledCountOf } from './fulfilment-counts.js';
import { FulfilmentCommitment, FulfilmentEvidence } from './commitment.entity.js';
import type { CommitmentKind, CommitmentStatus } from './fulfilment-states.js';
import { refusalsIfClosed, refusalsOfEvidence, refusalsToCommit, refusalsToConfirm, refusalsToReopen } from './fulfilment.rules.js';

const MANAGE = 'pledges.manage';

/** What a party says it will do. */
export interface CommitmentMade {
  parkId: string;
  pledgeId: string;
  kind: CommitmentKind;
  text: string;
  dueOn: LocalDate;
  idempotencyKey: string;
}

/** Which commitment, as the caller saw it. */
export interface CommitmentTarget {
  commitmentId: string;
  expectedVersion: number;
}

interface CommitmentStep {
  verb: string;
  permission: PermissionName;
  work: (tx: Tx, commitment: FulfilmentCommitment) => Promise<{ changes: Partial<FulfilmentCommitment>; audited?: AuditChange[] }>;
  reason?: string;
  /** What stands against it in the commitment's state; only an open one changes when it is not given. */
  refusals?: (status: CommitmentStatus) => Refusal[];
  /** The public count of the storefront changes with it. */
  isCounted?: boolean;
}

/** The log of commitments and of how they were kept. */
@Injectable()
export class Fulfilment {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly audit: AuditTrail,
  ) {}

  /** Enters a commitment of a party whose pledge is in force. */
  async makeCommitment(caller: Caller, input: CommitmentMade): Promise<string> {
    const { parkId, idempotencyKey: key } = input;
    await this.access.requirePark(caller, MANAGE, parkId, 'input', 'parkId');
    const { ref } = await this.idempotency.once(caller, { scopeId: parkId, key, operation: 'makeCommitment', input }, async (tx) => {
      const pledge = await tx.manager.findOneBy(IntegrityPledge, { parkId, id: input.pledgeId });
      if (!pledge) throw notFound('input', 'pledgeId');
      const today = localDateOf(tx.at);
      refuseIfAny(refusalsToCommit(isInForceOn(pledge, today), input.dueOn, today));
      const id = newId();
      const { pledgeId, kind, text, dueOn } = input;
      const { audience, signatoryId, signatoryName } = pledge;
      const row = { pledgeId, audience, signatoryId, signatoryName, kind, text, dueOn, status: 'OPEN' as const };
      await tx.insert(FulfilmentCommitment, [{ id, parkId, ...row, reason: null, createdAt: tx.at, fulfilledAt: null, version: 1 }]);
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'makeCommitment',
        recordKind: 'FulfilmentCommitment',
        recordId: id,
        changes: changesBetween(null, { pledgeId, kind, text, dueOn }),
      });
      return id;
    });
    return ref;
  }

  /** Adds the reference of a piece of evidence. */
  addFulfilmentEvidence(caller: Caller, input: CommitmentTarget & { reference: string; notedOn: LocalDate }): Promise<string> {
    const { reference, notedOn } = input;
    return this.step(caller, input, {
      verb: 'addFulfilmentEvidence',
      permission: 'pledges.sign',
      work: async (tx, { id: commitmentId, parkId, createdAt }) => {
        const known = (await tx.manager.findBy(FulfilmentEvidence, { parkId, commitmentId })).map((evidence) => evidence.reference);
        refuseIfAny(refusalsOfEvidence({ reference, notedOn }, { madeOn: localDateOf(createdAt), today: localDateOf(tx.at), known }));
        await tx.insert(FulfilmentEvidence, [{ id: newId(), parkId, commitmentId, reference, notedOn, notedBy: caller.accountId }]);
        return { changes: {}, audited: [{ field: 'evidence', after: reference }] };
      },
    });
  }

  /** Confirms that a commitment was kept; it needs evidence that another has entered. The plate of a storefront shows the new count. */
  confirmFulfilment(caller: Caller, target: CommitmentTarget): Promise<string> {
    return this.step(caller, target, {
      verb: 'confirmFulfilment',
      permission: MANAGE,
      isCounted: true,
      work: async (tx, { id, parkId }) => {
        refuseIfAny(refusalsToConfirm(await tx.manager.findBy(FulfilmentEvidence, { parkId, commitmentId: id }), caller.accountId));
        return { changes: { status: 'FULFILLED', fulfilledAt: tx.at } };
      },
    });
  }

  /** Takes a confirmation back that was a mistake, with the reason. The plate of a storefront shows the count without it. */
  reopenCommitment(caller: Caller, target: CommitmentTarget & { reason: string }): Promise<string> {
    const { reason } = target;
    return this.step(caller, target, {
      verb: 'reopenCommitment',
      permission: MANAGE,
      isCounted: true,
      reason,
      refusals: refusalsToReopen,
      work: () => Promise.resolve({ changes: { status: 'OPEN', fulfilledAt: null, reason } }),
    });
  }

  /** Drops a commitment, with the reason. */
  dropCommitment(caller: Caller, target: CommitmentTarget & { reason: string }): Promise<string> {
    const { reason } = target;
    return this.step(caller, target, {
      verb: 'dropCommitment',
      permission: MANAGE,
      reason,
      work: () => Promise.resolve({ changes: { status: 'DROPPED', reason } }),
    });
  }

  private async step(
    caller: Caller,
    target: CommitmentTarget,
    { verb, permission, work, reason, refusals = refusalsIfClosed, isCounted = false }: CommitmentStep,
  ): Promise<string> {
    const scope = await this.access.parks(caller, permission);
    const load = (tx: Tx) => parkRow(tx, FulfilmentCommitment, scope, target.commitmentId, 'input', 'commitmentId');
    const counted = isCounted ? await this.transactions.run(load) : null;
    return this.transactions.run(async (tx) => {
      if (counted?.audience === 'STORE') await serializeOnStorefronts(tx, [counted.signatoryId]);
      const commitment = await load(tx);
      requireVersion(commitment, target.expectedVersion);
      refuseIfAny(refusals(commitment.status));
      const { changes, audited = [] } = await work(tx, commitment);
      await updateVersioned(tx, FulfilmentCommitment, commitment, changes);
      await this.audit.record(tx, caller, {
        scopeId: commitment.parkId,
        action: verb,
        recordKind: 'FulfilmentCommitment',
        recordId: commitment.id,
        changes: [...changesBetween(commitment, changes), ...audited],
        reason,
      });
      if (counted?.audience === 'STORE') await showCount(tx, commitment);
      return commitment.id;
    });
  }
}

async function showCount(tx: Tx, { parkId, signatoryId }: FulfilmentCommitment): Promise<void> {
  const count = await fulfilledCountOf(tx, parkId, signatoryId);
  await tx.execute('UPDATE plate SET fulfilledCount = ? WHERE parkId = ? AND storefrontId = ?', [count, parkId, signatoryId]);
}
