import { newId } from '../../src/platform/database/ids.js';
import { BroadcastLab } from '../broadcasts/broadcast-lab.js';
import { PledgeLab } from './pledge-lab.js';

describe('the coverage of a park by pledges', () => {
  let lab: PledgeLab;
  beforeAll(async () => {
    lab = await PledgeLab.start();
  });
  afterAll(() => lab.close());

  it('counts pledges and plates, each number with its basis, and only for those who see the park', async () => {
    const elsewhere = await PledgeLab.in(await BroadcastLab.in(lab.app));
    const text = await elsewhere.published('HEALTHY_CONDUCT');
    const shops = [await elsewhere.storefront('甲店'), await elsewhere.storefront('乙店'), await elsewhere.storefront('丙店')];
    for (const storefrontId of shops.slice(0, 2)) await elsewhere.signed(text.id, storefrontId);
    await elsewhere.offer(text.id, shops[2]!);
    await elsewhere.done('issuePlate', { parkId: elsewhere.parkId, storefrontId: shops[0], idempotencyKey: newId() });
    const query = `query ($id: ID!) { pledgeCoverage(parkId: $id) { asOfOn platesInForceCount
      rows { audience registeredCount inForceCount expiringCount offeredCount ratePercent basis } } }`;
    const { pledgeCoverage } = await lab.app.ask<{ pledgeCoverage: { rows: Record<string, unknown>[] } & Record<string, unknown> }>(
      elsewhere.secretary,
      query,
      { id: elsewhere.parkId },
    );
    expect(pledgeCoverage).toMatchObject({ asOfOn: '2026-11-27', platesInForceCount: 1 });
    const row = (audience: string) => pledgeCoverage.rows.find((entry) => entry.audience === audience)!;
    expect(row('STORE')).toMatchObject({ registeredCount: 3, inForceCount: 2, expiringCount: 0, offeredCount: 1, ratePercent: '66.7' });
    expect(row('STREAMER')).toMatchObject({ registeredCount: 0, inForceCount: 0, ratePercent: null });
    expect(row('STORE').basis).toContain('营业中门店');
    const foreign = await lab.app.ask<{ pledgeCoverage: unknown }>(lab.secretary, query, { id: elsewhere.parkId });
    expect(foreign.pledgeCoverage).toBeNull();
  });
});
