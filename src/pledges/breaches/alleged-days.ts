import { type LocalDate, localDateOf } from '../../platform/clock/local-date.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { type IntegrityPledge, PledgeHistory } from '../pledge.entity.js';
import { refusalsByState } from '../pledge.rules.js';
import { refusalsOfDay, refusalsOfHappening } from './breach.rules.js';
import type { AllegationFacts } from './breach-texts.js';

/** A case is opened about a pledge in force, or about one that was in force until the party took it back: nobody escapes by that (INV-42). */
export async function refusalsToReview(tx: Tx, pledge: IntegrityPledge): Promise<Refusal[]> {
  const { validFrom, awaitsGuardian } = pledge;
  const withdrawnOn = await withdrawnOnOf(tx, pledge);
  const wasInForce = withdrawnOn !== null && validFrom !== null && validFrom <= withdrawnOn && !awaitsGuardian;
  return wasInForce ? [] : refusalsByState('openReview', pledge.status);
}

/**
 * An allegation was received since the party first pledged itself in the series, and not in days to come; what it tells happened in that time, and
 * no later than the day on which the party took the pledge back.
 */
export async function refusalsOfDays(tx: Tx, pledge: IntegrityPledge, alleged: AllegationFacts): Promise<Refusal[]> {
  const { receivedOn, happenedOn = null } = alleged;
  const boundSince = await firstDayOf(tx, pledge);
  return [
    ...refusalsOfDay(receivedOn, boundSince, localDateOf(tx.at), 'receivedOn'),
    ...refusalsOfHappening(happenedOn, { boundSince, receivedOn, withdrawnOn: await withdrawnOnOf(tx, pledge) }),
  ];
}

async function firstDayOf(tx: Tx, { parkId, signatoryId, code }: IntegrityPledge): Promise<LocalDate | null> {
  const [row] = await tx.rows<{ firstOn: LocalDate | null }>(
    'SELECT MIN(validFrom) AS firstOn FROM integrity_pledge WHERE parkId = ? AND signatoryId = ? AND code = ?',
    [parkId, signatoryId, code],
  );
  return row?.firstOn ?? null;
}

async function withdrawnOnOf(tx: Tx, { parkId, id: pledgeId, status }: IntegrityPledge): Promise<LocalDate | null> {
  if (status !== 'WITHDRAWN') return null;
  const step = await tx.manager.findOneBy(PledgeHistory, { parkId, pledgeId, verb: 'withdrawPledge' });
  return step && localDateOf(step.at);
}
