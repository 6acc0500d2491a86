import { BreachCases } from '../../src/pledges/breaches/breach-cases.service.js';
import { BreachStory, type CaseFacts, NOTICE_AT } from './breach-story.js';
import { PledgeLab, type PledgeFacts, type TemplateFacts } from './pledge-lab.js';

const SECRET = '邻店老板王某反映其以次充好';

describe('breach cases', () => {
  let lab: PledgeLab;
  let story: BreachStory;
  let text: TemplateFacts;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    text = await lab.published('SEVEN_DONTS');
    story = new BreachStory(lab, text.id);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  const opening = (pledge: PledgeFacts, more: object = {}) =>
    story.opening(pledge, { clauseNumbers: [2, 5], source: 'COMPLAINT', text: SECRET, ...more });
  const open = (pledge: PledgeFacts) => lab.done<CaseFacts>('openBreachCase', opening(pledge));

  async function allegationsOf(breach: CaseFacts): Promise<{ id: string; outcome: string }[]> {
    const query = 'query ($id: ID!) { breachCase(id: $id) { allegations { id outcome } } }';
    return (await lab.app.ask<{ breachCase: { allegations: { id: string; outcome: string }[] } }>(lab.secretary, query, { id: breach.id }))
      .breachCase.allegations;
  }

  it('let a party be heard for five working days, and a decision wait for the day after (INV-42)', async () => {
    const pledge = await lab.signed(text.id, await lab.broadcasts.streamer('听取主播'));
    const opened = await open(pledge);
    expect(await story.refused('decideBreachCase', opened, await story.decision(opened, 'WARNED'))).toEqual(['BREACH_WITHOUT_NOTICE']);
    expect(await story.refused('giveBreachNotice', opened, { noticeOn: '2026-11-28', reference: '早了' })).toEqual(['BREACH_DAY_INVALID']);
    const noticed = await story.step('giveBreachNotice', opened, { noticeOn: '2026-11-27', reference: '告知书 2 号' });
    expect(noticed).toMatchObject({ hearingUntil: '2026-12-04', isHearingProvisional: false });
    const heardAt = await story.step('recordBreachHearing', noticed, { heardOn: '2026-11-27', statement: '我有进货单' });
    await lab.moveTo('2026-12-04T23:00:00+08:00');
    expect(await story.refused('decideBreachCase', heardAt, await story.decision(heardAt, 'WARNED'))).toEqual(['HEARING_NOT_OVER']);
    await lab.moveTo('2026-12-05T00:30:00+08:00');
    expect(await story.refused('decideBreachCase', heardAt, await story.decision(heardAt, 'REVOKED', 'MALICIOUS'))).toEqual([
      'NO_ALLEGATION_FOUNDED',
    ]);
    const { findingsReference: _none, ...withoutFindings } = (await story.decision(heardAt, 'WARNED')) as Record<string, unknown>;
    expect(await story.refused('decideBreachCase', heardAt, withoutFindings)).toEqual(['BREACH_WITHOUT_FINDINGS']);
    expect((await story.step('decideBreachCase', heardAt, await story.decision(heardAt, 'WARNED'))).status).toBe('WARNED');
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'WARNED', isInForce: true });
  });

  it('wait while the calendar of a year is not loaded (INV-42)', async () => {
    await lab.moveTo('2026-12-29T12:00:00+08:00');
    const pledge = await lab.signed(text.id, await lab.broadcasts.streamer('年底主播'));
    const opened = await lab.done<CaseFacts>('openBreachCase', opening(pledge, { receivedOn: '2026-12-29' }));
    const noticed = await story.step('giveBreachNotice', opened, { noticeOn: '2026-12-29', reference: '告知书 9 号' });
    expect(noticed.isHearingProvisional).toBe(true);
    await lab.moveTo('2027-02-01T12:00:00+08:00');
    expect(await story.refused('decideBreachCase', noticed, await story.decision(noticed, 'REVOKED'))).toEqual([
      'HEARING_DAYS_PROVISIONAL',
    ]);
    expect((await story.step('decideBreachCase', noticed, await story.decision(noticed, 'CLEARED', 'UNFOUNDED'))).status).toBe('CLEARED');
  });

  it('that rest on a malicious complaint clear the party at any time and leave everything as it was (INV-42)', async () => {
    const pledge = await lab.signed(text.id, await lab.broadcasts.streamer('被冤主播'));
    const opened = await open(pledge);
    expect(await story.refused('decideBreachCase', opened, { ...(await story.decision(opened, 'CLEARED')), outcomes: [] })).toEqual([
      'OUTCOME_MISSING',
    ]);
    const cleared = await story.step('decideBreachCase', opened, await story.decision(opened, 'CLEARED', 'MALICIOUS'));
    expect(cleared.status).toBe('CLEARED');
    expect((await allegationsOf(cleared)).map(({ outcome }) => outcome)).toEqual(['MALICIOUS']);
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'IN_FORCE', isInForce: true });
    const query = 'query ($id: ID!) { breachStatistics(parkId: $id, from: "2026-11-01", to: "2026-11-30") { kind count isSuppressed } }';
    const statistics = async (token: string) =>
      (await lab.app.ask<{ breachStatistics: { kind: string; count: number | null }[] }>(token, query, { id: lab.parkId }))
        .breachStatistics;
    const exact = (await statistics(lab.secretary)).find(({ kind }) => kind === 'ALLEGATION.MALICIOUS');
    const suppressed = (await statistics(lab.operator)).find(({ kind }) => kind === 'ALLEGATION.MALICIOUS');
    expect([exact, suppressed]).toEqual([
      { kind: 'ALLEGATION.MALICIOUS', count: 1, isSuppressed: false },
      { kind: 'ALLEGATION.MALICIOUS', count: null, isSuppressed: true },
    ]);
  });

  it('stand one at a time against a pledge, also when two officers open at once, and gather what is alleged (INV-42)', async () => {
    const pledge = await lab.signed(text.id, await lab.broadcasts.streamer('并发主播'));
    const both = await Promise.all([
      lab.verb<CaseFacts>('openBreachCase', opening(pledge)),
      lab.verb<CaseFacts>('openBreachCase', opening(pledge)),
    ]);
    const [breach] = both.flatMap(({ result }) => (result ? [result] : []));
    expect(both.filter(({ result }) => result !== null)).toHaveLength(1);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toContain('BREACH_CASE_OPEN');
    await story.step('addBreachAllegation', breach!, { source: 'INSPECTION', text: '现场检查记录', receivedOn: '2026-11-27' });
    expect(await allegationsOf(breach!)).toHaveLength(2);
    expect(await story.refused('giveBreachNotice', breach!, { noticeOn: '2026-11-27', reference: '旧版本' })).toEqual(['STALE_VERSION']);
    expect(await lab.refused('openBreachCase', opening(pledge, { clauseNumbers: [8] }))).toEqual(
      expect.arrayContaining(['CLAUSE_NOT_IN_TEXT']),
    );
  });

  it('keep what was alleged encrypted, and show it only for a reason that is audited (PR-7)', async () => {
    const pledge = await lab.signed(text.id, await lab.broadcasts.streamer('保密主播'));
    const breach = await open(pledge);
    const [stored] = await lab.app.dataSource.query<{ textSealed: string }[]>('SELECT textSealed FROM breach_allegation WHERE caseId = ?', [
      breach.id,
    ]);
    expect(stored!.textSealed).not.toContain('王某');
    const everything = await lab.app.dataSource.query<{ changes: string | null }[]>('SELECT changes FROM audit_entry WHERE recordId = ?', [
      breach.id,
    ]);
    expect(JSON.stringify(everything)).not.toContain('王某');
    const reveal = `mutation ($input: RevealBreachTextsInput!) { revealBreachTexts(input: $input) { allegations { text } statement appeal userErrors { code } } }`;
    const input = { breachCaseId: breach.id, reason: '准备听证' };
    for (const role of ['OPERATOR', 'AUDITOR']) {
      const answer = await lab.app.send(await lab.as(role), reveal, { input });
      expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const { revealBreachTexts } = await lab.app.ask<{ revealBreachTexts: { allegations: { text: string }[] } }>(lab.secretary, reveal, {
      input,
    });
    expect(revealBreachTexts.allegations).toEqual([{ text: SECRET }]);
    const reads = await lab.app.dataSource.query<{ reason: string | null }[]>(
      `SELECT reason FROM audit_entry WHERE recordKind = 'BreachCase' AND recordId = ? AND action = 'READ' AND reason IS NOT NULL`,
      [breach.id],
    );
    expect(reads).toEqual([{ reason: '准备听证' }]);
  });

  it('show the party its own case after the notice, without what others said, and let it speak (INV-42)', async () => {
    const host = await lab.broadcasts.streamer('陈述主播');
    const token = await lab.asHost(host);
    const breach = await open(await lab.signed(text.id, host));
    const mine = async (bearer: string) =>
      (
        await lab.app.ask<{ myBreachCases: { nodes: { id: string; version: number; status: string }[] } }>(
          bearer,
          '{ myBreachCases(first: 10) { nodes { id version status clauseNumbers hearingUntil } } }',
        )
      ).myBreachCases.nodes;
    expect(await mine(token)).toEqual([]);
    const noticed = await story.step('giveBreachNotice', breach, { noticeOn: '2026-11-27', reference: '告知书 11 号' });
    expect(await mine(token)).toMatchObject([{ id: breach.id, status: 'NOTIFIED', clauseNumbers: [2, 5], hearingUntil: '2026-12-04' }]);
    expect(await mine(await lab.asHost(await lab.broadcasts.streamer('旁人')))).toEqual([]);
    const give = `mutation ($input: GiveMyStatementInput!) { giveMyStatement(input: $input) { breachCase { status } userErrors { code } } }`;
    const input = { breachCaseId: breach.id, expectedVersion: noticed.version, statement: '货源有票据' };
    const stranger = await lab.app.send(await lab.asHost(await lab.broadcasts.streamer('路人')), give, { input });
    expect(stranger.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const { giveMyStatement } = await lab.app.ask<{ giveMyStatement: { breachCase: { status: string } } }>(token, give, { input });
    expect(giveMyStatement.breachCase.status).toBe('HEARD');
    const [row] = await lab.app.dataSource.query<{ statementSealed: string }[]>('SELECT statementSealed FROM breach_case WHERE id = ?', [
      breach.id,
    ]);
    expect(row!.statementSealed).not.toContain('票据');
  });

  it('are counted for a host while they are open (INV-12)', async () => {
    const host = await lab.broadcasts.streamer('计数主播');
    const pledge = await lab.signed(text.id, host);
    const cases = lab.app.api.get(BreachCases, { strict: false });
    const count = () => lab.app.transactions.run((tx) => cases.openBreachesOf(tx, lab.parkId, host));
    expect(await count()).toBe(0);
    const opened = await open(pledge);
    expect(await count()).toBe(1);
    await story.step('decideBreachCase', opened, await story.decision(opened, 'CLEARED', 'UNFOUNDED'));
    expect(await count()).toBe(0);
  });

  it('cannot be escaped by withdrawing, and go on when the pledge is renewed meanwhile (INV-42)', async () => {
    const host = await lab.broadcasts.streamer('续签主播');
    const template = await lab.done<TemplateFacts>('draftPledgeTemplate', lab.draftInput('RENEWING', 3, { renewalRule: 'FROM_SIGNING' }));
    await lab.done('publishPledgeTemplate', { templateId: template.id, expectedVersion: template.version });
    const pledge = await lab.signed(template.id, host);
    const breach = await lab.done<CaseFacts>('openBreachCase', opening(pledge, { clauseNumbers: [1] }));
    const current = await lab.pledge(pledge.id);
    const withdraw = { pledgeId: pledge.id, expectedVersion: current.version };
    expect(await lab.refused('withdrawMyPledge', withdraw, await lab.asHost(host))).toEqual(['PLEDGE_UNDER_REVIEW']);
    await lab.moveTo('2027-11-01T12:00:00+08:00');
    const renewed = await lab.signed(template.id, host);
    expect(await lab.pledge(renewed.id)).toMatchObject({ status: 'UNDER_REVIEW', isInForce: true });
    expect((await lab.pledge(pledge.id)).status).toBe('RENEWED');
    const query = 'query ($id: ID!) { breachCase(id: $id) { status version pledge { id } } }';
    const { breachCase } = await lab.app.ask<{ breachCase: { pledge: { id: string }; version: number } }>(lab.secretary, query, {
      id: breach.id,
    });
    expect(breachCase).toMatchObject({ status: 'ALLEGED', pledge: { id: renewed.id } });
    const now = { ...breach, version: breachCase.version };
    await story.step('decideBreachCase', now, await story.decision(now, 'CLEARED', 'UNFOUNDED'));
    expect(await lab.pledge(renewed.id)).toMatchObject({ status: 'IN_FORCE', isInForce: true });
  });
});
