import type { LocalDate } from '../platform/clock/local-date.js';
import type { Refusal } from '../platform/errors/refusals.js';
import { type PledgeTimes, statusOn } from './pledge.rules.js';
import { PLEDGE_ALREADY_OFFERED, PLEDGE_APPEAL_OPEN, PLEDGE_NOT_DUE, SIGNATORY_NOT_FIT } from './pledges.errors.js';
import { IN_FORCE_STATUSES } from './pledge-states.js';

/** A pledge of the signatory in the series of the template that is offered. */
export interface SeriesPledge extends PledgeTimes {
  templateId: string;
  edition: number;
}

/** To whom what is offered. */
export interface OfferFacts {
  name: string;
  signatoryStatus: string;
  isFit: boolean;
  templateId: string;
  edition: number;
  /** The signatory's pledges of the series, oldest first. */
  pledges: readonly SeriesPledge[];
}

/** Pledges that end on or before this day may be renewed already; null: from the day on which they count as expiring. */
export type EndingUntil = LocalDate | null;

/**
 * All reasons against an offer. One that waits must go first, unless it is of an older text, which the new offer takes back; one in force is
 * renewed when its end is near or the text has changed materially (INV-39); one that is revoked waits for the end of the appeal.
 */
export function refusalsToOffer(facts: OfferFacts, today: LocalDate, endingUntil: EndingUntil = null): Refusal[] {
  const { name, pledges } = facts;
  const refusals: Refusal[] = facts.isFit ? [] : [SIGNATORY_NOT_FIT({ name, status: facts.signatoryStatus }, 'input', 'signatoryId')];
  const statuses = pledges.map((pledge) => ({ pledge, status: statusOn(pledge, today) }));
  if (statuses.some(({ pledge, status }) => status === 'SIGNED' || (status === 'OFFERED' && pledge.templateId === facts.templateId)))
    refusals.push(PLEDGE_ALREADY_OFFERED({ name }, 'input', 'signatoryId'));
  if (statuses.some(({ status }) => status === 'REVOKED')) refusals.push(PLEDGE_APPEAL_OPEN({ name }, 'input', 'signatoryId'));
  const early = statuses.find(
    ({ pledge, status }) => IN_FORCE_STATUSES.includes(status) && !isRenewable(facts, pledge, today, endingUntil),
  );
  if (early) refusals.push(PLEDGE_NOT_DUE({ name, expiringFrom: early.pledge.expiringFrom! }, 'input', 'signatoryId'));
  return refusals;
}

/** Whether a batch leaves the signatory out: nobody is urged to sign again after a revocation for good. */
export function isLeftOut(facts: OfferFacts, today: LocalDate, campaign: { endingUntil: EndingUntil } | null): boolean {
  const latest = facts.pledges.filter(({ validFrom }) => validFrom !== null).at(-1);
  if (latest && statusOn(latest, today) === 'FINAL') return true;
  if (refusalsToOffer(facts, today, campaign?.endingUntil ?? null).length > 0) return true;
  const inForce = facts.pledges.some((pledge) => IN_FORCE_STATUSES.includes(statusOn(pledge, today)));
  return campaign !== null && !inForce;
}

function isRenewable(facts: OfferFacts, pledge: SeriesPledge, today: LocalDate, endingUntil: EndingUntil): boolean {
  if (pledge.edition < facts.edition) return true;
  if (pledge.expiringFrom !== null && pledge.expiringFrom <= today) return true;
  return endingUntil !== null && pledge.validUntil !== null && pledge.validUntil <= endingUntil;
}
