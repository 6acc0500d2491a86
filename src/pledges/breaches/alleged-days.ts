import { IsNull, Not } from 'typeorm';
import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { IntegrityPledge } from '../pledge.entity.js';
import { endedOnOf } from '../pledge-endings.js';
import { hasPartyGone, refusalsByState } from '../pledge.rules.js';
import { type BoundSpan, refusalsOfDay, refusalsOfHappening } from './breach.rules.js';
import type { AllegationFacts } from './breach-texts.js';

/** A case is opened about a pledge in force, or about one that was in force until the party took it back: nobody escapes by that (INV-42). */
export async function refusalsToReview(tx: Tx, pledge: IntegrityPledge): Promise<Refusal[]> {
  const { validFrom, awaitsGuardian, status } = pledge;
  if (status !== 'WITHDRAWN') return refusalsByState('openReview', status);
  const withdrawnOn = await withdrawnOnOf(tx, pledge);
  const wasInForce = withdrawnOn !== null && validFrom !== null && validFrom <= withdrawnOn && !awaitsGuardian;
  return wasInForce ? [] : refusalsByState('openReview', status);
}

/**
 * An allegation was received since the party first pledged itself in the series, and not in days to come; what it tells happened in that time, and
 * not while the party had taken its pledge back, or had gone, and given no other.
 */
export async function refusalsOfDays(tx: Tx, pledge: IntegrityPledge, alleged: AllegationFacts): Promise<Refusal[]> {
  const { receivedOn, happenedOn = null } = alleged;
  const spans = await boundSpansOf(tx, pledge);
  return [
    ...refusalsOfDay(receivedOn, spans[0]?.from ?? null, localDateOf(tx.at), 'receivedOn'),
    ...refusalsOfHappening(happenedOn, { spans, receivedOn, withdrawnOn: await withdrawnOnOf(tx, pledge) }),
  ];
}

/** When the party was bound by the pledges of the series, the earliest first. */
async function boundSpansOf(tx: Tx, { parkId, signatoryId, code }: IntegrityPledge): Promise<BoundSpan[]> {
  const where = { parkId, signatoryId, code, validFrom: Not(IsNull()), awaitsGuardian: false };
  const pledges = await tx.manager.find(IntegrityPledge, { where, order: { validFrom: 'ASC', id: 'ASC' } });
  const endedOn = await endedOnOf(tx.manager, parkId, pledges);
  return pledges
    .map(({ id, validFrom, validUntil }) => {
      const until = endedOn.get(id);
      return { from: validFrom!, until: until ?? validUntil!, isWithdrawn: until !== undefined };
    })
    .filter(({ from, until }) => from <= until);
}

/** The day on which the pledge was taken back, or ended with its party; null while it binds, and where it ended otherwise. */
async function withdrawnOnOf(tx: Tx, pledge: IntegrityPledge): Promise<LocalDate | null> {
  if (pledge.status !== 'WITHDRAWN' && !hasPartyGone(pledge)) return null;
  return (await endedOnOf(tx.manager, pledge.parkId, [pledge])).get(pledge.id) ?? null;
}
