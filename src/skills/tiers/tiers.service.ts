import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import { parkRow } from '../../access/park-rows.js';
import { changesBetween } from '../../platform/audit/audit-changes.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { addDays, localDateOf } from '../../platform/clock/local-date.js';
import { newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { refuseIfAny } from '../../platform/errors/refusals.js';
import { Idempotency } from '../../platform/idempotency/idempotency.js';
import { serializeOn } from '../../platform/queue/key-lock.js';
import { Streamer } from '../../streamers/streamer.entity.js';
import { type StoredTierFigures, SkillTierChange } from './tier.entity.js';
import { refusalsOfOwnCase } from '../track-desk.js';
import { TierNotices } from './tier-notices.js';
import { TierFacts, type TierRecord } from './tier-facts.js';
import { findingsOfPromotion, nextTier, type PromotionFacts, refusalsToDemote, refusalsToPromote, type TierStep } from './tier.rules.js';
import type { DemotionGround, StreamerTier } from './tier-kinds.js';

/** Who is promoted, and why the office says so. */
export interface Promotion {
  streamerId: string;
  reason: string;
  idempotencyKey: string;
}

/** Whose tier is taken back, to which, and on what ground. */
export interface Demotion extends Promotion {
  toTier: StreamerTier;
  ground: DemotionGround;
  /** The decided case, when the ground is a breach. */
  breachCaseId?: string | null;
  reference?: string | null;
}

type TierDecision = Pick<SkillTierChange, 'kind' | 'toTier' | 'reason'> &
  Partial<Pick<SkillTierChange, 'ground' | 'breachCaseId' | 'reference' | 'figures' | 'findings'>>;

/** Decisions of one streamer's tier run one after the other. It comes before the first read of the transaction. */
export function serializeOnTier(tx: Tx, parkId: string, streamerId: string): Promise<void> {
  return serializeOn(tx, parkId, 'skill-tier', streamerId);
}

/** Tiers above CERTIFIED: proposed by computed figures, decided by a person with a reason, kept as an append-only history (INV-12). */
@Injectable()
export class Tiers {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly facts: TierFacts,
    private readonly audit: AuditTrail,
    private readonly notices: TierNotices,
  ) {}

  /** Promotes by one tier. Refuses without a valid certificate, with an open breach, and below any threshold; returns the change's id. */
  promoteStreamer(caller: Caller, input: Promotion): Promise<string> {
    return this.decide(caller, 'promoteStreamer', input, async (tx, streamer, record) => {
      refuseIfAny(await refusalsOfOwnCase(tx, caller, streamer.personId, 'streamerId'));
      const facts = await this.facts.promotion(tx, streamer.parkId, streamer.id, record);
      refuseIfAny(refusalsToPromote(facts));
      const findings = findingsOfPromotion(facts).map(({ code }) => code);
      return { kind: 'PROMOTION', toTier: nextTier(record.decidedTier)!, reason: input.reason, figures: storedFigures(facts), findings };
    });
  }

  /** Takes a tier back, on one of the three grounds; a breach is named by its case, which must have found one (INV-12). */
  demoteStreamer(caller: Caller, input: Demotion): Promise<string> {
    const { toTier, ground, reason } = input;
    const { reference = null, breachCaseId = null } = input;
    return this.decide(caller, 'demoteStreamer', input, async (tx, streamer, record) => {
      refuseIfAny(await refusalsOfOwnCase(tx, caller, streamer.personId, 'streamerId'));
      const isBreachEstablished = await this.facts.isBreachEstablished(tx, streamer.parkId, streamer.id, breachCaseId);
      refuseIfAny(refusalsToDemote({ ...record, toTier, ground, reference, breachCaseId, isBreachEstablished }));
      return { kind: 'DEMOTION', toTier, ground, breachCaseId, reason, reference };
    });
  }

  /**
   * Demotions no longer stand: appends where the decisions lead without them, also when later ones leave the tier as it is. Nothing happens when none
   * of them stood. The caller holds `serializeOnTier`.
   */
  async restore(
    tx: Tx,
    caller: Caller,
    action: string,
    { parkId, streamerId }: Pick<SkillTierChange, 'parkId' | 'streamerId'>,
    restoration: Omit<TierDecision, 'toTier'>,
    falls: (step: TierStep) => boolean,
  ): Promise<void> {
    const toTier = await this.facts.tierOnceFallen(tx, parkId, streamerId, falls);
    if (toTier === null) return;
    const record = await this.facts.record(tx, parkId, streamerId);
    await this.append(tx, caller, action, { id: streamerId, parkId }, record, { ...restoration, toTier });
  }

  private async append(
    tx: Tx,
    caller: Caller,
    action: string,
    streamer: Pick<Streamer, 'id' | 'parkId'>,
    record: TierRecord,
    decision: TierDecision,
  ): Promise<string> {
    const { parkId, id: streamerId } = streamer;
    const decidedOn = localDateOf(tx.at);
    const id = newId();
    const facts = {
      ...{ streamerId, sequenceNumber: (record.last?.sequenceNumber ?? 0) + 1, fromTier: record.decidedTier },
      ...{ ground: null, breachCaseId: null, reference: null, figures: null, findings: [], ...decision },
      ...{ standardVersion: record.standard.standardVersion, decidedOn },
      appealUntil: addDays(decidedOn, record.standard.values.appealDays),
    };
    await tx.insert(SkillTierChange, [{ id, parkId, ...facts, decidedAt: tx.at, decidedBy: caller.accountId }]);
    const act = { scopeId: parkId, recordKind: 'SkillTierChange', recordId: id, changes: changesBetween(null, facts) };
    await this.audit.record(tx, caller, { ...act, action, reason: decision.reason });
    await this.notices.tierDecided(tx, { id, ...facts });
    return id;
  }

  private async decide(
    caller: Caller,
    operation: string,
    input: Promotion,
    work: (tx: Tx, streamer: Streamer, record: TierRecord) => Promise<TierDecision>,
  ): Promise<string> {
    const scope = await this.access.parks(caller, 'skills.certify');
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, Streamer, scope, input.streamerId, 'input', 'streamerId'));
    const { ref } = await this.idempotency.once(caller, { scopeId: parkId, key: input.idempotencyKey, operation, input }, async (tx) => {
      await serializeOnTier(tx, parkId, input.streamerId);
      const streamer = await parkRow(tx, Streamer, scope, input.streamerId, 'input', 'streamerId');
      const record = await this.facts.record(tx, parkId, streamer.id);
      return this.append(tx, caller, operation, streamer, record, await work(tx, streamer, record));
    });
    return ref;
  }
}

function storedFigures({ from, to, figures, mentored }: PromotionFacts): StoredTierFigures {
  const { sessionsHeld, gmvPaidFen, refundFen, netFen } = figures;
  return { from, to, sessionsHeld, gmvPaidFen: `${gmvPaidFen}`, refundFen: `${refundFen}`, netFen: `${netFen}`, mentored };
}
