import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { hasPartyGone, type PledgeTimes, statusOn } from './pledge.rules.js';
import { PLEDGE_ALREADY_OFFERED, PLEDGE_APPEAL_OPEN, PLEDGE_NOT_DUE, SIGNATORY_NOT_FIT } from './pledges.errors.js';
import { IN_FORCE_STATUSES, type PledgeStatus } from './pledge-states.js';
import type { OfferSkipReason } from './offer-batch-states.js';
import type { PledgeAudience } from './template-states.js';

/** A pledge of the signatory in the series of the template that is offered. */
export interface SeriesPledge extends PledgeTimes {
  templateId: string;
  edition: number;
}

/** To whom what is offered. */
export interface OfferFacts {
  name: string;
  audience: PledgeAudience;
  signatoryStatus: string;
  isFit: boolean;
  templateId: string;
  edition: number;
  /** No minor, or no person at all: nobody signs beside. */
  isOfAge: boolean;
  /** The signatory's pledges of the series, oldest first. */
  pledges: readonly SeriesPledge[];
}

/** Pledges that end on or before this day may be renewed already; null: from the day on which they count as expiring. */
export type EndingUntil = LocalDate | null;

/**
 * All reasons against an offer. One that waits must go first, unless the new offer takes it back (`givesWay`); one in force is
 * renewed when its end is near or the text has changed materially (INV-39); one that is revoked waits for the end of the appeal.
 */
export function refusalsToOffer(facts: OfferFacts, today: LocalDate, endingUntil: EndingUntil = null): Refusal[] {
  const { name, pledges } = facts;
  const refusals: Refusal[] = facts.isFit
    ? []
    : [SIGNATORY_NOT_FIT({ name, audience: facts.audience, status: facts.signatoryStatus }, 'input', 'signatoryId')];
  const statuses = pledges.map((pledge) => ({ pledge, status: statusOn(pledge, today) }));
  if (statuses.some(({ pledge, status }) => (status === 'SIGNED' || status === 'OFFERED') && !givesWay(facts, pledge)))
    refusals.push(PLEDGE_ALREADY_OFFERED({ name }, 'input', 'signatoryId'));
  if (statuses.some(({ status }) => status === 'REVOKED')) refusals.push(PLEDGE_APPEAL_OPEN({ name }, 'input', 'signatoryId'));
  const early = statuses.find(({ pledge, status }) => isBinding(pledge, status) && !isRenewable(facts, pledge, today, endingUntil));
  if (early) refusals.push(PLEDGE_NOT_DUE({ name, expiringFrom: early.pledge.expiringFrom! }, 'input', 'signatoryId'));
  return refusals;
}

/** A new offer takes back an open one of an older text, and one that was signed by a minor who has come of age before the guardian signed. */
export function givesWay(facts: Pick<OfferFacts, 'templateId' | 'isOfAge'>, pledge: SeriesPledge): boolean {
  if (pledge.status === 'OFFERED') return pledge.templateId !== facts.templateId;
  return pledge.status === 'SIGNED' && pledge.awaitsGuardian && facts.isOfAge;
}

/**
 * Why a batch leaves a fit signatory out, or null. Nobody is urged to sign again after a revocation for good. A campaign reaches what ends until
 * its day and what was signed in an earlier edition, and nothing else.
 */
export function reasonToLeaveOut(facts: OfferFacts, today: LocalDate, campaign: { endingUntil: LocalDate } | null): OfferSkipReason | null {
  const { pledges } = facts;
  const statuses = pledges.map((pledge) => ({ pledge, status: statusOn(pledge, today) }));
  const latest = statuses.filter(({ pledge }) => pledge.validFrom !== null).at(-1);
  if (latest?.status === 'FINAL') return 'REVOKED_FOR_GOOD';
  const refused = new Set(refusalsToOffer(facts, today, campaign?.endingUntil ?? null).map(({ code }) => code));
  if (refused.has(PLEDGE_ALREADY_OFFERED.code)) return 'OFFER_OPEN';
  if (refused.has(PLEDGE_APPEAL_OPEN.code)) return 'APPEAL_OPEN';
  if (refused.size > 0) return 'STILL_IN_FORCE';
  if (campaign === null) return null;
  const inForce = statuses.filter(({ pledge, status }) => isBinding(pledge, status));
  if (inForce.length === 0) return 'NOTHING_TO_RENEW';
  const isReached = inForce.some(({ pledge }) => pledge.edition < facts.edition || pledge.validUntil! <= campaign.endingUntil);
  return isReached ? null : 'STILL_IN_FORCE';
}

function isBinding(pledge: SeriesPledge, status: PledgeStatus): boolean {
  return IN_FORCE_STATUSES.includes(status) && !hasPartyGone(pledge);
}

function isRenewable(facts: OfferFacts, pledge: SeriesPledge, today: LocalDate, endingUntil: EndingUntil): boolean {
  if (pledge.edition < facts.edition) return true;
  if (pledge.expiringFrom !== null && pledge.expiringFrom <= today) return true;
  return endingUntil !== null && pledge.validUntil !== null && pledge.validUntil <= endingUntil;
}
