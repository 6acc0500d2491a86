import { Injectable } from '@nestjs/common';
import { Access } from '../../access/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import {
  type Condition,
  type ListingDefinition,
  Listings,
  type Page,
  type Selection,
  where,
  whereIn,
} from '../../platform/database/listing.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { wordOf } from '../../platform/graphql/descriptions.js';
import { requestContext } from '../../platform/operations/request-context.js';
import { trainedStreamerListing } from '../track-views.js';
import { TierChangeKind } from './tier-kinds.js';
import { SkillTierChange } from './tier.entity.js';
import { TierFacts, type TierRecord } from './tier-facts.js';
import { findingsOfPromotion, nextTier, type PromotionFacts, refundRateBasisPoints, refusalsToPromote, tierOn } from './tier.rules.js';
import type { TierAppealsArgs } from './tiers.inputs.js';
import type { StreamerTierView, TierAppealView, TierChangeView, TierFigures, TierFinding, TierProposal } from './tiers.objects.js';

/** Decisions of one streamer that are shown. */
const CHANGES_SHOWN_MAX = 100;

const changeListing: ListingDefinition = {
  table: 'skill_tier_change',
  fields: {
    id: 'id',
    kind: 'kind',
    fromTier: 'fromTier',
    toTier: 'toTier',
    ground: 'ground',
    breachCaseId: 'breachCaseId',
    reason: 'reason',
    reference: 'reference',
    figures: 'figures',
    findings: 'findings',
    decidedOn: 'decidedOn',
    appealUntil: 'appealUntil',
    decidedAt: 'decidedAt',
  },
  json: ['figures', 'findings'],
  derive: (row) => {
    if (row.figures) row.figures = shownFigures(row.figures as SkillTierChange['figures']);
  },
};

/** Own appeals that are shown. */
const OWN_APPEALS_MAX = 50;

const appealListing: ListingDefinition = {
  table: 'skill_tier_appeal',
  fields: {
    id: 'id',
    status: 'status',
    statement: 'statement',
    filedOn: 'filedOn',
    decidedOn: 'decidedOn',
    decisionReason: 'decisionReason',
    version: 'version',
  },
  one: {
    tierChange: { listing: () => changeListing, key: 'tierChangeId' },
    streamer: { listing: () => trainedStreamerListing, key: 'streamerId' },
  },
  orders: {
    FILED_LAST: { by: ['{t}.filedOn'], direction: 'DESC' },
    FILED_FIRST: { by: ['{t}.filedOn'], direction: 'ASC' },
  },
};

function shownFigures(stored: SkillTierChange['figures']): TierFigures | null {
  if (!stored) return null;
  const { from, to, sessionsHeld, mentored } = stored;
  const money = { gmvPaidFen: BigInt(stored.gmvPaidFen), refundFen: BigInt(stored.refundFen), netFen: BigInt(stored.netFen) };
  return {
    from,
    to,
    sessionsHeld,
    mentored,
    netFen: money.netFen,
    refundRateBasisPoints: refundRateBasisPoints({ sessionsHeld, ...money }),
  };
}

function shownFinding(refusal: Refusal): TierFinding {
  const { locale } = requestContext();
  return { code: refusal.code, message: refusal.message[locale], cure: refusal.cure?.[locale] ?? null, rule: refusal.rule };
}

/** Reads of tiers within the caller's parks, and of one's own. */
@Injectable()
export class TierQueries {
  constructor(
    private readonly access: Access,
    private readonly listings: Listings,
    private readonly transactions: Transactions,
    private readonly facts: TierFacts,
  ) {}

  /** The tier of one streamer, or null when there is none in scope. */
  async streamerTier(caller: Caller, streamerId: string, selection: Selection): Promise<StreamerTierView | null> {
    const scope = await this.access.parks(caller, 'skills.read');
    return this.read([where('s.id = ?', streamerId), scope.condition('s.parkId')], selection);
  }

  /** The tier of a streamer whom the caller is; the caller has shown that. */
  ownTier(streamerId: string, selection: Selection): Promise<StreamerTierView | null> {
    return this.read([where('s.id = ?', streamerId)], selection);
  }

  /** The appeals of a streamer who asks about the own tier, newest first; a tier is appealed against a few times at most. */
  async ownAppeals(streamerId: string, selection: Selection): Promise<TierAppealView[]> {
    const asked = {
      selection: { nodes: selection },
      conditions: [where('{t}.streamerId = ?', streamerId)],
      order: 'FILED_LAST',
      first: OWN_APPEALS_MAX,
    };
    return (await this.listings.page<TierAppealView>(appealListing, asked)).nodes;
  }

  /** A page of appeals. */
  async tierAppeals(caller: Caller, args: TierAppealsArgs, selection: Selection): Promise<Page<TierAppealView>> {
    const scope = await this.access.parks(caller, 'skills.read');
    const { parkId, streamerId, status } = args.filter ?? {};
    const conditions: Condition[] = [scope.condition()];
    if (parkId) conditions.push(where('{t}.parkId = ?', parkId));
    if (streamerId) conditions.push(where('{t}.streamerId = ?', streamerId));
    if (status) conditions.push(where('{t}.status = ?', status));
    const { first, after, order } = args;
    return this.listings.page<TierAppealView>(appealListing, { selection, conditions, order, first, after });
  }

  /** One appeal within the caller's parks or about the caller, else null. */
  async tierAppeal(caller: Caller, id: string, selection: Selection): Promise<TierAppealView | null> {
    const scope = (await this.access.parks(caller, 'skills.read')).condition();
    const own = whereIn('{t}.streamerId', this.access.ownIds(caller, 'own.skills', 'STREAMER'));
    const visible = where(`(${scope.sql}) OR (${own.sql})`, ...scope.parameters, ...own.parameters);
    return this.listings.one<TierAppealView>(appealListing, selection, [where('{t}.id = ?', id), visible]);
  }

  private read(conditions: readonly Condition[], selection: Selection): Promise<StreamerTierView | null> {
    return this.transactions.run(async (tx) => {
      const [streamer] = await tx.rows<{ id: string; parkId: string }>(
        `SELECT s.id AS id, s.parkId AS parkId FROM streamer s WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`,
        conditions.flatMap(({ parameters }) => [...parameters]),
      );
      if (!streamer) return null;
      const record = await this.facts.record(tx, streamer.parkId, streamer.id);
      return {
        streamerId: streamer.id,
        tier: tierOn(record),
        decidedTier: record.decidedTier,
        changes: selection.changes ? await changesOf(tx, streamer.parkId, streamer.id) : [],
        proposal: selection.proposal ? await this.proposal(tx, streamer.parkId, streamer.id, record) : null,
      };
    });
  }

  private async proposal(tx: Tx, parkId: string, streamerId: string, record: TierRecord): Promise<TierProposal> {
    const facts = await this.facts.promotion(tx, parkId, streamerId, record);
    const reasons = refusalsToPromote(facts);
    return {
      nextTier: nextTier(record.decidedTier),
      isReady: reasons.length === 0,
      figures: figuresOf(facts),
      reasons: reasons.map(shownFinding),
      findings: findingsOfPromotion(facts).map(shownFinding),
    };
  }
}

function figuresOf({ from, to, figures, mentored }: PromotionFacts): TierFigures {
  const { sessionsHeld, netFen } = figures;
  return { from, to, sessionsHeld, netFen, mentored, refundRateBasisPoints: refundRateBasisPoints(figures) };
}

/** A reinstatement says in the reader's language why it came; every other decision in the words of the person who made it. */
function shownReason({ kind, reason }: SkillTierChange): string {
  return kind === 'REINSTATEMENT' ? wordOf(TierChangeKind, kind)[requestContext().locale] : reason;
}

async function changesOf(tx: Tx, parkId: string, streamerId: string): Promise<TierChangeView[]> {
  const rows = await tx.manager.find(SkillTierChange, {
    where: { parkId, streamerId },
    order: { sequenceNumber: 'DESC' },
    take: CHANGES_SHOWN_MAX,
  });
  return rows.map((row) => ({ ...row, figures: shownFigures(row.figures), reason: shownReason(row) }));
}
