import { Injectable } from '@nestjs/common';
import { addMonths, localDateOf, type LocalDate } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/faults.js';
import { BreachRecords } from '../breach-records.js';
import { PerformanceFigures } from '../performance-figures.js';
import { type DatedStandard, standardOn } from '../skill-standard.js';
import { standardsOf } from '../skill-standards.service.js';
import { SkillTierAppeal, SkillTierChange } from './tier.entity.js';
import type { StreamerTier } from './tier-kinds.js';
import { nextTier, type PromotionFacts, type TierStanding, type TierStep, tierOnceFallen } from './tier.rules.js';

/** What is known about a streamer's tier on the day of the transaction. */
export interface TierRecord extends TierStanding {
  /** The newest decision; null while there is none. */
  last: SkillTierChange | null;
  standard: DatedStandard;
}

/** Reads what tiers follow from: certificate, decisions, figures, breaches, pairings. */
@Injectable()
export class TierFacts {
  constructor(
    private readonly figures: PerformanceFigures,
    private readonly breaches: BreachRecords,
  ) {}

  /** Certificate and decisions of one streamer. */
  async record(tx: Tx, parkId: string, streamerId: string): Promise<TierRecord> {
    const today = localDateOf(tx.at);
    const last = await tx.manager.findOne(SkillTierChange, { where: { parkId, streamerId }, order: { sequenceNumber: 'DESC' } });
    return {
      isCertified: await isCertifiedOn(tx, parkId, streamerId, today),
      decidedTier: last?.toTier ?? 'CERTIFIED',
      last,
      standard: standardOn(await standardsOf(tx, parkId), today),
    };
  }

  /** Where the decisions lead once the demotions that `falls` names no longer stand; null when none of them stood. */
  async tierOnceFallen(tx: Tx, parkId: string, streamerId: string, falls: (step: TierStep) => boolean): Promise<StreamerTier | null> {
    const steps = await tx.manager.find(SkillTierChange, { where: { parkId, streamerId }, order: { sequenceNumber: 'ASC' } });
    const upheld = await tx.manager.findBy(SkillTierAppeal, { parkId, streamerId, status: 'UPHELD' });
    return tierOnceFallen(steps, new Set(upheld.map(({ tierChangeId }) => tierChangeId)), falls);
  }

  /** Whether the named case found a breach of the streamer; false when none is named. Throws NOT_FOUND when the park has no such case about it. */
  async isBreachEstablished(tx: Tx, parkId: string, streamerId: string, breachCaseId: string | null): Promise<boolean> {
    if (breachCaseId === null) return false;
    const isEstablished = await this.breaches.isEstablished(tx, parkId, streamerId, breachCaseId);
    if (isEstablished === null) throw notFound('input', 'breachCaseId');
    return isEstablished;
  }

  /** Everything that the promotion to the next tier looks at, computed from records. */
  async promotion(tx: Tx, parkId: string, streamerId: string, record: TierRecord): Promise<PromotionFacts> {
    const onDay = localDateOf(tx.at);
    const tier = nextTier(record.decidedTier);
    const threshold = tier ? record.standard.values.tiers[tier] : null;
    const [from, to] = [addMonths(onDay, -(threshold?.periodMonths ?? 1)), onDay];
    const { isCertified, decidedTier } = record;
    const [figures] = await this.figures.figures(tx, [{ parkId, streamerId, from, to }]);
    return {
      ...{ isCertified, decidedTier, onDay, threshold, from, to },
      openBreaches: await this.breaches.countOpen(tx, parkId, streamerId),
      figures: figures!,
      mentored: await mentoredBy(tx, parkId, streamerId),
    };
  }
}

/** Whether a certificate of the streamer is valid on the day. */
async function isCertifiedOn(tx: Tx, parkId: string, streamerId: string, day: LocalDate): Promise<boolean> {
  const rows = await tx.rows(
    `SELECT id FROM skill_certificate WHERE parkId = ? AND streamerId = ? AND issuedOn <= ? AND validUntil >= ?
       AND (revokedOn IS NULL OR revokedOn > ?) LIMIT 1`,
    [parkId, streamerId, day, day, day],
  );
  return rows.length > 0;
}

/** Different persons whom the streamer mentored in completed pairings. */
async function mentoredBy(tx: Tx, parkId: string, streamerId: string): Promise<number> {
  const [row] = await tx.rows<{ total: number | string }>(
    `SELECT COUNT(DISTINCT menteePersonId) AS total FROM mentor_pairing WHERE parkId = ? AND mentorStreamerId = ? AND status = 'COMPLETED'`,
    [parkId, streamerId],
  );
  return Number(row!.total);
}
