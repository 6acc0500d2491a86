import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import { type LocalDate, localDateOf } from '../platform/clock/local-date.js';
import { isDuplicateKey, RetryWork } from '../platform/database/database-errors.js';
import { newId } from '../platform/database/ids.js';
import { Transactions, type Tx } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny, type Refusal } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { refusalsIfParkClosed } from './park-records.js';
import { mapPlatformCode, type CodeMapping } from './product-platform-codes.js';
import { productFacts, recordStatusChange } from './product-records.js';
import { refusalsToMove, refusalsToSellOn } from './product.rules.js';
import { PRODUCT_TRANSITIONS, type ProductCategory, type ProductVerb } from './product-states.js';
import { Beneficiary, BrandProduct } from './product.entity.js';
import { BENEFICIARY_CLOSED, PRODUCT_CODE_TAKEN } from './products.errors.js';

/** A product as it is submitted. */
export interface ProductSubmission {
  parkId: string;
  name: string;
  code: string;
  category: ProductCategory;
  origin: string;
  beneficiaryId?: string | null;
  description?: string | null;
  idempotencyKey: string;
}

/** Which product, as the caller saw it. */
export interface ProductTarget {
  productId: string;
  expectedVersion: number;
}

/** Brand products: their states, whether they may be sold, and the codes under which platforms name them. */
@Injectable()
export class Products {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Enters a product as SUBMITTED. Refuses a code in use, a closed beneficiary and a closed park. */
  async submitProduct(caller: Caller, submission: ProductSubmission): Promise<string> {
    const { parkId, name, code, category, origin } = submission;
    await this.access.requirePark(caller, 'products.submit', parkId, 'input', 'parkId');
    const request = { scopeId: parkId, key: submission.idempotencyKey, operation: 'submitProduct', input: submission };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      refuseIfAny(await refusalsToSubmit(tx, submission));
      const [beneficiaryId, description] = [submission.beneficiaryId ?? null, submission.description ?? null];
      const facts = { name, code, category, origin, beneficiaryId, description, status: 'SUBMITTED' as const };
      const product: BrandProduct = { id: newId(), parkId, ...facts, statusReason: null, createdAt: tx.at, version: 1 };
      await unlessTakenMeanwhile(() => tx.insert(BrandProduct, [product]));
      await recordStatusChange(tx, caller, product, { verb: 'submitProduct', fromStatus: null, toStatus: 'SUBMITTED', reason: null });
      await this.audit.record(tx, caller, {
        scopeId: parkId,
        action: 'submitProduct',
        recordKind: 'BrandProduct',
        recordId: product.id,
        changes: changesBetween(null, facts),
      });
      return product.id;
    });
    return ref;
  }

  /** SUBMITTED → VERIFIED: the papers were seen and one is in force today (C04). */
  verifyProduct(caller: Caller, target: ProductTarget): Promise<string> {
    return this.move(caller, 'verifyProduct', target, null);
  }

  /** VERIFIED → LISTED: it may be sold on live. Refuses when no paper is in force today. */
  listProduct(caller: Caller, target: ProductTarget): Promise<string> {
    return this.move(caller, 'listProduct', target, null);
  }

  /** LISTED → SUSPENDED: no session that offers it is confirmed until it is listed again. */
  suspendProduct(caller: Caller, target: ProductTarget & { reason: string }): Promise<string> {
    return this.move(caller, 'suspendProduct', target, target.reason);
  }

  /** SUSPENDED → LISTED, on the same condition as the first listing. */
  relistProduct(caller: Caller, target: ProductTarget): Promise<string> {
    return this.move(caller, 'relistProduct', target, null);
  }

  /** Takes the product out of use for good; its papers and history stay. */
  retireProduct(caller: Caller, target: ProductTarget & { reason: string }): Promise<string> {
    return this.move(caller, 'retireProduct', target, target.reason);
  }

  /**
   * All reasons against selling the products on the day: each one that is not LISTED, and each one without a paper in force on that
   * day (INV-24, C04). Every refusal carries `field`. Throws NOT_FOUND with that path for a product that is not of the park.
   */
  async refusalsToSell(
    tx: Tx,
    parkId: string,
    productIds: readonly string[],
    onDay: LocalDate,
    field: readonly (string | number)[],
  ): Promise<Refusal[]> {
    const wanted = [...new Set(productIds)];
    const facts = await productFacts(tx, parkId, wanted);
    return wanted.flatMap((id) => {
      const product = facts.get(id);
      if (!product) throw notFound(...field);
      return refusalsToSellOn(product, onDay, field);
    });
  }

  /**
   * Lets a platform's product code lead to a product of the park; a code that led elsewhere changes over. Audited. The caller's right
   * to do so is the calling verb's question. Throws NOT_FOUND (`input.productId`), PRODUCT_CODES_FULL.
   */
  async mapCode(tx: Tx, caller: Caller, mapping: CodeMapping): Promise<void> {
    const mapped = await mapPlatformCode(tx, caller, mapping);
    if (!mapped) return;
    await this.audit.record(tx, caller, {
      scopeId: mapping.parkId,
      action: 'mapProductCode',
      recordKind: 'ProductPlatformCode',
      recordId: mapped.id,
      changes: changesBetween(mapped.before, { platform: mapping.platform, code: mapping.code, productId: mapping.productId }),
    });
  }

  private async move(caller: Caller, verb: ProductVerb, target: ProductTarget, reason: string | null): Promise<string> {
    const scope = await this.access.parks(caller, 'products.verify');
    return this.transactions.run(async (tx) => {
      const product = await parkRow(tx, BrandProduct, scope, target.productId, 'input', 'productId');
      requireVersion(product, target.expectedVersion);
      const facts = (await productFacts(tx, product.parkId, [product.id])).get(product.id)!;
      refuseIfAny(refusalsToMove(verb, facts, localDateOf(tx.at)));
      const changes = { status: PRODUCT_TRANSITIONS[verb].to, statusReason: reason };
      await updateVersioned(tx, BrandProduct, product, changes);
      await recordStatusChange(tx, caller, product, { verb, fromStatus: product.status, toStatus: changes.status, reason });
      await this.audit.record(tx, caller, {
        scopeId: product.parkId,
        action: verb,
        recordKind: 'BrandProduct',
        recordId: product.id,
        changes: changesBetween(product, changes),
        reason: reason ?? undefined,
      });
      return product.id;
    });
  }
}

async function refusalsToSubmit(tx: Tx, { parkId, code, beneficiaryId }: ProductSubmission): Promise<Refusal[]> {
  const holders = await tx.rows('SELECT id FROM brand_product WHERE parkId = ? AND code = ?', [parkId, code]);
  const refusals = await refusalsIfParkClosed(tx, parkId);
  if (holders.length > 0) refusals.push(PRODUCT_CODE_TAKEN({ productCode: code }, 'input', 'code'));
  if (!beneficiaryId) return refusals;
  const beneficiary = await tx.manager.findOneBy(Beneficiary, { parkId, id: beneficiaryId });
  if (!beneficiary) throw notFound('input', 'beneficiaryId');
  if (beneficiary.status === 'ACTIVE') return refusals;
  return [...refusals, BENEFICIARY_CLOSED({ name: beneficiary.name }, 'input', 'beneficiaryId')];
}

/** The code was free when this transaction looked; if another took it since, the whole work looks again and refuses by name. */
async function unlessTakenMeanwhile(insert: () => Promise<void>): Promise<void> {
  try {
    await insert();
  } catch (error) {
    throw isDuplicateKey(error) ? new RetryWork('the product code was taken at the same time') : error;
  }
}
