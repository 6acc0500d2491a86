import { newId } from '../../src/platform/database/ids.js';
import { BreachStory, type CaseFacts, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { type DepartingAudience, Departures, pause } from './departures.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

const ROUNDS = process.env.DATABASE_URL ? 12 : 3;
const AUDIENCES: readonly DepartingAudience[] = ['ENTERPRISE', 'STORE', 'ORGANIZATION'];
const REASONS: Record<DepartingAudience, string> = {
  ENTERPRISE: '企业已撤离园区',
  STORE: '门店已停业',
  ORGANIZATION: '党组织已合并或撤销',
};

describe('the pledges of an enterprise that leaves, of a shop that closes and of a party organization that ends', () => {
  let lab: PledgeLab;
  let text: Record<DepartingAudience, TemplateFacts>;
  let story: BreachStory;
  let departures: Departures;

  beforeAll(async () => {
    lab = await PledgeLab.start();
    departures = new Departures(lab);
    text = {
      ENTERPRISE: await departures.published('OF_ENTERPRISES', 'ENTERPRISE'),
      STORE: await departures.published('OF_SHOPS', 'STORE'),
      ORGANIZATION: await departures.published('OF_ORGANIZATIONS', 'ORGANIZATION'),
    };
    story = new BreachStory(lab, text.ENTERPRISE.id);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  it('end once the enterprise has left, with offers and renewals, stay readable, and nothing more is offered (6.6, INV-24)', async () => {
    const enterprise = await departures.party('ENTERPRISE');
    const other = await departures.published('ALSO_OF_ENTERPRISES', 'ENTERPRISE');
    const signed = await lab.signed(text.ENTERPRISE.id, enterprise);
    await lab.moveTo('2027-11-01T12:00:00+08:00');
    const [renewal, offered] = [await lab.signed(text.ENTERPRISE.id, enterprise), await lab.offer(other.id, enterprise)];
    await departures.depart('beginDeparture', enterprise, 2);
    expect([await departures.statusOf(signed.id), await departures.statusOf(renewal.id), await departures.statusOf(offered.id)]).toEqual([
      'EXPIRING',
      'SIGNED',
      'OFFERED',
    ]);
    await departures.depart('completeDeparture', enterprise, 3);
    const query = 'query ($id: ID!) { pledge(id: $id) { status isInForce reason history { verb reason } } }';
    const seen = async (id: string, language: string) => {
      type Seen = { status: string; isInForce: boolean; reason: string; history: { verb: string; reason: string }[] };
      const headers = { 'accept-language': language };
      const { pledge } = await lab.app.ask<{ pledge: Seen }>(lab.secretary, query, { id }, headers);
      return { ...pledge, history: pledge.history.at(-1) };
    };
    const ended = { status: 'WITHDRAWN', isInForce: false, reason: '企业已撤离园区' };
    for (const { id } of [signed, renewal])
      expect(await seen(id, 'zh')).toEqual({ ...ended, history: { verb: 'withdrawPledge', reason: ended.reason } });
    expect((await seen(offered.id, 'zh')).history).toEqual({ verb: 'withdrawPledgeOffer', reason: ended.reason });
    expect((await seen(signed.id, 'en')).reason).toBe('The enterprise has left the park');
    const again = { parkId: lab.parkId, templateId: other.id, signatoryId: enterprise, idempotencyKey: newId() };
    expect(await lab.refused('offerPledge', again)).toEqual(['SIGNATORY_NOT_FIT']);
  });

  it.each(['DISSOLVED', 'MERGED'])('end with a party organization, offers and signatures: %s (6.6, INV-24)', async (end) => {
    const organization = await departures.party('ORGANIZATION');
    const other = await departures.published(`ALSO_OF_${end}`, 'ORGANIZATION');
    const [signed, offered] = [await lab.signed(text.ORGANIZATION.id, organization), await lab.offer(other.id, organization)];
    await (end === 'MERGED' ? departures.merge(organization) : departures.leave('ORGANIZATION', organization));
    expect([await departures.statusOf(signed.id), await departures.statusOf(offered.id)]).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    const query = 'query ($id: ID!) { pledge(id: $id) { reason } }';
    const { pledge } = await lab.app.ask<{ pledge: object }>(lab.secretary, query, { id: signed.id });
    expect(pledge).toEqual({ reason: REASONS.ORGANIZATION });
    const again = { parkId: lab.parkId, templateId: text.ORGANIZATION.id, signatoryId: organization, idempotencyKey: newId() };
    expect(await lab.refused('offerPledge', again)).toEqual(['SIGNATORY_NOT_FIT']);
  });

  it('are not signed any more where they were left open before (INV-24)', async () => {
    const enterprise = await departures.party('ENTERPRISE');
    const { id: pledgeId, version: expectedVersion, contentHash } = await lab.offer(text.ENTERPRISE.id, enterprise);
    await lab.done('recordPledgeReading', { pledgeId, reader: 'SIGNATORY' });
    await lab.app.dataSource.query("UPDATE enterprise SET status = 'LEFT' WHERE id = ?", [enterprise]);
    const signature = { pledgeId, expectedVersion, contentHash, reference: '纸-1' };
    expect(await lab.refused('recordPledgeSignature', signature)).toEqual(['SIGNATORY_NOT_FIT']);
  });

  it.each(AUDIENCES)('are decided when they are under review, end then, and look ended until then: %s (INV-42, PR-7)', async (audience) => {
    const id = await departures.party(audience);
    const pledge = await lab.signed(text[audience].id, id);
    const breach = await story.noticed(pledge);
    await departures.leave(audience, id);
    expect(await departures.statusOf(pledge.id)).toBe('UNDER_REVIEW');
    const query = 'query ($id: ID!) { pledge(id: $id) { status isInForce reason } }';
    const { pledge: seen } = await lab.app.ask<{ pledge: object }>(lab.operator, query, { id: pledge.id });
    expect(seen).toEqual({ status: 'WITHDRAWN', isInForce: false, reason: REASONS[audience] });
    await lab.moveTo(DECISION_AT);
    await story.decided(breach, 'WARNED');
    expect(await departures.statusOf(pledge.id)).toBe('WITHDRAWN');
  });

  it.each(AUDIENCES)(
    'are not offered in that moment, by an officer or by a batch: %s (INV-24)',
    async (audience) => {
      const templateId = text[audience].id;
      for (let round = 0; round < ROUNDS; round++) {
        const id = await departures.party(audience);
        const goes = async () => {
          await pause((round % 3) * 4);
          await departures.leave(audience, id);
        };
        const offered = async () => {
          await pause((round % 4) * 3);
          await lab.verb('offerPledge', { parkId: lab.parkId, templateId, signatoryId: id, idempotencyKey: newId() });
        };
        await Promise.all([goes(), offered()]);
        expect(await departures.bindingOf(id)).toBe(0);
      }
      const parties = await Promise.all(Array.from({ length: ROUNDS }, () => departures.party(audience)));
      const batch = async () => {
        await lab.done<object>('offerPledgeToPark', { templateId, idempotencyKey: newId(), parkId: lab.parkId });
        await lab.app.drainJobs();
      };
      await Promise.all([
        batch(),
        parties.reduce<Promise<unknown>>((before, id) => before.then(() => departures.leave(audience, id)), Promise.resolve()),
      ]);
      for (const id of parties) expect(await departures.bindingOf(id)).toBe(0);
    },
    180_000,
  );

  it.each(AUDIENCES)(
    'do not come back with a decision or an appeal that is decided in that moment: %s (INV-24, INV-42)',
    async (audience) => {
      const templateId = text[audience].id;
      const ruling = { decision: 'REINSTATED', reference: '9 号', reason: '复核' };
      for (let round = 0; round < ROUNDS; round++) {
        await lab.moveTo(NOTICE_AT);
        const id = await departures.party(audience);
        const noticed = await story.noticed(await lab.signed(templateId, id));
        await lab.moveTo(DECISION_AT);
        if (audience === 'ENTERPRISE') await departures.depart('beginDeparture', id, 2);
        const isAppeal = round % 2 === 0;
        const appeal = async (breach: CaseFacts) =>
          story.step('appealBreachDecision', breach, { appealedOn: '2026-12-05', grounds: '不服' });
        const breach = isAppeal ? await appeal(await story.decided(noticed)) : noticed;
        const judge = await lab.as('PARK_SECRETARY');
        const decided = async () => {
          await pause((round % 4) * 4);
          return isAppeal ? story.step('decideBreachAppeal', breach, ruling, judge) : story.decided(breach, 'WARNED', judge);
        };
        await Promise.all([departures.go(audience, id), decided()]);
        expect(await departures.bindingOf(id)).toBe(0);
      }
    },
    180_000,
  );
});
