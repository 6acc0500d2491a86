import { newId } from '../../src/platform/database/ids.js';
import { BreachStory, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { type DepartingAudience, Departures } from './departures.js';
import { type PledgeFacts, PledgeLab, type TemplateFacts } from './pledge-lab.js';

/** More than one transaction looks for. */
const MANY = 203;
/** Register and status of whoever is gone, and the reason that its pledges give. */
const GONE: Readonly<Record<DepartingAudience, readonly [register: string, status: string, reason: string]>> = {
  ENTERPRISE: ['enterprise', 'LEFT', '企业已撤离园区'],
  STORE: ['storefront', 'CLOSED', '门店已停业'],
  ORGANIZATION: ['organization', 'MERGED', '党组织已合并或撤销'],
};
const AUDIENCES = Object.keys(GONE) as DepartingAudience[];

describe('the pledges that a party left behind which went before its going ended them', () => {
  let lab: PledgeLab;
  let departures: Departures;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    departures = new Departures(lab);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  const texts = (audience: DepartingAudience): Promise<TemplateFacts[]> =>
    Promise.all(['SIGNED', 'OFFERED', 'REVIEWED'].map((code) => departures.published(`${code}_${audience}`, audience)));
  /** As it was when nothing followed. */
  const went = (audience: DepartingAudience, id: string) =>
    lab.app.dataSource.query(`UPDATE ${GONE[audience][0]} SET status = ? WHERE id = ?`, [GONE[audience][1], id]);
  const looksOf = (ids: readonly string[]) => {
    const query = 'query ($id: ID!) { pledge(id: $id) { status isInForce reason } }';
    return Promise.all(ids.map(async (id) => (await lab.app.ask<{ pledge: object }>(lab.operator, query, { id })).pledge));
  };
  const stepsOf = (pledge: PledgeFacts) => lab.count('FROM pledge_history WHERE pledgeId = ?', [pledge.id]);

  it.each(AUDIENCES)(
    'end at midnight, once, and with the decision under review; nobody else loses any: %s (INV-24, INV-42)',
    async (audience) => {
      const [text, offeredText, reviewedText] = await texts(audience);
      const [gone, here] = [await departures.party(audience), await departures.party(audience)];
      const [signed, offered] = [await lab.signed(text!.id, gone), await lab.offer(offeredText!.id, gone)];
      const reviewed = await lab.signed(reviewedText!.id, gone);
      const breach = await new BreachStory(lab, reviewedText!.id).noticed(reviewed);
      const others = [await lab.signed(text!.id, here), await lab.offer(offeredText!.id, here)];
      await went(audience, gone);
      await departures.midnight(2);
      const ended = { status: 'WITHDRAWN', isInForce: false, reason: GONE[audience][2] };
      expect(await looksOf([signed.id, offered.id, reviewed.id])).toEqual([ended, ended, ended]);
      expect(await departures.statusOf(reviewed.id)).toBe('UNDER_REVIEW');
      expect(await Promise.all(others.map(({ id }) => departures.statusOf(id)))).toEqual(['IN_FORCE', 'OFFERED']);
      const steps = async () => [await stepsOf(signed), await stepsOf(offered), await stepsOf(reviewed)];
      const before = await steps();
      await departures.midnight();
      expect(await steps()).toEqual(before);
      await lab.moveTo(DECISION_AT);
      await new BreachStory(lab, reviewedText!.id).decided(breach, 'WARNED');
      expect(await departures.statusOf(reviewed.id)).toBe('WITHDRAWN');
    },
  );

  it('end however many there are (INV-24)', async () => {
    const text = await departures.published('OF_MANY', 'STORE');
    const shop = await departures.party('STORE');
    const { id } = await lab.signed(text.id, shop);
    const [row] = await lab.app.dataSource.query<Record<string, unknown>[]>('SELECT * FROM integrity_pledge WHERE id = ?', [id]);
    for (let index = 1; index < MANY; index++) {
      const copy = { ...row, id: newId() };
      const values = Object.values({ ...copy, pendingKey: copy.id });
      const columns = Object.keys(copy).join(', ');
      await lab.app.dataSource.query(`INSERT INTO integrity_pledge (${columns}) VALUES (${values.map(() => '?').join(', ')})`, values);
    }
    await went('STORE', shop);
    expect(await departures.bindingOf(shop)).toBe(MANY);
    await departures.midnight();
    expect(await departures.bindingOf(shop)).toBe(0);
  }, 60_000);
});
