import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

const ROUNDS = process.env.DATABASE_URL ? 16 : 3;

describe('a pledge that is taken back', () => {
  let lab: PledgeLab;
  let template: TemplateFacts;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    template = await lab.published('HOST_CONDUCT');
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const target = ({ id, version }: { id: string; version: number }) => ({ pledgeId: id, expectedVersion: version });

  it('takes its signed renewal along: nobody is bound again later (6.6)', async () => {
    const host = await lab.broadcasts.streamer('不再续');
    const first = await lab.signed(template.id, host);
    await lab.moveTo('2027-11-01T12:00:00+08:00');
    const renewal = await lab.signed(template.id, host);
    expect(renewal).toMatchObject({ status: 'SIGNED', validFrom: '2027-11-27' });
    const now = await lab.pledge(first.id);
    expect((await lab.done('withdrawMyPledge', target(now), await lab.asHost(host))).status).toBe('WITHDRAWN');
    await lab.moveTo('2027-11-27T12:00:00+08:00');
    expect(await lab.pledge(renewal.id)).toMatchObject({ status: 'WITHDRAWN', isInForce: false });
  });

  it('asks for no renewal any more, and neither does one that was renewed (INV-39)', async () => {
    const draft = async (more: object) => {
      const made = await lab.done<TemplateFacts>('draftPledgeTemplate', lab.draftInput('EDITIONS', 3, more));
      return lab.done<TemplateFacts>('publishPledgeTemplate', { templateId: made.id, expectedVersion: made.version });
    };
    const text = await draft({});
    const [gone, stays, renewed] = [
      await lab.signed(text.id, await lab.broadcasts.streamer('已撤回')),
      await lab.signed(text.id, await lab.broadcasts.streamer('要续签')),
      await lab.signed(text.id, await lab.broadcasts.streamer('已续签')),
    ];
    await lab.done('recordPledgeWithdrawn', { ...target(gone), reason: '本人申请' });
    const material = await draft({ change: 'MATERIAL', preamble: '我郑重承诺:' });
    const query = 'query ($id: ID!) { pledge(id: $id) { signatoryId } }';
    const { pledge } = await lab.app.ask<{ pledge: { signatoryId: string } }>(lab.secretary, query, { id: renewed.id });
    await lab.signed(material.id, pledge.signatoryId);
    expect([await lab.needsRenewal(gone.id), await lab.needsRenewal(stays.id), await lab.needsRenewal(renewed.id)]).toEqual([
      false,
      true,
      false,
    ]);
    const { pledges } = await lab.app.ask<{ pledges: { nodes: { id: string }[] } }>(
      lab.secretary,
      'query ($id: ID!) { pledges(filter: { parkId: $id, needsRenewal: true }, first: 10) { nodes { id } } }',
      { id: lab.parkId },
    );
    expect(pledges.nodes).toEqual([{ id: stays.id }]);
  });

  it('by a host tells the planners, once, which confirmed sessions miss a pledge now (INV-24)', async () => {
    await lab.require('2026-11-27');
    const host = await lab.broadcasts.streamer('撤诺主播');
    const pledge = await lab.signed(template.id, host);
    const session = await lab.broadcasts.requested({
      hosts: [{ streamerId: host }],
      accountId: await lab.broadcasts.account('撤诺账号'),
      type: 'CULTURE',
    });
    const confirm = { sessionId: session.id, expectedVersion: session.version };
    expect((await lab.broadcasts.verb('confirmSession', confirm)).session?.status).toBe('CONFIRMED');
    const told = `FROM notice WHERE topic = 'pledges.sessions-without' AND subjectId = ?`;
    const own = await lab.asHost(host);
    const both = await Promise.all([lab.verb('withdrawMyPledge', target(pledge), own), lab.verb('withdrawMyPledge', target(pledge), own)]);
    expect(both.filter(({ result }) => result?.status === 'WITHDRAWN')).toHaveLength(1);
    expect(await lab.count(told, [pledge.id])).toBeGreaterThan(1);
    expect(await lab.count(`${told} AND textZh LIKE '%1 场已确认的直播%'`, [pledge.id])).toBe(await lab.count(told, [pledge.id]));

    const idle = await lab.broadcasts.streamer('没有场次');
    const quiet = await lab.signed(template.id, idle);
    await lab.done('withdrawMyPledge', target(quiet), await lab.asHost(idle));
    expect(await lab.count(told, [quiet.id])).toBe(0);
  });

  it('meets each session that is confirmed at the same moment: it is refused or told of, never neither (INV-24)', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < ROUNDS; round++) {
      const host = await lab.broadcasts.streamer(`同刻撤诺 ${round}`);
      const pledge = await lab.signed(template.id, host);
      const accountId = await lab.broadcasts.account(`同刻账号 ${round}`);
      const session = await lab.broadcasts.requested({ hosts: [{ streamerId: host }], accountId, type: 'CULTURE' });
      const own = await lab.asHost(host);
      const withdraw = async () => {
        await new Promise((resolve) => setTimeout(resolve, (round % 4) * 5));
        if (round % 2 === 0) return lab.done('withdrawMyPledge', target(pledge), own);
        return lab.done('recordPledgeWithdrawn', { ...target(pledge), reason: '本人申请' });
      };
      const confirm = lab.broadcasts.verb('confirmSession', { sessionId: session.id, expectedVersion: session.version });
      const [{ session: confirmed, userErrors }] = await Promise.all([confirm, withdraw()]);
      const told = await lab.count("FROM notice WHERE topic = 'pledges.sessions-without' AND subjectId = ?", [pledge.id]);
      outcomes.add(`${confirmed?.status ?? userErrors.map(({ code }) => code).join()}, ${told > 0 ? 'told' : 'not told'}`);
    }
    expect([...outcomes].filter((outcome) => !['CONFIRMED, told', 'HOST_PLEDGE_MISSING, not told'].includes(outcome))).toEqual([]);
  }, 180_000);

  it('ends when the storefront closes, with its open offers; the shop signs anew when it opens again (6.6)', async () => {
    const text = await lab.published('HEALTHY_CONDUCT');
    const [signed, asked] = [await lab.storefront('停业小店'), await lab.storefront('未签小店')];
    const [pledge, open] = [await lab.signed(text.id, signed), await lab.offer(text.id, asked)];
    for (const storefrontId of [signed, asked]) await lab.done('closeStorefront', { storefrontId, expectedVersion: 1, reason: '歇业' });
    expect([(await lab.pledge(pledge.id)).status, (await lab.pledge(open.id)).status]).toEqual(['WITHDRAWN', 'WITHDRAWN']);
    const query = 'query ($id: ID!) { pledge(id: $id) { reason history { reason } } }';
    const said = async (id: string, language: string) => {
      const headers = { 'accept-language': language };
      const answer = await lab.app.ask<{ pledge: { reason: string; history: { reason: string }[] } }>(
        lab.secretary,
        query,
        { id },
        headers,
      );
      return [answer.pledge.reason, answer.pledge.history.at(-1)!.reason];
    };
    expect(await said(pledge.id, 'zh')).toEqual(['门店已停业', '门店已停业']);
    expect(await said(open.id, 'en')).toEqual(['The storefront has closed', 'The storefront has closed']);
  });

  it('or any other change of what the park requires: empty input changes nothing, and less needs a reason (INV-24)', async () => {
    const settings = (more: object) => ({ parkId: lab.parkId, expectedVersion: 2, ...more });
    expect(await lab.done<object>('changePledgeSettings', settings({}))).toMatchObject({ version: 2, requiresPledgeFrom: '2026-11-27' });
    expect(await lab.refused('changePledgeSettings', settings({ requiresPledgeFrom: '2026-11-26' }))).toEqual(['REQUIREMENT_IN_THE_PAST']);
    expect(await lab.refused('changePledgeSettings', settings({ requiresPledgeFrom: null }))).toEqual(['SETTINGS_WITHOUT_REASON']);
    const lifted = settings({ requiresPledgeFrom: null, reason: '党委会决定' });
    expect(await lab.done<object>('changePledgeSettings', lifted)).toMatchObject({ version: 3, requiresPledgeFrom: null });
  });
});
