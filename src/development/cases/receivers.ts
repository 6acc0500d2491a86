import type { OrganizationType } from '../../organizations/organization-kinds.js';
import { refusalsUnlessWorking } from '../../organizations/organization.rules.js';
import type { OrganizationStatus } from '../../organizations/organization-states.js';
import type { Tx } from '../../platform/database/transactions.js';
import { notFound } from '../../platform/errors/faults.js';
import type { Refusal } from '../../platform/errors/refusals.js';
import type { FactData } from '../machine/case-facts.js';
import { refusalsUnlessBranch } from './case-organizations.rules.js';
import type { CaseRow } from './case-records.js';

interface Receiver {
  name: string;
  type: OrganizationType;
  status: OrganizationStatus;
}

/** The organization to which a fact sends the case, or in which it lets it arrive; null for any other fact. */
export function receiverOf(row: Pick<CaseRow, 'pendingOrganizationId'>, { kind, data }: { kind: string; data: object }): string | null {
  if (kind === 'TRANSFER_STARTED') return (data as FactData['TRANSFER_STARTED']).toOrganizationId;
  return kind === 'TRANSFER_ACKNOWLEDGED' ? row.pendingOrganizationId : null;
}

/** A case goes to any branch at work, also to one that the sender cannot look into, and arrives in no other organization (R04, INV-14). */
export async function refusalsOfReceiver(tx: Tx, organizationId: string | null, ...path: string[]): Promise<Refusal[]> {
  if (organizationId === null) return [];
  const [receiver] = await tx.rows<Receiver>('SELECT name, type, status FROM organization WHERE id = ?', [organizationId]);
  if (!receiver) throw notFound(...path);
  return [...refusalsUnlessWorking(receiver, ...path), ...refusalsUnlessBranch(receiver, ...path)];
}
