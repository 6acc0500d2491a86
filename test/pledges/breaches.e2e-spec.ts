import request from 'supertest';
import { BreachCases } from '../../src/pledges/breaches/breach-cases.service.js';
import { newId } from '../../src/platform/database/ids.js';
import type { SessionFacts } from '../broadcasts/broadcast-lab.js';
import { PledgeLab, type PledgeFacts, type TemplateFacts } from './pledge-lab.js';

interface CaseFacts {
  id: string;
  version: number;
  status: string;
  hearingUntil?: string;
  isHearingProvisional?: boolean;
  appealUntil?: string;
}

const SECRET = '邻店老板王某反映其以次充好';

describe('breach cases', () => {
  let lab: PledgeLab;
  let texts: Record<'host' | 'shop', TemplateFacts>;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    texts = { host: await lab.published('SEVEN_DONTS'), shop: await lab.published('HEALTHY_CONDUCT') };
  });
  beforeEach(() => lab.moveTo('2026-11-27T12:00:00+08:00'));
  afterAll(() => lab.close());

  const opening = (pledge: PledgeFacts, more: object = {}) => ({
    ...{ parkId: lab.parkId, pledgeId: pledge.id, clauseNumbers: [2, 5], source: 'COMPLAINT', text: SECRET, receivedOn: '2026-11-27' },
    idempotencyKey: newId(),
    ...more,
  });
  const open = (pledge: PledgeFacts) => lab.done<CaseFacts>('openBreachCase', opening(pledge));
  const step = (name: string, breach: CaseFacts, more: object) =>
    lab.done<CaseFacts>(name, { breachCaseId: breach.id, expectedVersion: breach.version, ...more });
  const refused = (name: string, breach: CaseFacts, more: object) =>
    lab.refused(name, { breachCaseId: breach.id, expectedVersion: breach.version, ...more });

  async function allegationsOf(breach: CaseFacts): Promise<{ id: string; outcome: string }[]> {
    const query = 'query ($id: ID!) { breachCase(id: $id) { allegations { id outcome } } }';
    return (await lab.app.ask<{ breachCase: { allegations: { id: string; outcome: string }[] } }>(lab.secretary, query, { id: breach.id }))
      .breachCase.allegations;
  }

  async function decision(breach: CaseFacts, kind: string, outcome = 'FOUNDED'): Promise<object> {
    const outcomes = (await allegationsOf(breach)).map(({ id }) => ({ allegationId: id, outcome }));
    return { decision: kind, reference: '滴电园诚〔2026〕3 号', reason: '经核查属实', findingsReference: '核查笔录 2026-07', outcomes };
  }

  /** Opened, given notice on the 27th; the clock then stands on the day after the hearing. */
  async function heard(pledge: PledgeFacts): Promise<CaseFacts> {
    const breach = await step('giveBreachNotice', await open(pledge), { noticeOn: '2026-11-27', reference: '告知书 7 号' });
    await lab.moveTo('2026-12-05T12:00:00+08:00');
    return breach;
  }

  async function revoked(pledge: PledgeFacts): Promise<CaseFacts> {
    const breach = await heard(pledge);
    return step('decideBreachCase', breach, await decision(breach, 'REVOKED'));
  }

  const december = (day: number) => ({
    plannedStartAt: new Date(`2026-12-${day}T19:00:00+08:00`).toISOString(),
    plannedEndAt: new Date(`2026-12-${day}T21:00:00+08:00`).toISOString(),
  });

  async function requestedIn(streamerId: string, day: number): Promise<SessionFacts> {
    const accountId = await lab.broadcasts.account(`账号 ${newId()}`);
    return lab.broadcasts.requested({ hosts: [{ streamerId }], accountId, type: 'CULTURE', ...december(day) });
  }

  const confirm = (target: SessionFacts) =>
    lab.broadcasts.verb('confirmSession', { sessionId: target.id, expectedVersion: target.version });

  it('of a host: a revocation lists the three confirmed sessions, blocks the fourth and is audited; the allegation alone changed none of it (INV-41, INV-42)', async () => {
    const host = await lab.broadcasts.streamer('被诉主播');
    const pledge = await lab.signed(texts.host.id, host);
    const confirmed: SessionFacts[] = [];
    for (const day of [10, 11]) confirmed.push((await confirm(await requestedIn(host, day))).session!);
    const breach = await open(pledge);
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'UNDER_REVIEW', isInForce: true });
    confirmed.push((await confirm(await requestedIn(host, 12))).session!);
    expect(confirmed.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
    expect(await lab.count('FROM breach_affected_session')).toBe(0);
    const fourth = await requestedIn(host, 13);
    await step('giveBreachNotice', breach, { noticeOn: '2026-11-27', reference: '告知书 1 号' });
    await lab.moveTo('2026-12-05T12:00:00+08:00');
    const noticed = { ...breach, version: breach.version + 1 };
    const decided = await step('decideBreachCase', noticed, await decision(noticed, 'REVOKED'));
    expect(decided).toMatchObject({ status: 'REVOKED', appealUntil: '2026-12-20' });
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'REVOKED', isInForce: false });
    const { affectedSessions } = await lab.app.ask<{
      affectedSessions: { nodes: { id: string; version: number; sessionId: string; decision: string }[] };
    }>(
      lab.operator,
      'query ($id: ID!) { affectedSessions(filter: { parkId: $id, decision: OPEN }, first: 10) { nodes { id version sessionId decision } } }',
      { id: lab.parkId },
    );
    expect(affectedSessions.nodes.map(({ sessionId }) => sessionId)).toEqual(confirmed.map(({ id }) => id));
    expect((await confirm(fourth)).userErrors).toMatchObject([{ code: 'HOST_PLEDGE_REVOKED', rule: 'INV-41' }]);
    const acts = await lab.app.dataSource.query<{ action: string }[]>(
      'SELECT action FROM audit_entry WHERE recordId IN (?, ?) ORDER BY id',
      [breach.id, pledge.id],
    );
    expect(acts.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['openBreachCase', 'decideBreachCase', 'revokePledge', 'listAffectedSessions']),
    );
    const [first] = affectedSessions.nodes;
    const decide = { affectedSessionId: first!.id, expectedVersion: first!.version, reason: '换人来不及' };
    expect(await lab.refused('decideAffectedSession', { ...decide, decision: 'OPEN' })).toEqual(['SESSION_DECIDED']);
    expect((await lab.done<{ decision: string }>('decideAffectedSession', { ...decide, decision: 'KEEP' })).decision).toBe('KEEP');
    const told = await lab.app.dataSource.query<{ role: string }[]>(
      `SELECT DISTINCT g.role AS role FROM notice n JOIN role_grant g ON g.accountId = n.accountId WHERE n.topic = 'pledges.affected-sessions'`,
    );
    expect(told.map(({ role }) => role).sort()).toEqual(['OPERATOR', 'PARK_SECRETARY']);
  });

  it('of a shop: a revocation opens the recall and turns the public page; the allegation alone changed none of it (INV-41, INV-42)', async () => {
    const storefrontId = await lab.storefront('被诉小店');
    const pledge = await lab.signed(texts.shop.id, storefrontId);
    const plate = await lab.done<{ id: string }>('issuePlate', { parkId: lab.parkId, storefrontId, idempotencyKey: newId() });
    const { plateCode } = await lab.app.ask<{ plateCode: { url: string } }>(
      lab.secretary,
      'query ($id: ID!) { plateCode(plateId: $id) { url } }',
      {
        id: plate.id,
      },
    );
    const page = async () => (await request(lab.app.server).get(`/verify/${plateCode.url.split('/verify/')[1]}`)).text;
    const seen = async () => {
      const query = 'query ($id: ID!) { plate(id: $id) { status isValid recallDueOn reason pledge { status } } }';
      return (await lab.app.ask<{ plate: object }>(lab.secretary, query, { id: plate.id })).plate;
    };
    const breach = await heard(pledge);
    expect(await seen()).toMatchObject({ status: 'ISSUED', isValid: true, pledge: { status: 'UNDER_REVIEW' } });
    expect(await page()).toContain('Valid until');
    await step('decideBreachCase', breach, await decision(breach, 'REVOKED'));
    expect(await seen()).toMatchObject({ status: 'RECALLED', isValid: false, recallDueOn: '2026-12-15', pledge: { status: 'REVOKED' } });
    expect(await page()).toContain('Recalled');
    const [notice] = await lab.app.dataSource.query<{ dueOn: unknown; textZh: string }[]>(
      `SELECT dueOn, textZh FROM notice WHERE subjectId = ?`,
      [plate.id],
    );
    expect(notice?.textZh).toContain('2026-12-15');
  });

  it('let a party be heard for five working days, and a decision wait for the day after (INV-42)', async () => {
    const pledge = await lab.signed(texts.host.id, await lab.broadcasts.streamer('听取主播'));
    const opened = await open(pledge);
    expect(await refused('decideBreachCase', opened, await decision(opened, 'WARNED'))).toEqual(['BREACH_WITHOUT_NOTICE']);
    expect(await refused('giveBreachNotice', opened, { noticeOn: '2026-11-28', reference: '早了' })).toEqual(['BREACH_DAY_INVALID']);
    const noticed = await step('giveBreachNotice', opened, { noticeOn: '2026-11-27', reference: '告知书 2 号' });
    expect(noticed).toMatchObject({ hearingUntil: '2026-12-04', isHearingProvisional: false });
    const heardAt = await step('recordBreachHearing', noticed, { heardOn: '2026-11-27', statement: '我有进货单' });
    await lab.moveTo('2026-12-04T23:00:00+08:00');
    expect(await refused('decideBreachCase', heardAt, await decision(heardAt, 'WARNED'))).toEqual(['HEARING_NOT_OVER']);
    await lab.moveTo('2026-12-05T00:30:00+08:00');
    expect(await refused('decideBreachCase', heardAt, await decision(heardAt, 'REVOKED', 'MALICIOUS'))).toEqual(['NO_ALLEGATION_FOUNDED']);
    const { findingsReference: _none, ...withoutFindings } = (await decision(heardAt, 'WARNED')) as Record<string, unknown>;
    expect(await refused('decideBreachCase', heardAt, withoutFindings)).toEqual(['BREACH_WITHOUT_FINDINGS']);
    expect((await step('decideBreachCase', heardAt, await decision(heardAt, 'WARNED'))).status).toBe('WARNED');
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'WARNED', isInForce: true });
  });

  it('wait while the calendar of a year is not loaded (INV-42)', async () => {
    await lab.moveTo('2026-12-29T12:00:00+08:00');
    const pledge = await lab.signed(texts.host.id, await lab.broadcasts.streamer('年底主播'));
    const opened = await lab.done<CaseFacts>('openBreachCase', opening(pledge, { receivedOn: '2026-12-29' }));
    const noticed = await step('giveBreachNotice', opened, { noticeOn: '2026-12-29', reference: '告知书 9 号' });
    expect(noticed.isHearingProvisional).toBe(true);
    await lab.moveTo('2027-02-01T12:00:00+08:00');
    expect(await refused('decideBreachCase', noticed, await decision(noticed, 'REVOKED'))).toEqual(['HEARING_DAYS_PROVISIONAL']);
    expect((await step('decideBreachCase', noticed, await decision(noticed, 'CLEARED', 'UNFOUNDED'))).status).toBe('CLEARED');
  });

  it('that rest on a malicious complaint clear the party at any time and leave everything as it was (INV-42)', async () => {
    const pledge = await lab.signed(texts.host.id, await lab.broadcasts.streamer('被冤主播'));
    const opened = await open(pledge);
    expect(await refused('decideBreachCase', opened, { ...(await decision(opened, 'CLEARED')), outcomes: [] })).toEqual([
      'OUTCOME_MISSING',
    ]);
    const cleared = await step('decideBreachCase', opened, await decision(opened, 'CLEARED', 'MALICIOUS'));
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

  it('may be appealed within the window: reinstated, or final by decision or by the passing of days (INV-42)', async () => {
    const hosts = [
      await lab.broadcasts.streamer('申诉甲'),
      await lab.broadcasts.streamer('申诉乙'),
      await lab.broadcasts.streamer('申诉丙'),
    ];
    const pledges: PledgeFacts[] = [];
    for (const host of hosts) pledges.push(await lab.signed(texts.host.id, host));
    const cases: CaseFacts[] = [];
    for (const pledge of pledges) {
      await lab.moveTo('2026-11-27T12:00:00+08:00');
      cases.push(await revoked(pledge));
    }
    await lab.moveTo('2026-12-20T12:00:00+08:00');
    const appeal = { appealedOn: '2026-12-20', grounds: '检测报告有误' };
    const appealed = [await step('appealBreachDecision', cases[0]!, appeal), await step('appealBreachDecision', cases[1]!, appeal)];
    await lab.moveTo('2026-12-21T12:00:00+08:00');
    expect(await refused('appealBreachDecision', cases[2]!, { ...appeal, appealedOn: '2026-12-21' })).toEqual(['APPEAL_TOO_LATE']);
    expect((await lab.pledge(pledges[2]!.id)).status).toBe('FINAL');
    expect((await lab.pledge(pledges[0]!.id)).status).toBe('REVOKED');
    const final = { reference: '滴电园诚〔2026〕9 号', reason: '复核意见' };
    expect((await step('decideBreachAppeal', appealed[0]!, { ...final, decision: 'REINSTATED' })).status).toBe('REINSTATED');
    expect((await step('decideBreachAppeal', appealed[1]!, { ...final, decision: 'FINAL' })).status).toBe('FINAL');
    const statuses = await Promise.all(pledges.map(({ id }) => lab.pledge(id)));
    expect(statuses.map(({ status, isInForce }) => `${status} ${isInForce}`)).toEqual(['REINSTATED true', 'FINAL false', 'FINAL false']);
    expect((await confirm(await requestedIn(hosts[0]!, 28))).session?.status).toBe('CONFIRMED');
    expect((await confirm(await requestedIn(hosts[2]!, 29))).userErrors.map(({ code }) => code)).toEqual(['HOST_PLEDGE_REVOKED']);
  });

  it('stand one at a time against a pledge, also when two officers open at once, and gather what is alleged (INV-42)', async () => {
    const pledge = await lab.signed(texts.host.id, await lab.broadcasts.streamer('并发主播'));
    const both = await Promise.all([
      lab.verb<CaseFacts>('openBreachCase', opening(pledge)),
      lab.verb<CaseFacts>('openBreachCase', opening(pledge)),
    ]);
    const [breach] = both.flatMap(({ result }) => (result ? [result] : []));
    expect(both.filter(({ result }) => result !== null)).toHaveLength(1);
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toContain('BREACH_CASE_OPEN');
    await step('addBreachAllegation', breach!, { source: 'INSPECTION', text: '现场检查记录', receivedOn: '2026-11-27' });
    expect(await allegationsOf(breach!)).toHaveLength(2);
    expect(await refused('giveBreachNotice', breach!, { noticeOn: '2026-11-27', reference: '旧版本' })).toEqual(['STALE_VERSION']);
    expect(await lab.refused('openBreachCase', opening(pledge, { clauseNumbers: [8] }))).toEqual(
      expect.arrayContaining(['CLAUSE_NOT_IN_TEXT']),
    );
  });

  it('keep what was alleged encrypted, and show it only for a reason that is audited (PR-7)', async () => {
    const pledge = await lab.signed(texts.host.id, await lab.broadcasts.streamer('保密主播'));
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
    const breach = await open(await lab.signed(texts.host.id, host));
    const mine = async (bearer: string) =>
      (
        await lab.app.ask<{ myBreachCases: { nodes: { id: string; version: number; status: string }[] } }>(
          bearer,
          '{ myBreachCases(first: 10) { nodes { id version status clauseNumbers hearingUntil } } }',
        )
      ).myBreachCases.nodes;
    expect(await mine(token)).toEqual([]);
    const noticed = await step('giveBreachNotice', breach, { noticeOn: '2026-11-27', reference: '告知书 11 号' });
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
    const pledge = await lab.signed(texts.host.id, host);
    const cases = lab.app.api.get(BreachCases, { strict: false });
    const count = () => lab.app.transactions.run((tx) => cases.openBreachesOf(tx, lab.parkId, host));
    expect(await count()).toBe(0);
    const opened = await open(pledge);
    expect(await count()).toBe(1);
    await step('decideBreachCase', opened, await decision(opened, 'CLEARED', 'UNFOUNDED'));
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
    await step('decideBreachCase', now, await decision(now, 'CLEARED', 'UNFOUNDED'));
    expect(await lab.pledge(renewed.id)).toMatchObject({ status: 'IN_FORCE', isInForce: true });
  });

  it('answer the checklist of a session where the park requires pledges: a revoked host is not prepared unless it was decided so (INV-41)', async () => {
    const host = await lab.broadcasts.streamer('备播主播');
    const pledge = await lab.signed(texts.host.id, host);
    await lab.require('2026-11-27');
    let current = (await confirm(await requestedIn(host, 15))).session!;
    const codes = (await lab.broadcasts.checklistCodes(current)).map(({ code }) => code).filter((code) => code !== 'PLEDGE_IN_FORCE');
    current = await lab.broadcasts.step('completeChecklistItems', current, { codes });
    await revoked(pledge);
    const prepare = () => lab.broadcasts.verb('prepareSession', { sessionId: current.id, expectedVersion: current.version });
    expect((await prepare()).userErrors.map(({ code }) => code)).toEqual(['HOST_PLEDGE_REVOKED']);
    const tick = { sessionId: current.id, expectedVersion: current.version, codes: ['PLEDGE_IN_FORCE'] };
    expect((await lab.broadcasts.verb('completeChecklistItems', tick)).userErrors.map(({ code }) => code)).toEqual(['HOST_PLEDGE_REVOKED']);
    const [affected] = await lab.app.dataSource.query<{ id: string }[]>('SELECT id FROM breach_affected_session WHERE sessionId = ?', [
      current.id,
    ]);
    await lab.done('decideAffectedSession', {
      affectedSessionId: affected!.id,
      expectedVersion: 1,
      decision: 'KEEP',
      reason: '书记决定照常',
    });
    expect((await prepare()).session?.status).toBe('PREPARED');
    const [item] = (await lab.broadcasts.checklistCodes(current)).filter(({ code }) => code === 'PLEDGE_IN_FORCE');
    expect(item?.doneAt).not.toBeNull();
  });
});
