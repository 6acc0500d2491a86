import { newId } from '../../src/platform/database/ids.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { APPLY_PLEDGE_DATES } from '../../src/pledges/pledge-dates.jobs.js';
import { BreachStory, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { PledgeLab, type TemplateFacts } from './pledge-lab.js';

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
  const midnight = async (): Promise<void> => {
    await lab.app.transactions.run((tx) =>
      lab.app.api.get(JobOutbox, { strict: false }).enqueue(tx, APPLY_PLEDGE_DATES, { scopeId: lab.parkId, key: newId(), payload: {} }),
    );
    await lab.app.drainJobs();
  };
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

  it('are reminded of to nobody, also where they were left in force before (6.6)', async () => {
    const host = await lab.broadcasts.streamer('早已离园');
    await lab.asHost(host);
    const pledge = await lab.signed(text!.id, host);
    const before = await told(host);
    await lab.app.dataSource.query("UPDATE streamer SET status = 'LEFT' WHERE id = ?", [host]);
    await lab.moveTo('2027-11-01T12:00:00+08:00');
    await midnight();
    expect((await lab.pledge(pledge.id)).status).toBe('EXPIRING');
    expect(await told(host)).toBe(before);
  });
});
