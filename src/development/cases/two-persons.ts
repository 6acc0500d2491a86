import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { inList, type Tx } from '../../platform/database/transactions.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import { OWN_CASE, SAME_PERSON_TWICE } from './cases.errors.js';

/** Who may not act on a case: its own subject, and whoever did the other half of a step that takes two (INV-21). */
@Injectable()
export class TwoPersons {
  /**
   * Reasons against the caller. `otherAccountId` did the other half; null when there is none. The person behind an account is known where the
   * account is a streamer's own.
   */
  async refusals(tx: Tx, caller: Caller, subjectId: string, otherAccountId: string | null): Promise<Refusal[]> {
    const accounts = otherAccountId === null ? [caller.accountId] : [caller.accountId, otherAccountId];
    const persons = await personsBehind(tx, accounts);
    const own = persons.get(caller.accountId) ?? [];
    const others = otherAccountId === null ? [] : (persons.get(otherAccountId) ?? []);
    const refusals: Refusal[] = [];
    if (own.includes(subjectId)) refusals.push(OWN_CASE({}, 'input'));
    if (caller.accountId === otherAccountId || own.some((id) => others.includes(id))) refusals.push(SAME_PERSON_TWICE({}, 'input'));
    return refusals;
  }
}

async function personsBehind(tx: Tx, accountIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ accountId: string; personId: string }>(
    `SELECT g.accountId AS accountId, s.personId AS personId FROM role_grant g JOIN streamer s ON s.id = g.grantScopeId
     WHERE g.grantScopeKind = 'STREAMER' AND g.accountId IN ${inList(accountIds)}`,
    accountIds,
  );
  const persons = new Map<string, string[]>();
  for (const { accountId, personId } of rows) persons.set(accountId, [...(persons.get(accountId) ?? []), personId]);
  return persons;
}
