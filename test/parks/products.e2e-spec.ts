import { newId } from '../../src/platform/database/ids.js';
import { Products } from '../../src/parks/products.service.js';
import { givenBeneficiary, givenListedProduct, givenPark } from '../support/parks.js';
import { countStatements } from '../support/statement-counter.js';
import type { TestApp } from '../support/test-app.js';
import { codes, mutation, paper, ProductDesk, type ProductFacts, target } from './product-desk.js';

const LIST = `query ($filter: ProductFilter, $order: ProductOrder! = CODE, $first: Int! = 50) {
  products(filter: $filter, order: $order, first: $first) { totalCount nodes { code evidence { reference } platformCodes { code } beneficiary { name } } } }`;

describe('brand products', () => {
  let desk: ProductDesk;
  let app: TestApp;
  let parkId: string;
  let otherParkId: string;
  let secretary: string;
  let officer: string;
  let operator: string;
  let stranger: string;
  beforeAll(async () => {
    desk = await ProductDesk.start();
    ({ app, parkId, otherParkId, secretary } = desk);
    officer = await desk.member('ORGANIZATION_OFFICER');
    operator = await desk.member('OPERATOR');
    stranger = await desk.member('PARK_SECRETARY', otherParkId);
  });
  beforeEach(() => desk.toNoon());
  afterEach(() => app.clock.set(null));
  afterAll(() => app.close());

  it('go from submission to retirement by verbs that leave history and audit (5-domain-model 6.4)', async () => {
    const beneficiaryId = await givenBeneficiary(app, parkId, '红旗村');
    let product = await desk.done('submitProduct', desk.submission({ beneficiaryId, description: '春耳\n手工采摘' }), operator);
    product = await desk.done('addProductEvidence', paper(product.id, { documentSha256: 'ab'.repeat(32) }), operator);
    const reason = { reason: '抽检待复核' };
    for (const [name, extra] of [
      ['verifyProduct', {}],
      ['listProduct', {}],
      ['suspendProduct', reason],
      ['relistProduct', {}],
    ] as const) {
      product = await desk.done(name, { ...target(product), ...extra }, officer);
    }
    product = await desk.done('retireProduct', { ...target(product), reason: '停产' });
    expect(await desk.one(product.id)).toMatchObject({
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
    expect(await desk.audited(product.id)).toEqual(verbs);
    const [{ id: evidenceId }] = (await desk.one(product.id))!.evidence as [{ id: string }];
    expect(await desk.audited(evidenceId)).toEqual(['addProductEvidence']);
  });

  it('names every reason against a verb at once (C04)', async () => {
    const product = await desk.submitted();
    expect(codes(await desk.verb('verifyProduct', target(product)))).toEqual(['PRODUCT_EVIDENCE_MISSING']);
    expect(codes(await desk.verb('relistProduct', target(product)))).toEqual(['PRODUCT_STATE_FORBIDS', 'PRODUCT_EVIDENCE_MISSING']);
    const retired = await desk.done('retireProduct', { ...target(product), reason: '误报' });
    const reversed = paper(retired.id, { validFrom: '2026-10-02', validUntil: '2026-10-01' });
    const refused = await desk.verb('addProductEvidence', reversed);
    expect(refused.userErrors.map(({ code, field }) => [code, field.join('.')])).toEqual([
      ['PRODUCT_STATE_FORBIDS', 'input.productId'],
      ['DAYS_REVERSED', 'input.validUntil'],
    ]);
    expect((await desk.one(retired.id))!.evidence).toEqual([]);
  });

  it('are listed only while a paper is in force, on both sides of its first and last day in Shanghai (INV-24, C04)', async () => {
    const { id } = await desk.submitted();
    const verified = await desk.done('verifyProduct', target(await desk.done('addProductEvidence', paper(id))));
    const [before, after] = [new Date('2026-09-30T15:59:59.999Z'), new Date('2026-10-31T16:00:00Z')];
    for (const instant of [before, after]) {
      app.clock.set(instant);
      expect(codes(await desk.verb('listProduct', target(verified)))).toEqual(['PRODUCT_EVIDENCE_MISSING']);
    }
    app.clock.set(new Date(after.getTime() - 1));
    const last = await desk.done('listProduct', target(verified));
    const suspended = await desk.done('suspendProduct', { ...target(last), reason: '换季' });
    app.clock.set(new Date(before.getTime() + 1));
    expect((await desk.done('relistProduct', target(suspended))).status).toBe('LISTED');
  });

  it('are refused for sale with all reasons of all products, and accepted on the days of their papers (INV-24, C04)', async () => {
    const [good, draft] = [await desk.listed(), await desk.submitted({ name: '未核验的蜂蜜' })];
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
    const product = await desk.listed();
    const [{ id: evidenceId }] = (await desk.one(product.id))!.evidence as [{ id: string }];
    const withdrawal = { ...target(product), evidenceId, reason: '证书系伪造' };
    const after = await desk.done('withdrawProductEvidence', withdrawal);
    expect(after).toMatchObject({ status: 'LISTED', version: product.version + 1 });
    expect((await desk.one(product.id))!.evidence).toMatchObject([{ id: evidenceId, withdrawnReason: '证书系伪造' }]);
    expect(codes(await desk.verb('withdrawProductEvidence', { ...withdrawal, ...target(after) }))).toEqual(['EVIDENCE_WITHDRAWN']);
    const suspended = await desk.done('suspendProduct', { ...target(after), reason: '资质失效' });
    expect(codes(await desk.verb('relistProduct', target(suspended)))).toEqual(['PRODUCT_EVIDENCE_MISSING']);
    expect(await desk.audited(evidenceId)).toEqual(['addProductEvidence', 'withdrawProductEvidence']);
    const other = await desk.listed();
    const foreignPaper = await app.send(secretary, mutation('withdrawProductEvidence'), { input: { ...withdrawal, ...target(other) } });
    expect(foreignPaper.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', path: ['input', 'evidenceId'] });
  });

  it('of another park answer NOT_FOUND to every verb and are in no list (INV-24)', async () => {
    const product = await desk.listed();
    const beneficiaryId = await givenBeneficiary(app, otherParkId);
    const attempts: [string, object, string][] = [
      ['addProductEvidence', paper(product.id), 'productId'],
      ['submitProduct', desk.submission(), 'parkId'],
      ['submitProduct', desk.submission({ parkId: otherParkId, beneficiaryId: await givenBeneficiary(app, parkId) }), 'beneficiaryId'],
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
    expect(await desk.one(product.id, stranger)).toBeNull();
    const seen = await app.ask<{ products: { totalCount: number } }>(stranger, LIST, { filter: { parkId } });
    expect(seen.products.totalCount).toBe(0);
    const own = await app.ask<{ products: { totalCount: number } }>(stranger, LIST, { filter: { beneficiaryId } });
    expect(own.products.totalCount).toBe(0);
  });

  it('are verified by whoever may verify, and not by an operator', async () => {
    const product = await desk.done('addProductEvidence', paper((await desk.submitted()).id));
    const answer = await app.send(operator, mutation('verifyProduct'), { input: target(product) });
    expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await desk.one(product.id))!.status).toBe('SUBMITTED');
  });

  it('have a code of their own in the park, also when two are submitted at once', async () => {
    const rounds = 5;
    for (let round = 0; round < rounds; round++) {
      const code = `同-${newId().slice(-8)}`;
      const answers = await Promise.all([1, 2, 3].map(() => desk.verb('submitProduct', desk.submission({ code }))));
      expect(answers.map((answer) => codes(answer).join()).sort()).toEqual(['', 'PRODUCT_CODE_TAKEN', 'PRODUCT_CODE_TAKEN']);
    }
    const code = `同-${newId().slice(-8)}`;
    await desk.submitted({ code });
    expect((await desk.verb('submitProduct', desk.submission({ code, parkId: otherParkId }), stranger)).product).not.toBeNull();
  });

  it('are submitted once however often the request comes, and a paper is added once', async () => {
    const request = desk.submission();
    const answers = await Promise.all([1, 2, 3].map(() => desk.verb('submitProduct', request)));
    expect(new Set(answers.map(({ product }) => product?.id)).size).toBe(1);
    const { id } = answers[0]!.product!;
    const added = paper(id);
    await Promise.all([desk.verb('addProductEvidence', added), desk.verb('addProductEvidence', added)]);
    await desk.verb('addProductEvidence', added);
    expect((await desk.one(id))!.evidence).toHaveLength(1);
    expect((await desk.one(id))!.version).toBe(2);
    expect(codes(await desk.verb('submitProduct', { ...request, origin: '别处' }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('take every paper that is added at the same moment, and one of two verbs', async () => {
    const { id } = await desk.submitted();
    const answers = await Promise.all([1, 2, 3, 4].map((number) => desk.verb('addProductEvidence', paper(id, { reference: `${number}` }))));
    expect(answers.flatMap(codes)).toEqual([]);
    const product = (await desk.one(id)) as unknown as ProductFacts & { evidence: unknown[] };
    expect([product.evidence.length, product.version]).toEqual([4, 5]);
    const both = await Promise.all([
      desk.verb('verifyProduct', target(product)),
      desk.verb('retireProduct', { ...target(product), reason: '误报' }),
    ]);
    expect(both.map(codes).sort()).toEqual([[], ['STALE_VERSION']]);
  });

  it('refuse a closed beneficiary and a taken code together (INV-26)', async () => {
    const beneficiaryId = await givenBeneficiary(app, parkId, '撤并村');
    await app.dataSource.query("UPDATE beneficiary SET status = 'CLOSED' WHERE id = ?", [beneficiaryId]);
    const request = desk.submission();
    await desk.done('submitProduct', request);
    const refused = await desk.verb('submitProduct', { ...request, beneficiaryId, idempotencyKey: newId() });
    expect(codes(refused)).toEqual(['PRODUCT_CODE_TAKEN', 'BENEFICIARY_CLOSED']);
  });

  it('refuse a document hash that is none', async () => {
    const { id } = await desk.submitted();
    for (const documentSha256 of ['ab', 'G'.repeat(64), 'AB'.repeat(32)]) {
      const answer = await app.send(secretary, mutation('addProductEvidence'), { input: paper(id, { documentSha256 }) });
      expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('are found by state, category, beneficiary and the beginning of name or code, in a stable order', async () => {
    const { parkId: here } = await givenPark(app, '查询园');
    const token = await desk.member('AUDITOR', here);
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
    const token = await desk.member('AUDITOR', here);
    const beneficiaryId = await givenBeneficiary(app, here);
    for (let index = 0; index < 50; index++) await givenListedProduct(app, here, { beneficiaryId });
    const page = (first: number) =>
      countStatements(app.dataSource, () => app.ask<{ products: { nodes: { evidence: unknown[] }[] } }>(token, LIST, { first }));
    const [single, fifty] = [await page(1), await page(50)];
    expect(fifty.result.products.nodes.map(({ evidence }) => evidence.length)).toEqual(Array(50).fill(1));
    expect(fifty.statements).toHaveLength(single.statements.length);
  });
});
