import { Injectable } from '@nestjs/common';
import type { PermissionName } from '../../access/roles.js';
import type { Caller } from '../../platform/auth/caller.js';
import { localDateOf } from '../../platform/clock/local-date.js';
import { INSTALLATION_SCOPE } from '../../platform/database/ids.js';
import { type Tx, Transactions } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { DomainError, refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { CaseLedger, factChanges, serializeOnCase } from './case-ledger.js';
import { CaseRecords, type LoadedCase, type StoredFact } from './case-records.js';
import { CaseScope, type ReachedCase } from './case-scope.js';
import { FactStatus } from './case-states.js';
import { FACT_ALREADY_DECIDED, FACT_OF_ANOTHER, OVERRIDE_NOT_ACCEPTED } from './facts.errors.js';
import { actingSide, refusalsOfConsent } from './fact-recording.service.js';
import { Handovers } from './handovers.js';
import { receiverOf, refusalsOfReceiver } from './receivers.js';
import { TwoPersons } from './two-persons.js';

/** Which fact, as the caller saw it. */
export interface FactTarget {
  factId: string;
  expectedVersion: number;
}

/** A fact with its case, inside the transaction that decides about it. */
export interface FactInHand {
  row: ReachedCase;
  loaded: LoadedCase;
  stored: StoredFact;
}

/** Second half of every step: somebody else confirms or rejects; or its recorder takes the entry back (INV-21). */
@Injectable()
export class FactDeciding {
  constructor(
    private readonly scope: CaseScope,
    private readonly transactions: Transactions,
    private readonly records: CaseRecords,
    private readonly ledger: CaseLedger,
    private readonly twoPersons: TwoPersons,
    private readonly handovers: Handovers,
  ) {}

  /**
   * Confirms a fact: it counts from now on, and stage, memberships and audit are written with it in one transaction. The rules judge it again.
   * Of two confirmers at once one is refused with FACT_ALREADY_DECIDED. `acceptedRuleIds` repeats the warnings that the recorder passed (INV-19).
   */
  async confirmFact(caller: Caller, target: FactTarget & { acceptedRuleIds?: readonly string[] | null }): Promise<string> {
    return this.withFact(caller, 'development.confirm', target.factId, async (tx, hand) => {
      const { row, loaded, stored } = hand;
      requirePending(stored);
      requireVersion({ id: stored.fact.id, version: stored.version }, target.expectedVersion);
      const { fact } = stored;
      const judged = await this.ledger.judge(tx, loaded, fact, localDateOf(tx.at));
      refuseIfAny([
        ...actingSide(row, fact.kind).refusals,
        ...(await this.twoPersons.refusals(tx, caller, row.personId, stored.recordedBy)),
        ...refusalsOfConsent(row, fact.kind),
        ...(await refusalsOfReceiver(tx, receiverOf(row, fact), 'input', 'factId')),
        ...refusalsOfAcceptance(stored, target.acceptedRuleIds ?? []),
        ...judged.refusals,
      ]);
      await this.decide(tx, caller, stored, 'CONFIRMED', null);
      await this.ledger.keepChecks(tx, row, fact.id, 'CONFIRMED', judged.checks);
      const facts = [...loaded.facts, fact];
      const step = { row, facts, world: judged.world, action: 'confirmDevelopmentFact', fact, isVoided: false };
      const view = await this.ledger.project(tx, caller, step);
      await this.handovers.follow(tx, row, fact, view);
    });
  }

  /** Rejects a fact that waits. Whoever recorded it takes it back instead. */
  async rejectFact(caller: Caller, target: FactTarget & { reason: string }): Promise<string> {
    return this.withFact(caller, 'development.confirm', target.factId, async (tx, { row, stored }) => {
      requirePending(stored);
      requireVersion({ id: stored.fact.id, version: stored.version }, target.expectedVersion);
      refuseIfAny([
        ...actingSide(row, stored.fact.kind).refusals,
        ...(await this.twoPersons.refusals(tx, caller, row.personId, stored.recordedBy)),
      ]);
      await this.decide(tx, caller, stored, 'REJECTED', target.reason);
      await this.ledger.record(tx, caller, row, 'rejectDevelopmentFact', factChanges(stored.fact));
      await this.ledger.waiting.factIsSettled(tx, row, stored.fact.id);
      await this.ledger.waiting.factWasRejected(tx, row, stored.fact, stored.recordedBy);
    });
  }

  /** Takes back a fact that waits: whoever recorded it, nobody else. Others have it rejected. */
  async takeFactBack(caller: Caller, target: FactTarget & { reason: string }): Promise<string> {
    return this.withFact(caller, 'development.record', target.factId, async (tx, { row, stored }) => {
      requirePending(stored);
      requireVersion({ id: stored.fact.id, version: stored.version }, target.expectedVersion);
      refuseIfAny([
        ...actingSide(row, stored.fact.kind).refusals,
        ...(stored.recordedBy === caller.accountId ? [] : [FACT_OF_ANOTHER({}, 'input', 'factId')]),
        ...(await this.twoPersons.refusals(tx, caller, row.personId, null)),
      ]);
      await this.decide(tx, caller, stored, 'TAKEN_BACK', target.reason);
      await this.ledger.record(tx, caller, row, 'withdrawPendingFact', factChanges(stored.fact));
      await this.ledger.waiting.factIsSettled(tx, row, stored.fact.id);
    });
  }

  /** Runs work on a fact within the caller's reach, after every other change of its case. Returns the fact's id. Throws NOT_FOUND. */
  async withFact(
    caller: Caller,
    permission: PermissionName,
    factId: string,
    work: (tx: Tx, hand: FactInHand) => Promise<void>,
  ): Promise<string> {
    const reach = await this.scope.reachOf(caller, permission);
    const { caseId, ...fact } = await this.foundFact(factId);
    const seen = await this.transactions.run((tx) => reach.require(tx, caseId, 'input', 'factId'));
    await this.transactions.run(async (tx) => {
      await serializeOnCase(tx, seen, receiverOf(seen, fact));
      const row = await reach.require(tx, caseId, 'input', 'factId');
      const loaded = await this.records.load(tx, caseId);
      const stored = [...loaded.pending, ...loaded.confirmed].find(({ fact }) => fact.id === factId) ?? (await decidedFact(tx, factId));
      await work(tx, { row, loaded, stored });
    });
    return factId;
  }

  private async foundFact(factId: string): Promise<{ caseId: string; kind: string; data: object }> {
    const sql = 'SELECT caseId, kind, data FROM development_fact WHERE scopeId = ? AND id = ?';
    const [found] = await this.transactions.run((tx) =>
      tx.rows<{ caseId: string; kind: string; data: string }>(sql, [INSTALLATION_SCOPE, factId]),
    );
    if (!found) throw notFound('input', 'factId');
    return { ...found, data: JSON.parse(found.data) as object };
  }

  private async decide(tx: Tx, caller: Caller, stored: StoredFact, status: FactStatus, reason: string | null): Promise<void> {
    const decision = { status, decidedBy: caller.accountId, decidedAt: tx.at, reason };
    await updateVersioned(tx, 'development_fact', { id: stored.fact.id, version: stored.version }, decision);
  }
}

function requirePending({ status }: StoredFact): void {
  if (status === 'PENDING') return;
  const { zh, en } = wordOf(FactStatus, status);
  throw new DomainError([FACT_ALREADY_DECIDED({ statusZh: zh, statusEn: en }, 'input', 'factId')]);
}

/** The confirmer names exactly the warnings that the recorder passed (INV-19). */
function refusalsOfAcceptance({ fact }: StoredFact, acceptedRuleIds: readonly string[]): Refusal[] {
  const passed = [...new Set(fact.overrides.map(({ ruleId }) => ruleId))].sort();
  const accepted = [...new Set(acceptedRuleIds)].sort();
  return passed.join() === accepted.join()
    ? []
    : [OVERRIDE_NOT_ACCEPTED({ ruleIds: passed.join(', ') || '—' }, 'input', 'acceptedRuleIds')];
}

/** A fact that was rejected, taken back or voided: it is found so that the verb can say so. */
async function decidedFact(tx: Tx, factId: string): Promise<StoredFact> {
  const [row] = await tx.rows<Omit<StoredFact, 'fact'>>(
    'SELECT caseId, status, recordedBy, recordedAt, decidedBy, decidedAt, reason, voidAskedBy, voidReason, version FROM development_fact WHERE id = ?',
    [factId],
  );
  return { ...row!, fact: { id: factId } as StoredFact['fact'] };
}
