import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import type { PermissionName } from '../../access/roles.js';
import type { Caller } from '../../platform/auth/caller.js';
import { WorkCalendars } from '../../platform/calendar/work-calendars.service.js';
import { addDays, type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { requireVersion } from '../../platform/database/versioned-rows.js';
import { notFound } from '../../platform/errors/faults.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { type Party, serializeOnParty } from '../party-locks.js';
import { settingOf } from '../settings.service.js';
import { BreachAllegation, BreachCase } from './breach.entity.js';
import { type BreachTarget, ownCase } from './breach-cases.service.js';
import type { AllegationOutcome, AppealDecision, BreachDecision } from './breach-states.js';
import { refusalsOfAppealJudge, refusalsOfOwnCase } from './breach-persons.js';
import { BreachEffects } from './breach-effects.js';
import { BreachTextKeeper } from './breach-texts.js';
import { BreachWriter } from './breach-writer.js';
import { OUTCOME_REPEATED } from './breaches.errors.js';
import { hearingSpan, refusalsOfBreachState, refusalsToAppeal, refusalsToDecide, refusalsOfDay } from './breach.rules.js';

const DECIDE = 'breaches.decide';

/** A decision, with the paper on which it stands and what became of each allegation. */
export interface DecisionMade extends BreachTarget {
  decision: BreachDecision;
  reference: string;
  reason: string;
  findingsReference?: string | null;
  outcomes: readonly { allegationId: string; outcome: AllegationOutcome }[];
}

/** Decisions about cases and appeals, with everything that follows from them in the same transaction. */
@Injectable()
export class BreachDecisions {
  constructor(
    private readonly access: Access,
    private readonly transactions: Transactions,
    private readonly writer: BreachWriter,
    private readonly effects: BreachEffects,
    private readonly texts: BreachTextKeeper,
    private readonly calendars: WorkCalendars,
  ) {}

  /**
   * Decides a case. To warn or to revoke needs notice, five working days to be heard, a founded allegation and findings of the park. A revocation
   * recalls the plate, blocks new confirmations and lists the confirmed sessions, all in one transaction (INV-41, INV-42).
   */
  async decideBreachCase(caller: Caller, input: DecisionMade): Promise<string> {
    return this.step(caller, DECIDE, input, (tx, breach) => this.decide(tx, caller, breach, input), serializeOnParty);
  }

  /** Records an appeal that was made within its window. The revocation stays in effect until the appeal is decided. */
  appealBreachDecision(caller: Caller, input: BreachTarget & { appealedOn: LocalDate; grounds: string }): Promise<string> {
    return this.step(caller, 'breaches.record', input, (tx, breach) => this.appeal(tx, caller, breach, input));
  }

  /** The party itself appeals, today. */
  async appealMyBreachDecision(caller: Caller, input: BreachTarget & { grounds: string }): Promise<string> {
    const ownIds = this.access.ownIds(caller, 'own.pledges', 'STREAMER');
    return this.transactions.run(async (tx) => {
      const breach = await ownCase(tx, ownIds, input);
      await this.appeal(tx, caller, breach, { appealedOn: localDateOf(tx.at), grounds: input.grounds });
      return breach.id;
    });
  }

  /** Decides an appeal, by another person than before: the pledge is reinstated, or the revocation stands for good. */
  decideBreachAppeal(
    caller: Caller,
    input: BreachTarget & { decision: AppealDecision; reference: string; reason: string },
  ): Promise<string> {
    const work = async (tx: Tx, breach: BreachCase) => {
      refuseIfAny([...refusalsOfBreachState('decideBreachAppeal', breach.status), ...(await refusalsOfAppealJudge(tx, caller, breach))]);
      const changes = { appealDecidedOn: localDateOf(tx.at), appealReference: input.reference, appealReason: input.reason };
      const { decision: to, reason } = input;
      const decided = await this.writer.move(tx, caller, 'decideBreachAppeal', breach, { to, changes, reason });
      await this.effects.ofAppealDecision(tx, caller, decided, to);
    };
    return this.step(caller, DECIDE, input, work, (tx, party) => this.effects.beforeAppealDecision(tx, party));
  }

  private async decide(tx: Tx, caller: Caller, breach: BreachCase, input: DecisionMade): Promise<void> {
    refuseIfAny(refusalsOfBreachState('decideBreachCase', breach.status));
    const today = localDateOf(tx.at);
    const outcomes = await outcomesOf(tx, breach, input.outcomes);
    const hearing = breach.noticeGivenOn === null ? null : hearingSpan(await this.calendars.load(tx), breach.noticeGivenOn);
    const findingsReference = input.findingsReference ?? null;
    refuseIfAny(refusalsToDecide({ decision: input.decision, hearing, findingsReference, outcomes: [...outcomes.values()] }, today));
    await writeOutcomes(tx, breach, outcomes);
    const { appealDays } = await settingOf(tx, breach.parkId);
    const changes = {
      decidedOn: today,
      decidedBy: caller.accountId,
      decisionReference: input.reference,
      decisionReason: input.reason,
      findingsReference,
      appealUntil: input.decision === 'REVOKED' ? addDays(today, appealDays) : null,
    };
    const decided = await this.writer.move(tx, caller, 'decideBreachCase', breach, {
      to: input.decision,
      changes,
      reason: input.reason,
      audited: [{ field: 'outcomes', after: [...outcomes.values()].sort().join(',') }],
    });
    await this.effects.ofDecision(tx, caller, decided, input.decision);
  }

  private async appeal(tx: Tx, caller: Caller, breach: BreachCase, made: { appealedOn: LocalDate; grounds: string }): Promise<void> {
    refuseIfAny([
      ...refusalsOfDay(made.appealedOn, breach.decidedOn, localDateOf(tx.at), 'appealedOn'),
      ...refusalsToAppeal(breach, made.appealedOn, localDateOf(tx.at)),
    ]);
    const changes = { appealedOn: made.appealedOn, appealSealed: this.texts.sealed(breach.id, 'appeal', made.grounds) };
    await this.writer.move(tx, caller, 'appealBreachDecision', breach, { to: 'APPEALED', changes });
    await this.effects.ofAppeal(tx, caller, breach);
  }

  private async step(
    caller: Caller,
    permission: PermissionName,
    target: BreachTarget,
    work: (tx: Tx, breach: BreachCase) => Promise<void>,
    serialize?: (tx: Tx, party: Party) => Promise<void>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, permission);
    const find = (tx: Tx) => parkRow(tx, BreachCase, scope, target.breachCaseId, 'input', 'breachCaseId');
    const known = serialize && (await this.transactions.run(find));
    return this.transactions.run(async (tx) => {
      if (known) await serialize(tx, known);
      const breach = await find(tx);
      requireVersion(breach, target.expectedVersion);
      refuseIfAny(await refusalsOfOwnCase(tx, caller, { parkId: breach.parkId, streamerId: breach.signatoryId }));
      await work(tx, breach);
      return breach.id;
    });
  }
}

/** What becomes of each allegation of the case. An id that is not of the case is NOT_FOUND; one that is not named keeps its outcome. */
async function outcomesOf(tx: Tx, breach: BreachCase, named: DecisionMade['outcomes']): Promise<Map<string, AllegationOutcome>> {
  const allegations = await tx.manager.findBy(BreachAllegation, { parkId: breach.parkId, caseId: breach.id });
  const repeated = named.findIndex(({ allegationId }, index) => named.findIndex((other) => other.allegationId === allegationId) !== index);
  refuseIfAny(repeated === -1 ? [] : [OUTCOME_REPEATED({}, 'input', 'outcomes', repeated, 'allegationId')]);
  const outcomes = new Map(allegations.map(({ id, outcome }) => [id, outcome]));
  named.forEach(({ allegationId, outcome }, index) => {
    if (!outcomes.has(allegationId)) throw notFound('input', 'outcomes', index, 'allegationId');
    outcomes.set(allegationId, outcome);
  });
  return outcomes;
}

async function writeOutcomes(tx: Tx, breach: BreachCase, outcomes: ReadonlyMap<string, AllegationOutcome>): Promise<void> {
  for (const [id, outcome] of outcomes) {
    await tx.execute('UPDATE breach_allegation SET outcome = ? WHERE parkId = ? AND id = ?', [outcome, breach.parkId, id]);
  }
}
