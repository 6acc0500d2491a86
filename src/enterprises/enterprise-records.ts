import type { OrganizationScope } from '../access/access.js';
import type { Caller } from '../platform/auth/caller.js';
import { INSTALLATION_SCOPE, newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { serializeAlone, serializeShared } from '../platform/queue/key-lock.js';
import type { EnterpriseStatus } from './enterprise-states.js';
import { type Enterprise, EnterpriseStatusChange } from './enterprise.entity.js';

/** An enterprise as a verb loads it. */
export type EnterpriseRow = Omit<Enterprise, 'createdAt' | 'scopeId'>;

const COLUMNS = 'id, name, creditCode, kind, status, statusReason, responsibleOrganizationId, trade, address, version';

/** The enterprise, provided that its responsible organization lies in the scope; otherwise throws NOT_FOUND with the path. */
export async function enterpriseInScope(
  tx: Tx,
  scope: OrganizationScope,
  enterpriseId: string,
  ...path: (string | number)[]
): Promise<EnterpriseRow> {
  const condition = scope.condition('enterprise.responsibleOrganizationId');
  const [row] = await tx.rows<EnterpriseRow>(`SELECT ${COLUMNS} FROM enterprise WHERE id = ? AND ${condition.sql}`, [
    enterpriseId,
    ...condition.parameters,
  ]);
  if (!row) throw notFound(...path);
  return row;
}

/** Changes of an enterprise's state and its taking a place elsewhere hold this lock alone; what rests on the state shares it. */
const ENTERPRISE_LOCK = 'enterprise';

/** Serializes what may not happen to an enterprise at once. It comes before the first read of the transaction. */
export function serializeOnEnterprises(tx: Tx, enterpriseIds: readonly string[]): Promise<void> {
  return serializeAlone(tx, INSTALLATION_SCOPE, ENTERPRISE_LOCK, enterpriseIds);
}

/** Something is offered to the enterprises: none changes its state until the transaction ends. Where one did since it began to read, it begins anew. */
export function shareEnterprises(tx: Tx, enterpriseIds: readonly string[]): Promise<void> {
  return serializeShared(tx, INSTALLATION_SCOPE, ENTERPRISE_LOCK, enterpriseIds);
}

/** What a change of status, or a review without one, leaves behind. */
export interface EnterpriseStep {
  enterpriseId: string;
  verb: string;
  fromStatus: EnterpriseStatus | null;
  toStatus: EnterpriseStatus;
  reason: string | null;
}

/** Writes the history row. */
export async function recordEnterpriseStep(tx: Tx, caller: Caller, step: EnterpriseStep): Promise<void> {
  await tx.insert(EnterpriseStatusChange, [
    { id: newId(), scopeId: INSTALLATION_SCOPE, ...step, changedBy: caller.accountId, changedAt: tx.at },
  ]);
}
