import request from 'supertest';
import { newId } from '../../src/platform/database/ids.js';
import type { SessionFacts } from '../broadcasts/broadcast-lab.js';
import { BreachStory, type CaseFacts, DECISION_AT, NOTICE_AT } from './breach-story.js';
import { PledgeLab, type PledgeFacts, type TemplateFacts } from './pledge-lab.js';

describe('breach cases that are decided', () => {
  let lab: PledgeLab;
  let story: BreachStory;
  let texts: Record<'host' | 'shop', TemplateFacts>;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    texts = { host: await lab.published('SEVEN_DONTS'), shop: await lab.published('HEALTHY_CONDUCT') };
    story = new BreachStory(lab, texts.host.id);
  });
  beforeEach(() => lab.moveTo(NOTICE_AT));
  afterAll(() => lab.close());

  /** Opened and given notice on the 27th; the clock then stands on the day after the hearing. */
  async function heard(pledge: PledgeFacts): Promise<CaseFacts> {
    const breach = await story.noticed(pledge);
    await lab.moveTo(DECISION_AT);
    return breach;
  }

  const revoked = async (pledge: PledgeFacts): Promise<CaseFacts> => story.decided(await heard(pledge));

  it('of a host: a revocation lists the three confirmed sessions, blocks the fourth and is audited; the allegation alone changed none of it (INV-41, INV-42)', async () => {
    const host = await lab.broadcasts.streamer('被诉主播');
    const pledge = await lab.signed(texts.host.id, host);
    const confirmed: SessionFacts[] = [];
    for (const day of [10, 11]) confirmed.push((await story.confirm(await story.requestedOn(host, day))).session!);
    const breach = await story.open(pledge);
    expect(await lab.pledge(pledge.id)).toMatchObject({ status: 'UNDER_REVIEW', isInForce: true });
    confirmed.push((await story.confirm(await story.requestedOn(host, 12))).session!);
    expect(confirmed.map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED', 'CONFIRMED']);
    expect(await lab.count('FROM breach_affected_session')).toBe(0);
    const fourth = await story.requestedOn(host, 13);
    await story.step('giveBreachNotice', breach, { noticeOn: '2026-11-27', reference: '告知书 1 号' });
    await lab.moveTo(DECISION_AT);
    const noticed = { ...breach, version: breach.version + 1 };
    const decided = await story.step('decideBreachCase', noticed, await story.decision(noticed, 'REVOKED'));
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
    expect((await story.confirm(fourth)).userErrors).toMatchObject([{ code: 'HOST_PLEDGE_REVOKED', rule: 'INV-41' }]);
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
    await story.step('decideBreachCase', breach, await story.decision(breach, 'REVOKED'));
    expect(await seen()).toMatchObject({ status: 'RECALLED', isValid: false, recallDueOn: '2026-12-15', pledge: { status: 'REVOKED' } });
    expect(await page()).toContain('Recalled');
    const [notice] = await lab.app.dataSource.query<{ dueOn: unknown; textZh: string }[]>(
      `SELECT dueOn, textZh FROM notice WHERE subjectId = ?`,
      [plate.id],
    );
    expect(notice?.textZh).toContain('2026-12-15');
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
      await lab.moveTo(NOTICE_AT);
      cases.push(await revoked(pledge));
    }
    await lab.moveTo('2026-12-20T12:00:00+08:00');
    const appeal = { appealedOn: '2026-12-20', grounds: '检测报告有误' };
    const appealed = [
      await story.step('appealBreachDecision', cases[0]!, appeal),
      await story.step('appealBreachDecision', cases[1]!, appeal),
    ];
    await lab.moveTo('2026-12-21T12:00:00+08:00');
    expect(await story.refused('appealBreachDecision', cases[2]!, { ...appeal, appealedOn: '2026-12-21' })).toEqual(['APPEAL_TOO_LATE']);
    expect((await lab.pledge(pledges[2]!.id)).status).toBe('FINAL');
    expect((await lab.pledge(pledges[0]!.id)).status).toBe('REVOKED');
    const final = { reference: '滴电园诚〔2026〕9 号', reason: '复核意见' };
    expect((await story.step('decideBreachAppeal', appealed[0]!, { ...final, decision: 'REINSTATED' })).status).toBe('REINSTATED');
    expect((await story.step('decideBreachAppeal', appealed[1]!, { ...final, decision: 'FINAL' })).status).toBe('FINAL');
    const statuses = await Promise.all(pledges.map(({ id }) => lab.pledge(id)));
    expect(statuses.map(({ status, isInForce }) => `${status} ${isInForce}`)).toEqual(['REINSTATED true', 'FINAL false', 'FINAL false']);
    expect((await story.confirm(await story.requestedOn(hosts[0]!, 28))).session?.status).toBe('CONFIRMED');
    expect((await story.confirm(await story.requestedOn(hosts[2]!, 29))).userErrors.map(({ code }) => code)).toEqual([
      'HOST_PLEDGE_REVOKED',
    ]);
  });

  it('answer the checklist of a session where the park requires pledges: a revoked host is not prepared unless it was decided so (INV-41)', async () => {
    const host = await lab.broadcasts.streamer('备播主播');
    const pledge = await lab.signed(texts.host.id, host);
    await lab.require('2026-11-27');
    let current = (await story.confirm(await story.requestedOn(host, 15))).session!;
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
