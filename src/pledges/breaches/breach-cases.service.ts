import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In } from 'typeorm';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import type { PermissionName } from '../../access/roles.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { LocalDate } from '../../platform/clock/local-date.js';
import { inList, Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { IntegrityPledge } from '../pledge.entity.js';
import { PledgeStepListeners, type PledgeStepTaken } from '../pledge-step-listeners.js';
import { PledgeWriter } from '../pledge-writer.js';
import { templateOf } from '../signing.service.js';
import { BreachCase } from './breach.entity.js';
import { ESTABLISHED_STATUSES, OPEN_BREACH_STATUSES, UNDECIDED_STATUSES } from './breach-states.js';
import { refusalsOfOwnCase } from './breach-persons.js';
import { BreachDesk, type BreachOpening, type NoticeFacts } from './breach-desk.js';
import { refusalsOfDays, refusalsToReview } from './alleged-days.js';
import type { AllegationFacts } from './breach-texts.js';
import { undecidedKeyOf } from './breach-writer.js';
import { refusalsOfClauses } from './breach.rules.js';
import { BREACH_CASE_OPEN } from './breaches.errors.js';

const RECORD = 'breaches.record';

/** Which case, as the caller saw it. */
export interface BreachTarget {
  breachCaseId: string;
  expectedVersion: number;
}

/** Cases up to the hearing. An allegation alone changes nothing but that a review is open: the pledge stays in force (INV-42). */
@Injectable()
export class BreachCases implements OnModuleInit {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly idempotency: Idempotency,
    private readonly pledges: PledgeWriter,
    private readonly listeners: PledgeStepListeners,
    private readonly desk: BreachDesk,
  ) {}

  onModuleInit(): void {
    this.listeners.register((tx, caller, step) => this.follow(tx, caller, step));
  }

  /**
   * Opens a case with its first allegation. Refuses a second one about the same party and series, and a pledge that is not in force; one that was
   * taken back stays so, and answers for what happened before.
   */
  async openBreachCase(caller: Caller, opening: BreachOpening): Promise<string> {
    const { parkId, idempotencyKey: key } = opening;
    await this.access.requirePark(caller, RECORD, parkId, 'input', 'parkId');
    const { ref } = await this.idempotency.once(
      caller,
      { scopeId: parkId, key, operation: 'openBreachCase', input: opening },
      async (tx) => {
        const found = await tx.manager.findOneBy(IntegrityPledge, { parkId, id: opening.pledgeId });
        if (!found) throw notFound('input', 'pledgeId');
        const pledge = await this.pledges.settle(tx, found, caller.requestId);
        const isOpen = await tx.manager.existsBy(BreachCase, { parkId, openKey: undecidedKeyOf(pledge) });
        const { clauses } = await templateOf(tx, pledge);
        refuseIfAny([
          ...(isOpen ? [BREACH_CASE_OPEN({}, 'input', 'pledgeId')] : []),
          ...refusalsOfClauses(opening.clauseNumbers, clauses.length),
          ...(await refusalsToReview(tx, pledge)),
          ...(await refusalsOfDays(tx, pledge, opening)),
        ]);
        const isWithdrawn = pledge.status === 'WITHDRAWN';
        if (!isWithdrawn) await this.pledges.move(tx, caller, 'openReview', pledge, { changes: { reviewedFrom: pledge.status } });
        return this.desk.open(tx, caller, pledge, opening);
      },
    );
    return ref;
  }

  /** Adds a further allegation to a case that is not decided. The party must be given notice of it before it is warned or revoked (INV-42). */
  addBreachAllegation(caller: Caller, input: BreachTarget & AllegationFacts): Promise<string> {
    return this.step(caller, RECORD, input, (tx, breach) => this.desk.add(tx, caller, breach, input));
  }

  /** Records the written notice to the party; from the next day on it has five working days to be heard (INV-42). */
  giveBreachNotice(caller: Caller, input: BreachTarget & NoticeFacts): Promise<string> {
    return this.step(caller, RECORD, input, (tx, breach) => this.desk.giveNotice(tx, caller, breach, input));
  }

  /** Records what the party said, or that it was heard and said nothing. */
  recordBreachHearing(caller: Caller, input: BreachTarget & { heardOn: LocalDate; statement?: string | null }): Promise<string> {
    return this.step(caller, RECORD, input, (tx, breach) => this.desk.hear(tx, caller, breach, input.heardOn, input.statement ?? null));
  }

  /** The party itself says what it has to say. */
  async giveMyStatement(caller: Caller, input: BreachTarget & { statement: string }): Promise<string> {
    const ownIds = this.access.ownIds(caller, 'own.pledges', 'STREAMER');
    return this.transactions.run(async (tx) => {
      const breach = await ownCase(tx, ownIds, input);
      await this.desk.hearParty(tx, caller, breach, input.statement);
      return breach.id;
    });
  }

  /** How many cases about the streamer's pledges are not at their end (INV-12). Read with the caller's transaction. */
  async openBreachesOf(tx: Tx, parkId: string, streamerId: string): Promise<number> {
    const [row] = await tx.rows<{ total: number | string }>(
      `SELECT COUNT(*) AS total FROM breach_case WHERE parkId = ? AND signatoryId = ? AND status IN ${inList(OPEN_BREACH_STATUSES)}`,
      [parkId, streamerId, ...OPEN_BREACH_STATUSES],
    );
    return Number(row!.total);
  }

  /** Whether the case found a breach and that stands; null when the park has no such case about the streamer (INV-12). */
  async isEstablished(tx: Tx, parkId: string, streamerId: string, breachCaseId: string): Promise<boolean | null> {
    const breach = await tx.manager.findOneBy(BreachCase, { id: breachCaseId, parkId, audience: 'STREAMER', signatoryId: streamerId });
    return breach ? ESTABLISHED_STATUSES.includes(breach.status) : null;
  }

  private async step(
    caller: Caller,
    permission: PermissionName,
    target: BreachTarget,
    work: (tx: Tx, breach: BreachCase) => Promise<unknown>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, permission);
    return this.transactions.run(async (tx) => {
      const breach = await parkRow(tx, BreachCase, scope, target.breachCaseId, 'input', 'breachCaseId');
      requireVersion(breach, target.expectedVersion);
      refuseIfAny(await refusalsOfOwnCase(tx, caller, { parkId: breach.parkId, streamerId: breach.signatoryId }));
      await work(tx, breach);
      return breach.id;
    });
  }

  /** An undecided case goes on with the pledge that follows; a revocation whose window has passed is final. */
  private async follow(tx: Tx, caller: Caller, { verb, pledge }: PledgeStepTaken): Promise<void> {
    if (verb === 'renewPledge') {
      const undecided = [pledge.renewedById, pledge.parkId, pledge.id, ...UNDECIDED_STATUSES];
      await tx.execute(
        `UPDATE breach_case SET pledgeId = ?, version = version + 1 WHERE parkId = ? AND pledgeId = ? AND status IN ${inList(UNDECIDED_STATUSES)}`,
        undecided,
      );
    }
    if (verb !== 'finalizeRevocation') return;
    const revoked = await tx.manager.findBy(BreachCase, { parkId: pledge.parkId, pledgeId: pledge.id, status: 'REVOKED' });
    for (const breach of revoked) await this.desk.closeWindow(tx, caller, breach);
  }
}

/** The case about a pledge of one of the streamers that the caller is, as the caller saw it; any other is NOT_FOUND. */
export async function ownCase(tx: Tx, ownIds: readonly string[], target: BreachTarget): Promise<BreachCase> {
  const own = { id: target.breachCaseId, audience: 'STREAMER' as const, signatoryId: In([...ownIds]) };
  const breach = ownIds.length === 0 ? null : await tx.manager.findOneBy(BreachCase, own);
  if (!breach) throw notFound('input', 'breachCaseId');
  requireVersion(breach, target.expectedVersion);
  return breach;
}
