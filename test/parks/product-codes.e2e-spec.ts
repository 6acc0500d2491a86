import { systemCaller } from '../../src/platform/auth/caller.js';
import { type DomainError } from '../../src/platform/errors/refusals.js';
import { Products } from '../../src/parks/products.service.js';
import { givenListedProduct } from '../support/parks.js';
import type { TestApp } from '../support/test-app.js';
import { ProductDesk } from './product-desk.js';

describe('brand products and the codes of platforms', () => {
  let desk: ProductDesk;
  let app: TestApp;
  let parkId: string;
  let otherParkId: string;
  beforeAll(async () => {
    desk = await ProductDesk.start();
    ({ app, parkId, otherParkId } = desk);
  });
  beforeEach(() => desk.toNoon());
  afterEach(() => app.clock.set(null));
  afterAll(() => app.close());

  const caller = systemCaller('mapping');
  const map = (code: string, productId: string) =>
    app.transactions.run((tx) => app.api.get(Products).mapCode(tx, caller, { parkId, platform: 'DOUYIN', code, productId }));
  const codesOf = async (id: string) => (await desk.one(id))!.platformCodes;

  it('lead to one product, change over when mapped again, and are audited (INV-34)', async () => {
    const [first, second] = [await desk.submitted(), await desk.submitted()];
    await map('3501', first.id);
    await map('3501', first.id);
    await map('3502', first.id);
    await map('3501', second.id);
    expect(await codesOf(first.id)).toEqual([{ platform: 'DOUYIN', code: '3502' }]);
    expect(await codesOf(second.id)).toEqual([{ platform: 'DOUYIN', code: '3501' }]);
    const [row] = await app.dataSource.query<{ id: string }[]>("SELECT id FROM product_platform_code WHERE parkId = ? AND code = '3501'", [
      parkId,
    ]);
    expect(await desk.audited(row!.id)).toEqual(['mapProductCode', 'mapProductCode']);
  });

  it('end in one row when two are mapped at once (INV-34)', async () => {
    const products = [await desk.submitted(), await desk.submitted(), await desk.submitted()];
    await Promise.all(products.map(({ id }) => map('3600', id)));
    const lists = await Promise.all(products.map(({ id }) => codesOf(id)));
    expect(lists.flat()).toEqual([{ platform: 'DOUYIN', code: '3600' }]);
  });

  it('never lead to a product of another park', async () => {
    const foreign = await givenListedProduct(app, otherParkId);
    await expect(map('3700', foreign)).rejects.toMatchObject({ code: 'NOT_FOUND', details: { path: ['input', 'productId'] } });
  });

  it('are bounded in number for one product', async () => {
    const { id } = await desk.submitted({ name: '爆款' });
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
