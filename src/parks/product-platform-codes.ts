import type { Caller } from '../platform/auth/caller.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { DomainError } from '../platform/errors/refusals.js';
import { PLATFORM_CODES_MAX } from './product.rules.js';
import { BrandProduct, ProductPlatformCode } from './product.entity.js';
import { PRODUCT_CODES_FULL } from './products.errors.js';

/** A platform's code of a product, and the product of the park to which it leads. */
export interface CodeMapping {
  parkId: string;
  platform: string;
  code: string;
  productId: string;
}

/** Writes the mapping and returns its row and what the code led to before; null when it led to this product already. */
export async function mapPlatformCode(
  tx: Tx,
  caller: Caller,
  { parkId, platform, code, productId }: CodeMapping,
): Promise<{ id: string; before: ProductPlatformCode | null } | null> {
  const product = await tx.manager.findOneBy(BrandProduct, { parkId, id: productId });
  if (!product) throw notFound('input', 'productId');
  const before = await tx.manager.findOneBy(ProductPlatformCode, { parkId, platform, code });
  if (before?.productId === productId) return null;
  if ((await tx.manager.countBy(ProductPlatformCode, { parkId, productId })) >= PLATFORM_CODES_MAX) {
    throw new DomainError([PRODUCT_CODES_FULL({ name: product.name, codesMax: PLATFORM_CODES_MAX }, 'input', 'productId')]);
  }
  const mapped = { productId, mappedBy: caller.accountId, mappedAt: tx.at };
  if (before) {
    await updateVersioned(tx, ProductPlatformCode, before, mapped);
    return { id: before.id, before };
  }
  const id = newId();
  await unlessMappedMeanwhile(() => tx.insert(ProductPlatformCode, [{ id, parkId, platform, code, ...mapped, version: 1 }]));
  return { id, before: null };
}

async function unlessMappedMeanwhile(insert: () => Promise<void>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    throw isDuplicateKey(error) ? new RetryWork('the platform code was mapped at the same time') : error;
  }
}
