import { ScopeKind } from '../access/roles.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import { inList, type Tx } from '../platform/database/transactions.js';

/**
 * Ids of the persons behind each account. The person is known where an account has the grant over a streamer's own data, whatever else it may do;
 * an account without one is not in the answer, and one person may have several accounts and enrollments in several parks.
 */
export async function personsOfAccounts(tx: Tx, accountIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ accountId: string; personId: string }>(
    `SELECT DISTINCT g.accountId AS accountId, s.personId AS personId FROM role_grant g JOIN streamer s ON s.id = g.grantScopeId
     WHERE g.scopeId = ? AND g.accountId IN ${inList(accountIds)} AND g.grantScopeKind = ?`,
    [INSTALLATION_SCOPE, ...accountIds, ScopeKind.STREAMER],
  );
  const persons = new Map<string, string[]>();
  for (const { accountId, personId } of rows) persons.set(accountId, [...(persons.get(accountId) ?? []), personId]);
  return persons;
}

/** Whether the person is known to be behind the account, also through an enrollment in another park. */
export async function isAccountOf(tx: Tx, accountId: string, personId: string): Promise<boolean> {
  return (await personsOfAccounts(tx, [accountId])).get(accountId)?.includes(personId) ?? false;
}

/** Whether two accounts are one, or known to belong to one person. */
export async function isSamePerson(tx: Tx, accountId: string, otherAccountId: string): Promise<boolean> {
  if (accountId === otherAccountId) return true;
  const persons = await personsOfAccounts(tx, [accountId, otherAccountId]);
  const others = persons.get(otherAccountId) ?? [];
  return (persons.get(accountId) ?? []).some((personId) => others.includes(personId));
}
