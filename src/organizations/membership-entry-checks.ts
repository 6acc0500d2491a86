import { localDateOf } from '../platform/clock/local-date.js';
import type { Tx } from '../platform/database/transactions.js';
import type { Refusal } from '../platform/errors/refusals.js';
import type { EntryFacts } from './membership-entries.service.js';
import { type MembershipRow, membershipsOfPerson } from './membership-ledger.js';
import { refusalsOfDay, refusalsOfProbation, refusalsOfType, refusalsToAdmit, refusalsToChangeStanding } from './membership.rules.js';
import type { OrganizationRow } from './organization-records.js';
import { refusalsUnlessWorking } from './organization.rules.js';

/**
 * What the register itself says against an entry, asked when it is entered and again when it is confirmed. `organization` is that of an
 * admission, `changed` the membership whose standing changes.
 */
export async function refusalsOfEntry(
  tx: Tx,
  facts: Omit<EntryFacts, 'documentNumber'>,
  organization: OrganizationRow | null,
  changed: MembershipRow | null,
): Promise<Refusal[]> {
  const { personId, standing, startsOn } = facts;
  const known = await membershipsOfPerson(tx, personId);
  const [person] = await tx.rows<{ bornOn: string }>('SELECT bornOn FROM person WHERE id = ?', [personId]);
  const field = changed === null ? 'startsOn' : 'changesOn';
  const ofDay = refusalsOfDay(person!.bornOn, standing, startsOn, localDateOf(tx.at), field);
  if (changed !== null)
    return [...refusalsToChangeStanding(changed, standing, startsOn), ...ofDay, ...refusalsOfProbation(known, standing, startsOn)];
  return [
    ...(organization ? [...refusalsUnlessWorking(organization, 'input', 'organizationId'), ...refusalsOfType(organization)] : []),
    ...refusalsToAdmit(known, facts),
    ...ofDay,
  ];
}
