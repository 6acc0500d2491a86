import { ProgramReasons1700000010860 } from '../../src/migrations/1700000010860-program-reasons.js';
import { CARRIED_OVER } from '../../src/pledges/pledge-writer.js';
import { BreachStory } from './breach-story.js';
import { PlateDesk } from './plate-desk.js';
import { PledgeLab } from './pledge-lab.js';

interface Told {
  reason: string | null;
  history: { verb: string; reason: string | null }[];
}

interface AuditedAct {
  reason: string | null;
  changes: { field: string; before: string | null; after: string | null }[];
}

describe('a reason that the program gives', () => {
  let lab: PledgeLab;
  let story: BreachStory;
  let templateId: string;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    templateId = (await lab.published('SEVEN_DONTS')).id;
    story = new BreachStory(lab, templateId);
  });
  afterAll(() => lab.close());

  const told = async (id: string, language: string) => {
    const query = 'query ($id: ID!) { pledge(id: $id) { reason history { verb reason } } }';
    const headers = { 'accept-language': language };
    const { pledge } = await lab.app.ask<{ pledge: Told }>(lab.secretary, query, { id }, headers);
    return { ...pledge, newest: pledge.history.at(-1)!.reason };
  };

  const audited = async (recordId: string, action: string, language: string) => {
    const auditor = await lab.app.signInAs([{ role: 'AUDITOR', scopeKind: 'PARK', scopeId: lab.parkId }]);
    const query = `query ($filter: AuditEntryFilter) {
      auditEntries(filter: $filter, first: 1) { nodes { reason changes { field before after } } } }`;
    const headers = { 'accept-language': language };
    const { auditEntries } = await lab.app.ask<{ auditEntries: { nodes: AuditedAct[] } }>(
      auditor,
      query,
      { filter: { recordId, action } },
      headers,
    );
    return auditEntries.nodes[0]!;
  };
  const migrate = async () => {
    const runner = lab.app.dataSource.createQueryRunner();
    for (const _run of [1, 2]) await new ProgramReasons1700000010860().up(runner);
    await runner.release();
  };

  it('of a decision reads in the language of its reader, with the reference, also in the audit trail', async () => {
    const { pledge } = await story.revoked('撤销理由');
    const zh = '撤销承诺:滴电园诚〔2026〕3 号';
    const en = 'Revoked: 滴电园诚〔2026〕3 号';
    expect(await told(pledge.id, 'zh')).toMatchObject({ reason: zh, newest: zh });
    expect(await told(pledge.id, 'en')).toMatchObject({ reason: en, newest: en });
    const { reason } = await audited(pledge.id, 'revokePledge', 'zh');
    expect([reason, (await audited(pledge.id, 'revokePledge', 'en')).reason]).toEqual([zh, en]);
  });

  it('reads in the language of its reader also where the audit trail tells that the column changed', async () => {
    const desk = new PlateDesk(lab, (await lab.published('HEALTHY_CONDUCT')).id);
    const { plate } = await desk.shop('丢牌小店');
    await desk.step('recordPlateLost', plate, { reason: '台风刮走' });
    for (const [language, said] of [
      ['zh', '遗失作废'],
      ['en', 'Lost and void'],
    ] as const) {
      const recalled = await audited(plate.id, 'recallPlate', language);
      expect(recalled).toMatchObject({ reason: said, changes: expect.arrayContaining([{ field: 'reason', before: null, after: said }]) });
      const lost = await audited(plate.id, 'recordPlateLost', language);
      expect(lost.changes).toContainEqual({ field: 'reason', before: said, after: '台风刮走' });
    }
  });

  it('is nothing that a person can write: the code is shown as it was written, and its mark is refused', async () => {
    const host = await lab.broadcasts.streamer('仿写理由');
    const offered = await lab.offer(templateId, host);
    const target = { pledgeId: offered.id, expectedVersion: offered.version };
    const reason = '{"code":"BREACH_CLEARED","value":"x"}';
    const withdraw = 'mutation ($input: PledgeReasonInput!) { withdrawPledgeOffer(input: $input) { userErrors { code } } }';
    const { errors } = await lab.app.send(lab.secretary, withdraw, { input: { ...target, reason: CARRIED_OVER() } });
    expect(errors![0]!.extensions).toMatchObject({ fields: [{ path: ['input', 'reason'], code: 'UNSAFE_TEXT' }] });
    await lab.done('withdrawPledgeOffer', { ...target, reason });
    expect(await told(offered.id, 'en')).toMatchObject({ reason, newest: reason });
  });

  it('and that stood in both languages before is said in one, and what people wrote stays as it was', async () => {
    const { pledge } = await story.revoked('旧日理由');
    const sets = [
      ['revokePledge', '撤销承诺 / revoked: 旧〔2025〕1 号'],
      ['openReview', '核查转由续签的承诺承接 / the review goes on with the renewed pledge'],
      ['signPledge', '本人要求 / own wish'],
    ];
    for (const [verb, reason] of sets)
      await lab.app.dataSource.query('UPDATE pledge_history SET reason = ? WHERE pledgeId = ? AND verb = ?', [reason, pledge.id, verb]);
    await migrate();
    const { history } = await told(pledge.id, 'en');
    expect(Object.fromEntries(history.map(({ verb, reason }) => [verb, reason]))).toMatchObject({
      revokePledge: 'Revoked: 旧〔2025〕1 号',
      openReview: 'The review goes on with the pledge that follows',
      signPledge: '本人要求 / own wish',
    });
  });

  it('was EXPIRED only where the program let a request of a session expire: people wrote the word too', async () => {
    const { host, pledge } = await story.revoked('过期二字');
    const sql = (text: string, values: string[]) => lab.app.dataSource.query(text, values);
    await sql(`UPDATE integrity_pledge SET reason = 'EXPIRED' WHERE id = ?`, [pledge.id]);
    const sessions = [await story.requestedOn(host, 20), await story.requestedOn(host, 21)];
    for (const [index, verb] of ['expireSession', 'cancelSession'].entries()) {
      const { id } = sessions[index]!;
      await sql(`UPDATE broadcast_session SET reason = 'EXPIRED', status = 'CANCELLED' WHERE id = ?`, [id]);
      await sql(`UPDATE session_history SET reason = 'EXPIRED', verb = ? WHERE sessionId = ?`, [verb, id]);
    }
    await migrate();
    expect((await told(pledge.id, 'en')).reason).toBe('EXPIRED');
    const shown: (string | null)[][] = [];
    for (const { id } of sessions) {
      const ask = 'query ($id: ID!) { broadcastSession(id: $id) { reason history { reason } } }';
      const { broadcastSession } = await lab.app.ask<{ broadcastSession: Pick<Told, 'reason' | 'history'> }>(
        lab.secretary,
        ask,
        { id },
        { 'accept-language': 'en' },
      );
      shown.push([broadcastSession.reason, ...broadcastSession.history.map(({ reason }) => reason)]);
    }
    const said = 'Nobody confirmed the request before its start';
    expect(shown.map((reasons) => [...new Set(reasons)])).toEqual([[said], ['EXPIRED']]);
  });
});
