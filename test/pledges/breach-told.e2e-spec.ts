import { newId } from '../../src/platform/database/ids.js';
import { APPLY_PLEDGE_DATES } from '../../src/pledges/pledge-dates.jobs.js';
import { JobOutbox } from '../../src/platform/queue/job-outbox.js';
import { BreachStory, type CaseFacts, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { PledgeLab } from './pledge-lab.js';

const MINE = `{ myBreachCases(first: 1) { nodes { status noticeReference noticeSummary statement decision appealUntil appeal appealReason
  appealReference appealDecidedOn version } } }`;

describe('what is told of a breach case', () => {
  let lab: PledgeLab;
  let story: BreachStory;
  let textId: string;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    textId = (await lab.published('SEVEN_DONTS')).id;
    story = new BreachStory(lab, textId);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  /** Topics of the notices about the case that wait in the inbox of the role, oldest first. */
  async function topics(breach: CaseFacts, role: string): Promise<string[]> {
    const rows = await lab.app.dataSource.query<{ topic: string }[]>(
      `SELECT DISTINCT n.topic AS topic, MIN(n.id) AS firstId FROM notice n JOIN role_grant g ON g.accountId = n.accountId
       WHERE n.subjectId = ? AND g.role = ? GROUP BY n.topic ORDER BY firstId`,
      [breach.id, role],
    );
    return rows.map(({ topic }) => topic.replace('breaches.', ''));
  }

  async function applyDates(): Promise<void> {
    const outbox = lab.app.api.get(JobOutbox, { strict: false });
    const target = { scopeId: lab.parkId, key: newId(), payload: {} };
    await lab.app.transactions.run((tx) => outbox.enqueue(tx, APPLY_PLEDGE_DATES, target));
    await lab.app.drainJobs();
  }

  const ofHost = async (verb: string, inputType: string, token: string, input: object) => {
    const query = `mutation ($input: ${inputType}!) { ${verb}(input: $input) { breachCase { version } userErrors { code } } }`;
    const answer = await lab.app.ask<Record<string, { breachCase: { version: number }; userErrors: unknown[] }>>(token, query, { input });
    expect(answer[verb]!.userErrors).toEqual([]);
    return answer[verb]!.breachCase.version;
  };

  it('reaches the party at each turn and the park when the party speaks: notice, statement, revocation, appeal, outcome (INV-42)', async () => {
    const host = await lab.broadcasts.streamer('知情主播');
    let own = await lab.asHost(host);
    const noticed = await story.noticed(await lab.signed(textId, host));
    expect(await topics(noticed, 'STREAMER')).toEqual(['notice']);
    const spoken = { breachCaseId: noticed.id, expectedVersion: noticed.version, statement: '货源有票据' };
    const version = await ofHost('giveMyStatement', 'GiveMyStatementInput', own, spoken);
    expect(await topics(noticed, 'PARK_SECRETARY')).toEqual(['statement']);
    await lab.moveTo(DECISION_AT);
    own = await lab.asHost(host);
    const revoked = await story.decided({ ...noticed, version });
    expect(await topics(noticed, 'STREAMER')).toEqual(['decided']);
    const [told] = await lab.app.dataSource.query<{ textZh: string; dueOn: unknown }[]>(
      "SELECT textZh, dueOn FROM notice WHERE subjectId = ? AND topic = 'breaches.decided'",
      [noticed.id],
    );
    expect(told!.textZh).toContain('2026-12-20');
    const appeal = { breachCaseId: revoked.id, expectedVersion: revoked.version, grounds: '检测报告有误' };
    const appealed = { ...revoked, version: await ofHost('appealMyBreachDecision', 'AppealMyBreachDecisionInput', own, appeal) };
    expect(await topics(noticed, 'PARK_SECRETARY')).toEqual(['appeal']);
    const ruling = { decision: 'REINSTATED', reference: '滴电园诚〔2026〕9 号', reason: '复核意见' };
    await story.step('decideBreachAppeal', appealed, ruling, await lab.as('PARK_SECRETARY'));
    expect(await topics(noticed, 'STREAMER')).toEqual(['appeal-decided']);
    const { myBreachCases } = await lab.app.ask<{ myBreachCases: { nodes: object[] } }>(own, MINE);
    expect(myBreachCases.nodes).toMatchObject([
      {
        ...{ status: 'REINSTATED', noticeReference: '告知书', statement: '货源有票据', decision: 'REVOKED', appeal: '检测报告有误' },
        ...{ appealReason: '复核意见', appealReference: '滴电园诚〔2026〕9 号', appealDecidedOn: '2026-12-05' },
      },
    ]);
  });

  it('takes back a notice that no longer speaks of everything, and says nothing to a party that never knew (INV-42, PR-7)', async () => {
    const host = await lab.broadcasts.streamer('补告主播');
    const opened = await story.open(await lab.signed(textId, host));
    const notice = { noticeOn: '2026-11-27', reference: '告知书', summary: '直播中宣传的功效与检测不符' };
    const noticed = await story.step('giveBreachNotice', opened, notice);
    const seen = async () => (await lab.app.ask<{ myBreachCases: { nodes: object[] } }>(await lab.asHost(host), MINE)).myBreachCases.nodes;
    expect(await seen()).toMatchObject([{ noticeSummary: '直播中宣传的功效与检测不符' }]);
    const [row] = await lab.app.dataSource.query<object[]>('SELECT * FROM breach_case WHERE id = ?', [opened.id]);
    expect(JSON.stringify(row)).not.toContain('功效');
    const added = { source: 'COMPLAINT', text: '另有反映', receivedOn: '2026-11-27' };
    const back = await story.step('addBreachAllegation', noticed, added);
    expect(await seen()).toMatchObject([{ status: 'ALLEGED', noticeSummary: null, noticeReference: null }]);
    const texts = await lab.app.dataSource.query<{ topic: string }[]>(
      "SELECT DISTINCT topic FROM notice WHERE subjectId = ? AND topic LIKE 'breaches.notice%'",
      [opened.id],
    );
    expect(texts.map(({ topic }) => topic)).toEqual(['breaches.notice-taken-back']);
    const decision = await story.decision(back, 'CLEARED');
    expect(await lab.refused('decideBreachCase', decision)).toEqual(['ALLEGATION_FOUNDED']);
    const outcomes = (decision.outcomes as object[]).map((outcome) => ({ ...outcome, outcome: 'UNFOUNDED' }));
    const twice = { ...decision, outcomes: [...outcomes, outcomes[0]] };
    expect(await lab.refused('decideBreachCase', twice)).toEqual(['OUTCOME_REPEATED']);
    await lab.done('decideBreachCase', { ...decision, outcomes });
    const [unknown] = [await story.open(await lab.signed(textId, await lab.broadcasts.streamer('不知情主播')))];
    const cleared = await story.decision(unknown, 'CLEARED');
    await lab.done('decideBreachCase', {
      ...cleared,
      outcomes: (cleared.outcomes as object[]).map((one) => ({ ...one, outcome: 'MALICIOUS' })),
    });
    expect(await lab.count('FROM notice WHERE subjectId = ?', [unknown.id])).toBe(0);
  });

  it('reminds those who decide when the hearing is over, and those who handle cases after 30 days without a step, once each (INV-42)', async () => {
    const host = await lab.broadcasts.streamer('久拖主播');
    const noticed = await story.noticed(await lab.signed(textId, host));
    await lab.moveTo('2026-12-04T23:00:00+08:00');
    await applyDates();
    expect(await topics(noticed, 'PARK_SECRETARY')).toEqual([]);
    await lab.moveTo(DECISION_AT);
    await applyDates();
    await applyDates();
    const count = (topic: string) =>
      lab.count(
        "FROM notice n JOIN role_grant g ON g.accountId = n.accountId WHERE n.subjectId = ? AND n.topic = ? AND g.role = 'PARK_SECRETARY'",
        [noticed.id, topic],
      );
    const secretaries = await count('breaches.hearing-over');
    expect(secretaries).toBeGreaterThan(0);
    await applyDates();
    expect(await count('breaches.hearing-over')).toBe(secretaries);
    expect(await count('breaches.waiting')).toBe(0);
    await lab.moveTo('2026-12-27T12:00:00+08:00');
    await applyDates();
    expect(await count('breaches.waiting')).toBeGreaterThan(0);
  });

  it('is not told to those who do not handle cases, nor to the party before the notice: the pledge stands where it stood (PR-7, INV-42)', async () => {
    const host = await lab.broadcasts.streamer('传言主播');
    const pledge = await lab.signed(textId, host);
    const opened = await story.open(pledge);
    const query = `query ($id: ID!, $status: [PledgeStatus!]) { pledge(id: $id) { status history { at verb } }
      pledges(filter: { status: $status, signatoryId: "${host}" }, first: 10) { nodes { status } } }`;
    type Seen = { pledge: { status: string; history: { verb: string }[] }; pledges: { nodes: { status: string }[] } };
    const seenBy = async (token: string, status: string) => {
      const { pledge: one, pledges } = await lab.app.ask<Seen>(token, query, { id: pledge.id, status: [status] });
      return [one.status, one.history.some(({ verb }) => verb === 'openReview'), pledges.nodes.map((node) => node.status)];
    };
    for (const role of ['OPERATOR', 'AUDITOR']) {
      expect(await seenBy(await lab.as(role), 'UNDER_REVIEW')).toEqual(['IN_FORCE', false, []]);
      expect(await seenBy(await lab.as(role), 'IN_FORCE')).toEqual(['IN_FORCE', false, ['IN_FORCE']]);
    }
    expect(await seenBy(lab.secretary, 'UNDER_REVIEW')).toEqual(['UNDER_REVIEW', true, ['UNDER_REVIEW']]);
    const mine = async () => {
      const own = '{ myPledges(first: 1) { nodes { status history { verb } } } }';
      return (await lab.app.ask<{ myPledges: { nodes: Seen['pledge'][] } }>(await lab.asHost(host), own)).myPledges.nodes[0]!;
    };
    expect((await mine()).status).toBe('IN_FORCE');
    await story.step('giveBreachNotice', opened, { noticeOn: '2026-11-27', reference: '告知书' });
    expect((await mine()).status).toBe('UNDER_REVIEW');
    expect((await seenBy(await lab.as('OPERATOR'), 'IN_FORCE'))[0]).toBe('IN_FORCE');
  });

  it('is dated since the party first pledged itself, and an appeal comes on record up to 30 days after its window (INV-42)', async () => {
    const pledge = await lab.signed(textId, await lab.broadcasts.streamer('日期主播'));
    const opening = { parkId: lab.parkId, pledgeId: pledge.id, source: 'COMPLAINT', text: '线索', idempotencyKey: newId() };
    const early = { ...opening, clauseNumbers: [2], receivedOn: '2026-11-26' };
    expect(await lab.refused('openBreachCase', early)).toEqual(['BREACH_DAY_INVALID']);
    const opened = await lab.done<CaseFacts>('openBreachCase', { ...opening, clauseNumbers: [5, 2, 5], receivedOn: '2026-11-27' });
    const [row] = await lab.app.dataSource.query<{ clauseNumbers: string }[]>('SELECT clauseNumbers FROM breach_case WHERE id = ?', [
      opened.id,
    ]);
    expect(JSON.parse(row!.clauseNumbers)).toEqual([2, 5]);
    expect(await story.refused('addBreachAllegation', opened, { source: 'COMPLAINT', text: '旧事', receivedOn: '1900-01-01' })).toEqual([
      'BREACH_DAY_INVALID',
    ]);
    const noticed = await story.step('giveBreachNotice', opened, { noticeOn: '2026-11-27', reference: '告知书' });
    await lab.moveTo(DECISION_AT);
    const revoked = await story.decided(noticed);
    await lab.moveTo('2027-01-20T12:00:00+08:00');
    await applyDates();
    const final = { ...revoked, version: revoked.version + 1 };
    const letter = { appealedOn: '2026-12-20', grounds: '邮戳为证' };
    expect(await story.refused('appealBreachDecision', final, letter)).toEqual(['APPEAL_RECORDED_TOO_LATE']);
    const statistics = await lab.app.send(
      lab.secretary,
      'query ($id: ID!) { breachStatistics(parkId: $id, from: "2026-12-01", to: "2026-11-01") { kind } }',
      { id: lab.parkId },
    );
    expect(statistics.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});
