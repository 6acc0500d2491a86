import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../../platform/database/versioned-rows.js';
import { refuseIfAny, type Refusal } from '../../platform/errors/refusals.js';
import { brokenWithout, factsWithout, rejudgedWithout } from '../machine/advisory.js';
import type { CaseFact } from '../machine/case-facts.js';
import { factWord } from '../machine/rule-words.js';
import { CaseLedger, factChanges } from './case-ledger.js';
import { CaseRecords, type LoadedCase } from './case-records.js';
import { WRONG_SIDE_OF_TRANSFER } from './cases.errors.js';
import { FACT_NOT_CONFIRMED, LATER_FACTS_STAND, refusalOfLaterFact, VOID_ALREADY_ASKED, VOID_NOT_ASKED } from './facts.errors.js';
import { FactDeciding, type FactInHand, type FactTarget } from './fact-deciding.service.js';
import { Handovers } from './handovers.js';
import { TwoPersons } from './two-persons.js';

/** Later facts of which each is named with its reasons; of more it is said how many they are. */
const NAMED_FACTS_MAX = 3;

/** A wrong entry is voided by two persons, and only when everything that was recorded after it would have been legal without it. */
@Injectable()
export class FactVoiding {
  constructor(
    private readonly deciding: FactDeciding,
    private readonly records: CaseRecords,
    private readonly ledger: CaseLedger,
    private readonly twoPersons: TwoPersons,
    private readonly handovers: Handovers,
  ) {}

  /** Asks for a confirmed fact to be voided. Refuses at once with LATER_FACT_ILLEGAL, once for each reason of each later fact. */
  async askForVoiding(caller: Caller, target: FactTarget & { reason: string }): Promise<string> {
    return this.deciding.withFact(caller, 'development.record', target.factId, async (tx, hand) => {
      const { row, stored } = hand;
      await this.requireVoidable(tx, caller, hand, target, null);
      refuseIfAny([
        ...(stored.voidAskedBy === null ? [] : [VOID_ALREADY_ASKED({}, 'input', 'factId')]),
        ...(await this.refusalsOfLaterFacts(tx, hand.loaded, stored.fact.id, localDateOf(tx.at))),
      ]);
      const asked = { voidAskedBy: caller.accountId, voidAskedAt: tx.at, voidReason: target.reason };
      await updateVersioned(tx, 'development_fact', { id: stored.fact.id, version: stored.version }, asked);
      await this.ledger.record(tx, caller, row, 'voidDevelopmentFact', factChanges(stored.fact));
      await this.ledger.waiting.factWaits(tx, row, stored.fact, caller.accountId, true);
    });
  }

  /** Carries the voiding out: the case is derived anew without the fact, memberships included. */
  async confirmVoiding(caller: Caller, target: FactTarget): Promise<string> {
    return this.deciding.withFact(caller, 'development.confirm', target.factId, async (tx, hand) => {
      const { row, loaded, stored } = hand;
      await this.requireVoidable(tx, caller, hand, target, stored.voidAskedBy);
      const today = localDateOf(tx.at);
      refuseIfAny([
        ...(stored.voidAskedBy === null ? [VOID_NOT_ASKED({}, 'input', 'factId')] : []),
        ...(await this.refusalsOfLaterFacts(tx, loaded, stored.fact.id, today)),
      ]);
      const voided = { status: 'VOIDED', voidedBy: caller.accountId, voidedAt: tx.at };
      await updateVersioned(tx, 'development_fact', { id: stored.fact.id, version: stored.version }, voided);
      const facts = await this.rejudge(tx, loaded, stored.fact.id, today);
      const world = await this.records.worldOf(tx, row, facts, today);
      await this.handovers.forget(tx, row.id, stored.fact.id);
      const step = { row, facts, world, action: 'confirmDevelopmentFactVoid', fact: stored.fact, isVoided: true };
      await this.ledger.project(tx, caller, step);
    });
  }

  /** Refuses the voiding: the fact goes on counting. */
  async refuseVoiding(caller: Caller, target: FactTarget): Promise<string> {
    return this.deciding.withFact(caller, 'development.confirm', target.factId, async (tx, hand) => {
      const { row, stored } = hand;
      await this.requireVoidable(tx, caller, hand, target, stored.voidAskedBy);
      refuseIfAny(stored.voidAskedBy === null ? [VOID_NOT_ASKED({}, 'input', 'factId')] : []);
      const kept = { voidAskedBy: null, voidAskedAt: null, voidReason: null };
      await updateVersioned(tx, 'development_fact', { id: stored.fact.id, version: stored.version }, kept);
      await this.ledger.record(tx, caller, row, 'rejectDevelopmentFactVoid', factChanges(stored.fact));
      await this.ledger.waiting.factIsSettled(tx, row, stored.fact.id);
      await this.ledger.waiting.factWasRejected(tx, row, stored.fact, stored.voidAskedBy!, true);
    });
  }

  private async requireVoidable(
    tx: Tx,
    caller: Caller,
    { row, stored }: FactInHand,
    target: FactTarget,
    otherAccountId: string | null,
  ): Promise<void> {
    refuseIfAny(stored.status === 'CONFIRMED' ? [] : [FACT_NOT_CONFIRMED({}, 'input', 'factId')]);
    requireVersion({ id: stored.fact.id, version: stored.version }, target.expectedVersion);
    refuseIfAny([
      ...(row.isHandled ? [] : [WRONG_SIDE_OF_TRANSFER({}, 'input')]),
      ...(await this.twoPersons.refusals(tx, caller, row.personId, otherAccountId)),
    ]);
  }

  /** The facts that stay. Of those whose historic breaches change with the voiding, the new checks are added to the stored ones (INV-13a, INV-18). */
  private async rejudge(tx: Tx, { row, facts }: LoadedCase, factId: string, today: LocalDate): Promise<CaseFact[]> {
    const world = await this.records.worldOf(tx, row, facts, today);
    for (const { fact, checks } of rejudgedWithout(facts, world, factId))
      await this.ledger.keepChecks(tx, row, fact.id, 'REJUDGED', checks);
    return factsWithout(facts, world, factId);
  }

  /** What would stop a later fact now, and did not as long as the fact was there; of many later facts one sentence. */
  private async refusalsOfLaterFacts(tx: Tx, { row, facts }: LoadedCase, factId: string, today: LocalDate): Promise<Refusal[]> {
    const world = await this.records.worldOf(tx, row, facts, today);
    const broken = brokenWithout(facts, world, factId);
    if (broken.length > NAMED_FACTS_MAX) {
      const days = broken.map(({ fact }) => fact.occurredOn).sort();
      return [LATER_FACTS_STAND({ count: broken.length, firstOn: days[0]!, lastOn: days.at(-1)! }, 'input', 'factId')];
    }
    return broken.flatMap(({ fact, checks }) => checks.map((check) => refusalOfLaterFact(check, fact, factWord(fact.kind))));
  }
}
