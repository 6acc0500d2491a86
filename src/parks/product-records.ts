import { In } from 'typeorm';
import type { Caller } from '../platform/auth/caller.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import type { ProductFacts } from './product.rules.js';
import { BrandProduct, ProductEvidence, ProductStatusChange } from './product.entity.js';

/** What the rules need to know about products of the park, by id; an id that is not of the park is missing. Two statements for any number. */
export async function productFacts(tx: Tx, parkId: string, productIds: readonly string[]): Promise<Map<string, ProductFacts>> {
  if (productIds.length === 0) return new Map();
  const products = await tx.manager.findBy(BrandProduct, { parkId, id: In([...productIds]) });
  const papers = await tx.manager.findBy(ProductEvidence, { parkId, productId: In([...productIds]) });
  return new Map(
    products.map(({ id, name, status }) => [id, { name, status, evidence: papers.filter((paper) => paper.productId === id) }]),
  );
}

/** Writes one line of a product's history, in the transaction of the change. */
export async function recordStatusChange(
  tx: Tx,
  caller: Caller,
  { parkId, id: productId }: Pick<BrandProduct, 'parkId' | 'id'>,
  change: Pick<ProductStatusChange, 'verb' | 'fromStatus' | 'toStatus' | 'reason'>,
): Promise<void> {
  await tx.insert(ProductStatusChange, [{ id: newId(), parkId, productId, ...change, changedBy: caller.accountId, changedAt: tx.at }]);
}
