import { ProgramReasons1700000010860 } from '../../src/migrations/1700000010860-program-reasons.js';
import { BreachStory } from './breach-story.js';
import { PledgeLab } from './pledge-lab.js';

interface Told {
  reason: string | null;
  history: { verb: string; reason: string | null }[];
}

describe('a reason that the program gives', () => {
  let lab: PledgeLab;
  let story: BreachStory;
  beforeAll(async () => {
    lab = await PledgeLab.start();
    story = new BreachStory(lab, (await lab.published('SEVEN_DONTS')).id);
  });
  afterAll(() => lab.close());

  const told = async (id: string, language: string) => {
    const query = 'query ($id: ID!) { pledge(id: $id) { reason history { verb reason } } }';
    const headers = { 'accept-language': language };
    const { pledge } = await lab.app.ask<{ pledge: Told }>(lab.secretary, query, { id }, headers);
    return { ...pledge, newest: pledge.history.at(-1)!.reason };
  };

  it('of a decision reads in the language of its reader, with the reference, also in the audit trail', async () => {
    const { pledge } = await story.revoked('撤销理由');
    const zh = '撤销承诺:滴电园诚〔2026〕3 号';
    const en = 'Revoked: 滴电园诚〔2026〕3 号';
    expect(await told(pledge.id, 'zh')).toMatchObject({ reason: zh, newest: zh });
    expect(await told(pledge.id, 'en')).toMatchObject({ reason: en, newest: en });
    const auditor = await lab.app.signInAs([{ role: 'AUDITOR', scopeKind: 'PARK', scopeId: lab.parkId }]);
    const query = `{ auditEntries(filter: { recordId: "${pledge.id}", action: "revokePledge" }, first: 1) { nodes { reason } } }`;
    for (const [language, reason] of [
      ['zh', zh],
      ['en', en],
    ] as const) {
      const { auditEntries } = await lab.app.ask<{ auditEntries: { nodes: object[] } }>(
        auditor,
        query,
        {},
        { 'accept-language': language },
      );
      expect(auditEntries.nodes).toEqual([{ reason }]);
    }
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
    const runner = lab.app.dataSource.createQueryRunner();
    for (const _run of [1, 2]) await new ProgramReasons1700000010860().up(runner);
    await runner.release();
    const { history } = await told(pledge.id, 'en');
    expect(Object.fromEntries(history.map(({ verb, reason }) => [verb, reason]))).toMatchObject({
      revokePledge: 'Revoked: 旧〔2025〕1 号',
      openReview: 'The review goes on with the pledge that follows',
      signPledge: '本人要求 / own wish',
    });
  });
});
