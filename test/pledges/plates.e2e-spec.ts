import { systemCaller } from '../../src/platform/auth/caller.js';
import { RetryWork } from '../../src/platform/database/database-errors.js';
import { newId } from '../../src/platform/database/ids.js';
import { IntegrityPledge } from '../../src/pledges/pledge.entity.js';
import { PledgeWriter } from '../../src/pledges/pledge-writer.js';
import { BroadcastLab } from '../broadcasts/broadcast-lab.js';
import { PlateDesk } from './plate-desk.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

describe('plates', () => {
  let lab: PledgeLab;
  let desk: PlateDesk;
  let template: TemplateFacts;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    template = await lab.published('HEALTHY_CONDUCT');
    desk = new PlateDesk(lab, template.id);
  });
  afterAll(() => lab.close());

  it('go only to an open storefront with a pledge in force (INV-41)', async () => {
    const storefrontId = await lab.storefront('无诺小店');
    expect((await desk.issue(storefrontId)).userErrors).toMatchObject([{ code: 'PLATE_NEEDS_PLEDGE', rule: 'INV-41' }]);
    const offered = await lab.offer(template.id, storefrontId);
    expect((await desk.issue(storefrontId)).userErrors.map(({ code }) => code)).toEqual(['PLATE_NEEDS_PLEDGE']);
    await lab.signedOnSite(offered);
    expect((await desk.issue(storefrontId)).result).toMatchObject({ status: 'ISSUED', isValid: true });
  });

  it('are one for a storefront when two officers issue at once, with serial numbers that are never given again (INV-41)', async () => {
    const storefrontId = await lab.storefront('抢牌小店');
    await lab.signed(template.id, storefrontId);
    const answers = await Promise.all([desk.issue(storefrontId), desk.issue(storefrontId), desk.issue(storefrontId)]);
    expect(answers.filter(({ result }) => result !== null)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['PLATE_ALREADY_LIVE', 'PLATE_ALREADY_LIVE']);
    const first = answers.find(({ result }) => result !== null)!.result!;
    const returned = await desk.step('recordPlateReturned', await desk.step('recallPlate', first, { reason: '换新版' }));
    expect(returned.status).toBe('RETURNED');
    const second = (await desk.issue(storefrontId)).result!;
    expect(Number(second.serialNumber.split('-')[1])).toBeGreaterThan(Number(first.serialNumber.split('-')[1]));
    const serials = await lab.app.dataSource.query<{ serialNumber: string }[]>('SELECT serialNumber FROM plate WHERE parkId = ?', [
      lab.parkId,
    ]);
    expect(new Set(serials.map((row) => row.serialNumber)).size).toBe(serials.length);
  });

  it('and the end of their pledge meet: a step that read the pledge before the plate was issued runs again (INV-41)', async () => {
    const storefrontId = await lab.storefront('撤诺小店');
    const { id } = await lab.signed(template.id, storefrontId);
    const seenBefore = await lab.app.dataSource.manager.findOneByOrFail(IntegrityPledge, { id });
    expect((await desk.issue(storefrontId)).result).toMatchObject({ isValid: true });
    const writer = lab.app.api.get(PledgeWriter, { strict: false });
    await lab.app.transactions.run(async (tx) => {
      const late = writer.move(tx, systemCaller(newId()), 'withdrawPledge', seenBefore, { reason: '撤回' });
      await expect(late).rejects.toBeInstanceOf(RetryWork);
    });
    const { version: expectedVersion } = await lab.pledge(id);
    await lab.done('recordPledgeWithdrawn', { pledgeId: id, expectedVersion, reason: '撤回' });
    expect(await lab.count(`FROM plate WHERE storefrontId = ? AND status = 'RECALLED'`, [storefrontId])).toBe(1);
  });

  it('that are lost are void: the old code answers "recalled", the new one "valid" (INV-41)', async () => {
    const { plate, storefrontId } = await desk.shop('丢牌小店');
    const displayed = await desk.step('displayPlate', plate, { displayedOn: '2026-11-27' });
    const old = await desk.codeOf(plate);
    expect((await desk.page(old.token)).text).toContain('有效');
    expect((await desk.issue(storefrontId)).userErrors.map(({ code }) => code)).toEqual(['PLATE_ALREADY_LIVE']);
    expect(await desk.step('recordPlateLost', displayed, { reason: '台风刮走' })).toMatchObject({ status: 'LOST', isValid: false });
    const fresh = (await desk.issue(storefrontId)).result!;
    const answers = [await desk.page(old.token), await desk.page((await desk.codeOf(fresh)).token)];
    expect(answers.map(({ status, text }) => [status, /<h1>.*(Valid|Recalled|Unknown)</.exec(text)?.[1]])).toEqual([
      [200, 'Recalled'],
      [200, 'Valid'],
    ]);
    const history = await lab.app.dataSource.query<{ toStatus: string }[]>(
      'SELECT toStatus FROM plate_history WHERE plateId = ? ORDER BY id',
      [plate.id],
    );
    expect(history.map(({ toStatus }) => toStatus)).toEqual(['ISSUED', 'DISPLAYED', 'RECALLED', 'LOST']);
  });

  it('are refused every step beside the table, and a day that has not come (6.6)', async () => {
    const { plate } = await desk.shop('步骤小店');
    const target = { plateId: plate.id, expectedVersion: plate.version };
    expect(await lab.refused('displayPlate', { ...target, displayedOn: '2026-11-28' })).toEqual(['PLATE_DAY_INVALID']);
    expect(await lab.refused('recordPlateReturned', target)).toEqual(['PLATE_STATE_FORBIDS']);
    const recalled = await desk.step('recallPlate', plate, { reason: '核查' });
    expect(recalled).toMatchObject({ status: 'RECALLED', recallDueOn: '2026-12-07', isValid: false });
    expect(await lab.refused('displayPlate', { plateId: plate.id, expectedVersion: recalled.version, displayedOn: '2026-11-27' })).toEqual([
      'PLATE_STATE_FORBIDS',
    ]);
  });

  it('keep a storefront from closing, which keeps its enterprise from leaving (INV-41)', async () => {
    const { plate, storefrontId } = await desk.shop('关门小店');
    const close = { storefrontId, expectedVersion: 1, reason: '歇业' };
    expect(await lab.refused('closeStorefront', close)).toEqual(['STOREFRONT_HAS_PLATE']);
    await desk.step('recordPlateReturned', await desk.step('recallPlate', plate, { reason: '歇业' }));
    expect((await lab.done<{ status: string }>('closeStorefront', close)).status).toBe('CLOSED');
    const refused = (await desk.issue(storefrontId)).userErrors.map(({ code }) => code);
    expect(refused).toEqual(['STOREFRONT_CLOSED_FOR_PLATE', 'PLATE_NEEDS_PLEDGE']);
  });

  it('have a code in SVG and PNG whose token stands nowhere in the database (INV-41)', async () => {
    const { plate } = await desk.shop('码上小店');
    const { url, isPrintable, svg, pngBase64, token } = await desk.codeOf(plate, 'isPrintable svg pngBase64');
    /* The tests have no public address, and this one would lead every phone to itself. */
    expect(isPrintable).toBe(false);
    expect(url).toBe(`http://127.0.0.1:4000/verify/${token}`);
    expect(token).toMatch(/^[\w-]{27}$/);
    expect(svg).toMatch(/^<svg [^]*<\/svg>\s*$/);
    expect(Buffer.from(pngBase64, 'base64').subarray(1, 4).toString()).toBe('PNG');
    const [row] = await lab.app.dataSource.query<Record<string, unknown>[]>('SELECT * FROM plate WHERE id = ?', [plate.id]);
    expect(JSON.stringify(row)).not.toContain(token);
    expect((await desk.codeOf(plate)).token).toBe(token);
    const operator = await lab.app.send(lab.operator, 'query ($id: ID!) { plateCode(plateId: $id) { url } }', { id: plate.id });
    expect(operator.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('of another park and unknown ones are the same NOT_FOUND', async () => {
    const { plate } = await desk.shop('别园小店');
    const elsewhere = await PledgeLab.in(await BroadcastLab.in(lab.app));
    const query = 'mutation ($input: RecallPlateInput!) { recallPlate(input: $input) { plate { id } } }';
    const answers = await Promise.all(
      [plate.id, newId()].map((plateId) =>
        lab.app.send(elsewhere.secretary, query, { input: { plateId, expectedVersion: 1, reason: '越界' } }),
      ),
    );
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
  });
});
