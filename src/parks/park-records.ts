import type { ParkScope } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import type { Refusal } from '../platform/errors/refusals.js';
import type { ParkStatus } from './park-states.js';
import { type Park, ParkStatusChange } from './park.entity.js';
import { PARK_CLOSED } from './parks.errors.js';

/** A park as a verb loads it. */
export type ParkRow = Pick<Park, 'id' | 'name' | 'leadingOrganizationId' | 'status' | 'statusReason' | 'structureTemplateId' | 'version'>;

const COLUMNS = 'id, name, leadingOrganizationId, status, statusReason, structureTemplateId, version';

/** The park, provided that it lies in the scope; otherwise throws NOT_FOUND with the path. */
export async function parkInScope(tx: Tx, scope: ParkScope, parkId: string, ...path: (string | number)[]): Promise<ParkRow> {
  const condition = scope.condition('park.id');
  const [row] = await tx.rows<ParkRow>(`SELECT ${COLUMNS} FROM park WHERE id = ? AND ${condition.sql}`, [parkId, ...condition.parameters]);
  if (!row) throw notFound(...path);
  return row;
}

/** Refuses new records in a park that is closed. */
export async function refusalsIfParkClosed(tx: Tx, parkId: string): Promise<Refusal[]> {
  const [row] = await tx.rows<{ status: ParkStatus }>('SELECT status FROM park WHERE id = ?', [parkId]);
  return row?.status === 'CLOSED' ? [PARK_CLOSED({}, 'input', 'parkId')] : [];
}

/** What a change of status leaves behind in the park's history. */
export interface ParkStatusStep {
  parkId: string;
  verb: string;
  fromStatus: ParkStatus | null;
  toStatus: ParkStatus;
  reason: string | null;
}

/** Writes the history row of a change of status. */
export async function recordParkStep(tx: Tx, caller: Caller, step: ParkStatusStep): Promise<void> {
  await tx.insert(ParkStatusChange, [{ id: newId(), ...step, changedBy: caller.accountId, changedAt: tx.at }]);
}
