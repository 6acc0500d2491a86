import { systemCaller } from '../../src/platform/auth/caller.js';
import { newId } from '../../src/platform/database/ids.js';
import { type DomainError } from '../../src/platform/errors/refusals.js';
import { Products } from '../../src/parks/products.service.js';
import { givenBeneficiary, givenListedProduct, givenPark } from '../support/parks.js';
import { countStatements } from '../support/statement-counter.js';
import { TestApp } from '../support/test-app.js';

interface ProductFacts {
  id: string;
  version: number;
  status: string;
}
interface Answer {
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
const mutation = (verb: string) =>
  `mutation ($input: ${TYPES[verb] ?? 'ProductTargetInput'}!) { ${verb}(input: $input) {
    product { id version status } userErrors { code field rule message } } }`;
const ONE = `query ($id: ID!) { product(id: $id) { id status statusReason version beneficiary { name }
  evidence { id kind validFrom validUntil withdrawnReason } platformCodes { platform code } statusChanges { verb fromStatus toStatus reason } } }`;
const LIST = `query ($filter: ProductFilter, $order: ProductOrder! = CODE, $first: Int! = 50) {
  products(filter: $filter, order: $order, first: $first) { totalCount nodes { code evidence { reference } platformCodes { code } beneficiary { name } } } }`;
const NOON_OF_15TH = new Date('2026-10-15T04:00:00Z');

describe('brand products', () => {
  let app: TestApp;
  let parkId: string;
  let otherParkId: string;
  let secretary: string;
  let officer: string;
  let operator: string;
  let stranger: string;
  const member = (role: string, scopeId: string) => app.signInAs([{ role, scopeKind: 'PARK', scopeId }]);
  beforeAll(async () => {
    app = await TestApp.start();
    ({ parkId } = await givenPark(app));
    ({ parkId: otherParkId } = await givenPark(app, '邻区电商产业园'));
    secretary = await member('PARK_SECRETARY', parkId);
    officer = await member('ORGANIZATION_OFFICER', parkId);
    operator = await member('OPERATOR', parkId);
    stranger = await member('PARK_SECRETARY', otherParkId);
  });
  beforeEach(() => app.clock.set(NOON_OF_15TH));
  afterEach(() => app.clock.set(null));
  afterAll(() => app.close());

  const verb = async (name: string, input: object, token = secretary): Promise<Answer> =>
    (await app.ask<Record<string, Answer>>(token, mutation(name), { input }))[name]!;
  const done = async (name: string, input: object, token = secretary): Promise<ProductFacts> => {
    const { product, userErrors } = await verb(name, input, token);
    if (!product) throw new Error(`${name} was refused: ${JSON.stringify(userErrors)}`);
    return product;
  };
  const codes = (answer: Answer) => answer.userErrors.map(({ code }) => code);
  const target = (product: ProductFacts) => ({ productId: product.id, expectedVersion: product.version });
  const submission = (more: object = {}) => ({
    parkId,
    name: '滴道木耳 250 克',
    code: `P-${newId().slice(-10)}`,
    category: 'FARM_PRODUCE',
    origin: '鸡西滴道',
    idempotencyKey: newId(),
    ...more,
  });
  const paper = (productId: string, more: object = {}) => ({
    productId,
    kind: 'QUALITY_CERTIFICATE',
    reference: '检验 2026-10',
    validFrom: '2026-10-01',
    validUntil: '2026-10-31',
    idempotencyKey: newId(),
    ...more,
  });
  const submitted = (more: object = {}) => done('submitProduct', submission(more));
  const listed = async (more: object = {}) => {
    const { id } = await submitted();
    const verified = await done('verifyProduct', target(await done('addProductEvidence', paper(id, more))));
    return done('listProduct', target(verified));
  };
  const one = async (id: string, token = secretary) =>
    (await app.ask<{ product: Record<string, unknown> | null }>(token, ONE, { id })).product;
  const audited = async (recordId: string) => {
    const rows = await app.dataSource.query<{ action: string }[]>(
      'SELECT action FROM audit_entry WHERE scopeId = ? AND recordId = ? ORDER BY id',
      [parkId, recordId],
    );
    return rows.map(({ action }) => action);
  };

  it('go from submission to retirement by verbs that leave history and audit (5-domain-model 6.4)', async () => {
    const beneficiaryId = await givenBeneficiary(app, parkId, '红旗村');
    let product = await done('submitProduct', submission({ beneficiaryId, description: '春耳\n手工采摘' }), operator);
    product = await done('addProductEvidence', paper(product.id, { documentSha256: 'ab'.repeat(32) }), operator);
    const reason = { reason: '抽检待复核' };
    for (const [name, extra] of [
      ['verifyProduct', {}],
      ['listProduct', {}],
      ['suspendProduct', reason],
      ['relistProduct', {}],
    ] as const) {
      product = await done(name, { ...target(product), ...extra }, officer);
    }
    product = await done('retireProduct', { ...target(product), reason: '停产' });
    expect(await one(product.id)).toMatchObject({
      status: 'RETIRED',
      statusReason: '停产',
      version: 7,
      beneficiary: { name: '红旗村' },
      evidence: [{ kind: 'QUALITY_CERTIFICATE', validFrom: '2026-10-01', validUntil: '2026-10-31', withdrawnReason: null }],
      statusChanges: [
        { verb: 'submitProduct', fromStatus: null, toStatus: 'SUBMITTED', reason: null },
        { verb: 'verifyProduct', fromStatus: 'SUBMITTED', toStatus: 'VERIFIED', reason: null },
        { verb: 'listProduct', fromStatus: 'VERIFIED', toStatus: 'LISTED', reason: null },
        { verb: 'suspendProduct', fromStatus: 'LISTED', toStatus: 'SUSPENDED', reason: '抽检待复核' },
        { verb: 'relistProduct', fromStatus: 'SUSPENDED', toStatus: 'LISTED', reason: null },
        { verb: 'retireProduct', fromStatus: 'LISTED', toStatus: 'RETIRED', reason: '停产' },
      ],
    });
    const verbs = ['submitProduct', 'verifyProduct', 'listProduct', 'suspendProduct', 'relistProduct', 'retireProduct'];
    expect(await audited(product.id)).toEqual(verbs);
    const [{ id: evidenceId }] = (await one(product.id))!.evidence as [{ id: string }];
    expect(await audited(evidenceId)).toEqual(['addProductEvidence']);
  });

  it('names every reason against a verb at once (C04)', async () => {
    const product = await submitted();
    expect(codes(await verb('verifyProduct', target(product)))).toEqual(['PRODUCT_EVIDENCE_MISSING']);
    expect(codes(await verb('relistProduct', target(product)))).toEqual(['PRODUCT_STATE_FORBIDS', 'PRODUCT_EVIDENCE_MISSING']);
    const retired = await done('retireProduct', { ...target(product), reason: '误报' });
    const reversed = paper(retired.id, { validFrom: '2026-10-02', validUntil: '2026-10-01' });
    const refused = await verb('addProductEvidence', reversed);
    expect(refused.userErrors.map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['PRODUCT_STATE_FORBIDS', 'input.productId'],
      ['DAYS_REVERSED', 'input.validUntil'],
    ]);
    expect((await one(retired.id))!.evidence).toEqual([]);
  });

  it('are listed only while a paper is in force, on both sides of its first and last day in Shanghai (INV-24, C04)', async () => {
    const { id } = await submitted();
    const verified = await done('verifyProduct', target(await done('addProductEvidence', paper(id))));
    const [before, after] = [new Date('2026-09-30T15:59:59.999Z'), new Date('2026-10-31T16:00:00Z')];
    for (const instant of [before, after]) {
      app.clock.set(instant);
      expect(codes(await verb('listProduct', target(verified)))).toEqual(['PRODUCT_EVIDENCE_MISSING']);
    }
    app.clock.set(new Date(after.getTime() - 1));
    const last = await done('listProduct', target(verified));
    const suspended = await done('suspendProduct', { ...target(last), reason: '换季' });
    app.clock.set(new Date(before.getTime() + 1));
    expect((await done('relistProduct', target(suspended))).status).toBe('LISTED');
  });

  it('are refused for sale with all reasons of all products, and accepted on the days of their papers (INV-24, C04)', async () => {
    const [good, draft] = [await listed(), await submitted({ name: '未核验的蜂蜜' })];
    const products = app.api.get(Products);
    const field = ['input', 'sessionId'];
    const reasons = (ids: string[], day: string, ofPark = parkId) =>
      app.transactions.run(async (tx) =>
        (await products.refusalsToSell(tx, ofPark, ids, day, field)).map(({ code, details }) => `${code} ${String(details.name)}`),
      );
    expect(await reasons([good.id], '2026-10-01')).toEqual([]);
    expect(await reasons([good.id, good.id], '2026-10-31')).toEqual([]);
    expect(await reasons([good.id, draft.id], '2026-11-01')).toEqual([
      'PRODUCT_EVIDENCE_MISSING 滴道木耳 250 克',
      'PRODUCT_NOT_LISTED 未核验的蜂蜜',
      'PRODUCT_EVIDENCE_MISSING 未核验的蜂蜜',
    ]);
    expect(await reasons([], '2026-11-01')).toEqual([]);
    await expect(reasons([good.id], '2026-10-15', otherParkId)).rejects.toMatchObject({ code: 'NOT_FOUND', details: { path: field } });
  });

  it('lose a withdrawn paper at once and for good, while its record stays (C04)', async () => {
    const product = await listed();
    const [{ id: evidenceId }] = (await one(product.id))!.evidence as [{ id: string }];
    const withdrawal = { ...target(product), evidenceId, reason: '证书系伪造' };
    const after = await done('withdrawProductEvidence', withdrawal);
    expect(after).toMatchObject({ status: 'LISTED', version: product.version + 1 });
    expect((await one(product.id))!.evidence).toMatchObject([{ id: evidenceId, withdrawnReason: '证书系伪造' }]);
    expect(codes(await verb('withdrawProductEvidence', { ...withdrawal, ...target(after) }))).toEqual(['EVIDENCE_WITHDRAWN']);
    const suspended = await done('suspendProduct', { ...target(after), reason: '资质失效' });
    expect(codes(await verb('relistProduct', target(suspended)))).toEqual(['PRODUCT_EVIDENCE_MISSING']);
    expect(await audited(evidenceId)).toEqual(['addProductEvidence', 'withdrawProductEvidence']);
    const other = await listed();
    const foreignPaper = await app.send(secretary, mutation('withdrawProductEvidence'), { input: { ...withdrawal, ...target(other) } });
    expect(foreignPaper.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'evidenceId'] });
  });

  it('of another park answer NOT_FOUND to every verb and are in no list (INV-24)', async () => {
    const product = await listed();
    const beneficiaryId = await givenBeneficiary(app, otherParkId);
    const attempts: [string, object, string][] = [
      ['addProductEvidence', paper(product.id), 'productId'],
      ['submitProduct', submission(), 'parkId'],
      ['submitProduct', submission({ parkId: otherParkId, beneficiaryId: await givenBeneficiary(app, parkId) }), 'beneficiaryId'],
      ['withdrawProductEvidence', { ...target(product), evidenceId: newId(), reason: '越权' }, 'productId'],
      ...['verifyProduct', 'listProduct', 'relistProduct'].map((name): [string, object, string] => [name, target(product), 'productId']),
      ...['suspendProduct', 'retireProduct'].map((name): [string, object, string] => [
        name,
        { ...target(product), reason: '越权' },
        'productId',
      ]),
    ];
    for (const [name, input, field] of attempts) {
      const answer = await app.send(stranger, mutation(name), { input });
      expect([name, answer.errors?.[0]?.extensions]).toMatchObject([name, { code: 'NOT_FOUND', path: ['input', field] }]);
    }
    expect(await one(product.id, stranger)).toBeNull();
    const seen = await app.ask<{ products: { totalCount: number } }>(stranger, LIST, { filter: { parkId } });
    expect(seen.products.totalCount).toBe(0);
    const own = await app.ask<{ products: { totalCount: number } }>(stranger, LIST, { filter: { beneficiaryId } });
    expect(own.products.totalCount).toBe(0);
  });

  it('are verified by whoever may verify, and not by an operator', async () => {
    const product = await done('addProductEvidence', paper((await submitted()).id));
    const answer = await app.send(operator, mutation('verifyProduct'), { input: target(product) });
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await one(product.id))!.status).toBe('SUBMITTED');
  });

  it('have a code of their own in the park, also when two are submitted at once', async () => {
    const rounds = 5;
    for (let round = 0; round < rounds; round++) {
      const code = `同-${newId().slice(-8)}`;
      const answers = await Promise.all([1, 2, 3].map(() => verb('submitProduct', submission({ code }))));
      expect(answers.map((answer) => codes(answer).join()).sort()).toEqual(['', 'PRODUCT_CODE_TAKEN', 'PRODUCT_CODE_TAKEN']);
    }
    const code = `同-${newId().slice(-8)}`;
    await submitted({ code });
    expect((await verb('submitProduct', submission({ code, parkId: otherParkId }), stranger)).product).not.toBeNull();
  });

  it('are submitted once however often the request comes, and a paper is added once', async () => {
    const request = submission();
    const answers = await Promise.all([1, 2, 3].map(() => verb('submitProduct', request)));
    expect(new Set(answers.map(({ product }) => product?.id)).size).toBe(1);
    const { id } = answers[0]!.product!;
    const added = paper(id);
    await Promise.all([verb('addProductEvidence', added), verb('addProductEvidence', added)]);
    await verb('addProductEvidence', added);
    expect((await one(id))!.evidence).toHaveLength(1);
    expect((await one(id))!.version).toBe(2);
    expect(codes(await verb('submitProduct', { ...request, origin: '别处' }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('take every paper that is added at the same moment, and one of two verbs', async () => {
    const { id } = await submitted();
    const answers = await Promise.all([1, 2, 3, 4].map((number) => verb('addProductEvidence', paper(id, { reference: `${number}` }))));
    expect(answers.flatMap(codes)).toEqual([]);
    const product = (await one(id)) as unknown as ProductFacts & { evidence: unknown[] };
    expect([product.evidence.length, product.version]).toEqual([4, 5]);
    const both = await Promise.all([verb('verifyProduct', target(product)), verb('retireProduct', { ...target(product), reason: '误报' })]);
    expect(both.map(codes).sort()).toEqual([[], ['STALE_VERSION']]);
  });

  it('refuse a closed beneficiary and a taken code together (INV-26)', async () => {
    const beneficiaryId = await givenBeneficiary(app, parkId, '撤并村');
    await app.dataSource.query("UPDATE beneficiary SET status = 'CLOSED' WHERE id = ?", [beneficiaryId]);
    const request = submission();
    await done('submitProduct', request);
    const refused = await verb('submitProduct', { ...request, beneficiaryId, idempotencyKey: newId() });
    expect(codes(refused)).toEqual(['PRODUCT_CODE_TAKEN', 'BENEFICIARY_CLOSED']);
  });

  it('refuse a document hash that is none', async () => {
    const { id } = await submitted();
    for (const documentSha256 of ['ab', 'G'.repeat(64), 'AB'.repeat(32)]) {
      const answer = await app.send(secretary, mutation('addProductEvidence'), { input: paper(id, { documentSha256 }) });
      expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  describe('and the codes of platforms', () => {
    const caller = systemCaller('mapping');
    const map = (code: string, productId: string) =>
      app.transactions.run((tx) => app.api.get(Products).mapCode(tx, caller, { parkId, platform: 'DOUYIN', code, productId }));
    const codesOf = async (id: string) => (await one(id))!.platformCodes;

    it('lead to one product, change over when mapped again, and are audited (INV-34)', async () => {
      const [first, second] = [await submitted(), await submitted()];
      await map('3501', first.id);
      await map('3501', first.id);
      await map('3502', first.id);
      await map('3501', second.id);
      expect(await codesOf(first.id)).toEqual([{ platform: 'DOUYIN', code: '3502' }]);
      expect(await codesOf(second.id)).toEqual([{ platform: 'DOUYIN', code: '3501' }]);
      const [row] = await app.dataSource.query<{ id: string }[]>(
        "SELECT id FROM product_platform_code WHERE parkId = ? AND code = '3501'",
        [parkId],
      );
      expect(await audited(row!.id)).toEqual(['mapProductCode', 'mapProductCode']);
    });

    it('end in one row when two are mapped at once (INV-34)', async () => {
      const products = [await submitted(), await submitted(), await submitted()];
      await Promise.all(products.map(({ id }) => map('3600', id)));
      const lists = await Promise.all(products.map(({ id }) => codesOf(id)));
      expect(lists.flat()).toEqual([{ platform: 'DOUYIN', code: '3600' }]);
    });

    it('never lead to a product of another park', async () => {
      const foreign = await givenListedProduct(app, otherParkId);
      await expect(map('3700', foreign)).rejects.toMatchObject({ code: 'NOT_FOUND', details: { path: ['input', 'productId'] } });
    });

    it('are bounded in number for one product', async () => {
      const { id } = await submitted({ name: '爆款' });
      await app.transactions.run(async (tx) => {
        for (let index = 0; index < 100; index++) {
          const mapping = { parkId, platform: 'KUAISHOU', code: `${index}`, productId: id };
          await app.api.get(Products).mapCode(tx, caller, mapping);
        }
      });
      const refused = await map('one too many', id).catch((error: unknown) => error);
      expect((refused as DomainError).refusals.map(({ code }) => code)).toEqual(['PRODUCT_CODES_FULL']);
    });
  });

  it('are found by state, category, beneficiary and the beginning of name or code, in a stable order', async () => {
    const { parkId: here } = await givenPark(app, '查询园');
    const token = await member('AUDITOR', here);
    const beneficiaryId = await givenBeneficiary(app, here);
    const given = (code: string, name: string, more: object = {}) => givenListedProduct(app, here, { code, name, ...more });
    await given('B-1', '菠萝', { beneficiaryId });
    await given('A-1', '菠菜', { category: 'FOOD' });
    await given('C-1', 'A 级大米', { status: 'SUSPENDED' });
    const found = async (filter: object, order = 'CODE') =>
      (await app.ask<{ products: { nodes: { code: string }[] } }>(token, LIST, { filter, order })).products.nodes.map(({ code }) => code);
    expect(await found({})).toEqual(['A-1', 'B-1', 'C-1']);
    expect(await found({}, 'NAME')).toEqual(['C-1', 'A-1', 'B-1']);
    expect(await found({ search: '菠' })).toEqual(['A-1', 'B-1']);
    expect(await found({ search: 'A' })).toEqual(['A-1', 'C-1']);
    expect(await found({ status: ['SUSPENDED', 'RETIRED'] })).toEqual(['C-1']);
    expect(await found({ status: [] })).toEqual([]);
    expect(await found({ category: 'FOOD' })).toEqual(['A-1']);
    expect(await found({ beneficiaryId })).toEqual(['B-1']);
  });

  it('cost the same number of statements for one and for fifty with their papers', async () => {
    const { parkId: here } = await givenPark(app, '大园区');
    const token = await member('AUDITOR', here);
    const beneficiaryId = await givenBeneficiary(app, here);
    for (let index = 0; index < 50; index++) await givenListedProduct(app, here, { beneficiaryId });
    const page = (first: number) =>
      countStatements(app.dataSource, () => app.ask<{ products: { nodes: { evidence: unknown[] }[] } }>(token, LIST, { first }));
    const [single, fifty] = [await page(1), await page(50)];
    expect(fifty.result.products.nodes.map(({ evidence }) => evidence.length)).toEqual(Array(50).fill(1));
    expect(fifty.statements).toHaveLength(single.statements.length);
  });
});
