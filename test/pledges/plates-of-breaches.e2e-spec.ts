import { newId } from '../../src/platform/database/ids.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { APPLY_PLEDGE_DATES } from '../../src/pledges/pledge-dates.jobs.js';
import { BreachStory, type CaseFacts, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { PledgeLab, type PledgeFacts, type TemplateFacts } from './pledge-lab.js';

interface PlateFacts {
  id: string;
  version: number;
  status: string;
  isValid: boolean;
  recallDueOn: string | null;
}

const PLATE = 'query ($id: ID!) { plate(id: $id) { id version status isValid recallDueOn history { verb } } }';
const RULING = { decision: 'REINSTATED', reference: '滴电园诚〔2026〕9 号', reason: '复核意见' };

describe('the plate of a shop with a breach case', () => {
  let lab: PledgeLab;
  let story: BreachStory;
  let texts: TemplateFacts[];
  beforeAll(async () => {
    lab = await PledgeLab.start();
    const other = await lab.done<TemplateFacts>('draftPledgeTemplate', lab.draftInput('SHOP_SECOND', 3, { audience: 'STORE' }));
    await lab.done('publishPledgeTemplate', { templateId: other.id, expectedVersion: other.version });
    texts = [await lab.published('HEALTHY_CONDUCT'), other];
    story = new BreachStory(lab, texts[0]!.id);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  const issue = (storefrontId: string) => lab.verb<PlateFacts>('issuePlate', { parkId: lab.parkId, storefrontId, idempotencyKey: newId() });
  const plateNow = async (id: string) =>
    (await lab.app.ask<{ plate: PlateFacts & { history: { verb: string }[] } }>(lab.secretary, PLATE, { id })).plate;

  /** A shop with a pledge on each text, the plate standing on one, and the other or the same one revoked. */
  async function shopWith(
    name: string,
    revokedText: number,
    plateFirst = true,
  ): Promise<{ shop: string; plate: PlateFacts | null; breach: CaseFacts }> {
    const shop = await lab.storefront(name);
    const pledges: PledgeFacts[] = [];
    for (const text of texts) pledges.push(await lab.signed(text.id, shop));
    const plate = plateFirst ? (await issue(shop)).result : null;
    const noticed = await story.noticed(pledges[revokedText]!);
    await lab.moveTo(DECISION_AT);
    return { shop, plate, breach: await story.decided(noticed) };
  }

  const upheld = async (breach: CaseFacts) => {
    const appealed = await story.step('appealBreachDecision', breach, { appealedOn: '2026-12-05', grounds: '不服' });
    return story.step('decideBreachAppeal', appealed, RULING, await lab.as('PARK_SECRETARY'));
  };

  it.each([0, 1])('comes down with the revocation of any of its pledges, and none is given meanwhile (INV-41) %#', async (revoked) => {
    const { shop, plate, breach } = await shopWith(`多诺小店 ${revoked}`, revoked);
    const recalled = await plateNow(plate!.id);
    expect(recalled).toMatchObject({ status: 'RECALLED', isValid: false });
    await lab.done('recordPlateReturned', { plateId: recalled.id, expectedVersion: recalled.version });
    expect((await issue(shop)).userErrors).toMatchObject([{ code: 'PLATE_PLEDGE_REVOKED', rule: 'INV-41' }]);
    await upheld(breach);
    expect((await issue(shop)).result).toMatchObject({ status: 'ISSUED', isValid: true });
  });

  it('hangs again where it hung when the appeal is upheld, and nobody is asked to fetch it (INV-41, INV-42)', async () => {
    const shop = await lab.storefront('清白小店');
    const pledge = await lab.signed(texts[0]!.id, shop);
    const plate = (await issue(shop)).result!;
    await lab.done('displayPlate', { plateId: plate.id, expectedVersion: plate.version, displayedOn: '2026-11-27' });
    const noticed = await story.noticed(pledge);
    await lab.moveTo(DECISION_AT);
    const breach = await story.decided(noticed);
    expect(await lab.count("FROM notice WHERE subjectId = ? AND topic = 'plates.recall'", [plate.id])).toBeGreaterThan(0);
    await upheld(breach);
    expect(await plateNow(plate.id)).toMatchObject({ status: 'DISPLAYED', isValid: true, recallDueOn: null });
    expect(await lab.count('FROM notice WHERE subjectId = ?', [plate.id])).toBe(0);
  });

  it('stays down after an upheld appeal when it was recalled for another reason, or another pledge is revoked (INV-41)', async () => {
    const shop = await lab.storefront('另因小店');
    const pledge = await lab.signed(texts[0]!.id, shop);
    const plate = (await issue(shop)).result!;
    await lab.done('recallPlate', { plateId: plate.id, expectedVersion: plate.version, reason: '牌面破损' });
    const noticed = await story.noticed(pledge);
    const both = await lab.storefront('两案小店');
    const cases: CaseFacts[] = [];
    const pledges = [await lab.signed(texts[0]!.id, both), await lab.signed(texts[1]!.id, both)];
    const second = (await issue(both)).result!;
    for (const entry of pledges) cases.push(await story.noticed(entry));
    await lab.moveTo(DECISION_AT);
    await upheld(await story.decided(noticed));
    expect((await plateNow(plate.id)).status).toBe('RECALLED');
    const [first, last] = [await story.decided(cases[0]!), await story.decided(cases[1]!)];
    await upheld(last);
    expect((await plateNow(second.id)).status).toBe('RECALLED');
    await upheld(first);
    expect((await plateNow(second.id)).status).toBe('ISSUED');
  });

  it('is fetched when its pledge ends under review, and a lost one is waited for no longer (6.6)', async () => {
    const shop = await lab.storefront('拖案小店');
    const pledge = await lab.signed(texts[0]!.id, shop);
    const plate = (await issue(shop)).result!;
    await story.open(pledge);
    const refused = await lab.verb('recordPlateReturned', { plateId: plate.id, expectedVersion: plate.version });
    expect(refused.userErrors).toMatchObject([{ code: 'PLATE_STATE_FORBIDS' }]);
    await lab.moveTo('2027-11-27T12:00:00+08:00');
    const outbox = lab.app.api.get(JobOutbox, { strict: false });
    const target = { scopeId: lab.parkId, key: newId(), payload: {} };
    await lab.app.transactions.run((tx) => outbox.enqueue(tx, APPLY_PLEDGE_DATES, target));
    await lab.app.drainJobs();
    const recalled = await plateNow(plate.id);
    expect(recalled).toMatchObject({ status: 'RECALLED', recallDueOn: '2027-12-07' });
    const lost = { plateId: plate.id, expectedVersion: recalled.version, reason: '找不到了' };
    await lab.done('recordPlateLost', lost);
    expect(await plateNow(plate.id)).toMatchObject({ status: 'LOST', recallDueOn: null });
  });
});
