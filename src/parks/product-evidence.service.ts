import { Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';
import { parkRow } from '../access/park-rows.js';
import { changesBetween } from '../platform/audit/audit-changes.js';
import { AuditTrail } from '../platform/audit/audit-trail.js';
import type { Caller } from '../platform/auth/caller.js';
import type { LocalDate } from '../platform/clock/local-date.js';
import { newId } from '../platform/database/ids.js';
import { Transactions } from '../platform/database/transactions.js';
import { requireVersion, updateVersioned } from '../platform/database/versioned-rows.js';
import { notFound } from '../platform/errors/faults.js';
import { refuseIfAny } from '../platform/errors/refusals.js';
import { Idempotency } from '../platform/idempotency/idempotency.js';
import { productFacts } from './product-records.js';
import { refusalsToAddEvidence, refusalsToWithdrawEvidence } from './product.rules.js';
import type { EvidenceKind } from './product-states.js';
import { BrandProduct, ProductEvidence } from './product.entity.js';
import type { ProductTarget } from './products.service.js';

/** A paper as it is added. */
export interface AddedEvidence {
  productId: string;
  kind: EvidenceKind;
  reference: string;
  documentSha256?: string | null;
  validFrom: LocalDate;
  validUntil?: LocalDate | null;
  idempotencyKey: string;
}

/** The papers about products and their sellers (C04). Each change raises the product's version: whoever verifies has seen these papers. */
@Injectable()
export class ProductEvidences {
  constructor(
    private readonly access: Access,
    private readonly idempotency: Idempotency,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** Adds a paper and returns the product's id. Refuses a retired product, days in the wrong order, and more papers than a product may hold. */
  async addProductEvidence(caller: Caller, added: AddedEvidence): Promise<string> {
    const scope = await this.access.parks(caller, 'products.submit');
    const { parkId } = await this.transactions.run((tx) => parkRow(tx, BrandProduct, scope, added.productId, 'input', 'productId'));
    const request = { scopeId: parkId, key: added.idempotencyKey, operation: 'addProductEvidence', input: added };
    const { ref } = await this.idempotency.once(caller, request, async (tx) => {
      const product = await parkRow(tx, BrandProduct, scope, added.productId, 'input', 'productId');
      const { kind, reference, validFrom } = added;
      const [documentSha256, validUntil] = [added.documentSha256 ?? null, added.validUntil ?? null];
      const known = (await productFacts(tx, parkId, [product.id])).get(product.id)!;
      refuseIfAny(refusalsToAddEvidence(known, { validFrom, validUntil }));
      const facts = { productId: product.id, kind, reference, documentSha256, validFrom, validUntil };
      const id = newId();
      await updateVersioned(tx, BrandProduct, product, {});
      await tx.insert(ProductEvidence, [{ id, parkId, ...facts, addedAt: tx.at, addedBy: caller.accountId }]);
      const act = { scopeId: parkId, recordKind: 'ProductEvidence', recordId: id, changes: changesBetween(null, facts) };
      await this.audit.record(tx, caller, { ...act, action: 'addProductEvidence' });
      return product.id;
    });
    return ref;
  }

  /** Marks a paper as withdrawn: from now on it counts on no day. The row stays. Returns the product's id. */
  async withdrawProductEvidence(caller: Caller, target: ProductTarget & { evidenceId: string; reason: string }): Promise<string> {
    const scope = await this.access.parks(caller, 'products.submit');
    return this.transactions.run(async (tx) => {
      const product = await parkRow(tx, BrandProduct, scope, target.productId, 'input', 'productId');
      const { parkId, id: productId } = product;
      const paper = await tx.manager.findOneBy(ProductEvidence, { parkId, productId, id: target.evidenceId });
      if (!paper) throw notFound('input', 'evidenceId');
      requireVersion(product, target.expectedVersion);
      refuseIfAny(refusalsToWithdrawEvidence(product.status, paper));
      await updateVersioned(tx, BrandProduct, product, {});
      const changes = { withdrawnAt: tx.at, withdrawnReason: target.reason };
      await tx.manager.update(ProductEvidence, { parkId, id: paper.id }, changes);
      const act = { scopeId: parkId, recordKind: 'ProductEvidence', recordId: paper.id, changes: changesBetween(paper, changes) };
      await this.audit.record(tx, caller, { ...act, action: 'withdrawProductEvidence', reason: target.reason });
      return productId;
    });
  }
}
