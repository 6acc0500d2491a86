import type { LocalDate } from '../../platform/clock/local-date.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import type { Figures } from '../performance-figures.js';
import type { TierThreshold } from '../skill-standard.js';
import {
  TIER_APPEAL_DECIDED,
  TIER_APPEAL_DEMOTION_FELL,
  TIER_APPEAL_NEEDS_ANOTHER,
  TIER_APPEAL_NOT_AGAINST_DEMOTION,
  TIER_APPEAL_TOO_LATE,
  BREACH_STATUS_UNKNOWN,
  DEMOTION_BREACH_OPEN,
  DEMOTION_GROUND_MISSING,
  DEMOTION_NEEDS_BREACH_CASE,
  DEMOTION_NEEDS_REFERENCE,
  TIER_AT_TOP,
  TIER_BREACH_OPEN,
  TIER_NEEDS_CERTIFICATE,
  TIER_NOT_LOWER,
  TIER_THRESHOLD_NOT_MET,
  type TierCriterion,
} from './tier.errors.js';
import { type DemotionGround, STREAMER_TIERS, type StreamerTier, type TierAppealStatus, type TierChangeKind } from './tier-kinds.js';

const WHOLE_BASIS_POINTS = 10_000n;

/** What the tier of a streamer follows from on a day. */
export interface TierStanding {
  /** Whether a certificate is valid on the day. */
  isCertified: boolean;
  /** Where the decisions lead; CERTIFIED while there is none. */
  decidedTier: StreamerTier;
}

const rank = (tier: StreamerTier) => STREAMER_TIERS.indexOf(tier);

/** The higher of two tiers. */
function higherTier(left: StreamerTier, right: StreamerTier): StreamerTier {
  return rank(left) >= rank(right) ? left : right;
}

/** The lower of two tiers. */
function lowerTier(left: StreamerTier, right: StreamerTier): StreamerTier {
  return rank(left) <= rank(right) ? left : right;
}

/** One decision, as far as later ones are judged by it. */
export interface TierStep {
  id: string;
  kind: TierChangeKind;
  toTier: StreamerTier;
  breachCaseId: string | null;
}

/**
 * Where the decisions lead, oldest first, once the demotions that `falls` names no longer stand beside those that fell before: with an upheld appeal
 * or with the case on which they rested. Every other decision stands as it was made, so no tier comes back above what was given, or past a demotion
 * on a ground of its own. Null when none of the named ones stood (INV-12).
 */
export function tierOnceFallen(
  steps: readonly TierStep[],
  upheldIds: ReadonlySet<string>,
  falls: (step: TierStep) => boolean,
): StreamerTier | null {
  const fallenCases = new Set(steps.filter(({ kind }) => kind === 'REINSTATEMENT').map(({ breachCaseId }) => breachCaseId));
  const stood = steps.filter(({ id, kind, breachCaseId }) => kind !== 'DEMOTION' || !(upheldIds.has(id) || fallenCases.has(breachCaseId)));
  const standing = stood.filter((step) => step.kind !== 'DEMOTION' || !falls(step));
  if (standing.length === stood.length) return null;
  return standing.reduce<StreamerTier>((tier, { kind, toTier }) => {
    if (kind === 'PROMOTION') return higherTier(tier, toTier);
    return kind === 'DEMOTION' ? lowerTier(tier, toTier) : tier;
  }, 'CERTIFIED');
}

/** The tier on a day: without a valid certificate nobody is above SEEDLING, whatever was decided before (INV-12). */
export function tierOn({ isCertified, decidedTier }: TierStanding): StreamerTier {
  return isCertified ? higherTier('CERTIFIED', decidedTier) : 'SEEDLING';
}

/** The tier above the decided one that a decision may give; null at the top. */
export function nextTier(decidedTier: StreamerTier): 'BACKBONE' | 'PIONEER' | null {
  if (decidedTier === 'PIONEER') return null;
  return decidedTier === 'BACKBONE' ? 'PIONEER' : 'BACKBONE';
}

/** Everything that a promotion looks at. */
export interface PromotionFacts extends TierStanding {
  onDay: LocalDate;
  /** Null when nobody keeps breach cases. */
  openBreaches: number | null;
  /** Null at the top. */
  threshold: TierThreshold | null;
  figures: Figures;
  mentored: number;
  from: LocalDate;
  to: LocalDate;
}

/** Refunds by amount over the paid amount, in basis points, rounded up; 0 when nothing was paid. */
export function refundRateBasisPoints({ gmvPaidFen, refundFen }: Figures): number {
  if (gmvPaidFen <= 0n) return refundFen > 0n ? Number(WHOLE_BASIS_POINTS) : 0;
  return Number((refundFen * WHOLE_BASIS_POINTS + gmvPaidFen - 1n) / gmvPaidFen);
}

function refusalsOfFigures({ threshold, figures, mentored, from, to }: PromotionFacts): Refusal[] {
  if (!threshold) return [];
  const refusals: Refusal[] = [];
  const check = (criterion: TierCriterion, isMet: boolean, actual: number | string, needed: number | string) => {
    if (!isMet)
      refusals.push(TIER_THRESHOLD_NOT_MET({ criterion, actual: String(actual), needed: String(needed), from, to }, 'input', 'streamerId'));
  };
  const rate = refundRateBasisPoints(figures);
  check('SESSIONS', figures.sessionsHeld >= threshold.sessionsMin, figures.sessionsHeld, threshold.sessionsMin);
  const [net, netMin] = [figures.netFen, BigInt(threshold.netSalesMinFen)];
  check('NET_SALES', net >= netMin, yuan(net), yuan(netMin));
  check('REFUND_RATE', rate <= threshold.refundRateMaxBasisPoints, rate, `≤ ${threshold.refundRateMaxBasisPoints}`);
  check('MENTORED', mentored >= threshold.mentoredMin, mentored, threshold.mentoredMin);
  return refusals;
}

/** What keeps a streamer from the next tier, all of it (INV-12). */
export function refusalsToPromote(facts: PromotionFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (!facts.threshold) refusals.push(TIER_AT_TOP({}, 'input', 'streamerId'));
  if (!facts.isCertified) refusals.push(TIER_NEEDS_CERTIFICATE({ onDay: facts.onDay }, 'input', 'streamerId'));
  if (facts.openBreaches !== null && facts.openBreaches > 0) {
    refusals.push(TIER_BREACH_OPEN({ openCount: facts.openBreaches }, 'input', 'streamerId'));
  }
  return [...refusals, ...refusalsOfFigures(facts)];
}

/** What is uncertain about a promotion and must not pass in silence. */
export function findingsOfPromotion({ openBreaches }: Pick<PromotionFacts, 'openBreaches'>): Refusal[] {
  return openBreaches === null ? [BREACH_STATUS_UNKNOWN({}, 'input', 'streamerId')] : [];
}

/** A demotion as it is asked for. */
export interface DemotionFacts extends TierStanding {
  toTier: StreamerTier;
  ground: DemotionGround;
  reference: string | null;
  /** The case that is named for a breach. */
  breachCaseId: string | null;
  /** Whether that case found a breach and its decision stands. */
  isBreachEstablished: boolean;
}

/** A decided tier is taken back to a lower one, for one of three grounds that are shown (INV-12). */
export function refusalsToDemote(facts: DemotionFacts): Refusal[] {
  const { decidedTier, isCertified, toTier, ground, breachCaseId } = facts;
  const refusals: Refusal[] = [];
  if (rank(toTier) >= rank(decidedTier) || toTier === 'SEEDLING')
    refusals.push(TIER_NOT_LOWER({ tier: decidedTier, toTier }, 'input', 'toTier'));
  if (ground === 'CERTIFICATE_EXPIRED' && isCertified) refusals.push(DEMOTION_GROUND_MISSING({}, 'input', 'ground'));
  if (ground === 'OWN_REQUEST' && !facts.reference) refusals.push(DEMOTION_NEEDS_REFERENCE({}, 'input', 'reference'));
  if ((ground === 'BREACH') !== (breachCaseId !== null)) refusals.push(DEMOTION_NEEDS_BREACH_CASE({}, 'input', 'breachCaseId'));
  else if (ground === 'BREACH' && !facts.isBreachEstablished) refusals.push(DEMOTION_BREACH_OPEN({}, 'input', 'breachCaseId'));
  return refusals;
}

/** An appeal is against a demotion that has not fallen with its breach case, within its days, the last one included (INV-12). */
export function refusalsToAppeal(
  change: { kind: TierChangeKind; appealUntil: LocalDate; hasFallen: boolean },
  today: LocalDate,
): Refusal[] {
  const refusals: Refusal[] = [];
  if (change.kind !== 'DEMOTION') refusals.push(TIER_APPEAL_NOT_AGAINST_DEMOTION({}, 'input', 'tierChangeId'));
  if (change.hasFallen) refusals.push(TIER_APPEAL_DEMOTION_FELL({}, 'input', 'tierChangeId'));
  if (today > change.appealUntil) refusals.push(TIER_APPEAL_TOO_LATE({ appealUntil: change.appealUntil }, 'input', 'tierChangeId'));
  return refusals;
}

/** An appeal is decided once, by another person than the one who decided the demotion. */
export function refusalsToDecideAppeal(appeal: { status: TierAppealStatus }, isSamePerson: boolean): Refusal[] {
  const refusals: Refusal[] = [];
  if (appeal.status !== 'OPEN') refusals.push(TIER_APPEAL_DECIDED({}, 'input', 'appealId'));
  if (isSamePerson) refusals.push(TIER_APPEAL_NEEDS_ANOTHER({}, 'input', 'appealId'));
  return refusals;
}

/** Fen as people read money: 6214.00. */
function yuan(fen: bigint): string {
  const [sign, amount] = fen < 0n ? ['-', -fen] : ['', fen];
  return `${sign}${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
}
