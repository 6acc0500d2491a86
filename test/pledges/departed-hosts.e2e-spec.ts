import { newId } from '../../src/platform/database/ids.js';
import { BreachStory, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { Departures, pause } from './departures.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

const ROUNDS = process.env.DATABASE_URL ? 24 : 3;

describe('the pledges of a host who leaves', () => {
  let lab: PledgeLab;
  let [text, other]: TemplateFacts[] = [];
  let story: BreachStory;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    [text, other] = [await lab.published('SEVEN_DONTS'), await lab.published('HOST_CONDUCT')];
    story = new BreachStory(lab, text.id);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  const leave = async (streamerId: string) => {
    const query = 'mutation ($input: StreamerReasonInput!) { recordStreamerLeft(input: $input) { userErrors { code } } }';
    const input = { streamerId, expectedVersion: 1, reason: '合同到期' };
    const answer = await lab.app.ask<{ recordStreamerLeft: { userErrors: object[] } }>(lab.secretary, query, { input });
    expect(answer.recordStreamerLeft.userErrors).toEqual([]);
  };
  const midnight = () => new Departures(lab).midnight();
  const told = (streamerId: string) => lab.count("FROM notice WHERE scopeId = ? AND topic LIKE 'pledges.%'", [streamerId]);

  it('end with their offers and renewals, nothing is asked of the host any more, and all of them stay readable (6.6)', async () => {
    const host = await lab.broadcasts.streamer('离园主播');
    const signed = await lab.signed(text!.id, host);
    await lab.moveTo('2027-11-01T12:00:00+08:00');
    await midnight();
    const [renewal, offered] = [await lab.signed(text!.id, host), await lab.offer(other!.id, host)];
    await lab.asHost(host);
    await leave(host);
    const history = async (id: string) => (await lab.pledge(id)).history.at(-1)!.verb;
    for (const { id } of [signed, renewal, offered]) expect(await lab.pledge(id)).toMatchObject({ status: 'WITHDRAWN', isInForce: false });
    expect([await history(signed.id), await history(offered.id)]).toEqual(['withdrawPledge', 'withdrawPledgeOffer']);
    expect(await told(host)).toBe(0);
    await lab.moveTo('2027-11-26T12:00:00+08:00');
    await midnight();
    expect(await told(host)).toBe(0);
    const { myPledges } = await lab.app.ask<{ myPledges: { nodes: { status: string }[] } }>(
      ...[await lab.asHost(host), '{ myPledges(first: 10) { nodes { status } } }'],
    );
    expect(myPledges.nodes.map(({ status }) => status)).toEqual(['WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN']);
    const again = { parkId: lab.parkId, templateId: text!.id, signatoryId: host, idempotencyKey: newId() };
    expect(await lab.refused('offerPledge', again)).toEqual(['SIGNATORY_NOT_FIT']);
  });

  it('are not offered in the moment in which the host leaves, by an officer or by a batch (INV-24)', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const host = await lab.broadcasts.streamer(`同刻离园 ${round}`);
      const offer = { parkId: lab.parkId, templateId: text!.id, signatoryId: host, idempotencyKey: newId() };
      const offered = async () => {
        await pause((round % 4) * 3);
        await lab.verb('offerPledge', offer);
      };
      await Promise.all([leave(host), offered()]);
      expect(await new Departures(lab).bindingOf(host)).toBe(0);
    }
    const hosts = await Promise.all(Array.from({ length: ROUNDS }, (_, round) => lab.broadcasts.streamer(`批量离园 ${round}`)));
    const batch = async () => {
      await lab.done<object>('offerPledgeToPark', { templateId: other!.id, idempotencyKey: newId(), parkId: lab.parkId });
      await lab.app.drainJobs();
    };
    await Promise.all([batch(), hosts.reduce<Promise<unknown>>((before, host) => before.then(() => leave(host)), Promise.resolve())]);
    for (const host of hosts) expect(await new Departures(lab).bindingOf(host)).toBe(0);
  }, 180_000);

  it('do not come back with an appeal that is decided in that moment (INV-24, INV-42)', async () => {
    for (let round = 0; round < ROUNDS / 2; round++) {
      const { host, breach } = await story.revoked(`同刻复议 ${round}`);
      const appealed = await story.step('appealBreachDecision', breach, { appealedOn: '2026-12-05', grounds: '不服' });
      const [judge, ruling] = [await lab.as('PARK_SECRETARY'), { decision: 'REINSTATED', reference: '9 号', reason: '复核' }];
      const decided = async () => {
        await pause((round % 4) * 5);
        return story.step('decideBreachAppeal', appealed, ruling, judge);
      };
      await Promise.all([leave(host), decided()]);
      expect(await new Departures(lab).bindingOf(host)).toBe(0);
    }
  }, 180_000);

  it('are not signed any more, by the host or on paper (INV-24)', async () => {
    const host = await lab.broadcasts.streamer('离园再签');
    const { id: pledgeId, version: expectedVersion, contentHash } = await lab.offer(text!.id, host);
    await lab.done('recordPledgeReading', { pledgeId, reader: 'SIGNATORY' });
    const own = await lab.asHost(host);
    await lab.done('readMyPledge', { pledgeId }, own);
    await lab.app.dataSource.query("UPDATE streamer SET status = 'LEFT' WHERE id = ?", [host]);
    const signature = { pledgeId, expectedVersion, contentHash };
    expect(await lab.refused('signMyPledge', signature, own)).toEqual(['SIGNATORY_NOT_FIT']);
    expect(await lab.refused('recordPledgeSignature', { ...signature, reference: '纸-1' })).toEqual(['SIGNATORY_NOT_FIT']);
  });

  it('are decided when they are under review, and end then (INV-42)', async () => {
    const host = await lab.broadcasts.streamer('离园受查');
    const pledge = await lab.signed(text!.id, host);
    const breach = await story.noticed(pledge);
    await leave(host);
    expect((await lab.pledge(pledge.id)).status).toBe('UNDER_REVIEW');
    await lab.moveTo(DECISION_AT);
    expect((await story.decided(breach, 'WARNED')).status).toBe('WARNED');
    expect((await lab.pledge(pledge.id)).status).toBe('WITHDRAWN');
  });

  it('all look ended to whoever may not know of a review: to an operator, and to the host before its notice (PR-7, INV-42)', async () => {
    const host = await lab.broadcasts.streamer('离园未告知');
    const [reviewed, signed] = [await lab.signed(text!.id, host), await lab.signed(other!.id, host)];
    await story.open(reviewed);
    await leave(host);
    const seen = 'id status isInForce needsRenewal reason validUntil history { verb fromStatus toStatus reason at }';
    const filter = `filter: { signatoryId: "${host}"`;
    const query = `{ all: pledges(${filter} }, first: 10) { nodes { ${seen} } } ended: pledges(${filter}, status: [WITHDRAWN] }, first: 10) { nodes { id } }
      bound: pledges(${filter}, status: [IN_FORCE, EXPIRING, UNDER_REVIEW] }, first: 10) { nodes { id } } }`;
    type List = { nodes: { id: string; reason: string; history: { at: string }[] }[] };
    const { all, ended, bound } = await lab.app.ask<Record<'all' | 'ended' | 'bound', List>>(lab.operator, query);
    const { myPledges } = await lab.app.ask<{ myPledges: List }>(await lab.asHost(host), `{ myPledges(first: 10) { nodes { ${seen} } } }`);
    for (const { nodes } of [all, myPledges]) {
      const look = (id: string) => {
        const { history, ...pledge } = nodes.find((node) => node.id === id)!;
        return { ...pledge, id: null, history: history.map((step) => ({ ...step, at: null })) };
      };
      expect(look(reviewed.id)).toEqual(look(signed.id));
      expect(look(reviewed.id)).toMatchObject({ status: 'WITHDRAWN', isInForce: false, reason: '主播已离开园区' });
    }
    expect([ended.nodes.length, bound.nodes]).toEqual([2, []]);
    const copy = 'query ($id: ID!) { pledgeCopy(pledgeId: $id) { html } }';
    const { pledgeCopy } = await lab.app.ask<{ pledgeCopy: { html: string } }>(lab.operator, copy, { id: reviewed.id });
    expect(pledgeCopy.html).toContain('撤回');
    expect((await lab.pledge(reviewed.id)).status).toBe('UNDER_REVIEW');
  });

  it('end at midnight and are reminded of to nobody where they were left in force before (6.6, INV-24)', async () => {
    const host = await lab.broadcasts.streamer('早已离园');
    await lab.asHost(host);
    const pledge = await lab.signed(text!.id, host);
    const before = await told(host);
    await lab.app.dataSource.query("UPDATE streamer SET status = 'LEFT' WHERE id = ?", [host]);
    await lab.moveTo('2027-11-01T12:00:00+08:00');
    await midnight();
    expect((await lab.pledge(pledge.id)).status).toBe('WITHDRAWN');
    expect(await told(host)).toBe(before);
  });
});
