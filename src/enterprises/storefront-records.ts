import type { OrganizationScope } from '../access/access.js';
import { INSTALLATION_SCOPE } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { notFound } from '../platform/errors/faults.js';
import { serializeAlone, serializeShared } from '../platform/queue/key-lock.js';
import type { EnterpriseStatus } from './enterprise-states.js';
import type { Storefront } from './storefront.entity.js';

/** A storefront as a verb loads it, with what decides about it at its enterprise. */
export type StorefrontRow = Omit<Storefront, 'createdAt' | 'scopeId'> & {
  responsibleOrganizationId: string;
  enterpriseStatus: EnterpriseStatus;
};

const COLUMNS =
  's.id, s.enterpriseId, s.name, s.place, s.status, s.statusReason, s.version, e.responsibleOrganizationId, e.status AS enterpriseStatus';

/** The storefront, provided that its enterprise's responsible organization lies in the scope; otherwise throws NOT_FOUND with the path. */
export async function storefrontInScope(
  tx: Tx,
  scope: OrganizationScope,
  storefrontId: string,
  ...path: (string | number)[]
): Promise<StorefrontRow> {
  const condition = scope.condition('e.responsibleOrganizationId');
  const [row] = await tx.rows<StorefrontRow>(
    `SELECT ${COLUMNS} FROM storefront s JOIN enterprise e ON e.id = s.enterpriseId WHERE s.id = ? AND ${condition.sql}`,
    [storefrontId, ...condition.parameters],
  );
  if (!row) throw notFound(...path);
  return row;
}

/** Closing a storefront and hanging something at it hold this lock alone; what is offered to it shares it. */
const STOREFRONT_LOCK = 'storefront';

/** Serializes closing a storefront and hanging something at it. It comes before the first read of the transaction. */
export function serializeOnStorefronts(tx: Tx, storefrontIds: readonly string[]): Promise<void> {
  return serializeAlone(tx, INSTALLATION_SCOPE, STOREFRONT_LOCK, storefrontIds);
}

/** Something is offered to the storefronts: none closes until the transaction ends. Where one did since it began to read, it begins anew. */
export function shareStorefronts(tx: Tx, storefrontIds: readonly string[]): Promise<void> {
  return serializeShared(tx, INSTALLATION_SCOPE, STOREFRONT_LOCK, storefrontIds);
}
