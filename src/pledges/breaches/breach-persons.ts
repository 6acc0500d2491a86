import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { isAccountOf, isSamePerson } from '../../streamers/account-persons.js';
import type { BreachCase } from './breach.entity.js';
import { APPEAL_NEEDS_ANOTHER, OWN_BREACH_CASE } from './breaches.errors.js';

/** A host does not handle the case about itself, whatever office its account holds as well; persons are compared (INV-42). */
export async function refusalsOfOwnCase(tx: Tx, caller: Caller, about: { parkId: string; streamerId: string }): Promise<Refusal[]> {
  const [host] = await tx.rows<{ personId: string }>('SELECT personId FROM streamer WHERE parkId = ? AND id = ?', [
    about.parkId,
    about.streamerId,
  ]);
  return host && (await isAccountOf(tx, caller.accountId, host.personId)) ? [OWN_BREACH_CASE({}, 'input')] : [];
}

/** An appeal is heard by another person than the one who decided; two accounts of one person are that person (INV-42). */
export async function refusalsOfAppealJudge(tx: Tx, caller: Caller, { decidedBy }: BreachCase): Promise<Refusal[]> {
  const isSame = decidedBy !== null && (await isSamePerson(tx, caller.accountId, decidedBy));
  return isSame ? [APPEAL_NEEDS_ANOTHER({}, 'input', 'breachCaseId')] : [];
}
