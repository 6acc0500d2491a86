import { In } from 'typeorm';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import { type IntegrityPledge, PledgeHistory } from './pledge.entity.js';
import { PARTY_GONE } from './pledge-states.js';

/**
 * The last day on which each of the park's pledges bound its party, by its id, where it was taken back or ended with a party that went. One whose
 * party went under a review ended on that day, and not with the decision that writes it down (INV-42).
 */
export async function endedOnOf(
  manager: Tx['manager'],
  parkId: string,
  pledges: readonly IntegrityPledge[],
): Promise<ReadonlyMap<string, LocalDate>> {
  const endings = new Map(pledges.map(({ id, goneReason }) => [id, goneReason === null ? 'withdrawPledge' : PARTY_GONE]));
  const where = { parkId, pledgeId: In([...endings.keys()]), verb: In(['withdrawPledge', PARTY_GONE]) };
  const steps = await manager.find(PledgeHistory, { where, order: { at: 'ASC', id: 'ASC' } });
  const ending = steps.filter(({ pledgeId, verb }) => verb === endings.get(pledgeId));
  return new Map(ending.map(({ pledgeId, at }) => [pledgeId, localDateOf(at)]));
}
