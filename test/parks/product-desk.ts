import { newId } from '../../src/platform/database/ids.js';
import { givenPark } from '../support/parks.js';
import { TestApp } from '../support/test-app.js';

/** A brand product as the tests read it. */
export interface ProductFacts {
  id: string;
  version: number;
  status: string;
}
/** The answer to a verb on a product. */
export interface Answer {
  product: ProductFacts | null;
  userErrors: { code: string; field: string[]; rule: string | null; message: string }[];
}

const TYPES: Readonly<Record<string, string>> = {
  submitProduct: 'SubmitProductInput',
  addProductEvidence: 'AddProductEvidenceInput',
  withdrawProductEvidence: 'WithdrawProductEvidenceInput',
  suspendProduct: 'ProductReasonInput',
  retireProduct: 'ProductReasonInput',
};
const ONE = `query ($id: ID!) { product(id: $id) { id status statusReason version beneficiary { name }
  evidence { id kind validFrom validUntil withdrawnReason } platformCodes { platform code } statusChanges { verb fromStatus toStatus reason } } }`;
const NOON_OF_15TH = new Date('2026-10-15T04:00:00Z');

/** The operation of a verb. */
export function mutation(verb: string): string {
  return `mutation ($input: ${TYPES[verb] ?? 'ProductTargetInput'}!) { ${verb}(input: $input) {
    product { id version status } userErrors { code field rule message } } }`;
}

export function codes(answer: Answer): string[] {
  return answer.userErrors.map(({ code }) => code);
}

/** The input of a verb that needs no more than the product. */
export function target(product: ProductFacts): { productId: string; expectedVersion: number } {
  return { productId: product.id, expectedVersion: product.version };
}

/** A paper that is in force in October 2026. */
export function paper(productId: string, more: object = {}) {
  return {
    productId,
    kind: 'QUALITY_CERTIFICATE',
    reference: '检验 2026-10',
    validFrom: '2026-10-01',
    validUntil: '2026-10-31',
    idempotencyKey: newId(),
    ...more,
  };
}

/** A park whose secretary submits products, and a neighbor of it. */
export class ProductDesk {
  private constructor(
    readonly app: TestApp,
    readonly parkId: string,
    readonly otherParkId: string,
    readonly secretary: string,
  ) {}

  static async start(): Promise<ProductDesk> {
    const app = await TestApp.start();
    const { parkId } = await givenPark(app);
    const { parkId: otherParkId } = await givenPark(app, '邻区电商产业园');
    const secretary = await app.signInAs([{ role: 'PARK_SECRETARY', scopeKind: 'PARK', scopeId: parkId }]);
    return new ProductDesk(app, parkId, otherParkId, secretary);
  }

  member(role: string, scopeId = this.parkId): Promise<string> {
    return this.app.signInAs([{ role, scopeKind: 'PARK', scopeId }]);
  }

  /** Sets the clock to a noon at which papers are in force. */
  toNoon(): void {
    this.app.clock.set(NOON_OF_15TH);
  }

  async verb(name: string, input: object, token = this.secretary): Promise<Answer> {
    return (await this.app.ask<Record<string, Answer>>(token, mutation(name), { input }))[name]!;
  }

  /** Runs a verb that must succeed. */
  async done(name: string, input: object, token = this.secretary): Promise<ProductFacts> {
    const { product, userErrors } = await this.verb(name, input, token);
    if (!product) throw new Error(`${name} was refused: ${JSON.stringify(userErrors)}`);
    return product;
  }

  submission(more: object = {}) {
    return {
      parkId: this.parkId,
      name: '滴道木耳 250 克',
      code: `P-${newId().slice(-10)}`,
      category: 'FARM_PRODUCE',
      origin: '鸡西滴道',
      idempotencyKey: newId(),
      ...more,
    };
  }

  submitted(more: object = {}): Promise<ProductFacts> {
    return this.done('submitProduct', this.submission(more));
  }

  async listed(): Promise<ProductFacts> {
    const { id } = await this.submitted();
    const verified = await this.done('verifyProduct', target(await this.done('addProductEvidence', paper(id))));
    return this.done('listProduct', target(verified));
  }

  async one(id: string, token = this.secretary): Promise<Record<string, unknown> | null> {
    return (await this.app.ask<{ product: Record<string, unknown> | null }>(token, ONE, { id })).product;
  }

  /** What the audit trail has about a record, the oldest first. */
  async audited(recordId: string): Promise<string[]> {
    const rows = await this.app.dataSource.query<{ action: string }[]>(
      'SELECT action FROM audit_entry WHERE scopeId = ? AND recordId = ? ORDER BY id',
      [this.parkId, recordId],
    );
    return rows.map(({ action }) => action);
  }
}
